// SPDX-License-Identifier: Apache-2.0
// A parsed file: its source, the arena its nodes live in, and its roots (several in YAML with ---). Nodes are
// good as long as their document.
#pragma once

#include <iterator>
#include <map>
#include <string_view>
#include <vector>

#include "doc/arena.h"
#include "doc/node.h"
#include "text/source.h"

namespace ecslint::doc {

class Document {
 public:
  explicit Document(text::Source source) : source_(std::move(source)) {}
  Document(Document&&) = default;
  Document& operator=(Document&&) = default;

  const text::Source& source() const { return source_; }
  Arena& arena() { return arena_; }

  /// In the order they stand in the file; empty when nothing could be read. Stable once parsing is done.
  const std::vector<Node>& roots() const { return roots_; }
  void add_root(Node root) { roots_.push_back(root); }
  /// What was read so far means nothing.
  void forget_roots() { roots_.clear(); }

  /// Whether the node belongs to this document's tree.
  bool owns(const Node& node) const {
    return arena_.owns(&node) ||
           (!roots_.empty() && &node >= roots_.data() && &node < roots_.data() + roots_.size());
  }

  /// What stands in the range means something elsewhere too: an anchor that an alias names.
  void share(Range range) {
    if (is_shared(range)) return;
    const auto inside = shared_.lower_bound(range.begin);
    auto end = inside;
    while (end != shared_.end() && end->second <= range.end) ++end;
    shared_.emplace_hint(shared_.erase(inside, end), range.begin, range.end);
  }
  bool is_shared(Range range) const {
    const auto next = shared_.upper_bound(range.begin);
    return next != shared_.begin() && std::prev(next)->second >= range.end;
  }

  /// The whole source is tokens and white space: there are no comments in it.
  bool is_strict() const { return strict_; }
  void set_strict() { strict_ = true; }

  /// Takes another source and forgets the tree, keeping the memory.
  void recycle(text::Source source) {
    source_ = std::move(source);
    strict_ = false;
    roots_.clear();
    shared_.clear();
    arena_.reset();
  }

 private:
  text::Source source_;
  Arena arena_;
  std::vector<Node> roots_;
  bool strict_ = false;
  std::map<Offset, Offset> shared_;  // begin and end of the outermost shared ranges
};

/// How deep any parser goes; deeper nesting is a finding.
inline constexpr int kMaxDepth = 200;

}  // namespace ecslint::doc
