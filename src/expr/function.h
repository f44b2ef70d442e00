// SPDX-License-Identifier: Apache-2.0
// The functions an expression may call: explicit tables, one row an overload. A row says what the checker
// needs (name, style, types) and gives the C++ function. Overloads of the same name, style and number of
// arguments share one C++ function, which looks at the kinds it was given and answers
// context.no_such_overload() for what it does not know: types are not proven at run time.
//
// A compiled program names a function by table and row; fingerprint() tells whether the tables it was
// compiled with are the ones it is run with.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "expr/map.h"
#include "expr/value.h"

namespace ecslint::expr {

class Context;

/// The arguments, receiver first. Errors never reach a function; unknowns only as Function::accepts says. But
/// an element of a list and a value of a map may be unknown, as in the document: a function whose result
/// depends on it returns that unknown. (When it answers no_such_overload() instead, the evaluator does this
/// for it.)
using Native = Value (*)(Context&, std::span<const Value>);

enum class Style : std::uint8_t { kGlobal, kMethod };  // f(x) · x.f()

enum class Accepts : std::uint8_t {
  kKnown,     // an unknown argument makes the result unknown without a call
  kPartial,   // partly known strings come as unknown values: see partial.h
  kAnything,  // any unknown comes
};

struct Function {
  std::string_view name;  // "startsWith"; with its namespace: "math.greatest", "arn.parse"
  Style style = Style::kGlobal;
  /// Types, receiver first, separated by commas: "string, list(A), map(K, V), optional(A), dyn". One capital
  /// letter is a type parameter; "T..." at the end repeats any number of times. A longer name that begins
  /// with a capital is an object type of the TypeTable (dyn when it has none), any other an opaque type.
  std::string_view parameters;
  std::string_view result;
  Native call = nullptr;
  Accepts accepts = Accepts::kKnown;
  /// The parameter that is a regular expression (0 = first): a bad constant one is an error at load.
  std::int8_t pattern = -1;
  /// What it gives for nodes of a document is kept while that is looked at: it costs more than looking it up.
  bool keeps = false;
};

/// The row of a function that keeps.
constexpr Function kept(Function function) { return function.keeps = true, function; }

/// Tables in a fixed order: a program's reference is (index of table, index of row).
using FunctionTables = std::span<const std::span<const Function>>;

/// Changes with any name, style, type, or order in the tables.
std::uint64_t fingerprint(FunctionTables tables);

}  // namespace ecslint::expr
