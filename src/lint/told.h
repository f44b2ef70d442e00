// SPDX-License-Identifier: Apache-2.0
// Which findings have been told: two services may say the same of one task definition, and two variants of a
// template the same of one resource. What counts is code, place and message; a condition is not compared.
#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <string>
#include <unordered_map>
#include <vector>

#include "finding/finding.h"

namespace ecslint::lint {

inline bool says_same(const finding::Finding& a, const finding::Finding& b) {
  return a.code == b.code && a.place.range == b.place.range && a.message == b.message;
}

/// Findings that say something in other words or elsewhere than those before them.
class Told {
 public:
  explicit Told(const std::vector<finding::Finding>& findings) : findings_(findings) {}

  /// False when it is among them; else it is to be put behind them.
  bool add(const finding::Finding& finding) {
    const auto same = [&](const finding::Finding& other) { return says_same(other, finding); };
    if (findings_.size() <= kFew) return std::none_of(findings_.begin(), findings_.end(), same);
    for (; hashed_ < findings_.size(); ++hashed_) by_hash_.emplace(hash(findings_[hashed_]), hashed_);
    const auto [first, last] = by_hash_.equal_range(hash(finding));
    return std::none_of(first, last, [&](const auto& row) { return same(findings_[row.second]); });
  }

 private:
  static constexpr std::size_t kFew = 8;

  static std::size_t hash(const finding::Finding& finding) {
    const std::size_t place = finding.place.range.begin * std::size_t{0x9E3779B97F4A7C15};
    return std::hash<std::string>()(finding.message) ^ std::hash<std::string>()(finding.code) ^ place;
  }

  const std::vector<finding::Finding>& findings_;
  std::size_t hashed_ = 0;  // the first of them
  std::unordered_multimap<std::size_t, std::size_t> by_hash_;
};

}  // namespace ecslint::lint
