// SPDX-License-Identifier: Apache-2.0
#include "schema/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "text/json_writer.h"

namespace ecslint::schema {
namespace {

using doc::Kind;
using doc::Member;
using doc::Node;

/// Holds every int64, uint64 and double exactly where long double has 64 bits of mantissa.
using Real = long double;

Real real(const Node& node) {
  if (node.is(Kind::kInteger)) return static_cast<Real>(node.as_int());
  if (node.is(Kind::kUnsigned)) return static_cast<Real>(node.as_uint());
  return node.as_double();
}

Real real(const Value& value) {
  if (value.kind == Kind::kInteger) return static_cast<Real>(value.as_int());
  if (value.kind == Kind::kUnsigned) return static_cast<Real>(value.as_uint());
  return value.as_double();
}

bool numeric(Kind kind) { return kind >= Kind::kInteger && kind <= Kind::kNumber; }

Verdict both(Verdict a, Verdict b) { return std::min(a, b); }
Verdict verdict(bool yes) { return yes ? Verdict::kYes : Verdict::kNo; }

/// The last member of a name counts.
std::uint32_t count_distinct(const Node& object) {
  if (!object.has(Node::kDuplicateKeys)) return object.size();
  std::uint32_t count = 0;
  for (const Member& member : object.members()) count += object.find_member(member.key) == &member;
  return count;
}

Verdict equal_objects(const Value& value, text::Image image, const Node& node) {
  if (value.size != count_distinct(node)) return Verdict::kNo;
  Verdict all = Verdict::kYes;
  for (const ValueMember& member : image[value.members()]) {
    const Node* other = node.find(image[member.key], member.hash);
    if (other == nullptr) return Verdict::kNo;
    all = both(all, equal(member.value, image, *other));
    if (all == Verdict::kNo) break;
  }
  return all;
}

Verdict equal_arrays(const Value& value, text::Image image, const Node& node) {
  if (value.size != node.size()) return Verdict::kNo;
  Verdict all = Verdict::kYes;
  const auto elements = image[value.elements()];
  for (std::uint32_t i = 0; i < value.size && all != Verdict::kNo; ++i) {
    all = both(all, equal(elements[i], image, node.elements()[i]));
  }
  return all;
}

Value store_object(const Node& node, text::ImageBuilder& builder) {
  std::vector<ValueMember> members;
  for (const Member& member : node.members()) {
    if (node.has(Node::kDuplicateKeys) && node.find_member(member.key) != &member) continue;
    members.push_back({builder.add(member.key), member.key.hash(), 0, store(member.value, builder)});
  }
  const auto at = builder.add(std::span<const ValueMember>(members));
  return {Kind::kObject, {}, at.count, at.offset};
}

Value store_array(const Node& node, text::ImageBuilder& builder) {
  std::vector<Value> elements;
  for (const Node& element : node.elements()) elements.push_back(store(element, builder));
  const auto at = builder.add(std::span<const Value>(elements));
  return {Kind::kArray, {}, at.count, at.offset};
}

void write(const Value& value, text::Image image, text::JsonWriter& out) {
  switch (value.kind) {
    case Kind::kBool:
      out.boolean(value.as_bool());
      break;
    case Kind::kInteger:
      out.number(value.as_int());
      break;
    case Kind::kUnsigned:
      out.raw(fmt::format_int(value.as_uint()).c_str());
      break;
    case Kind::kNumber:
      out.number(value.as_double());
      break;
    case Kind::kString:
      out.string(image[value.str()]);
      break;
    case Kind::kArray:
      out.begin_array();
      for (const Value& element : image[value.elements()]) write(element, image, out);
      out.end_array();
      break;
    case Kind::kObject:
      out.begin_object();
      for (const ValueMember& member : image[value.members()]) {
        out.key(image[member.key]);
        write(member.value, image, out);
      }
      out.end_object();
      break;
    default:
      out.null();
  }
}

std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
  return (seed ^ value) * 0x9E3779B97F4A7C15ull + (seed >> 29);
}

}  // namespace

Value store(const Node& node, text::ImageBuilder& builder) {
  switch (node.kind()) {
    case Kind::kBool:
      return {Kind::kBool, {}, 0, node.as_bool() ? 1u : 0u};
    case Kind::kInteger:
      return {Kind::kInteger, {}, 0, static_cast<std::uint64_t>(node.as_int())};
    case Kind::kUnsigned:
      return {Kind::kUnsigned, {}, 0, node.as_uint()};
    case Kind::kNumber:
      return {Kind::kNumber, {}, 0, std::bit_cast<std::uint64_t>(node.as_double())};
    case Kind::kString: {
      const text::Str at = builder.add(node.as_string());
      return {Kind::kString, {}, at.size, at.offset};
    }
    case Kind::kArray:
      return store_array(node, builder);
    case Kind::kObject:
      return store_object(node, builder);
    default:
      return {};
  }
}

