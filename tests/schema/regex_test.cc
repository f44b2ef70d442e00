// SPDX-License-Identifier: Apache-2.0
// ECMA-262 expressions: what they match, by the automaton and by RE2 alike, and what is refused.
#include <re2/re2.h>

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "schema/automaton.h"
#include "schema/ecma_regex.h"
#include "schema/needles.h"
#include "text/utf8.h"

namespace ecslint::schema::test {
namespace {

/// An expression in both forms.
class Both {
 public:
  explicit Both(std::string_view source) {
    const ParsedRegex parsed = parse_regex(source);
    INFO(source << ": " << parsed.error.message);
    REQUIRE(parsed.ok);
    re2_ = std::make_unique<re2::RE2>(to_re2(parsed.tree), re2::RE2::Quiet);
    const auto automaton = build_automaton(parsed.tree);
    has_table_ = automaton.has_value();
    if (!automaton) return;
    write_automaton(*automaton, builder_, pattern_);
  }
  bool has_table() const { return has_table_; }
  bool has_re2() const { return re2_->ok(); }
  bool table(std::string_view text) const { return run_automaton(pattern_, builder_.image(), text); }
  bool re2(std::string_view text) const { return re2::RE2::PartialMatch({text.data(), text.size()}, *re2_); }

 private:
  text::ImageBuilder builder_;
  Pattern pattern_;
  std::unique_ptr<re2::RE2> re2_;
  bool has_table_ = false;
};

struct Row {
  const char* pattern;
  const char* matches;
  const char* not_matches;
};

const Row kRows[] = {
    {"^[A-Za-z0-9_-]{1,255}$", "web-1_A", "a b"},
    {"^[A-Za-z0-9_-]{1,3}$", "abc", "abcd"},
    {"^\\d+$", "0129", "\xDB\xB1"},               // not other scripts' digits
    {"^\\D$", "\xDB\xB1", "1"},                   //
    {"^\\w+$", "aZ_9", "\xC3\xA9"},               // not é
    {"^\\s$", "\xEF\xBB\xBF", "x"},               // U+FEFF is space here
    {"^\\S$", "x", "\xC2\xA0"},                   // and so is U+00A0
    {"^.$", "\xF0\x9F\x90\xB2", "\xE2\x80\xA8"},  // a character past 16 bits; not a line separator
    {"^[^a]$", "\n", "a"},
    {"^[^]$", "\n", ""},
    {"^a[]|b$", "b", "a"},
    {"^\\u0041\\x42\\u{43}\\cJ$", "ABC\n", "ABC"},
    {"^\\uD83D\\uDC32$", "\xF0\x9F\x90\xB2", "x"},
    {"^(?<year>[0-9]{4})\\/(?:0[1-9]|1[0-2])$", "2026/12", "2026/13"},
    {"b.*c", "abxc", "cb"},
    {"foo$", "a foo", "foo "},
    {"^$", "", "x"},
    {"^(a|b)*?c{2,}$", "ababcc", "abc"},
    {"^\\$\\{[^}]+\\}$", "${A}", "${}"},
    {"a{,2}", "a{,2}", "aa"},  // not a repeat: literal braces
    {"^[\\d\\-.]+$", "1-2.3", "a"},
    {"^[\\b]$", "\b", "b"},
    {"^[\\w.]+@[\\w.]+$", "a.b@c.d", "a@"},
    {"^\xC3\xA1$", "\xC3\xA1", "a"},
    {"(^a|b$)", "xb", "bx"},
    {"^(?:[0-9]+|[0-9]*\\.[0-9]+)\\s*[vV]CPU$", ".5 vCPU", ". vCPU"},
};

}  // namespace

TEST_CASE("expressions match as ECMA-262 says, by table and by RE2") {
  for (const Row& row : kRows) {
    INFO(row.pattern);
    const Both both(row.pattern);
    REQUIRE(both.has_table());
    REQUIRE(both.has_re2());
    CHECK(both.table(row.matches));
    CHECK(both.re2(row.matches));
    CHECK_FALSE(both.table(row.not_matches));
    CHECK_FALSE(both.re2(row.not_matches));
  }
}

TEST_CASE("table and RE2 agree on random texts") {
  std::mt19937 random(42);
  constexpr std::string_view kLetters = "aabbc019-_./:@ \t\n{}$vVCPU";
  for (const Row& row : kRows) {
    const Both both(row.pattern);
    for (int i = 0; i < 200; ++i) {
      std::string text = i % 2 == 0 ? std::string() : std::string(row.matches);
      for (std::size_t n = random() % 6; n > 0; --n) {
        text.insert(random() % (text.size() + 1), 1, kLetters[random() % kLetters.size()]);
      }
      if (text::find_invalid_utf8(text) != std::string_view::npos) continue;
      INFO(row.pattern << " on " << text);
      CHECK(both.table(text) == both.re2(text));
    }
  }
}

TEST_CASE("every match holds one of an expression's needles") {
  using Texts = std::vector<std::string>;
  const auto of = [](std::string_view pattern) { return needles(parse_regex(pattern).tree); };
  CHECK(of("(^|[-_./:])(amd64|x86_64)($|[-_./:@])") == Texts{"amd64", "x86_64"});
  CHECK(of("ltsc20(16|19|22|25)|nanoserver") == Texts{"ltsc20", "nanoserver"});
  CHECK(of("https?://localhost(:[0-9]+)?/") == Texts{"://localhost"});
  CHECK(of("(ab|cd)+x?") == Texts{"ab", "cd"});
  CHECK(of("(ab|cd)*") == Texts{});
  CHECK(of("ab|c") == Texts{});            // one of them is too short to look for
  CHECK(of("aa|bb|cc|dd|ee") == Texts{});  // too many
  CHECK(of("^[A-Za-z_]+$") == Texts{});
  CHECK(of("\\xE9\\xE9ab") == Texts{"ab"});  // characters past ASCII are passed over
}

TEST_CASE("table and RE2 agree on long texts") {
  constexpr const char* kPatterns[] = {"(^|[-_./:])(amd64|x86_64)($|[-_./:@])",
                                       "ltsc20(16|19|22|25)|nanoserver", "https?://localhost(:[0-9]+)?/",
                                       "(ab|cd)+x?$", "^.{40}ab.*cd"};
  constexpr std::string_view kParts[] = {
      "amd64", "x86_64", "-",  ".",  "ltsc20", "16",       "nanoserver",      "http", "s", "://localhost",
      "/",     ":80",    "ab", "cd", "x",      "\xC3\xA9", "qqqqqqqqqqqqqqqq"};
  std::mt19937 random(7);
  std::size_t found = 0;
  for (const char* pattern : kPatterns) {
    const Both both(pattern);
    REQUIRE(both.has_table());
    for (int i = 0; i < 2000; ++i) {
      std::string text(random() % 40, 'q');
      for (std::size_t n = random() % 8; n > 0; --n) text += kParts[random() % std::size(kParts)];
      INFO(pattern << " on " << text);
      const bool table = both.table(text);
      REQUIRE(table == both.re2(text));
      found += table && text.size() >= 32 ? 1 : 0;
    }
  }
  CHECK(found > 400);
}

TEST_CASE("repeats past RE2's limit have a table, properties and word edges have RE2") {
  const Both lengthy("^[a-z]{0,2048}$");
  CHECK_FALSE(lengthy.has_re2());
  REQUIRE(lengthy.has_table());
  CHECK(lengthy.table(std::string(2048, 'x')));
  CHECK_FALSE(lengthy.table(std::string(2049, 'x')));
  const Both letters("^\\p{Letter}+$");
  CHECK_FALSE(letters.has_table());
  CHECK(letters.re2("\xC3\xA9"));
  const Both word("\\bfoo\\b");
  CHECK_FALSE(word.has_table());
  CHECK(word.re2("a foo b"));
  const Both exploding("(a|b)*a(a|b){14}$");
  CHECK_FALSE(exploding.has_table());
  CHECK(exploding.has_re2());
}

TEST_CASE("what is not understood is refused with its place") {
  struct Refused {
    const char* pattern;
    std::size_t offset;
    bool unsupported;
    const char* message;
  };
  const Refused rows[] = {
      {"a(?=b)", 1, true, "look-ahead and look-behind cannot be used"},
      {"(?<!a)b", 0, true, "look-ahead and look-behind cannot be used"},
      {"(a)\\1", 4, true, "back-references cannot be used"},
      {"\\a", 1, false, "unknown escape \\a"},
      {"a**", 2, false, "nothing to repeat"},
      {"(a", 2, false, "missing )"},
      {"a)", 1, false, "unbalanced )"},
      {"[b-a]", 4, false, "a range is out of order"},
      {"[\\d-z]", 5, false, "a range needs single characters at its ends"},
      {"a{3,2}", 6, false, "the numbers of a repeat are out of order"},
      {"x\\", 2, false, "a lone backslash at the end"},
      {"(?a)", 0, false, "unknown kind of group"},
  };
  for (const Refused& row : rows) {
    INFO(row.pattern);
    const ParsedRegex parsed = parse_regex(row.pattern);
    CHECK_FALSE(parsed.ok);
    CHECK(parsed.error.offset == row.offset);
    CHECK(parsed.error.unsupported == row.unsupported);
    CHECK(parsed.error.message == row.message);
  }
  std::string nested;
  for (int i = 0; i < 5000; ++i) nested += "(";
  CHECK_FALSE(parse_regex(nested).ok);
}

}  // namespace ecslint::schema::test
