// SPDX-License-Identifier: Apache-2.0
#include "report/report.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "report/line_hash.h"
#include "report/snippet.h"

namespace ecslint::report {
namespace {

using finding::Finding;
using finding::Level;

const std::string kFile =
    "{\n"
    "  \"containerPort\": 80,\n"
    "  \"hostPort\": 8080,\n"
    "  \"note\": \"\U0001F600\u6771\u4EAC\", \"password\": \"hunter2!!\"\n"
    "}\n";

text::Range range_of(std::string_view token) {
  const auto at = static_cast<text::Offset>(kFile.find(token));
  return {at, at + static_cast<text::Offset>(token.size())};
}

Finding port_finding(const text::Source& source) {
  Finding f;
  f.code = "NET003";
  f.level = Level::kError;
  f.message = "hostPort 8080 must equal containerPort 80";
  f.place = {&source, range_of("8080")};
  f.path = "containerDefinitions[\"web\"].portMappings[0].hostPort";
  f.resource_kind = "task-definition";
  f.resource_name = "web";
  f.related = {{{&source, range_of("80")}, "containerPort is here"}};
  f.fix = finding::Fix{"set hostPort to 80", true, {{&source, {range_of("8080"), "80"}}}};
  f.fingerprint = 0x1234;
  return f;
}

std::string written(std::string_view format, const std::vector<Finding>& findings,
                    const lint::Secrets& secrets = {}) {
  Options options;
  options.version = "0.0.1";
  options.width = 80;
  options.rules = [](std::string_view) { return std::nullopt; };
  const auto reporter = make_reporter(format, options);
  REQUIRE(reporter != nullptr);
  std::string out;
  reporter->add(findings, secrets, out);
  Summary summary;
  summary.files = 1;
  for (const Finding& f : findings) summary.count(f);
  reporter->finish(summary, out);
  return out;
}

TEST_CASE("text draws the place, the related place, the fix and a last line") {
  const text::Source source("task.json", kFile);
  CHECK(
      written("text", {port_finding(source)}) ==
      "error[NET003]: hostPort 8080 must equal containerPort 80\n"
      " --> task.json:3:15  containerDefinitions[\"web\"].portMappings[0].hostPort\n"
      "2 |   \"containerPort\": 80,\n"
      "  |                    -- containerPort is here\n"
      "3 |   \"hostPort\": 8080,\n"
      "  |               ^^^^\n"
      "  = fix: set hostPort to 80\n"
      "\n"
      "1 ECS file checked: 1 error, 0 warnings, 0 infos; 1 fixable with --fix; `ecslint explain NET003` says "
      "more\n");
  CHECK(written("text", {}) == "1 ECS file checked: nothing found\n");
}

TEST_CASE("the last line of text says what can be mended how") {
  const text::Source source("task.json", kFile);
  Finding unsafe = port_finding(source);
  unsafe.code = "NET004";
  unsafe.fix->safe = false;
  CHECK(written("text", {port_finding(source), unsafe})
            .ends_with("2 errors, 0 warnings, 0 infos; 1 fixable with --fix, 1 more with --unsafe-fixes; "
                       "`ecslint explain NET003` says more\n"));
  CHECK(written("text", {unsafe}).find("; 1 fixable with --unsafe-fixes;") != std::string::npos);
}

TEST_CASE("lines of files are cut to the terminal, narrow or wide, and the place stays in view") {
  std::string bytes = "{\"family\":\"web\",\"containerDefinitions\":[";
  for (int i = 0; i < 300; ++i) bytes += fmt::format("{{\"name\":\"c{}\",\"cpu\":10}},", i);
  bytes += "{\"name\":\"last\",\"hostPort\":8080}]}";
  const text::Source source("min.json", bytes);
  Finding f = port_finding(source);
  const auto at = static_cast<text::Offset>(bytes.find("8080"));
  f.place.range = {at, at + 4};
  f.related = {{{&source, {11, 14}}, "of this family"}};
  f.fix.reset();
  for (const int width : {40, 80, 200}) {
    Options options;
    options.width = width;
    options.rules = [](std::string_view) { return std::nullopt; };
    const auto reporter = make_text(options);
    std::string out;
    reporter->add(std::span(&f, 1), {}, out);
    std::size_t marked = 0;
    for (std::size_t begin = 0; begin < out.size();) {
      const std::size_t end = out.find('\n', begin);
      const std::string line = out.substr(begin, end - begin);
      begin = end + 1;
      if (line.find('|') == std::string::npos) continue;
      INFO(width << ": " << line);
      CHECK(display_width(line) <= static_cast<std::size_t>(width));
      const std::size_t carets = line.find("^^^^");
      if (carets == std::string::npos) continue;
      ++marked;
      const std::size_t before = out.rfind('\n', out.find(line) - 2) + 1;
      const std::string above = out.substr(before, out.find('\n', before) - before);
      const std::size_t port = above.find("8080");
      REQUIRE(port != std::string::npos);
      CHECK(display_width(above.substr(0, port)) == carets);
    }
    CHECK(marked == 1);
  }
}

namespace {

/// What a terminal of so many columns shows of a finding with a long message, label, fix and condition.
std::string on_terminal(int width) {
  const text::Source source("task.json", kFile);
  Finding f = port_finding(source);
  f.message =
      "hostPort 8080 must equal containerPort 80: with networkMode awsvpc the task has an address of its "
      "own, and "
      "all ports of it";
  f.related[0].message = "containerPort is here, and the load balancer sends to it";
  f.fix->title = "set hostPort to 80, which is what the agent would do with a definition that leaves it out";
  f.condition = "IsProd is true";
  Options options;
  options.width = width;
  options.wrap = true;
  options.rules = [](std::string_view) { return std::nullopt; };
  const auto reporter = make_text(options);
  std::string out;
  reporter->add(std::span(&f, 1), {}, out);
  Summary summary;
  summary.files = 1;
  summary.count(f);
  reporter->finish(summary, out);
  return out;
}

}  // namespace

TEST_CASE("on a terminal of 60 columns text is broken between words") {
  CHECK(on_terminal(60) ==
        "error[NET003]: hostPort 8080 must equal containerPort 80:\n"
        "    with networkMode awsvpc the task has an address of its\n"
        "    own, and all ports of it\n"
        " --> task.json:3:15  containerDefinitions[\"web\"].portMappings[0].hostPort\n"
        "2 |   \"containerPort\": 80,\n"
        "  |                    -- containerPort is here, and the\n"
        "  |                    load balancer sends to it\n"
        "3 |   \"hostPort\": 8080,\n"
        "  |               ^^^^\n"
        "  = when: IsProd is true\n"
        "  = fix: set hostPort to 80, which is what the agent would\n"
        "      do with a definition that leaves it out\n"
        "\n"
        "1 ECS file checked: 1 error, 0 warnings, 0 infos; 1 fixable\n"
        "  with --fix; `ecslint explain NET003` says more\n");
}

TEST_CASE("on a terminal of 120 columns less is broken") {
  CHECK(on_terminal(120) ==
        "error[NET003]: hostPort 8080 must equal containerPort 80: with networkMode awsvpc the task has an "
        "address of its own,\n"
        "    and all ports of it\n"
        " --> task.json:3:15  containerDefinitions[\"web\"].portMappings[0].hostPort\n"
        "2 |   \"containerPort\": 80,\n"
        "  |                    -- containerPort is here, and the load balancer sends to it\n"
        "3 |   \"hostPort\": 8080,\n"
        "  |               ^^^^\n"
        "  = when: IsProd is true\n"
        "  = fix: set hostPort to 80, which is what the agent would do with a definition that leaves it out\n"
        "\n"
        "1 ECS file checked: 1 error, 0 warnings, 0 infos; 1 fixable with --fix; `ecslint explain NET003` "
        "says more\n");
}

TEST_CASE("text folds repeated infos into one entry with the first places") {
  const text::Source source("task.json", kFile);
  Finding info = port_finding(source);
  info.level = Level::kInfo;
  info.related.clear();
  info.fix.reset();
  Finding other = info;
  other.place.range = range_of("\"note\"");
  other.path = "note";
  const std::string out = written("text", {info, other});
  CHECK(out.find("= 1 more: line 4 note\n") != std::string::npos);
  CHECK(out.find("\"note\"") == std::string::npos);
}

TEST_CASE("a secret is masked in every format") {
  const text::Source source("task.json", kFile);
  Finding f = port_finding(source);
  f.place.range = range_of("\"hunter2!!\"");
  f.fix->edits[0].edit.replacement = "x hunter2!! y";
  lint::Secrets secrets;
  secrets.add(source, range_of("hunter2!!"), "hunter2!!");
  for (const Format& format : formats()) {
    INFO(format.name);
    CHECK(written(format.name, {f}, secrets).find("hunter2") == std::string::npos);
  }
}

TEST_CASE("concise is one line a finding and shows control characters") {
  const text::Source source("a\x1b[31m.json", kFile);
  CHECK(written("concise", {port_finding(source)}) ==
        "a\\x1b[31m.json:3:15: error[NET003] hostPort 8080 must equal containerPort 80\n");
}

TEST_CASE("json follows the contract") {
  const text::Source source("task.json", kFile);
  const auto json = nlohmann::json::parse(written("json", {port_finding(source)}));
  CHECK(json["version"] == 1);
  CHECK(json["summary"]["errors"] == 1);
  const auto& f = json["findings"][0];
  CHECK(f["file"] == "task.json");
  CHECK(f["start"] == nlohmann::json({{"line", 3}, {"column", 15}, {"offset", range_of("8080").begin}}));
  CHECK(f["end"]["column"] == 19);
  CHECK(f["resource"]["kind"] == "task-definition");
  CHECK(f["related"][0]["message"] == "containerPort is here");
  CHECK(f["fix"]["edits"][0]["text"] == "80");
  CHECK(f["fingerprint"] == "0000000000001234");
  CHECK_FALSE(f.contains("condition"));
  CHECK(nlohmann::json::parse(written("ndjson", {port_finding(source)})) == f);
  CHECK(nlohmann::json::parse(written("json", {}))["findings"].empty());
}

TEST_CASE("sarif has one run, four region numbers in UTF-16 and a link to the related place") {
  const text::Source source("dir/my task.json", kFile);
  Finding f = port_finding(source);
  f.place.range = range_of("\"password\"");
  const auto json = nlohmann::json::parse(written("sarif", {f}));
  REQUIRE(json["runs"].size() == 1);
  const auto& run = json["runs"][0];
  CHECK(run["columnKind"] == "utf16CodeUnits");
  const auto& result = run["results"][0];
  CHECK(result["message"]["text"] ==
        "hostPort 8080 must equal containerPort 80. See [containerPort is here](1).");
  const auto& place = result["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "dir/my%20task.json");
  CHECK(place["artifactLocation"]["uriBaseId"] == "SRCROOT");
  CHECK(place["region"]["startLine"] == 4);
  CHECK(place["region"]["startColumn"] == 19);
  CHECK(place["region"]["endColumn"] == 29);
  CHECK(run["tool"]["driver"]["rules"][0]["id"] == "NET003");
  CHECK(result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "80");
}

TEST_CASE("the line hash is GitHub's") {
  // Computed with github/codeql-action's algorithm by hand for short files: base 37, 64 bits, end of file
  // 65535.
  const auto hashes = line_hashes("a\nb");
  REQUIRE(hashes.size() == 2);
  const auto rolled = [](const std::vector<std::uint64_t>& units) {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < 100; ++i) hash = hash * 37 + (i < units.size() ? units[i] : 0);
    return hash;
  };
  CHECK(hashes[0] == fmt::format("{:x}:1", rolled({'a', '\n', 'b', 65535})));
  CHECK(hashes[1] == fmt::format("{:x}:1", rolled({'b', 65535})));
  CHECK(line_hashes("  a\r\n\tb") == hashes);
}

TEST_CASE("a minified line is cut around the place") {
  const std::string long_line = std::string(500, 'x') + "HERE" + std::string(500, 'y');
  const text::Source source("f", long_line);
  const lint::Secrets none;
  Locator locator(none, {});
  const Snippet s = snippet({&source, {500, 504}}, locator, 60);
  CHECK(display_width(s.text) <= 60);
  CHECK(s.text.substr(s.text.find("HERE"), 4) == "HERE");
  CHECK(s.width == 4);
}

}  // namespace
}  // namespace ecslint::report
