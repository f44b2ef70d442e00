// SPDX-License-Identifier: Apache-2.0
// What configuration comes to for one file, value by value, with where each was said: for `ecslint config`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "lint/linter.h"

namespace ecslint::lint {

struct EffectiveSetting {
  std::string key;     // "profile", "rules.IMG001.severity"
  std::string value;   // as it is written in TOML
  std::string origin;  // "ecslint.toml:3", "command line", "default"
};

/// In the order in which they take effect; for a file, or a folder as a whole.
std::vector<EffectiveSetting> effective_settings(const Linter& linter, std::string_view path);

/// What is wrong with the ecslint.toml that applies, and those it extends.
std::vector<finding::Finding> configuration_problems(const Linter& linter, std::string_view path);

}  // namespace ecslint::lint
