// SPDX-License-Identifier: Apache-2.0
// Mistakes people make, each with its one finding and what is still read.
#include <catch2/catch.hpp>
#include <string>

#include "syntax/json/json_test_support.h"
#include "text/edits.h"

using namespace ecslint;
using syntax_json::test::parse;
using syntax_json::test::Parsed;

namespace {

struct Row {
  std::string_view text;
  std::string_view said;
  std::string_view json;
};

void check(std::span<const Row> rows) {
  for (const Row& row : rows) {
    INFO(row.text);
    const Parsed parsed = parse(row.text);
    CHECK(parsed.said() == row.said);
    CHECK(parsed.json() == row.json);
  }
}

}  // namespace

TEST_CASE("mistakes: commas and colons") {
  const Row rows[] = {
      {"{\"a\": 1 \"b\": 2}", "SYN008 7-7 expected a comma between \"a\" and \"b\"\n", "{\"a\":1,\"b\":2}"},
      {"{\"Port\":\"443\"\n \"retry\":\"2\"}",
       "SYN008 13-13 expected a comma between \"Port\" and \"retry\"\n",
       "{\"Port\":\"443\",\"retry\":\"2\"}"},
      {"{\"a\": [1 2], \"b\": 2}", "SYN008 8-8 expected a comma between these elements\n",
       "{\"a\":[1,2],\"b\":2}"},
      {"[{\"x\": 1} {\"x\": 2}]", "SYN008 9-9 expected a comma between these elements\n",
       "[{\"x\":1},{\"x\":2}]"},
      {"{\"a\": 1,, \"b\": 2}", "SYN008 8-9 one comma too many\n", "{\"a\":1,\"b\":2}"},
      {"[,1]", "SYN008 1-2 a comma with nothing before it\n", "[1]"},
      {"[1,]", "SYN007 2-3 a comma before \"]\": JSON has none behind the last element\n", "[1]"},
      {"{\"a\": 1,}", "SYN007 7-8 a comma before \"}\": JSON has none behind the last member\n", "{\"a\":1}"},
      {"[1,,]", "SYN008 3-4 one comma too many\n", "[1]"},
      {"{\"a\" 1, \"b\": 2}", "SYN008 4-4 expected a colon after \"a\"\n", "{\"a\":1,\"b\":2}"},
      {"{\"a\", \"b\": 2}", "SYN008 4-4 expected a colon and a value after \"a\"\n",
       "{\"a\":{\"$unresolved\":\"\"},\"b\":2}"},
      {"{\"a\" \"b\": 2}", "SYN008 4-4 expected a colon and a value after \"a\"\n",
       "{\"a\":{\"$unresolved\":\"\"},\"b\":2}"},
      {"{\"a\" = 1, \"b\" => 2}",
       "SYN008 5-6 expected a colon after \"a\", found \"=\"\n"
       "SYN008 14-16 expected a colon after \"b\", found \"=\"\n",
       "{\"a\":1,\"b\":2}"},
      {"{\"a\", 1}", "SYN008 4-5 expected a colon after \"a\", found a comma\n", "{\"a\":1}"},
      {"{\"a\": \"x\"; \"b\": 3}", "SYN008 9-10 expected a comma, found \";\"\n", "{\"a\":\"x\",\"b\":3}"},
      {"{\"a\": , \"b\": 2}", "SYN001 6-7 expected a value after \"a\", found \",\"\n",
       "{\"a\":{\"$unresolved\":\"\"},\"b\":2}"},
      {"{\"a\":\n \"b\": 2}", "SYN001 5-5 expected a value after \"a\", found another key\n",
       "{\"a\":{\"$unresolved\":\"\"},\"b\":2}"},
      {"{\"a\": }", "SYN001 6-7 expected a value after \"a\", found \"}\"\n",
       "{\"a\":{\"$unresolved\":\"\"}}"},
      {"{: 1, \"b\": 2}", "SYN001 1-2 expected a key in double quotes, found \":\"\n", "{\"b\":2}"},
      {"[\"a\": 1, \"b\": 2]", "SYN008 4-5 a list has no keys: expected a comma or \"]\", found \":\"\n",
       "[\"a\",\"b\"]"},
      {"{\"a\": \"x\" \"y\", \"b\": 3}",
       "SYN001 10-11 expected a comma or \"}\" after \"a\", found a string\n", "{\"a\":\"x\",\"b\":3}"},
  };
  check(rows);
}

