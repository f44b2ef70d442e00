// SPDX-License-Identifier: Apache-2.0
// Byte offsets of one text to the protocol's positions and back, in the encoding that was negotiated. What is
// out of range is clipped to the text, as the protocol wants it.
#pragma once

#include <string_view>

#include "lsp/protocol.h"
#include "text/line_index.h"
#include "text/range.h"

namespace ecslint::lsp {

enum class Encoding : bool { kUtf16, kUtf8 };

class PositionMap {
 public:
  /// Keeps a view of the text.
  PositionMap(std::string_view text, Encoding encoding)
      : index_(text),
        unit_(encoding == Encoding::kUtf8 ? text::ColumnUnit::kByte : text::ColumnUnit::kUtf16) {}

  Position position(text::Offset offset) const {
    const text::Position at = index_.position(offset, unit_);
    return {at.line - 1, at.column - 1};
  }
  Range range(text::Range range) const { return {position(range.begin), position(range.end)}; }

  text::Offset offset(Position at) const { return index_.offset({at.line + 1, at.character + 1}, unit_); }
  /// Empty where start lies behind end.
  text::Range range(const Range& range) const {
    const text::Offset begin = offset(range.start);
    return {begin, std::max(begin, offset(range.end))};
  }

  std::uint32_t lines() const { return index_.line_count(); }
  /// The bytes of a line (from 0) without its break.
  text::Range line(std::uint32_t number) const { return index_.line(number + 1); }

 private:
  text::LineIndex index_;
  text::ColumnUnit unit_;
};

}  // namespace ecslint::lsp
