// SPDX-License-Identifier: Apache-2.0
// What a rule can look at: one explicit table. A subject is a resource of a kind or each element of one of
// its arrays; with it come the variables that its rules may use: the subject itself, what it stands in, and
// what the resource is linked with. A new subject is a row here.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "model/kinds.h"
#include "model/project.h"

namespace ecslint::rules {

enum class Origin : std::uint8_t {
  kResource,  // the resource
  kElement,   // the element being looked at
  kLink,      // what `relation` leads to; unknown when it is not in the run
  kUnfound,   // what the resource names and a closed root does not have; strings
  kForm,      // how the resource is written: "create", "update", "describe" …
};

struct Variable {
  std::string_view name;
  Origin origin = Origin::kResource;
  std::string_view schema;  // that declares its properties; empty: anything
  bool list = false;        // of objects of that schema
  model::Relation relation = model::Relation::kTaskDefinition;
  bool of_element = false;  // a link that begins at the element
};

/// A name that means the resource in rules of every subject, beside the subject's own for it.
inline constexpr std::string_view kResourceAlias = "resource";

struct Subject {
  std::string_view name;
  model::Kind kind;
  std::string_view array;  // the property whose elements are looked at; empty: the resource itself
  std::span<const Variable> variables;

  /// The slot of the first variable that is the resource.
  std::uint32_t resource_slot() const;
};

std::span<const Subject> subjects();

/// The index in subjects().
std::optional<std::uint8_t> find_subject(std::string_view name);

}  // namespace ecslint::rules
