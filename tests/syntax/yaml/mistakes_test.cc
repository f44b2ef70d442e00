// SPDX-License-Identifier: Apache-2.0
// Every mistake has its exact place and a sentence of ours; what was read before it stays in the tree.
#include <catch2/catch.hpp>
#include <string>

#include "syntax/yaml/yaml_parsed.h"
#include "text/line_index.h"

namespace ecslint::syntax_yaml {
namespace {

struct Mistake {
  std::string_view input;
  std::string_view code;
  text::Position at;
  std::string_view covers;  // the text the finding stands on
  std::string_view message;
};

const Mistake kMistakes[] = {
    {"? -", "SYN001", {1, 4}, "", "a list or mapping can't be a key here; only text can"},
    {"a: \"open\nb: 1\n", "SYN002", {1, 4}, "\"", "this quote is never closed"},
    {"é: 'open\n", "SYN002", {1, 4}, "'", "this quote is never closed"},
    {"a: 'x\n---\nb: 1\n", "SYN002", {1, 4}, "'", "this quote is not closed before the document ends"},
    {"a: \"x\\", "SYN002", {1, 4}, "\"", "this quote is never closed"},
    {"a: \"x\\u", "SYN002", {1, 4}, "\"", "this quote is never closed"},
    {"\"\"\"\\u", "SYN002", {1, 3}, "\"", "this quote is never closed"},
    {"a: [1, 2\n", "SYN002", {1, 4}, "[", "this [ is never closed"},
    {"a: {b: 1\n", "SYN002", {1, 4}, "{", "this { is never closed"},
    {"a: [1}\n", "SYN002", {1, 6}, "}", "this closes with } what was opened with ["},
    {"{\"a\": \"x\" \"b\": 2}\n", "SYN008", {1, 11}, "\"", "expected a comma or } here"},
    {"{\"a\": 1\n \"b\": 2}\n",
     "SYN008",
     {2, 2},
     "\"b\"",
     "a comma is missing between this key and the value before it"},
    {"a:\n\tb: 1\n", "SYN021", {2, 1}, "\t", "a tab can't stand in indentation: use spaces"},
    {"a: @x\n", "SYN001", {1, 4}, "@", "an unquoted value can't begin with @: quote it"},
    {"a: `x`\n", "SYN001", {1, 4}, "`", "an unquoted value can't begin with `: quote it"},
    {"a: %x\n", "SYN001", {1, 4}, "%", "an unquoted value can't begin with %: quote it"},
    {"a: *.example.com\n",
     "SYN024",
     {1, 4},
     "*",
     "* begins an alias and must be followed by its name: quote the value if a star is meant"},
    {"a: \"\\d\"\n",
     "SYN003",
     {1, 5},
     "\\d",
     "`\\d` is no escape in double quotes: double the backslash, or use single quotes"},
    {"a: b: c\n", "SYN001", {1, 5}, ":", "a value that holds \": \" must be quoted"},
    {"a: 1\n  b: 2\n",
     "SYN021",
     {2, 3},
     "b",
     "a key can't stand here: the line above already has a value; check the indentation"},
    {"a: 1\nword\nb: 2\n",
     "SYN008",
     {2, 1},
     "word",
     "`word` is neither a key (no colon follows) nor a list item (- )"},
    {"a: 1\nb:2\nc: 3\n", "SYN008", {2, 1}, "b:2", "`b:2` is no key: put a space behind the colon"},
    {"a:\n    b: 1\n  c: 2\n",
     "SYN021",
     {3, 3},
     "c: 2",
     "expected a key here: the indentation of this line fits nothing above it"},
    {"a:\n  - 1\n  b: 2\n",
     "SYN021",
     {3, 3},
     "b: 2",
     "expected a list item (- ) here: the indentation of this line fits nothing above it"},
    {"a: \"x\" y\n", "SYN001", {1, 8}, "y", "`y` stands behind a value that has ended"},
    {"a: - 1\n",
     "SYN021",
     {1, 4},
     "-",
     "a list item (- ) can't stand here: begin it on a line of its own, or quote the value"},
    {"[1] 2\n",
     "SYN009",
     {1, 5},
     "2",
     "`2` stands behind the end of the document; check brackets and indentation, or begin another document "
     "with ---"},
    {"[1, , 2]\n", "SYN001", {1, 5}, ",", "expected a value here, found `,`"},
    {"a: |x\n  t\n",
     "SYN001",
     {1, 5},
     "x",
     "only + or - and a digit from 1 to 9 may follow | or > on its line; the text begins on the next"},
    {"a: 1\n{% if x %}\nb: 2\n",
     "SYN001",
     {2, 1},
     "{% if x %}",
     "this is a template statement, not YAML: render the template first, or quote the placeholder"},
    {"a: 1\n{{- if .X }}\nb: 2\n{{- end }}\n",
     "SYN001",
     {2, 1},
     "{{- if .X }}",
     "this is a template statement, not YAML: render the template first, or quote the placeholder"},
    {"a: \xFF\n", "SYN005", {1, 4}, "\xFF", "this byte is not UTF-8"},
    {"é: \xC3(\n", "SYN005", {1, 4}, "\xC3", "this byte is not UTF-8"},
    {"\xFF\xFE"
     "a",
     "SYN005",
     {1, 1},
     "\xFF",
     "this file is UTF-16: save it as UTF-8"},
    {std::string_view("a: x\0y\n", 7),
     "SYN004",
     {1, 5},
     std::string_view("\0", 1),
     "the control character U+0000 can't stand in YAML"},
    {"a: \"\x1B[0m\"\n", "SYN004", {1, 5}, "\x1B", "the control character U+001B can't stand in YAML"},
    {"a: 1\n\xEF\xBB\xBF"
     "b: 2\n",
     "SYN005",
     {2, 1},
     "\xEF\xBB\xBF",
     "an invisible byte order mark stands in the middle of the file"},
};

TEST_CASE("a mistake is one finding, exactly placed, in plain words") {
  for (const Mistake& c : kMistakes) {
    CAPTURE(c.input);
    const Parsed parsed(c.input);
    REQUIRE(parsed.findings.size() == 1);
    const finding::Finding& found = parsed.findings[0];
    CHECK(found.code == c.code);
    CHECK(found.level == finding::Level::kError);
    CHECK(found.message == c.message);
    const text::Position at = text::LineIndex(c.input).position(found.place.range.begin);
    CHECK(at.line == c.at.line);
    CHECK(at.column == c.at.column);
    CHECK(parsed.text(found.place.range) == c.covers);
  }
}

TEST_CASE("what stands before a mistake stays, and its objects are open") {
  const Parsed parsed("a:\n  b: 1\n  c: [1, 2\nd: 4\n");
  REQUIRE(parsed.findings.size() == 1);
  REQUIRE(parsed.document.roots().size() == 1);
  CHECK(parsed["a"].find("b")->as_int() == 1);
  CHECK(parsed.document.roots()[0].has(doc::Node::kOpen));
  CHECK(parsed["a"].has(doc::Node::kOpen));
  const Parsed second("a: 1\n---\nb: \"\n");
  REQUIRE(second.document.roots().size() == 2);
  CHECK_FALSE(second.document.roots()[0].has(doc::Node::kOpen));
  CHECK(second.document.roots()[1].has(doc::Node::kOpen));
}

TEST_CASE("a byte that is not UTF-8 cuts the text at its line") {
  const Parsed parsed("a: 1\nb: {c: 2}\nd: x\xFFy\ne: 3\n");
  REQUIRE(parsed.findings.size() == 1);
  CHECK(parsed.json() == R"({"a":1,"b":{"c":2}})");
  CHECK(parsed.document.roots()[0].has(doc::Node::kOpen));
  CHECK(Parsed("a: [1,\n  \"x\n\x01\"]").findings.size() == 1);
}

TEST_CASE("depth is bounded in every style") {
  const std::size_t many = 100'000;
  std::string lists;
  for (std::size_t i = 0; i < 2'000; ++i) lists += std::string(i, ' ') + "-\n";
  std::string inline_lists;
  for (std::size_t i = 0; i < many; ++i) inline_lists += "- ";
  for (const std::string& input : {std::string(many, '['), std::string(many, '{'), lists, inline_lists}) {
    const Parsed parsed(input);
    REQUIRE(parsed.findings.size() == 1);
    CHECK(parsed.findings[0].code == "SYN006");
    CHECK(parsed.document.roots().size() == 1);
  }
  const std::string fits = std::string(200, '[') + std::string(200, ']');
  CHECK(Parsed(fits).findings.empty());
}

std::string laughs(int levels, int width) {
  std::string text = "l0: &l0 [x]\n";
  for (int i = 1; i <= levels; ++i) {
    text += "l" + std::to_string(i) + ": &l" + std::to_string(i) + " [";
    for (int k = 0; k < width; ++k) text += (k == 0 ? "*l" : ", *l") + std::to_string(i - 1);
    text += "]\n";
  }
  return text;
}

std::size_t count(const doc::Node& node) {
  std::size_t n = 1;
  for (const doc::Node& element : node.elements()) n += count(element);
  for (const doc::Member& member : node.members()) n += count(member.value);
  return n;
}

TEST_CASE("a billion laughs: one finding, and a tree that can be walked") {
  const std::string input = laughs(9, 9);
  const Parsed parsed(input);
  REQUIRE(parsed.findings.size() == 1);
  CHECK(parsed.findings[0].code == "SYN022");
  CHECK(count(parsed.document.roots()[0]) < 2'000 + 17 * input.size());
}

TEST_CASE("aliases that go deep: bounded like any depth") {
  const Parsed parsed(laughs(1'000, 1));
  REQUIRE(parsed.findings.size() == 1);
  CHECK(parsed.findings[0].code == "SYN022");
}

TEST_CASE("merge keys count as what they merge") {
  std::string input = "a: &a {";
  for (int i = 0; i < 1'000; ++i) input += (i == 0 ? "k" : ", k") + std::to_string(i) + ": 1";
  input += "}\n";
  for (int i = 0; i < 1'000; ++i) input += "m" + std::to_string(i) + ": {<<: *a}\n";
  const Parsed parsed(input);
  REQUIRE(parsed.findings.size() == 1);
  CHECK(parsed.findings[0].code == "SYN022");
  CHECK(count(parsed.document.roots()[0]) < 300'000);
}

TEST_CASE("the number of findings of one file is bounded") {
  std::string input;
  for (int i = 0; i < 5'000; ++i) input += "- no\n";
  CHECK(Parsed(input).findings.size() == 1'000);
}

}  // namespace
}  // namespace ecslint::syntax_yaml
