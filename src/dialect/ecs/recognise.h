// SPDX-License-Identifier: Apache-2.0
// Which ECS resource an object is, judged by its keys: what `family`, `desiredCount` or `containerInstances`
// stand beside. Neighbours of other services come after ECS's own (neighbours.h). Keys in the wrong letter
// case count too, after everything else, so that a document in CloudFormation's spelling is checked and told
// so.
#pragma once

#include <optional>
#include <string_view>

#include "doc/node.h"
#include "model/kinds.h"

namespace ecslint::dialect_ecs {

struct Recognised {
  model::Kind kind;
  model::Form form;
  std::string_view why;  // "it has containerDefinitions"
};

/// The resource that this object is, if it is one.
std::optional<Recognised> recognise(const doc::Node& object);

/// Whether the object is a container definition: image, and keys that only ECS containers have.
bool is_container(const doc::Node& object);

}  // namespace ecslint::dialect_ecs
