// SPDX-License-Identifier: Apache-2.0
// IP addresses and CIDR blocks, as the Kubernetes network extension of CEL has them: no zones, no dotted IPv4
// inside IPv6, and an IPv4 address written in IPv6's hexadecimal mapped form counts as IPv4.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ecslint::expr::lib {

/// Four or sixteen bytes in network order.
struct Ip {
  std::array<std::uint8_t, 16> bytes{};
  bool v6 = false;

  int bits() const { return v6 ? 128 : 32; }
  bool operator==(const Ip&) const = default;
};

struct Cidr {
  Ip ip;
  int prefix = 0;
  bool operator==(const Cidr&) const = default;
};

/// None when it is no address, has a zone (%en0) or a dotted part inside IPv6.
std::optional<Ip> parse_ip(std::string_view s);
/// The canonical text (RFC 5952 for IPv6).
std::string print_ip(const Ip& ip);
/// address/prefix; the address may have bits outside the prefix.
std::optional<Cidr> parse_cidr(std::string_view s);
std::string print_cidr(const Cidr& cidr);

bool is_unspecified(const Ip& ip);
bool is_loopback(const Ip& ip);
bool is_link_local_multicast(const Ip& ip);
bool is_link_local_unicast(const Ip& ip);
/// Neither unspecified, loopback, multicast, link-local nor the IPv4 broadcast address; private ones are
/// global.
bool is_global_unicast(const Ip& ip);

/// The block with the bits outside its prefix cleared.
Cidr masked(const Cidr& cidr);
bool contains(const Cidr& cidr, const Ip& ip);
bool contains(const Cidr& outer, const Cidr& inner);

}  // namespace ecslint::expr::lib
