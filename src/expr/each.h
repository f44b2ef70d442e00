// SPDX-License-Identifier: Apache-2.0
// How macros go over lists and maps, shared by the evaluator and the witness.
#pragma once

#include "expr/evaluate.h"
#include "expr/map.h"

namespace ecslint::expr {

/// Sets the variables for each element (list: element, or index and element; map: key, or key and value) and
/// calls f(element or key) until it returns false. Null when all went well, else why not.
template <typename F>
Value Evaluator::each(const Op& op, const Value& range, F&& f) {
  const bool two = (op.flags & Op::kTwoVariables) != 0;
  Value* const variable = locals_ + op.b;
  if (range.is_list()) {
    for (std::uint32_t i = 0; i < range.size(); ++i) {
      const Value element = range.element(i);
      variable[0] = two ? Value::integer(i) : element;
      if (two) variable[1] = element;
      if (!f(element)) break;
    }
    return Value::null();
  }
  if (range.is_map()) {
    each_entry(range, [&](const Value& key, const Value& value) {
      variable[0] = key;
      if (two) variable[1] = value;
      return f(key);
    });
    return Value::null();
  }
  return range.is_known() ? fail(op, ErrorCode::kNoSuchOverload, "this goes over lists and maps only")
                          : range.derived();
}

}  // namespace ecslint::expr
