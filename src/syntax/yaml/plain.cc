// SPDX-License-Identifier: Apache-2.0
#include "syntax/yaml/plain.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace ecslint::syntax_yaml {
namespace {

using Type = Reading::Type;

/// Takes a text apart from the left.
class Scan {
 public:
  explicit Scan(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  bool take(char c) { return take_if(!rest_.empty() && rest_[0] == c); }
  bool take_any(std::string_view set) {
    return take_if(!rest_.empty() && set.find(rest_[0]) != std::string_view::npos);
  }
  /// How many of the set's characters stood here.
  std::size_t take_all(std::string_view set) {
    const std::size_t n = std::min(rest_.find_first_not_of(set), rest_.size());
    rest_.remove_prefix(n);
    return n;
  }

 private:
  bool take_if(bool yes) {
    if (yes) rest_.remove_prefix(1);
    return yes;
  }
  std::string_view rest_;
};

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kDigitsLines = "0123456789_";
constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";

bool only(std::string_view text, std::string_view set) {
  return !text.empty() && text.find_first_not_of(set) == std::string_view::npos;
}

bool among(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

Reading of_bool(bool value) {
  Reading reading;
  reading.type = Type::kBool;
  reading.boolean = value;
  return reading;
}

Reading of_null() {
  Reading reading;
  reading.type = Type::kNull;
  return reading;
}

Reading of_number(double value) {
  Reading reading;
  reading.type = Type::kNumber;
  reading.number = value;
  return reading;
}

Reading of_magnitude(std::uint64_t value, bool negative) {
  constexpr std::uint64_t limit = 1ull << 63;
  if (negative && value > limit) return of_number(-static_cast<double>(value));
  Reading reading;
  reading.type = negative || value < limit ? Type::kInteger : Type::kUnsigned;
  reading.integer = static_cast<std::int64_t>(negative ? 0 - value : value);
  reading.uinteger = value;
  return reading;
}

Reading of_float(std::string_view text);

/// Digits of one base, `_` skipped; too large ones become a double.
Reading of_digits(std::string_view digits, unsigned base, bool negative) {
  std::uint64_t value = 0;
  double large = 0;
  bool overflow = false;
  for (const char c : digits) {
    if (c == '_') continue;
    const unsigned digit = c <= '9' ? unsigned(c - '0') : unsigned((c | 0x20) - 'a') + 10;
    overflow = overflow || value > (std::numeric_limits<std::uint64_t>::max() - digit) / base;
    value = value * base + digit;
    large = large * base + digit;
  }
  if (overflow && base == 10) large = of_float(digits).number;
  return overflow ? of_number(negative ? -large : large) : of_magnitude(value, negative);
}

/// Decimal, with `_` between its digits.
Reading of_float(std::string_view text) {
  std::string plain;
  std::copy_if(text.begin(), text.end(), std::back_inserter(plain),
               [](char c) { return c != '_' && c != '+'; });
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  if (error == std::errc::result_out_of_range) {
    const bool tiny = plain.find("e-") != std::string::npos || plain.find("E-") != std::string::npos;
    value = tiny ? 0.0 : std::numeric_limits<double>::infinity();
    if (plain.starts_with('-')) value = -value;
  }
  return of_number(value);
}

/// .inf and .nan, the same in both versions.
bool read_special(std::string_view text, Reading& reading) {
  if (among(text, {".nan", ".NaN", ".NAN"})) {
    reading = of_number(std::numeric_limits<double>::quiet_NaN());
    return true;
  }
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (!among(text, {".inf", ".Inf", ".INF"})) return false;
  const double infinity = std::numeric_limits<double>::infinity();
  reading = of_number(negative ? -infinity : infinity);
  return true;
}

bool read_word(std::string_view text, Reading& reading) {
  constexpr std::size_t kLongest = 5;
  if (text.size() > kLongest) return false;
  if (among(text, {"", "~", "null", "Null", "NULL"})) return reading = of_null(), true;
  if (among(text, {"true", "True", "TRUE"})) return reading = of_bool(true), true;
  if (among(text, {"false", "False", "FALSE"})) return reading = of_bool(false), true;
  return false;
}

bool read_word11(std::string_view text, Reading& reading) {
  if (among(text, {"yes", "Yes", "YES", "on", "On", "ON", "y", "Y"})) return reading = of_bool(true), true;
  if (among(text, {"no", "No", "NO", "off", "Off", "OFF", "n", "N"})) return reading = of_bool(false), true;
  return false;
}

bool is_float12(std::string_view text) {
  Scan scan(text);
  scan.take_any("+-");
  const std::size_t whole = scan.take_all(kDigits);
  if (scan.take('.')) {
    if (scan.take_all(kDigits) == 0 && whole == 0) return false;
  } else if (whole == 0) {
    return false;
  }
  if (!scan.take_any("eE")) return scan.done();
  scan.take_any("+-");
  return scan.take_all(kDigits) > 0 && scan.done();
}

/// In YAML 1.1 a float has a point, and a sign in its exponent.
bool is_float11(std::string_view text) {
  Scan scan(text);
  scan.take_any("+-");
  const std::size_t whole = scan.rest().starts_with('_') ? 0 : scan.take_all(kDigitsLines);
  if (!scan.take('.')) return false;
  if (scan.take_all(kDigitsLines) == 0 && whole == 0) return false;
  if (!scan.take_any("eE")) return scan.done();
  return scan.take_any("+-") && scan.take_all(kDigits) > 0 && scan.done();
}

/// 1:30 and 12:30:45.5: digits of base sixty.
bool read_sexagesimal(std::string_view text, bool negative, Reading& reading) {
  Scan scan(text);
  if (scan.done() || !only(text.substr(0, 1), kDigits) || scan.take_all(kDigitsLines) == 0) return false;
  double value = of_float(text.substr(0, text.size() - scan.rest().size())).number;
  int parts = 0;
  for (; scan.take(':'); ++parts) {
    const std::string_view before = scan.rest();
    const std::size_t n = scan.take_all(kDigits);
    if (n == 0 || n > 2 || (n == 2 && before[0] > '5')) return false;
    value = value * 60 + of_float(before.substr(0, n)).number;
  }
  if (parts == 0) return false;
  if (scan.done()) {
    if (text[0] == '0') return false;  // integers do not begin with 0; 08:30 is a string
    reading = value < 0x1p63 ? of_magnitude(static_cast<std::uint64_t>(value), negative)
                             : of_number(negative ? -value : value);
    return true;
  }
  const std::string_view fraction = scan.rest();
  if (!scan.take('.') || (scan.take_all(kDigitsLines), !scan.done())) return false;
  if (fraction.size() > 1) value += of_float(fraction).number;
  reading = of_number(negative ? -value : value);
  return true;
}

bool read_integer11(std::string_view text, Reading& reading) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text == "0") return reading = of_magnitude(0, false), true;
  if (text.starts_with("0b") && only(text.substr(2), "01_")) {
    return reading = of_digits(text.substr(2), 2, negative), true;
  }
  if (text.starts_with("0x") && only(text.substr(2), "0123456789abcdefABCDEF_")) {
    return reading = of_digits(text.substr(2), 16, negative), true;
  }
  if (text.starts_with('0')) {
    return only(text.substr(1), "01234567_") && (reading = of_digits(text.substr(1), 8, negative), true);
  }
  if (only(text, kDigitsLines) && text[0] != '_') return reading = of_digits(text, 10, negative), true;
  return false;
}

bool take_digits(Scan& scan, std::size_t least, std::size_t most) {
  const std::size_t n = scan.take_all(kDigits);
  return n >= least && n <= most;
}

/// 2024-01-01, or a date with a time.
bool is_date(std::string_view text) {
  Scan scan(text);
  if (!take_digits(scan, 4, 4) || !scan.take('-')) return false;
  if (!take_digits(scan, 1, 2) || !scan.take('-') || !take_digits(scan, 1, 2)) return false;
  if (scan.done()) return text.size() == 10;
  if (!scan.take_any("Tt") && scan.take_all(" \t") == 0) return false;
  if (!take_digits(scan, 1, 2) || !scan.take(':') || !take_digits(scan, 2, 2)) return false;
  if (!scan.take(':') || !take_digits(scan, 2, 2)) return false;
  if (scan.take('.')) scan.take_all(kDigits);
  scan.take_all(" \t");
  if (scan.done() || scan.take('Z')) return scan.done();
  if (!scan.take_any("+-") || !take_digits(scan, 1, 2)) return false;
  return scan.done() || (scan.take(':') && take_digits(scan, 2, 2) && scan.done());
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool may_be_number(std::string_view text) {
  return !text.empty() && (is_digit(text[0]) || text[0] == '-' || text[0] == '+' || text[0] == '.');
}

}  // namespace

Reading read_yaml12(std::string_view text) {
  Reading reading;
  if (!may_be_number(text)) {
    read_word(text, reading);
    return reading;
  }
  const bool negative = text[0] == '-';
  const std::string_view digits = negative || text[0] == '+' ? text.substr(1) : text;
  if (!digits.empty() && std::ranges::all_of(digits, is_digit)) return of_digits(digits, 10, negative);
  if (text.starts_with("0o") && only(text.substr(2), "01234567")) return of_digits(text.substr(2), 8, false);
  if (text.starts_with("0x") && only(text.substr(2), kHexDigits)) return of_digits(text.substr(2), 16, false);
  if (is_float12(text)) return of_float(text);
  read_special(text, reading);
  return reading;
}

Reading read_yaml11(std::string_view text) {
  Reading reading;
  if (!may_be_number(text)) {
    if (!read_word(text, reading)) read_word11(text, reading);
    return reading;
  }
  const bool negative = text[0] == '-';
  const std::string_view unsigned_text = negative || text[0] == '+' ? text.substr(1) : text;
  if (read_integer11(text, reading) || read_sexagesimal(unsigned_text, negative, reading)) return reading;
  if (is_float11(text)) return of_float(text);
  if (!read_special(text, reading) && is_date(text)) reading.type = Type::kDate;
  return reading;
}

bool same(const Reading& a, const Reading& b) {
  if (a.type != b.type) return false;
  switch (a.type) {
    case Type::kBool:
      return a.boolean == b.boolean;
    case Type::kInteger:
    case Type::kUnsigned:
      return a.uinteger == b.uinteger && a.integer == b.integer;
    case Type::kNumber:
      return a.number == b.number || (std::isnan(a.number) && std::isnan(b.number));
    default:
      return true;
  }
}

std::string describe(const Reading& reading, std::string_view text) {
  switch (reading.type) {
    case Type::kNull:
      return "null";
    case Type::kBool:
      return reading.boolean ? "true" : "false";
    case Type::kInteger:
      return fmt::format("{}", reading.integer);
    case Type::kUnsigned:
      return fmt::format("{}", reading.uinteger);
    case Type::kNumber:
      return fmt::format("{}", reading.number);
    case Type::kDate:
      return "a date";
    default:
      return fmt::format("the string \"{}\"", text);
  }
}

doc::Node to_node(const Reading& reading, std::string_view text, text::Range range) {
  switch (reading.type) {
    case Type::kNull:
      return doc::Node::null(range);
    case Type::kBool:
      return doc::Node::boolean(reading.boolean, range);
    case Type::kInteger:
      return doc::Node::integer(reading.integer, range);
    case Type::kUnsigned:
      return doc::Node::uinteger(reading.uinteger, range);
    case Type::kNumber:
      return doc::Node::number(reading.number, range);
    default:
      return doc::Node::string(text, range);
  }
}

}  // namespace ecslint::syntax_yaml
