// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "text/edit_distance.h"
#include "text/edits.h"
#include "text/file_system.h"
#include "text/find.h"
#include "text/hash.h"
#include "text/image.h"
#include "text/json_writer.h"
#include "text/utf8.h"

namespace ecslint::text {
namespace {

TEST_CASE("a text is found where the standard library finds it") {
  std::mt19937 random(11);
  const auto letters = [&](std::size_t size) {
    std::string out;
    for (std::size_t i = 0; i < size; ++i) out += "aab"[random() % 3];
    return out;
  };
  for (int i = 0; i < 20'000; ++i) {
    const std::string text = letters(random() % 90);
    const std::string part = letters(random() % 12);
    const std::size_t from = random() % 100;
    INFO(text << " " << part << " " << from);
    REQUIRE(text::find(text, part, from) == text.find(part, from));
    REQUIRE(text::find_any<'b', '-'>(text, from) == text.find_first_of("b-", from));
    REQUIRE(text::find_any<'c', '\0'>(text, from) == std::string::npos);
    REQUIRE(text::find_last(text, 'b') == text.rfind('b'));
    REQUIRE(text::skip(text, 'a', std::min(from, text.size())) ==
            std::min(text.find_first_not_of('a', from), text.size()));
  }
}

TEST_CASE("a run of one character is passed, however long") {
  for (std::size_t size = 0; size < 70; ++size) {
    const std::string blanks(size, ' ');
    for (std::size_t from = 0; from <= size; ++from) {
      REQUIRE(skip(blanks, ' ', from) == size);
      REQUIRE(skip(blanks + "x ", ' ', from) == size);
    }
  }
}

TEST_CASE("a part of a text is inside it, an equal text is not") {
  const std::string text = "abc";
  const std::string_view whole = text;
  CHECK(is_inside(whole, whole));
  CHECK(is_inside(whole.substr(1, 1), whole));
  CHECK(is_inside(whole.substr(3), whole));
  CHECK_FALSE(is_inside(whole, whole.substr(0, 2)));
  CHECK_FALSE(is_inside(whole, whole.substr(1)));
  CHECK_FALSE(is_inside(std::string("abc"), whole));
  CHECK_FALSE(is_inside({}, whole));
}

TEST_CASE("edits are applied in the order of their places") {
  const std::array edits = {Edit{{4, 5}, "Y"}, Edit{{0, 1}, "XX"}, Edit{{2, 2}, "-"}};
  CHECK(*apply_edits("abcde", edits) == "XXb-cdY");
  const std::array crossing = {Edit{{0, 3}, ""}, Edit{{2, 4}, ""}};
  CHECK_FALSE(apply_edits("abcde", crossing).ok());
  const std::array outside = {Edit{{4, 9}, ""}};
  CHECK_FALSE(apply_edits("abcde", outside).ok());
}

TEST_CASE("nearest suggests for case, swaps and small slips only") {
  const std::array<std::string_view, 4> names = {"containerDefinitions", "cpu", "memory",
                                                 "memoryReservation"};
  CHECK(nearest("ContainerDefinitions", names) == "containerDefinitions");
  CHECK(nearest("container_definitions", names) == "containerDefinitions");
  CHECK(nearest("memroy", names) == "memory");
  CHECK(nearest("cpus", names) == "cpu");
  CHECK(nearest("volumes", names).empty());
  const std::array<std::string_view, 2> long_ones = {"proxyConfiguration", "executionRoleArn"};
  CHECK(nearest("networkConfiguration", long_ones).empty());  // two words that end alike
  CHECK(nearest("proxyConfigurations", long_ones) == "proxyConfiguration");
  CHECK(nearest("executionRole", long_ones) == "executionRoleArn");
}

TEST_CASE("edit distance counts a swap as one") {
  CHECK(edit_distance("abcd", "abdc", 3) == 1);
  CHECK(edit_distance("abc", "xyz", 2) == 3);
  CHECK(edit_distance("", "abc", 5) == 3);
}

/// All cells of the table, as the definition has it.
std::size_t plain_distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] =
          std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

TEST_CASE("looking only near the diagonal finds the same edit distances") {
  std::minstd_rand random(8);
  const auto word = [&random] {
    std::string out(random() % 12, ' ');
    for (char& c : out) c = static_cast<char>('a' + random() % 3);
    return out;
  };
  for (int i = 0; i < 3000; ++i) {
    const std::string a = word();
    const std::string b = word();
    const std::size_t limit = random() % 6;
    CAPTURE(a, b, limit);
    REQUIRE(edit_distance(a, b, limit) == std::min(plain_distance(a, b), limit + 1));
  }
  const std::string longest(64, 'x');
  CHECK(edit_distance(longest, longest.substr(21), 21) == 21);
  CHECK(edit_distance(longest, longest + "x", 21) == 22);
}

TEST_CASE("the earlier of two equally near words is suggested") {
  const std::array<std::string_view, 3> names = {"memory1", "memory2", "memory"};
  CHECK(nearest("memory3", names) == "memory1");
  CHECK(nearest("MEMORY", names) == "memory");
}

TEST_CASE("key hashes of property names differ") {
  CHECK(key_hash("cpu") == key_hash(std::string("cpu")));
  CHECK(key_hash("containerPort") != key_hash("containerName"));
  CHECK(key_hash("") != key_hash("a"));
  CHECK(key_hash("AAAAAAAA") != key_hash("AAAAAAAAAAAAAAAA"));
}

TEST_CASE("an image gives back what was put in and stores equal strings once") {
  ImageBuilder builder;
  const Str a = builder.add("cpu");
  const std::array<std::uint64_t, 2> numbers = {1, 2};
  const auto list = builder.add(std::span<const std::uint64_t>(numbers));
  CHECK(builder.add("cpu").offset == a.offset);
  const Image image = builder.image();
  CHECK(image[a] == "cpu");
  CHECK(image[list].size() == 2);
  CHECK(image[list][1] == 2);
  CHECK(image[Str{}].empty());
}

TEST_CASE("the JSON writer indents, separates and escapes") {
  std::string out;
  JsonWriter json(out, 2);
  json.begin_object()
      .key("a\n")
      .begin_array()
      .number(std::int64_t{1})
      .string("\x01\xFFé")
      .end_array()
      .key("b")
      .begin_object()
      .end_object()
      .end_object();
  CHECK(out == "{\n  \"a\\n\": [\n    1,\n    \"\\u0001\uFFFD\u00e9\"\n  ],\n  \"b\": {}\n}");
}

TEST_CASE("UTF-8 is checked strictly") {
  CHECK(find_invalid_utf8("a\u00e9\U0001F600") == std::string_view::npos);
  CHECK(find_invalid_utf8("a\xC0\x80") == 1);
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);
  CHECK(find_invalid_utf8("ab\xF4\x90\x80\x80") == 2);
  CHECK(count_code_points("a\u00e9\U0001F600\xFF") == 4);
  CHECK(decode_code_point("\U0001F600") == 0x1F600);
}

TEST_CASE("a byte order mark is skipped by content") {
  const Source source("x", "\xEF\xBB\xBF{}");
  CHECK(source.content_begin() == 3);
  CHECK(source.content() == "{}");
  CHECK(source.slice({3, 99}) == "{}");
}

TEST_CASE("the memory file system implies folders") {
  MemoryFileSystem files;
  files.add("a/b/c.json", "{}");
  files.add("a/d.json", "[]");
  CHECK(files.is_directory("a/b"));
  CHECK_FALSE(files.is_directory("a/d.json"));
  CHECK(files.list("a")->size() == 2);
  CHECK(files.read("a/d.json")->bytes() == "[]");
  CHECK_FALSE(files.read("nope").ok());
}

}  // namespace
}  // namespace ecslint::text
