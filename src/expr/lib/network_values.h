// SPDX-License-Identifier: Apache-2.0
// IP addresses and CIDR blocks as values of the language.
#pragma once

#include "expr/context.h"
#include "expr/lib/network.h"

namespace ecslint::expr::lib {

Value make_ip(Context& context, const Ip& ip);
Value make_cidr(Context& context, const Cidr& cidr);

/// What the value holds, nullptr when it is something else.
const Ip* as_ip(const Value& value);
const Cidr* as_cidr(const Value& value);

}  // namespace ecslint::expr::lib
