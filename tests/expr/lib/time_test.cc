// SPDX-License-Identifier: Apache-2.0
#include "expr/lib/time.h"

#include <catch2/catch.hpp>

#include "expr/lib/zone.h"

using namespace ecslint::expr::lib;

namespace {

std::string reprint(std::string_view s) {
  const auto t = parse_timestamp(s);
  return t ? print_timestamp(*t) : "none";
}

std::string reprint_duration(std::string_view s) {
  const auto d = parse_duration(s);
  return d ? print_duration(*d) : "none";
}

struct Row {
  const char* in;
  const char* out;
};

}  // namespace

TEST_CASE("timestamps are read as RFC 3339 and printed in UTC") {
  const Row rows[] = {
      {"2009-02-13T23:31:30Z", "2009-02-13T23:31:30Z"},
      {"1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"},
      {"2009-02-13T23:31:30.5Z", "2009-02-13T23:31:30.5Z"},
      {"2009-02-13T23:31:30.120000001Z", "2009-02-13T23:31:30.120000001Z"},
      {"2009-02-13T23:31:30.1234567899Z", "2009-02-13T23:31:30.123456789Z"},
      {"2009-02-13T23:31:30+01:00", "2009-02-13T22:31:30Z"},
      {"2009-02-13T23:31:30-08:30", "2009-02-14T08:01:30Z"},
      {"2009-02-13t23:31:30z", "2009-02-13T23:31:30Z"},
      {"0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"},
      {"9999-12-31T23:59:59.999999999Z", "9999-12-31T23:59:59.999999999Z"},
      {"2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"},
      {"1900-02-29T00:00:00Z", "none"},
      {"2023-02-29T00:00:00Z", "none"},
      {"0000-12-31T23:59:59Z", "none"},
      {"0001-01-01T00:00:00+00:01", "none"},
      {"9999-12-31T23:59:59-00:01", "none"},
      {"10000-01-01T00:00:00Z", "none"},
      {"2009-13-01T00:00:00Z", "none"},
      {"2009-02-13T24:00:00Z", "none"},
      {"2009-02-13T23:60:00Z", "none"},
      {"2009-02-13T23:31:60Z", "none"},
      {"2009-02-13T23:31:30", "none"},
      {"2009-02-13T23:31:30.Z", "none"},
      {"2009-02-13 23:31:30Z", "none"},
      {"2009-2-13T23:31:30Z", "none"},
      {"2009-02-13T23:31:30Zx", "none"},
      {"2009-02-13", "none"},
      {"", "none"},
  };
  for (const Row& row : rows)
    CHECK(std::string(row.in) + " " + reprint(row.in) == std::string(row.in) + " " + row.out);
}

TEST_CASE("calendar and seconds agree over ten thousand years") {
  CHECK(days_from_civil(1970, 1, 1) == 0);
  CHECK(days_from_civil(2000, 3, 1) == 11017);
  CHECK(days_from_civil(1, 1, 1) * 86400 == kMinSeconds);
  for (std::int64_t days = kMinSeconds / 86400; days <= kMaxSeconds / 86400; days += 97) {
    const Civil c = to_civil(days * 86400 + 86399);
    CHECK(days_from_civil(c.year, c.month, c.day) == days);
    if (c.hour != 23 || c.minute != 59 || c.second != 59) FAIL("time of day");
  }
  const Civil c = to_civil(1234567890);
  CHECK(c.year == 2009);
  CHECK(c.month == 2);
  CHECK(c.day == 13);
  CHECK(c.day_of_year == 44);
  CHECK(c.day_of_week == 5);
  CHECK(to_civil(-1).day_of_week == 3);
}

