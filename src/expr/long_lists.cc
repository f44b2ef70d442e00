// SPDX-License-Identifier: Apache-2.0
#include "expr/long_lists.h"

#include <algorithm>
#include <bit>

#include "text/hash.h"
#include "text/same.h"

namespace ecslint::expr {

std::optional<bool> LongLists::holds(const Value& list, std::string_view text, doc::Arena& arena) {
  const void* const place = list.elements_place();
  Known& known = known_[(reinterpret_cast<std::uintptr_t>(place) >> 4) % known_.size()];
  if (known.place != place || known.size != list.size() || known.round != round_) {
    known = {place, list.size(), round_, State::kAsked, 0, nullptr};
    return std::nullopt;
  }
  if (known.state == State::kAsked) hash(list, arena, known);
  if (known.state == State::kUnfit) return std::nullopt;
  for (std::uint32_t at = text::key_hash(text) & known.mask; known.slots[at] != 0;
       at = (at + 1) & known.mask) {
    if (text::same(list.element(known.slots[at] - 1).as_string(), text)) return true;
  }
  return false;
}

void LongLists::hash(const Value& list, doc::Arena& arena, Known& known) {
  known.state = State::kUnfit;
  if (list.node() != nullptr && list.node()->has(doc::Node::kOpen)) return;
  const std::uint32_t size = std::bit_ceil(list.size() * 2);
  auto* const slots = arena.allocate<std::uint32_t>(size);
  std::fill_n(slots, size, 0U);
  known.mask = size - 1;
  known.slots = slots;
  for (std::uint32_t i = 0; i < list.size(); ++i) {
    const Value element = list.element(i);
    if (!element.is_string()) return;
    std::uint32_t at = text::key_hash(element.as_string()) & known.mask;
    while (slots[at] != 0) at = (at + 1) & known.mask;
    slots[at] = i + 1;
  }
  known.state = State::kHashed;
}

}  // namespace ecslint::expr