TEST_CASE("mistakes: brackets") {
  const Row rows[] = {
      {"{\"a\": 1", "SYN002 0-1 this \"{\" is never closed\n", "{\"a\":1}"},
      {"[1, 2", "SYN002 0-1 this \"[\" is never closed\n", "[1,2]"},
      {"{\"a\": [1, 2}", "SYN002 11-12 expected \"]\" to close the list, found \"}\"\n", "{\"a\":[1,2]}"},
      {"{\"a\": [1, 2, \"b\": 3}", "SYN002 11-11 expected \"]\" to close the list before the next key\n",
       "{\"a\":[1,2],\"b\":3}"},
      {"[{\"a\": 1, {\"b\": 2}]",
       "SYN002 8-8 expected \"}\" to close the object before the next one begins\n", "[{\"a\":1},{\"b\":2}]"},
      {"[{\"a\": 1 {\"b\": 2}]", "SYN002 8-8 expected \"}\" to close the object before the next one begins\n",
       "[{\"a\":1},{\"b\":2}]"},
      {"{\"a\": {\"b\": 1], \"c\": 2}", "SYN002 13-14 expected \"}\" to close the object, found \"]\"\n",
       "{\"a\":{\"b\":1},\"c\":2}"},
      {"{\"a\": [1, 2]], \"b\": 3}", "SYN002 12-13 \"]\" closes nothing here\n", "{\"a\":[1,2],\"b\":3}"},
      {"{\"a\": [1, 2}, \"b\": {\"c\": 1}}", "SYN002 11-12 expected \"]\" to close the list, found \"}\"\n",
       "{\"a\":[1,2],\"b\":{\"c\":1}}"},
      {"{\n  \"a\": [\n    {\"x\": 1\n  ],\n  \"b\": 3\n}",
       "SYN002 25-26 expected \"}\" to close the object, found \"]\"\n", "{\"a\":[{\"x\":1}],\"b\":3}"},
      {"{\n  \"a\": [\n    {\"x\": 1}\n  },\n  \"b\": 3\n}",
       "SYN002 26-27 expected \"]\" to close the list, found \"}\"\n", "{\"a\":[{\"x\":1}],\"b\":3}"},
      {"{\"a\": 1}}", "SYN009 8-9 \"}\" closes nothing: the document has ended before it\n", "{\"a\":1}"},
      {"[1] 2", "SYN009 4-5 text after the end of the document\n", "[1]"},
      {"{\"a\": 1} {\"b\": 2}", "SYN009 9-10 a second value begins here: a JSON file holds one\n",
       "{\"a\":1}"},
      {"{\"a\": {\"b\": 1}}, \"c\": 2}", "SYN009 15-16 text after the end of the document\n",
       "{\"a\":{\"b\":1}}"},
      {"{[1]: 2, \"b\": 3}", "SYN001 1-2 expected a key in double quotes, found \"[\"\n", "{\"b\":3}"},
      {"]", "SYN001 0-1 expected a value, found \"]\"\n", ""},
  };
  check(rows);
}

