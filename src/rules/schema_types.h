// SPDX-License-Identifier: Apache-2.0
// Declarations for the checker of expressions: object types made from the schemas of resources and from the
// tables of a pack, so that a misspelt property in a rule is found when it is loaded. Also gives what absent
// properties read as (unconditional defaults) and which must be there (required).
#pragma once

#include <map>
#include <string_view>

#include "doc/arena.h"
#include "doc/node.h"
#include "expr/type.h"
#include "schema/schema_set.h"

namespace ecslint::rules {

class SchemaTypes {
 public:
  /// All must outlive what is made: defaults live in the arena.
  SchemaTypes(const schema::SchemaSet& schemas, expr::TypeTable& types, doc::Arena& arena)
      : schemas_(schemas), types_(types), arena_(arena) {}

  /// The type of a schema by name; "task-definition#volumes" is that of the elements of its volumes. dyn when
  /// there is no such schema.
  expr::TypeId of(std::string_view schema);

  /// The type of a tree: objects have the fields they have, elements of arrays are joined.
  expr::TypeId of(const doc::Node& value, std::string_view name);

 private:
  expr::TypeId of(const schema::SchemaView& view, std::string_view name, int depth);
  expr::TypeId object(const schema::SchemaView& view, std::string_view name, int depth);
  expr::TypeId joined(std::span<const doc::Node* const> values, std::string_view name);
  const doc::Node* fallback(const schema::SchemaView& view);

  const schema::SchemaSet& schemas_;
  expr::TypeTable& types_;
  doc::Arena& arena_;
  std::map<schema::SchemaId, expr::TypeId> known_;
};

}  // namespace ecslint::rules
