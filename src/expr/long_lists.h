// SPDX-License-Identifier: Apache-2.0
// Long lists of texts in which text after text is looked for: hashed when a list is asked the second time, so
// that asking it for each of its own elements does not take the square of its length.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "doc/arena.h"
#include "expr/value.h"

namespace ecslint::expr {

class LongLists {
 public:
  /// Shorter ones are gone through.
  static constexpr std::uint32_t kLong = 32;

  /// What lay in the arena is no more.
  void forget() { ++round_; }

  /// Whether the text is in a long list; nothing when it had better be gone through: it was never asked
  /// before, or not all of it are known texts.
  std::optional<bool> holds(const Value& list, std::string_view text, doc::Arena& arena);

 private:
  enum class State : std::uint8_t { kAsked, kHashed, kUnfit };
  struct Known {
    const void* place = nullptr;
    std::uint32_t size = 0;
    std::uint32_t round = 0;
    State state = State::kAsked;
    std::uint32_t mask = 0;
    const std::uint32_t* slots = nullptr;  // open addressing: index + 1, 0 is empty
  };

  static void hash(const Value& list, doc::Arena& arena, Known& known);

  std::array<Known, 8> known_;
  std::uint32_t round_ = 1;
};

}  // namespace ecslint::expr
