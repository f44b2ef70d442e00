// SPDX-License-Identifier: Apache-2.0
#include "schema/registry.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "schema/uri.h"

namespace ecslint::schema {
namespace {

using doc::Member;
using doc::Node;

constexpr int kMaxScanDepth = 400;

constexpr std::array<Keyword, 65> kKeywords = {{
    {"$id"},
    {"$schema"},
    {"$ref"},
    {"$anchor"},
    {"$dynamicRef"},
    {"$dynamicAnchor"},
    {"$recursiveRef"},
    {"$recursiveAnchor"},
    {"$vocabulary"},
    {"$comment"},
    {"$defs", Holds::kMap},
    {"definitions", Holds::kMap},
    {"allOf", Holds::kArray},
    {"anyOf", Holds::kArray},
    {"oneOf", Holds::kArray},
    {"not", Holds::kSchema},
    {"if", Holds::kSchema},
    {"then", Holds::kSchema},
    {"else", Holds::kSchema},
    {"dependentSchemas", Holds::kMap},
    {"dependencies", Holds::kMap},
    {"prefixItems", Holds::kArray},
    {"items", Holds::kSchemaOrArray},
    {"additionalItems", Holds::kSchema},
    {"contains", Holds::kSchema},
    {"properties", Holds::kMap},
    {"patternProperties", Holds::kMap},
    {"additionalProperties", Holds::kSchema},
    {"propertyNames", Holds::kSchema},
    {"unevaluatedItems", Holds::kSchema},
    {"unevaluatedProperties", Holds::kSchema},
    {"contentSchema", Holds::kSchema},
    {"type"},
    {"enum"},
    {"const"},
    {"multipleOf"},
    {"maximum"},
    {"exclusiveMaximum"},
    {"minimum"},
    {"exclusiveMinimum"},
    {"maxLength"},
    {"minLength"},
    {"pattern"},
    {"maxItems"},
    {"minItems"},
    {"uniqueItems"},
    {"maxContains"},
    {"minContains"},
    {"maxProperties"},
    {"minProperties"},
    {"required"},
    {"dependentRequired"},
    {"title"},
    {"description"},
    {"default"},
    {"deprecated"},
    {"readOnly"},
    {"writeOnly"},
    {"examples"},
    {"format"},
    {"contentEncoding"},
    {"contentMediaType"},
    {"markdownDescription"},
    {"defaultSnippets"},
    {"enumDescriptions"},
}};

std::string_view string_at(const Node& object, std::string_view key) {
  const Node* value = object.find(key);
  return value != nullptr && value->is_string() ? value->as_string() : std::string_view();
}

std::string unescape(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool coded =
        token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
    out += coded ? (token[++i] == '0' ? '~' : '/') : token[i];
  }
  return out;
}

const Node* step(const Node& node, const std::string& token) {
  if (node.is_object()) return node.find(token);
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  if (error != std::errc() || end != token.data() + token.size() || index >= node.elements().size())
    return nullptr;
  return &node.elements()[index];
}

}  // namespace

const Keyword* find_keyword(std::string_view name) {
  const auto at =
      std::find_if(kKeywords.begin(), kKeywords.end(), [name](const Keyword& k) { return k.name == name; });
  return at == kKeywords.end() ? nullptr : &*at;
}

void Registry::add(std::string_view uri, const Node& document) {
  ResourceInfo outer;
  outer.document = uri;
  outer.draft = draft_;
  outer.document_root = &document;
  const std::uint32_t index = new_resource(std::string(without_fragment(uri)), document, outer);
  scan(document, index, 0);
}

std::uint32_t Registry::new_resource(std::string uri, const Node& root, const ResourceInfo& outer) {
  ResourceInfo info;
  info.uri = uri;
  info.document = outer.document;
  info.root = &root;
  info.document_root = outer.document_root;
  info.draft = draft_of(root, outer.draft);
  const std::string_view meta = string_at(root, "$schema");
  info.meta_schema = meta.empty() ? outer.meta_schema : std::string(without_fragment(meta));
  resources_.push_back(std::move(info));
  const auto index = static_cast<std::uint32_t>(resources_.size() - 1);
  by_uri_[std::move(uri)] = index;
  return index;
}

Draft Registry::draft_of(const Node& schema, Draft inherited) const {
  std::string_view uri = string_at(schema, "$schema");
  if (uri.empty()) return inherited;
  if (uri.find("json-schema.org/draft-0") != std::string_view::npos) return Draft::k7;
  if (uri.find("json-schema.org/draft/2019-09") != std::string_view::npos) return Draft::k201909;
  if (uri.find("json-schema.org/draft/2020-12") != std::string_view::npos) return Draft::k202012;
  return draft_;
}

