// SPDX-License-Identifier: Apache-2.0
// Offsets to lines and columns and back, for reports and editors. Built only for files that have something to
// show. LF, CRLF and lone CR end a line. Columns count code points or UTF-16 units from 1; a byte that is not
// UTF-8 counts as one. Long non-ASCII lines keep checkpoints, so that a minified megabyte stays cheap.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "text/range.h"

namespace ecslint::text {

/// Line and column, both 1-based; lines count from the first_line of the index.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend constexpr auto operator<=>(const Position&, const Position&) = default;
};

enum class ColumnUnit : std::uint8_t { kCodePoint, kUtf16, kByte };

class LineIndex {
 public:
  /// Keeps a view of the bytes; columns skip a byte order mark at the very beginning.
  explicit LineIndex(std::string_view bytes, std::uint32_t first_line = 1);

  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }
  std::uint32_t first_line() const { return first_line_; }
  std::uint32_t last_line() const { return first_line_ + line_count() - 1; }

  /// Offsets past the end give the end.
  Position position(Offset offset, ColumnUnit unit = ColumnUnit::kCodePoint) const;

  /// The inverse; lines and columns past the end are clipped.
  Offset offset(Position position, ColumnUnit unit = ColumnUnit::kCodePoint) const;

  /// The bytes of a line without its line break.
  Range line(std::uint32_t number) const;

 private:
  struct Checkpoint {
    Offset offset;
    std::uint32_t code_points;  // since the file began
    std::uint32_t utf16;
  };

  Checkpoint measure(Offset offset) const;
  Offset text_begin(std::uint32_t line_index) const;

  std::string_view bytes_;
  std::uint32_t first_line_;
  std::vector<Offset> starts_;
  std::vector<Checkpoint> checkpoints_;  // empty when the file is ASCII
};

}  // namespace ecslint::text
