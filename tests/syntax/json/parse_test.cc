// SPDX-License-Identifier: Apache-2.0
#include "syntax/json/parse.h"

#include <catch2/catch.hpp>
#include <string>

#include "doc/dump.h"
#include "syntax/json/json_test_support.h"

using namespace ecslint;
using syntax_json::test::parse;
using syntax_json::test::Parsed;

TEST_CASE("valid JSON becomes a tree with the place of everything") {
  struct Row {
    std::string_view text;
    std::string_view dump;
  };
  const Row rows[] = {
      {"null", "null 0-4\n"},
      {" true ", "boolean true 1-5\n"},
      {"false", "boolean false 0-5\n"},
      {"0", "integer 0 0-1\n"},
      {"-12", "integer -12 0-3\n"},
      {"9223372036854775807", "integer 9223372036854775807 0-19\n"},
      {"9223372036854775808", "integer 9223372036854775808 0-19\n"},
      {"-9223372036854775808", "integer -9223372036854775808 0-20\n"},
      {"18446744073709551616", "number 1.8446744073709552e+19 0-20\n"},
      {"0.5", "number 0.5 0-3\n"},
      {"1E2", "number 100 0-3\n"},
      {"1e999", "number inf 0-5\n"},
      {"-1e999", "number -inf 0-6\n"},
      {"0e999", "number 0 0-5\n"},
      {"123e-10000000", "number 0 0-13\n"},
      {"1e99999999999999999999", "number inf 0-22\n"},
      {R"("")", "string \"\" 0-2\n"},
      {R"("a\"b\\\/\b\f\n\r\t")", "string \"a\\\"b\\\\/\\u0008\\u000c\\n\\r\\t\" 0-20\n"},
      {R"("\u00e9\ud83d\ude00\u0041")", "string \"é😀A\" 0-26\n"},
      {"\"é😀\"", "string \"é😀\" 0-8\n"},
      {"[]", "array 0-2\n"},
      {"{ }", "object 0-3\n"},
      {"[1, [2]]", "array 0-8\n  integer 1 1-2\n  array 4-7\n    integer 2 5-6\n"},
      {R"({"cpu" : "256"})", "object 0-15\n  \"cpu\" 1-6: string \"256\" 9-14\n"},
      {"{\"a\": {\"b\": []},\r\n\"c\": 1}\n",
       "object 0-25\n  \"a\" 1-4: object 6-15\n    \"b\" 7-10: array 12-14\n  \"c\" 18-21: integer 1 "
       "23-24\n"},
      {R"({"a\tb":1})", "object 0-10\n  \"a\\tb\" 1-7: integer 1 8-9\n"},
      {R"("x:${TAG}")", "unresolved \"x:${TAG}\" \"x:\" ?\"${TAG}\" 0-10\n"},
      {R"("{{ f \"a\" }}")", "unresolved \"{{ f \\\"a\\\" }}\" ?\"{{ f \\\"a\\\" }}\" 0-15\n"},
  };
  for (const Row& row : rows) {
    INFO(row.text);
    const Parsed parsed = parse(row.text);
    CHECK(parsed.findings.empty());
    CHECK(parsed.dump() == row.dump);
  }
}

TEST_CASE("escaped strings are marked") {
  const Parsed parsed = parse(R"(["a", "\n", "${A}\n"])");
  const auto elements = parsed.root().elements();
  CHECK_FALSE(elements[0].has(doc::Node::kEscaped));
  CHECK(elements[1].has(doc::Node::kEscaped));
  CHECK(elements[2].has(doc::Node::kEscaped));
  CHECK(elements[2].why().reason == "placeholder ${A}");
}

TEST_CASE("an escaped bracket begins a placeholder too, as the AWS console writes it") {
  const Parsed parsed = parse(R"(["\u003cIMAGE\u003e", "a \u003c b", "x:\u0024{TAG}"])");
  const auto elements = parsed.root().elements();
  REQUIRE(elements[0].is_unresolved());
  CHECK(elements[0].why().reason == "placeholder <IMAGE>");
  CHECK(elements[1].as_string() == "a < b");
  REQUIRE(elements[2].is_unresolved());
  REQUIRE(elements[2].why().pieces.size() == 2);
  CHECK(elements[2].why().pieces[0].text == "x:");
}

