// SPDX-License-Identifier: Apache-2.0
#include "rules/places.h"

#include <algorithm>

namespace ecslint::rules {
namespace {

using doc::Node;

/// A name of a resource that was put together: its members are copies, with their places in its document.
bool is_own_text(const model::Resource& resource, const Node& node) {
  const auto members = resource.node->members();
  return node.is_string() && std::any_of(members.begin(), members.end(), [&node](const doc::Member& member) {
           return &member.value == &node;
         });
}

bool holds(const model::Resource& resource, const Node& node, std::vector<doc::Step>& steps) {
  if (&node == resource.node) return true;
  if (!resource.document->owns(node) && !is_own_text(resource, node)) return false;
  steps = doc::steps_to(*resource.node, node);
  return !steps.empty();
}

text::Range key_or_first(const Node& node, const std::vector<doc::Step>& steps) {
  if (!steps.empty() && steps.back().member() != nullptr) return steps.back().member()->key_range;
  const text::Range range = node.range();
  return {range.begin, std::min(range.begin + 1, range.end)};
}

text::Range token(const Node& node, const std::vector<doc::Step>& steps) {
  if (node.is_object()) return doc::token_of(node, steps);
  if (node.is_array() || node.range().empty()) return key_or_first(node, steps);
  return node.range();
}

}  // namespace

Located locate_node(const std::vector<const model::Resource*>& resources, const Node& node) {
  Located out;
  for (const model::Resource* resource : resources) {
    if (!holds(*resource, node, out.steps)) continue;
    out.resource = resource;
    out.range = &node == resource->node && !resource->logical_id.empty() ? resource->id_range
                                                                         : token(node, out.steps);
    out.path = doc::to_path(out.steps);
    break;
  }
  return out;
}

Located locate_place(const std::vector<const model::Resource*>& resources, const expr::Place& place) {
  if (place.node == nullptr) return {};
  Located out = locate_node(resources, *place.node);
  if (out.resource != nullptr && place.absent && !place.missing.empty()) {
    doc::append_key(out.path, place.missing);
  }
  return out;
}

}  // namespace ecslint::rules
