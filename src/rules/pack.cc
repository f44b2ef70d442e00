// SPDX-License-Identifier: Apache-2.0
#include "rules/pack.h"

#include <cassert>

namespace ecslint::rules {

Pack::Pack(std::string_view image, Screens screens) : screens_(screens) { open(image); }

Pack::Pack(std::string image) : owned_(std::move(image)) { open(owned_); }

void Pack::open(std::string_view image) {
  image_ = text::Image(image);
  const auto offset = static_cast<std::uint32_t>(image.size() - sizeof(PackHeader));
  header_ = &image_[text::Ref<PackHeader>{offset, 1}][0];
  assert(header_->magic == PackHeader::kMagic);
  rules_ = image_[header_->rules];
  finished_ = FinishedPatterns(image_, header_->patterns);
  tables_ = std::make_unique<Table[]>(header_->data.count);
}

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
