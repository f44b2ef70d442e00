// SPDX-License-Identifier: Apache-2.0
// What an expression computes: 16 bytes, trivially copyable, passed in two registers. Scalars are inline,
// strings are views. A value taken from a document is the node itself: its kind is that of the node and every
// accessor reads through the pointer, so that nothing is converted and the value still knows its place in the
// file. Computed strings, lists and maps live in a bump arena (Context, function.h). Errors and unknowns are
// values too, never C++ exceptions.
#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "doc/node.h"

namespace ecslint::expr {

enum class Kind : std::uint8_t {
  kNull,
  kBool,
  kInt,
  kUint,
  kDouble,
  kString,
  kBytes,
  kType,       // the name of a type: int, list, google.protobuf.Duration
  kTimestamp,  // seconds since the epoch and nanoseconds
  kDuration,   // nanoseconds
  kList,
  kMap,
  kOptional,
  kOpaque,    // what a library adds: an IP address, a network
  kUnknown,   // not decidable from the file
  kError,     // code, message, offset in the expression
  kDeferred,  // only in slots and locals: a named expression not evaluated yet
};

enum class ErrorCode : std::uint16_t {
  kNoSuchOverload,
  kNoSuchKey,
  kIndexOutOfRange,
  kOverflow,
  kDivideByZero,
  kConversion,
  kInvalidArgument,
  kDuplicateKey,
  kUnknownName,
  kBadPattern,
  kBudget,  // no && or || absorbs this one
};

/// Why a value is unknown.
enum class Cause : std::uint16_t {
  kUnresolved,  // node() is the unresolved node, perhaps with known pieces
  kRefused,     // node() has been reported by the schema
  kMissing,     // node() is an object that lacks a required property
  kPart,        // node() is only partly written here, what was asked for may be in the rest
  kDerived,     // computed from an unresolved value: node() is the reason, its pieces are not this value's
  kOther,       // no node: a link whose other end is not in the run, …
};

class Value;
struct MapData;
struct Deferred;

/// A kind of opaque value; one constant for each, compared by address.
struct OpaqueType {
  std::string_view name;  // as type() gives it: "net.IP"
  bool (*equal)(const void* a, const void* b);
};
/// An opaque value in the arena begins with this.
struct Opaque {
  const OpaqueType* type;
};

class Value {
 public:
  constexpr Value() = default;  // null
  static constexpr Value null() { return {}; }
  static Value boolean(bool b) { return Value(Kind::kBool, 0, Bits{.boolean = b}); }
  static Value integer(std::int64_t i) { return Value(Kind::kInt, 0, Bits{.integer = i}); }
  static Value uinteger(std::uint64_t u) { return Value(Kind::kUint, 0, Bits{.uinteger = u}); }
  static Value number(double d) { return Value(Kind::kDouble, 0, Bits{.number = d}); }
  /// The characters (valid UTF-8) must outlive the value: source text, an image, or the arena.
  static constexpr Value string(std::string_view s) { return text(Kind::kString, s); }
  static Value bytes(std::string_view s) { return text(Kind::kBytes, s); }
  static Value type(std::string_view name) { return text(Kind::kType, name); }
  static Value timestamp(std::int64_t seconds, std::uint32_t nanos) {
    return Value(Kind::kTimestamp, nanos, Bits{.integer = seconds});
  }
  static Value duration(std::int64_t nanos) { return Value(Kind::kDuration, 0, Bits{.integer = nanos}); }
  /// The elements must outlive the value.
  static Value list(std::span<const Value> elements);
  static Value map(const MapData* data);
  /// nullptr is optional.none(); what it points at must outlive the value.
  static Value optional(const Value* of) { return Value(Kind::kOptional, 0, Bits{.value = of}); }
  static Value opaque(const Opaque* object) { return Value(Kind::kOpaque, 0, Bits{.opaque = object}); }
  static Value deferred(const Deferred* what) { return Value(Kind::kDeferred, 0, Bits{.deferred = what}); }

  /// The node's value; unknown when it is unresolved or was refused by the schema.
  static Value from(const doc::Node& node);
  static Value unknown(Cause cause, const doc::Node* node) {
    return Value(Kind::kUnknown, 0, Bits{.node = node}).with_code(static_cast<std::uint16_t>(cause));
  }
  /// `message` is NUL-terminated and outlives the value (a literal, or the arena). The evaluator fills in the
  /// offset.
  static Value error(ErrorCode code, const char* message, std::uint32_t offset = kNoOffset) {
    return Value(Kind::kError, offset, Bits{.message = message}).with_code(static_cast<std::uint16_t>(code));
  }

  Kind kind() const { return kind_; }
  bool is(Kind kind) const { return kind_ == kind; }
  bool is_true() const { return kind_ == Kind::kBool && as_bool(); }
  bool is_false() const { return kind_ == Kind::kBool && !as_bool(); }
  bool is_null() const { return kind_ == Kind::kNull; }
  bool is_string() const { return kind_ == Kind::kString; }
  bool is_list() const { return kind_ == Kind::kList; }
  bool is_map() const { return kind_ == Kind::kMap; }
  bool is_numeric() const { return kind_ >= Kind::kInt && kind_ <= Kind::kDouble; }
  bool is_unknown() const { return kind_ == Kind::kUnknown; }
  bool is_error() const { return kind_ == Kind::kError; }
  /// Neither error nor unknown.
  bool is_known() const { return kind_ < Kind::kUnknown; }

