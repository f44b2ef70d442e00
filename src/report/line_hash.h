// SPDX-License-Identifier: Apache-2.0
// GitHub's primaryLocationLineHash: the rolling hash that github/codeql-action computes for every line of a
// file when an upload brings none. Bringing the same value saves the warning and the second reading.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ecslint::report {

/// For each line the value "hex:occurrence"; index 0 is line 1. Lines end as GitHub's own reader sees them.
std::vector<std::string> line_hashes(std::string_view bytes);

}  // namespace ecslint::report