TEST_CASE("duplicate keys are kept, marked and reported at the later one") {
  const Parsed parsed = parse(R"({"a": 1, "b": 2, "a": 3})");
  CHECK(parsed.root().has(doc::Node::kDuplicateKeys));
  CHECK(parsed.root().size() == 3);
  CHECK(parsed.root().find("a")->as_int() == 3);
  REQUIRE(parsed.findings.size() == 1);
  const finding::Finding& finding = parsed.findings[0];
  CHECK(finding.code == "SYN010");
  CHECK(finding.level == finding::Level::kWarning);
  CHECK(finding.place.range == text::Range{17, 20});
  REQUIRE(finding.related.size() == 1);
  CHECK(finding.related[0].place.range == text::Range{1, 4});
}

TEST_CASE("duplicates are found in large objects, and equal hash bits are not taken for them") {
  std::string text = "{";
  for (int i = 0; i < 300; ++i) text += "\"key" + std::to_string(i) + "\": 1, ";
  CHECK(parse(text + "\"last\": 1}").findings.empty());
  const Parsed parsed = parse(text + "\"key17\": 2}");
  CHECK(parsed.findings.size() == 1);
  CHECK(parsed.root().find("key17")->as_int() == 2);
}

TEST_CASE("a parser is used again and again") {
  syntax_json::Parser parser;
  for (const char* text : {"[1]", "{\"a\": [1, 2]}", "[]"}) {
    doc::Document document(text::Source("t.json", text));
    std::vector<finding::Finding> findings;
    parser.parse(document, findings);
    CHECK(findings.empty());
    REQUIRE(document.roots().size() == 1);
  }
}

TEST_CASE("a byte order mark is skipped, and told") {
  const Parsed parsed = parse("\xEF\xBB\xBF{\"a\":1}");
  CHECK(parsed.dump() == "object 3-10\n  \"a\" 4-7: integer 1 8-9\n");
  REQUIRE(parsed.findings.size() == 1);
  CHECK(parsed.findings[0].code == "SYN005");
  CHECK(parsed.findings[0].level == finding::Level::kWarning);
  CHECK(parsed.findings[0].fix->safe);
}

TEST_CASE("depth is bounded") {
  const auto nested = [](int depth) {
    return std::string(static_cast<std::size_t>(depth), '[') +
           std::string(static_cast<std::size_t>(depth), ']');
  };
  CHECK(parse(nested(doc::kMaxDepth)).findings.empty());
  const Parsed deeper = parse(nested(doc::kMaxDepth + 1));
  CHECK(deeper.said() == "SYN006 200-201 nested more than 200 levels deep: nothing is read from here on\n");
  CHECK(deeper.root().has(doc::Node::kOpen));
}

TEST_CASE("JSON inside another document has its places in that document") {
  const std::string_view outer = R"({"policy": "{\"a\": [1, \"x\"] \"b\": 2}"})";
  doc::Document host(text::Source("host.json", outer));
  std::vector<finding::Finding> findings;
  syntax_json::Parser parser;
  parser.parse(host, findings);
  REQUIRE(findings.empty());
  const doc::Node& string = *host.roots()[0].find("policy");
  std::vector<text::Offset> offsets;
  for (text::Offset i = string.range().begin + 1; i < string.range().end; ++i) {
    offsets.push_back(i);
    if (outer[i] == '\\') ++i;
  }
  const auto root = parser.parse_embedded(
      host, string.as_string(), [&](text::Offset i) { return offsets.at(i); }, findings);
  REQUIRE(root);
  CHECK(host.source().slice(root->find("a")->range()) == R"([1, \"x\"])");
  CHECK(host.source().slice(root->find("a")->elements()[1].range()) == R"(\"x\")");
  CHECK(host.source().slice(root->members()[1].key_range) == R"(\"b\")");
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message == R"(expected a comma between "a" and "b")");
  CHECK(findings[0].place.range.begin == root->find("a")->range().end);
}
