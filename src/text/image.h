// SPDX-License-Identifier: Apache-2.0
// Position-free compiled data. Schemas, rules and their conditions are compiled into one block of bytes whose
// parts refer to each other by 32-bit offsets; the program uses such a block as it lies, be it baked into the
// binary at build time or made at run time from a user's pack. There is no second representation to keep in
// step: compiling writes an image, running reads one.
//
// What stands in an image is trivially copyable structs whose references are Ref<T> and Str. Alignment is 8.
#pragma once

#include <cassert>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>

namespace ecslint::text {

/// A string in an image.
struct Str {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
  bool empty() const { return size == 0; }
};

/// An array of T in an image.
template <typename T>
struct Ref {
  std::uint32_t offset = 0;
  std::uint32_t count = 0;
  bool empty() const { return count == 0; }
};

/// A view of a finished image; cheap to copy. The bytes must be 8-aligned and outlive it.
class Image {
 public:
  Image() = default;
  explicit Image(std::string_view bytes) : base_(bytes.data()), size_(bytes.size()) {}

  std::string_view operator[](Str s) const {
    assert(s.offset + std::uint64_t{s.size} <= size_);
    return {base_ + s.offset, s.size};
  }
  template <typename T>
  std::span<const T> operator[](Ref<T> r) const {
    assert(r.offset + std::uint64_t{r.count} * sizeof(T) <= size_);
    return {reinterpret_cast<const T*>(base_ + r.offset), r.count};
  }
  std::string_view bytes() const { return {base_, size_}; }

 private:
  const char* base_ = nullptr;
  std::size_t size_ = 0;
};

/// Builds an image; equal strings are stored once. Handles stay valid while it grows, pointers do not.
class ImageBuilder {
 public:
  ImageBuilder() { bytes_.assign(8, '\0'); }  // offset 0 is "nothing"

  Str add(std::string_view s) {
    if (s.empty()) return {};
    const auto [at, fresh] = strings_.try_emplace(std::string(s), static_cast<std::uint32_t>(bytes_.size()));
    if (fresh) bytes_.append(s).push_back('\0');
    return {at->second, static_cast<std::uint32_t>(s.size())};
  }

  /// What is added from here on stands here, even strings that stand before: read together, they are read
  /// from fewer pages.
  void begin_part() { strings_.clear(); }

  /// Beside what was added last, though it may stand elsewhere.
  Str add_here(std::string_view s) {
    if (s.empty()) return {};
    const auto offset = static_cast<std::uint32_t>(bytes_.size());
    bytes_.append(s).push_back('\0');
    return {offset, static_cast<std::uint32_t>(s.size())};
  }

  template <typename T>
  Ref<T> add(std::span<const T> items) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);
    if (items.empty()) return {};
    align();
    const auto offset = static_cast<std::uint32_t>(bytes_.size());
    bytes_.append(reinterpret_cast<const char*>(items.data()), items.size_bytes());
    return {offset, static_cast<std::uint32_t>(items.size())};
  }
  template <typename T>
  Ref<T> add_one(const T& item) {
    return add(std::span<const T>(&item, 1));
  }

  /// Reads back what was added; the view is good until the next add.
  Image image() const { return Image(bytes_); }
  const std::string& bytes() const { return bytes_; }

 private:
  void align() { bytes_.resize((bytes_.size() + 7) & ~std::size_t{7}); }

  std::string bytes_;
  std::unordered_map<std::string, std::uint32_t> strings_;
};

}  // namespace ecslint::text
