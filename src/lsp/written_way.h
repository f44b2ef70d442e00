// SPDX-License-Identifier: Apache-2.0
// From the keys in front of the caret to the resource they lead into and what the schema has there. The tree
// may be in pieces; what is left of it says which resource it is and what is written beside.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/completion_place.h"
#include "lsp/cursor.h"
#include "lsp/feature.h"

namespace ecslint::lsp {

struct WrittenWay {
  const model::Resource* resource = nullptr;
  std::vector<std::string> keys;  // canonical, from the resource down; "" for elements
  std::string pattern;            // of the keys
  std::optional<schema::SchemaView> schema;
  const doc::Node* written = nullptr;    // the object or value as it stands in the file, if it can be found
  const doc::Node* container = nullptr;  // the container definition around, of the canonical tree

  /// How the document calls a property of the object at hand, or of one below it.
  std::string spelled(std::string_view name, std::span<const std::string> below = {}) const;

  /// A canonical property of the object at hand, or for a value of the object that holds it; for the options
  /// of a log driver of the object around.
  const doc::Node* sibling(std::string_view name) const;
};

WrittenWay written_way(const Context& context, std::span<const PlaceStep> steps);

}  // namespace ecslint::lsp
