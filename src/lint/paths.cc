// SPDX-License-Identifier: Apache-2.0
#include "lint/paths.h"

#include <algorithm>
#include <vector>

namespace ecslint::lint {
namespace {

using Steps = std::vector<std::string_view>;

/// The folders of a path and its name, without "." and with ".." resolved where that is possible.
void add_steps(std::string_view path, Steps& steps) {
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view step = path.substr(0, end);
    path.remove_prefix(std::min(end + 1, path.size()));
    if (step.empty() || step == ".") continue;
    if (step == ".." && !steps.empty() && steps.back() != "..") {
      steps.pop_back();
    } else {
      steps.push_back(step);
    }
  }
}

Steps steps_of(std::string_view path, std::string_view current_folder) {
  Steps steps;
  if (!path.starts_with('/')) add_steps(current_folder, steps);
  add_steps(path, steps);
  return steps;
}

}  // namespace

std::string name_from(std::string_view folder, std::string_view file, std::string_view current_folder) {
  const Steps from = steps_of(folder, current_folder);
  const Steps to = steps_of(file, current_folder);
  const auto [a, b] = std::mismatch(from.begin(), from.end(), to.begin(), to.end());
  std::string out;
  for (auto up = a; up != from.end(); ++up) out += "../";
  for (auto step = b; step != to.end(); ++step) out.append(*step).append(step + 1 == to.end() ? "" : "/");
  return out;
}

std::string path_from(std::string_view folder, std::string_view file) {
  Steps steps;
  if (!file.starts_with('/')) add_steps(folder, steps);
  add_steps(file, steps);
  std::string out = file.starts_with('/') || (!steps.empty() && folder.starts_with('/')) ? "/" : "";
  for (const std::string_view& step : steps) out.append(step).append(&step == &steps.back() ? "" : "/");
  return out;
}

}  // namespace ecslint::lint
