// SPDX-License-Identifier: Apache-2.0
// Which files git does not ignore. Git itself is asked, because its rules are many and its own; without git,
// or outside a repository, nothing is ignored. The question runs no hooks, no file system monitor and no
// filters, and does not write to the repository.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ecslint::lint {

class GitFiles {
 public:
  virtual ~GitFiles() = default;

  /// Paths below `folder`, relative to it, tracked or at least not ignored, sorted. None when there is no
  /// answer, or when the folder itself is ignored and was meant all the same.
  virtual std::optional<std::vector<std::string>> list(const std::string& folder) const = 0;
};

/// Runs `git ls-files`.
class RealGit final : public GitFiles {
 public:
  std::optional<std::vector<std::string>> list(const std::string& folder) const override;
};

/// The paths that `git ls-files -z` printed, sorted.
std::vector<std::string> split_zero(std::string_view output);

}  // namespace ecslint::lint
