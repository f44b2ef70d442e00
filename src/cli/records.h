// SPDX-License-Identifier: Apache-2.0
// `ecslint check --input-format ndjson`: a stream of documents, one a line.
#pragma once

#include <string>

#include "cli/command.h"
#include "lint/linter.h"

namespace ecslint::cli {

/// Checks the lines of a file or, for "-", of standard input, which is called `stdin_name`. A stream that
/// cannot be read to its end is told and counted as unreadable.
lint::Summary check_records(Context& context, const lint::Linter& linter, const std::string& path,
                            const std::string& stdin_name, const lint::Sink& sink);

}  // namespace ecslint::cli
