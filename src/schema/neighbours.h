// SPDX-License-Identifier: Apache-2.0
// Where a property that is unknown here would be at home: in the objects below, around, or beside. Internal
// to the room.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/schema_set.h"

namespace ecslint::schema {

/// An object on the way from the root to where the property stands, outermost first.
struct Surrounding {
  SchemaView schema;
  std::string words;  // "the task definition"
};

/// `"secrets[]"`, `the task definition`: the nearest objects that have the property, joined by "or". Empty
/// when there is none, or so many that the hint would not help.
std::string home_of(std::string_view property, std::span<const Surrounding> way);

}  // namespace ecslint::schema