TEST_CASE("mistakes: strings") {
  const Row rows[] = {
      {"{\"name\": \"web,\n \"image\": \"nginx\"}", "SYN002 9-13 this string has no closing quote\n",
       "{\"name\":\"web\",\"image\":\"nginx\"}"},
      {"{\"name\": \"web\n}", "SYN002 9-13 this string has no closing quote\n", "{\"name\":\"web\"}"},
      {"{\"name: \"web\", \"image\": \"nginx\"}", "SYN002 1-6 this key has no closing quote\n",
       "{\"name\":\"web\",\"image\":\"nginx\"}"},
      {"{\"name\": \"web, \"image\": \"nginx\"}", "SYN002 9-13 this string has no closing quote\n",
       "{\"name\":\"web\",\"image\":\"nginx\"}"},
      {"{\"name\": web\", \"image\": \"nginx\"}",
       "SYN001 9-13 expected a value after \"name\": text stands in double quotes\n",
       "{\"name\":{\"$unresolved\":\"web\\\"\"},\"image\":\"nginx\"}"},
      {"{\"c\": \"echo \"hello\"\", \"a\": 1}",
       "SYN001 12-13 a double quote inside a string is written \\\"\n",
       "{\"c\":\"echo \\\"hello\\\"\",\"a\":1}"},
      {"{\"c\": [\"sh\", \"echo \"hello world\" && x\"]}",
       "SYN001 19-20 a double quote inside a string is written \\\"\n",
       "{\"c\":[\"sh\",\"echo \\\"hello world\\\" && x\"]}"},
      {"{\"a\": \"one\ntwo\", \"b\": 1}", "SYN004 10-11 a line break inside a string is written \\n\n",
       "{\"a\":\"one\\ntwo\",\"b\":1}"},
      {"[\"a\tb\tc\"]", "SYN004 3-4 a tab inside a string is written \\t\n", "[\"a\\tb\\tc\"]"},
      {"[\"C:\\data\\new\", \"\\x\"]",
       "SYN003 4-6 there is no such escape in JSON: a backslash itself is written \\\\\n"
       "SYN003 17-19 there is no such escape in JSON: a backslash itself is written \\\\\n",
       "[\"C:\\\\data\\new\",\"\\\\x\"]"},
      {"[\"\\ud83d\", 1]",
       "SYN003 2-8 half of a surrogate pair: \\uD800 to \\uDBFF must be followed by \\uDC00 to \\uDFFF\n",
       "[\"\357\277\275\",1]"},
      {"[\"\\ude00\"]",
       "SYN003 2-8 half of a surrogate pair: \\uD800 to \\uDBFF must be followed by \\uDC00 to \\uDFFF\n",
       "[\"\357\277\275\"]"},
      {"[\"\\u12G4\"]", "SYN003 2-6 \\u is followed by four hexadecimal digits\n", "[\"\\\\u12G4\"]"},
      {"[\"abc", "SYN002 1-5 this string has no closing quote\n", "[\"abc\"]"},
      {"{\"a\": 'x', 'b': \"y\"}",
       "SYN007 6-7 strings stand in double quotes, not in single ones (1 more in this file)\n",
       "{\"a\":\"x\",\"b\":\"y\"}"},
  };
  check(rows);
}

TEST_CASE("mistakes: words and numbers") {
  const Row rows[] = {
      {"{\"a\": True, \"b\": None, \"c\": undefined}",
       "SYN001 6-10 JSON writes true, not True\n"
       "SYN001 17-21 JSON writes null, not None\n"
       "SYN001 28-37 JSON writes null, not undefined\n",
       "{\"a\":true,\"b\":null,\"c\":null}"},
      {"{\"a\": my app, \"b\": 1}",
       "SYN001 6-12 expected a value after \"a\": text stands in double quotes\n",
       "{\"a\":{\"$unresolved\":\"my app\"},\"b\":1}"},
      {"{\"a\": NaN}", "SYN012 6-9 JSON has no NaN or Infinity\n", "{\"a\":{\"$unresolved\":\"NaN\"}}"},
      {"[080]", "SYN012 1-4 a number has no leading zeros\n", "[{\"$unresolved\":\"080\"}]"},
      {"[+1]", "SYN012 1-3 a number has no plus sign\n", "[{\"$unresolved\":\"+1\"}]"},
      {"[.5]", "SYN012 1-3 a number has a digit before its point\n", "[{\"$unresolved\":\".5\"}]"},
      {"[1.]", "SYN012 1-3 a number has a digit after its point\n", "[{\"$unresolved\":\"1.\"}]"},
      {"[1e]", "SYN012 1-3 the exponent of a number is e, perhaps a sign, and digits\n",
       "[{\"$unresolved\":\"1e\"}]"},
      {"[0x1F]", "SYN012 1-5 JSON has no hexadecimal numbers\n", "[{\"$unresolved\":\"0x1F\"}]"},
      {"[-]", "SYN012 1-2 a minus sign needs a number behind it\n", "[{\"$unresolved\":\"-\"}]"},
      {"[10.0.0.1]", "SYN012 1-9 this is neither a number nor a string in double quotes\n",
       "[{\"$unresolved\":\"10.0.0.1\"}]"},
      {"{a: 1, b: 2}", "SYN007 1-2 a key stands in double quotes (1 more in this file)\n",
       "{\"a\":1,\"b\":2}"},
      {"[*]", "SYN001 1-2 expected a value, found \"*\"\n", "[{\"$unresolved\":\"*\"}]"},
      {"[tru]", "SYN001 1-4 expected a value: text stands in double quotes\n", "[{\"$unresolved\":\"tru\"}]"},
      {"[1, \303\251]", "SYN001 4-6 expected a value, found \"\303\251\"\n",
       "[1,{\"$unresolved\":\"\303\251\"}]"},
  };
  check(rows);
}

