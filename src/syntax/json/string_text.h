// SPDX-License-Identifier: Apache-2.0
// What stands between the quotes of a JSON string: a quick look for backslashes and placeholder characters,
// and escapes to text.
#pragma once

#include <cstddef>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "doc/placeholder.h"

namespace ecslint::syntax_json {

/// What a look at a string has found; kTrigger means that a placeholder is possible.
enum Glance : unsigned { kBackslash = 1, kTrigger = 2 };

#if defined(__SSE2__)
/// Reads up to 15 bytes past the text: for padded sources only.
inline unsigned glance(std::string_view text) {
  const char* p = text.data();
  unsigned found = 0;
  unsigned carry = 0;  // the block before ended in '_'
  for (std::size_t left = text.size(); left > 0; p += 16) {
    const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
    const auto is = [v](char c) { return _mm_cmpeq_epi8(v, _mm_set1_epi8(c)); };
    const __m128i low = _mm_sub_epi8(v, _mm_set1_epi8('#'));  // # $ % are neighbours
    __m128i trigger = _mm_cmpeq_epi8(_mm_min_epu8(low, _mm_set1_epi8(2)), low);
    trigger = _mm_or_si128(_mm_or_si128(trigger, is('<')), _mm_or_si128(is('{'), is('@')));
    const unsigned mask = left >= 16 ? 0xFFFFu : (1u << left) - 1;
    const __m128i any = _mm_or_si128(trigger, _mm_or_si128(is('_'), is('\\')));
    left -= left >= 16 ? 16 : left;
    if ((static_cast<unsigned>(_mm_movemask_epi8(any)) & mask) == 0) {
      carry = 0;
      continue;
    }
    const unsigned underscores = static_cast<unsigned>(_mm_movemask_epi8(is('_'))) & mask;
    const unsigned doubled = underscores & (underscores << 1 | carry);
    carry = underscores >> 15;
    if (((static_cast<unsigned>(_mm_movemask_epi8(trigger)) & mask) | doubled) != 0) found |= kTrigger;
    if ((static_cast<unsigned>(_mm_movemask_epi8(is('\\'))) & mask) != 0) found |= kBackslash;
  }
  return found;
}
#else
inline unsigned glance(std::string_view text) {
  unsigned found = 0;
  for (const char c : text) {
    if (c == '\\') found |= kBackslash;
    if (doc::kPlaceholderTriggers.find(c) != std::string_view::npos) found |= kTrigger;
  }
  return found;
}
#endif

/// Length of the escape at the beginning of `s` (2, 6, or 12 for a surrogate pair), 0 when it is none.
std::size_t escape_length(std::string_view s);

/// Writes the text without escapes to `out`, which has room for s.size() bytes, and gives what was written.
/// An escape that does not exist stays as it is (a lone surrogate becomes U+FFFD) and makes `ok` false.
std::string_view unescape(std::string_view s, char* out, bool& ok);

}  // namespace ecslint::syntax_json
