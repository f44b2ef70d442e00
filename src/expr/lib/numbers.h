// SPDX-License-Identifier: Apache-2.0
// Conversions between numbers and text, and between the kinds of number, exact and independent of the locale.
// Each returns none where CEL has an error: never a rounded or wrapped value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ecslint::expr::lib {

/// Decimal digits with an optional sign.
std::optional<std::int64_t> parse_int(std::string_view s);
/// Decimal digits, no sign.
std::optional<std::uint64_t> parse_uint(std::string_view s);
/// Decimal with optional fraction and exponent, NaN, Infinity; none beyond the range, 0 or a denormal below
/// it.
std::optional<double> parse_double(std::string_view s);
/// 1 t true TRUE True, 0 f false FALSE False.
std::optional<bool> parse_bool(std::string_view s);

/// Towards zero; none for NaN and outside the open interval between -2^63 and 2^63.
std::optional<std::int64_t> double_to_int(double d);
/// Towards zero; none for NaN, below 0 and from 2^64 on.
std::optional<std::uint64_t> double_to_uint(double d);

/// The shortest text that reads back as the same double: "1.5", "100000", "1e+21", "NaN", "-Infinity".
std::string print_double(double d);
/// With that many digits after the point; halves of the exact binary value go to the even digit.
std::string print_fixed(double d, int precision);
/// One digit, a point, that many digits, and an exponent of at least two digits.
std::string print_exponent(double d, int precision);
/// Digits in base 2, 8, 10 or 16.
std::string print_radix(std::uint64_t n, int base, bool upper = false);
/// The same with a minus for negative numbers.
std::string print_radix(std::int64_t n, int base, bool upper = false);
/// Two digits a byte.
std::string print_hex(std::string_view bytes, bool upper);

}  // namespace ecslint::expr::lib