Node to_node(const Value& value, text::Image image, doc::Arena& arena, doc::Range range) {
  switch (value.kind) {
    case Kind::kBool:
      return Node::boolean(value.as_bool(), range);
    case Kind::kInteger:
      return Node::integer(value.as_int(), range);
    case Kind::kUnsigned:
      return Node::uinteger(value.as_uint(), range);
    case Kind::kNumber:
      return Node::number(value.as_double(), range);
    case Kind::kString:
      return Node::string(image[value.str()], range);
    case Kind::kArray: {
      const auto elements = image[value.elements()];
      Node* const out = arena.allocate<Node>(elements.size());
      for (std::size_t i = 0; i < elements.size(); ++i)
        new (out + i) Node(to_node(elements[i], image, arena, range));
      return Node::array({out, elements.size()}, range);
    }
    case Kind::kObject: {
      const auto members = image[value.members()];
      Member* const out = arena.allocate<Member>(members.size());
      for (std::size_t i = 0; i < members.size(); ++i) {
        const ValueMember& member = members[i];
        new (out + i)
            Member{{image[member.key], member.hash}, range, to_node(member.value, image, arena, range)};
      }
      return Node::object({out, members.size()}, range);
    }
    default:
      return Node::null(range);
  }
}

std::string to_json(const Value& value, text::Image image) {
  std::string out;
  text::JsonWriter writer(out);
  write(value, image, writer);
  return out;
}

Verdict equal(const Value& value, text::Image image, const Node& node) {
  if (node.is_unresolved()) return Verdict::kMaybe;
  if (numeric(value.kind)) return verdict(node.is_numeric() && compare(node, value) == 0);
  if (value.kind != node.kind()) return Verdict::kNo;
  switch (value.kind) {
    case Kind::kBool:
      return verdict(value.as_bool() == node.as_bool());
    case Kind::kString:
      return verdict(image[value.str()] == node.as_string());
    case Kind::kArray:
      return equal_arrays(value, image, node);
    case Kind::kObject:
      return equal_objects(value, image, node);
    default:
      return Verdict::kYes;
  }
}

Verdict equal(const Node& a, const Node& b) {
  if (a.is_unresolved() || b.is_unresolved()) return Verdict::kMaybe;
  if (a.is_numeric()) return verdict(b.is_numeric() && real(a) == real(b));
  if (a.kind() != b.kind()) return Verdict::kNo;
  if (!a.is_array() && !a.is_object()) return verdict(doc::equal_values(a, b));
  Verdict all = Verdict::kYes;
  if (a.is_array()) {
    if (a.size() != b.size()) return Verdict::kNo;
    for (std::uint32_t i = 0; i < a.size() && all != Verdict::kNo; ++i) {
      all = both(all, equal(a.elements()[i], b.elements()[i]));
    }
    return all;
  }
  if (count_distinct(a) != count_distinct(b)) return Verdict::kNo;
  for (const Member& member : a.members()) {
    const Node* mine = a.find(member.key);
    const Node* other = b.find(member.key);
    if (other == nullptr) return Verdict::kNo;
    all = both(all, equal(*mine, *other));
    if (all == Verdict::kNo) break;
  }
  return all;
}

int compare(const Node& number, const Value& bound) {
  if (number.is(Kind::kInteger) && bound.kind == Kind::kInteger) {
    return (number.as_int() > bound.as_int()) - (number.as_int() < bound.as_int());
  }
  const Real a = real(number);
  const Real b = real(bound);
  return (a > b) - (a < b);
}

bool is_multiple(const Node& number, const Value& divisor) {
  if (number.is(Kind::kInteger) && divisor.kind == Kind::kInteger) {
    return number.as_int() % divisor.as_int() == 0;
  }
  const Real n = real(number);
  const Real d = real(divisor);
  if (std::fmod(n, d) == 0) return true;
  const double quotient = static_cast<double>(n) / static_cast<double>(d);
  if (!std::isfinite(quotient)) return false;
  const double nearest = std::nearbyint(quotient);
  return std::fabs(quotient - nearest) <= 1e-9 + std::fabs(quotient) * 4e-16;
}

bool is_integral(const Node& number) {
  if (!number.is(Kind::kNumber)) return number.is_numeric();
  return std::isfinite(number.as_double()) && std::floor(number.as_double()) == number.as_double();
}

std::uint64_t hash_value(const Node& node) {
  if (node.is_numeric()) {
    return mix(1, std::bit_cast<std::uint64_t>(static_cast<double>(real(node)) + 0.0));
  }
  std::uint64_t hash = 2 + static_cast<std::uint64_t>(node.kind());
  if (node.is_string()) return mix(hash, text::stable_hash(node.as_string()));
  if (node.is(Kind::kBool)) return mix(hash, node.as_bool());
  for (const Node& element : node.elements()) hash = mix(hash, hash_value(element));
  std::uint64_t sum = 0;  // members in any order
  for (const Member& member : node.members()) {
    sum += mix(member.key.hash(), hash_value(*node.find(member.key)));
  }
  return mix(hash, sum);
}

}  // namespace ecslint::schema
