// SPDX-License-Identifier: Apache-2.0
// CEL's equality, ordering and hashing. Numbers of all types compare on one line, exactly; equality never
// fails but may be unknown, when what is compared contains unresolved parts that could decide it.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>

#include "expr/value.h"

namespace ecslint::expr {

/// True, false, or unknown as a Value. An error operand comes back as it is.
Value equals(const Value& a, const Value& b);
/// Whether equals() is surely true; for keys and sets, whose members are known.
bool is_equal(const Value& a, const Value& b);

/// Order of two numbers, strings, bytes, bools, timestamps or durations; nothing when they have none
/// (different types, lists, maps). NaN is unordered. An integer is rounded to double to be ordered against
/// one.
std::optional<std::partial_ordering> compare(const Value& a, const Value& b);

/// Equal numbers and strings hash alike, whatever their types; other kinds by kind only.
std::uint32_t hash_of(const Value& value);

/// Exactly, whatever the types.
std::partial_ordering compare_numbers(const Value& a, const Value& b);

}  // namespace ecslint::expr
