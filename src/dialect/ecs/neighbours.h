// SPDX-License-Identifier: Apache-2.0
// Resources of other services that ECS resources hang together with: target groups, listeners, scalable
// targets, security groups, log groups, alarms … as the AWS CLI takes and gives them. They are told by their
// keys in the API's own spelling only, and by enough of them that a configuration file of something else is
// never taken for one. One table of signatures, one of the lists in output, one of what a document leaves to
// another call.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "dialect/ecs/recognise.h"
#include "doc/node.h"
#include "model/kinds.h"

namespace ecslint::dialect_ecs {

/// The neighbour that this object is, if it is one.
std::optional<Recognised> recognise_neighbour(const doc::Node& object);

/// A property that rules read under another name than this document has it: `TargetGroupName` of output is
/// the `Name` of the input.
struct Alias {
  model::Kind kind;
  std::string_view written;
  std::string_view canonical;
};
std::span<const Alias> aliases();

/// A property that another call sets: in a document of this form its absence says nothing.
struct Elsewhere {
  model::Kind kind;
  bool output;  // missing in describe output too
  std::string_view property;
  std::string_view reason;  // completes "unknown because of …"
};
std::span<const Elsewhere> elsewhere();

}  // namespace ecslint::dialect_ecs
