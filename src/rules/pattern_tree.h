// SPDX-License-Identifier: Apache-2.0
// The regular expressions of rules (RE2's syntax) as trees from which finished automata are made when a pack
// is compiled. Only what a table can do and where reading it twice would be the same: anything else (word
// edges, Unicode classes, flags but i) has no tree and stays with RE2.
#pragma once

#include <optional>
#include <string_view>

#include "schema/ecma_regex.h"

namespace ecslint::rules {

std::optional<schema::RegexNode> pattern_tree(std::string_view pattern);

}  // namespace ecslint::rules
