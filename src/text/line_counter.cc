// SPDX-License-Identifier: Apache-2.0
#include "text/line_counter.h"

#include <algorithm>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace ecslint::text {
namespace {

struct Passed {
  std::uint32_t feeds = 0;
  bool others = false;  // other line ends, or what is not ASCII
};

#if defined(__SSE2__)
/// Blocks of sixteen bytes, so few that a byte can count the feeds at each of sixteen places.
Passed pass_blocks(const char* at, std::size_t blocks) {
  const __m128i lf = _mm_set1_epi8('\n');
  const __m128i cr = _mm_set1_epi8('\r');
  __m128i others = _mm_setzero_si128();
  __m128i feeds = _mm_setzero_si128();
  for (std::size_t i = 0; i < blocks; ++i) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at) + i);
    others = _mm_or_si128(others, _mm_or_si128(block, _mm_cmpeq_epi8(block, cr)));
    feeds = _mm_sub_epi8(feeds, _mm_cmpeq_epi8(block, lf));
  }
  const __m128i sums = _mm_sad_epu8(feeds, _mm_setzero_si128());
  const int count = _mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4);
  return {static_cast<std::uint32_t>(count), _mm_movemask_epi8(others) != 0};
}
#endif

Passed pass(std::string_view text) {
  Passed all;
#if defined(__SSE2__)
  constexpr std::size_t kMostBlocks = 255;
  while (text.size() >= sizeof(__m128i)) {
    const std::size_t blocks = std::min(text.size() / sizeof(__m128i), kMostBlocks);
    const Passed passed = pass_blocks(text.data(), blocks);
    all.feeds += passed.feeds;
    all.others |= passed.others;
    text.remove_prefix(blocks * sizeof(__m128i));
  }
#endif
  for (const char c : text) {
    all.feeds += c == '\n' ? 1 : 0;
    all.others |= c == '\r' || (static_cast<unsigned char>(c) & 0x80) != 0;
  }
  return all;
}

}  // namespace

Position LineCounter::position(Offset offset) {
  offset = std::min<Offset>(offset, static_cast<Offset>(bytes_.size()));
  if (!index_ && offset < at_.offset) at_ = {first_line_, 0, 0};
  if (!index_ && !advance(offset)) index_.emplace(bytes_, first_line_);
  if (index_) return index_->position(offset);
  return {at_.line, offset - at_.line_begin + 1};
}

bool LineCounter::advance(Offset offset) {
  const std::string_view next = bytes_.substr(at_.offset, offset - at_.offset);
  const Passed passed = pass(next);
  if (passed.others) return false;
  at_.offset = offset;
  if (passed.feeds == 0) return true;
  at_.line += passed.feeds;
  at_.line_begin = static_cast<Offset>(bytes_.rfind('\n', offset - 1) + 1);
  return true;
}

}  // namespace ecslint::text
