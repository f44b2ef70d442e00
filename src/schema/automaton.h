// SPDX-License-Identifier: Apache-2.0
// Finished automata for regular expressions, made when a schema is compiled and stored in the image: matching
// is one table look-up a character, with nothing to compile at start-up. Patterns that would need too large a
// table, or character properties, or word edges, are left to RE2.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "doc/node.h"
#include "schema/compiled.h"
#include "schema/ecma_regex.h"

namespace ecslint::schema {

struct Automaton {
  std::vector<std::uint8_t> columns;
  std::vector<WideColumn> wide;
  std::vector<std::uint16_t> table;
  std::vector<std::string> needles;
  std::uint32_t width = 0;
};

/// Writes the tables into the image and their places into the pattern.
void write_automaton(const Automaton& automaton, text::ImageBuilder& image, Pattern& pattern);

/// Empty when the expression is not fit for a table.
std::optional<Automaton> build_automaton(const RegexNode& tree);

/// Whether the pattern, which must have a table, is found in the text.
bool run_automaton(const Pattern& pattern, text::Image image, std::string_view text);

/// The same for a text of which only the pieces are known: nothing when that depends on the others, or is too
/// much work to tell.
std::optional<bool> run_automaton(const Pattern& pattern, text::Image image,
                                  std::span<const doc::Piece> pieces);

}  // namespace ecslint::schema
