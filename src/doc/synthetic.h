// SPDX-License-Identifier: Apache-2.0
// Nodes that stand in no file: the object around bare containers, a role put together from several documents.
// They have the place of what they were made from, and what is not written has no length there.
#pragma once

#include <new>
#include <string_view>
#include <utility>
#include <vector>

#include "doc/arena.h"
#include "doc/node.h"

namespace ecslint::doc {

class Synthetic {
 public:
  /// Members by name; those without a value are left out.
  using Members = std::vector<std::pair<std::string_view, const Node*>>;

  explicit Synthetic(Arena& arena) : arena_(arena) {}

  /// The values' own children are shared, not copied.
  Node object(const Members& members, Range range) const {
    std::vector<Member> out;
    for (const auto& [key, value] : members) {
      if (value == nullptr) continue;
      const Offset begin = value->range().begin;
      out.push_back({key, {begin, begin}, *value});
    }
    return Node::object(arena_.copy(std::span<const Member>(out)), range).with(Node::kSynthetic);
  }
  Node list(const std::vector<Node>& elements, Range range) const {
    const std::span<const Node> copy = arena_.copy(std::span<const Node>(elements));
    return Node::array(copy, {range.begin, range.begin}).with(Node::kSynthetic);
  }
  Node string(std::string_view text, Range range) const {
    return Node::string(arena_.copy(text), range).with(Node::kSynthetic);
  }
  const Node* keep(const Node& node) const { return new (arena_.allocate<Node>(1)) Node(node); }

 private:
  Arena& arena_;
};

}  // namespace ecslint::doc
