// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/functions.h"

#include <vector>

#include "expr/library.h"

namespace ecslint::rules {
expr::FunctionTables function_tables() {
  static const std::vector<std::span<const expr::Function>> tables = [] {
    const auto standard = expr::standard_library();
    std::vector<std::span<const expr::Function>> all(standard.begin(), standard.end());
    for (const auto& own :
         {image_functions(), arn_functions(), unit_functions(), secret_functions(), graph_functions(),
          name_functions(), document_functions(), iam_functions(), cluster_query_functions()}) {
      all.push_back(own);
    }
    return all;
  }();
  return tables;
}

}  // namespace ecslint::rules
