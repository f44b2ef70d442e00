// SPDX-License-Identifier: Apache-2.0
// What the page is given: its shape, and that nothing of a file or a name can get out of it. How it is drawn
// is for tools/check_html.sh.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "report/report.h"

namespace ecslint::report {
namespace {

using finding::Finding;
using nlohmann::json;

const std::string kFile =
    "{\n"
    "  \"family\": \"</script><img src=x onerror=alert(1)>\",\n"
    "\t\"containerPort\": 80,\n"
    "  \"hostPort\": 8080,\n"
    "  \"a\": 1,\n"
    "  \"b\": 2,\n"
    "  \"password\": \"hunter2!!\"\n"
    "}\n";

text::Range range_of(const std::string& in, std::string_view token) {
  const auto at = static_cast<text::Offset>(in.find(token));
  return {at, at + static_cast<text::Offset>(token.size())};
}

Finding port_finding(const text::Source& source) {
  Finding f;
  f.code = "NET003";
  f.level = finding::Level::kError;
  f.message = "hostPort 8080 must equal containerPort 80";
  f.place = {&source, range_of(kFile, "8080")};
  f.path = "portMappings[0].hostPort";
  f.resource_kind = "task-definition";
  f.resource_name = "web";
  return f;
}

std::string page(const std::vector<Finding>& findings, const lint::Secrets& secrets = {}) {
  Options options;
  options.version = "0.0.1";
  options.rules = [](std::string_view) { return std::nullopt; };
  const auto reporter = make_html(options);
  std::string out;
  reporter->add(findings, secrets, out);
  Summary summary;
  summary.files = 1;
  for (const Finding& f : findings) summary.count(f);
  reporter->finish(summary, out);
  return out;
}

/// What a browser takes for the data: all up to the first end tag.
json data_of(const std::string& page) {
  const std::string begin = "<script type=\"application/json\" id=\"data\">";
  const std::size_t from = page.find(begin) + begin.size();
  return json::parse(page.substr(from, page.find("</script", from) - from));
}

std::size_t occurrences(const std::string& in, std::string_view what) {
  std::size_t count = 0;
  for (std::size_t at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) ++count;
  return count;
}

}  // namespace

TEST_CASE("html: one page with everything in it and nothing from elsewhere") {
  const text::Source source("task.json", kFile);
  const std::string out = page({port_finding(source)});
  CHECK(out.find("<!DOCTYPE html>\n") == 0);
  CHECK(out.substr(out.size() - 8) == "</html>\n");
  CHECK(out.find("@DATA@") == std::string::npos);
  CHECK(out.find("content=\"default-src 'none'; script-src 'nonce-ecslint'; style-src 'nonce-ecslint'") !=
        std::string::npos);
  for (const std::string_view loads : {"<link", "<img", "<iframe", " src=", "@import", "url(", "innerHTML"}) {
    INFO(loads);
    CHECK(page({}).find(loads) == std::string::npos);
  }
}

TEST_CASE("html: findings with lines around, the place and secondary places marked") {
  const text::Source source("task.json", kFile);
  Finding f = port_finding(source);
  f.condition = "IsProd is true";
  f.related = {{{&source, range_of(kFile, "80")}, "containerPort is here"},
               {{&source, range_of(kFile, "\"password\"")}, "far away"}};
  const json data = data_of(page({f}));
  CHECK(data["version"] == "0.0.1");
  CHECK(data["summary"]["errors"] == 1);
  CHECK(data["files"] == json({"task.json"}));
  const json& shown = data["findings"][0];
  CHECK(shown["code"] == "NET003");
  CHECK(shown["level"] == "error");
  CHECK(shown["resource"] == "task-definition web");
  CHECK(shown["condition"] == "when IsProd is true");
  CHECK(shown["file"] == 0);
  CHECK(shown["line"] == 4);
  CHECK(shown["lines"] == json::parse(R"([
    [2, "  \"family\": \"</script><img src=x onerror=alert(1)>\","],
    [3, "  \"containerPort\": ", [2, "80"], ","],
    [4, "  \"hostPort\": ", [1, "8080"], ","],
    [5, "  \"a\": 1,"],
    [6, "  \"b\": 2,"]])"));
  CHECK_FALSE(shown["related"][0].contains("lines"));
  CHECK(shown["related"][1]["lines"].size() == 3);
  CHECK(shown["related"][1]["lines"][1][2] == json::parse(R"([2, "\"password\""])"));
  CHECK(data_of(page({}))["findings"].empty());
}

TEST_CASE("html: a finding without a place, and one at the end of an empty file") {
  Finding nowhere;
  nowhere.code = "CFG001";
  nowhere.message = "no such pack";
  const text::Source empty("empty.json", "");
  Finding at_end = nowhere;
  at_end.place = {&empty, {0, 0}};
  const json data = data_of(page({nowhere, at_end}));
  CHECK(data["findings"][0]["file"] == -1);
  CHECK_FALSE(data["findings"][0].contains("lines"));
  CHECK(data["findings"][1]["lines"] == json::parse(R"([[1, [1, ""]]])"));
}

TEST_CASE("html: nothing in files, names or messages becomes markup") {
  const text::Source source("<img src=x onerror=alert(1)>.json", kFile);
  Finding f = port_finding(source);
  f.message = "</script><script>alert(1)</script><!--";
  f.path = "a[\"</SCRIPT >\"]";
  f.resource_name = "<b>";
  const std::string out = page({f});
  CHECK(out.find("<img") == std::string::npos);
  CHECK(out.find("alert(1)<") == std::string::npos);
  CHECK(occurrences(out, "</script") == occurrences(page({}), "</script"));
  CHECK(occurrences(out, "<!--") == 0);
  const json data = data_of(out);
  CHECK(data["files"][0] == "<img src=x onerror=alert(1)>.json");
  CHECK(data["findings"][0]["message"] == "</script><script>alert(1)</script><!--");
  CHECK(data["findings"][0]["path"] == "a[\"</SCRIPT >\"]");
}

TEST_CASE("html: names and lines that are not UTF-8 or hold control characters are shown as such") {
  const std::string bytes = "{\"hostPort\": 8080, \"x\": \"\xff\x1b[31m\"}";
  const text::Source source("a\xff\x1b[31m\n.json", bytes);
  Finding f = port_finding(source);
  f.place.range = range_of(bytes, "8080");
  const json data = data_of(page({f}));
  CHECK(data["files"][0] == "a\\xff\\x1b[31m\\x0a.json");
  CHECK(data["findings"][0]["lines"][0][3] == ", \"x\": \"\\xff\\x1b[31m\"}");
}

TEST_CASE("html: secrets are masked in lines, in edits and in what is marked") {
  const text::Source source("task.json", kFile);
  lint::Secrets secrets;
  secrets.add(source, range_of(kFile, "hunter2!!"), "hunter2!!");
  Finding f = port_finding(source);
  f.place.range = range_of(kFile, "\"hunter2!!\"");
  f.related = {{{&source, range_of(kFile, "ter2")}, "within it"}};
  f.fix = finding::Fix{"move it", false, {{&source, {range_of(kFile, "\"password\""), "hunter2!! \"x\""}}}};
  const std::string out = page({f}, secrets);
  CHECK(out.find("unter2") == std::string::npos);
  CHECK(out.find("ter2!!") == std::string::npos);
  const json data = data_of(out);
  CHECK(data["findings"][0]["lines"][2] == json::parse(R"([7, "  \"password\": ", [1, "\"****\""]])"));
  CHECK(data["findings"][0]["fix"]["edits"][0]["new"] == "**** \"x\"");
  CHECK(data["findings"][0]["fix"]["edits"][0]["after"] == ": \"****\"");
}

TEST_CASE("html: fixes show what they replace, many edits are cut") {
  const text::Source source("task.json", kFile);
  Finding f = port_finding(source);
  f.fix = finding::Fix{"use 80", true, {25, {&source, {range_of(kFile, "8080"), "80"}}}};
  const json fix = data_of(page({f}))["findings"][0]["fix"];
  CHECK(fix["safe"] == true);
  CHECK(fix["title"] == "use 80");
  CHECK(fix["edits"].size() == 20);
  CHECK(fix["more"] == 5);
  CHECK(fix["edits"][0] == json({{"file", 0},
                                 {"line", 4},
                                 {"before", "  \"hostPort\": "},
                                 {"old", "8080"},
                                 {"new", "80"},
                                 {"after", ","}}));
}

TEST_CASE("html: long lines are cut around the place, never within a character") {
  std::string bytes;
  for (int i = 0; i < 5000; ++i) bytes += "\u6771";
  bytes += "x8080";
  for (int i = 0; i < 5000; ++i) bytes += "\u4EAC";
  const text::Source source("min.json", bytes);
  Finding f = port_finding(source);
  f.place.range = range_of(bytes, "8080");
  const std::string out = page({f});
  CHECK(out.size() - page({}).size() < 2000);
  CHECK(out.find("\xEF\xBF\xBD") == std::string::npos);
  const json line = data_of(out)["findings"][0]["lines"][0];
  CHECK(line[1].get<std::string>().find("\u2026\u6771") == 0);
  CHECK(line[2] == json::parse(R"([1, "8080"])"));
}

}  // namespace ecslint::report
