// SPDX-License-Identifier: Apache-2.0
#include "expr/lib/partial_strings.h"

#include <algorithm>

namespace ecslint::expr::lib {

void PartialBuilder::add(std::string_view text) {
  if (text.empty()) return;
  if (!parts_.empty() && parts_.back().known) {
    parts_.back().text += text;
  } else {
    parts_.push_back({std::string(text), true});
  }
}

void PartialBuilder::add_hole(std::string_view spelling) { parts_.push_back({std::string(spelling), false}); }

void PartialBuilder::add(const Value& value) {
  if (value.is_string()) return add(value.as_string());
  const auto pieces = pieces_of(value);
  if (pieces.empty()) add_hole({});
  for (const doc::Piece& piece : pieces) piece.known ? add(piece.text) : add_hole(piece.text);
}

Value PartialBuilder::finish(Context& context, const Value& origin) const {
  if (parts_.empty()) return Value::string({});
  if (parts_.size() == 1 && parts_[0].known) return context.string(parts_[0].text);
  if (!origin.node() || origin.cause() != Cause::kUnresolved) return origin;
  std::vector<doc::Piece> pieces;
  for (const Part& part : parts_) {
    if (!context.charge(part.text.size() + sizeof(doc::Piece))) return context.exhausted();
    pieces.push_back({context.arena().copy(std::string_view(part.text)), part.known});
  }
  doc::Unresolved why = origin.node()->why();
  why.pieces = context.arena().copy(std::span<const doc::Piece>(pieces));
  const auto* kept = context.keep(why);
  return Value::unknown(Cause::kUnresolved,
                        context.keep(doc::Node::unresolved(kept, origin.node()->range())));
}

}  // namespace ecslint::expr::lib
