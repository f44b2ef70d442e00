// SPDX-License-Identifier: Apache-2.0
// Why libyaml stopped, in words for people: a code, a place and a sentence instead of "while parsing a block
// mapping, did not find expected key".
#pragma once

#include <string>
#include <string_view>

#include "finding/finding.h"
#include "text/source.h"

namespace ecslint::syntax_yaml {

/// What libyaml says, its marks as byte offsets in the file.
struct Problem {
  std::string_view context;  // "while parsing a flow sequence"; may be empty
  std::string_view problem;  // "did not find expected ',' or ']'"
  text::Offset context_at = 0;
  text::Offset at = 0;
};

finding::Finding explain(const text::Source& source, const Problem& problem);

/// For a byte that may not stand in YAML at all.
finding::Finding refused_byte(const text::Source& source, text::Offset at, bool not_utf8);

}  // namespace ecslint::syntax_yaml
