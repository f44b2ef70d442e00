// SPDX-License-Identifier: Apache-2.0
// A compiled expression: a tree of 16-byte operations in an image, children named by index. Names are slots,
// keys have their hashes, functions are (table, row), constant lists on the right of `in` are hashed sets.
// Trivially copyable and position-free, so that built-in rules run from the binary's read-only data as they
// lie.
#pragma once

#include <cstdint>

#include "text/image.h"

namespace ecslint::expr {

enum class Code : std::uint8_t {
  // Constants. Numbers have their 64 bits in a (low) and b (high), texts their place in the image.
  kNull,
  kBool,
  kInt,
  kUint,
  kDouble,
  kString,
  kBytes,
  kType,
  kDuration,
  kFail,  // always the error a, with the text of key b

  kSlot,   // a: slot
  kLocal,  // a: local

  kShared,  // a: operation, b: cell that keeps its value, count: how long it is good (sharing.h)

  // a: operand, b: key
  kSelect,
  kSelectDefault,   // absent: the key's fallback
  kSelectRequired,  // absent: unknown
  kSelectOptional,  // .?
  kHas,

  kIndex,            // a: operand, b: index
  kIndexOptional,    // [?]
  kOptionalOr,       // a.or(b)
  kOptionalOrValue,  // a.orValue(b)

  kNot,  // a
  kNegate,
  kAdd,  // a, b
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
  kInSet,  // a: element, b: index in sets

  // a: first operand, count: how many
  kAnd,
  kOr,
  kConditional,
  kList,
  kMapLiteral,    // keys and values in turn
  kOptionalPart,  // [?a] {?k: a}: an element or value that may be left out
  kCall,          // b: table << 16 | row

  // Macros: operands are the range, then the expressions; b: the first variable's local, flags: kTwoVariables
  kAll,
  kExists,
  kExistsOne,
  kMapList,            // range, [condition,] transform
  kFilter,             // range, condition
  kTransformMap,       // range, [condition,] transform
  kTransformMapEntry,  // range, [condition,] transform
  kSortBy,             // range, key
  kBind,               // value, body
  kOptMap,             // optional, body
  kOptFlatMap,
};

struct Op {
  enum Flag : std::uint8_t {
    kTwoVariables = 1,
    kHasOptionalParts = 2,
    kNumbered = 4,  // a property of a variable: count is its number (sharing.h)
  };

  Code code = Code::kNull;
  std::uint8_t flags = 0;
  std::uint16_t count = 0;
  std::uint32_t place = 0;  // offset in the expression's text
  std::uint32_t a = 0;
  std::uint32_t b = 0;
};
static_assert(sizeof(Op) == 16);

/// A property name.
struct Key {
  text::Str name;
  std::uint32_t hash = 0;
  std::uint32_t fallback = 0;  // op of its default
};

/// A constant on the right of `in`: open addressing, a power of two long, op = kEmpty for a free place.
struct SetEntry {
  static constexpr std::uint32_t kEmpty = 0xFFFFFFFF;
  std::uint32_t hash = 0;
  std::uint32_t op = kEmpty;
};

struct Program {
  text::Ref<Op> ops;
  text::Ref<std::uint32_t> operands;
  text::Ref<Key> keys;
  text::Ref<text::Ref<SetEntry>> sets;
  std::uint32_t root = 0;
  std::uint32_t locals = 0;
};

}  // namespace ecslint::expr
