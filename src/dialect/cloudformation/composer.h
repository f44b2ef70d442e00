// SPDX-License-Identifier: Apache-2.0
// A string put together from what is known and holes. A hole is called as Fn::Sub would call it
// (${DbSecret.Arn}); two holes of one name in a template stand for the same text, which is how a policy on
// !Ref DbSecret is found to cover the secret !Ref DbSecret.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "doc/arena.h"
#include "doc/node.h"

namespace ecslint::dialect_cloudformation {

/// All texts that it is given must live as long as the arena: what is not joined is not copied.
class Composer {
 public:
  explicit Composer(doc::Arena& arena) : arena_(arena) {}

  Composer& text(std::string_view text) {
    if (!text.empty() && !text.starts_with(':')) refers_to_ = {};  // ${Secret}:key:: is a part of it
    if (run_.empty() && one_.empty()) return one_ = text, *this;
    if (run_.empty()) run_ = std::exchange(one_, {});
    run_ += text;
    return *this;
  }
  /// Why it is unknown completes "unknown because of …"; refers_to is the resource that the hole is the name
  /// of, if any.
  Composer& hole(std::string_view name, std::string_view reason, std::string_view refers_to = {});
  /// What a value gives as text; its holes where it is only partly known.
  Composer& value(const doc::Node& node);

  /// Bytes so far, holes as they are called.
  std::size_t size() const { return size_ + one_.size() + run_.size(); }
  /// `written` is how the template may have it.
  doc::Node finish(doc::Range range, std::string_view written = {});

 private:
  void end_run();
  std::string_view spelling(std::string_view written);

  doc::Arena& arena_;
  std::string_view one_;  // a run of one text,
  std::string run_;       // or what it was joined to
  std::vector<doc::Piece> pieces_;
  std::string_view reason_;
  std::string_view refers_to_;  // of the hole at the end
  std::size_t size_ = 0;
};

/// A scalar as CloudFormation makes text of it; nothing for others.
std::string scalar_text(const doc::Node& node);
bool is_scalar(const doc::Node& node);

}  // namespace ecslint::dialect_cloudformation
