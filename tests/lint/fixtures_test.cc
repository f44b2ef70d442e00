// SPDX-License-Identifier: Apache-2.0
#include "lint/fixtures.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "doc/dump.h"
#include "lint/checker.h"
#include "lint/engine.h"
#include "lint/linter.h"
#include "lint/walk.h"

using namespace ecslint;
using lint::FixtureSummary;
using lint::Options;

namespace {

const std::string kFixtures = std::string(ECSLINT_SOURCE_DIR) + "/fixtures";

constexpr std::string_view kBad = R"({
  "family": "web",
  "taskRoleArn": "arn:aws:iam::123456789012:role/same",
  "executionRoleArn": "arn:aws:iam::123456789012:role/same",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
})";
constexpr std::string_view kGood =
    R"({"family": "web", "containerDefinitions": [{"name": "web", "image": "i"}]})";
constexpr std::string_view kFound =
    "3:18-3:55 warning IAM001 task role and execution role are both arn:aws:iam::123456789012:role/same\n";

text::MemoryFileSystem iam_fixtures(std::string_view good, std::string_view bad, std::string_view expected) {
  text::MemoryFileSystem files;
  files.add("f/IAM001/good.json", std::string(good));
  files.add("f/IAM001/good.json.expected", "");
  files.add("f/IAM001/bad.json", std::string(bad));
  files.add("f/IAM001/bad.json.expected", std::string(expected));
  return files;
}

std::string problems_of(const FixtureSummary& summary) {
  std::string out;
  for (const auto& problem : summary.problems) out += problem.path + ": " + problem.message + "\n";
  return out;
}

std::string problems_of(const text::FileSystem& files) {
  return problems_of(lint::run_fixtures(files, "f", {}, false));
}

std::vector<std::string> files_in(const std::string& folder) {
  std::vector<std::string> out;
  const std::vector<std::string> paths = {folder};
  for (const auto& input : lint::walk(text::RealFileSystem(), paths, {}).files) out.push_back(input.path);
  return out;
}

}  // namespace

TEST_CASE("fixtures that say what is found pass") {
  const auto files = iam_fixtures(kGood, kBad, kFound);
  CHECK(problems_of(files) == "");
  const FixtureSummary summary = lint::run_fixtures(files, "f", {}, false);
  CHECK(summary.rules == 1);
  CHECK(summary.cases.size() == 2);
}

TEST_CASE("fixtures fail when the findings differ, in the wrong file, or others speak") {
  CHECK(problems_of(iam_fixtures(kGood, kBad, "1:1-1:2 warning IAM001 x\n")).find("found:\n3:18") !=
        std::string::npos);
  CHECK(problems_of(iam_fixtures(kBad, kBad, kFound)).find("must find nothing") != std::string::npos);
  CHECK(problems_of(iam_fixtures(kGood, kGood, "")).find("the rule finds nothing in it") !=
        std::string::npos);
  const std::string odd =
      R"({"family": "web", "zzz": 1, "containerDefinitions": [{"name": "a", "image": "i"}]})";
  CHECK(problems_of(iam_fixtures(odd, kBad, kFound)).find("other rules must be silent") != std::string::npos);
  CHECK(problems_of(iam_fixtures(R"({"a": 1})", kBad, kFound)).find("not recognised") != std::string::npos);
}

TEST_CASE("a fixture's fixes give what stands in .fixed, and nothing is left to fix") {
  constexpr std::string_view kTask = R"({"family": "f", "networkMode": "awsvpc", "containerDefinitions": [
  {"name": "a", "image": "i", "portMappings": [{"containerPort": 80%s}]}]})";
  const auto with = [&](std::string_view more) {
    std::string out(kTask);
    return out.replace(out.find("%s"), 2, more);
  };
  text::MemoryFileSystem files;
  files.add("f/NET003/good.json", with(""));
  files.add("f/NET003/good.json.expected", "");
  files.add("f/NET003/bad.json", with(R"(, "hostPort": 81)"));
  files.add(
      "f/NET003/bad.json.expected",
      "2:82-2:84 error NET003 host port 81 is not the container port 80, as network mode awsvpc wants\n");
  CHECK(problems_of(files).find("bad.json.fixed: is missing; it would hold:\n{") != std::string::npos);
  files.add("f/NET003/bad.json.fixed", with(R"(, "hostPort": 81)"));
  CHECK(problems_of(files).find("expected:\n{") != std::string::npos);
  files.add("f/NET003/bad.json.fixed", with(R"(, "hostPort": 80)"));
  CHECK(problems_of(files) == "");
  files = iam_fixtures(kGood, kBad, kFound);
  files.add("f/IAM001/bad.json.fixed", "");
  CHECK(problems_of(files) == "f/IAM001/bad.json.fixed: no fix changes this file\n");
}

