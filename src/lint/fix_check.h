// SPDX-License-Identifier: Apache-2.0
// Whether edits did to a file what was meant: read again, it differs from what it was only where the edits
// are. This is what --fix believes, not the code that made the edits.
#pragma once

#include <span>

#include "doc/document.h"
#include "text/edits.h"

namespace ecslint::lint {

/// `after` is `before` with the edits (sorted, disjoint) applied. Outside of what they replaced, removed or
/// inserted every key and value is the same and in the same order.
bool changed_only_there(const doc::Document& before, const doc::Document& after,
                        std::span<const text::Edit> edits);

}  // namespace ecslint::lint
