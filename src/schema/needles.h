// SPDX-License-Identifier: Apache-2.0
// Texts of which every match of an expression holds one at least. Looking for them is several times as fast
// as running the expression's automaton over a long text, in which nearly always none is.
#pragma once

#include <string>
#include <vector>

#include "schema/ecma_regex.h"

namespace ecslint::schema {

/// A few, each of two bytes or more, all ASCII; none when the expression has no such texts.
std::vector<std::string> needles(const RegexNode& tree);

}  // namespace ecslint::schema
