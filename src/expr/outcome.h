// SPDX-License-Identifier: Apache-2.0
// The three-valued && and || over any number of operands, as logic, quantifiers and `in` need it.
#pragma once

#include "expr/value.h"

namespace ecslint::expr {

class Absorbing {
 public:
  /// `decides`: false for &&, true for ||.
  explicit Absorbing(bool decides) : decides_(decides) {}

  /// Adds an operand; true when it decides.
  bool add(const Value& value, std::uint32_t place) {
    if (value.is(Kind::kBool)) return decided_ = value.as_bool() == decides_;
    if (value.is_unknown()) {
      if (!pending_.is_unknown()) pending_ = value;
    } else if (pending_.is_null()) {
      pending_ = value.is_error() ? value
                                  : Value::error(ErrorCode::kNoSuchOverload, "neither true nor false", place);
    }
    return false;
  }
  /// What is perhaps there but not written (null: nothing).
  void add_open(const Value& open) {
    if (open.is_unknown() && !decided_ && !pending_.is_unknown()) pending_ = open;
  }
  Value result() const {
    if (decided_) return Value::boolean(decides_);
    return pending_.is_null() ? Value::boolean(!decides_) : pending_.derived();
  }

 private:
  bool decides_;
  bool decided_ = false;
  Value pending_;
};

}  // namespace ecslint::expr