  bool as_bool() const { return assert(is(Kind::kBool)), from_node_ ? bits_.node->as_bool() : bits_.boolean; }
  std::int64_t as_int() const {
    return assert(is(Kind::kInt)), from_node_ ? bits_.node->as_int() : bits_.integer;
  }
  std::uint64_t as_uint() const {
    return assert(is(Kind::kUint)), from_node_ ? bits_.node->as_uint() : bits_.uinteger;
  }
  double as_double() const {
    return assert(is(Kind::kDouble)), from_node_ ? bits_.node->as_double() : bits_.number;
  }
  std::string_view as_string() const {
    assert(is_string());
    return from_node_ ? bits_.node->as_string() : std::string_view(bits_.chars, size_);
  }
  std::string_view as_bytes() const { return assert(is(Kind::kBytes)), std::string_view(bits_.chars, size_); }
  std::string_view as_type() const { return assert(is(Kind::kType)), std::string_view(bits_.chars, size_); }
  std::int64_t as_seconds() const { return assert(is(Kind::kTimestamp)), bits_.integer; }
  std::uint32_t as_nanos() const { return assert(is(Kind::kTimestamp)), size_; }
  std::int64_t as_duration() const { return assert(is(Kind::kDuration)), bits_.integer; }
  const Value* as_optional() const { return assert(is(Kind::kOptional)), bits_.value; }
  const Opaque* as_opaque() const { return assert(is(Kind::kOpaque)), bits_.opaque; }
  const Deferred* as_deferred() const { return assert(is(Kind::kDeferred)), bits_.deferred; }

  /// Of a list: how many elements, and the i-th (its kind may be unknown).
  std::uint32_t size() const { return assert(is_list()), size_; }
  Value element(std::uint32_t i) const;
  /// Where they lie: no two lists that live at the same time have the same place and size.
  const void* elements_place() const {
    return assert(is_list()), from_node_ ? static_cast<const void*>(bits_.node) : bits_.value;
  }

  ErrorCode error_code() const { return assert(is_error()), static_cast<ErrorCode>(code_); }
  const char* error_message() const { return assert(is_error()), bits_.message; }
  /// Offset in the expression's text, kNoOffset when not placed yet.
  std::uint32_t error_offset() const { return assert(is_error()), size_; }
  Value with_offset(std::uint32_t offset) const;

  /// The unknown that comes of computing with this one; any other value as it is.
  Value derived() const;
  Cause cause() const { return assert(is_unknown()), static_cast<Cause>(code_); }

  /// The document's node this value is (for an unknown: the node that makes it so), nullptr when computed.
  const doc::Node* node() const { return from_node_ || kind_ == Kind::kUnknown ? bits_.node : nullptr; }
  /// A computed map's entries; nullptr when the map is a document's object (use map.h for both).
  const MapData* map_data() const { return assert(is_map()), from_node_ ? nullptr : bits_.map; }

  static constexpr std::uint32_t kNoOffset = 0xFFFFFFFF;

 private:
  union Bits {
    std::int64_t integer = 0;
    std::uint64_t uinteger;
    double number;
    bool boolean;
    const char* chars;
    const char* message;
    const Value* value;
    const MapData* map;
    const Opaque* opaque;
    const Deferred* deferred;
    const doc::Node* node;
  };
  constexpr Value(Kind kind, std::uint32_t size, Bits bits) : kind_(kind), size_(size), bits_(bits) {}
  static constexpr Value text(Kind kind, std::string_view s) {
    return Value(kind, static_cast<std::uint32_t>(s.size()), Bits{.chars = s.data()});
  }
  Value with_code(std::uint16_t code) { return code_ = code, *this; }

  Kind kind_ = Kind::kNull;
  bool from_node_ = false;
  std::uint16_t code_ = 0;
  std::uint32_t size_ = 0;
  Bits bits_;
};
static_assert(sizeof(Value) == 16 && std::is_trivially_copyable_v<Value>);

/// "int", "null_type", "google.protobuf.Timestamp": what type(value) is called. Empty for errors and
/// unknowns.
std::string_view type_name(const Value& value);

/// Completes "undecided because of …" for an unknown.
std::string_view reason_of(const Value& unknown);

inline Value Value::list(std::span<const Value> elements) {
  return Value(Kind::kList, static_cast<std::uint32_t>(elements.size()), Bits{.value = elements.data()});
}

[[gnu::always_inline]] inline Value Value::from(const doc::Node& node) {
  static constexpr Kind kKinds[] = {Kind::kNull,   Kind::kBool, Kind::kInt, Kind::kUint,   Kind::kDouble,
                                    Kind::kString, Kind::kList, Kind::kMap, Kind::kUnknown};
  if (node.has(doc::Node::kRefused)) return unknown(Cause::kRefused, &node);
  Value value(kKinds[static_cast<int>(node.kind())], node.size(), Bits{.node = &node});
  value.from_node_ = true;
  return value;
}

inline Value Value::element(std::uint32_t i) const {
  assert(is_list() && i < size_);
  return from_node_ ? from(bits_.node->elements()[i]) : bits_.value[i];
}

inline Value Value::derived() const {
  Value result = *this;
  if (kind_ == Kind::kUnknown && cause() == Cause::kUnresolved) {
    result.code_ = static_cast<std::uint16_t>(Cause::kDerived);
  }
  return result;
}

inline Value Value::with_offset(std::uint32_t offset) const {
  Value placed = *this;
  if (kind_ == Kind::kError && size_ == kNoOffset) placed.size_ = offset;
  return placed;
}

}  // namespace ecslint::expr
