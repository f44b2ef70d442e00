// SPDX-License-Identifier: Apache-2.0
// Standard input as one source.
#pragma once

#include <string>

#include "text/result.h"
#include "text/source.h"

namespace ecslint::cli {

/// Reads to the end; more than a Source can hold is an error.
text::Result<text::Source> read_standard_input(const std::string& name);

}  // namespace ecslint::cli
