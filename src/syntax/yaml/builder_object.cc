// SPDX-License-Identifier: Apache-2.0
// How a mapping becomes an object: merge keys and duplicate keys.
#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "syntax/yaml/builder.h"

namespace ecslint::syntax_yaml {

using doc::Member;
using doc::Node;
using finding::SyntaxCode;

Node Builder::object_node(Frame& frame) {
  const bool duplicates = report_duplicates(frame);
  apply_merges(frame);
  const std::span<const Member> own(members_.data() + frame.base, members_.size() - frame.base);
  Node node = Node::object(document_.arena().copy(own), frame.range);
  if (duplicates) node.set(Node::kDuplicateKeys);
  if (frame.open) node.set(Node::kOpen);
  return node;
}

/// Own keys win over merged ones, earlier merged ones over later.
void Builder::apply_merges(Frame& frame) {
  const auto mine = std::find_if(merges_.begin(), merges_.end(),
                                 [this](const Merge& merge) { return merge.depth >= frames_.size(); });
  if (mine == merges_.end()) return;
  const std::vector<Merge> merges(mine, merges_.end());
  merges_.erase(mine, merges_.end());
  std::unordered_set<std::string_view> known;
  for (std::size_t i = frame.base; i < members_.size(); ++i) known.insert(members_[i].key);
  for (const Merge& merge : merges) {
    const std::span<const Node> one(&merge.node, 1);
    for (const Node& source : merge.node.is_array() ? merge.node.elements() : one) {
      if (!source.is_object() && !source.is_unresolved()) {
        report(SyntaxCode::kAnchor, source.range(), "<< merges mappings, and this is none");
      }
      if (!source.is_object() || source.has(Node::kOpen)) frame.open = true;
      merge_from(source, known);
    }
  }
}

void Builder::merge_from(const Node& source, std::unordered_set<std::string_view>& known) {
  const auto take = [&](const Member& member) {
    if (!known.insert(member.key).second) return;
    members_.push_back(member);
    members_.back().value.set(Node::kShared);
  };
  const auto members = source.members();
  if (source.has(Node::kDuplicateKeys)) {
    std::for_each(members.rbegin(), members.rend(), take);
  } else {
    std::for_each(members.begin(), members.end(), take);
  }
}

/// Hashes tell at once that most objects have none.
static bool may_have_duplicates(std::span<const Member> members) {
  std::uint64_t seen = 0;
  for (const Member& member : members) {
    const std::uint64_t bit = std::uint64_t{1} << (member.key.hash() & 63);
    if ((seen & bit) != 0) return true;
    seen |= bit;
  }
  return false;
}

bool Builder::report_duplicates(const Frame& frame) {
  const std::span<const Member> own(members_.data() + frame.base, members_.size() - frame.base);
  if (!may_have_duplicates(own)) return false;
  order_.resize(own.size());
  std::iota(order_.begin(), order_.end(), 0u);
  std::sort(order_.begin(), order_.end(), [own](std::uint32_t a, std::uint32_t b) {
    const auto keys = own[a].key <=> own[b].key;
    return keys != 0 ? keys < 0 : a < b;
  });
  bool found = false;
  for (std::size_t i = 1; i < order_.size(); ++i) {
    const Member& first = own[order_[i - 1]];
    const Member& again = own[order_[i]];
    if (first.key != again.key) continue;
    report_duplicate(first, again);
    found = true;
  }
  return found;
}

void Builder::report_duplicate(const Member& first, const Member& again) {
  const std::size_t before = findings_.size();
  report(SyntaxCode::kDuplicateKey, again.key_range,
         fmt::format(
             "duplicate key \"{}\": the last one counts where duplicates are read at all, and the AWS CLI "
             "refuses them in YAML",
             again.key));
  if (findings_.size() == before) return;
  findings_.back().related.push_back({{&document_.source(), first.key_range}, "first written here"});
}

}  // namespace ecslint::syntax_yaml
