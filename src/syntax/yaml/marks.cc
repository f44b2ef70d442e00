// SPDX-License-Identifier: Apache-2.0
#include "syntax/yaml/marks.h"

#include <algorithm>
#include <cstddef>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "text/utf8.h"

namespace ecslint::syntax_yaml {
namespace {

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

constexpr std::size_t kBlock = 16;

/// Whether all bytes of a block are from 0x20 to 0x7E or line ends.
bool all_printable(const char* at) {
#if defined(__SSE2__)
  const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
  const __m128i next = _mm_add_epi8(bytes, _mm_set1_epi8(1));  // above 0x7E it is negative, or 0
  const __m128i printable = _mm_cmpgt_epi8(next, _mm_set1_epi8(0x20));
  const __m128i feeds = _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\n'));
  return _mm_movemask_epi8(_mm_or_si128(printable, feeds)) == 0xFFFF;
#else
  return std::all_of(at, at + kBlock, [](char c) { return (c >= 0x20 && c < 0x7F) || c == '\n'; });
#endif
}

bool is_allowed(char32_t c) {
  if (c < 0x20) return c == '\t' || c == '\n' || c == '\r';
  if (c < 0xA0) return c < 0x7F || c == 0x85;
  return c != 0xFEFF && c != 0xFFFE && c != 0xFFFF;
}

}  // namespace

Survey survey(std::string_view text) {
  Survey found;
  for (std::size_t i = 0; i < text.size();) {
    if (i + kBlock <= text.size() && all_printable(text.data() + i)) {
      i += kBlock;
      continue;
    }
    const std::size_t n = text::utf8_sequence_length(text.substr(i, 4));
    if (n == 0 || !is_allowed(text::decode_code_point(text.substr(i, 4)))) {
      found.refused = i;
      found.not_utf8 = n == 0;
      return found;
    }
    found.ascii = found.ascii && n == 1;
    i += n;
  }
  return found;
}

text::Offset Marks::offset(std::size_t index) {
  if (ascii_) return base_ + static_cast<text::Offset>(std::min(index, text_.size()));
  for (; index_ < index && byte_ < text_.size(); ++index_) {
    ++byte_;
    while (byte_ < text_.size() && is_continuation(text_[byte_])) ++byte_;
  }
  for (; index_ > index; --index_) {
    --byte_;
    while (byte_ > 0 && is_continuation(text_[byte_])) --byte_;
  }
  return base_ + static_cast<text::Offset>(byte_);
}

}  // namespace ecslint::syntax_yaml
