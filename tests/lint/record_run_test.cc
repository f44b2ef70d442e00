// SPDX-License-Identifier: Apache-2.0
#include "lint/record_run.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace ecslint;
using lint::Options;

namespace {

constexpr std::string_view kSameRole =
    R"({"family":"web","executionRoleArn":"arn:aws:iam::123456789012:role/same",)"
    R"("taskRoleArn":"arn:aws:iam::123456789012:role/same",)"
    R"("containerDefinitions":[{"name":"web","image":"nginx:1.27","memory":64}]})";

struct Said {
  std::vector<std::string> lines;  // "record id CODE"
  std::vector<std::uint64_t> fingerprints;
  lint::Summary summary;
};

Said run(std::string text, int jobs = 1, std::vector<std::string> select = {"IAM001", "SYN"}) {
  Options options;
  options.git = false;
  options.jobs = jobs;
  options.select = std::move(select);
  const text::MemoryFileSystem files;
  const lint::Linter linter(options, files);
  REQUIRE(linter.problems().empty());
  text::LineReader lines(
      [&text](char* to, std::size_t size) -> text::Result<std::size_t> {
        const std::size_t n = text.copy(to, size);
        text.erase(0, n);
        return n;
      },
      lint::kLongestRecord);
  Said said;
  said.summary = linter.check_records(lines, "-", [&said](const lint::FileResult& result) {
    for (const finding::Finding& f : result.findings) {
      said.lines.push_back(std::to_string(f.record) + " " + f.id + " " + f.code);
      said.fingerprints.push_back(f.fingerprint);
    }
  });
  return said;
}

std::string enveloped(std::string_view id, std::string_view document) {
  return R"({"id":)" + std::string(id) + R"(,"document":)" + std::string(document) + "}\n";
}

using Lines = std::vector<std::string>;

/// The examples of all rules that are one JSON file, each as one line.
Lines examples() {
  const text::RealFileSystem files;
  const std::string folder = std::string(ECSLINT_SOURCE_DIR) + "/fixtures/rules";
  Lines out;
  auto rules = files.list(folder);
  REQUIRE(rules);
  for (const auto& rule : *rules) {
    for (const std::string_view name : {"/good.json", "/bad.json", "/unresolved.json"}) {
      auto source = files.read(folder + "/" + rule.name + std::string(name));
      if (!source || rule.name.starts_with("SYN")) continue;
      std::string& line = out.emplace_back(source->content());
      for (char& c : line) c = c == '\n' || c == '\r' ? ' ' : c;
    }
  }
  return out;
}

}  // namespace

TEST_CASE("what is said of a document does not depend on those that are checked beside it", "[records]") {
  const Lines lines = examples();
  REQUIRE(lines.size() > 500);
  std::string together;
  Lines alone;
  std::vector<std::uint64_t> fingerprints;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    together += lines[i] + "\n";
    const Said said = run(std::string(i, '\n') + lines[i], 1, {});
    alone.insert(alone.end(), said.lines.begin(), said.lines.end());
    fingerprints.insert(fingerprints.end(), said.fingerprints.begin(), said.fingerprints.end());
  }
  const Said said = run(together, 1, {});
  CHECK(said.lines == alone);
  CHECK(said.fingerprints == fingerprints);
}

TEST_CASE("each line is a document, with its number and the id of its envelope", "[records]") {
  const Said said = run(std::string(kSameRole) + "\n\n" + enveloped(R"("web:7")", kSameRole) +
                        enveloped("42", kSameRole) + std::string(kSameRole));
  CHECK(said.lines == Lines{"1  IAM001", "3 web:7 IAM001", "4 42 IAM001", "5  IAM001"});
  CHECK(said.summary.files == 4);
  CHECK(said.summary.opened == 4);
  CHECK(said.fingerprints[0] == said.fingerprints[3]);
  CHECK(said.fingerprints[1] != said.fingerprints[2]);
}

TEST_CASE("a line that cannot be read is a finding, and no failure of the run", "[records]") {
  const Said said = run("not json\n" + std::string(kSameRole) + "\n" + enveloped(R"("a")", "7") +
                        R"({"id":"b","document":{"family":)" + "\n");
  REQUIRE(said.lines.size() >= 4);
  CHECK(said.lines[0] == "1  SYN001");
  CHECK(said.lines[1] == "2  IAM001");
  CHECK(said.lines[2] == "3 a SYN001");
  CHECK(said.lines[3].substr(0, 7) == "4 b SYN");
  CHECK(said.summary.unreadable == 0);
  CHECK(said.summary.bad_records == 3);
}

TEST_CASE("a line of something else is counted and silent", "[records]") {
  const Said said = run("{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}\n[1]\n" + std::string(kSameRole) + "\n");
  CHECK(said.lines == Lines{"3  IAM001"});
  CHECK(said.summary.files == 1);
  CHECK(said.summary.bad_records == 0);
}

TEST_CASE("a line longer than allowed is a finding", "[records]") {
  const Said said =
      run("{\"family\":\"" + std::string(lint::kLongestRecord, 'x') + "\"}\n" + std::string(kSameRole));
  CHECK(said.lines == Lines{"1  SYN006", "2  IAM001"});
}

TEST_CASE("threads change nothing", "[records]") {
  std::string text;
  for (int i = 0; i < 500; ++i) {
    text += i % 7 == 3 ? "{broken\n" : enveloped("\"" + std::to_string(i) + "\"", kSameRole);
    if (i % 50 == 0) text += "\n{\"family\":\"" + std::string(300'000, 'x') + "\"}\n";
  }
  const Said one = run(text);
  const Said four = run(text, 4);
  CHECK(one.lines.size() > 500);
  CHECK(one.lines == four.lines);
  CHECK(one.fingerprints == four.fingerprints);
  CHECK(one.summary.bad_records == four.summary.bad_records);
}
