// SPDX-License-Identifier: Apache-2.0
// Which schema a URI names. Documents are searched once for $id, $anchor and $dynamicAnchor, only where
// schemas stand (not in enum, const or unknown keywords), and references are resolved against what was found.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "doc/node.h"
#include "schema/compiler.h"

namespace ecslint::schema {

/// A document, or a part of one with an $id of its own.
struct ResourceInfo {
  std::string uri;       // absolute, without fragment
  std::string document;  // as it was added
  const doc::Node* root = nullptr;
  const doc::Node* document_root = nullptr;
  std::string meta_schema;  // its $schema, or that of the document
  Draft draft = Draft::k202012;
  std::map<std::string, const doc::Node*, std::less<>> anchors;  // dynamic ones too
  std::map<std::string, const doc::Node*, std::less<>> dynamic_anchors;
};

/// A schema and the resource whose base URI its references start from.
struct Located {
  const doc::Node* node = nullptr;
  std::uint32_t resource = 0;
};

struct Dialect {
  bool validation = true;  // the validation vocabulary is in use
  bool assert_formats = false;
};

class Registry {
 public:
  explicit Registry(Draft draft) : draft_(draft) {}

  void add(std::string_view uri, const doc::Node& document);

  /// `uri` is absolute. Empty when nothing has that name.
  std::optional<Located> find(std::string_view uri);

  const ResourceInfo& resource(std::uint32_t index) const { return resources_[index]; }
  std::uint32_t resource_count() const { return static_cast<std::uint32_t>(resources_.size()); }

  /// The resource of a schema that stands inside `inherited`, which differs when it has an $id.
  std::uint32_t resource_of(const doc::Node& schema, std::uint32_t inherited) const;

  /// What the resource's $schema says, following registered meta-schemas.
  Dialect dialect(std::uint32_t resource) const;

 private:
  void scan(const doc::Node& schema, std::uint32_t resource, int depth);
  void scan_children(const doc::Node& schema, std::uint32_t resource, int depth);
  std::uint32_t identify(const doc::Node& schema, std::uint32_t resource);
  std::uint32_t new_resource(std::string uri, const doc::Node& root, const ResourceInfo& outer);
  Draft draft_of(const doc::Node& schema, Draft inherited) const;
  std::optional<Located> follow(std::uint32_t resource, std::string_view pointer);

  Draft draft_;
  std::vector<ResourceInfo> resources_;
  std::map<std::string, std::uint32_t, std::less<>> by_uri_;
  std::unordered_map<const doc::Node*, std::uint32_t> resource_of_;
};

/// How a keyword holds schemas: not, one, an array of them, a map, or (old `items`, `dependencies`) one or
/// several.
enum class Holds : std::uint8_t { kNothing, kSchema, kArray, kMap, kSchemaOrArray };

struct Keyword {
  std::string_view name;
  Holds holds = Holds::kNothing;
};

/// Nullptr when the keyword is unknown.
const Keyword* find_keyword(std::string_view name);

}  // namespace ecslint::schema
