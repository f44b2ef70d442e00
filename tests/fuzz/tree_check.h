// SPDX-License-Identifier: Apache-2.0
// What holds for every tree and finding a parser makes of any bytes; a fuzz target aborts when it does not.
#pragma once

#include <cstdlib>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"

namespace ecslint::fuzz {

inline void require(bool holds) {
  if (!holds) std::abort();
}

/// Ranges lie in the file, keys have their hash, children (but shared ones) lie in their parents.
inline void check_tree(const text::Source& source, const doc::Node& node, int depth) {
  require(depth <= doc::kMaxDepth + 1);
  const auto inside = [&source](doc::Range r) { return r.begin <= r.end && r.end <= source.bytes().size(); };
  const auto check_child = [&](const doc::Node& child) {
    const bool shared = node.has(doc::Node::kShared) || child.has(doc::Node::kShared);
    require(shared || depth == 0 || node.range().contains(child.range()));
    check_tree(source, child, depth + 1);
  };
  require(inside(node.range()));
  for (const doc::Node& element : node.elements()) check_child(element);
  for (const doc::Member& member : node.members()) {
    require(inside(member.key_range) && member.key.hash() == text::key_hash(member.key));
    check_child(member.value);
  }
  if (node.is_string()) require(node.size() == 0 || node.as_string().data() != nullptr);
  if (node.is_unresolved()) require(!node.why().reason.empty());
}

inline void check_findings(const text::Source& source, const std::vector<finding::Finding>& findings) {
  for (const finding::Finding& finding : findings) {
    require(finding.place.source == &source && !finding.message.empty() && !finding.code.empty());
    require(finding.place.range.begin <= finding.place.range.end);
    require(finding.place.range.end <= source.bytes().size());
  }
}

}  // namespace ecslint::fuzz
