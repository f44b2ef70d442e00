// SPDX-License-Identifier: Apache-2.0
#include "expr/arithmetic.h"

#include <limits>

#include "expr/equality.h"

namespace ecslint::expr {
namespace {

constexpr std::int64_t kNanosPerSecond = 1'000'000'000;
constexpr std::int64_t kMinSeconds = -62135596800;
constexpr std::int64_t kMaxSeconds = 253402300799;

Value overflow() { return Value::error(ErrorCode::kOverflow, "the result does not fit 64 bits"); }
Value divide_by_zero() { return Value::error(ErrorCode::kDivideByZero, "division by zero"); }

template <typename T, typename Make>
Value integers(Code op, T a, T b, Make make) {
  T result = 0;
  switch (op) {
    case Code::kAdd:
      return __builtin_add_overflow(a, b, &result) ? overflow() : make(result);
    case Code::kSubtract:
      return __builtin_sub_overflow(a, b, &result) ? overflow() : make(result);
    case Code::kMultiply:
      return __builtin_mul_overflow(a, b, &result) ? overflow() : make(result);
    default:
      break;
  }
  if (b == 0) return divide_by_zero();
  if constexpr (std::numeric_limits<T>::is_signed) {
    if (a == std::numeric_limits<T>::min() && b == -1) return overflow();
  }
  return make(op == Code::kDivide ? a / b : a % b);
}

Value doubles(Code op, double a, double b) {
  switch (op) {
    case Code::kAdd:
      return Value::number(a + b);
    case Code::kSubtract:
      return Value::number(a - b);
    case Code::kMultiply:
      return Value::number(a * b);
    case Code::kDivide:
      return Value::number(a / b);
    default:
      return Context::no_such_overload();
  }
}

Value join_texts(Context& context, std::string_view a, std::string_view b, bool bytes) {
  if (!context.charge(a.size() + b.size())) return Context::exhausted();
  char* chars = context.arena().allocate<char>(a.size() + b.size());
  std::copy(a.begin(), a.end(), chars);
  std::copy(b.begin(), b.end(), chars + a.size());
  const std::string_view joined(chars, a.size() + b.size());
  return bytes ? Value::bytes(joined) : Value::string(joined);
}

Value join_lists(Context& context, const Value& a, const Value& b) {
  if (b.size() == 0) return a;
  if (a.size() == 0) return b;
  const std::size_t size = std::size_t{a.size()} + b.size();
  Value* to = context.room(size);
  if (!to) return Context::exhausted();
  for (std::uint32_t i = 0; i < a.size(); ++i) to[i] = a.element(i);
  for (std::uint32_t i = 0; i < b.size(); ++i) to[a.size() + i] = b.element(i);
  return Value::list({to, size});
}

Value moved(const Value& time, std::int64_t by, bool back) {
  std::int64_t seconds = by / kNanosPerSecond;
  std::int64_t nanos = by % kNanosPerSecond;
  if (back) seconds = -seconds, nanos = -nanos;
  seconds += time.as_seconds();
  nanos += time.as_nanos();
  if (nanos < 0) nanos += kNanosPerSecond, --seconds;
  if (nanos >= kNanosPerSecond) nanos -= kNanosPerSecond, ++seconds;
  if (!is_valid_timestamp(seconds)) {
    return Value::error(ErrorCode::kOverflow, "the time is outside the years 1 to 9999");
  }
  return Value::timestamp(seconds, static_cast<std::uint32_t>(nanos));
}

Value difference(const Value& a, const Value& b) {
  std::int64_t nanos = 0;
  const std::int64_t seconds = a.as_seconds() - b.as_seconds();
  const auto rest = static_cast<std::int64_t>(a.as_nanos()) - static_cast<std::int64_t>(b.as_nanos());
  if (__builtin_mul_overflow(seconds, kNanosPerSecond, &nanos) ||
      __builtin_add_overflow(nanos, rest, &nanos)) {
    return overflow();
  }
  return Value::duration(nanos);
}

Value times(Code op, const Value& a, const Value& b) {
  const bool stamp_a = a.is(Kind::kTimestamp);
  const bool stamp_b = b.is(Kind::kTimestamp);
  const bool span_a = a.is(Kind::kDuration);
  const bool span_b = b.is(Kind::kDuration);
  if (op == Code::kAdd && stamp_a && span_b) return moved(a, b.as_duration(), false);
  if (op == Code::kAdd && span_a && stamp_b) return moved(b, a.as_duration(), false);
  if (op == Code::kSubtract && stamp_a && span_b) return moved(a, b.as_duration(), true);
  if (op == Code::kSubtract && stamp_a && stamp_b) return difference(a, b);
  if (!span_a || !span_b || (op != Code::kAdd && op != Code::kSubtract)) return Context::no_such_overload();
  return integers(op, a.as_duration(), b.as_duration(), Value::duration);
}

}  // namespace

bool is_valid_timestamp(std::int64_t seconds) { return seconds >= kMinSeconds && seconds <= kMaxSeconds; }

Value arithmetic(Context& context, Code op, const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return times(op, a, b);
  switch (a.kind()) {
    case Kind::kInt:
      return integers(op, a.as_int(), b.as_int(), Value::integer);
    case Kind::kUint:
      return integers(op, a.as_uint(), b.as_uint(), Value::uinteger);
    case Kind::kDouble:
      return doubles(op, a.as_double(), b.as_double());
    case Kind::kTimestamp:
    case Kind::kDuration:
      return times(op, a, b);
    default:
      break;
  }
  if (op != Code::kAdd) return Context::no_such_overload();
  if (a.is_string()) return join_texts(context, a.as_string(), b.as_string(), false);
  if (a.is(Kind::kBytes)) return join_texts(context, a.as_bytes(), b.as_bytes(), true);
  return a.is_list() ? join_lists(context, a, b) : Context::no_such_overload();
}

Value ordering(Code op, const Value& a, const Value& b) {
  const auto order = compare(a, b);
  if (!order) return Context::no_such_overload();
  switch (op) {
    case Code::kLess:
      return Value::boolean(*order < 0);
    case Code::kLessEqual:
      return Value::boolean(*order <= 0);
    case Code::kGreater:
      return Value::boolean(*order > 0);
    default:
      return Value::boolean(*order >= 0);
  }
}

Value negate(const Value& a) {
  if (a.is(Kind::kDouble)) return Value::number(-a.as_double());
  if (a.is(Kind::kDuration))
    return integers<std::int64_t>(Code::kSubtract, 0, a.as_duration(), Value::duration);
  if (a.is(Kind::kInt)) return integers<std::int64_t>(Code::kSubtract, 0, a.as_int(), Value::integer);
  return Context::no_such_overload();
}

}  // namespace ecslint::expr
