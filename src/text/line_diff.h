// SPDX-License-Identifier: Apache-2.0
// What changed between two texts, as a unified diff that `patch` and `git apply` read.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/range.h"

namespace ecslint::text {

/// Empty when the texts are equal. Three lines of context.
std::string unified_diff(std::string_view name, std::string_view before, std::string_view after);

struct LineChanges {
  std::vector<Range> added;          // whole lines of the new text
  std::vector<std::string> removed;  // lines of the old one
  bool empty() const { return added.empty() && removed.empty(); }
};

/// How lines are ended makes no difference.
LineChanges changed_lines(std::string_view before, std::string_view after);

}  // namespace ecslint::text
