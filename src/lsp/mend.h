// SPDX-License-Identifier: Apache-2.0
// Changes to whole files that take a while to work out: all safe fixes, and suppressions. As edits, smallest
// first to last line that differ.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lsp/feature.h"

namespace ecslint::lsp {

using FileEdits = std::vector<std::pair<std::string, text::Edit>>;

/// What `ecslint check --fix` would do to the file as it is now.
FileEdits fix_all(const Context& context);

/// The one edit that makes `after` of `before`; empty when they are equal.
FileEdits difference(const std::string& name, std::string_view before, std::string_view after);

}  // namespace ecslint::lsp
