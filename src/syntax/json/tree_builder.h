// SPDX-License-Identifier: Apache-2.0
// Makes nodes in a document's arena for both JSON readers. Children wait on a stack that is reused from file
// to file; when their container closes they are copied as one span, so that nothing is allocated per node.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"

namespace ecslint::syntax_json {

class TreeBuilder {
 public:
  using Node = doc::Node;
  using Range = text::Range;

  /// Readies for another file. Duplicate keys are reported to `findings`.
  void start(doc::Arena& arena, const text::Source& source, std::vector<finding::Finding>& findings);

  /// A string from what stands between its quotes, partly known if placeholders are in it. False when an
  /// escape in it does not exist.
  bool string(std::string_view between, Range range, Node& node);

  /// A key from what stands between its quotes.
  bool key(std::string_view between, Range range, doc::Member& member);
  /// One that certainly has no escapes.
  static void plain_key(std::string_view between, Range range, doc::Member& member) {
    member.key = between;
    member.key_range = range;
  }

  /// Children go on the stack until their container is made from those above `mark`.
  std::size_t member_mark() const { return members_.size(); }
  std::size_t element_mark() const { return elements_.size(); }
  void push(const doc::Member& member) { members_.push_back(member); }
  void push(const Node& element) { elements_.push_back(element); }
  Node object(std::size_t mark, Range range);
  Node array(std::size_t mark, Range range);

  /// In a template both branches of a condition are there: equal keys are no mistake.
  void allow_duplicates() { duplicates_allowed_ = true; }

  doc::Arena& arena() { return *arena_; }

 private:
  std::string_view text_of(std::string_view between, unsigned look, bool& ok);
  bool has_duplicates(std::size_t mark) const;
  bool had(std::uint32_t hash, std::size_t from, std::size_t to) const;
  bool report_duplicates(std::size_t mark);
  void report_duplicate(const doc::Member& first, const doc::Member& again);

  doc::Arena* arena_ = nullptr;
  const text::Source* source_ = nullptr;
  std::vector<finding::Finding>* findings_ = nullptr;
  std::vector<doc::Member> members_;
  std::vector<Node> elements_;
  std::vector<const doc::Member*> sorted_;
  std::size_t reported_ = 0;
  bool duplicates_allowed_ = false;
};

}  // namespace ecslint::syntax_json
