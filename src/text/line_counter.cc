// SPDX-License-Identifier: Apache-2.0
#include "text/line_counter.h"

#include <algorithm>

#if defined(__SSE2__)
#include <emmintrin.h>

#include <bit>
#endif

namespace ecslint::text {

Position LineCounter::position(Offset offset) {
  offset = std::min<Offset>(offset, static_cast<Offset>(bytes_.size()));
  if (!index_ && offset < at_.offset) at_ = {first_line_, 0, 0};
  if (!index_ && !advance(offset)) index_.emplace(bytes_, first_line_);
  if (index_) return index_->position(offset);
  return {at_.line, offset - at_.line_begin + 1};
}

bool LineCounter::advance(Offset offset) {
  const char* const text = bytes_.data();
  Offset i = at_.offset;
#if defined(__SSE2__)
  const __m128i lf = _mm_set1_epi8('\n');
  const __m128i cr = _mm_set1_epi8('\r');
  for (; i + sizeof(__m128i) <= offset; i += sizeof(__m128i)) {
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(text + i));
    if (_mm_movemask_epi8(_mm_or_si128(block, _mm_cmpeq_epi8(block, cr))) != 0) return false;
    auto ends = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, lf)));
    if (ends != 0) at_.line_begin = i + static_cast<Offset>(std::bit_width(ends));
    for (; ends != 0; ends &= ends - 1) ++at_.line;
  }
#endif
  for (; i < offset; ++i) {
    if (text[i] == '\r' || (static_cast<unsigned char>(text[i]) & 0x80) != 0) return false;
    if (text[i] != '\n') continue;
    ++at_.line;
    at_.line_begin = i + 1;
  }
  at_.offset = offset;
  return true;
}

}  // namespace ecslint::text
