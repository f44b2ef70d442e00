// SPDX-License-Identifier: Apache-2.0
#include "expr/lib/network.h"

#include <catch2/catch.hpp>

#include "expr/lib/base64.h"

using namespace ecslint::expr::lib;

namespace {

std::string reprint(std::string_view s) {
  const auto ip = parse_ip(s);
  return ip ? print_ip(*ip) : "none";
}

}  // namespace

TEST_CASE("addresses print in canonical form") {
  const char* rows[][2] = {
      {"192.168.0.1", "192.168.0.1"},
      {"0.0.0.0", "0.0.0.0"},
      {"2001:db8::68", "2001:db8::68"},
      {"2001:DB8:0:0:0:0:0:68", "2001:db8::68"},
      {"::", "::"},
      {"::1", "::1"},
      {"1::", "1::"},
      {"1:0:0:2:0:0:0:3", "1:0:0:2::3"},
      {"1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"},
      {"::ffff:c0a8:1", "192.168.0.1"},
      {"192.168.0.1.0", "none"},
      {"192.168.0", "none"},
      {"192.168.0.256", "none"},
      {"192.168.0.01", "none"},
      {"192.168.0.1 ", "none"},
      {"fe80::1%en0", "none"},
      {"::ffff:192.168.0.1", "none"},
      {"1:2:3:4:5:6:7", "none"},
      {"1:2:3:4:5:6:7:8:9", "none"},
      {"1::2::3", "none"},
      {":::", "none"},
      {"1:2:3:4:5:6:7:", "none"},
      {"1:2:3:4:5:6:7:8::", "none"},
      {"12345::", "none"},
      {"g::", "none"},
      {"", "none"},
  };
  for (const auto& row : rows)
    CHECK(std::string(row[0]) + " " + reprint(row[0]) == std::string(row[0]) + " " + row[1]);
}

TEST_CASE("kinds of address") {
  CHECK(is_unspecified(*parse_ip("0.0.0.0")));
  CHECK(is_unspecified(*parse_ip("::")));
  CHECK(is_loopback(*parse_ip("127.1.2.3")));
  CHECK(is_loopback(*parse_ip("::1")));
  CHECK_FALSE(is_loopback(*parse_ip("::2")));
  CHECK(is_link_local_multicast(*parse_ip("224.0.0.1")));
  CHECK_FALSE(is_link_local_multicast(*parse_ip("224.0.1.1")));
  CHECK(is_link_local_multicast(*parse_ip("ff02::1")));
  CHECK(is_link_local_unicast(*parse_ip("169.254.169.254")));
  CHECK(is_link_local_unicast(*parse_ip("fe80::1")));
  CHECK_FALSE(is_link_local_unicast(*parse_ip("fd80::1")));
  CHECK(is_global_unicast(*parse_ip("192.168.0.1")));
  CHECK(is_global_unicast(*parse_ip("2001:db8::1")));
  for (const char* s : {"255.255.255.255", "ff00::1", "::", "127.0.0.1", "169.254.0.1"}) {
    CHECK_FALSE(is_global_unicast(*parse_ip(s)));
  }
}

TEST_CASE("blocks contain addresses and blocks of their family") {
  const auto block = *parse_cidr("192.168.0.77/24");
  CHECK(print_cidr(masked(block)) == "192.168.0.0/24");
  CHECK(contains(block, *parse_ip("192.168.0.1")));
  CHECK_FALSE(contains(block, *parse_ip("192.168.1.1")));
  CHECK_FALSE(contains(block, *parse_ip("2001:db8::1")));
  CHECK(contains(block, *parse_cidr("192.168.0.0/25")));
  CHECK_FALSE(contains(block, *parse_cidr("192.168.0.0/23")));
  CHECK(contains(*parse_cidr("2001:db8::/33"), *parse_ip("2001:db8:7fff::1")));
  CHECK_FALSE(contains(*parse_cidr("2001:db8::/33"), *parse_ip("2001:db8:8000::1")));
  CHECK(contains(*parse_cidr("0.0.0.0/0"), *parse_ip("8.8.8.8")));
  for (const char* bad : {"192.168.0.0/", "192.168.0.0", "192.168.0.0/33", "10.0.0.0/08", "::/129",
                          "::ffff:c0a8:1/24", "::ffff:192.168.0.1/24", "/8"}) {
    CHECK_FALSE(parse_cidr(bad));
  }
}

TEST_CASE("base64 in both directions") {
  const char* rows[][2] = {{"", ""},
                           {"f", "Zg=="},
                           {"fo", "Zm8="},
                           {"foo", "Zm9v"},
                           {"foob", "Zm9vYg=="},
                           {"\xFF\xFE\xFD", "//79"},
                           {"Hello World!", "SGVsbG8gV29ybGQh"}};
  for (const auto& row : rows) {
    CHECK(base64_encode(row[0]) == row[1]);
    CHECK(base64_decode(row[1]) == row[0]);
  }
  CHECK(base64_decode("aGVsbG8") == "hello");
  for (const char* bad : {"a", "aGVsbG8==", "====", "aG Vs", "aGV-", "aGV_", "Zg=", "=Zg="})
    CHECK_FALSE(base64_decode(bad));
}
