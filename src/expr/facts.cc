// SPDX-License-Identifier: Apache-2.0
#include "expr/facts.h"

namespace ecslint::expr {

Facts Facts::both(const Facts& a, const Facts& b) {
  Facts all = a;
  all.add(b);
  return all;
}

Facts Facts::either(const Facts& a, const Facts& b) {
  Facts common;
  for (const std::string& path : a.present_) {
    if (b.contains(path)) common.add(path);
  }
  return common;
}

}  // namespace ecslint::expr
