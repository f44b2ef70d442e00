// SPDX-License-Identifier: Apache-2.0
#include "syntax/json/tree_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "doc/placeholder.h"
#include "finding/syntax_codes.h"
#include "syntax/json/string_text.h"

namespace ecslint::syntax_json {
namespace {

constexpr std::size_t kMaxDuplicates = 20;
constexpr std::size_t kFew = 100;  // members that are looked at once more where two may be the same

}  // namespace

void TreeBuilder::start(doc::Arena& arena, const text::Source& source,
                        std::vector<finding::Finding>& findings) {
  arena_ = &arena;
  source_ = &source;
  findings_ = &findings;
  members_.clear();
  elements_.clear();
  reported_ = 0;
  duplicates_allowed_ = false;
}

std::string_view TreeBuilder::text_of(std::string_view between, unsigned look, bool& ok) {
  if ((look & kBackslash) == 0) return between;
  return unescape(between, arena_->allocate<char>(between.size()), ok);
}

bool TreeBuilder::string(std::string_view between, Range range, Node& node) {
  const unsigned look = glance(between);
  if (look == 0) {
    node = Node::string(between, range);
    return true;
  }
  bool ok = true;
  const std::string_view text = text_of(between, look, ok);
  const doc::Unresolved* why = doc::partly_known(*arena_, text);  // an escape may stand for a trigger: \u003c
  node = why == nullptr ? Node::string(text, range) : Node::unresolved(why, range);
  if ((look & kBackslash) != 0) node.set(Node::kEscaped);
  return ok;
}

bool TreeBuilder::key(std::string_view between, Range range, doc::Member& member) {
  bool ok = true;
  plain_key(text_of(between, glance(between), ok), range, member);
  return ok;
}

doc::Node TreeBuilder::array(std::size_t mark, Range range) {
  const Node node = Node::array(arena_->copy(std::span<const Node>(elements_).subspan(mark)), range);
  elements_.resize(mark);
  return node;
}

doc::Node TreeBuilder::object(std::size_t mark, Range range) {
  const auto members = arena_->copy(std::span<const doc::Member>(members_).subspan(mark));
  Node node = Node::object(members, range);
  if (has_duplicates(mark) && report_duplicates(mark)) node.set(Node::kDuplicateKeys);
  members_.resize(mark);
  return node;
}

/// Never misses one; may be wrong the other way, of a large object or where hashes are equal.
bool TreeBuilder::has_duplicates(std::size_t mark) const {
  const std::size_t count = members_.size() - mark;
  if (count <= 2) return count == 2 && members_[mark].key.hash() == members_[mark + 1].key.hash();
  std::array<std::uint64_t, 16> seen{};
  for (std::size_t i = mark; i < members_.size(); ++i) {
    const std::uint32_t hash = members_[i].key.hash();
    std::uint64_t& word = seen[hash >> 6 & 15];
    const std::uint64_t bit = std::uint64_t{1} << (hash & 63);
    if ((word & bit) != 0 && (i - mark > kFew || had(hash, mark, i))) return true;
    word |= bit;
  }
  return false;
}

bool TreeBuilder::had(std::uint32_t hash, std::size_t from, std::size_t to) const {
  return std::any_of(members_.begin() + static_cast<std::ptrdiff_t>(from),
                     members_.begin() + static_cast<std::ptrdiff_t>(to),
                     [hash](const doc::Member& member) { return member.key.hash() == hash; });
}

bool TreeBuilder::report_duplicates(std::size_t mark) {
  sorted_.clear();
  for (std::size_t i = mark; i < members_.size(); ++i) sorted_.push_back(&members_[i]);
  std::sort(sorted_.begin(), sorted_.end(), [](const doc::Member* a, const doc::Member* b) {
    return std::tie(a->key, a->key_range) < std::tie(b->key, b->key_range);
  });
  bool found = false;
  const doc::Member* first = nullptr;
  for (const doc::Member* member : sorted_) {
    if (first != nullptr && first->key == member->key) {
      found = true;
      report_duplicate(*first, *member);
    } else {
      first = member;
    }
  }
  return found;
}

void TreeBuilder::report_duplicate(const doc::Member& first, const doc::Member& again) {
  if (duplicates_allowed_ || ++reported_ > kMaxDuplicates) return;
  finding::Finding finding = finding::syntax_finding(
      finding::SyntaxCode::kDuplicateKey, *source_, again.key_range,
      fmt::format("\"{}\" stands twice in this object: the last one counts and the others are dropped",
                  again.key));
  finding.related.push_back({{source_, first.key_range}, "first here"});
  findings_->push_back(std::move(finding));
}

}  // namespace ecslint::syntax_json
