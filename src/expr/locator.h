// SPDX-License-Identifier: Apache-2.0
// Two walks beside evaluation, taken only when there is a finding: Locator follows a selection and remembers
// the way, Witness follows the operands that made a condition false.
#pragma once

#include <optional>

#include "expr/evaluate.h"

namespace ecslint::expr {

class Locator {
 public:
  struct Found {
    Value value;
    Place place;
  };
  explicit Locator(Evaluator& evaluator) : evaluator_(evaluator) {}

  Found find(std::uint32_t op);

 private:
  Found whole(std::uint32_t op);
  Found select(const Op& op, Found from);
  Found member(Found from, std::string_view key, std::uint32_t hash);
  Found computed(const Found& from, std::optional<Value> value, std::string_view key);
  Found index(const Op& op, Found from);
  Found branch(const Op& op);
  Found bind(const Op& op);
  Found alternative(const Op& op);

  Evaluator& evaluator_;
};

class Witness {
 public:
  using Wanted = std::function<bool(const doc::Node&)>;
  Witness(Evaluator& evaluator, const Wanted& wanted) : evaluator_(evaluator), wanted_(wanted) {}

  /// The node that shows why the operation, whose value is `is`, has it.
  const doc::Node* find(std::uint32_t op, bool is);

 private:
  const doc::Node* junction(const Op& op, bool decides, bool is);
  const doc::Node* quantifier(const Op& op, bool decides, bool is);
  const doc::Node* last_selected(std::uint32_t op);
  const doc::Node* wanted(const doc::Node* node) const;

  Evaluator& evaluator_;
  const Wanted& wanted_;
};

}  // namespace ecslint::expr
