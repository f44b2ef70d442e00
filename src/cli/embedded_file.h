// SPDX-License-Identifier: Apache-2.0
// Fixtures that are part of the binary as they stand in the repository, as the examples of `ecslint explain`.
#pragma once

#include "text/embedded_file.h"

namespace ecslint::cli {

using text::EmbeddedFile;

extern "C" const EmbeddedFile ecslint_example_files[];

}  // namespace ecslint::cli
