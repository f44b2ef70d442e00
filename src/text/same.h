// SPDX-License-Identifier: Apache-2.0
// Whether two short texts are the same, in place: property names are compared millions of times a run, and a
// call of memcmp costs more than what it does.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace ecslint::text {

template <typename Word>
bool same_word(const char* a, const char* b) {
  Word x;
  Word y;
  std::memcpy(&x, a, sizeof(Word));
  std::memcpy(&y, b, sizeof(Word));
  return x == y;
}

/// Byte for byte; any length, any bytes.
inline bool same(std::string_view a, std::string_view b) {
  const std::size_t n = a.size();
  if (n != b.size()) return false;
  const char* const x = a.data();
  const char* const y = b.data();
  if (n > 32) return std::memcmp(x, y, n) == 0;
  if (n >= 8) {  // the last word overlaps the one before
    for (std::size_t i = 0; i + 8 < n; i += 8) {
      if (!same_word<std::uint64_t>(x + i, y + i)) return false;
    }
    return same_word<std::uint64_t>(x + n - 8, y + n - 8);
  }
  if (n >= 4) return same_word<std::uint32_t>(x, y) && same_word<std::uint32_t>(x + n - 4, y + n - 4);
  if (n >= 2) return same_word<std::uint16_t>(x, y) && same_word<std::uint16_t>(x + n - 2, y + n - 2);
  return n == 0 || *x == *y;
}

}  // namespace ecslint::text