TEST_CASE("mistakes: comments and other leniencies") {
  const Row rows[] = {
      {"// head\n{\"a\": 1}", "SYN007 0-7 JSON has no comments, and AWS tools refuse them\n", "{\"a\":1}"},
      {"{\"a\": 1, // x\n // y\n \"b\": 2}", "SYN007 9-19 JSON has no comments, and AWS tools refuse them\n",
       "{\"a\":1,\"b\":2}"},
      {"{\"a\": 1 /* x */}", "SYN007 8-15 JSON has no comments, and AWS tools refuse them\n", "{\"a\":1}"},
      {"{\"a\": 1} # end", "SYN007 9-14 JSON has no comments, and AWS tools refuse them\n", "{\"a\":1}"},
      {"{\"a\": 1 /* x", "SYN002 8-10 this comment is never closed\n", "{\"a\":1}"},
      {"{\"a\":\302\2401,\302\240\"b\": 2}",
       "SYN001 5-7 an invisible character that JSON does not take for a space, such as a no-break space (1 "
       "more in this file)\n",
       "{\"a\":1,\"b\":2}"},
  };
  check(rows);
}

TEST_CASE("mistakes: whole files") {
  const Row rows[] = {
      {"", "SYN011 0-0 the file holds no JSON value\n", ""},
      {" \n", "SYN011 0-0 the file holds no JSON value\n", ""},
      {"// only this",
       "SYN007 0-12 JSON has no comments, and AWS tools refuse them\n"
       "SYN011 0-0 the file holds no JSON value\n",
       ""},
      {"family: x", "SYN001 0-6 this is not JSON: expected \"{\" or \"[\", found text\n", ""},
      {"\"family\": \"x\", \"cpu\": 1", "SYN001 0-0 expected \"{\" before the first key\n", ""},
      {"*", "SYN001 0-1 expected a value, found \"*\"\n", ""},
  };
  check(rows);
}

TEST_CASE("placeholders and directives are no mistakes") {
  const Row rows[] = {
      {"{\"a\": ${A}, \"b\": {{ .B }}, ${C}: 1, \"d\": [<X>, @Y@, __z__], \"e\": 80${Z}, \"f\": $port}", "",
       "{\"a\":{\"$unresolved\":\"${A}\"},\"b\":{\"$unresolved\":\"{{ .B "
       "}}\"},\"${C}\":1,\"d\":[{\"$unresolved\":\"<X>\"},{\"$unresolved\":\"@Y@\"},{\"$unresolved\":\"__z__"
       "\"}],\"e\":{\"$unresolved\":\"80${Z}\"},\"f\":{\"$unresolved\":\"$port\"}}"},
      {"{\"p\": {{ toJson .ports }} }", "", "{\"p\":{\"$unresolved\":\"{{ toJson .ports }}\"}}"},
      {"{\"i\": \"r:{{ printf \"%.8s\" .C }}\", \"b\": 1}", "",
       "{\"i\":{\"$unresolved\":\"r:{{ printf \\\"%.8s\\\" .C }}\"},\"b\":1}"},
      {"{\"a\": \"${f(\"x\")}\"}", "", "{\"a\":{\"$unresolved\":\"${f(\\\"x\\\")}\"}}"},
      {"{ {{ if .x }}\n \"a\": 1,\n {{ else }}\n \"a\": 2\n {{ end }}\n \"b\": 3 }", "",
       "{\"a\":1,\"a\":2,\"b\":3}"},
      {"[{{ range .x }} {\"a\": 1}, {{ end }}]", "", "[{\"a\":1}]"},
      {"{\"a\": {{ if x }}1{{ else }}2{{ end }}, \"b\": 2}", "",
       "{\"a\":{\"$unresolved\":\"{{ if x }}1{{ else }}2{{ end }}\"},\"b\":2}"},
      {"{ ${more} \"b\": 2 }", "", "{\"b\":2}"},
      {"[${a} ${b}]", "", "[{\"$unresolved\":\"${a}\"},{\"$unresolved\":\"${b}\"}]"},
      {"{% set x = 1 %}{\"a\": 1}", "", "{\"a\":1}"},
      {"${all}", "", "{\"$unresolved\":\"${all}\"}"},
      {"{{ include \"x\" }}", "", "{\"$unresolved\":\"{{ include \\\"x\\\" }}\"}"},
  };
  check(rows);
}

