// SPDX-License-Identifier: Apache-2.0
// Small helpers for the bindings of this folder: looking at the kinds of the arguments, turning "none" into
// an error, paying for what is read.
#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>

#include "expr/context.h"
#include "expr/function.h"

namespace ecslint::expr::lib {

using Args = std::span<const Value>;

/// Whether the arguments begin with values of these kinds.
inline bool are(Args args, std::initializer_list<Kind> kinds) {
  std::size_t i = 0;
  for (const Kind kind : kinds) {
    if (i >= args.size() || !args[i++].is(kind)) return false;
  }
  return true;
}

/// Pays for reading that many bytes or elements.
inline bool pay(Context& context, std::size_t size) { return context.charge(1 + size / 8); }

inline Value out_of_range() { return Value::error(ErrorCode::kIndexOutOfRange, "index out of range"); }
inline Value overflow() { return Value::error(ErrorCode::kOverflow, "the result is out of range"); }

/// The first element that is unknown, nullptr when all are known. Elements are never errors.
inline std::optional<Value> first_unknown(const Value& list) {
  for (std::uint32_t i = 0; i < list.size(); ++i) {
    const Value element = list.element(i);
    if (element.is_unknown()) return element;
  }
  return {};
}

}  // namespace ecslint::expr::lib