TEST_CASE("durations are sums of numbers with units") {
  const Row rows[] = {
      {"1s", "1s"},
      {"1h2m3.5s", "3723.5s"},
      {"1000000s", "1000000s"},
      {"-1.5s", "-1.5s"},
      {"-0.5s", "-0.5s"},
      {"+90m", "5400s"},
      {"1ms", "0.001s"},
      {"1us", "0.000001s"},
      {"1\xC2\xB5s", "0.000001s"},
      {"1ns", "0.000000001s"},
      {"0", "0s"},
      {"-0", "0s"},
      {".5h", "1800s"},
      {"1.h", "3600s"},
      {"0.1ns", "0s"},
      {"0.000000000001h", "0.000000003s"},
      {"9223372036.854775807s", "9223372036.854775807s"},
      {"-9223372036.854775808s", "-9223372036.854775808s"},
      {"9223372036.854775808s", "none"},
      {"-9223372036.854775809s", "none"},
      {"-320000000000s", "none"},
      {"99999999999999999999999999999999999999h", "none"},
      {"2562047h2562047h", "none"},
      {"", "none"},
      {"-", "none"},
      {"1", "none"},
      {"1d", "none"},
      {"s", "none"},
      {".s", "none"},
      {"1s2", "none"},
      {"1 s", "none"},
      {"--1s", "none"},
  };
  for (const Row& row : rows) {
    CHECK(std::string(row.in) + " " + reprint_duration(row.in) == std::string(row.in) + " " + row.out);
  }
}

TEST_CASE("arithmetic on times stays in range or says none") {
  const Instant first{kMinSeconds, 0};
  const Instant last{kMaxSeconds, 999999999};
  CHECK_FALSE(add(first, -1));
  CHECK_FALSE(add(last, 1));
  CHECK(add(Instant{0, 999999999}, 1) == Instant{1, 0});
  CHECK(add(Instant{0, 0}, -1) == Instant{-1, 999999999});
  CHECK(add(first, INT64_MAX)->seconds == kMinSeconds + 9223372036);
  CHECK_FALSE(difference(last, first));
  CHECK(difference(Instant{2, 5}, Instant{1, 6}) == 999999999);
  CHECK(difference(Instant{1, 6}, Instant{2, 5}) == -999999999);
  CHECK_FALSE(negate(INT64_MIN));
  CHECK(negate(5) == -5);
}

TEST_CASE("zones of fixed offset need no database") {
  CHECK(zone_offset("UTC", 0) == 0);
  CHECK(zone_offset("+01:00", 0) == 3600);
  CHECK(zone_offset("-09:30", 0) == -34200);
  CHECK(zone_offset("02:00", 0) == 7200);
  CHECK(zone_offset("-00:00", 0) == 0);
  for (const char* bad :
       {"", "+1:00", "+24:00", "+01:60", "+0100", "../../etc/passwd", "/etc/passwd", "No/Such"}) {
    CHECK_FALSE(zone_offset(bad, 0));
  }
}

TEST_CASE("named zones come from the database of the machine") {
  if (!zone_offset("Europe/Berlin", 0)) {
    WARN("no tz database here");
    return;
  }
  CHECK(zone_offset("Asia/Kathmandu", 1234567890) == 5 * 3600 + 45 * 60);
  CHECK(zone_offset("US/Central", 1234567890) == -6 * 3600);
  CHECK(zone_offset("US/Central", 1246406400) == -5 * 3600);
  CHECK(zone_offset("Europe/Berlin", 1700000000) == 3600);
  CHECK(zone_offset("Europe/Berlin", 4118072400) == 7200);      // July 2100, by the rule in the footer
  CHECK(zone_offset("Australia/Sydney", 4102444800) == 39600);  // January 2100: summer there
  CHECK(zone_offset("Australia/Sydney", 4118072400) == 36000);
}

TEST_CASE("zone files may be cut short anywhere") {
  const std::string header = std::string("TZif2") + std::string(15, '\0') + std::string(24, '\1');
  for (std::size_t n = 0; n <= header.size(); ++n) CHECK_FALSE(tzif_offset(header.substr(0, n), 0));
  CHECK_FALSE(tzif_offset("not a zone file", 0));
}
