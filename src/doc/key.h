// SPDX-License-Identifier: Apache-2.0
// The key of a member: its text with the hash of that, in the sixteen bytes that a view alone takes, since a
// tree has thousands of them. It reads as the text wherever a text is wanted.
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

#include "text/hash.h"

namespace ecslint::doc {

class Key {
 public:
  constexpr Key() = default;
  Key(std::string_view text) : Key(text, text::key_hash(text)) {}  // NOLINT(google-explicit-constructor)
  constexpr Key(std::string_view text, std::uint32_t hash)
      : chars_(text.data()), size_(static_cast<std::uint32_t>(text.size())), hash_(hash) {}

  constexpr std::string_view text() const { return {chars_, size_}; }
  constexpr operator std::string_view() const { return text(); }  // NOLINT(google-explicit-constructor)
  constexpr std::uint32_t hash() const { return hash_; }
  constexpr std::size_t size() const { return size_; }
  constexpr bool starts_with(std::string_view start) const { return text().starts_with(start); }
  constexpr bool ends_with(std::string_view end) const { return text().ends_with(end); }

  friend constexpr bool operator==(Key a, std::string_view b) { return a.text() == b; }
  friend constexpr bool operator==(Key a, Key b) { return a.hash_ == b.hash_ && a.text() == b.text(); }
  /// An order in which equal keys stand beside each other, not that of their texts.
  friend constexpr std::strong_ordering operator<=>(Key a, Key b) {
    return a.hash_ != b.hash_ ? a.hash_ <=> b.hash_ : a.text() <=> b.text();
  }

 private:
  const char* chars_ = nullptr;
  std::uint32_t size_ = 0;
  std::uint32_t hash_ = 0;
};

}  // namespace ecslint::doc
