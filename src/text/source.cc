// SPDX-License-Identifier: Apache-2.0
#include "text/source.h"

#include <algorithm>
#include <cstring>

namespace ecslint::text {

PaddedBytes::PaddedBytes(std::size_t size) : data_(new char[size + kPadding]), size_(size) {
  std::memset(data_.get() + size, 0, kPadding);
}

PaddedBytes::PaddedBytes(std::string_view bytes) : PaddedBytes(bytes.size()) {
  std::copy(bytes.begin(), bytes.end(), data_.get());
}

void PaddedBytes::shrink(std::size_t size) {
  if (size >= size_) return;
  size_ = size;
  std::memset(data_.get() + size, 0, kPadding);
}

Source::Source(std::string name, PaddedBytes bytes) : name_(std::move(name)), bytes_(std::move(bytes)) {
  if (bytes_.view().substr(0, 3) == "\xEF\xBB\xBF") bom_ = 3;
}

std::string_view Source::slice(Range range) const {
  const auto all = bytes();
  const auto begin = std::min<std::size_t>(range.begin, all.size());
  const auto end = std::clamp<std::size_t>(range.end, begin, all.size());
  return all.substr(begin, end - begin);
}

}  // namespace ecslint::text