TEST_CASE("a folder without a rule, and one without good or bad, are problems") {
  text::MemoryFileSystem files;
  files.add("f/IAM999/good.json", std::string(kGood));
  files.add("f/IAM001/best.json", std::string(kGood));
  const std::string said = problems_of(files);
  CHECK(said.find("no rule is called \"IAM999\"") != std::string::npos);
  CHECK(said.find("a fixture is called good, bad or unresolved") != std::string::npos);
  CHECK(said.find("has no bad fixture") != std::string::npos);
}

TEST_CASE("the built-in rules pass their fixtures") {
  const text::RealFileSystem files;
  if (!files.is_directory(kFixtures + "/rules")) {
    WARN("no fixtures/rules here");
    return;
  }
  const bool update = lint::update_fixtures();
  const FixtureSummary summary = lint::run_fixtures(files, kFixtures + "/rules", {}, update);
  CHECK(problems_of(summary) == "");
  CHECK(summary.rules > 0);
}

TEST_CASE("every rule has fixtures") {
  const text::RealFileSystem files;
  if (!files.is_directory(kFixtures + "/rules")) return;
  const lint::Linter linter({}, files);
  for (std::size_t i = 0; i < linter.rules().size(); ++i) {
    const auto info = linter.rules().info(i);
    // An empty file is recognised as nothing, and what cannot be opened is no file in a repository: see
    // tests/cli/fail_empty_file and fail_missing_file.
    if (info.code() == "SYN011" || info.code() == "SYN013") continue;
    INFO(info.code());
    CHECK(files.is_directory(kFixtures + "/rules/" + std::string(info.code())));
  }
}

/// It asks only whether something is written; no placeholder can hide that.
constexpr std::string_view kWithoutUnresolved[] = {"NET055"};

TEST_CASE("every rule with a condition is silent about what cannot be known") {
  const text::RealFileSystem files;
  if (!files.is_directory(kFixtures + "/rules")) return;
  const lint::Linter linter({}, files);
  for (std::size_t i = 0; i < linter.rules().size(); ++i) {
    const auto info = linter.rules().info(i);
    if (!info.has_condition()) continue;
    const auto entries = files.list(kFixtures + "/rules/" + std::string(info.code()));
    REQUIRE(entries);
    const bool there = std::any_of(entries->begin(), entries->end(), [](const text::DirectoryEntry& entry) {
      return entry.name.starts_with("unresolved");
    });
    const bool listed =
        std::count(std::begin(kWithoutUnresolved), std::end(kWithoutUnresolved), info.code()) > 0;
    INFO(info.code());
    CHECK(there != listed);
  }
}

TEST_CASE("clean files stay silent under the default rules") {
  const text::RealFileSystem files;
  if (!files.is_directory(kFixtures + "/clean")) {
    WARN("no fixtures/clean here");
    return;
  }
  Options options;
  options.git = false;
  options.isolated = true;
  const lint::Linter linter(options, files);
  const std::vector<std::string> paths = {kFixtures + "/clean"};
  std::string said;
  const lint::Summary summary = linter.check(paths, [&](const lint::FileResult& result) {
    for (const auto& finding : result.findings) {
      if (finding.level == finding::Level::kInfo) continue;
      said += std::string(result.file) + " " + finding.code + " " + finding.message + "\n";
    }
  });
  CHECK(said == "");
  CHECK(summary.files > 0);
}

TEST_CASE("twins are the same tree in every format") {
  const text::RealFileSystem files;
  if (!files.is_directory(kFixtures + "/twins")) {
    WARN("no fixtures/twins here");
    return;
  }
  const lint::Engine engine({}, files);
  lint::Checker checker(engine);
  const lint::Setup setup;
  const auto folders = files.list(kFixtures + "/twins");
  REQUIRE(folders.ok());
  for (const auto& folder : *folders) {
    lint::ParsedFile first;
    for (const std::string& path : files_in(kFixtures + "/twins/" + folder.name)) {
      INFO(path);
      auto source = files.read(path);
      REQUIRE(source.ok());
      lint::ParsedFile file;
      checker.parse(std::move(source).value(), setup, true, file);
      REQUIRE(file.resources.size() == 1);
      CHECK(file.findings.empty());
      if (first.document == nullptr) {
        first = std::move(file);
      } else {
        INFO(doc::to_json(*file.resources[0].node));
        CHECK(doc::equal_values(*first.resources[0].node, *file.resources[0].node));
      }
    }
    CHECK(first.document != nullptr);
  }
}
