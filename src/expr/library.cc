// SPDX-License-Identifier: Apache-2.0
#include "expr/library.h"

#include <array>

namespace ecslint::expr {

FunctionTables standard_library() {
  static const std::array tables = {core_functions(),  conversion_functions(), string_functions(),
                                    time_functions(),  math_functions(),       list_functions(),
                                    regex_functions(), network_functions()};
  return tables;
}

}  // namespace ecslint::expr
