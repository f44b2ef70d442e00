// SPDX-License-Identifier: Apache-2.0
#include "expr/lib/text_functions.h"

#include <catch2/catch.hpp>

using namespace ecslint::expr::lib;

namespace {

constexpr std::size_t kMax = 1000;
using Parts = std::vector<std::string_view>;

}  // namespace

TEST_CASE("indexes count code points") {
  CHECK(char_at("tacocat", 7) == "");
  CHECK(char_at("ta©o©αT", 5) == "α");
  CHECK_FALSE(char_at("tacocat", 8));
  CHECK_FALSE(char_at("tacocat", -1));
  CHECK(index_of("tacocat", "") == 0);
  CHECK(index_of("tacocat", "a", 3) == 5);
  CHECK(index_of("ta©o©αT", "©αT", 3) == 4);
  CHECK(index_of("tacocat", "none") == -1);
  CHECK(index_of("tacocat", "", 7) == 7);
  CHECK_FALSE(index_of("tacocat", "a", 30));
  CHECK(last_index_of("tacocat", "at") == 5);
  CHECK(last_index_of("", "@@") == -1);
  CHECK(last_index_of("tacocat", "") == 7);
  CHECK(last_index_of("tacocat", "", 3) == 3);
  CHECK(last_index_of("ta©o©αT", "©α", 4) == 4);
  CHECK(last_index_of("ta©o©αT", "©", 3) == 2);
  CHECK_FALSE(last_index_of("tacocat", "a", 30));
}

TEST_CASE("substrings are within bounds or none") {
  CHECK(substring("tacocat", 4) == "cat");
  CHECK(substring("tacocat", 7) == "");
  CHECK(substring("ta©o©αT", 2, 6) == "©o©α");
  CHECK(substring("ta©o©αT", 7, 7) == "");
  CHECK_FALSE(substring("tacocat", -1));
  CHECK_FALSE(substring("tacocat", 40));
  CHECK_FALSE(substring("tacocat", 1, 50));
  CHECK_FALSE(substring("tacocat", 3, 2));
}

TEST_CASE("split has a limit of parts") {
  CHECK(split("hello world", " ") == Parts{"hello", "world"});
  CHECK(split("a b c", " ", 0).empty());
  CHECK(split("a b c", " ", 1) == Parts{"a b c"});
  CHECK(split("a b c", " ", 2) == Parts{"a", "b c"});
  CHECK(split("a b c", " ", 9) == Parts{"a", "b", "c"});
  CHECK(split("", " ") == Parts{""});
  CHECK(split("a,", ",") == Parts{"a", ""});
  CHECK(split("aß", "") == Parts{"a", "ß"});
  CHECK(split("aßc", "", 2) == Parts{"a", "ßc"});
  CHECK(split("", "").empty());
}

TEST_CASE("replace counts and bounds its result") {
  CHECK(replace("{0} days {0} hours", "{0}", "2", 1, kMax) == "2 days {0} hours");
  CHECK(replace("{0} days {0} hours", "{0}", "2", -1, kMax) == "2 days 2 hours");
  CHECK(replace("abc", "b", "x", 0, kMax) == "abc");
  CHECK(replace("aß", "", "_", -1, kMax) == "_a_ß_");
  CHECK(replace("abc", "", "_", 2, kMax) == "_a_bc");
  CHECK_FALSE(replace(std::string(100, 'a'), "a", std::string(100, 'b'), -1, kMax));
  CHECK_FALSE(replace(std::string(100, 'a'), "", std::string(100, 'b'), -1, kMax));
}

TEST_CASE("trim knows the white space of Unicode") {
  CHECK(trim(" \f\n\r\t\vtext  ") == "text");
  CHECK(trim("\u2000\u3000text\u2009\u00a0\u0085") == "text");
  CHECK(trim("\u180etext\u200b\ufeff") == "\u180etext\u200b\ufeff");
  CHECK(trim("  \u2000 ") == "");
  CHECK(trim("") == "");
}

TEST_CASE("letters, order, quotes") {
  CHECK(lower_ascii("TacoCÆt Xii") == "tacocÆt xii");
  CHECK(upper_ascii("tacoCαt") == "TACOCαT");
  CHECK(reverse("gums") == "smug");
  CHECK(reverse("☺a©") == "©a☺");
  CHECK(reverse("a\xFF\x80z") ==
        "z\x80\xFF"
        "a");
  CHECK(quote("bell\a \"x\" \\ ÿ\t") == "\"bell\\a \\\"x\\\" \\\\ ÿ\\t\"");
  CHECK(quote("a\xFF") == "\"a\uFFFD\"");
  CHECK(replace_invalid_utf8("a\xFF\xFE"
                             "bß\xFF") == "a\uFFFDbß\uFFFD");
}
