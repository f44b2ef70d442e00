// SPDX-License-Identifier: Apache-2.0
// The built-in rules and schemas, compiled when ecslint was built (tools/bake) and used as they lie in the
// binary: asking for them parses and allocates nothing. Its own library (rules_builtin), so that the bake
// tool itself does not need what it makes.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "rules/pack.h"
#include "schema/schema_set.h"

namespace ecslint::rules {

/// The image of the built-in pack: Pack(builtin_pack(), builtin_screens()).
std::string_view builtin_pack();

/// What the bake tool wrote as C++ beside it.
Screens builtin_screens();

/// The compiled schemas of all resources.
schema::SchemaSet builtin_schemas();

/// The schema files as they stand in schemas/, by name without ".json", sorted.
std::vector<std::string_view> builtin_schema_names();
std::optional<std::string_view> builtin_schema_text(std::string_view name);

}  // namespace ecslint::rules
