// SPDX-License-Identifier: Apache-2.0
#include "lsp/written_way.h"

#include <algorithm>

namespace ecslint::lsp {
namespace {

using doc::Node;
using model::Resource;

const Node* below(const Node& node, const PlaceStep& step) {
  if (!step.key.empty()) return node.find(step.key);
  return step.index < node.elements().size() ? &node.elements()[step.index] : nullptr;
}

/// The resource that this node of the file's own tree is.
const Resource* resource_of(const lint::ParsedFile& file, const Node& node) {
  const auto is = [&node](const Resource& resource) {
    return resource.written == &node || (resource.written->range() == node.range() && !node.range().empty());
  };
  const auto at = std::ranges::find_if(file.resources, is);
  return at == file.resources.end() ? nullptr : &*at;
}

/// How the keys in front of those that were written look in the canonical tree.
std::vector<std::string> prefix(const Resource& resource) {
  if (resource.form == model::Form::kContainers) return {"containerDefinitions"};
  if (resource.form == model::Form::kContainer) return {"containerDefinitions", ""};
  return {};
}

/// The canonical nodes on the way, as far as they are there.
const Node* canonical(const Resource& resource, std::span<const std::string> keys,
                      std::span<const PlaceStep> steps) {
  const Node* at = resource.node;
  const std::size_t skipped = keys.size() - std::min(keys.size(), steps.size());
  for (std::size_t i = 0; i < keys.size() && at != nullptr; ++i) {
    const std::size_t index = i >= skipped ? steps[i - skipped].index : 0;
    at = keys[i].empty() ? (index < at->elements().size() ? &at->elements()[index] : nullptr)
                         : at->find(keys[i]);
  }
  return at;
}

/// Without elements.
std::vector<std::string_view> names_of(const std::vector<std::string>& keys) {
  std::vector<std::string_view> out;
  for (const std::string& key : keys) {
    if (!key.empty()) out.push_back(key);
  }
  return out;
}

/// What the API calls a property that is written so in the object that the keys lead to.
std::string canonical_key(const lint::Engine& engine, const Resource& resource,
                          const std::vector<std::string>& keys, const std::string& written) {
  if (resource.spelling == nullptr || written.empty()) return written;
  const auto schema = schema_at(engine, resource, keys);
  if (!schema) return written;
  const auto way = names_of(keys);
  for (const schema::PropertyView& property : schema->properties()) {
    if (resource.spelling->property(way, property.name) == written) return std::string(property.name);
  }
  return written;
}

}  // namespace

std::string WrittenWay::spelled(std::string_view name, std::span<const std::string> below) const {
  if (resource == nullptr || resource->spelling == nullptr) return std::string(name);
  std::vector<std::string> way = keys;
  way.insert(way.end(), below.begin(), below.end());
  return std::string(resource->spelling->property(names_of(way), name));
}

const Node* WrittenWay::sibling(std::string_view name) const {
  if (container != nullptr && keys.size() > 2) {
    const Node* log = container->find("logConfiguration");
    return log == nullptr ? nullptr : log->find(name);
  }
  return resource == nullptr ? nullptr : resource->node->find(name);
}

WrittenWay written_way(const Context& context, std::span<const PlaceStep> steps) {
  WrittenWay out;
  const lint::ParsedFile& file = *context.file();
  std::size_t used = 0;
  for (const Node& root : file.document->roots()) {
    const Node* at = &root;
    for (std::size_t i = 0; at != nullptr; ++i) {
      if (const Resource* resource = resource_of(file, *at)) {
        out.resource = resource;
        used = i;
      }
      if (i == steps.size()) out.written = at;
      if (i >= steps.size()) break;
      at = below(*at, steps[i]);
    }
    if (out.resource != nullptr) break;
  }
  // In pieces: if there is but one resource, it is that.
  if (out.resource == nullptr && file.resources.size() == 1 && file.resources.front().spelling == nullptr)
    out.resource = &file.resources.front();
  if (out.resource == nullptr) return out;
  out.keys = prefix(*out.resource);
  const lint::Engine& engine = context.folder().linter().engine();
  for (const PlaceStep& step : steps.subspan(used)) {
    out.keys.push_back(canonical_key(engine, *out.resource, out.keys, step.key));
  }
  out.pattern = pattern_of(out.keys);
  out.schema = schema_at(engine, *out.resource, out.keys);
  const bool in_container =
      out.keys.size() >= 2 && out.keys[0] == "containerDefinitions" && out.keys[1].empty();
  if (in_container)
    out.container = canonical(*out.resource, std::span(out.keys).first(2), steps.subspan(used));
  return out;
}

}  // namespace ecslint::lsp
