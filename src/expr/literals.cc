// SPDX-License-Identifier: Apache-2.0
#include "expr/literals.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "text/utf8.h"

namespace ecslint::expr {
namespace {

bool is_hex_literal(std::string_view digits) { return digits.starts_with("0x") || digits.starts_with("0X"); }

std::optional<std::uint64_t> magnitude(std::string_view digits) {
  const bool hex = is_hex_literal(digits);
  if (hex) digits.remove_prefix(2);
  std::uint64_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, hex ? 16 : 10);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

/// Decodes escapes of one string literal.
class Unescaper {
 public:
  Unescaper(std::string_view body, bool bytes) : body_(body), bytes_(bytes) {}

  /// Offset of the bad escape in `bad`.
  bool run(std::string& out, std::uint32_t& bad) {
    while (at_ < body_.size()) {
      if (body_[at_] != '\\') {
        copy(out);
        continue;
      }
      bad = static_cast<std::uint32_t>(at_);
      if (!escape(out)) return false;
    }
    return true;
  }

 private:
  void copy(std::string& out) {
    const std::size_t next = std::min(body_.find('\\', at_), body_.size());
    out.append(body_.substr(at_, next - at_));
    at_ = next;
  }

  bool escape(std::string& out) {
    if (++at_ >= body_.size()) return false;
    const char c = body_[at_++];
    static constexpr std::string_view kNames = "abfnrtv\\?\"'`";
    static constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\?\"'`";
    if (const auto i = kNames.find(c); i != std::string_view::npos) return out += kMeanings[i], true;
    if (c == 'x' || c == 'X') return number(out, 2, 16);
    if (c >= '0' && c <= '3') return --at_, number(out, 3, 8);
    if (bytes_) return false;
    if (c == 'u') return number(out, 4, 16);
    return c == 'U' && number(out, 8, 16);
  }

  bool number(std::string& out, std::size_t digits, int base) {
    if (body_.size() - at_ < digits) return false;
    std::uint32_t value = 0;
    const char* begin = body_.data() + at_;
    const auto [end, error] = std::from_chars(begin, begin + digits, value, base);
    if (error != std::errc() || end != begin + digits) return false;
    at_ += digits;
    if (bytes_) return out += static_cast<char>(value), true;
    if (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return false;
    text::append_code_point(out, value);
    return true;
  }

  std::string_view body_;
  bool bytes_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<std::int64_t> parse_int(std::string_view digits, bool negative) {
  const auto value = magnitude(digits);
  constexpr auto kMax = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!value || *value > kMax + (negative ? 1 : 0)) return std::nullopt;
  return static_cast<std::int64_t>(negative ? 0 - *value : *value);
}

std::optional<std::uint64_t> parse_uint(std::string_view digits) {
  digits.remove_suffix(1);
  return magnitude(digits);
}

double parse_double(std::string_view digits) {
  double value = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (result.ec != std::errc::result_out_of_range) return value;
  // from_chars does not say on which side it is out of range: the sign of the exponent does. Without one the
  // literal is a long row of digits, which is large, or of zeros behind the point.
  const std::size_t e = digits.find_first_of("eE");
  const bool small = e != std::string_view::npos ? digits.substr(e + 1).starts_with('-')
                                                 : digits.find_first_not_of("0.") > digits.find('.');
  return small ? 0.0 : HUGE_VAL;
}

std::optional<std::string> parse_string(std::string_view token, std::uint32_t& bad) {
  bool raw = false;
  bool bytes = false;
  std::size_t start = 0;
  for (; token[start] != '"' && token[start] != '\''; ++start) {
    raw |= token[start] == 'r' || token[start] == 'R';
    bytes |= token[start] == 'b' || token[start] == 'B';
  }
  const std::string_view quotes = token.substr(start);
  const std::size_t width = quotes.size() >= 6 && quotes[0] == quotes[1] && quotes[0] == quotes[2] ? 3 : 1;
  const std::string_view body = quotes.substr(width, quotes.size() - 2 * width);
  std::string out;
  if (raw) return std::string(body);
  if (Unescaper(body, bytes).run(out, bad)) return out;
  bad += static_cast<std::uint32_t>(start + width);
  return std::nullopt;
}

}  // namespace ecslint::expr
