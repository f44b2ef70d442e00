// SPDX-License-Identifier: Apache-2.0
// One ECS resource in its canonical shape: names, nesting and types of the ECS API. `node` is what schemas
// and rules look at; where the user wrote less than a whole resource (a bare array of containers), the
// dialect makes an object around it that carries Node::kOpen: what it does not hold is unknown, not absent.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "doc/document.h"
#include "doc/node.h"
#include "doc/spelling.h"
#include "model/kinds.h"

namespace ecslint::model {

struct Resource {
  Kind kind = Kind::kTaskDefinition;
  Form form = Form::kCreate;
  const doc::Node* node = nullptr;     // canonical; an object; good as long as the document
  const doc::Node* written = nullptr;  // what stands in the file: `node` itself unless that is synthetic
  const doc::Document* document = nullptr;
  std::string_view name = {};  // family, serviceName …; empty when absent or unknown
  std::string_view arn = {};   // of a neighbour: the ARN or ID that AWS gave it, where the file says it
  std::uint32_t root = 0;      // links are made only between resources of equal root
  mutable bool piece = false;  // another resource holds all that this one says (roles.h)
  std::span<const Resource* const> parts = {};  // of which it was put together, other documents among them
  std::string_view logical_id = {};             // in a template
  doc::Range id_range = {};                     // where that stands: the place of what is absent
  std::string_view construct = {};          // of a CDK app: where its code makes it, Stack/Service/TaskDef
  const doc::Spelling* spelling = nullptr;  // how the document calls its properties, if not as the API

  /// The name property's or wrapper's value is written and known.
  bool named() const { return !name.empty(); }
  /// What reports call it.
  std::string_view shown_name() const { return logical_id.empty() ? name : logical_id; }
  /// The object holds only a part of the resource.
  bool partial() const { return form == Form::kContainers || form == Form::kContainer; }
};

/// The value of the kind's naming property if it is a known string, else empty.
std::string_view name_of(Kind kind, const doc::Node& node);

/// The value of the property with the ARN or ID of the kind if it is a known string, else empty.
std::string_view arn_of(Kind kind, const doc::Node& node);

/// The last part of an ARN or path ("…:task-definition/web:3" gives "web:3"); the string itself if it has
/// none.
std::string_view arn_leaf(std::string_view arn);

/// "web:3" is family web, revision 3; revision 0 where none is named.
struct FamilyRevision {
  std::string_view family;
  std::int64_t revision = 0;
};
/// Takes a family, family:revision or task definition ARN.
FamilyRevision parse_family(std::string_view reference);

}  // namespace ecslint::model
