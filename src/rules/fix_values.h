// SPDX-License-Identifier: Apache-2.0
// What an expression computed as a tree that can be written into a file.
#pragma once

#include <optional>

#include "doc/arena.h"
#include "doc/node.h"
#include "expr/value.h"

namespace ecslint::rules {

/// Nothing for what has no JSON form: unknowns, errors, times, keys that are no strings.
std::optional<doc::Node> to_node(const expr::Value& value, doc::Arena& arena);

}  // namespace ecslint::rules
