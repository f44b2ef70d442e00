// SPDX-License-Identifier: Apache-2.0
// names.near(name, candidates): what a misspelt name may have meant, as a list of one, or an empty list when
// nothing is near. A list, so that `near[0]` gives a fix nothing where there is nothing to suggest.
// Candidates that are not known are passed over: this is for messages and fixes, no condition should hang on
// it.
#include <string_view>
#include <vector>

#include "expr/context.h"
#include "rules/functions/functions.h"
#include "text/edit_distance.h"

namespace ecslint::rules {
namespace {

using expr::Context;
using expr::Value;

constexpr std::uint64_t kCostOfOne = 64;  // comparing two words

Value near(Context& context, std::span<const Value> args) {
  if (!args[0].is_string() || !args[1].is_list()) return context.no_such_overload();
  if (!context.charge(1 + kCostOfOne * args[1].size())) return context.exhausted();
  std::vector<std::string_view> candidates;
  for (std::uint32_t i = 0; i < args[1].size(); ++i) {
    const Value candidate = args[1].element(i);
    if (candidate.is_string()) candidates.push_back(candidate.as_string());
  }
  const std::string_view found = text::nearest(args[0].as_string(), candidates);
  std::vector<Value> out;
  if (!found.empty()) out.push_back(Value::string(found));
  return context.list(out);
}

constexpr expr::Function kFunctions[] = {
    {"names.near", expr::Style::kGlobal, "string, list(dyn)", "list(string)", near},
};

}  // namespace

std::span<const expr::Function> name_functions() { return kFunctions; }

}  // namespace ecslint::rules
