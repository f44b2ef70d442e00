// SPDX-License-Identifier: Apache-2.0
#include "doc/node.h"

#include <algorithm>
#include <array>

namespace ecslint::doc {

static_assert(sizeof(Node) == 24);

std::string_view to_string(Kind kind) {
  constexpr std::array<std::string_view, 9> names = {"null",   "boolean", "integer", "integer",   "number",
                                                     "string", "array",   "object",  "unresolved"};
  return names[static_cast<std::size_t>(kind)];
}

Node Node::boolean(bool value, Range range) {
  Node node(Kind::kBool, range);
  node.value_.boolean = value;
  return node;
}

Node Node::integer(std::int64_t value, Range range) {
  Node node(Kind::kInteger, range);
  node.value_.integer = value;
  return node;
}

Node Node::uinteger(std::uint64_t value, Range range) {
  Node node(Kind::kUnsigned, range);
  node.value_.uinteger = value;
  return node;
}

Node Node::number(double value, Range range) {
  Node node(Kind::kNumber, range);
  node.value_.number = value;
  return node;
}

Node Node::string(std::string_view value, Range range) {
  Node node(Kind::kString, range, static_cast<std::uint32_t>(value.size()));
  node.value_.chars = value.data();
  return node;
}

Node Node::array(std::span<const Node> elements, Range range) {
  Node node(Kind::kArray, range, static_cast<std::uint32_t>(elements.size()));
  node.value_.elements = elements.data();
  return node;
}

Node Node::object(std::span<const Member> members, Range range) {
  Node node(Kind::kObject, range, static_cast<std::uint32_t>(members.size()));
  node.value_.members = members.data();
  return node;
}

Node Node::unresolved(const Unresolved* why, Range range) {
  Node node(Kind::kUnresolved, range);
  node.value_.unresolved = why;
  return node;
}

std::span<const Node> Node::elements() const {
  return is_array() ? std::span<const Node>(value_.elements, size_) : std::span<const Node>();
}

std::span<const Member> Node::members() const {
  return is_object() ? std::span<const Member>(value_.members, size_) : std::span<const Member>();
}

const Node* Node::find(std::string_view key, std::uint32_t hash) const {
  const Member* member = find_member(key, hash);
  return member == nullptr ? nullptr : &member->value;
}

const Member* Node::find_member(std::string_view key, std::uint32_t hash) const {
  const Member* found = nullptr;
  for (const Member& member : members()) {
    if (member.hash != hash || member.key != key) continue;
    found = &member;
    if (!has(kDuplicateKeys)) break;
  }
  const bool dropped = found != nullptr && found->value.is_null() && found->value.has(kRefused);
  return dropped ? nullptr : found;
}

namespace {

bool equal_numbers(const Node& a, const Node& b) {
  if (a.kind() == b.kind()) {
    if (a.is(Kind::kInteger)) return a.as_int() == b.as_int();
    if (a.is(Kind::kUnsigned)) return a.as_uint() == b.as_uint();
    return a.as_double() == b.as_double();
  }
  if (!a.is(Kind::kNumber) && !b.is(Kind::kNumber)) return false;  // int and uint ranges do not meet
  const Node& real = a.is(Kind::kNumber) ? a : b;
  const Node& whole = a.is(Kind::kNumber) ? b : a;
  const double d = real.as_double();
  if (whole.is(Kind::kInteger)) {
    return d >= -0x1p63 && d < 0x1p63 && static_cast<double>(static_cast<std::int64_t>(d)) == d &&
           static_cast<std::int64_t>(d) == whole.as_int();
  }
  return d >= 0 && d < 0x1p64 && static_cast<double>(static_cast<std::uint64_t>(d)) == d &&
         static_cast<std::uint64_t>(d) == whole.as_uint();
}

bool equal_members(const Node& a, const Node& b) {
  return std::all_of(a.members().begin(), a.members().end(), [&b](const Member& member) {
    const Node* other = b.find(member.key, member.hash);
    return other != nullptr && equal_values(member.value, *other);
  });
}

}  // namespace

bool equal_values(const Node& a, const Node& b) {
  if (a.is_numeric() && b.is_numeric()) return equal_numbers(a, b);
  if (a.kind() != b.kind()) return false;
  switch (a.kind()) {
    case Kind::kBool:
      return a.as_bool() == b.as_bool();
    case Kind::kString:
      return a.as_string() == b.as_string();
    case Kind::kUnresolved:
      return a.why().spelling == b.why().spelling;
    case Kind::kObject:
      return a.size() == b.size() && equal_members(a, b);
    case Kind::kArray:
      return std::equal(a.elements().begin(), a.elements().end(), b.elements().begin(), b.elements().end(),
                        equal_values);
    default:
      return true;
  }
}

}  // namespace ecslint::doc
