// SPDX-License-Identifier: Apache-2.0
#include "text/line_index.h"

#include <algorithm>

namespace ecslint::text {
namespace {

constexpr Offset kStride = 1024;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool is_astral_lead(char c) { return static_cast<unsigned char>(c) >= 0xF0; }

bool is_ascii(std::string_view bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

LineIndex::LineIndex(std::string_view bytes) : bytes_(bytes), starts_{0} {
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') continue;
    if (bytes[i] == '\n' || bytes[i] == '\r') starts_.push_back(static_cast<Offset>(i + 1));
  }
  if (is_ascii(bytes)) return;
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
  if (unit == ColumnUnit::kByte) return {index + 1, offset - begin + 1};
  const Checkpoint from = measure(begin);
  const Checkpoint to = measure(offset);
  const bool utf16 = unit == ColumnUnit::kUtf16;
  return {index + 1, (utf16 ? to.utf16 - from.utf16 : to.code_points - from.code_points) + 1};
}

Offset LineIndex::offset(Position position, ColumnUnit unit) const {
  if (position.line > starts_.size()) return static_cast<Offset>(bytes_.size());
  const std::uint32_t index = std::max(position.line, 1u) - 1;
  const Range text = line(index + 1);
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
  if (number == 0 || number > starts_.size()) {
    const auto end = static_cast<Offset>(bytes_.size());
    return {end, end};
  }
  const Offset begin = starts_[number - 1];
  Offset end = number < starts_.size() ? starts_[number] : static_cast<Offset>(bytes_.size());
  while (end > begin && (bytes_[end - 1] == '\n' || bytes_[end - 1] == '\r')) --end;
  return {begin, end};
}

}  // namespace ecslint::text
