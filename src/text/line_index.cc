// SPDX-License-Identifier: Apache-2.0
#include "text/line_index.h"

#include <algorithm>

#if defined(__SSE2__)
#include <emmintrin.h>

#include <bit>
#endif

namespace ecslint::text {
namespace {

constexpr Offset kStride = 1024;
constexpr std::size_t kUsualLine = 24;  // bytes, so that most indexes grow once

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool is_astral_lead(char c) { return static_cast<unsigned char>(c) >= 0xF0; }

/// What is in the bytes, read once.
struct Content {
  bool ascii = true;
  bool carriage_return = false;
};

void look_at(std::string_view bytes, std::vector<Offset>& starts, Content& content, std::size_t from = 0) {
  for (std::size_t i = from; i < bytes.size(); ++i) {
    if (bytes[i] == '\n') starts.push_back(static_cast<Offset>(i + 1));
    if (bytes[i] == '\r') content.carriage_return = true;
    if ((static_cast<unsigned char>(bytes[i]) & 0x80) != 0) content.ascii = false;
  }
}

/// Adds where lines that LFs end begin, but for the first.
Content find_starts(std::string_view bytes, std::vector<Offset>& starts) {
  Content content;
  std::size_t i = 0;
#if defined(__SSE2__)
  const __m128i lf = _mm_set1_epi8('\n');
  const __m128i cr = _mm_set1_epi8('\r');
  __m128i crs = _mm_setzero_si128();
  __m128i high = _mm_setzero_si128();
  std::size_t count = starts.size();
  for (; i + sizeof(__m128i) <= bytes.size(); i += sizeof(__m128i)) {
    if (starts.size() < count + sizeof(__m128i))
      starts.resize(2 * starts.size() + sizeof(__m128i) + bytes.size() / kUsualLine);
    const __m128i block = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes.data() + i));
    high = _mm_or_si128(high, block);
    crs = _mm_or_si128(crs, _mm_cmpeq_epi8(block, cr));
    auto ends = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(block, lf)));
    for (; ends != 0; ends &= ends - 1)
      starts[count++] = static_cast<Offset>(i + static_cast<std::size_t>(std::countr_zero(ends)) + 1);
  }
  starts.resize(count);
  content = {_mm_movemask_epi8(high) == 0, _mm_movemask_epi8(crs) != 0};
#endif
  look_at(bytes, starts, content, i);
  return content;
}

/// A CR that no LF follows ends a line too, though no file of our days has one.
void find_starts_after_cr(std::string_view bytes, std::vector<Offset>& starts) {
  starts.resize(1);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') continue;
    if (bytes[i] == '\n' || bytes[i] == '\r') starts.push_back(static_cast<Offset>(i + 1));
  }
}

}  // namespace

LineIndex::LineIndex(std::string_view bytes, std::uint32_t first_line)
    : bytes_(bytes), first_line_(first_line), starts_{0} {
  const Content content = find_starts(bytes, starts_);
  if (content.carriage_return) find_starts_after_cr(bytes, starts_);
  if (content.ascii) return;
  Checkpoint at{0, 0, 0};
  for (; at.offset < bytes.size(); ++at.offset) {
    if (at.offset % kStride == 0) checkpoints_.push_back(at);
    const char c = bytes[at.offset];
    if (is_continuation(c)) continue;
    ++at.code_points;
    at.utf16 += is_astral_lead(c) ? 2 : 1;
  }
  if (at.offset % kStride == 0) checkpoints_.push_back(at);
}

LineIndex::Checkpoint LineIndex::measure(Offset offset) const {
  if (checkpoints_.empty()) return {offset, offset, offset};
  Checkpoint at = checkpoints_[std::min<std::size_t>(offset / kStride, checkpoints_.size() - 1)];
  for (; at.offset < offset; ++at.offset) {
    const char c = bytes_[at.offset];
    if (is_continuation(c)) continue;
    ++at.code_points;
    at.utf16 += is_astral_lead(c) ? 2 : 1;
  }
  return at;
}

Offset LineIndex::text_begin(std::uint32_t line_index) const {
  const bool bom = line_index == 0 && bytes_.substr(0, 3) == "\xEF\xBB\xBF";
  return bom ? 3 : starts_[line_index];
}

Position LineIndex::position(Offset offset, ColumnUnit unit) const {
  offset = std::min<Offset>(offset, static_cast<Offset>(bytes_.size()));
  const auto next = std::upper_bound(starts_.begin(), starts_.end(), offset);
  const auto index = static_cast<std::uint32_t>(next - starts_.begin() - 1);
  const Offset begin = std::min(text_begin(index), offset);
  if (unit == ColumnUnit::kByte) return {first_line_ + index, offset - begin + 1};
  const Checkpoint from = measure(begin);
  const Checkpoint to = measure(offset);
  const bool utf16 = unit == ColumnUnit::kUtf16;
  return {first_line_ + index, (utf16 ? to.utf16 - from.utf16 : to.code_points - from.code_points) + 1};
}

Offset LineIndex::offset(Position position, ColumnUnit unit) const {
  if (position.line > last_line()) return static_cast<Offset>(bytes_.size());
  const std::uint32_t index = std::max(position.line, first_line_) - first_line_;
  const Range text = line(first_line_ + index);
  Offset at = std::min(text_begin(index), text.end);
  std::uint32_t column = 1;
  while (at < text.end && column < position.column) {
    const char lead = bytes_[at];
    Offset next = at + 1;
    if (unit != ColumnUnit::kByte) {
      while (next < text.end && is_continuation(bytes_[next])) ++next;
    }
    column += unit == ColumnUnit::kUtf16 && is_astral_lead(lead) ? 2 : 1;
    if (column > position.column) break;  // the middle of a surrogate pair
    at = next;
  }
  return at;
}

Range LineIndex::line(std::uint32_t number) const {
  if (number < first_line_ || number > last_line()) {
    const auto end = static_cast<Offset>(bytes_.size());
    return {end, end};
  }
  const std::size_t index = number - first_line_;
  const Offset begin = starts_[index];
  Offset end = index + 1 < starts_.size() ? starts_[index + 1] : static_cast<Offset>(bytes_.size());
  while (end > begin && (bytes_[end - 1] == '\n' || bytes_[end - 1] == '\r')) --end;
  return {begin, end};
}

}  // namespace ecslint::text
