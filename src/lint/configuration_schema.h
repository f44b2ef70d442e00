// SPDX-License-Identifier: Apache-2.0
// The JSON Schema of ecslint.toml, for editors. It is made of the very table that the reader of the file goes
// by, and of the rules, so that it says what they say.
#pragma once

#include <string>

#include "rules/rule_set.h"

namespace ecslint::lint {

std::string configuration_schema(const rules::RuleSet& rules);

}  // namespace ecslint::lint
