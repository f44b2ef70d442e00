// SPDX-License-Identifier: Apache-2.0
// The formats for other programs, byte for byte, with texts that try to break out of them.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "report/report.h"
#include "report/xml_text.h"

namespace ecslint::report {
namespace {

using finding::Finding;
using finding::Level;

const std::string kFile = "{\n  \"a\": \"\U0001F600\", \"cpu\": 12\n}\n";

text::Range cpu_value() {
  const auto at = static_cast<text::Offset>(kFile.find("12"));
  return {at, at + 2};
}

Finding finding_of(const text::Source& source, Level level, std::string message) {
  Finding f;
  f.code = "RES001";
  f.level = level;
  f.message = std::move(message);
  f.place = {&source, cpu_value()};
  f.path = "cpu";
  f.fingerprint = 0xabc;
  return f;
}

std::string written(std::string_view format, const std::vector<Finding>& findings) {
  Options options;
  options.version = "0.0.1";
  options.rules = [](std::string_view) { return std::nullopt; };
  const auto reporter = make_reporter(format, options);
  REQUIRE(reporter != nullptr);
  std::string out;
  reporter->add(findings, lint::Secrets(), out);
  Summary summary;
  summary.files = 1;
  for (const Finding& f : findings) summary.count(f);
  reporter->finish(summary, out);
  return out;
}

const text::Source& odd() {
  static const text::Source source("a:b,%|<\x1b>\xff.json", kFile);
  return source;
}

Finding odd_finding() { return finding_of(odd(), Level::kError, "50% of <b>|\n::set-output @me ]]>\x01"); }

}  // namespace

TEST_CASE("gnu: one line, whatever is in it") {
  CHECK(written("gnu", {odd_finding()}) ==
        "a:b,%|<\\x1b>\\xff.json:2.20-2.21: error: 50% of <b>|\\x0a::set-output @me ]]>\\x01 [RES001]\n");
  CHECK(written("gnu", {finding_of(odd(), Level::kInfo, "x")}).find(": note: x [RES001]\n") !=
        std::string::npos);
}

TEST_CASE("github: commands are escaped, ten a level, worst first") {
  CHECK(written("github", {odd_finding()}) ==
        "::error file=a%3Ab%2C%25|<\\x1b>\\xff.json,line=2,endLine=2,col=20,endColumn=22,title=RES001::50%25 "
        "of "
        "<b>|%0A::set-output @me ]]>\\x01\n");
  const text::Source source("a.json", kFile);
  std::vector<Finding> many(12, finding_of(source, Level::kInfo, "info"));
  many.push_back(finding_of(source, Level::kError, "error"));
  const std::string out = written("github", many);
  CHECK(out.find("::error ") == 0);
  std::size_t notices = 0;
  for (std::size_t at = out.find("::notice "); at != std::string::npos; at = out.find("::notice ", at + 1))
    ++notices;
  CHECK(notices == 10);
  CHECK(out.substr(out.size() - 46) == "\n2 more findings are not shown as annotations\n");
}

TEST_CASE("gitlab: an array, with a fingerprint of its own for each file") {
  const text::Source a("./a.json", kFile);
  const text::Source b("b.json", kFile);
  const auto json = nlohmann::json::parse(
      written("gitlab", {finding_of(a, Level::kWarning, "m"), finding_of(b, Level::kInfo, "m")}));
  REQUIRE(json.size() == 2);
  CHECK(json[0]["location"]["path"] == "a.json");
  CHECK(json[0]["location"]["positions"]["begin"]["line"] == 2);
  CHECK(json[0]["severity"] == "major");
  CHECK(json[0]["check_name"] == "RES001");
  CHECK(json[0]["fingerprint"] != json[1]["fingerprint"]);
  CHECK(written("gitlab", {}) == "[]\n");
}

TEST_CASE("junit: infos have not failed, and a clean run is a test that passed") {
  const text::Source source("a.json", kFile);
  CHECK(
      written("junit", {finding_of(source, Level::kError, "a < b"), finding_of(source, Level::kInfo, "i")}) ==
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites name=\"ecslint\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
      "  <testsuite name=\"a.json\" tests=\"2\" failures=\"1\" errors=\"0\">\n"
      "    <testcase classname=\"a.json\" name=\"RES001 cpu\">\n"
      "      <failure message=\"a &lt; b\" type=\"error\">a.json:2:20: a &lt; b</failure>\n"
      "    </testcase>\n"
      "    <testcase classname=\"a.json\" name=\"RES001 cpu\">\n"
      "      <system-out>a.json:2:20: i</system-out>\n"
      "    </testcase>\n"
      "  </testsuite>\n"
      "</testsuites>\n");
  CHECK(written("junit", {}).find("<testcase classname=\"ecslint\" name=\"no findings\"/>") !=
        std::string::npos);
}

TEST_CASE("checkstyle: files with errors") {
  CHECK(written("checkstyle", {odd_finding()}) ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n"
        "  <file name=\"a:b,%|&lt;\\x1b&gt;\xEF\xBF\xBD.json\">\n"
        "    <error line=\"2\" column=\"20\" severity=\"error\" message=\"50% of &lt;b&gt;|&#10;::set-output "
        "@me "
        "]]&gt;\\x01\" source=\"ecslint.RES001\"/>\n  </file>\n</checkstyle>\n");
  CHECK(written("checkstyle", {}).find("<checkstyle version=\"4.3\">\n</checkstyle>") != std::string::npos);
}

TEST_CASE("rdjson: columns count bytes, fixes are suggestions") {
  const text::Source source("a.json", kFile);
  Finding f = finding_of(source, Level::kWarning, "m");
  f.fix = finding::Fix{"t", true, {{&source, {cpu_value(), "256"}}}};
  f.related = {{{&source, {2, 5}}, "here"}};
  CHECK(
      written("rdjson", {f}) ==
      "{\"source\":{\"name\":\"ecslint\",\"url\":\"https://github.com/ecslint/ecslint\"},\"diagnostics\":[\n"
      "{\"message\":\"m\",\"location\":{\"path\":\"a.json\",\"range\":{\"start\":{\"line\":2,\"column\":23},"
      "\"end\":"
      "{\"line\":2,\"column\":25}}},\"severity\":\"WARNING\",\"code\":{\"value\":\"RES001\"},\"suggestions\":"
      "[{"
      "\"range\":{\"start\":{\"line\":2,\"column\":23},\"end\":{\"line\":2,\"column\":25}},\"text\":\"256\"}]"
      ","
      "\"relatedLocations\":[{\"message\":\"here\",\"location\":{\"path\":\"a.json\",\"range\":{\"start\":{"
      "\"line\":2,"
      "\"column\":1},\"end\":{\"line\":2,\"column\":4}}}}]}\n]}\n");
  CHECK(written("rdjson", {}).find("\"diagnostics\":[]}") != std::string::npos);
}

TEST_CASE("tap: infos are TODO, a # in a message is none") {
  const text::Source source("a.json", kFile);
  CHECK(written("tap", {finding_of(source, Level::kInfo, "a # b")}) ==
        "TAP version 13\nnot ok 1 - RES001 a \\# b # TODO info\n  ---\n  level: info\n  file: \"a.json\"\n  "
        "line: 2\n"
        "  column: 20\n  ...\n1..1\n");
  CHECK(written("tap", {}) == "TAP version 13\nok 1 - no findings\n1..1\n");
}

TEST_CASE("markdown: nothing in a message is markup, and long reports are cut") {
  CHECK(written("markdown", {odd_finding()})
            .find("| ❌ error | a:b,%\\|&lt;\\\\x1b\\>\\\\xff.json:2 | RES001 | 50% of "
                  "&lt;b\\>\\|\\\\x0a::set-output &#64;me \\]\\]\\>\\\\x01 |\n") != std::string::npos);
  const text::Source source("a.json", kFile);
  const std::string cut =
      written("markdown", std::vector<Finding>(5000, finding_of(source, Level::kWarning, "same")));
  CHECK(cut.size() < 65536);
  CHECK(cut.find(" more findings not shown.\n") != std::string::npos);
  CHECK(written("markdown", {}) == "### ecslint: nothing found in 1 ECS file\n\n");
}

TEST_CASE("sarif: a limit keeps the worst, in their order, and says so") {
  const text::Source source("a.json", kFile);
  Options options;
  options.version = "0.0.1";
  options.rules = [](std::string_view) { return std::nullopt; };
  options.sarif_limit = 2;
  const auto reporter = make_reporter("sarif", options);
  std::string out;
  const Finding findings[] = {
      finding_of(source, Level::kWarning, "first"), finding_of(source, Level::kInfo, "info"),
      finding_of(source, Level::kError, "error"), finding_of(source, Level::kWarning, "last")};
  reporter->add(findings, lint::Secrets(), out);
  reporter->finish({}, out);
  const auto results = nlohmann::json::parse(out)["runs"][0]["results"];
  REQUIRE(results.size() == 2);
  CHECK(results[0]["message"]["text"] == "first.");
  CHECK(results[1]["message"]["text"] == "error.");
  CHECK(reporter->note() == "SARIF holds the 2 worst findings; 2 more were left out");
}

TEST_CASE("text in XML is well-formed whatever its bytes are") {
  CHECK(xml_text("a&b<c>\"d\"\n\t") == "a&amp;b&lt;c&gt;&quot;d&quot;&#10;&#9;");
  CHECK(xml_text("\x1b\xff\xc3\xa9\xef\xbf\xbf") == "\\x1b\xEF\xBF\xBD\xc3\xa9\xEF\xBF\xBD");
}

}  // namespace ecslint::report
