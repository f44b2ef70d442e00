// SPDX-License-Identifier: Apache-2.0
// A source line with a place on it, cut to the width of a terminal: what text output draws and underlines.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "finding/finding.h"
#include "report/locator.h"

namespace ecslint::report {

struct Snippet {
  std::uint32_t line = 0;  // 1-based number in the file
  std::string text;        // printable, masked, clipped with … where cut
  std::size_t indent = 0;  // columns before the place
  std::size_t width = 1;   // columns of the place, at least 1
};

/// The first line of the place; a range over several lines is marked to the end of the first.
Snippet snippet(const finding::Place& place, Locator& locator, std::size_t columns);

/// Columns a terminal needs for printable text: 2 for East Asian wide characters and emoji, 0 for combining
/// marks.
std::size_t display_width(std::string_view s);

/// The beginning of a text that fits into some columns and ends with a word, at least one word.
std::string_view first_words(std::string_view text, std::size_t columns);

}  // namespace ecslint::report
