// SPDX-License-Identifier: Apache-2.0
// Text edits: replace a range by a text. Everything outside stays byte for byte as it was.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "text/range.h"
#include "text/result.h"

namespace ecslint::text {

struct Edit {
  Range range;
  std::string replacement;
  friend bool operator==(const Edit&, const Edit&) = default;
};

/// Two edits touch the same bytes, or insert at the same place.
bool overlap(const Edit& a, const Edit& b);

/// Applies edits given in any order; overlapping ones or ones past the end are an Error.
Result<std::string> apply_edits(std::string_view bytes, std::span<const Edit> edits);

}  // namespace ecslint::text
