// SPDX-License-Identifier: Apache-2.0
#include "expr/environment.h"

#include <algorithm>

namespace ecslint::expr {

void Environment::add(std::string_view name, std::uint32_t slot, TypeId type) {
  const auto same =
      std::find_if(variables_.begin(), variables_.end(), [&](auto& v) { return v.name == name; });
  if (same != variables_.end()) variables_.erase(same);
  variables_.push_back({std::string(name), slot, type});
}

const Variable* Environment::find(std::string_view name) const {
  const auto found =
      std::find_if(variables_.begin(), variables_.end(), [&](auto& v) { return v.name == name; });
  return found == variables_.end() ? nullptr : &*found;
}

}  // namespace ecslint::expr
