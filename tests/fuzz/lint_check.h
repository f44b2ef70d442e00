// SPDX-License-Identifier: Apache-2.0
// For the targets that lint: files in memory, a linter over them, and what holds for every result.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "fuzz/tree_check.h"
#include "lint/linter.h"
#include "report/report.h"

namespace ecslint::fuzz {

inline constexpr std::string_view kTask =
    R"({"family": "web", "networkMode": "awsvpc", "cpu": "256", "memory": "512", "requiresCompatibilities": ["FARGATE"],
  "containerDefinitions": [{"name": "web", "image": "nginx:${TAG}", "portMappings": [{"containerPort": 80, "hostPort": 8080}],
  "environment": [{"name": "DB_PASSWORD", "value": "correct-horse-9"}], "dependsOn": [{"containerName": "wbe", "condition": "START"}]}]})";

inline lint::Options plain_options() {
  lint::Options options;
  options.git = false;
  options.isolated = true;
  options.jobs = 1;
  options.today = "2026-01-01";
  return options;
}

/// How often each code was found.
using Counts = std::map<std::string, int>;

inline void check_result(const lint::FileResult& result) {
  for (const finding::Finding& finding : result.findings) {
    require(!finding.code.empty() && !finding.message.empty() && finding.place.source != nullptr);
    const std::size_t size = finding.place.source->bytes().size();
    require(finding.place.range.begin <= finding.place.range.end && finding.place.range.end <= size);
    require(finding.fingerprint != 0);
    for (const finding::Related& other : finding.related) {
      require(other.place.source == nullptr || other.place.range.end <= other.place.source->bytes().size());
    }
    if (!finding.fix) continue;
    for (const finding::FileEdit& edit : finding.fix->edits) {
      require(edit.source != nullptr && edit.edit.range.begin <= edit.edit.range.end);
      require(edit.edit.range.end <= edit.source->bytes().size());
    }
  }
}

/// Checks, counts, and writes it as the formats that look at source text in different ways.
class Reports {
 public:
  explicit Reports(const lint::Linter& linter) {
    report::Options options;
    options.version = "0";
    options.rules = [&linter](std::string_view code) -> std::optional<rules::RuleInfo> {
      const auto number = linter.rules().find(code);
      return number ? std::optional(linter.rules().info(*number)) : std::nullopt;
    };
    for (const char* name : {"text", "ndjson", "sarif", "html", "markdown"})
      reporters_.push_back(report::make_reporter(name, options));
  }

  lint::Sink sink() {
    return [this](const lint::FileResult& result) {
      check_result(result);
      for (const finding::Finding& finding : result.findings) ++counts[finding.code];
      for (const auto& reporter : reporters_) reporter->add(result.findings, *result.secrets, out_);
    };
  }
  void finish() {
    for (const auto& reporter : reporters_) reporter->finish({}, out_);
    require(!out_.empty());
  }

  Counts counts;

 private:
  std::vector<std::unique_ptr<report::Reporter>> reporters_;
  std::string out_;
};

}  // namespace ecslint::fuzz
