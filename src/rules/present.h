// SPDX-License-Identifier: Apache-2.0
// The properties that a subject's variables have, each at its number, found by going over the members once
// instead of searching for every property that a rule asks for; and the rules that may have something to say
// about what is there.
#pragma once

#include <cstdint>
#include <vector>

#include "doc/node.h"
#include "expr/evaluate.h"
#include "rules/bits.h"
#include "rules/records.h"
#include "text/image.h"

namespace ecslint::rules {

class Present {
 public:
  /// Another subject: nothing is known of its variables.
  void begin(const SubjectRecord& record, text::Image image);

  /// A variable's value has changed; the rules to look at because of what it has are added.
  void read(std::uint32_t slot, const expr::Value& value, Bits& rules);
  /// Another item, whose properties are not known unless many are going to ask for them.
  void read_item(const expr::Value& item, bool many);
  /// The rules to look at whatever is there are added.
  void always(Bits& rules) const { add_row(0, rules); }

  /// The property is there, or it may be.
  bool may_have(std::uint16_t number) const { return properties_[number] != &expr::Evaluator::kAbsent; }
  /// nullptr when it is not known.
  const doc::Node* const* properties() const { return properties_.data(); }

 private:
  /// Calls found(number) for those that are there, or may be.
  template <typename F>
  void read_properties(std::uint32_t slot, const expr::Value& value, F&& found);
  void add_row(std::size_t row, Bits& rules) const;

  const SubjectRecord* record_ = nullptr;
  text::Image image_;
  std::span<const PropertyEntry> table_;
  std::vector<const doc::Node*> properties_;
  bool knows_item_ = false;
};

}  // namespace ecslint::rules
