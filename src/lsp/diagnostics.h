// SPDX-License-Identifier: Apache-2.0
// Findings as the protocol's diagnostics.
#pragma once

#include "lsp/feature.h"

namespace ecslint::lsp {

/// What is shown of the context's file, as a list of Diagnostic.
Json diagnostics_of(const Context& context);

/// Where more is said about a rule.
std::string help_uri(const lint::Linter& linter, std::string_view code);

}  // namespace ecslint::lsp
