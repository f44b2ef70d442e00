// SPDX-License-Identifier: Apache-2.0
#include "expr/context.h"

#include <bit>
#include <memory>

#include "expr/equality.h"

namespace ecslint::expr {
namespace {

constexpr std::uint32_t kSearchedOneByOne = 8;
constexpr std::size_t kComputedPatternsKept = 64;

Value duplicate_key() { return Value::error(ErrorCode::kDuplicateKey, "repeated key in a map"); }

/// Enters all entries into the index; false at the first repeated key.
bool fill_index(std::span<const Entry> entries, std::span<std::uint32_t> index) {
  const auto mask = static_cast<std::uint32_t>(index.size() - 1);
  for (std::uint32_t n = 0; n < entries.size(); ++n) {
    std::uint32_t at = hash_of(entries[n].key) & mask;
    for (; index[at]; at = (at + 1) & mask) {
      if (is_equal(entries[index[at] - 1].key, entries[n].key)) return false;
    }
    index[at] = n + 1;
  }
  return true;
}

bool has_repeats(std::span<const Entry> entries) {
  for (std::size_t i = 1; i < entries.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (is_equal(entries[i].key, entries[j].key)) return true;
    }
  }
  return false;
}

}  // namespace

Value Context::exhausted() {
  return Value::error(ErrorCode::kBudget, "the expression takes too long: its budget is spent");
}

Value* Context::room(std::size_t n) {
  if (!charge(n)) return nullptr;
  auto* to = arena_.allocate<Value>(n + 1);  // never nullptr
  std::uninitialized_value_construct_n(to, n);
  return to;
}

Value Context::string(std::string_view s) {
  if (!charge(s.size())) return exhausted();
  return Value::string(arena_.copy(s));
}

Value Context::bytes(std::string_view s) {
  if (!charge(s.size())) return exhausted();
  return Value::bytes(arena_.copy(s));
}

Value Context::list(std::span<const Value> elements) {
  if (!charge(elements.size())) return exhausted();
  return Value::list(arena_.copy(elements));
}

Value Context::optional(const Value& of) { return Value::optional(keep(of)); }

Value Context::map(std::span<const Entry> entries) {
  if (!charge(entries.size())) return exhausted();
  for (const Entry& entry : entries) {
    if (!is_key(entry.key))
      return Value::error(ErrorCode::kInvalidArgument, "a value of this type cannot be a key");
  }
  MapData data{arena_.copy(entries).data(), static_cast<std::uint32_t>(entries.size())};
  if (data.count <= kSearchedOneByOne) {
    if (has_repeats(entries)) return duplicate_key();
  } else {
    const std::uint32_t buckets = std::bit_ceil(data.count * 2);
    auto* index = arena_.allocate<std::uint32_t>(buckets);
    std::fill_n(index, buckets, 0u);
    if (!fill_index(entries, {index, buckets})) return duplicate_key();
    data.index = index;
    data.index_mask = buckets - 1;
  }
  return Value::map(keep(data));
}

Value Context::error(ErrorCode code, std::string_view message) {
  char* copy = arena_.allocate<char>(message.size() + 1);
  std::copy(message.begin(), message.end(), copy);
  copy[message.size()] = '\0';
  return Value::error(code, copy);
}

const re2::RE2* Context::regex(std::string_view pattern) {
  const std::string_view bytes = image_.bytes();
  if (pattern.data() >= bytes.data() && pattern.data() < bytes.data() + bytes.size())
    return patterns_.get(pattern);
  if (computed_patterns_.size() >= kComputedPatternsKept) computed_patterns_.clear();
  auto& entry = computed_patterns_[std::string(pattern)];
  if (!entry) {
    charge(pattern.size() * 10);
    entry = std::make_unique<re2::RE2>(re2::StringPiece(pattern.data(), pattern.size()), regex_options());
  }
  return entry->ok() ? entry.get() : nullptr;
}

Value Context::bad_pattern(std::string_view pattern) {
  return error(ErrorCode::kBadPattern, "bad regular expression: " + std::string(pattern));
}

}  // namespace ecslint::expr
