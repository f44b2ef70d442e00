// SPDX-License-Identifier: Apache-2.0
#include "rules/fix_values.h"

#include <vector>

#include "expr/map.h"

namespace ecslint::rules {
namespace {

using doc::Node;
using expr::Value;

constexpr int kMaxDepth = 16;

std::optional<Node> convert(const Value& value, doc::Arena& arena, int depth);

std::optional<Node> list(const Value& value, doc::Arena& arena, int depth) {
  std::vector<Node> elements;
  for (std::uint32_t i = 0; i < value.size(); ++i) {
    const auto element = convert(value.element(i), arena, depth + 1);
    if (!element) return std::nullopt;
    elements.push_back(*element);
  }
  return Node::array(arena.copy(std::span<const Node>(elements)), {});
}

std::optional<Node> map(const Value& value, doc::Arena& arena, int depth) {
  std::vector<doc::Member> members;
  const bool sound = expr::each_entry(value, [&](const Value& key, const Value& entry) {
    const auto node = convert(entry, arena, depth + 1);
    if (!node || !key.is_string()) return false;
    members.push_back({key.as_string(), {}, *node});
    return true;
  });
  if (!sound) return std::nullopt;
  return Node::object(arena.copy(std::span<const doc::Member>(members)), {});
}

std::optional<Node> convert(const Value& value, doc::Arena& arena, int depth) {
  if (depth > kMaxDepth) return std::nullopt;
  switch (value.kind()) {
    case expr::Kind::kNull:
      return Node::null({});
    case expr::Kind::kBool:
      return Node::boolean(value.as_bool(), {});
    case expr::Kind::kInt:
      return Node::integer(value.as_int(), {});
    case expr::Kind::kUint:
      return Node::uinteger(value.as_uint(), {});
    case expr::Kind::kDouble:
      return Node::number(value.as_double(), {});
    case expr::Kind::kString:
      return Node::string(value.as_string(), {});
    case expr::Kind::kList:
      return list(value, arena, depth);
    case expr::Kind::kMap:
      return map(value, arena, depth);
    default:
      return std::nullopt;
  }
}

}  // namespace

std::optional<Node> to_node(const Value& value, doc::Arena& arena) { return convert(value, arena, 0); }

}  // namespace ecslint::rules
