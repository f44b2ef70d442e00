// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/composer.h"

#include <fmt/format.h>

#include <new>

namespace ecslint::dialect_cloudformation {

using doc::Node;

Composer& Composer::hole(std::string_view name, std::string_view reason, std::string_view refers_to) {
  end_run();
  pieces_.push_back({name, false});
  size_ += name.size();
  if (reason_.empty()) reason_ = reason;
  refers_to_ = refers_to;
  return *this;
}

Composer& Composer::value(const Node& node) {
  if (is_scalar(node)) return text(scalar_text(node));
  if (!node.is_unresolved()) return hole("(a list or map)", "a list or map where text is wanted");
  const doc::Unresolved& why = node.why();
  if (why.pieces.empty()) return hole(why.spelling, why.reason, why.refers_to);
  for (const doc::Piece& piece : why.pieces) piece.known ? text(piece.text) : hole(piece.text, why.reason);
  refers_to_ = why.refers_to;
  return *this;
}

void Composer::end_run() {
  if (!run_.empty()) pieces_.push_back({arena_.copy(run_), true});
  size_ += run_.size();
  run_.clear();
}

Node Composer::finish(doc::Range range) {
  if (pieces_.empty()) return Node::string(arena_.copy(run_), range).with(Node::kSynthetic);
  end_run();
  std::string spelling;
  for (const doc::Piece& piece : pieces_) spelling += piece.text;
  auto* why = new (arena_.allocate<doc::Unresolved>(1)) doc::Unresolved{};
  why->reason = reason_;
  why->spelling = arena_.copy(spelling);
  why->pieces = arena_.copy(std::span<const doc::Piece>(pieces_));
  why->refers_to = refers_to_;
  return Node::unresolved(why, range).with(Node::kSynthetic);
}

bool is_scalar(const Node& node) {
  return node.is_string() || node.is_numeric() || node.is(doc::Kind::kBool);
}

std::string scalar_text(const Node& node) {
  switch (node.kind()) {
    case doc::Kind::kString:
      return std::string(node.as_string());
    case doc::Kind::kBool:
      return node.as_bool() ? "true" : "false";
    case doc::Kind::kInteger:
      return fmt::format("{}", node.as_int());
    case doc::Kind::kUnsigned:
      return fmt::format("{}", node.as_uint());
    case doc::Kind::kNumber:
      return fmt::format("{}", node.as_double());
    default:
      return {};
  }
}

}  // namespace ecslint::dialect_cloudformation
