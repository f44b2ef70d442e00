// SPDX-License-Identifier: Apache-2.0
#include "lint/baseline.h"

#include <catch2/catch.hpp>

#include "lint/linter.h"

using namespace ecslint;
using lint::Baseline;
using lint::BaselineEntry;

namespace {

finding::Finding finding_of(std::uint64_t fingerprint) {
  finding::Finding finding;
  finding.code = "IAM001";
  finding.fingerprint = fingerprint;
  return finding;
}

Baseline baseline_of(text::MemoryFileSystem& files, const std::vector<BaselineEntry>& entries) {
  files.add("ci/base.json", lint::baseline_text("ci/base.json", "", entries));
  auto baseline = Baseline::read(files, "ci/base.json");
  REQUIRE(baseline);
  return std::move(baseline).value();
}

std::string error_of(const std::string& text) {
  text::MemoryFileSystem files;
  files.add("b.json", text);
  const auto baseline = Baseline::read(files, "b.json");
  return baseline ? "" : baseline.error().message;
}

}  // namespace

TEST_CASE("a baseline is sorted lines, with files below its own folder") {
  CHECK(lint::baseline_text("ci/base.json", "/repo", {}) == "{\n  \"version\": 1,\n  \"findings\": []\n}\n");
  CHECK(lint::baseline_text("base.json", "/repo",
                            {{"./b.json", "NET001", "x", 255}, {"/repo/a.json", "IAM001", "", 1}}) ==
        "{\n  \"version\": 1,\n  \"findings\": [\n"
        "    {\"file\": \"a.json\", \"code\": \"IAM001\", \"path\": \"\", \"fingerprint\": "
        "\"0000000000000001\"},\n"
        "    {\"file\": \"b.json\", \"code\": \"NET001\", \"path\": \"x\", \"fingerprint\": "
        "\"00000000000000ff\"}\n"
        "  ]\n}\n");
  CHECK(
      lint::baseline_text("ci/base.json", "/repo", {{"app/a.json", "C", "", 1}}).find("\"../app/a.json\"") !=
      std::string::npos);
}

TEST_CASE("a finding is known by its fingerprint, once, in its file") {
  text::MemoryFileSystem files;
  files.add("app/a.json", "{}");
  files.add("app/b.json", "{}");
  Baseline baseline = baseline_of(files, {{"app/a.json", "IAM001", "", 7}, {"app/b.json", "IAM001", "", 8}});
  std::vector<finding::Finding> found = {finding_of(7), finding_of(7), finding_of(8)};
  CHECK(baseline.filter("app/a.json", found) == 1);
  CHECK(found.size() == 2);  // the second 7 is new; 8 belongs to b.json, which is there
  CHECK(baseline.gone().empty());
  found.clear();
  CHECK(baseline.filter("app/b.json", found) == 0);
  REQUIRE(baseline.gone().size() == 1);
  CHECK(baseline.gone()[0].fingerprint == 8);
}

TEST_CASE("a file that was moved keeps what it had") {
  text::MemoryFileSystem files;
  files.add("new/a.json", "{}");
  Baseline baseline = baseline_of(files, {{"old/a.json", "IAM001", "", 7}});
  std::vector<finding::Finding> found = {finding_of(7)};
  CHECK(baseline.filter("new/a.json", found) == 1);
  CHECK(baseline.gone().empty());
}

TEST_CASE("what is wrong with a baseline has its place") {
  CHECK(error_of("{\n \"version\": 2}") ==
        "b.json:1:1: this is no baseline of ecslint: it has \"version\": 1 and \"findings\"");
  CHECK(error_of("[").find("b.json:1:") == 0);
  CHECK(error_of("{\"version\": 1,\n\"findings\": [{\"fingerprint\": \"xyz\"}]}") ==
        "b.json:2:14: a finding needs its fingerprint, sixteen hexadecimal digits");
  CHECK(error_of("{\"version\": 1, \"findings\": []}") == "");
}

TEST_CASE("a run with a baseline reports what is new") {
  text::MemoryFileSystem files;
  const std::string task =
      R"({"family": "web", "containerDefinitions": [{"name": "a", "image": "x:latest", "memory": 64}]})";
  files.add("task.json", task);
  lint::Options options;
  options.git = false;
  options.select = {"IMG001"};
  const auto run = [&](std::vector<BaselineEntry>& seen) {
    const lint::Linter linter(options, files);
    REQUIRE(linter.problems().empty());
    const std::string paths[] = {"task.json"};
    return linter.check(paths, [&seen](const lint::FileResult& result) {
      for (const auto& f : result.findings)
        seen.push_back({std::string(result.file), f.code, f.path, f.fingerprint});
    });
  };
  std::vector<BaselineEntry> before;
  run(before);
  REQUIRE(before.size() == 1);
  files.add("base.json", lint::baseline_text("base.json", "", before));
  options.baseline = "base.json";
  files.add("task.json",
            R"({"family": "web", "cpu": "256", "containerDefinitions": [{"name": "b", "image": "y:latest",
    "memory": 64}, {"name": "a", "image": "z:latest", "memory": 64}]})");
  std::vector<BaselineEntry> after;
  const lint::Summary summary = run(after);
  REQUIRE(after.size() == 1);
  CHECK(after[0].path == "containerDefinitions[\"b\"].image");
  CHECK(summary.suppressed == 1);
  CHECK(summary.gone.empty());
}
