// SPDX-License-Identifier: Apache-2.0
// The one hash of property names and string constants: computed while parsing, stored in every member and in
// every compiled rule and schema, so that looking a property up compares integers first. Not for
// fingerprints.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace ecslint::text {

/// Mixes the length with the first and the last eight bytes and, over 16 bytes, some of the middle: names
/// differ there.
inline std::uint32_t key_hash(std::string_view key) {
  const std::size_t n = key.size();
  std::uint64_t a = 0;
  std::uint64_t b = 0;
  if (n >= 8) {
    std::memcpy(&a, key.data(), 8);
    std::memcpy(&b, key.data() + n - 8, 8);
  } else if (n >= 4) {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    std::memcpy(&first, key.data(), 4);
    std::memcpy(&last, key.data() + n - 4, 4);
    a = first | static_cast<std::uint64_t>(last) << 32;
  } else {
    for (std::size_t i = 0; i < n; ++i) a = (a << 8) | static_cast<unsigned char>(key[i]);
  }
  std::uint64_t h = (a ^ (n * 0x9E3779B97F4A7C15ull)) * 0xFF51AFD7ED558CCDull;
  h = (h ^ (h >> 32) ^ b) * 0xC4CEB9FE1A85EC53ull;
  if (n > 16) {
    std::memcpy(&a, key.data() + n / 2 - 4, 8);
    h = (h ^ (h >> 29) ^ a) * 0x9E3779B97F4A7C15ull;
  }
  return static_cast<std::uint32_t>(h ^ (h >> 32));
}

/// 64-bit FNV-1a, stable across versions and machines: for fingerprints.
inline std::uint64_t stable_hash(std::string_view bytes, std::uint64_t seed = 0xCBF29CE484222325ull) {
  for (const char c : bytes) seed = (seed ^ static_cast<unsigned char>(c)) * 0x100000001B3ull;
  return seed;
}

}  // namespace ecslint::text
