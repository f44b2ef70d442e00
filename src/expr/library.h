// SPDX-License-Identifier: Apache-2.0
// All function tables of the language itself, in their fixed order. Own functions are added behind them
// (rules/functions). To add a family: one file with one table, one declaration here, one row in library.cc.
#pragma once

#include "expr/function.h"

namespace ecslint::expr {

std::span<const Function> core_functions();        // size, type, dyn, optional.*
std::span<const Function> conversion_functions();  // int(x) … duration(x), base64.*
std::span<const Function> string_functions();   // also what lists share with strings: indexOf, reverse, join
std::span<const Function> time_functions();     // getFullYear …
std::span<const Function> math_functions();     // math.*
std::span<const Function> list_functions();     // lists and sets.*
std::span<const Function> regex_functions();    // regex.*, find, findAll
std::span<const Function> network_functions();  // ip, cidr

/// The standard library.
FunctionTables standard_library();

}  // namespace ecslint::expr
