// SPDX-License-Identifier: Apache-2.0
#include "lint/fix_check.h"

#include <algorithm>
#include <vector>

namespace ecslint::lint {
namespace {

using doc::Member;
using doc::Node;
using text::Range;

class Comparison {
 public:
  explicit Comparison(std::span<const text::Edit> edits) : edits_(edits) {
    std::int64_t shift = 0;
    for (const text::Edit& edit : edits) {
      const auto begin = static_cast<text::Offset>(edit.range.begin + shift);
      const auto size = static_cast<text::Offset>(edit.replacement.size());
      inserted_.push_back({begin, begin + size});
      shift += static_cast<std::int64_t>(size) - edit.range.size();
    }
  }

  bool same(const Node& before, const Node& after) const {
    const bool holds_more = before.is_object() || before.is_array();  // a block grows at its end
    if (before.has(Node::kShared) || !(holds_more ? met(before.range()) : touched(before.range()))) {
      return doc::equal_values(before, after);
    }
    if (gone(before.range())) return true;
    if (before.is_object() && after.is_object()) return same_members(before, after);
    if (before.is_array() && after.is_array()) return same_elements(before, after);
    return !before.is_object() && !before.is_array() && before.kind() == after.kind();
  }

 private:
  bool touched(Range range) const {
    return std::ranges::any_of(edits_, [range](const text::Edit& edit) {
      return edit.range == range || (edit.range.begin < range.end && range.begin < edit.range.end);
    });
  }
  bool met(Range range) const {
    return std::ranges::any_of(edits_, [range](const text::Edit& edit) {
      return edit.range.begin <= range.end && range.begin <= edit.range.end;
    });
  }
  bool gone(Range range) const {
    return std::ranges::any_of(edits_,
                               [range](const text::Edit& edit) { return edit.range.contains(range); });
  }
  bool is_new(Range range) const {
    return std::ranges::any_of(inserted_, [range](Range inserted) { return inserted.contains(range); });
  }

  static Range whole(const Member& member) {
    return {member.key_range.begin, std::max(member.key_range.end, member.value.range().end)};
  }

  /// Those of the one text that must be found again in the other.
  template <typename Child, typename LeftOut>
  static std::vector<const Child*> kept(std::span<const Child> children, const LeftOut& left_out) {
    std::vector<const Child*> out;
    for (const Child& child : children) {
      if (!left_out(child)) out.push_back(&child);
    }
    return out;
  }

  bool same_members(const Node& before, const Node& after) const {
    const auto old = kept(before.members(), [this](const Member& member) { return gone(whole(member)); });
    const auto fresh = kept(after.members(), [this](const Member& member) { return is_new(whole(member)); });
    return std::ranges::equal(old, fresh, [this](const Member* a, const Member* b) {
      return (a->key == b->key || touched(a->key_range)) && same(a->value, b->value);
    });
  }

  bool same_elements(const Node& before, const Node& after) const {
    const auto old = kept(before.elements(), [this](const Node& node) { return gone(node.range()); });
    const auto fresh = kept(after.elements(), [this](const Node& node) { return is_new(node.range()); });
    return std::ranges::equal(old, fresh, [this](const Node* a, const Node* b) { return same(*a, *b); });
  }

  std::span<const text::Edit> edits_;
  std::vector<Range> inserted_;
};

}  // namespace

bool changed_only_there(const doc::Document& before, const doc::Document& after,
                        std::span<const text::Edit> edits) {
  const Comparison comparison(edits);
  return std::ranges::equal(before.roots(), after.roots(),
                            [&](const Node& a, const Node& b) { return comparison.same(a, b); });
}

}  // namespace ecslint::lint
