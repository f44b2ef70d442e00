// SPDX-License-Identifier: Apache-2.0
// Half-open byte ranges in the outermost file. Lines, columns and UTF-16 exist only at the edges
// (report/, lsp/), so that moving a place through the program costs eight bytes.
#pragma once

#include <compare>
#include <cstdint>

namespace ecslint::text {

using Offset = std::uint32_t;

struct Range {
  Offset begin = 0;
  Offset end = 0;

  constexpr Offset size() const { return end - begin; }
  constexpr bool empty() const { return begin == end; }
  constexpr bool contains(Offset offset) const { return begin <= offset && offset < end; }
  constexpr bool contains(Range other) const { return begin <= other.begin && other.end <= end; }
  friend constexpr auto operator<=>(const Range&, const Range&) = default;
};

}  // namespace ecslint::text
