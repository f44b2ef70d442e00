// SPDX-License-Identifier: Apache-2.0
// Lines and columns for a few places of one text, asked for in any order but cheaply in rising order: line
// feeds are counted from place to place, and no index is made. A text with other line ends, or in which not
// all is ASCII up to the place, is left to a LineIndex.
#pragma once

#include <optional>
#include <string_view>

#include "text/line_index.h"

namespace ecslint::text {

class LineCounter {
 public:
  /// Keeps a view of the bytes.
  explicit LineCounter(std::string_view bytes, std::uint32_t first_line = 1)
      : bytes_(bytes), first_line_(first_line), at_{first_line, 0, 0} {}

  /// As LineIndex::position() in code points.
  Position position(Offset offset);

 private:
  struct Place {
    std::uint32_t line;
    Offset line_begin;
    Offset offset;
  };
  /// Counts up to the offset; false when something is there that is not for us.
  bool advance(Offset offset);

  std::string_view bytes_;
  std::uint32_t first_line_;
  Place at_;
  std::optional<LineIndex> index_;
};

}  // namespace ecslint::text
