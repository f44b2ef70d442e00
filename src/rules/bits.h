// SPDX-License-Identifier: Apache-2.0
// Sets of small numbers, of rules or lists, as bits.
#pragma once

#include <bit>
#include <cstdint>
#include <vector>

namespace ecslint::rules {

using Bits = std::vector<std::uint64_t>;

inline bool has_bit(const std::uint64_t* bits, std::uint32_t i) {
  return (bits[i / 64] >> (i % 64) & 1) != 0;
}
inline bool has_bit(const Bits& bits, std::uint32_t i) { return has_bit(bits.data(), i); }
inline void clear_bit(Bits& bits, std::uint32_t i) { bits[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }
inline void set_bit(Bits& bits, std::uint32_t i) { bits[i / 64] |= std::uint64_t{1} << (i % 64); }

/// Calls f(i) for each bit that is set.
template <typename F>
void each_bit(std::uint64_t bits, F&& f) {
  for (; bits != 0; bits &= bits - 1) f(std::countr_zero(bits));
}

/// Calls f(i) for each bit that is set when its turn comes, and clears it; f may clear others.
template <typename F>
void each_bit(Bits& bits, F&& f) {
  for (std::size_t word = 0; word < bits.size(); ++word) {
    while (bits[word] != 0) {
      const int bit = std::countr_zero(bits[word]);
      bits[word] &= bits[word] - 1;
      f(static_cast<std::uint32_t>(word * 64 + static_cast<std::size_t>(bit)));
    }
  }
}

}  // namespace ecslint::rules
