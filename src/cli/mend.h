// SPDX-License-Identifier: Apache-2.0
// --fix, --unsafe-fixes and --diff: mends the files before they are checked, or shows what that would change.
#pragma once

#include "cli/check_arguments.h"
#include "cli/command.h"
#include "cli/progress.h"
#include "lint/options.h"

namespace ecslint::cli {

/// kUnreadable when a file could not be written, which has been said; it is as it was.
ExitCode mend(Context& context, const CheckArguments& args, const lint::Options& options, Progress& progress);

}  // namespace ecslint::cli
