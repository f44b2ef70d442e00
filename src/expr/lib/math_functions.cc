// SPDX-License-Identifier: Apache-2.0
// math.*: the largest and smallest, rounding, signs, kinds of double, bits.
#include <cmath>

#include "expr/equality.h"
#include "expr/lib/args.h"
#include "expr/library.h"

namespace ecslint::expr {
namespace {

using lib::are;
using lib::Args;

// Of equal numbers the first; `want` is the order that a better one has to the best so far.
Value extreme_of(Context& context, Args args, std::partial_ordering want) {
  Value best = args[0];
  for (const Value& value : args) {
    if (!value.is_numeric()) return context.no_such_overload();
    if (compare_numbers(value, best) == want) best = value;
  }
  return best;
}

Value extreme(Context& context, Args args, std::partial_ordering want) {
  if (args.empty()) return context.no_such_overload();
  if (args.size() > 1 || !args[0].is_list()) return extreme_of(context, args, want);
  const Value& list = args[0];
  if (list.size() == 0) return Value::error(ErrorCode::kInvalidArgument, "the list is empty");
  if (const auto unknown = lib::first_unknown(list)) return *unknown;
  Value* elements = context.room(list.size());
  if (!elements) return context.exhausted();
  for (std::uint32_t i = 0; i < list.size(); ++i) elements[i] = list.element(i);
  return extreme_of(context, {elements, list.size()}, want);
}

Value greatest(Context& context, Args args) { return extreme(context, args, std::partial_ordering::greater); }
Value least(Context& context, Args args) { return extreme(context, args, std::partial_ordering::less); }

template <double (*F)(double)>
Value rounded(Context& context, Args args) {
  if (!args[0].is(Kind::kDouble)) return context.no_such_overload();
  return Value::number(F(args[0].as_double()));
}

template <bool (*F)(double)>
Value tested(Context& context, Args args) {
  if (!args[0].is(Kind::kDouble)) return context.no_such_overload();
  return Value::boolean(F(args[0].as_double()));
}

bool is_nan(double d) { return std::isnan(d); }
bool is_inf(double d) { return std::isinf(d); }
bool is_finite(double d) { return std::isfinite(d); }

Value absolute(Context& context, Args args) {
  const Value& x = args[0];
  if (x.is(Kind::kUint)) return Value::uinteger(x.as_uint());
  if (x.is(Kind::kDouble)) return Value::number(std::fabs(x.as_double()));
  if (!x.is(Kind::kInt)) return context.no_such_overload();
  if (x.as_int() == INT64_MIN) return lib::overflow();
  return Value::integer(std::abs(x.as_int()));
}

Value sign(Context& context, Args args) {
  const Value& x = args[0];
  if (x.is(Kind::kUint)) return Value::uinteger(x.as_uint() > 0 ? 1 : 0);
  if (x.is(Kind::kInt)) return Value::integer((x.as_int() > 0) - (x.as_int() < 0));
  if (!x.is(Kind::kDouble)) return context.no_such_overload();
  const double d = x.as_double();
  return Value::number(std::isnan(d) ? d : (d > 0) - (d < 0));
}

Value square_root(Context& context, Args args) {
  const Value& x = args[0];
  if (x.is(Kind::kInt)) return Value::number(std::sqrt(static_cast<double>(x.as_int())));
  if (x.is(Kind::kUint)) return Value::number(std::sqrt(static_cast<double>(x.as_uint())));
  if (!x.is(Kind::kDouble)) return context.no_such_overload();
  return Value::number(std::sqrt(x.as_double()));
}

// The 64 bits of an int or a uint, and back to a value of the same kind.
std::uint64_t bits_of(const Value& x) {
  return x.is(Kind::kInt) ? static_cast<std::uint64_t>(x.as_int()) : x.as_uint();
}
Value with_bits(const Value& like, std::uint64_t bits) {
  return like.is(Kind::kInt) ? Value::integer(static_cast<std::int64_t>(bits)) : Value::uinteger(bits);
}

template <typename F>
Value combine(Context& context, Args args, F f) {
  if (!are(args, {Kind::kInt, Kind::kInt}) && !are(args, {Kind::kUint, Kind::kUint})) {
    return context.no_such_overload();
  }
  return with_bits(args[0], f(bits_of(args[0]), bits_of(args[1])));
}

Value bit_and(Context& context, Args args) {
  return combine(context, args, [](std::uint64_t a, std::uint64_t b) { return a & b; });
}
Value bit_or(Context& context, Args args) {
  return combine(context, args, [](std::uint64_t a, std::uint64_t b) { return a | b; });
}
Value bit_xor(Context& context, Args args) {
  return combine(context, args, [](std::uint64_t a, std::uint64_t b) { return a ^ b; });
}

Value bit_not(Context& context, Args args) {
  if (!args[0].is(Kind::kInt) && !args[0].is(Kind::kUint)) return context.no_such_overload();
  return with_bits(args[0], ~bits_of(args[0]));
}

// Right shifts bring in zeros, also for negative numbers.
Value shift(Context& context, Args args, bool left) {
  if (!are(args, {Kind::kInt, Kind::kInt}) && !are(args, {Kind::kUint, Kind::kInt})) {
    return context.no_such_overload();
  }
  const std::int64_t by = args[1].as_int();
  if (by < 0) return Value::error(ErrorCode::kInvalidArgument, "a shift can't be negative");
  const std::uint64_t bits = bits_of(args[0]);
  return with_bits(args[0], by > 63 ? 0 : left ? bits << by : bits >> by);
}

Value shift_left(Context& context, Args args) { return shift(context, args, true); }
Value shift_right(Context& context, Args args) { return shift(context, args, false); }

constexpr auto G = Style::kGlobal;

constexpr Function kFunctions[] = {
    {"math.greatest", G, "list(A)", "dyn", greatest},
    {"math.greatest", G, "dyn...", "dyn", greatest},
    {"math.least", G, "list(A)", "dyn", least},
    {"math.least", G, "dyn...", "dyn", least},
    {"math.ceil", G, "double", "double", rounded<std::ceil>},
    {"math.floor", G, "double", "double", rounded<std::floor>},
    {"math.round", G, "double", "double", rounded<std::round>},
    {"math.trunc", G, "double", "double", rounded<std::trunc>},
    {"math.isNaN", G, "double", "bool", tested<is_nan>},
    {"math.isInf", G, "double", "bool", tested<is_inf>},
    {"math.isFinite", G, "double", "bool", tested<is_finite>},
    {"math.abs", G, "int", "int", absolute},
    {"math.abs", G, "uint", "uint", absolute},
    {"math.abs", G, "double", "double", absolute},
    {"math.sign", G, "int", "int", sign},
    {"math.sign", G, "uint", "uint", sign},
    {"math.sign", G, "double", "double", sign},
    {"math.sqrt", G, "int", "double", square_root},
    {"math.sqrt", G, "uint", "double", square_root},
    {"math.sqrt", G, "double", "double", square_root},
    {"math.bitAnd", G, "int, int", "int", bit_and},
    {"math.bitAnd", G, "uint, uint", "uint", bit_and},
    {"math.bitOr", G, "int, int", "int", bit_or},
    {"math.bitOr", G, "uint, uint", "uint", bit_or},
    {"math.bitXor", G, "int, int", "int", bit_xor},
    {"math.bitXor", G, "uint, uint", "uint", bit_xor},
    {"math.bitNot", G, "int", "int", bit_not},
    {"math.bitNot", G, "uint", "uint", bit_not},
    {"math.bitShiftLeft", G, "int, int", "int", shift_left},
    {"math.bitShiftLeft", G, "uint, int", "uint", shift_left},
    {"math.bitShiftRight", G, "int, int", "int", shift_right},
    {"math.bitShiftRight", G, "uint, int", "uint", shift_right},
};

}  // namespace

std::span<const Function> math_functions() { return kFunctions; }

}  // namespace ecslint::expr
