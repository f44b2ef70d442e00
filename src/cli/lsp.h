// SPDX-License-Identifier: Apache-2.0
// The command that serves editors; apart from the others, as it alone knows of that room.
#pragma once

#include "cli/command.h"

namespace ecslint::cli {

ExitCode lsp(Context& context, const std::vector<std::string>& arguments);

}  // namespace ecslint::cli