TEST_CASE("template directives leave objects and lists open") {
  CHECK(parse("{ {{ if .x }} \"a\": 1 {{ end }} }").root().has(doc::Node::kOpen));
  CHECK(parse("[{{ range .x }} 1, {{ end }}]").root().has(doc::Node::kOpen));
  CHECK_FALSE(parse("{\"a\": ${X}}").root().has(doc::Node::kOpen));
}

TEST_CASE("placeholders name themselves as the reason") {
  CHECK(parse("{\"a\": ${A}}").root().find("a")->why().reason == "placeholder ${A}");
  CHECK(parse("{\"a\": ${A}}").root().find("a")->why().pieces.empty());
  CHECK(parse("{\"a\": nope}").root().find("a")->why().reason == "a syntax error");
}

TEST_CASE("a colon is offered only before what can stand behind one") {
  for (const std::string_view text : {"{\"a\" 1}", "{\"a\" = \"x\"}", "{\"a\", [2]}", "{\"a\" true}"}) {
    INFO(text);
    const Parsed parsed = parse(text);
    REQUIRE(parsed.findings.size() == 1);
    CHECK(parsed.findings[0].fix);
  }
  for (const std::string_view text :
       {"{\"a\" yes}", "{\"a\" = 01}", "{\"a\", True}", "{\"a\" = /* 1 */ +}"}) {
    INFO(text);
    const Parsed parsed = parse(text);
    REQUIRE_FALSE(parsed.findings.empty());
    CHECK_FALSE(parsed.findings[0].fix);
  }
}

TEST_CASE("fixes of small mistakes give a valid file") {
  for (const char* text : {"{\"a\": 1 \"b\": 2}", "[1, 2,]", "{\"a\" 1}", "{\"a\" = 1}", "{\"a\": True}",
                           "[1; 2]", "{\"a\": 1 // x\n}", "\xEF\xBB\xBF[]"}) {
    INFO(text);
    const Parsed parsed = parse(text);
    REQUIRE(parsed.findings.size() == 1);
    REQUIRE(parsed.findings[0].fix);
    const auto mended = text::apply_edits(text, std::vector{parsed.findings[0].fix->edits.at(0).edit});
    REQUIRE(mended);
    CHECK(parse(*mended).findings.empty());
  }
}

TEST_CASE("only so many mistakes are told") {
  std::string text = "{";
  for (int i = 0; i < 100; ++i) text += "\"k" + std::to_string(i) + "\": +1,\n";
  const Parsed parsed = parse(text + "\"z\": 1}");
  REQUIRE(parsed.findings.size() == 21);
  CHECK(parsed.findings.back().code == "SYN006");
  CHECK(parsed.root().has(doc::Node::kOpen));
}

TEST_CASE("what cannot be read takes time linear in its size") {
  for (const char* unit :
       {"[}",       "{\"a\":", "\"",       "{{", "\"{{", "\"${", "{{if x}}", "\"a\":{{if x}}",
        "'",        "\"\n",    "\"a\nb",   "/*", "//",   "{%",   "\\",       "\"x\"y",
        "[\"a\" b", "\xFF",    "\xC2\xA0", ",",  ":",    "#",    "<a",       "1 "}) {
    std::string text = "[ {";
    while (text.size() < 500'000) text += unit;
    parse(text);
    parse("[" + text.substr(3));
  }
}
