// SPDX-License-Identifier: Apache-2.0
#include "expr/equality.h"

#include <cmath>

#include "expr/map.h"
#include "expr/partial.h"
#include "text/hash.h"

namespace ecslint::expr {
namespace {

using std::partial_ordering;

constexpr double kTwoTo63 = 9223372036854775808.0;
constexpr double kTwoTo64 = 18446744073709551616.0;

template <typename T>
partial_ordering order(T a, T b) {
  return a <=> b;
}

/// An integer against a double: the double is cut to an integer, its fraction breaks ties.
partial_ordering compare_int_double(std::int64_t i, double d) {
  if (std::isnan(d)) return partial_ordering::unordered;
  if (d >= kTwoTo63) return partial_ordering::less;
  if (d < -kTwoTo63) return partial_ordering::greater;
  const auto whole = static_cast<std::int64_t>(d);
  if (i != whole) return order(i, whole);
  return order(0.0, d - static_cast<double>(whole));
}

partial_ordering compare_uint_double(std::uint64_t u, double d) {
  if (std::isnan(d)) return partial_ordering::unordered;
  if (d >= kTwoTo64) return partial_ordering::less;
  if (d < 0) return partial_ordering::greater;
  const auto whole = static_cast<std::uint64_t>(d);
  if (u != whole) return order(u, whole);
  return order(0.0, d - static_cast<double>(whole));
}

partial_ordering compare_int_uint(std::int64_t i, std::uint64_t u) {
  return i < 0 ? partial_ordering::less : order(static_cast<std::uint64_t>(i), u);
}

partial_ordering flip(partial_ordering o) { return 0 <=> o; }

/// Collects the equality of parts: one surely different part decides, else one unknown part makes it unknown.
class Parts {
 public:
  /// False when the answer is known already.
  bool add(const Value& equal) {
    if (equal.is_false()) return decided_ = true, false;
    if (!equal.is_known() && !unknown_.is_unknown()) unknown_ = equal;
    return true;
  }
  Value result() const {
    if (decided_) return Value::boolean(false);
    return unknown_.is_unknown() ? unknown_ : Value::boolean(true);
  }

