// SPDX-License-Identifier: Apache-2.0
// What `ecslint check` tells on standard error about a run as a whole.
#pragma once

#include <string>

#include "cli/command.h"
#include "lint/linter.h"

namespace ecslint::cli {

/// --statistics: counts, what was skipped, and the rules that took most.
void print_statistics(Context& context, const lint::Linter& linter, const lint::Summary& summary,
                      double seconds);

/// Entries of the baseline that nothing was found for.
void tell_gone(Context& context, const std::string& baseline, const lint::Summary& summary);

}  // namespace ecslint::cli
