// SPDX-License-Identifier: Apache-2.0
// How long SARIF takes and how long it gets.
#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "report/report.h"

namespace ecslint::report {
namespace {

using finding::Finding;
using finding::Level;

Options options_of() {
  Options options;
  options.version = "0.0.1";
  options.rules = [](std::string_view) { return std::nullopt; };
  return options;
}

Finding finding_at(const text::Source& source, text::Range range, std::size_t number) {
  Finding f;
  f.code = fmt::format("NET{:03}", number % 40);
  f.level = static_cast<Level>(number % 3);
  f.message = "hostPort 8080 must equal containerPort 80";
  f.place = {&source, range};
  f.path = fmt::format("containerDefinitions[\"web\"].portMappings[{}].hostPort", number);
  f.related = {{{&source, {range.begin, range.begin + 1}}, "containerPort is here"}};
  f.fix = finding::Fix{"set hostPort to 80", true, {{&source, {range, "80"}}}};
  f.fingerprint = number;
  return f;
}

/// A file of lines, and a finding on each.
struct File {
  text::Source source;
  std::vector<Finding> findings;
};

std::unique_ptr<File> file_with(std::size_t lines, std::size_t number) {
  std::string bytes;
  for (std::size_t i = 0; i < lines; ++i) bytes += fmt::format("      \"hostPort\": {:05},\n", i);
  auto file = std::make_unique<File>(File{text::Source(fmt::format("app/{}.json", number), bytes), {}});
  for (std::size_t i = 0; i < lines; ++i) {
    const auto begin = static_cast<text::Offset>(i * 25 + 18);
    file->findings.push_back(finding_at(file->source, {begin, begin + 5}, i));
  }
  return file;
}

}  // namespace

TEST_CASE("100,000 findings become SARIF in under a second, and are not held", "[.][speed]") {
  std::vector<std::unique_ptr<File>> files;
  for (std::size_t i = 0; i < 1000; ++i) files.push_back(file_with(100, i));
  const auto reporter = make_sarif(options_of());
  const lint::Secrets none;
  std::string out;
  std::size_t written = 0;
  std::size_t most = 0;
  const auto start = std::chrono::steady_clock::now();
  for (const auto& file : files) {
    reporter->add(file->findings, none, out);
    most = std::max(most, out.capacity());
    written += out.size();
    out.clear();
  }
  reporter->finish({}, out);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  WARN(fmt::format("{:.3f} s for {} MB, at most {} KB at once", took.count(), (written + out.size()) >> 20,
                   most >> 10));
  CHECK(took.count() < 1.0);
  CHECK(most < std::size_t{4} << 20);
}

TEST_CASE("findings on one long line do not each repeat the line") {
  std::string bytes = "[";
  for (int i = 0; i < 2000; ++i)
    bytes += "{\"hostPort\":12345,\"name\":\"\U0001F600\u6771\u4EAC and a good deal more of text\"},";
  const text::Source source("min.json", bytes);
  std::vector<Finding> findings;
  for (std::size_t at = bytes.find("12345"); at != std::string::npos; at = bytes.find("12345", at + 1)) {
    const auto begin = static_cast<text::Offset>(at);
    findings.push_back(finding_at(source, {begin, begin + 5}, findings.size()));
  }
  const auto reporter = make_sarif(options_of());
  std::string out;
  reporter->add(findings, {}, out);
  reporter->finish({}, out);
  CHECK(out.size() < findings.size() * 3000);
  const auto sarif = nlohmann::json::parse(out);
  const auto& place = sarif["runs"][0]["results"][1000]["locations"][0]["physicalLocation"];
  CHECK(place["region"]["snippet"]["text"] == "12345");
  const auto& context = place["contextRegion"];
  CHECK(context["startColumn"] <= place["region"]["startColumn"]);
  CHECK(context["endColumn"] >= place["region"]["endColumn"]);
  CHECK(context["snippet"]["text"].get<std::string>().find("12345") != std::string::npos);
  CHECK(context["snippet"]["text"].get<std::string>().find("\uFFFD") == std::string::npos);
}

}  // namespace ecslint::report
