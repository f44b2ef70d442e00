// SPDX-License-Identifier: Apache-2.0
// Making partly known strings: what a function gives back when its argument has holes but parts of the
// result are certain ("${REPO}:LATEST".lowerAscii() still ends with ":latest").
#pragma once

#include <string>
#include <vector>

#include "expr/context.h"
#include "expr/partial.h"

namespace ecslint::expr::lib {

/// Collects pieces of a string; text next to text is joined.
class PartialBuilder {
 public:
  void add(std::string_view text);
  void add_hole(std::string_view spelling);
  /// A string, or the pieces of a partly known one, or one hole for an unknown without pieces.
  void add(const Value& value);

  /// A string when there are no holes, else an unknown with these pieces and the reason and place of
  /// `origin`.
  Value finish(Context& context, const Value& origin) const;

 private:
  struct Part {
    std::string text;
    bool known;
  };
  std::vector<Part> parts_;
};

/// Whether the known parts of the string begin (end) before any hole, and how long that part is in bytes.
inline std::string_view certain_start(const Value& s) {
  return s.is_string() ? s.as_string() : known_prefix(pieces_of(s));
}

}  // namespace ecslint::expr::lib
