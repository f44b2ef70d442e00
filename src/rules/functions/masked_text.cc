// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/masked_text.h"

#include <algorithm>
#include <bit>
#include <cassert>

#include "expr/equality.h"
#include "expr/partial.h"

namespace ecslint::rules {

using expr::Context;
using expr::Value;

MaskedText::MaskedText(const Value& value) : origin_(value) {
  if (value.is_string()) {
    text_ = value.as_string();
    if (!has_hole(text_)) return;
    masked_ = text_;  // a control character of that value: no parser takes any, so another will do
    std::replace(masked_.begin(), masked_.end(), kHole, '\x02');
  }
  for (const doc::Piece& piece : expr::pieces_of(value)) {
    const std::size_t begin = masked_.size();
    if (piece.known) {
      masked_ += piece.text;
      std::replace(masked_.begin() + static_cast<std::ptrdiff_t>(begin), masked_.end(), kHole, '\x02');
    } else {
      masked_ += kHole;
      holes_.emplace_back(piece.text);
    }
  }
  text_ = masked_;
}

void MaskedText::mask(std::size_t begin, std::size_t size) {
  if (masked_.empty()) masked_ = text_;
  const auto before =
      std::count(masked_.begin(), masked_.begin() + static_cast<std::ptrdiff_t>(begin), kHole);
  holes_.insert(holes_.begin() + before, masked_.substr(begin, size));
  masked_.replace(begin, size, 1, kHole);
  text_ = masked_;
}

Value MaskedText::value(Context& context, std::string_view part) const {
  if (holes_.empty() || !has_hole(part)) return masked_.empty() ? Value::string(part) : context.string(part);
  const char* begin = text_.data();
  auto hole = static_cast<std::size_t>(std::count(begin, part.data(), kHole));
  std::vector<doc::Piece> pieces;
  while (!part.empty()) {
    if (!context.charge(sizeof(doc::Piece))) return context.exhausted();
    const bool known = part.front() != kHole;
    const std::size_t size = known ? std::min(part.find(kHole), part.size()) : 1;
    const std::string_view spelling = known ? part.substr(0, size) : std::string_view(holes_[hole++]);
    pieces.push_back({context.arena().copy(spelling), known});
    part.remove_prefix(size);
  }
  doc::Unresolved why;
  if (origin_.is_unknown() && origin_.cause() == expr::Cause::kUnresolved && origin_.node()) {
    why = origin_.node()->why();
  } else {
    why.reason = context.arena().copy(std::string_view("placeholder " + holes_.front()));
  }
  why.pieces = context.arena().copy(std::span<const doc::Piece>(pieces));
  const text::Range range = origin_.node() ? origin_.node()->range() : text::Range{};
  const auto* node = context.keep(doc::Node::unresolved(context.keep(why), range));
  return Value::unknown(expr::Cause::kUnresolved, node);
}

FieldNames::FieldNames(std::initializer_list<std::string_view> names) {
  index_.resize(std::bit_ceil(names.size() * 2));
  for (const std::string_view name : names) {
    blank_.push_back({Value::string(name), {}});
    std::size_t at = expr::hash_of(blank_.back().key) & (index_.size() - 1);
    while (index_[at] != 0) at = (at + 1) & (index_.size() - 1);
    index_[at] = static_cast<std::uint32_t>(blank_.size());
  }
}

expr::MapData FieldNames::map(const expr::Entry* entries) const {
  return {entries, static_cast<std::uint32_t>(blank_.size()), static_cast<std::uint32_t>(index_.size() - 1),
          index_.data()};
}

Value Fields::finish() {
  assert(size_ == names_.size());
  if (failed_.is_error()) return failed_;
  if (!context_.charge(size_)) return context_.exhausted();
  return Value::map(context_.keep(names_.map(entries_)));
}

Value MaskedText::unknown(Context& context) const {
  if (origin_.is_unknown()) return origin_.derived();
  return has_holes() ? value(context, text_).derived() : Value::unknown(expr::Cause::kOther, nullptr);
}

}  // namespace ecslint::rules
