// SPDX-License-Identifier: Apache-2.0
// What the process ends with: relied on by hooks, actions and editors (docs/cli.md).
#pragma once

namespace ecslint::cli {

enum class ExitCode : int {
  kClean = 0,       // nothing at or above --fail-on
  kFindings = 1,    // something at or above it
  kUsage = 2,       // wrong arguments or a wrong configuration
  kUnreadable = 3,  // an input could not be read or parsed
  kInternal = 4,    // our mistake, or no memory
};

/// The one that counts where several apply: 4, 2, 3, 1.
constexpr ExitCode worse(ExitCode a, ExitCode b) {
  constexpr int rank[] = {0, 1, 3, 2, 4};
  return rank[static_cast<int>(a)] >= rank[static_cast<int>(b)] ? a : b;
}

}  // namespace ecslint::cli
