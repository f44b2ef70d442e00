// SPDX-License-Identifier: Apache-2.0
// The one value type from the parser to the rule engine: a JSON-like tree whose every key and value knows its
// place. 24 bytes a node, in an arena owned by the document; strings are views into the source unless they
// had escapes. `unresolved` is what cannot be known before deployment; it carries its reason and, for a
// string that is partly known, the pieces. A node knows nothing of ECS, JSON or YAML.
#pragma once

#include <cassert>
#include <cstdint>
#include <span>
#include <string_view>

#include "doc/key.h"
#include "text/hash.h"
#include "text/range.h"
#include "text/same.h"

namespace ecslint::doc {

using text::Offset;
using text::Range;

enum class Kind : std::uint8_t {
  kNull,
  kBool,
  kInteger,   // fits int64
  kUnsigned,  // above INT64_MAX, fits uint64
  kNumber,    // double: fraction, exponent, or too large
  kString,
  kArray,
  kObject,
  kUnresolved,
};

/// "null", "boolean", "integer", "number", "string", "array", "object", "unresolved"; unsigned is "integer".
std::string_view to_string(Kind kind);

/// Part of a partly known string: text as it will be, or a hole.
struct Piece {
  std::string_view text;  // of a hole: its source spelling, ${VAR}
  bool known = false;
};

class Node;

/// Why a value is unknown. With pieces it is a string of which some parts are known.
struct Unresolved {
  std::string_view reason;  // "placeholder ${IMAGE}": completes "unknown because of …"
  std::string_view spelling;
  std::span<const Piece> pieces;
  std::string_view tag = {};        // a local tag of YAML that nobody has understood yet: !Ref
  const Node* tagged = nullptr;     // and the value that it stands before
  std::string_view refers_to = {};  // what in the same document it is the name, ARN or ID of
};

struct Member;

class Node {
 public:
  enum Flag : std::uint8_t {
    kRefused = 1,        // the schema has reported it: reads as unknown in rules, a null as absent
    kEscaped = 2,        // the string's bytes differ from the source's
    kPlain = 4,          // a YAML plain scalar
    kDuplicateKeys = 8,  // an object in which find() must look for the last of equal keys
    kShared = 16,        // reached through a YAML alias or merge key: no fixes below
    kSynthetic = 32,     // made by a dialect, has the place of what it was made from
    kOpen = 64,          // an object of which only a part is written here: an absent member is unknown
  };

  constexpr Node() = default;
  static Node null(Range range) { return Node(Kind::kNull, range); }
  static Node boolean(bool value, Range range);
  static Node integer(std::int64_t value, Range range);
  static Node uinteger(std::uint64_t value, Range range);
  static Node number(double value, Range range);
  static Node string(std::string_view value, Range range);
  static Node array(std::span<const Node> elements, Range range);
  static Node object(std::span<const Member> members, Range range);
  static Node unresolved(const Unresolved* why, Range range);

  Kind kind() const { return kind_; }
  Range range() const { return range_; }
  bool is(Kind kind) const { return kind_ == kind; }
  bool is_null() const { return kind_ == Kind::kNull; }
  bool is_string() const { return kind_ == Kind::kString; }
  bool is_array() const { return kind_ == Kind::kArray; }
  bool is_object() const { return kind_ == Kind::kObject; }
  bool is_unresolved() const { return kind_ == Kind::kUnresolved; }
  bool is_numeric() const { return kind_ >= Kind::kInteger && kind_ <= Kind::kNumber; }

  bool as_bool() const { return assert(is(Kind::kBool)), value_.boolean; }
  std::int64_t as_int() const { return assert(is(Kind::kInteger)), value_.integer; }
  std::uint64_t as_uint() const { return assert(is(Kind::kUnsigned)), value_.uinteger; }
  double as_double() const { return assert(is(Kind::kNumber)), value_.number; }
  std::string_view as_string() const { return assert(is_string()), std::string_view(value_.chars, size_); }
  const Unresolved& why() const { return assert(is_unresolved()), *value_.unresolved; }

  /// Elements of an array, empty for anything else.
  std::span<const Node> elements() const;
  /// Members of an object in the order written, duplicates included; empty for anything else.
  std::span<const Member> members() const;
  /// Count of elements, members, or bytes of a string.
  std::uint32_t size() const { return size_; }

