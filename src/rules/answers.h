// SPDX-License-Identifier: Apache-2.0
// The answers to conditions that rules share, each kept as long as it is good: for the resource, the element
// or the item that is looked at. They are forgotten by counting, not by clearing.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "expr/evaluate.h"
#include "rules/records.h"

namespace ecslint::rules {

enum class Answer : std::uint8_t { kNone, kYes, kNo };

class Answers {
 public:
  void begin(std::size_t conditions) {
    if (kept_.size() < conditions) kept_.resize(conditions);
    forget(kResourceScope);
  }
  /// Of this scope and of those that last shorter.
  void forget(std::size_t scope) {
    for (; scope < rounds_.size(); ++scope) rounds_[scope] = ++clock_;
  }

  Answer get(std::uint32_t condition, std::uint32_t scope) const {
    const std::uint64_t kept = kept_[condition];
    return kept >> 2 == rounds_[scope] ? static_cast<Answer>(kept & 3) : Answer::kNone;
  }
  void set(std::uint32_t condition, std::uint32_t scope, bool yes) {
    kept_[condition] = rounds_[scope] << 2 | static_cast<std::uint64_t>(yes ? Answer::kYes : Answer::kNo);
  }

 private:
  std::vector<std::uint64_t> kept_;  // round and answer
  std::array<std::uint64_t, expr::Evaluator::kScopes> rounds_{};
  std::uint64_t clock_ = 0;
};

}  // namespace ecslint::rules
