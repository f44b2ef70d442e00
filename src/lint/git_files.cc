// SPDX-License-Identifier: Apache-2.0
#include "lint/git_files.h"

#include <algorithm>

#include "lint/git_process.h"

namespace ecslint::lint {

std::vector<std::string> split_zero(std::string_view output) {
  std::vector<std::string> paths;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\0'), output.size());
    if (end > 0) paths.emplace_back(output.substr(0, end));
    output.remove_prefix(std::min(end + 1, output.size()));
  }
  std::ranges::sort(paths);
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

std::optional<std::vector<std::string>> RealGit::list(const std::string& folder) const {
  const GitAnswer answer = git(folder, {"ls-files", "-z", "--cached", "--others", "--exclude-standard"});
  if (answer.exit != 0) return std::nullopt;
  if (answer.output.empty() && git(folder, {"check-ignore", "-q", "."}).exit == 0) return std::nullopt;
  return split_zero(answer.output);
}

}  // namespace ecslint::lint
