// SPDX-License-Identifier: Apache-2.0
// A bump allocator for trees: allocation is adding to a pointer, freeing is forgetting all of it. Only
// trivially destructible things live here. reset() keeps the memory, so that a thread linting ten thousand
// files allocates for the first few only.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace ecslint::doc {

class Arena {
 public:
  Arena() = default;
  Arena(Arena&&) = default;
  Arena& operator=(Arena&&) = default;

  /// Uninitialised room for n items, 8-aligned.
  template <typename T>
  T* allocate(std::size_t n) {
    static_assert(std::is_trivially_destructible_v<T> && alignof(T) <= 8);
    // NOLINTNEXTLINE(bugprone-sizeof-expression): of a pointer where T is one
    const std::size_t size = (n * sizeof(T) + 7) & ~std::size_t{7};
    if (size > left_) grow(size);
    char* at = next_;
    next_ += size;
    left_ -= size;
    return reinterpret_cast<T*>(at);
  }

  template <typename T>
  std::span<const T> copy(std::span<const T> items) {
    if (items.empty()) return {};
    T* to = allocate<T>(items.size());
    std::uninitialized_copy(items.begin(), items.end(), to);
    return {to, items.size()};
  }
  std::string_view copy(std::string_view s) {
    const auto chars = copy(std::span<const char>(s.data(), s.size()));
    return {chars.data(), chars.size()};
  }

  /// Whether the pointer is into this arena; linear in the number of blocks.
  bool owns(const void* pointer) const;

  /// Forgets everything; keeps the largest block.
  void reset();

  /// Bytes taken from the system.
  std::size_t capacity() const;

 private:
  struct Block {
    std::unique_ptr<char[]> data;
    std::size_t size;
  };
  void grow(std::size_t need);

  std::vector<Block> blocks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace ecslint::doc
