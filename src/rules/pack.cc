// SPDX-License-Identifier: Apache-2.0
#include "rules/pack.h"

#include <cassert>

#include "rules/records.h"

namespace ecslint::rules {

Pack::Pack(std::string_view image, Screens screens) : screens_(screens) { open(image); }

Pack::Pack(std::string image) : owned_(std::move(image)) { open(owned_); }

void Pack::open(std::string_view image) {
  image_ = text::Image(image);
  const auto offset = static_cast<std::uint32_t>(image.size() - sizeof(PackHeader));
  header_ = &image_[text::Ref<PackHeader>{offset, 1}][0];
  assert(header_->magic == PackHeader::kMagic);
  finished_ = FinishedPatterns(image_, header_->patterns);
  tables_ = std::make_unique<Table[]>(header_->data.count);
}

std::size_t Pack::size() const { return header_->rules.count; }

const RuleRecord& Pack::record(std::size_t i) const { return image_[header_->rules][i]; }

const doc::Node& Pack::table(std::size_t number) const {
  Table& table = tables_[number];
  std::call_once(table.read, [&] {
    table.root = schema::to_node(image_[header_->data][number].value, image_, table.arena);
  });
  return table.root;
}

const doc::Node* Pack::fact_table(std::string_view name) const {
  const auto records = image_[header_->data];
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (image_[records[i].name] == name) return &table(i);
  }
  return nullptr;
}

}  // namespace ecslint::rules
