// SPDX-License-Identifier: Apache-2.0
// Functions on lists whose names strings have too; the table row in string_functions.cc looks at the
// receiver.
#pragma once

#include "expr/lib/args.h"

namespace ecslint::expr::lib {

/// The index of the first (last) element equal to args[1], -1 when none is; unknown when an unknown element
/// could be it.
Value list_index_of(Context& context, Args args);
Value list_last_index_of(Context& context, Args args);
Value list_reverse(Context& context, Args args);

}  // namespace ecslint::expr::lib
