// SPDX-License-Identifier: Apache-2.0
// Rules tested by example: <folder>/<CODE>/ holds good.*, bad.* and unresolved.* (files, or folders of files
// that are linked), each file with <file>.expected: one sorted line a finding, "12:17-12:29 warning IAM001
// message". A rule runs alone on its fixtures; SYN and SCH must have nothing to say. Where the rule has a
// fix, <file>.fixed is a bad file after all its fixes, safe or not. An ecslint.toml in the rule's folder
// gives it options; a case that is a folder may have one of its own and, in pack/, rules that come with it.
// What SUP and CFG say is about other rules, so all of them run on theirs, but only SYN, SCH, SUP and CFG
// count. The same for built-in rules (ctest) and users' packs (`ecslint test`).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/options.h"
#include "text/file_system.h"

namespace ecslint::lint {

struct FixtureProblem {
  std::string path;
  std::string message;  // may have several lines: what differs
};

/// A file that was linted, and for which rule.
struct FixtureCase {
  std::string rule;
  std::string path;
};

struct FixtureSummary {
  std::uint32_t rules = 0;
  std::vector<FixtureCase> cases;
  std::vector<FixtureProblem> problems;
  std::vector<std::string> updated;
};

/// Runs all rule folders in `folder`. With `update`, expected files are written instead of compared. `base`
/// gives the packs; its selection is not used.
FixtureSummary run_fixtures(const text::FileSystem& files, const std::string& folder, const Options& base,
                            bool update);

/// ECSLINT_UPDATE_FIXTURES is set and not 0.
bool update_fixtures();

}  // namespace ecslint::lint
