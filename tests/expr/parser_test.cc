// SPDX-License-Identifier: Apache-2.0
// What the grammar refuses, where, and how deep it goes. What it accepts is in the conformance tests.
#include "expr/parser.h"

#include "expr/fixture.h"

using namespace ecslint::expr;

namespace {

std::string repeat(std::string_view text, int times) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("syntax errors say what was expected, and where") {
  struct Row {
    std::string_view source;
    std::string_view refusal;
  };
  const Row rows[] = {
      {"", "0-0: the expression is empty"},
      {"  // only a comment", "19-19: the expression is empty"},
      {"a +", "3-3: expected a value, but the expression ends here"},
      {"a b", "2-3: expected an operator or the end, not 'b'"},
      {"(a", "2-2: expected ')', but the expression ends here"},
      {"[1, 2", "5-5: expected ',' or ']', but the expression ends here"},
      {"{'k' 1}", "5-6: expected ':' after the key, not '1'"},
      {"a ? 1", "5-5: expected ':' of the conditional, but the expression ends here"},
      {"a = 1", "2-3: a single '=': comparing is written =="},
      {"a and b", "2-5: expected an operator or the end, not 'and': and is written &&"},
      {"a or b", "2-4: expected an operator or the end, not 'or': or is written ||"},
      {"not a", "4-5: expected an operator or the end, not 'a': not is written !"},
      {"a not in b", "2-5: expected an operator or the end, not 'not': not is written !"},
      {"a & b", "2-3: a single '&': 'and' is written &&"},
      {"a | b", "2-3: a single '|': 'or' is written ||"},
      {"a # b", "2-3: unexpected '#'"},
      {"'abc", "0-4: a string without its closing quote"},
      {"'a\nb'", "0-2: a string without its closing quote"},
      {"'a\\qb'", "2-4: this escape means nothing"},
      {"'\\ud800'", "1-3: this escape means nothing"},
      {"'\\400'", "1-3: this escape means nothing"},
      {"b'\\u0041'", "2-4: this escape means nothing"},
      {"1.", "2-2: expected a name after the dot, but the expression ends here"},
      {"1e", "0-2: an exponent without digits"},
      {"0x", "0-2: 0x without digits"},
      {"9223372036854775808", "0-19: this number does not fit a 64-bit int"},
      {"18446744073709551616u", "0-21: this number does not fit 64 bits"},
      {"for", "0-3: 'for' is a reserved word"},
      {"`a`", "0-3: a quoted name may stand only after a dot"},
      {"T{f: 1}", "1-2: messages cannot be made here; a map is written {'key': value}"},
      {"has(a)", "0-3: has() takes a selection: has(container.image)"},
      {"[1].all(a.b, true)", "10-11: the variable of all() must be a simple name"},
      {"[1].all(a, a, true)", "11-12: the two variables have the same name"},
      {"!-1", "1-2: expected a value, not '-'"},
      {"a.", "2-2: expected a name after the dot, but the expression ends here"},
      {"\xFF", "0-1: the expression is not valid UTF-8"},
  };
  for (const Row& row : rows) {
    Fixture fx(R"({"a": 1, "b": 2})");
    INFO(row.source);
    CHECK(fx.refuse(row.source) == row.refusal);
  }
}

TEST_CASE("nesting and length have limits with clean errors") {
  Fixture fx(R"({"a": 1})");
  CHECK(fx.ask(repeat("(", 200) + "7" + repeat(")", 200)) == "7");
  CHECK(fx.ask(repeat("[", 200) + repeat("]", 200) + " == []") == "false");
  CHECK(fx.ask(repeat("false ? 1 : ", 100) + "2") == "2");
  CHECK(fx.ask("false" + repeat(" || false", 5000)) == "false");
  CHECK(fx.ask("1" + repeat(" + 1", 200)) == "201");
  const std::string_view too_deep = "the expression is nested more than 250 deep";
  for (const std::string& source :
       {repeat("(", 300) + "1" + repeat(")", 300), repeat("[", 60000), repeat("-", 60000) + "a",
        "1" + repeat(" + 1", 300), "a" + repeat(".a", 300), "a" + repeat("[0]", 300),
        repeat("!", 300) + "true", repeat("false ? 1 : ", 5000), repeat("{1:", 20000)}) {
    CHECK_THAT(fx.refuse(source), Catch::EndsWith(std::string(too_deep)));
  }
  CHECK(fx.refuse("'" + repeat("x", 70000) + "'") == "0-0: the expression is longer than 64 KiB");
}

TEST_CASE("numbers and strings mean what they should at the edges") {
  Fixture fx(R"({"a": 1})");
  CHECK(fx.ask("-9223372036854775808") == "-9223372036854775808");
  CHECK(fx.ask("0xFFFFFFFFFFFFFFFFu") == "18446744073709551615");
  CHECK(fx.ask("1e-400 == 0.0 && 1e400 > 1e308 && -1e400 < 0.0 && .5 == 0.5") == "true");
  CHECK(fx.ask(R"('\x41\101\u0041\U00000041' == 'AAAA' && size('\U0001F600') == 1)") == "true");
  CHECK(fx.ask(R"(r'\d' == '\\d' && bR'\x' == b'\\x')") == "true");
  CHECK(fx.ask("\"\"\"a\n\"b\" \"\"\" == 'a\\n\"b\" '") == "true");
}
