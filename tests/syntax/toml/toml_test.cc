// SPDX-License-Identifier: Apache-2.0
#include "syntax/toml/toml.h"

#include <catch2/catch.hpp>
#include <string>

#include "doc/dump.h"
#include "text/line_index.h"

namespace ecslint::syntax_toml {
namespace {

struct Parsed {
  explicit Parsed(std::string_view bytes) : document(text::Source("rule.toml", bytes)) {
    parse_toml(document, findings);
  }
  std::string dump() const { return document.roots().empty() ? "" : doc::dump(document.roots()[0]); }
  std::string json() const { return document.roots().empty() ? "" : doc::to_json(document.roots()[0]); }
  std::string_view text(doc::Range range) const { return document.source().slice(range); }
  const doc::Node& operator[](std::string_view key) const { return *document.roots().at(0).find(key); }

  doc::Document document;
  std::vector<finding::Finding> findings;
};

TEST_CASE("every key and value has its place, in the order written") {
  const Parsed parsed("z = 1\na = \"x\"\n[t]\nb = [true, 1.5]\n");
  CHECK(parsed.findings.empty());
  CHECK(parsed.dump() ==
        "object 0-34\n"
        "  \"z\" 0-1: integer 1 4-5\n"
        "  \"a\" 6-7: string \"x\" 10-13\n"
        "  \"t\" 15-16: object 14-33\n"
        "    \"b\" 18-19: array 22-33\n"
        "      boolean true 23-27\n"
        "      number 1.5 29-32\n");
}

TEST_CASE("ranges are bytes also after other alphabets, a byte order mark and CRLF") {
  const Parsed parsed("\xEF\xBB\xBF# héé\r\n\"kéy\" = 'ü'\r\nnext = \"ß\" # é\r\nlast = 7");
  REQUIRE(parsed.findings.empty());
  const doc::Node& root = parsed.document.roots()[0];
  REQUIRE(root.size() == 3);
  CHECK(root.members()[0].key.text() == "kéy");
  CHECK(parsed.text(root.members()[0].key_range) == "\"kéy\"");
  CHECK(parsed.text(root.members()[0].value.range()) == "'ü'");
  CHECK(parsed.text(root.members()[1].key_range) == "next");
  CHECK(parsed.text(root.members()[1].value.range()) == "\"ß\"");
  CHECK(parsed.text(root.members()[2].value.range()) == "7");
}

TEST_CASE("tables, dotted keys, inline tables and arrays of tables") {
  const Parsed parsed(
      "a.b.c = 1\na.d = 2\n[[fix]]\nat = {x = 1, y.z = [1, 2,]}\n[[fix]]\n[fix.sub]\nk = "
      "1979-05-27\n[p.q]\nr=07:32:00\n");
  CHECK(parsed.json() ==
        R"({"a":{"b":{"c":1},"d":2},"fix":[{"at":{"x":1,"y":{"z":[1,2]}}},{"sub":{"k":"1979-05-27"}}],)"
        R"("p":{"q":{"r":"07:32:00"}}})");
  const doc::Node& fix = parsed["fix"];
  CHECK(parsed.text(fix.elements()[0].range()) == "[[fix]]\nat = {x = 1, y.z = [1, 2,]}");
  CHECK(parsed.text(fix.elements()[1].range()) == "[[fix]]\n[fix.sub]\nk = 1979-05-27");
  CHECK(parsed.text(fix.elements()[0].find("at")->range()) == "{x = 1, y.z = [1, 2,]}");
  CHECK(parsed.text(parsed["a"].range()) == "a.b.c = 1\na.d = 2");
}

TEST_CASE("numbers of every form") {
  CHECK(Parsed("a = 0x10\nb = 0o17\nc = 0b11\nd = 1_000\ne = -5\nf = 1e3\n").json() ==
        R"({"a":16,"b":15,"c":3,"d":1000,"e":-5,"f":1000})");
  CHECK(Parsed("a = 9223372036854775807").json() == R"({"a":9223372036854775807})");
  CHECK(Parsed("a = 9223372036854775808").findings.size() == 1);
}

TEST_CASE("strings are views of the source unless they had escapes") {
  const Parsed parsed("a = 'x\\y'\nb = \"x\\ty\"\nc = '''\nline\n'''\nd = \"\"\n");
  CHECK_FALSE(parsed["a"].has(doc::Node::kEscaped));
  CHECK(parsed["a"].as_string().data() == parsed.document.source().bytes().data() + 5);
  CHECK(parsed["b"].has(doc::Node::kEscaped));
  CHECK(parsed["b"].as_string() == "x\ty");
  CHECK_FALSE(parsed["c"].has(doc::Node::kEscaped));
  CHECK(parsed["c"].as_string() == "line\n");
  CHECK(parsed["d"].as_string().empty());
}

struct MistakeCase {
  std::string_view input;
  text::Position at;
  std::string_view message;
};

TEST_CASE("a mistake is one finding at its place") {
  const MistakeCase cases[] = {
      {"[*", {1, 2}, ""},
      {"a = 1\nb = \n", {2, 5}, "not valid TOML: key-value pair: expected value, found '\\n'"},
      {"a = 1\na = 2\n", {2, 1}, "not valid TOML: key-value pair: already defined: integer 'a'"},
      {"é = 1",
       {1, 1},
       "not valid TOML: root table: expected keys, tables, whitespace or comments, found '\xC3\xA9'"},
      {"a = \"x", {1, 7}, "not valid TOML: string: the file ends before it is complete"},
      {"[a\n", {1, 3}, "not valid TOML: table header: expected ']', found '\\n'"},
      {"a = '\xFF'", {1, 6}, ""},
  };
  for (const MistakeCase& c : cases) {
    CAPTURE(c.input);
    const Parsed parsed(c.input);
    CHECK(parsed.document.roots().empty());
    REQUIRE(parsed.findings.size() == 1);
    const finding::Finding& finding = parsed.findings[0];
    CHECK(finding.code == (c.input.find('\xFF') == std::string_view::npos ? "SYN001" : "SYN005"));
    CHECK(finding.level == finding::Level::kError);
    CHECK(text::LineIndex(c.input).position(finding.place.range.begin) == c.at);
    if (!c.message.empty()) CHECK(finding.message == c.message);
  }
}

TEST_CASE("an empty file is an empty table") {
  CHECK(Parsed("").json() == "{}");
  CHECK(Parsed("# only a comment\n").json() == "{}");
}

TEST_CASE("depth is bounded: long dotted keys, headers and nested values") {
  std::string key = "k";
  for (int i = 0; i < 100'000; ++i) key += ". k";
  for (const std::string& input : {key + " = 1", "[" + key + "]", "a = {" + key + " = 1}"}) {
    const Parsed parsed(input);
    REQUIRE(parsed.findings.size() == 1);
    CHECK(parsed.findings[0].code == "SYN006");
  }
  CHECK(Parsed("a = " + std::string(100'000, '[')).findings.size() == 1);
  std::string text = "a = \"\"\"\n" + std::string(5'000, '.') + "\"\"\"";
  CHECK(Parsed(text).findings.empty());
}

/// Every byte of the value that is not from an escape stands unchanged at its source offset.
void check_offsets(const Parsed& parsed, std::string_view key, bool exact) {
  const doc::Node& node = parsed[key];
  const text::Source& source = parsed.document.source();
  std::optional<text::Offset> before;
  for (std::size_t i = 0; i <= node.size(); ++i) {
    const auto at = source_offset(node, source, i);
    REQUIRE(at.has_value());
    CHECK((i == node.size() || node.range().contains(*at)));
    if (before) CHECK(*before <= *at);
    if (exact && i < node.size()) CHECK(source.bytes()[*at] == node.as_string()[i]);
    before = at;
  }
  CHECK_FALSE(source_offset(node, source, node.size() + 1).has_value());
}

TEST_CASE("a place in a string's value is found again in the file") {
  const Parsed parsed(
      "a = 'plain é'\n"
      "b = \"q\\\"uo\\u00e9te\\U0001F600d\\n.\"\n"
      "c = '''\nfirst\nsecond'''\n"
      "d = \"\"\"\\\n   a \\\n\n   b\\tc\"\"\"\"\n"
      "e = \"\"\n"
      "f = 1979-05-27T07:32:00Z\n"
      "g = ''''quoted'''''\n");
  REQUIRE(parsed.findings.empty());
  for (const std::string_view key : {"a", "c", "e", "f", "g"}) check_offsets(parsed, key, true);
  for (const std::string_view key : {"b", "d"}) check_offsets(parsed, key, false);
  const text::Source& source = parsed.document.source();
  const auto text_at = [&](std::string_view key, std::string_view needle) {
    const doc::Node& node = parsed[key];
    const auto at = source_offset(node, source, node.as_string().find(needle));
    return std::string(source.slice({*at, *at + 3}));
  };
  CHECK(parsed["b"].as_string() ==
        "q\"uoéte\xF0\x9F\x98\x80"
        "d\n.");
  CHECK(text_at("b", "\"") == "\\\"u");
  CHECK(text_at("b", "é") == "\\u0");
  CHECK(text_at("b", "te") == "te\\");
  CHECK(text_at("b", "d\n") == "d\\n");
  CHECK(text_at("b", ".") == ".\"\n");
  CHECK(parsed["d"].as_string() == "a b\tc\"");
  CHECK(text_at("d", "a") == "a \\");
  CHECK(text_at("d", "b") == "b\\t");
  CHECK(text_at("d", "\"") == "\"\"\"");
  CHECK(text_at("c", "first") == "fir");
  CHECK(parsed["g"].as_string() == "'quoted''");
}

TEST_CASE("a place in a string with CRLF line breaks") {
  const Parsed parsed("a = '''\r\none\r\ntwo'''\r\nb = \"\"\"\r\none\\\r\n  two\r\nx\"\"\"\r\n");
  REQUIRE(parsed.findings.empty());
  for (const std::string_view key : {"a", "b"}) {
    const doc::Node& node = parsed[key];
    const auto at = source_offset(node, parsed.document.source(), node.as_string().find("two"));
    REQUIRE(at.has_value());
    CHECK(parsed.text({*at, *at + 3}) == "two");
  }
}

}  // namespace
}  // namespace ecslint::syntax_toml
