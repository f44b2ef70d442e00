// SPDX-License-Identifier: Apache-2.0
// Finished automata against RE2, which they stand in for.
#include "rules/pattern_tree.h"

#include <re2/re2.h>

#include <catch2/catch.hpp>

#include "expr/regex_cache.h"
#include "rules/finished_patterns.h"
#include "rules/rule_harness.h"
#include "schema/automaton.h"

using namespace ecslint;

namespace {

/// The program `"".matches(pattern)` has in a pack, reduced to its pattern.
struct Table {
  text::ImageBuilder builder;
  text::Ref<schema::Pattern> patterns;
  text::Str source;

  explicit Table(std::string_view pattern) {
    source = builder.add(pattern);
    const auto tree = rules::pattern_tree(pattern);
    if (!tree) return;
    const auto automaton = schema::build_automaton(*tree);
    if (!automaton) return;
    schema::Pattern out;
    out.source = source;
    schema::write_automaton(*automaton, builder, out);
    patterns = builder.add_one(out);
  }

  std::optional<bool> found_in(std::string_view text) const {
    const text::Image image = builder.image();
    return rules::FinishedPatterns(image, patterns).found_in(image[source], text);
  }
  expr::PartialMatch found_in(std::vector<doc::Piece> pieces) const {
    const text::Image image = builder.image();
    return rules::FinishedPatterns(image, patterns).found_in(image[source], pieces);
  }
};

}  // namespace

TEST_CASE("a finished pattern finds what RE2 finds") {
  const char* patterns[] = {"^a+b?$",     "(?i)key|auth|_ID$",
                            "[^a-z]x",    "^[A-Za-z0-9+/=_-]{24,}$",
                            "a.c",        "\\d{2,3}\\.\\w+\\s",
                            "(ab|cd)*e",  "^(?:x|y(?i:Z))$",
                            "[\\]\\-a]$", "^$",
                            "",           "a|",
                            "(?i)[^k]s",  "\\$\\{[^}]*\\}",
                            "x{3}",       "^arn:[^:]*:(a|b):",
                            "(?i)straße", "[\\w.-]+@[\\w-]+\\.\\w",
                            "^\\S+$",     "\\Aab\\z",
                            "é+",         "a*?b",
                            "[a-]b",      "[]a]x"};
  const char* texts[] = {"",           "a",       "aab",
                         "b",          "KEY",     "my_id",
                         "_ID_",       "xAx",     "xx",
                         "a\nc",       "abc",     "a\u00e9c",
                         "12.ab ",     "123.a\n", "ababcde",
                         "e",          "xz",      "yz",
                         "yZ",         "]",       "-",
                         "${A}",       "${",      "xxx",
                         "xx",         "\u212as", "\u017f",
                         "ks",         "Ks",      "arn:aws:a:",
                         "arn:aws:c:", "STRASSE", "stra\u00dfe",
                         "a@b.c",      "a b",     "\u00e9\u00e9",
                         "ab",         "zab",     "0123456789abcdefABCDEF+/==",
                         "]x",         "a-b",     "\xf0\x9f\x98\x80x"};
  int tables = 0;
  for (const char* pattern : patterns) {
    const Table table(pattern);
    const re2::RE2 re2(pattern, expr::regex_options());
    REQUIRE(re2.ok());
    for (const char* text : texts) {
      const auto found = table.found_in(text);
      if (!found) continue;
      INFO(pattern << " in \"" << text << "\"");
      CHECK(*found == re2::RE2::PartialMatch(text, re2));
      ++tables;
    }
  }
  CHECK(tables > 700);
}

TEST_CASE("a text of which only pieces are known matches always, never or maybe") {
  using enum expr::PartialMatch;
  const doc::Piece gap = {"${X}", false};
  const auto known = [](std::string_view text) { return doc::Piece{text, true}; };
  const Table arn("^arn:[^:]*:(a|b):");
  CHECK(arn.found_in({known("arn:x:a:"), gap}) == kAlways);
  CHECK(arn.found_in({known("arn:x:c"), gap}) == kNever);
  CHECK(arn.found_in({known("arn:x:"), gap}) == kMaybe);
  CHECK(arn.found_in({known("arn"), gap, known(":x:a:")}) == kMaybe);
  CHECK(Table("^x[^y]*$").found_in({known("x"), gap, known("y")}) == kNever);
  CHECK(Table("[.]js$").found_in({known("a"), gap, known(".js")}) == kAlways);
  CHECK(Table("[.]js$").found_in({known("a.js"), gap}) == kMaybe);
  CHECK(Table("^é+$").found_in({known("é"), gap, known("e")}) == kNever);

  SECTION("what is said of it holds whatever stands in the gap") {
    const char* patterns[] = {"^a+b?$", "^[^a-z]x", "(ab|cd)*e$", "^(?:x|y(?i:Z))$",
                              "^.b",    "b$|^a",    "^$",         "a|"};
    const char* texts[] = {"", "a", "b", "ab", "x", "yZ", "e", "cd", "é", "\n", "abe", "Ax"};
    int decided = 0;
    for (const char* pattern : patterns) {
      const Table table(pattern);
      for (const char* before : texts) {
        for (const char* after : texts) {
          const auto verdict = table.found_in({known(before), gap, known(after)});
          decided += verdict != kMaybe;
          for (const char* between : texts) {
            const bool found = *table.found_in(std::string(before) + between + after);
            CAPTURE(pattern, before, between, after);
            CHECK((verdict == kMaybe || found == (verdict == kAlways)));
          }
        }
      }
    }
    CHECK(decided > 300);
  }
  SECTION("what would be too much work is left open") {
    const Table large("^([a-d]{1,40}x){1,3}$");
    REQUIRE(large.found_in("ax") == true);
    CHECK(large.found_in({known(""), gap, known(std::string(2000, 'a'))}) == kMaybe);
  }
}

TEST_CASE("what a table cannot do is left to RE2") {
  for (const char* pattern :
       {"\\bword\\b", "\\pL", "(?s).", "(?m)^a", "[[:alpha:]]", "a{2", "x**", "(?P<n>a)", "\\x41"}) {
    INFO(pattern);
    CHECK_FALSE(Table(pattern).found_in("a"));
  }
}

TEST_CASE("nearly every pattern of the built-in rules is finished") {
  const rules::Pack pack(rules::builtin_pack());
  const text::Image image = pack.image();
  std::size_t with = 0;
  for (const schema::Pattern& pattern : image[pack.header().patterns]) {
    CHECK_FALSE(pattern.table.empty());
    ++with;
  }
  CHECK(with > 20);
  CHECK(pack.finished_patterns().found_in("not in the image", "x") == std::nullopt);
}