void Registry::scan(const Node& schema, std::uint32_t resource, int depth) {
  if (!schema.is_object() || depth > kMaxScanDepth) return;
  resource = identify(schema, resource);
  resource_of_[&schema] = resource;
  scan_children(schema, resource, depth);
}

/// Takes note of $id and anchors; the resource the schema belongs to.
std::uint32_t Registry::identify(const Node& schema, std::uint32_t resource) {
  const std::string_view id = string_at(schema, "$id");
  const bool old = draft_of(schema, resources_[resource].draft) == Draft::k7;
  if (!id.empty() && !(old && schema.find("$ref") != nullptr)) {
    const std::string uri = resolve_uri(resources_[resource].uri, id);
    const std::string base(without_fragment(uri));
    if (&schema == resources_[resource].root) {
      resources_[resource].uri = base;
      by_uri_[base] = resource;
    } else if (!id.starts_with('#')) {
      const ResourceInfo outer = resources_[resource];
      resource = new_resource(base, schema, outer);
    }
    const std::size_t hash = uri.find('#');
    if (old && hash != std::string::npos && hash + 1 < uri.size()) {
      resources_[resource].anchors[uri.substr(hash + 1)] = &schema;
    }
  }
  ResourceInfo& info = resources_[resource];
  if (info.draft == Draft::k7) return resource;
  if (const auto anchor = string_at(schema, "$anchor"); !anchor.empty())
    info.anchors[std::string(anchor)] = &schema;
  if (const auto anchor = string_at(schema, "$dynamicAnchor"); !anchor.empty()) {
    info.anchors[std::string(anchor)] = &schema;
    info.dynamic_anchors[std::string(anchor)] = &schema;
  }
  return resource;
}

void Registry::scan_children(const Node& schema, std::uint32_t resource, int depth) {
  for (const Member& member : schema.members()) {
    const Keyword* keyword = find_keyword(member.key);
    if (keyword == nullptr || keyword->holds == Holds::kNothing) continue;
    const Node& value = member.value;
    if (keyword->holds == Holds::kMap) {
      for (const Member& entry : value.members()) scan(entry.value, resource, depth + 1);
    } else {
      scan(value, resource, depth + 1);
      for (const Node& element : value.elements()) scan(element, resource, depth + 1);
    }
  }
}

std::uint32_t Registry::resource_of(const Node& schema, std::uint32_t inherited) const {
  const auto at = resource_of_.find(&schema);
  return at == resource_of_.end() ? inherited : at->second;
}

std::optional<Located> Registry::find(std::string_view uri) {
  const auto at = by_uri_.find(without_fragment(uri));
  if (at == by_uri_.end()) return std::nullopt;
  const std::uint32_t resource = at->second;
  const std::size_t hash = uri.find('#');
  const std::string fragment =
      hash == std::string_view::npos ? std::string() : percent_decode(uri.substr(hash + 1));
  if (fragment.empty()) return Located{resources_[resource].root, resource};
  if (fragment[0] == '/') return follow(resource, fragment);
  const auto anchor = resources_[resource].anchors.find(fragment);
  if (anchor == resources_[resource].anchors.end()) return std::nullopt;
  return Located{anchor->second, resource};
}

std::optional<Located> Registry::follow(std::uint32_t resource, std::string_view pointer) {
  const Node* node = resources_[resource].root;
  while (!pointer.empty()) {
    pointer.remove_prefix(1);
    const std::size_t slash = std::min(pointer.find('/'), pointer.size());
    node = step(*node, unescape(pointer.substr(0, slash)));
    if (node == nullptr) return std::nullopt;
    pointer.remove_prefix(slash);
    resource = resource_of(*node, resource);
  }
  if (!resource_of_.contains(node)) scan(*node, resource, 0);  // below a keyword we do not know
  return Located{node, resource_of(*node, resource)};
}

Dialect Registry::dialect(std::uint32_t resource) const {
  Dialect dialect;
  const std::string_view uri = resources_[resource].meta_schema;
  const auto at = uri.empty() ? by_uri_.end() : by_uri_.find(uri);
  if (at == by_uri_.end()) return dialect;
  const Node* vocabulary = resources_[at->second].root->find("$vocabulary");
  if (vocabulary == nullptr || uri.find("json-schema.org/draft") != std::string_view::npos) return dialect;
  dialect.validation = false;
  for (const Member& member : vocabulary->members()) {
    if (member.key.ends_with("/vocab/validation")) dialect.validation = true;
    if (member.key.ends_with("/vocab/format-assertion")) dialect.assert_formats = true;
  }
  return dialect;
}

}  // namespace ecslint::schema