  /// The value of a key, nullptr when absent or when this is no object. Of duplicate keys the last counts, as
  /// for the AWS CLI.
  const Node* find(std::string_view key) const { return find(key, text::key_hash(key)); }
  const Node* find(Key key) const { return find(key.text(), key.hash()); }
  const Node* find(std::string_view key, std::uint32_t hash) const;
  const Member* find_member(std::string_view key, std::uint32_t hash) const;
  const Member* find_member(Key key) const { return find_member(key.text(), key.hash()); }

  bool has(Flag flag) const { return (flags_ & flag) != 0; }
  /// Flags are notes beside the value; setting one on a shared tree is the owner's business.
  void set(Flag flag) const { flags_ = static_cast<std::uint8_t>(flags_ | flag); }
  Node& with(Flag flag) { return set(flag), *this; }
  /// For an object that takes the place of another: as that it is shared, open, and has keys twice.
  Node& with_notes_of(const Node& other) {
    flags_ = static_cast<std::uint8_t>(flags_ | (other.flags_ & (kShared | kOpen | kDuplicateKeys)));
    return *this;
  }
  Node& with_range(Range range) { return range_ = range, *this; }

 private:
  constexpr Node(Kind kind, Range range, std::uint32_t size = 0) : kind_(kind), size_(size), range_(range) {}

  Kind kind_ = Kind::kNull;
  mutable std::uint8_t flags_ = 0;
  std::uint32_t size_ = 0;
  Range range_;
  union {
    std::int64_t integer = 0;
    std::uint64_t uinteger;
    double number;
    bool boolean;
    const char* chars;
    const Node* elements;
    const Member* members;
    const Unresolved* unresolved;
  } value_;
};

/// A key and its value. key_range is the whole key token, quotes included.
struct Member {
  Key key;
  Range key_range;
  Node value;
};

inline Node Node::boolean(bool value, Range range) {
  Node node(Kind::kBool, range);
  node.value_.boolean = value;
  return node;
}

inline Node Node::integer(std::int64_t value, Range range) {
  Node node(Kind::kInteger, range);
  node.value_.integer = value;
  return node;
}

inline Node Node::uinteger(std::uint64_t value, Range range) {
  Node node(Kind::kUnsigned, range);
  node.value_.uinteger = value;
  return node;
}

inline Node Node::number(double value, Range range) {
  Node node(Kind::kNumber, range);
  node.value_.number = value;
  return node;
}

inline Node Node::string(std::string_view value, Range range) {
  Node node(Kind::kString, range, static_cast<std::uint32_t>(value.size()));
  node.value_.chars = value.data();
  return node;
}

inline Node Node::array(std::span<const Node> elements, Range range) {
  Node node(Kind::kArray, range, static_cast<std::uint32_t>(elements.size()));
  node.value_.elements = elements.data();
  return node;
}

inline Node Node::object(std::span<const Member> members, Range range) {
  Node node(Kind::kObject, range, static_cast<std::uint32_t>(members.size()));
  node.value_.members = members.data();
  return node;
}

inline Node Node::unresolved(const Unresolved* why, Range range) {
  Node node(Kind::kUnresolved, range);
  node.value_.unresolved = why;
  return node;
}

inline std::span<const Node> Node::elements() const {
  return is_array() ? std::span<const Node>(value_.elements, size_) : std::span<const Node>();
}

inline std::span<const Member> Node::members() const {
  return is_object() ? std::span<const Member>(value_.members, size_) : std::span<const Member>();
}

inline const Member* Node::find_member(std::string_view key, std::uint32_t hash) const {
  if (kind_ != Kind::kObject) return nullptr;
  const Member* found = nullptr;
  const Member* const end = value_.members + size_;
  for (const Member* member = value_.members; member != end; ++member) {
    if (member->key.hash() != hash || !text::same(member->key.text(), key)) continue;
    found = member;
    if ((flags_ & kDuplicateKeys) == 0) break;
  }
  const bool dropped =
      found != nullptr && found->value.kind_ == Kind::kNull && (found->value.flags_ & kRefused) != 0;
  return dropped ? nullptr : found;
}

inline const Node* Node::find(std::string_view key, std::uint32_t hash) const {
  const Member* member = find_member(key, hash);
  return member == nullptr ? nullptr : &member->value;
}

/// Trees equal but for places, spelling of numbers and order of members; unresolved equals unresolved of the
/// same spelling.
bool equal_values(const Node& a, const Node& b);

}  // namespace ecslint::doc
