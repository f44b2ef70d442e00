// SPDX-License-Identifier: Apache-2.0
// The operators of CEL on known values: no mixed types, overflow is an error, doubles follow IEEE, times are
// kept inside the years 1 to 9999.
#pragma once

#include "expr/context.h"
#include "expr/program.h"

namespace ecslint::expr {

/// kAdd … kModulo on two values that are neither error nor unknown.
Value arithmetic(Context& context, Code op, const Value& a, const Value& b);

/// kLess … kGreaterEqual.
Value ordering(Code op, const Value& a, const Value& b);

Value negate(const Value& a);

/// Whether a time is one CEL has: 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999999Z.
bool is_valid_timestamp(std::int64_t seconds);

}  // namespace ecslint::expr
