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
  Comparison(std::string_view before, std::span<const text::Edit> edits) : before_(before), edits_(edits) {
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
  /// A block grows at the end of its last line, behind a comment.
  bool met(Range range) const {
    const std::string_view rest = before_.substr(std::min<std::size_t>(range.end, before_.size()));
    const std::size_t word = std::min(rest.find_first_not_of(" \t"), rest.size());
    const bool ends = word == rest.size() || rest[word] == '#' || rest[word] == '\n' || rest[word] == '\r';
    if (ends) range.end += static_cast<text::Offset>(std::min(rest.find_first_of("\r\n"), rest.size()));
    return std::ranges::any_of(edits_, [range](const text::Edit& edit) {
      return edit.range.begin <= range.end && range.begin <= edit.range.end;
    });
  }
  bool gone(Range range) const {
    return std::ranges::any_of(edits_,
                               [range](const text::Edit& edit) { return edit.range.contains(range); });
  }
  /// An edit takes one child of an object or a list away, or none.
  template <typename Child, typename RangeOf>
  bool takes_too_many(std::span<const Child> children, const RangeOf& range_of) const {
    return std::ranges::any_of(edits_, [&](const text::Edit& edit) {
      const auto taken = [&](const Child& child) { return edit.range.contains(range_of(child)); };
      return std::ranges::count_if(children, taken) > 1;
    });
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
    if (takes_too_many(before.members(), whole)) return false;
    const auto old = kept(before.members(), [this](const Member& member) { return gone(whole(member)); });
    const auto fresh = kept(after.members(), [this](const Member& member) { return is_new(whole(member)); });
    return std::ranges::equal(old, fresh, [this](const Member* a, const Member* b) {
      return (a->key == b->key || touched(a->key_range)) && same(a->value, b->value);
    });
  }

  bool same_elements(const Node& before, const Node& after) const {
    if (takes_too_many(before.elements(), [](const Node& node) { return node.range(); })) return false;
    const auto old = kept(before.elements(), [this](const Node& node) { return gone(node.range()); });
    const auto fresh = kept(after.elements(), [this](const Node& node) { return is_new(node.range()); });
    return std::ranges::equal(old, fresh, [this](const Node* a, const Node* b) { return same(*a, *b); });
  }

  std::string_view before_;
  std::span<const text::Edit> edits_;
  std::vector<Range> inserted_;
};

}  // namespace

bool changed_only_there(const doc::Document& before, const doc::Document& after,
                        std::span<const text::Edit> edits) {
  const Comparison comparison(before.source().bytes(), edits);
  return std::ranges::equal(before.roots(), after.roots(),
                            [&](const Node& a, const Node& b) { return comparison.same(a, b); });
}

}  // namespace ecslint::lint
