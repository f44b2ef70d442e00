// SPDX-License-Identifier: Apache-2.0
#include "syntax/json/number.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <limits>

namespace ecslint::syntax_json {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }

const char* skip_digits(const char* p, const char* end) {
  while (p != end && digit(*p)) ++p;
  return p;
}

/// The value of a number whose exponent is out of a double's range: whether it is huge or tiny follows from
/// where its first digit stands.
double out_of_range(const char* p, const char* end) {
  const bool negative = *p == '-';
  if (negative) ++p;
  const char* const mark = std::find_if(p, end, [](char c) { return c == 'e' || c == 'E'; });
  const char* const point = std::find(p, mark, '.');
  const char* const first = std::find_if(p, mark, [](char c) { return c >= '1' && c <= '9'; });
  std::int64_t exponent = 0;
  if (mark != end) {
    const char* const sign = mark + 1;
    const auto read = std::from_chars(*sign == '+' ? sign + 1 : sign, end, exponent);
    if (read.ec != std::errc()) exponent = *sign == '-' ? -0x7fff'ffff'ffff : 0x7fff'ffff'ffff;
  }
  const bool huge = first != mark && (point - first) + exponent > 0;
  const double value = huge ? std::numeric_limits<double>::infinity() : 0.0;
  return negative ? -value : value;
}

doc::Node real(const char* begin, const char* end) {
  double value = 0;
  if (std::from_chars(begin, end, value).ec != std::errc()) value = out_of_range(begin, end);
  return doc::Node::number(value, {});
}

doc::Node whole(const char* begin, const char* end) {
  const bool negative = *begin == '-';
  const char* const first = begin + (negative ? 1 : 0);
  if (end - first <= 18) {
    std::int64_t value = 0;
    for (const char* p = first; p != end; ++p) value = value * 10 + (*p - '0');
    return doc::Node::integer(negative ? -value : value, {});
  }
  std::int64_t value = 0;
  if (std::from_chars(begin, end, value).ec == std::errc()) return doc::Node::integer(value, {});
  std::uint64_t large = 0;
  if (!negative && std::from_chars(begin, end, large).ec == std::errc()) {
    return doc::Node::uinteger(large, {});
  }
  return real(begin, end);
}

}  // namespace

const char* read_number(const char* begin, const char* end, doc::Node& node) {
  const char* p = begin;
  if (p != end && *p == '-') ++p;
  if (p == end || !digit(*p)) return nullptr;
  const char* const integer_end = *p == '0' ? p + 1 : skip_digits(p, end);
  p = integer_end;
  if (p != end && *p == '.') {
    const char* const fraction = p + 1;
    p = skip_digits(fraction, end);
    if (p == fraction) return nullptr;
  }
  if (p != end && (*p == 'e' || *p == 'E')) {
    ++p;
    if (p != end && (*p == '+' || *p == '-')) ++p;
    const char* const exponent = p;
    p = skip_digits(p, end);
    if (p == exponent) return nullptr;
  }
  node = p == integer_end ? whole(begin, p) : real(begin, p);
  return p;
}

std::string_view number_mistake(std::string_view token) {
  if (token.front() == '+') return "a number has no plus sign";
  if (token.front() == '-') token.remove_prefix(1);
  if (token.empty()) return "a minus sign needs a number behind it";
  if (token.front() == '.') return "a number has a digit before its point";
  if (token.find_first_of("xX") == 1) return "JSON has no hexadecimal numbers";
  if (token.size() > 1 && token[0] == '0' && digit(token[1])) return "a number has no leading zeros";
  const std::size_t point = token.find('.');
  if (point != std::string_view::npos && (point + 1 == token.size() || !digit(token[point + 1]))) {
    return "a number has a digit after its point";
  }
  if (token.find_first_of("eE") != std::string_view::npos &&
      token.find_first_not_of("0123456789.eE+-") == std::string_view::npos) {
    return "the exponent of a number is e, perhaps a sign, and digits";
  }
  return "this is neither a number nor a string in double quotes";
}

}  // namespace ecslint::syntax_json
