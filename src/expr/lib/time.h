// SPDX-License-Identifier: Apache-2.0
// Points in time and spans between them, as CEL has them: a timestamp is seconds since 1970 UTC and
// nanoseconds (years 1 to 9999), a duration is a count of nanoseconds in 64 bits. Calendar arithmetic is the
// proleptic Gregorian one, computed, without the C library's locale and time zone state. Zones are in zone.h.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ecslint::expr::lib {

/// A point in time; 0 <= nanos < 1e9, also before 1970.
struct Instant {
  std::int64_t seconds = 0;
  std::int32_t nanos = 0;
  friend constexpr auto operator<=>(const Instant&, const Instant&) = default;
};

inline constexpr std::int64_t kMinSeconds = -62135596800;  // 0001-01-01T00:00:00Z
inline constexpr std::int64_t kMaxSeconds = 253402300799;  // 9999-12-31T23:59:59Z
inline constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

/// Broken-down time. Months, days of the month and of the year count from 1, days of the week from Sunday =
/// 0.
struct Civil {
  std::int32_t year = 1970;
  std::int32_t month = 1;
  std::int32_t day = 1;
  std::int32_t day_of_year = 1;
  std::int32_t day_of_week = 4;
  std::int32_t hour = 0;
  std::int32_t minute = 0;
  std::int32_t second = 0;
};

/// Days since 1970-01-01.
std::int64_t days_from_civil(std::int64_t year, int month, int day);
/// The calendar date and time of day `offset` seconds east of UTC.
Civil to_civil(std::int64_t seconds, std::int32_t offset = 0);

/// Whether the instant lies in the years 1 to 9999.
bool in_range(Instant t);

/// RFC 3339 with `T` and a zone (`Z` or an offset); none when malformed or outside the years 1 to 9999.
std::optional<Instant> parse_timestamp(std::string_view s);
/// RFC 3339 in UTC, with as many digits of the fraction as needed.
std::string print_timestamp(Instant t);

/// A sign, then numbers with units (h m s ms us µs ns), or a lone 0; none when malformed or beyond 64 bits.
std::optional<std::int64_t> parse_duration(std::string_view s);
/// Seconds with as many digits of the fraction as needed: "90s", "-1.5s".
std::string print_duration(std::int64_t nanos);

/// t + nanos; none outside the years 1 to 9999.
std::optional<Instant> add(Instant t, std::int64_t nanos);
/// a - b in nanoseconds; none when it does not fit.
std::optional<std::int64_t> difference(Instant a, Instant b);
/// -nanos; none for the smallest.
std::optional<std::int64_t> negate(std::int64_t nanos);

}  // namespace ecslint::expr::lib
