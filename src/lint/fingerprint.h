// SPDX-License-Identifier: Apache-2.0
// A number by which a finding is known again tomorrow: from its code, the resource's kind and name, its path
// by names, and which of several equal ones it is. Not from lines, values or positions in lists, so that
// edits elsewhere, moves and re-ordering keep it, and a secret never goes into it.
#pragma once

#include <cstdint>
#include <span>

#include "finding/finding.h"

namespace ecslint::lint {

/// Sets the fingerprints of one file's findings, which must be in report order.
void set_fingerprints(std::span<finding::Finding> findings);

}  // namespace ecslint::lint
