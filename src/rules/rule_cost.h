// SPDX-License-Identifier: Apache-2.0
// What deciding a rule took in a run. What it has in common with other rules is counted for the one that
// asked first.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

namespace ecslint::rules {

struct RuleCost {
  std::uint64_t steps = 0;  // of the evaluator: the same on every machine
  std::chrono::nanoseconds time{};

  RuleCost& operator+=(const RuleCost& other) {
    steps += other.steps;
    time += other.time;
    return *this;
  }
};

/// By the number of the rule in the rule set.
using RuleCosts = std::vector<RuleCost>;

}  // namespace ecslint::rules
