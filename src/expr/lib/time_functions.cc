// SPDX-License-Identifier: Apache-2.0
// getFullYear … getMilliseconds of timestamps, with an optional time zone, and the totals of durations.
#include <fmt/format.h>

#include "expr/lib/args.h"
#include "expr/lib/time.h"
#include "expr/lib/zone.h"
#include "expr/library.h"

namespace ecslint::expr {
namespace {

using lib::Args;
using lib::Civil;

constexpr std::int64_t kSecond = lib::kNanosPerSecond;

// Takes a field out of the calendar date in UTC or in the zone of the second argument.
template <typename F>
Value of_timestamp(Context& context, Args args, F field) {
  if (!args[0].is(Kind::kTimestamp)) return context.no_such_overload();
  const std::int64_t seconds = args[0].as_seconds();
  if (args.size() == 1) return Value::integer(field(lib::to_civil(seconds)));
  if (!args[1].is_string()) return context.no_such_overload();
  const std::string_view zone = args[1].as_string();
  if (!lib::pay(context, 4096)) return context.exhausted();
  const auto offset = lib::zone_offset(zone, seconds);
  if (!offset) {
    return context.error(ErrorCode::kInvalidArgument,
                         fmt::format("unknown time zone '{}'", zone.substr(0, 64)));
  }
  return Value::integer(field(lib::to_civil(seconds, *offset)));
}

template <std::int32_t Civil::*Field, std::int32_t From>
Value calendar(Context& context, Args args) {
  return of_timestamp(context, args, [](const Civil& c) { return c.*Field - From; });
}

// Of a duration the total in that unit, of a timestamp the field.
template <std::int32_t Civil::*Field, std::int64_t Unit>
Value clock(Context& context, Args args) {
  if (args.size() == 1 && args[0].is(Kind::kDuration)) return Value::integer(args[0].as_duration() / Unit);
  return calendar<Field, 0>(context, args);
}

Value milliseconds(Context& context, Args args) {
  if (args.size() == 1 && args[0].is(Kind::kDuration)) {
    return Value::integer(args[0].as_duration() % kSecond / 1'000'000);
  }
  return of_timestamp(
      context, args, [&](const Civil&) { return static_cast<std::int64_t>(args[0].as_nanos() / 1'000'000); });
}

constexpr auto M = Style::kMethod;
constexpr Native kFullYear = calendar<&Civil::year, 0>;
constexpr Native kMonth = calendar<&Civil::month, 1>;
constexpr Native kDate = calendar<&Civil::day, 0>;
constexpr Native kDayOfMonth = calendar<&Civil::day, 1>;
constexpr Native kDayOfWeek = calendar<&Civil::day_of_week, 0>;
constexpr Native kDayOfYear = calendar<&Civil::day_of_year, 1>;
constexpr Native kHours = clock<&Civil::hour, 3600 * kSecond>;
constexpr Native kMinutes = clock<&Civil::minute, 60 * kSecond>;
constexpr Native kSeconds = clock<&Civil::second, kSecond>;

constexpr Function kFunctions[] = {
    {"getFullYear", M, "timestamp", "int", kFullYear},
    {"getFullYear", M, "timestamp, string", "int", kFullYear},
    {"getMonth", M, "timestamp", "int", kMonth},
    {"getMonth", M, "timestamp, string", "int", kMonth},
    {"getDate", M, "timestamp", "int", kDate},
    {"getDate", M, "timestamp, string", "int", kDate},
    {"getDayOfMonth", M, "timestamp", "int", kDayOfMonth},
    {"getDayOfMonth", M, "timestamp, string", "int", kDayOfMonth},
    {"getDayOfWeek", M, "timestamp", "int", kDayOfWeek},
    {"getDayOfWeek", M, "timestamp, string", "int", kDayOfWeek},
    {"getDayOfYear", M, "timestamp", "int", kDayOfYear},
    {"getDayOfYear", M, "timestamp, string", "int", kDayOfYear},
    {"getHours", M, "timestamp", "int", kHours},
    {"getHours", M, "timestamp, string", "int", kHours},
    {"getHours", M, "duration", "int", kHours},
    {"getMinutes", M, "timestamp", "int", kMinutes},
    {"getMinutes", M, "timestamp, string", "int", kMinutes},
    {"getMinutes", M, "duration", "int", kMinutes},
    {"getSeconds", M, "timestamp", "int", kSeconds},
    {"getSeconds", M, "timestamp, string", "int", kSeconds},
    {"getSeconds", M, "duration", "int", kSeconds},
    {"getMilliseconds", M, "timestamp", "int", milliseconds},
    {"getMilliseconds", M, "timestamp, string", "int", milliseconds},
    {"getMilliseconds", M, "duration", "int", milliseconds},
};

}  // namespace

std::span<const Function> time_functions() { return kFunctions; }

}  // namespace ecslint::expr
