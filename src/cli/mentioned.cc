// SPDX-License-Identifier: Apache-2.0
#include "cli/mentioned.h"

#include <algorithm>

namespace ecslint::cli {

Mentioned::Mentioned(const Context& context, const std::vector<std::string>& arguments)
    : arguments_(arguments), all_(context.inspect != nullptr || has("-h") || has("--help")) {}

const char* Mentioned::any_of(const char* names) const {
  std::string_view left = names;
  bool found = all_;
  while (!found && !left.empty()) {
    const std::size_t comma = std::min(left.find(','), left.size());
    found = has(left.substr(0, comma));
    left.remove_prefix(std::min(comma + 1, left.size()));
  }
  return found ? names : nullptr;
}

/// --name, --name=value; -f, -fvalue, or among others, -qf.
bool Mentioned::has(std::string_view name) const {
  const bool is_long = name.starts_with("--");
  return std::ranges::any_of(arguments_, [&](std::string_view argument) {
    if (is_long)
      return argument.starts_with(name) && (argument.size() == name.size() || argument[name.size()] == '=');
    return argument.starts_with('-') && !argument.starts_with("--") &&
           argument.find(name[1]) != std::string_view::npos;
  });
}

}  // namespace ecslint::cli
