// SPDX-License-Identifier: Apache-2.0
#include "rules/pack.h"

#include <cassert>

#include "rules/records.h"

namespace ecslint::rules {

Pack::Pack(std::string_view image) { open(image); }

Pack::Pack(std::string image) : owned_(std::move(image)) { open(owned_); }

void Pack::open(std::string_view image) {
  image_ = text::Image(image);
  const auto offset = static_cast<std::uint32_t>(image.size() - sizeof(PackHeader));
  header_ = &image_[text::Ref<PackHeader>{offset, 1}][0];
  assert(header_->magic == PackHeader::kMagic);
  finished_ = FinishedPatterns(image_, header_->patterns);
}

std::size_t Pack::size() const { return header_->rules.count; }

const RuleRecord& Pack::record(std::size_t i) const { return image_[header_->rules][i]; }

const std::vector<doc::Node>& Pack::data() const {
  std::call_once(read_data_, [this] {
    for (const DataRecord& record : image_[header_->data]) {
      data_.push_back(schema::to_node(record.value, image_, arena_));
    }
  });
  return data_;
}

}  // namespace ecslint::rules
