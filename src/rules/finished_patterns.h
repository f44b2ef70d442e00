// SPDX-License-Identifier: Apache-2.0
// The constant patterns of a pack as finished automata in its image, so that nothing is compiled when ecslint
// starts and a match is one look-up a character. What has no table is left to RE2, compiled on first use.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string_view>

#include "expr/context.h"
#include "expr/function.h"
#include "expr/program.h"
#include "schema/automaton.h"
#include "schema/compiled.h"
#include "text/image.h"

namespace ecslint::rules {

/// Collects the patterns of programs while a pack is compiled, and writes their tables.
class PatternCollector {
 public:
  void add(const expr::Program& program, text::Image image, expr::FunctionTables functions);
  /// Sorted by where the pattern's text lies.
  text::Ref<schema::Pattern> write(text::ImageBuilder& image) const;

 private:
  std::map<std::uint32_t, text::Str> patterns_;
};

/// The reading side: a pattern is known by the place of its text in the image.
class FinishedPatterns final : public expr::PatternTables {
 public:
  FinishedPatterns() = default;
  FinishedPatterns(text::Image image, text::Ref<schema::Pattern> patterns)
      : image_(image), patterns_(patterns) {}

  std::optional<bool> found_in(std::string_view pattern, std::string_view text) const override;
  expr::PartialMatch found_in(std::string_view pattern, std::span<const doc::Piece> pieces) const override;
  /// By the number of the table.
  bool found_in(std::uint32_t pattern, std::string_view text) const {
    return schema::run_automaton(image_[patterns_][pattern], image_, text);
  }

 private:
  /// Null when it has no table.
  const schema::Pattern* table_of(std::string_view pattern) const;

  text::Image image_;
  text::Ref<schema::Pattern> patterns_;
};

}  // namespace ecslint::rules
