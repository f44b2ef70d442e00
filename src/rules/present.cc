// SPDX-License-Identifier: Apache-2.0
#include "rules/present.h"

#include <algorithm>

#include "text/same.h"

namespace ecslint::rules {

using doc::Node;

void Present::begin(const SubjectRecord& record, text::Image image) {
  record_ = &record;
  image_ = image;
  table_ = image[record.table];
  properties_.assign(record.names.count, nullptr);
  knows_item_ = false;
}

void Present::read(std::uint32_t slot, const expr::Value& value, Bits& rules) {
  read_properties(slot, value, [&](std::uint32_t number) { add_row(number + std::size_t{1}, rules); });
}

void Present::read_item(const expr::Value& item, bool many) {
  if (!many && !knows_item_) return;
  read_properties(kItemSlot, many ? item : expr::Value(), [](std::uint32_t) {});
  knows_item_ = many;
}

template <typename F>
void Present::read_properties(std::uint32_t slot, const expr::Value& value, F&& found) {
  const std::uint32_t first = record_->first_property[slot];
  const std::uint32_t last = record_->first_property[slot + 1];
  if (first == last) return;
  // All that is not written there is certainly absent.
  const bool complete = value.is_map() && value.node() != nullptr && !value.node()->has(Node::kOpen);
  std::fill(properties_.begin() + first, properties_.begin() + last,
            complete ? &expr::Evaluator::kAbsent : nullptr);
  if (!complete) {
    for (std::uint32_t number = first; number < last; ++number) found(number);
    return;
  }
  const auto names = image_[record_->names];
  const auto wrap = static_cast<std::uint32_t>(table_.size() - 1);
  for (const doc::Member& member : value.node()->members()) {
    for (std::uint32_t at = PropertyEntry::start(member.key.hash(), slot) & wrap;
         table_[at].variable != PropertyEntry::kEmpty; at = (at + 1) & wrap) {
      const PropertyEntry& entry = table_[at];
      if (entry.hash != member.key.hash() || entry.variable != slot) continue;
      if (!text::same(image_[names[entry.number]], member.key)) continue;
      // A null that the schema refused reads as absent; of duplicate keys the last counts.
      const bool dropped = member.value.is_null() && member.value.has(Node::kRefused);
      properties_[entry.number] = dropped ? &expr::Evaluator::kAbsent : &member.value;
      found(entry.number);
      break;
    }
  }
}

void Present::add_row(std::size_t row, Bits& rules) const {
  const std::uint64_t* bits = image_[record_->rows].data() + row * record_->words;
  for (std::size_t i = 0; i < record_->words; ++i) rules[i] |= bits[i];
}

}  // namespace ecslint::rules
