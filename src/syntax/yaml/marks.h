// SPDX-License-Identifier: Apache-2.0
// From libyaml's marks to byte offsets. libyaml counts code points; where the text is ASCII these are bytes,
// else a cursor follows the marks, which come almost in order, so that a file costs one walk over its bytes.
// Also the look ahead of libyaml: bytes that YAML does not allow, at their exact place.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/range.h"

namespace ecslint::syntax_yaml {

/// What YAML's character set says of a text.
struct Survey {
  std::size_t refused = std::string_view::npos;  // first byte that may not stand in YAML
  bool not_utf8 = false;                         // why: else a control character
  bool ascii = true;                             // of what stands before it
};

Survey survey(std::string_view text);

class Marks {
 public:
  /// `base` is the text's place in the file.
  Marks(std::string_view text, text::Offset base, bool ascii) : text_(text), base_(base), ascii_(ascii) {}

  /// The byte offset in the file of a code point's index; the end for indices past it.
  text::Offset offset(std::size_t index);

 private:
  std::string_view text_;
  text::Offset base_;
  bool ascii_;
  std::size_t index_ = 0;
  std::size_t byte_ = 0;
};

}  // namespace ecslint::syntax_yaml
