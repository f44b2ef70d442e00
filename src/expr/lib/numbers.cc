// SPDX-License-Identifier: Apache-2.0
#include "expr/lib/numbers.h"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <system_error>

namespace ecslint::expr::lib {
namespace {

template <typename T>
std::optional<T> parse_whole(std::string_view s) {
  T value{};
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (error != std::errc() || end != s.data() + s.size()) return {};
  return value;
}

std::optional<double> parse_special(std::string_view s) {
  if (s == "NaN") return std::nan("");
  if (s == "Infinity" || s == "+Infinity") return HUGE_VAL;
  if (s == "-Infinity") return -HUGE_VAL;
  return {};
}

std::string print_special(double d) { return std::isnan(d) ? "NaN" : d < 0 ? "-Infinity" : "Infinity"; }

// Large enough for DBL_MAX in full with the precisions allowed by the callers, who bound them.
std::string print(double d, std::chars_format format, int precision) {
  if (!std::isfinite(d)) return print_special(d);
  std::string out(static_cast<std::size_t>(precision) + 330, '\0');
  const auto result = std::to_chars(out.data(), out.data() + out.size(), d, format, precision);
  out.resize(static_cast<std::size_t>(result.ptr - out.data()));
  return out;
}

}  // namespace

std::optional<std::int64_t> parse_int(std::string_view s) {
  if (s.starts_with('+') && s.substr(1).find_first_not_of("0123456789") == std::string_view::npos) {
    s.remove_prefix(1);
  }
  return parse_whole<std::int64_t>(s);
}

std::optional<std::uint64_t> parse_uint(std::string_view s) { return parse_whole<std::uint64_t>(s); }

std::optional<double> parse_double(std::string_view s) {
  if (const auto special = parse_special(s)) return special;
  if (s.starts_with('+') && s.size() > 1 && s[1] != '-' && s[1] != '+') s.remove_prefix(1);
  if (s.empty() || s.find_first_not_of("0123456789.eE+-") != std::string_view::npos) return {};
  double value = 0;
  const auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), value);
  if (error == std::errc::invalid_argument || end != s.data() + s.size()) return {};
  if (error == std::errc()) return value;
  // Out of range is either too large or too small; the text is well formed, so strtod reads all of it.
  value = std::strtod(std::string(s).c_str(), nullptr);
  if (std::isinf(value)) return {};
  return value;
}

std::optional<bool> parse_bool(std::string_view s) {
  for (const std::string_view word : {"1", "t", "true", "TRUE", "True"}) {
    if (s == word) return true;
  }
  for (const std::string_view word : {"0", "f", "false", "FALSE", "False"}) {
    if (s == word) return false;
  }
  return {};
}

std::optional<std::int64_t> double_to_int(double d) {
  if (!(d > -0x1p63 && d < 0x1p63)) return {};
  return static_cast<std::int64_t>(d);
}

std::optional<std::uint64_t> double_to_uint(double d) {
  if (!(d >= 0 && d < 0x1p64)) return {};
  return static_cast<std::uint64_t>(d);
}

std::string print_double(double d) {
  if (!std::isfinite(d)) return print_special(d);
  const double size = std::fabs(d);
  const bool plain = size == 0 || (size >= 1e-5 && size < 1e21);
  char buffer[64];
  const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto result = std::to_chars(buffer, buffer + sizeof buffer, d, format);
  return std::string(buffer, result.ptr);
}

std::string print_fixed(double d, int precision) { return print(d, std::chars_format::fixed, precision); }

std::string print_exponent(double d, int precision) {
  return print(d, std::chars_format::scientific, precision);
}

std::string print_radix(std::uint64_t n, int base, bool upper) {
  char buffer[64];
  std::string out(buffer, std::to_chars(buffer, buffer + sizeof buffer, n, base).ptr);
  if (upper) {
    for (char& c : out) c = c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  }
  return out;
}

std::string print_radix(std::int64_t n, int base, bool upper) {
  const auto size = n < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(n) : static_cast<std::uint64_t>(n);
  return (n < 0 ? "-" : "") + print_radix(size, base, upper);
}

std::string print_hex(std::string_view bytes, bool upper) {
  const char* digits = upper ? "0123456789ABCDEF" : "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto b = static_cast<unsigned char>(c);
    out += digits[b >> 4];
    out += digits[b & 15];
  }
  return out;
}

}  // namespace ecslint::expr::lib
