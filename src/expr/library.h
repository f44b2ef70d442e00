// SPDX-License-Identifier: Apache-2.0
// All function tables of the language itself, in their fixed order. Own functions are added behind them
// (rules/functions). To add a family: one file with one table, one declaration here, one row in library.cc.
#pragma once

#include "expr/function.h"

namespace ecslint::expr {

std::span<const Function> core_functions();  // size, type, dyn, optional.*

/// The standard library.
FunctionTables standard_library();

}  // namespace ecslint::expr