 private:
  bool decided_ = false;
  Value unknown_;
};

/// Unknown when the extent of one of them is.
Value extent(const Value& a, const Value& b) {
  const Value open = open_part(a);
  return open.is_unknown() ? open : open_part(b);
}

Value equal_lists(const Value& a, const Value& b) {
  if (const Value open = extent(a, b); open.is_unknown()) return open;
  if (a.size() != b.size()) return Value::boolean(false);
  Parts parts;
  for (std::uint32_t i = 0; i < a.size(); ++i) {
    if (!parts.add(equals(a.element(i), b.element(i)))) break;
  }
  return parts.result();
}

Value equal_maps(const Value& a, const Value& b) {
  if (const Value open = extent(a, b); open.is_unknown()) return open;
  if (map_size(a) != map_size(b)) return Value::boolean(false);
  Parts parts;
  each_entry(a, [&](const Value& key, const Value& value) {
    const auto other = map_find(b, key);
    return parts.add(other ? equals(value, *other) : Value::boolean(false));
  });
  return parts.result();
}

Value equal_optionals(const Value* a, const Value* b) {
  if (!a || !b) return Value::boolean(a == b);
  return equals(*a, *b);
}

Value equal_opaque(const Opaque& a, const Opaque& b) {
  return Value::boolean(a.type == b.type && a.type->equal(&a, &b));
}

Value equal_known(const Value& a, const Value& b) {
  switch (a.kind()) {
    case Kind::kBool:
      return Value::boolean(a.as_bool() == b.as_bool());
    case Kind::kString:
      return Value::boolean(a.as_string() == b.as_string());
    case Kind::kBytes:
      return Value::boolean(a.as_bytes() == b.as_bytes());
    case Kind::kType:
      return Value::boolean(a.as_type() == b.as_type());
    case Kind::kTimestamp:
      return Value::boolean(a.as_seconds() == b.as_seconds() && a.as_nanos() == b.as_nanos());
    case Kind::kDuration:
      return Value::boolean(a.as_duration() == b.as_duration());
    case Kind::kList:
      return equal_lists(a, b);
    case Kind::kMap:
      return equal_maps(a, b);
    case Kind::kOptional:
      return equal_optionals(a.as_optional(), b.as_optional());
    case Kind::kOpaque:
      return equal_opaque(*a.as_opaque(), *b.as_opaque());
    default:
      return Value::boolean(true);  // null
  }
}

double to_double(const Value& value) {
  if (value.is(Kind::kInt)) return static_cast<double>(value.as_int());
  return value.is(Kind::kUint) ? static_cast<double>(value.as_uint()) : value.as_double();
}

/// Other than equality, ordering an integer against a double rounds the integer to double first, as CEL's own
/// tests want it: 9223372036854775807 >= 9223372036854775808.0.
partial_ordering order_numbers(const Value& a, const Value& b) {
  if (a.is(Kind::kDouble) || b.is(Kind::kDouble)) return order(to_double(a), to_double(b));
  return compare_numbers(a, b);
}

std::uint32_t hash_number(const Value& value) {
  std::uint64_t bits = 0;
  if (value.is(Kind::kInt)) {
    bits = static_cast<std::uint64_t>(value.as_int());
  } else if (value.is(Kind::kUint)) {
    bits = value.as_uint();
  } else {
    const double d = value.as_double();
    if (d >= -kTwoTo63 && d < 0) bits = static_cast<std::uint64_t>(static_cast<std::int64_t>(d));
    if (d >= 0 && d < kTwoTo64) bits = static_cast<std::uint64_t>(d);
  }
  bits *= 0x9E3779B97F4A7C15ull;
  return static_cast<std::uint32_t>(bits >> 32);
}

}  // namespace

partial_ordering compare_numbers(const Value& a, const Value& b) {
  if (a.is(Kind::kDouble)) {
    if (b.is(Kind::kDouble)) return order(a.as_double(), b.as_double());
    if (b.is(Kind::kInt)) return flip(compare_int_double(b.as_int(), a.as_double()));
    return flip(compare_uint_double(b.as_uint(), a.as_double()));
  }
  if (a.is(Kind::kInt)) {
    if (b.is(Kind::kInt)) return order(a.as_int(), b.as_int());
    if (b.is(Kind::kUint)) return compare_int_uint(a.as_int(), b.as_uint());
    return compare_int_double(a.as_int(), b.as_double());
  }
  if (b.is(Kind::kUint)) return order(a.as_uint(), b.as_uint());
  if (b.is(Kind::kInt)) return flip(compare_int_uint(b.as_int(), a.as_uint()));
  return compare_uint_double(a.as_uint(), b.as_double());
}

Value equals(const Value& a, const Value& b) {
  if (a.is_error()) return a;
  if (b.is_error()) return b;
  if (a.is_unknown() || b.is_unknown()) return equals_partial(a, b);
  if (a.is_numeric() && b.is_numeric()) return Value::boolean(compare_numbers(a, b) == 0);
  if (a.kind() != b.kind()) return Value::boolean(false);
  return equal_known(a, b);
}

bool is_equal(const Value& a, const Value& b) { return equals(a, b).is_true(); }

std::optional<partial_ordering> compare(const Value& a, const Value& b) {
  if (a.is_numeric() && b.is_numeric()) return order_numbers(a, b);
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::kBool:
      return order<int>(a.as_bool(), b.as_bool());
    case Kind::kString:
      return order(a.as_string(), b.as_string());
    case Kind::kBytes:
      return order(a.as_bytes(), b.as_bytes());
    case Kind::kDuration:
      return order(a.as_duration(), b.as_duration());
    case Kind::kTimestamp:
      if (a.as_seconds() != b.as_seconds()) return order(a.as_seconds(), b.as_seconds());
      return order(a.as_nanos(), b.as_nanos());
    default:
      return std::nullopt;
  }
}

std::uint32_t hash_of(const Value& value) {
  if (value.is_string()) return text::key_hash(value.as_string());
  if (value.is_numeric()) return hash_number(value);
  if (value.is(Kind::kBool)) return value.as_bool() ? 0x51ED270Bu : 0xA24BAEDCu;
  return static_cast<std::uint32_t>(value.kind()) * 0x9E3779B9u;
}

}  // namespace ecslint::expr
