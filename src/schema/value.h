// SPDX-License-Identifier: Apache-2.0
// JSON values inside an image: enum, const, default, examples and the bounds of ranges. Numbers are compared
// by value whatever their spelling; a comparison with something unresolved is undecided, never false.
#pragma once

#include <bit>
#include <cstdint>
#include <string>

#include "doc/arena.h"
#include "doc/node.h"
#include "text/image.h"

namespace ecslint::schema {

/// Kleene's three values; "and" is the minimum, "or" the maximum.
enum class Verdict : std::uint8_t { kNo, kMaybe, kYes };

struct ValueMember;

/// Trivially copyable; strings, elements and members stand at `bits` as offset.
struct Value {
  doc::Kind kind = doc::Kind::kNull;
  std::uint8_t padding[3] = {};
  std::uint32_t size = 0;
  std::uint64_t bits = 0;

  bool as_bool() const { return bits != 0; }
  std::int64_t as_int() const { return static_cast<std::int64_t>(bits); }
  std::uint64_t as_uint() const { return bits; }
  double as_double() const { return std::bit_cast<double>(bits); }
  text::Str str() const { return {static_cast<std::uint32_t>(bits), size}; }
  text::Ref<Value> elements() const { return {static_cast<std::uint32_t>(bits), size}; }
  text::Ref<ValueMember> members() const { return {static_cast<std::uint32_t>(bits), size}; }
};

struct ValueMember {
  text::Str key;
  std::uint32_t hash = 0;
  std::uint32_t padding = 0;
  Value value;
};

/// Writes a node's value into an image. Unresolved becomes null.
Value store(const doc::Node& node, text::ImageBuilder& builder);

/// The value as a tree whose strings view the image; every node has `range`.
doc::Node to_node(const Value& value, text::Image image, doc::Arena& arena, doc::Range range = {});

/// JSON on one line.
std::string to_json(const Value& value, text::Image image);

/// Whether value and node are equal as JSON; kMaybe when that hangs on something unresolved.
Verdict equal(const Value& value, text::Image image, const doc::Node& node);

/// Whether two nodes are equal as JSON; kMaybe when that hangs on something unresolved.
Verdict equal(const doc::Node& a, const doc::Node& b);

/// -1, 0 or 1 as the number is below, equal to or above the bound; both must be numeric.
int compare(const doc::Node& number, const Value& bound);

/// Whether the number is a multiple of a positive divisor, forgiving the rounding of decimal fractions.
bool is_multiple(const doc::Node& number, const Value& divisor);

/// Whether the number is whole: 1.0 is.
bool is_integral(const doc::Node& number);

/// The same for trees that are equal as JSON.
std::uint64_t hash_value(const doc::Node& node);

}  // namespace ecslint::schema
