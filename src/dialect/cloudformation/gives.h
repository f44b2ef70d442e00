// SPDX-License-Identifier: Apache-2.0
// Whether a function gives a text or a list, which is often certain where what it gives is not.
#pragma once

#include <cstdint>

#include "dialect/cloudformation/template.h"

namespace ecslint::dialect_cloudformation {

enum class Gives : std::uint8_t { kUnknown, kText, kList };

/// Of what is written where a value stands, not evaluated.
Gives gives(const Template& source, const doc::Node& written);

}  // namespace ecslint::dialect_cloudformation
