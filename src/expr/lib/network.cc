// SPDX-License-Identifier: Apache-2.0
#include "expr/lib/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace ecslint::expr::lib {
namespace {

// A decimal number without leading zeros.
std::optional<int> small_number(std::string_view s, int max) {
  if (s.empty() || s.size() > 3 || (s.size() > 1 && s[0] == '0')) return {};
  int n = 0;
  for (const char c : s) {
    if (c < '0' || c > '9') return {};
    n = n * 10 + (c - '0');
  }
  if (n > max) return {};
  return n;
}

std::optional<Ip> parse_v4(std::string_view s) {
  Ip ip;
  for (std::size_t i = 0; i < 4; ++i) {
    const std::size_t dot = i < 3 ? s.find('.') : s.size();
    if (dot == std::string_view::npos) return {};
    const auto n = small_number(s.substr(0, dot), 255);
    if (!n) return {};
    ip.bytes[i] = static_cast<std::uint8_t>(*n);
    s.remove_prefix(i < 3 ? dot + 1 : dot);
  }
  return ip;
}

// Groups of hexadecimal digits joined by colons into `groups`; the count, or none.
std::optional<std::size_t> parse_groups(std::string_view s, std::array<std::uint16_t, 8>& groups) {
  std::size_t count = 0;
  while (!s.empty()) {
    const std::size_t end = std::min(s.find(':'), s.size());
    std::uint16_t value = 0;
    const auto [at, error] = std::from_chars(s.data(), s.data() + end, value, 16);
    if (count == 8 || end > 4 || error != std::errc() || at != s.data() + end) return {};
    groups[count++] = value;
    if (end + 1 == s.size()) return {};
    s.remove_prefix(std::min(end + 1, s.size()));
  }
  return count;
}

bool mapped_v4(const Ip& ip) {
  return std::all_of(ip.bytes.begin(), ip.bytes.begin() + 10, [](auto b) { return b == 0; }) &&
         ip.bytes[10] == 0xFF && ip.bytes[11] == 0xFF;
}

Ip unmap(const Ip& ip) {
  Ip v4;
  std::copy(ip.bytes.begin() + 12, ip.bytes.end(), v4.bytes.begin());
  return v4;
}

std::optional<Ip> parse_v6(std::string_view s) {
  std::array<std::uint16_t, 8> head{};
  std::array<std::uint16_t, 8> tail{};
  const std::size_t gap = s.find("::");
  const bool has_gap = gap != std::string_view::npos;
  const auto front = parse_groups(s.substr(0, gap), head);
  const auto back = has_gap ? parse_groups(s.substr(gap + 2), tail) : std::optional<std::size_t>(0);
  if (!front || !back || (has_gap ? *front + *back > 7 : *front != 8)) return {};
  std::copy_n(tail.begin(), *back, head.end() - static_cast<std::ptrdiff_t>(*back));
  Ip ip;
  ip.v6 = true;
  for (std::size_t i = 0; i < 8; ++i) {
    ip.bytes[i * 2] = static_cast<std::uint8_t>(head[i] >> 8);
    ip.bytes[i * 2 + 1] = static_cast<std::uint8_t>(head[i] & 0xFF);
  }
  return ip;
}

struct Run {
  std::size_t begin = 8;
  std::size_t length = 1;  // a single zero group is not shortened
};

Run longest_zero_run(const std::array<unsigned, 8>& groups) {
  Run best;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t end = i;
    while (end < 8 && groups[end] == 0) ++end;
    if (end - i > best.length) best = {i, end - i};
  }
  return best;
}

std::string print_v6(const Ip& ip) {
  std::array<unsigned, 8> groups{};
  for (std::size_t i = 0; i < 8; ++i) groups[i] = ip.bytes[i * 2] * 256u + ip.bytes[i * 2 + 1];
  const Run run = longest_zero_run(groups);
  std::string out;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == run.begin) {
      out += "::";
      i += run.length - 1;
      continue;
    }
    if (!out.empty() && out.back() != ':') out += ':';
    out += fmt::format("{:x}", groups[i]);
  }
  return out;
}

bool multicast(const Ip& ip) { return ip.v6 ? ip.bytes[0] == 0xFF : (ip.bytes[0] & 0xF0) == 0xE0; }

bool all_bytes(const Ip& ip, std::uint8_t value) {
  return std::all_of(ip.bytes.begin(), ip.bytes.begin() + ip.bits() / 8, [&](auto b) { return b == value; });
}

}  // namespace

std::optional<Ip> parse_ip(std::string_view s) {
  if (s.find(':') == std::string_view::npos) return parse_v4(s);
  const auto ip = parse_v6(s);
  return ip && mapped_v4(*ip) ? unmap(*ip) : ip;
}

std::string print_ip(const Ip& ip) {
  if (ip.v6) return print_v6(ip);
  return fmt::format("{}.{}.{}.{}", ip.bytes[0], ip.bytes[1], ip.bytes[2], ip.bytes[3]);
}

std::optional<Cidr> parse_cidr(std::string_view s) {
  const std::size_t slash = s.find('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view address = s.substr(0, slash);
  const auto ip = parse_ip(address);
  if (!ip || (!ip->v6 && address.find(':') != std::string_view::npos)) return {};
  const auto prefix = small_number(s.substr(slash + 1), ip->bits());
  if (!prefix) return {};
  return Cidr{*ip, *prefix};
}

std::string print_cidr(const Cidr& cidr) { return fmt::format("{}/{}", print_ip(cidr.ip), cidr.prefix); }

bool is_unspecified(const Ip& ip) { return all_bytes(ip, 0); }

bool is_loopback(const Ip& ip) {
  return ip.v6 ? ip.bytes[15] == 1 &&
                     std::all_of(ip.bytes.begin(), ip.bytes.end() - 1, [](auto b) { return b == 0; })
               : ip.bytes[0] == 127;
}

bool is_link_local_multicast(const Ip& ip) {
  return ip.v6 ? ip.bytes[0] == 0xFF && (ip.bytes[1] & 0x0F) == 2
               : ip.bytes[0] == 224 && ip.bytes[1] == 0 && ip.bytes[2] == 0;
}

bool is_link_local_unicast(const Ip& ip) {
  return ip.v6 ? ip.bytes[0] == 0xFE && (ip.bytes[1] & 0xC0) == 0x80
               : ip.bytes[0] == 169 && ip.bytes[1] == 254;
}

bool is_global_unicast(const Ip& ip) {
  const bool broadcast = !ip.v6 && all_bytes(ip, 255);
  return !broadcast && !is_unspecified(ip) && !is_loopback(ip) && !multicast(ip) &&
         !is_link_local_unicast(ip);
}

Cidr masked(const Cidr& cidr) {
  Cidr out = cidr;
  for (int bit = cidr.prefix; bit < cidr.ip.bits(); ++bit) {
    auto& byte = out.ip.bytes[static_cast<std::size_t>(bit / 8)];
    byte = static_cast<std::uint8_t>(byte & ~(0x80 >> bit % 8));
  }
  return out;
}

bool contains(const Cidr& cidr, const Ip& ip) {
  return cidr.ip.v6 == ip.v6 && masked(cidr) == masked(Cidr{ip, cidr.prefix});
}

bool contains(const Cidr& outer, const Cidr& inner) {
  return inner.prefix >= outer.prefix && contains(outer, inner.ip);
}

}  // namespace ecslint::expr::lib
