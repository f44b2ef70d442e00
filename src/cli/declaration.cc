// SPDX-License-Identifier: Apache-2.0
#include "cli/declaration.h"

#include <algorithm>

namespace ecslint::cli {

Mentioned::Mentioned(const Context& context, const std::vector<std::string>& arguments)
    : arguments_(arguments), all_(context.inspect != nullptr || has("-h") || has("--help")) {}

bool Mentioned::any_of(std::string_view names) const {
  if (all_) return true;
  while (!names.empty()) {
    const std::size_t comma = std::min(names.find(','), names.size());
    if (has(names.substr(0, comma))) return true;
    names.remove_prefix(std::min(comma + 1, names.size()));
  }
  return false;
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
