// SPDX-License-Identifier: Apache-2.0
// Unquoted placeholders ({{ … }}, ${…}, @NAME@) are not YAML: {{ x }} is a mapping in a mapping, @ begins
// nothing. Before libyaml reads a text that has them, each is covered by as many bytes of plain text, so that
// every place stays what it was; afterwards values get their own text back.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/range.h"

namespace ecslint::syntax_yaml {

class Mask {
 public:
  /// Covers the unquoted placeholders of the text, which must outlive the mask. Template statements stay.
  explicit Mask(std::string_view text);

  bool empty() const { return covered_.empty(); }

  /// What libyaml is to read: the text itself when nothing was covered.
  std::string_view text() const { return empty() ? text_ : std::string_view(masked_); }

  /// Puts the placeholders between begin and end (offsets in the text) back into a value read from there.
  /// False when there are none.
  bool restore(std::string& value, std::size_t begin, std::size_t end) const;

 private:
  struct Covered {
    std::size_t begin;
    std::size_t size;
  };
  void cover(std::size_t at, std::size_t size);

  std::string_view text_;
  std::string masked_;
  std::vector<Covered> covered_;
};

}  // namespace ecslint::syntax_yaml
