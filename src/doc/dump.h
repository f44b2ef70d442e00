// SPDX-License-Identifier: Apache-2.0
// A tree as text, for tests and `ecslint dump`: one line a node with its range, or plain JSON without places.
#pragma once

#include <string>

#include "doc/node.h"

namespace ecslint::doc {

/// Indented lines: `object 0-20`, `  "cpu" 2-7: string "256" 9-14`.
std::string dump(const Node& node);

/// JSON on one line; unresolved values are written {"$unresolved": "spelling"}.
std::string to_json(const Node& node);

}  // namespace ecslint::doc
