// SPDX-License-Identifier: Apache-2.0
#include "text/line_index.h"

#include <algorithm>
#include <cstring>

namespace ecslint::text {
namespace {

constexpr Offset kStride = 1024;
constexpr std::size_t kUsualLine = 24;  // bytes, so that most indexes grow once

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
bool is_astral_lead(char c) { return static_cast<unsigned char>(c) >= 0xF0; }

/// Eight bytes at a time.
bool is_ascii(std::string_view bytes) {
  std::uint64_t high = 0;
  for (; bytes.size() >= 8; bytes.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), 8);
    high |= word;
  }
  for (const char c : bytes) high |= static_cast<std::uint64_t>(static_cast<unsigned char>(c));
  return (high & 0x8080808080808080ull) == 0;
}

/// Where lines begin, but for the first. Without a lone CR, which no file of our days has, it is LFs that
/// end them.
void find_starts(std::string_view bytes, std::vector<Offset>& starts) {
  for (std::size_t cr = bytes.find('\r'); cr != std::string_view::npos; cr = bytes.find('\r', cr + 1)) {
    if (cr + 1 < bytes.size() && bytes[cr + 1] == '\n') continue;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      if (bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n') continue;
      if (bytes[i] == '\n' || bytes[i] == '\r') starts.push_back(static_cast<Offset>(i + 1));
    }
    return;
  }
  starts.reserve(bytes.size() / kUsualLine);
  for (std::size_t lf = bytes.find('\n'); lf != std::string_view::npos; lf = bytes.find('\n', lf + 1)) {
    starts.push_back(static_cast<Offset>(lf + 1));
  }
}

}  // namespace

LineIndex::LineIndex(std::string_view bytes, std::uint32_t first_line)
    : bytes_(bytes), first_line_(first_line), starts_{0} {
  find_starts(bytes, starts_);
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
