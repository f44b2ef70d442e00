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
    const Node* other = b.find(member.key);
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
