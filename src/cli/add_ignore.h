// SPDX-License-Identifier: Apache-2.0
// --add-ignore CODE@FILE:LINE: writes suppressions instead of checking.
#pragma once

#include "cli/check_arguments.h"
#include "cli/command.h"
#include "lint/options.h"

namespace ecslint::cli {

ExitCode add_ignores(Context& context, const CheckArguments& args, const lint::Options& options);

}  // namespace ecslint::cli
