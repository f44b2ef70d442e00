// SPDX-License-Identifier: Apache-2.0
// The outline of a file, for the document's symbols and the workspace's.
#pragma once

#include <vector>

#include "lint/checker.h"
#include "lsp/position_map.h"
#include "lsp/protocol.h"

namespace ecslint::lsp {

std::vector<DocumentSymbol> symbols_of(const lint::ParsedFile& file, const PositionMap& positions);

}  // namespace ecslint::lsp
