// SPDX-License-Identifier: Apache-2.0
#include "expr/lib/time.h"

#include <fmt/format.h>

#include <array>

namespace ecslint::expr::lib {
namespace {

__extension__ typedef __int128 Wide;

constexpr std::int64_t kSecondsPerDay = 86400;

bool digit(char c) { return c >= '0' && c <= '9'; }

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

bool leap(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(int year, int month) {
  constexpr std::array<int, 12> kDays = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && leap(year) ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

// Reads a text from left to right; after a mismatch everything fails.
class Cursor {
 public:
  explicit Cursor(std::string_view s) : s_(s) {}
  bool ok() const { return ok_; }
  bool at_end() const { return ok_ && i_ == s_.size(); }
  char peek() const { return i_ < s_.size() ? s_[i_] : '\0'; }
  bool accept(char c) { return i_ < s_.size() && s_[i_] == c ? (++i_, true) : false; }
  void expect(char c) { ok_ = accept(c) && ok_; }
  void expect_letter(char upper) { ok_ = (accept(upper) || accept(static_cast<char>(upper | 0x20))) && ok_; }
  /// Exactly `count` digits.
  int number(int count, int low, int high) {
    int n = 0;
    for (; count > 0 && digit(peek()); --count) n = n * 10 + (s_[i_++] - '0');
    ok_ = ok_ && count == 0 && n >= low && n <= high;
    return ok_ ? n : low;
  }
  /// The digits of a fraction as billionths; digits past the ninth are dropped.
  std::int32_t fraction() {
    std::int32_t n = 0;
    int count = 0;
    for (; digit(peek()); ++i_, ++count) {
      if (count < 9) n = n * 10 + (s_[i_] - '0');
    }
    ok_ = ok_ && count > 0;
    for (; count < 9; ++count) n *= 10;
    return n;
  }

 private:
  std::string_view s_;
  std::size_t i_ = 0;
  bool ok_ = true;
};

std::int64_t read_offset(Cursor& in) {
  const char c = in.peek();
  if (c != '+' && c != '-') return in.expect_letter('Z'), 0;
  in.accept(c);
  const int hours = in.number(2, 0, 23);
  in.expect(':');
  const std::int64_t offset = (hours * 60 + in.number(2, 0, 59)) * 60;
  return c == '-' ? -offset : offset;
}

// ".5" for 500000000, "" for 0.
std::string print_fraction(std::int64_t nanos) {
  if (nanos == 0) return {};
  std::string out = fmt::format(".{:09}", nanos);
  while (out.back() == '0') out.pop_back();
  return out;
}

struct Unit {
  std::string_view name;
  std::int64_t nanos;
};
// Longer names first, so that "ms" is not read as "m".
constexpr std::array<Unit, 8> kUnits = {{{"ns", 1},
                                         {"us", 1000},
                                         {"\xC2\xB5s", 1000},
                                         {"\xCE\xBCs", 1000},
                                         {"ms", 1000000},
                                         {"s", kNanosPerSecond},
                                         {"m", 60 * kNanosPerSecond},
                                         {"h", 3600 * kNanosPerSecond}}};

constexpr Wide kTooMuch = Wide{1} << 64;

// Takes digits from the front; the value saturates at kTooMuch, `scale` is ten to the count of digits (of a
// fraction the first 18 count).
struct Digits {
  Wide value = 0;
  Wide scale = 1;
  bool any = false;
};
Digits take_digits(std::string_view& s, bool fraction) {
  Digits d;
  int count = 0;
  for (; !s.empty() && digit(s.front()); s.remove_prefix(1)) {
    d.any = true;
    if (fraction && ++count > 18) continue;
    d.value = std::min(kTooMuch, d.value * 10 + (s.front() - '0'));
    if (fraction) d.scale *= 10;
  }
  return d;
}

// One "12.5ms"; none when malformed.
std::optional<Wide> take_term(std::string_view& s) {
  const Digits whole = take_digits(s, false);
  Digits part;
  if (!s.empty() && s.front() == '.') {
    s.remove_prefix(1);
    part = take_digits(s, true);
  }
  if (!whole.any && !part.any) return {};
  for (const Unit& unit : kUnits) {
    if (!s.starts_with(unit.name)) continue;
    s.remove_prefix(unit.name.size());
    return whole.value * unit.nanos + part.value * unit.nanos / part.scale;
  }
  return {};
}

}  // namespace

// The calendar is taken to begin on 1 March, so that the leap day is the last of its year; 400 years are one
// period of 146097 days.
std::int64_t days_from_civil(std::int64_t year, int month, int day) {
  const std::int64_t y = year - (month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(y, 400);
  const std::int64_t year_of_era = y - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

Civil to_civil(std::int64_t seconds, std::int32_t offset) {
  const std::int64_t local = seconds + offset;
  const std::int64_t days = floor_div(local, kSecondsPerDay);
  const auto rest = static_cast<std::int32_t>(local - days * kSecondsPerDay);
  const std::int64_t z = days + 719468;
  const std::int64_t era = floor_div(z, 146097);
  const std::int64_t doe = z - era * 146097;
  const std::int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const std::int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const std::int64_t mp = (5 * doy + 2) / 153;
  Civil c;
  c.month = static_cast<std::int32_t>(mp < 10 ? mp + 3 : mp - 9);
  c.day = static_cast<std::int32_t>(doy - (153 * mp + 2) / 5 + 1);
  c.year = static_cast<std::int32_t>(yoe + era * 400 + (c.month <= 2 ? 1 : 0));
  c.day_of_year = static_cast<std::int32_t>(days - days_from_civil(c.year, 1, 1) + 1);
  c.day_of_week = static_cast<std::int32_t>(((days + 4) % 7 + 7) % 7);
  c.hour = rest / 3600;
  c.minute = rest / 60 % 60;
  c.second = rest % 60;
  return c;
}

bool in_range(Instant t) { return t.seconds >= kMinSeconds && t.seconds <= kMaxSeconds; }

std::optional<Instant> parse_timestamp(std::string_view s) {
  Cursor in(s);
  const int year = in.number(4, 0, 9999);
  in.expect('-');
  const int month = in.number(2, 1, 12);
  in.expect('-');
  const int day = in.number(2, 1, days_in_month(year, month));
  in.expect_letter('T');
  const int hour = in.number(2, 0, 23);
  in.expect(':');
  const int minute = in.number(2, 0, 59);
  in.expect(':');
  const int second = in.number(2, 0, 59);
  Instant t;
  if (in.accept('.')) t.nanos = in.fraction();
  const std::int64_t offset = read_offset(in);
  t.seconds =
      days_from_civil(year, month, day) * kSecondsPerDay + (hour * 60 + minute) * 60 + second - offset;
  if (!in.at_end() || !in_range(t)) return {};
  return t;
}

std::string print_timestamp(Instant t) {
  const Civil c = to_civil(t.seconds);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}Z", c.year, c.month, c.day, c.hour, c.minute,
                     c.second, print_fraction(t.nanos));
}

std::optional<std::int64_t> parse_duration(std::string_view s) {
  bool negative = false;
  if (!s.empty() && (s.front() == '-' || s.front() == '+')) {
    negative = s.front() == '-';
    s.remove_prefix(1);
  }
  if (s == "0") return 0;
  if (s.empty()) return {};
  const Wide limit = Wide{INT64_MAX} + (negative ? 1 : 0);
  Wide sum = 0;
  while (!s.empty()) {
    const auto term = take_term(s);
    if (!term || *term > limit || (sum += *term) > limit) return {};
  }
  return static_cast<std::int64_t>(negative ? -sum : sum);
}

std::string print_duration(std::int64_t nanos) {
  const std::int64_t seconds = nanos / kNanosPerSecond;
  const std::int64_t rest = nanos % kNanosPerSecond;
  const bool hidden_sign = seconds == 0 && rest < 0;
  return fmt::format("{}{}{}s", hidden_sign ? "-" : "", seconds, print_fraction(rest < 0 ? -rest : rest));
}

std::optional<Instant> add(Instant t, std::int64_t nanos) {
  const std::int64_t whole = floor_div(nanos, kNanosPerSecond);
  const std::int64_t sum = t.nanos + (nanos - whole * kNanosPerSecond);
  const Instant result{t.seconds + whole + sum / kNanosPerSecond,
                       static_cast<std::int32_t>(sum % kNanosPerSecond)};
  if (!in_range(result)) return {};
  return result;
}

std::optional<std::int64_t> difference(Instant a, Instant b) {
  const Wide nanos = (Wide{a.seconds} - b.seconds) * kNanosPerSecond + (a.nanos - b.nanos);
  if (nanos < INT64_MIN || nanos > INT64_MAX) return {};
  return static_cast<std::int64_t>(nanos);
}

std::optional<std::int64_t> negate(std::int64_t nanos) {
  if (nanos == INT64_MIN) return {};
  return -nanos;
}

}  // namespace ecslint::expr::lib
