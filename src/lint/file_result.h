// SPDX-License-Identifier: Apache-2.0
// What came of one file, and of all of them together. A run hands these out one by one in the order of file
// names, so that ten thousand files need the memory of a few.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "lint/baseline.h"
#include "lint/redacted_view.h"
#include "rules/rule_cost.h"
#include "text/source.h"

namespace ecslint::lint {

enum class Verdict : std::uint8_t {
  kEcs,            // holds ECS resources: checked
  kOther,          // recognised as something else, or nothing of ours: skipped
  kUnreadable,     // could not be opened or parsed; what could be read was checked
  kBadRecord,      // the same of a line of NDJSON, which is a finding and no failure of the run
  kConfiguration,  // an ecslint.toml with mistakes
};

/// A rule that could not be decided, and why.
struct Undecided {
  std::string code;
  finding::Place place;
  std::string path;
  std::string reason;  // "placeholder ${IMAGE}"
};

/// Good only while the sink runs: sources and what points into them go away afterwards.
struct FileResult {
  std::string_view file;
  const text::Source* source = nullptr;  // null when it could not be opened
  Verdict verdict = Verdict::kOther;
  std::string what;                        // "task definition, service", "Kubernetes manifest"
  std::vector<finding::Finding> findings;  // in report order; messages are masked already
  std::vector<Undecided> undecided;        // with Options::show_undecided
  std::uint32_t undecided_count = 0;
  std::uint32_t suppressed = 0;
  std::vector<std::string> notes;  // about what was said on the command line, for this file
  const Secrets* secrets = nullptr;

  /// The only way to show text of a source; findings may point into other files than this one.
  RedactedView view(const text::Source& of) const { return RedactedView(of, *secrets); }
};

struct Summary {
  std::uint32_t files = 0;  // that hold ECS resources
  std::uint32_t opened = 0;
  std::uint32_t errors = 0;
  std::uint32_t warnings = 0;
  std::uint32_t infos = 0;
  std::uint32_t undecided = 0;
  std::uint32_t suppressed = 0;
  std::uint32_t unreadable = 0;                 // any: exit 3
  std::uint32_t bad_records = 0;                // lines of NDJSON that could not be parsed
  std::uint32_t configuration = 0;              // mistakes in ecslint.toml or a rule pack; any: exit 2
  std::map<std::string, std::uint32_t> others;  // "Kubernetes manifest" and how many
  std::vector<BaselineEntry> gone;              // of the baseline: no longer found
  std::string failure;                          // nothing was checked, because of this
  rules::RuleCosts rule_costs;                  // with Options::measure_rules

  /// Counts one more result.
  void add(const FileResult& result);
  /// Findings at or above a level.
  std::uint32_t at_least(finding::Level level) const;
};

}  // namespace ecslint::lint
