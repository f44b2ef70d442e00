// SPDX-License-Identifier: Apache-2.0
// Numbers by JSON's grammar: whole ones become int64 or uint64 where they fit, everything else a double.
#pragma once

#include <string_view>

#include "doc/node.h"

namespace ecslint::syntax_json {

/// Reads the number that begins at `begin`, never past `end`, and gives where it stops; nullptr when none is
/// there. Sets the node's value, not its range. Too large becomes infinity, too small zero.
const char* read_number(const char* begin, const char* end, doc::Node& node);

/// What is wrong with a token that looks like a number and is none: "a number has no leading zeros".
std::string_view number_mistake(std::string_view token);

}  // namespace ecslint::syntax_json
