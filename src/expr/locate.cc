// SPDX-License-Identifier: Apache-2.0
// Where the value of an expression stands: the selections from the outside in, until one is not written.
#include "expr/evaluate.h"
#include "expr/locator.h"
#include "expr/map.h"

namespace ecslint::expr {

Locator::Found Locator::find(std::uint32_t index) {
  const Op& op = evaluator_.op(index);
  switch (op.code) {
    case Code::kSelect:
    case Code::kSelectDefault:
    case Code::kSelectRequired:
    case Code::kSelectOptional:
      return select(op, find(op.a));
    case Code::kHas:
      return select(op, find(op.a));
    case Code::kShared:
      return find(op.a);
    case Code::kIndex:
    case Code::kIndexOptional:
      return this->index(op, find(op.a));
    case Code::kConditional:
      return branch(op);
    case Code::kBind:
      return bind(op);
    case Code::kOptionalOr:
    case Code::kOptionalOrValue:
      return alternative(op);
    default:
      return whole(index);
  }
}

/// A value that is no selection: the node it was taken from.
Locator::Found Locator::whole(std::uint32_t index) {
  Found found;
  found.value = evaluator_.eval(index);
  const bool holds = found.value.is(Kind::kOptional) && found.value.as_optional();
  found.place.node = holds ? found.value.as_optional()->node() : found.value.node();
  found.place.absent = found.value.is_unknown() && found.value.cause() == Cause::kMissing;
  return found;
}

Locator::Found Locator::select(const Op& op, Found from) {
  if (from.place.absent) return from;
  const Key& key = evaluator_.keys_[op.b];
  return member(from, evaluator_.image_[key.name], key.hash);
}

Locator::Found Locator::member(Found from, std::string_view key, std::uint32_t hash) {
  if (from.value.is(Kind::kOptional) && from.value.as_optional()) from.value = *from.value.as_optional();
  if (!from.value.is_map()) return from;
  if (from.value.map_data()) return computed(from, map_find(from.value, key, hash), key);
  const doc::Member* found = from.value.node()->find_member(key, hash);
  if (!found) {
    from.place = {from.value.node(), from.place.member, true, key};
    return from;
  }
  return {Value::from(found->value), {&found->value, found, false, {}}};
}

/// Out of a map that was computed: its values may still be the document's.
Locator::Found Locator::computed(const Found& from, std::optional<Value> value, std::string_view key) {
  if (value) return {*value, {value->node(), nullptr, false, {}}};
  Found absent = from;
  absent.place.absent = true;
  absent.place.missing = key;
  return absent;
}

Locator::Found Locator::index(const Op& op, Found from) {
  if (from.place.absent) return from;
  const Value at = evaluator_.eval(op.b);
  if (from.value.is(Kind::kOptional) && from.value.as_optional()) from.value = *from.value.as_optional();
  if (at.is_string()) return member(from, at.as_string(), text::key_hash(at.as_string()));
  if (!from.value.is_list() && !from.value.is_map()) return from;
  const Value value = evaluator_.find_at(op, from.value, at);
  if (!value.is_error()) return {value, {value.node(), nullptr, false, {}}};
  from.place.absent = true;
  return from;
}

Locator::Found Locator::branch(const Op& op) {
  const auto children = evaluator_.operands(op);
  const Value condition = evaluator_.eval(children[0]);
  if (!condition.is(Kind::kBool)) return {condition, {condition.node(), nullptr, false, {}}};
  return find(children[condition.as_bool() ? 1 : 2]);
}

Locator::Found Locator::bind(const Op& op) {
  evaluator_.locals_[op.b] = Value::deferred(nullptr);
  return find(evaluator_.operands(op)[1]);
}

/// a.or(b), a.orValue(b): b where a is none; where that stands nowhere, what lacks a.
Locator::Found Locator::alternative(const Op& op) {
  const Found first = find(op.a);
  if (!first.place.absent && first.place.node) return first;
  const Found second = find(op.b);
  return second.place.node ? second : first;
}

Place Evaluator::locate(const Program& program, std::span<const Value> slots) {
  fuel_ = budget_;
  const auto outer = enter(program, slots);
  const Place place = Locator(*this).find(program.root).place;
  leave(outer);
  return place;
}

}  // namespace ecslint::expr
