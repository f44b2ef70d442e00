// SPDX-License-Identifier: Apache-2.0
// ECMA-262 regular expressions with the u flag, as JSON Schema means them: parsed into a tree, from which
// either an automaton (automaton.h) or RE2's syntax is made. What neither can do (look-around,
// back-references) is refused with its place, when the schema is loaded and not when it is used.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace ecslint::schema {

struct CodeRange {
  char32_t first;
  char32_t last;
};

/// A set of characters. Properties (\p{L}) are kept by RE2's name; only RE2 knows their members.
struct CharSet {
  std::vector<CodeRange> ranges;        // sorted and disjoint once normalised
  std::vector<std::string> properties;  // "\p{L}", "\P{Greek}"
  bool negated = false;                 // applies to ranges and properties; never set without properties

  void add(char32_t first, char32_t last) { ranges.push_back({first, last}); }
  void normalise();
  /// All characters that are not in the ranges.
  void invert();
};

struct RegexNode {
  enum class Type : std::uint8_t { kSet, kConcat, kAlternate, kRepeat, kBegin, kEnd, kWordEdge, kNoWordEdge };
  static constexpr std::uint32_t kUnbounded = 0xffff'ffff;

  Type type = Type::kConcat;
  CharSet set;
  std::vector<RegexNode> children;
  std::uint32_t least = 0;
  std::uint32_t most = 0;
};

struct RegexError {
  std::string message;
  std::size_t offset = 0;    // in the pattern's bytes
  bool unsupported = false;  // good ECMA-262, but beyond us
};

/// The tree, or why not (then `error` is filled and the tree is meaningless).
struct ParsedRegex {
  RegexNode tree;
  bool ok = false;
  RegexError error;
};
ParsedRegex parse_regex(std::string_view pattern);

/// The same expression in RE2's syntax.
std::string to_re2(const RegexNode& tree);

}  // namespace ecslint::schema
