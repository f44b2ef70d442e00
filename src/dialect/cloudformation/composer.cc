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
  if (node.is_string()) return text(node.as_string());
  if (is_scalar(node)) return text(arena_.copy(std::string_view(scalar_text(node))));
  if (!node.is_unresolved()) return hole("(a list or map)", "a list or map where text is wanted");
  const doc::Unresolved& why = node.why();
  if (why.pieces.empty()) return hole(why.spelling, why.reason, why.refers_to);
  for (const doc::Piece& piece : why.pieces) piece.known ? text(piece.text) : hole(piece.text, why.reason);
  refers_to_ = why.refers_to;
  return *this;
}

void Composer::end_run() {
  const std::string_view run = run_.empty() ? one_ : arena_.copy(std::string_view(run_));
  if (!run.empty()) pieces_.push_back({run, true});
  size_ += run.size();
  one_ = {};
  run_.clear();
}

std::string_view Composer::spelling(std::string_view written) {
  if (pieces_.size() == 1) return pieces_[0].text;
  std::string joined;
  for (const doc::Piece& piece : pieces_) joined += piece.text;
  return joined == written ? written : arena_.copy(std::string_view(joined));
}

Node Composer::finish(doc::Range range, std::string_view written) {
  end_run();
  const bool known = pieces_.empty() || (pieces_.size() == 1 && pieces_[0].known);
  if (known) {
    const std::string_view text = pieces_.empty() ? std::string_view() : pieces_[0].text;
    return Node::string(text, range).with(Node::kSynthetic);
  }
  auto* why = new (arena_.allocate<doc::Unresolved>(1)) doc::Unresolved{};
  why->reason = reason_;
  why->spelling = spelling(written);
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
