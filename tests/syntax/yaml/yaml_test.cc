// SPDX-License-Identifier: Apache-2.0
#include "syntax/yaml/yaml.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "doc/dump.h"
#include "syntax/yaml/marks.h"
#include "syntax/yaml/yaml_parsed.h"
#include "text/edits.h"

namespace ecslint::syntax_yaml {
namespace {

TEST_CASE("each byte is refused or taken wherever it stands") {
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool allowed = byte == '\t' || byte == '\n' || byte == '\r' || (byte >= 0x20 && byte < 0x7F);
    for (std::size_t at = 0; at < 40; ++at) {
      std::string text(40, at % 2 == 0 ? ' ' : '~');
      text[at] = static_cast<char>(byte);
      const Survey found = survey(text);
      INFO(byte << " at " << at);
      REQUIRE(found.refused == (allowed ? std::string_view::npos : at));
      REQUIRE(found.ascii);
    }
  }
}

TEST_CASE("block style: keys and scalars have their places, containers go from first to last child") {
  const Parsed parsed("family: web # comment\ncontainers:\n  - name: a\n    cpu: 256\n  - b\nlast:\n");
  CHECK(parsed.findings.empty());
  CHECK(parsed.dump() ==
        "object 0-70\n"
        "  \"family\" 0-6: string \"web\" 8-11\n"
        "  \"containers\" 22-32: array 38-64\n"
        "    object 38-58\n"
        "      \"name\" 38-42: string \"a\" 44-45\n"
        "      \"cpu\" 50-53: integer 256 55-58\n"
        "    string \"b\" 63-64\n"
        "  \"last\" 65-69: null 70-70\n");
}

TEST_CASE("flow style: containers go from bracket to bracket") {
  const Parsed parsed("a: [1, 'x' , {\"k\": v}]\nb: {}\n");
  CHECK(parsed.findings.empty());
  CHECK(parsed.dump() ==
        "object 0-28\n"
        "  \"a\" 0-1: array 3-22\n"
        "    integer 1 4-5\n"
        "    string \"x\" 7-10\n"
        "    object 13-21\n"
        "      \"k\" 14-17: string \"v\" 19-20\n"
        "  \"b\" 23-24: object 26-28\n");
}

TEST_CASE("scalars of every style") {
  const Parsed parsed(
      "plain: two words  \n"
      "folded plain: one\n  two\n"
      "double: \"a\\tb\"\n"
      "single: 'it''s'\n"
      "literal: |\n  line 1\n  line 2\n\n"
      "fold: >-\n  a\n  b\n"
      "props: !!str &x 12\n");
  REQUIRE(parsed.findings.empty());
  const auto text = [&parsed](std::string_view key) { return parsed.text(parsed[key].range()); };
  CHECK(text("plain") == "two words");
  CHECK(text("folded plain") == "one\n  two");
  CHECK(parsed["folded plain"].as_string() == "one two");
  CHECK(text("double") == "\"a\\tb\"");
  CHECK(text("single") == "'it''s'");
  CHECK(text("literal") == "|\n  line 1\n  line 2");
  CHECK(parsed["literal"].as_string() == "line 1\nline 2\n");
  CHECK(text("fold") == ">-\n  a\n  b");
  CHECK(parsed["fold"].as_string() == "a b");
  CHECK(text("props") == "12");
  CHECK(parsed["props"].as_string() == "12");
  CHECK(parsed["plain"].has(doc::Node::kPlain));
  CHECK_FALSE(parsed["single"].has(doc::Node::kPlain));
  CHECK(parsed["single"].has(doc::Node::kEscaped));
  CHECK_FALSE(parsed["plain"].has(doc::Node::kEscaped));
  CHECK(parsed["plain"].as_string().data() == parsed.document.source().bytes().data() + 7);
}

TEST_CASE("ranges are bytes with other alphabets, CRLF and a byte order mark") {
  const Parsed parsed(
      "\xEF\xBB\xBF# héé €\r\nkéy: \"ü\"\r\nlist:\r\n  - ß\r\n  - \xF0\x9F\x98\x80 x # é\r\nend: é\r\n");
  REQUIRE(parsed.findings.empty());
  CHECK(parsed.text(parsed["kéy"].range()) == "\"ü\"");
  CHECK(parsed.text(parsed["list"].elements()[0].range()) == "ß");
  CHECK(parsed.text(parsed["list"].elements()[1].range()) == "\xF0\x9F\x98\x80 x");
  CHECK(parsed.text(parsed["end"].range()) == "é");
  CHECK(parsed.text(parsed.document.roots()[0].members()[0].key_range) == "kéy");
}

TEST_CASE("types of plain scalars are those of YAML 1.2's core schema") {
  const Parsed parsed(
      "[null, ~, Null, true, False, nULL, 12, -3, +4, 0x1F, 18446744073709551615, 99999999999999999999, 1.5, "
      "-.5, 2.e+3, .inf, -.Inf, .nan, 1.2.3, '12', 1e, -, +, .]");
  REQUIRE(parsed.document.roots().size() == 1);
  CHECK(parsed.json() == R"([null,null,null,true,false,"nULL",12,-3,4,31,18446744073709551615,1e+20,1.5,)"
                         R"(-0.5,2000,inf,-inf,nan,"1.2.3","12","1e","-","+","."])");
}

TEST_CASE("keys that are no strings are their own text") {
  CHECK(Parsed("1: a\ntrue: b\n~: c\n1.50: d\nno: e\n").json() ==
        R"({"1":"a","true":"b","~":"c","1.50":"d","no":"e"})");
  CHECK(Parsed("1: a\nno: e\n0755: x\n").findings.empty());
}

TEST_CASE("several documents are several roots") {
  const Parsed parsed("a: 1\n---\n- 2\n...\n---\nthird\n");
  REQUIRE(parsed.document.roots().size() == 3);
  CHECK(doc::to_json(parsed.document.roots()[1]) == "[2]");
  CHECK(Parsed("# nothing\n").document.roots().empty());
  CHECK(Parsed("").document.roots().empty());
}

TEST_CASE("JSON is YAML") {
  const Parsed parsed("{\n\t\"a\": [1,2.5,true,null,\"\\u00e9\\/\"],\n\t\"b\":{\"c\":\"d\"}\n}\n");
  CHECK(parsed.findings.empty());
  CHECK(parsed.json() == R"({"a":[1,2.5,true,null,"é/"],"b":{"c":"d"}})");
}

struct Version {
  std::string_view scalar;
  std::string_view yaml12;
  std::string_view yaml11;
  bool safe;
};

TEST_CASE("values that YAML 1.1 reads differently are warned about, with what each reads") {
  const Version cases[] = {
      {"no", "the string \"no\"", "false", false},
      {"Off", "the string \"Off\"", "false", false},
      {"on", "the string \"on\"", "true", false},
      {"YES", "the string \"YES\"", "true", false},
      {"y", "the string \"y\"", "true", false},
      {"0755", "755", "493", false},
      {"0o755", "493", "the string \"0o755\"", false},
      {"012345678901", "12345678901", "the string \"012345678901\"", false},
      {"1_000", "the string \"1_000\"", "1000", false},
      {"0b101", "the string \"0b101\"", "5", false},
      {"-0x10", "the string \"-0x10\"", "-16", false},
      {"1:30", "the string \"1:30\"", "90", true},
      {"22:22", "the string \"22:22\"", "1342", true},
      {"12:30:45.5", "the string \"12:30:45.5\"", "45045.5", true},
      {"1e3", "1000", "the string \"1e3\"", false},
      {"2024-01-31", "the string \"2024-01-31\"", "a date", true},
      {"2001-12-14t21:59:43.10-05:00", "the string \"2001-12-14t21:59:43.10-05:00\"", "a date", true},
  };
  for (const Version& c : cases) {
    CAPTURE(c.scalar);
    const std::string input = "a: " + std::string(c.scalar) + "\n";
    const Parsed parsed(input);
    REQUIRE(parsed.findings.size() == 1);
    const finding::Finding& found = parsed.findings[0];
    CHECK(found.code == "SYN020");
    CHECK(found.level == finding::Level::kWarning);
    CHECK(parsed.text(found.place.range) == c.scalar);
    const std::string message = std::string(c.scalar) + " is read as " + std::string(c.yaml12) +
                                " by YAML 1.2 (AWS CLI) and as " + std::string(c.yaml11) +
                                " by YAML 1.1 (CloudFormation): quote it";
    CHECK(found.message.substr(0, message.size()) == message);
    REQUIRE(found.fix.has_value());
    CHECK(found.fix->safe == c.safe);
    const auto fixed = text::apply_edits(input, std::vector<text::Edit>{found.fix->edits[0].edit});
    REQUIRE(fixed.ok());
    CHECK(*fixed == "a: \"" + std::string(c.scalar) + "\"\n");
    CHECK(Parsed(*fixed).findings.empty());
  }
}

TEST_CASE("what both versions read alike, or where it does not matter, is silent") {
  for (const std::string_view scalar : {"'no'",
                                        "\"0755\"",
                                        "none",
                                        "north",
                                        "0",
                                        "00",
                                        "07",
                                        "1000",
                                        "-12",
                                        "0x1F",
                                        ".5",
                                        "1.5",
                                        "1.5e+3",
                                        "True",
                                        "~",
                                        "8080:80",
                                        "80:80",
                                        "08:30",
                                        "1:99",
                                        "::1",
                                        "10.0.0.1",
                                        "2012-10-17",
                                        "2010-09-09",
                                        "2024-1-1",
                                        "_1",
                                        "1-2",
                                        "one",
                                        "node",
                                        "yes please",
                                        "nginx:1.25",
                                        "arn:aws:iam::123456789012:role/x",
                                        "!!str no"}) {
    CAPTURE(scalar);
    CHECK(Parsed("a: " + std::string(scalar) + "\n").findings.empty());
  }
  CHECK(Parsed("%YAML 1.1\n---\na: no\n").findings.empty());
  CHECK(Parsed("%YAML 1.1\n---\na: no\nb: 0755\n").json() == R"({"a":false,"b":493})");
}

TEST_CASE("tags") {
  const Parsed parsed(
      "a: !!int '12'\nb: !!str 1.5\nc: !!float 3\nd: !!null ''\ne: !!bool 'true'\nf: !!map {x: 1}\ng: ! 12\n"
      "h: !Ref Image\ni: !Sub\n  - a\n  - {b: c}\nj: !If [x, z]\nk: !GetAtt\n  Web.Arn\n");
  REQUIRE(parsed.findings.empty());
  CHECK(parsed["a"].as_int() == 12);
  CHECK(parsed["b"].as_string() == "1.5");
  CHECK(parsed["c"].as_double() == 3);
  CHECK(parsed["d"].is_null());
  CHECK(parsed["e"].as_bool());
  CHECK(parsed["f"].is_object());
  CHECK(parsed["g"].as_string() == "12");
  REQUIRE(parsed["h"].is_unresolved());
  CHECK(parsed["h"].why().reason == "!Ref Image");
  CHECK(parsed["h"].why().spelling == "!Ref Image");
  CHECK(parsed.text(parsed["h"].range()) == "Image");
  CHECK(parsed["i"].why().reason == "!Sub");
  CHECK(parsed["i"].why().spelling == "!Sub\n  - a\n  - {b: c}");
  CHECK(parsed["j"].why().spelling == "!If [x, z]");
  CHECK(parsed["k"].why().reason == "!GetAtt");
}

TEST_CASE("a tag that does not fit its value leaves it unknown") {
  const Parsed parsed("a: !!int abc\n");
  REQUIRE(parsed.findings.size() == 1);
  CHECK(parsed.findings[0].code == "SYN023");
  CHECK(parsed["a"].is_unresolved());
}

TEST_CASE("aliases share what they name and stand where the alias stands") {
  const Parsed parsed("base: &b {x: 1}\nuse: *b\nname: &n web\nagain: *n\n*n : key\n");
  REQUIRE(parsed.findings.empty());
  CHECK(parsed.json() == R"({"base":{"x":1},"use":{"x":1},"name":"web","again":"web","web":"key"})");
  CHECK(parsed.text(parsed["use"].range()) == "*b");
  CHECK(parsed["use"].has(doc::Node::kShared));
  CHECK_FALSE(parsed["base"].has(doc::Node::kShared));
  CHECK(parsed["again"].has(doc::Node::kShared));
  CHECK(parsed.text(parsed["base"].range()) == "{x: 1}");
}

TEST_CASE("aliases without an anchor, or of themselves, are findings and unknown") {
  const Parsed unknown("a: *nope\n");
  REQUIRE(unknown.findings.size() == 1);
  CHECK(unknown.findings[0].code == "SYN024");
  CHECK(unknown.text(unknown.findings[0].place.range) == "*nope");
  CHECK(unknown["a"].is_unresolved());
  const Parsed itself("a: &x\n  b: *x\n");
  REQUIRE(itself.findings.size() == 1);
  CHECK(itself.findings[0].message == "the alias *x holds itself");
  CHECK(Parsed("a: &x 1\n---\nb: *x\n").findings.size() == 1);
}

TEST_CASE("merge keys: own members win, then the first merged; merged ones are shared") {
  const Parsed parsed(
      "one: &one {a: 1, b: 1}\ntwo: &two {b: 2, c: 2}\n"
      "m:\n  <<: [*one, *two]\n  a: 0\nn:\n  <<: *one\no:\n  <<: {z: 1}\nq: {'<<': *one}\n");
  REQUIRE(parsed.findings.empty());
  CHECK(doc::to_json(parsed["m"]) == R"({"a":0,"b":1,"c":2})");
  CHECK(doc::to_json(parsed["n"]) == R"({"a":1,"b":1})");
  CHECK(doc::to_json(parsed["o"]) == R"({"z":1})");
  CHECK(doc::to_json(parsed["q"]) == R"({"<<":{"a":1,"b":1}})");
  CHECK(parsed["m"].find("b")->has(doc::Node::kShared));
  CHECK_FALSE(parsed["m"].find("a")->has(doc::Node::kShared));
  CHECK_FALSE(parsed["one"].find("a")->has(doc::Node::kShared));
  CHECK(parsed.text(parsed["m"].range()) == "<<: [*one, *two]\n  a: 0");
}

TEST_CASE("a merge key with nothing to merge") {
  const Parsed parsed("a:\n  <<: text\n  b: 1\n");
  REQUIRE(parsed.findings.size() == 1);
  CHECK(parsed.findings[0].code == "SYN024");
  CHECK(doc::to_json(parsed["a"]) == R"({"b":1})");
  CHECK(parsed["a"].has(doc::Node::kOpen));
  CHECK(Parsed("a:\n  <<: !Include x.yml\n").findings.empty());
}

TEST_CASE("duplicate keys are found; the last counts") {
  const Parsed parsed("a: 1\nb: 2\n'a': 3\n");
  REQUIRE(parsed.findings.size() == 1);
  CHECK(parsed.findings[0].code == "SYN010");
  CHECK(parsed.text(parsed.findings[0].place.range) == "'a'");
  REQUIRE(parsed.findings[0].related.size() == 1);
  CHECK(parsed.findings[0].related[0].place.range == doc::Range{0, 1});
  CHECK(parsed["a"].as_int() == 3);
  CHECK(parsed.document.roots()[0].size() == 3);
}

TEST_CASE("a list or mapping as a key is a finding and left out") {
  const Parsed parsed("? [a, b]\n: 1\nc: 2\n");
  REQUIRE(parsed.findings.size() == 1);
  CHECK(parsed.findings[0].code == "SYN001");
  CHECK(parsed.json() == R"({"c":2})");
}

TEST_CASE("placeholders: unquoted, inside strings, at the beginning of a value") {
  const Parsed parsed(
      "a: {{ image }}\nb: ${VAR}\nc: repo/{{ x }}:{{ y: z }}\nd: [${A}, {{ b }}, \"{{ c }}\"]\ne: @NAME@\n"
      "f: \"x ${V}\"\ng: |\n  - {{ t }}\n  end\nh: '{{ it }}, {{ two }}'\n{{ key }}: v\n");
  REQUIRE(parsed.findings.empty());
  for (const std::string_view key : {"a", "b", "c", "e", "f", "g", "h"}) {
    CAPTURE(key);
    CHECK(parsed[key].is_unresolved());
  }
  CHECK(parsed["a"].why().spelling == "{{ image }}");
  CHECK(parsed["a"].why().pieces.empty());
  CHECK(parsed["c"].why().spelling == "repo/{{ x }}:{{ y: z }}");
  REQUIRE(parsed["c"].why().pieces.size() == 4);
  CHECK(parsed["c"].why().pieces[0].text == "repo/");
  CHECK(parsed["d"].elements()[0].why().spelling == "${A}");
  CHECK(parsed["d"].elements()[1].why().spelling == "{{ b }}");
  CHECK(parsed["d"].elements()[2].why().spelling == "{{ c }}");
  CHECK(parsed["g"].why().spelling == "- {{ t }}\nend\n");
  CHECK(parsed["h"].why().spelling == "{{ it }}, {{ two }}");
  CHECK(parsed.document.roots()[0].find("{{ key }}") != nullptr);
}

}  // namespace
}  // namespace ecslint::syntax_yaml
