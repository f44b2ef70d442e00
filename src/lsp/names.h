// SPDX-License-Identifier: Apache-2.0
// Names that parts of a task definition have (containers, volumes, ports, the family) and the places, in the
// same resource or in services of other files, that mean them. One table says where names are given and where
// they are used; definition, references, rename and completion all read it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/feature.h"
#include "model/resource.h"

namespace ecslint::lsp {

enum class Entity : std::uint8_t { kContainer, kVolume, kPort, kFamily };
std::string_view title(Entity entity);

/// A place where a name stands.
struct Mention {
  std::string file;
  text::Range range;  // of the name itself, without quotes
  Entity entity = Entity::kContainer;
  bool definition = false;
  std::string name;
};

/// All of one resource, in the order of the table.
std::vector<Mention> mentions_in(const model::Resource& resource);

/// The mention at a place of the context's file.
std::optional<Mention> mention_at(const Context& context, text::Offset offset);

/// All places, in any file, that mean the same as this one; definitions first.
std::vector<Mention> same_as(const Context& context, const Mention& mention);

/// What of the task definition that `resource` is or runs can be named at a place: for completion. Families
/// are those of all files.
std::vector<std::string> known_names(const Context& context, const model::Resource& resource, Entity entity);

/// What a property of a resource (pattern_of) names.
std::optional<Entity> named_by(const model::Resource& resource, std::string_view pattern);

/// Where services and the like say that they run the task definition.
std::vector<FilePlace> users_of(const Context& context, const model::Resource& task_definition);

}  // namespace ecslint::lsp
