// SPDX-License-Identifier: Apache-2.0
// What rules have in common is computed once: answers to equal conditions, and the lists that rules go over,
// are kept while one subject is looked at. Beginning another subject forgets them by counting, not by
// clearing.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "expr/value.h"
#include "rules/records.h"

namespace ecslint::rules {

enum class Answer : std::uint8_t { kNone, kYes, kNo };

class Answers {
 public:
  /// Elements from this one on are not remembered.
  static constexpr std::uint32_t kMaxItems = 64;

  void begin(std::uint32_t cells, std::uint32_t items) {
    items_ = items;
    const std::size_t size = std::size_t{cells} * items;
    if (kept_.size() < size) kept_.resize(size);
    if (++round_ == 1u << 30) {
      std::fill(kept_.begin(), kept_.end(), 0);
      round_ = 1;
    }
  }

  Answer get(std::uint32_t cell, std::uint32_t item) const {
    if (cell == ConditionRecord::kNoCell || item >= items_) return Answer::kNone;
    const std::uint32_t kept = kept_[cell * items_ + item];
    return kept >> 2 == round_ ? static_cast<Answer>(kept & 3) : Answer::kNone;
  }

  void set(std::uint32_t cell, std::uint32_t item, Answer answer) {
    if (cell == ConditionRecord::kNoCell || item >= items_) return;
    kept_[cell * items_ + item] = round_ << 2 | static_cast<std::uint32_t>(answer);
  }

 private:
  std::vector<std::uint32_t> kept_;
  std::uint32_t items_ = 1;
  std::uint32_t round_ = 0;
};

class Cells {
 public:
  /// Another subject.
  void begin(const SubjectRecord& record) {
    subject_.begin(record.cells, 1);
    item_.begin(record.item_cells, Answers::kMaxItems);
    lists_.assign(record.cells, expr::Value::null());
  }

  Answers& subject() { return subject_; }
  Answers& item() { return item_; }

  /// Where a list is kept, null as long as it has not been computed; nullptr when it is one rule's alone.
  expr::Value* list(std::uint32_t cell) { return cell == ConditionRecord::kNoCell ? nullptr : &lists_[cell]; }

 private:
  Answers subject_;
  Answers item_;
  std::vector<expr::Value> lists_;
};

}  // namespace ecslint::rules
