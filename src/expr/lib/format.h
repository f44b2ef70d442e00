// SPDX-License-Identifier: Apache-2.0
// "…".format([…]): the verbs %s %d %f %e %x %X %o %b %%, with a precision for %f and %e.
#pragma once

#include <string_view>

#include "expr/context.h"

namespace ecslint::expr::lib {

/// The formatted string, an error (a verb without its argument, an argument of the wrong kind), or the first
/// unknown argument.
Value format(Context& context, std::string_view pattern, const Value& arguments);

}  // namespace ecslint::expr::lib
