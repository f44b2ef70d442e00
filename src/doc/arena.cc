// SPDX-License-Identifier: Apache-2.0
#include "doc/arena.h"

#include <functional>

namespace ecslint::doc {
namespace {

constexpr std::size_t kFirstBlock = 16 * 1024;
constexpr std::size_t kLargestStep = 4 * 1024 * 1024;

}  // namespace

void Arena::grow(std::size_t need) {
  const std::size_t step = blocks_.empty() ? kFirstBlock : std::min(blocks_.back().size * 2, kLargestStep);
  const std::size_t size = std::max(need, step);
  blocks_.push_back({std::unique_ptr<char[]>(new char[size]), size});
  next_ = blocks_.back().data.get();
  left_ = size;
}

bool Arena::owns(const void* pointer) const {
  const auto* p = static_cast<const char*>(pointer);
  return std::any_of(blocks_.begin(), blocks_.end(), [p](const Block& block) {
    const std::less<const char*> before;
    return !before(p, block.data.get()) && before(p, block.data.get() + block.size);
  });
}

void Arena::reset() {
  if (blocks_.empty()) return;
  const auto largest = std::max_element(blocks_.begin(), blocks_.end(),
                                        [](const Block& a, const Block& b) { return a.size < b.size; });
  std::swap(*largest, blocks_.front());
  blocks_.erase(blocks_.begin() + 1, blocks_.end());
  next_ = blocks_.front().data.get();
  left_ = blocks_.front().size;
}

std::size_t Arena::capacity() const {
  std::size_t sum = 0;
  for (const Block& block : blocks_) sum += block.size;
  return sum;
}

}  // namespace ecslint::doc
