// SPDX-License-Identifier: Apache-2.0
// Finding a text in another. string_view::find stops at every occurrence of the first character, which in our
// files is often; here the first and the last have to fit, sixteen places at once where the machine can. And
// other questions about characters, sixteen at once.
#pragma once

#include <algorithm>
#include <cstring>
#include <functional>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>

#include <bit>
#endif

namespace ecslint::text {

/// Where `part` next begins in `text`, from `from` on; npos when it does not.
inline std::size_t find(std::string_view text, std::string_view part, std::size_t from = 0) {
#if defined(__SSE2__)
  constexpr std::size_t kLongest = 64;  // so that a text of nothing but near misses costs little
  if (part.size() < 2 || part.size() > kLongest) return text.find(part, from);
  const std::size_t tail = part.size() - 1;
  const __m128i first = _mm_set1_epi8(part.front());
  const __m128i last = _mm_set1_epi8(part.back());
  const std::size_t end = text.size() < tail + sizeof(__m128i) ? 0 : text.size() - tail;
  while (from < end) {
    // The last block lies over the one before, in which nothing was found.
    const std::size_t next = std::min(from, end - sizeof(__m128i));
    const char* at = text.data() + next;
    const __m128i begins = _mm_cmpeq_epi8(first, _mm_loadu_si128(reinterpret_cast<const __m128i*>(at)));
    const __m128i ends = _mm_cmpeq_epi8(last, _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + tail)));
    auto fits = static_cast<unsigned>(_mm_movemask_epi8(_mm_and_si128(begins, ends)));
    fits &= ~0U << (from - next);
    for (; fits != 0; fits &= fits - 1) {
      const auto offset = static_cast<std::size_t>(std::countr_zero(fits));
      if (std::memcmp(at + offset + 1, part.data() + 1, tail - 1) == 0) return next + offset;
    }
    from = next + sizeof(__m128i);
  }
  if (end != 0) return std::string_view::npos;
#endif
  return text.find(part, from);
}

#if defined(__SSE2__)
/// A bit for each of sixteen characters that is in the set.
template <char... set>
unsigned any_of_block(const char* at) {
  const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  __m128i found = _mm_setzero_si128();
  ((found = _mm_or_si128(found, _mm_cmpeq_epi8(block, _mm_set1_epi8(set)))), ...);
  return static_cast<unsigned>(_mm_movemask_epi8(found));
}
#endif

/// Where the first of these characters is; npos when none is. For sets of a few: find_first_of calls memchr
/// for every character that it passes.
template <char... set>
std::size_t find_any(std::string_view text, std::size_t from = 0) {
#if defined(__SSE2__)
  constexpr std::size_t kBlock = sizeof(__m128i);
  for (; from + kBlock <= text.size(); from += kBlock) {
    const unsigned found = any_of_block<set...>(text.data() + from);
    if (found != 0) return from + static_cast<std::size_t>(std::countr_zero(found));
  }
  if (from >= text.size()) return std::string_view::npos;
  char rest[kBlock];
  std::memcpy(rest, text.data() + from, text.size() - from);
  const unsigned found = any_of_block<set...>(rest) & ((1U << (text.size() - from)) - 1);
  return found == 0 ? std::string_view::npos : from + static_cast<std::size_t>(std::countr_zero(found));
#else
  for (; from < text.size(); ++from) {
    if (((text[from] == set) || ...)) return from;
  }
  return std::string_view::npos;
#endif
}

/// The first place from `from` on where another character is, or the end.
inline std::size_t skip(std::string_view text, char c, std::size_t from) {
#if defined(__SSE2__)
  const __m128i same = _mm_set1_epi8(c);
  for (; from + sizeof(__m128i) <= text.size(); from += sizeof(__m128i)) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text.data() + from));
    const auto others = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, same))) ^ 0xFFFFU;
    if (others != 0) return from + static_cast<std::size_t>(std::countr_zero(others));
  }
#endif
  while (from < text.size() && text[from] == c) ++from;
  return from;
}

/// Whether the part is a view of the whole, not only equal to some of it.
inline bool is_inside(std::string_view part, std::string_view whole) {
  const std::less_equal<> before;
  return part.data() != nullptr && before(whole.data(), part.data()) &&
         before(part.data() + part.size(), whole.data() + whole.size());
}

/// Where the last of this character is; npos when it is nowhere.
inline std::size_t find_last(std::string_view text, char c) {
#if defined(__GLIBC__)
  const void* const at = text.empty() ? nullptr : memrchr(text.data(), c, text.size());
  return at == nullptr ? std::string_view::npos
                       : static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
#else
  return text.rfind(c);
#endif
}

}  // namespace ecslint::text
