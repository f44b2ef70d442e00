// SPDX-License-Identifier: Apache-2.0
#include "expr/lib/numbers.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace ecslint::expr::lib;

TEST_CASE("whole numbers are read in full or not at all") {
  CHECK(parse_int("987") == 987);
  CHECK(parse_int("-9223372036854775808") == INT64_MIN);
  CHECK(parse_int("+5") == 5);
  CHECK(parse_uint("18446744073709551615") == UINT64_MAX);
  for (const char* bad :
       {"", "+", "-", "1.0", "1x", " 1", "1 ", "0x1", "9223372036854775808", "+-1", "1e3"}) {
    CHECK_FALSE(parse_int(bad));
  }
  for (const char* bad : {"", "-1", "+1", "18446744073709551616", "1u"}) CHECK_FALSE(parse_uint(bad));
}

TEST_CASE("doubles are read with their limits") {
  CHECK(parse_double("1.5") == 1.5);
  CHECK(parse_double("123") == 123);
  CHECK(parse_double("+1.38e-23") == 1.38e-23);
  CHECK(parse_double("1e-324") == 0.0);
  CHECK(parse_double("5e-324") == std::numeric_limits<double>::denorm_min());
  CHECK(parse_double("-Infinity") == -HUGE_VAL);
  CHECK(std::isnan(*parse_double("NaN")));
  for (const char* bad :
       {"", "+", "e5", "1e", "1.5x", "inf", "nan", "0x1p3", "1e999", "-1e999", "1 ", "+-1"}) {
    CHECK_FALSE(parse_double(bad));
  }
}

TEST_CASE("bools have ten spellings") {
  for (const char* s : {"1", "t", "true", "TRUE", "True"}) CHECK(parse_bool(s) == true);
  for (const char* s : {"0", "f", "false", "FALSE", "False"}) CHECK(parse_bool(s) == false);
  for (const char* s : {"", "TrUe", "yes", "T", "2"}) CHECK_FALSE(parse_bool(s));
}

TEST_CASE("doubles become whole numbers towards zero, within the open range") {
  CHECK(double_to_int(-7.9) == -7);
  CHECK(double_to_int(9223372036854774784.0) == 9223372036854774784);
  CHECK_FALSE(double_to_int(0x1p63));
  CHECK_FALSE(double_to_int(-0x1p63));
  CHECK_FALSE(double_to_int(std::nan("")));
  CHECK(double_to_uint(3.99) == 3u);
  CHECK(double_to_uint(18446744073709549568.0) == 18446744073709549568u);
  CHECK_FALSE(double_to_uint(0x1p64));
  CHECK_FALSE(double_to_uint(-0.5));
}

TEST_CASE("doubles print as the shortest text that reads back") {
  CHECK(print_double(-4.5e-3) == "-0.0045");
  CHECK(print_double(0) == "0");
  CHECK(print_double(-0.0) == "-0");
  CHECK(print_double(100000) == "100000");
  CHECK(print_double(6.02214e23) == "6.02214e+23");
  CHECK(print_double(1e21) == "1e+21");
  CHECK(print_double(1e20) == "100000000000000000000");
  CHECK(print_double(1e-7) == "1e-07");
  CHECK(print_double(0.1 + 0.2) == "0.30000000000000004");
  CHECK(print_double(5e-324) == "5e-324");
  CHECK(print_double(std::nan("")) == "NaN");
  CHECK(print_double(-HUGE_VAL) == "-Infinity");
  for (const double d : {1.0 / 3, 1e300, 123456789.125, 1.7976931348623157e308, 2.2250738585072014e-308}) {
    CHECK(parse_double(print_double(d)) == d);
  }
}

TEST_CASE("fixed, exponent and radix forms") {
  CHECK(print_fixed(1.2345, 3) == "1.234");
  CHECK(print_fixed(1.5, 0) == "2");
  CHECK(print_fixed(2.5, 0) == "2");
  CHECK(print_fixed(123.4999, 3) == "123.500");
  CHECK(print_fixed(-1.2, 5) == "-1.20000");
  CHECK(print_fixed(1.7976931348623157e308, 0).size() == 309);
  CHECK(print_exponent(2, 6) == "2.000000e+00");
  CHECK(print_exponent(2.71828, 6) == "2.718280e+00");
  CHECK(print_exponent(-HUGE_VAL, 6) == "-Infinity");
  CHECK(print_radix(std::uint64_t{64}, 2) == "1000000");
  CHECK(print_radix(std::int64_t{-30}, 16) == "-1e");
  CHECK(print_radix(INT64_MIN, 8) == "-1000000000000000000000");
  CHECK(print_radix(std::uint64_t{6000}, 16, true) == "1770");
  CHECK(print_radix(UINT64_MAX, 16, true) == "FFFFFFFFFFFFFFFF");
  CHECK(print_hex("Hello world!", true) == "48656C6C6F20776F726C6421");
  CHECK(print_hex("\xFF\n", false) == "ff0a");
}
