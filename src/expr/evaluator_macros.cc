// SPDX-License-Identifier: Apache-2.0
// Macros of the evaluator. What goes over a range does so in place, over a document's nodes too.
#include <algorithm>
#include <numeric>
#include <vector>

#include "expr/each.h"
#include "expr/equality.h"
#include "expr/evaluate.h"
#include "expr/map.h"
#include "expr/outcome.h"

namespace ecslint::expr {

namespace {

constexpr std::size_t kFew = 64;

}  // namespace

Value Evaluator::macro(const Op& op) {
  switch (op.code) {
    case Code::kAll:
      return quantifier(op, false);
    case Code::kExists:
      return quantifier(op, true);
    case Code::kExistsOne:
      return exists_one(op);
    case Code::kMapList:
    case Code::kFilter:
      return map_list(op);
    case Code::kTransformMap:
    case Code::kTransformMapEntry:
      return transform_map(op);
    case Code::kSortBy:
      return sort_by(op);
    case Code::kBind:
      return bind(op);
    default:
      return optional_map(op);
  }
}

Value Evaluator::quantifier(const Op& op, bool decides) {
  const auto children = operands(op);
  Absorbing outcome(decides);
  const Value range = eval(children[0]);
  const Value stopped = each(op, range, [&](const Value&) {
    return !outcome.add(eval(children[1]), ops_[children[1]].place) && !is_exhausted();
  });
  if (!stopped.is_null()) return stopped;
  outcome.add_open(open_part(range));
  return outcome.result();
}

Value Evaluator::exists_one(const Op& op) {
  const auto children = operands(op);
  Value pending;
  int count = 0;
  const Value range = eval(children[0]);
  const Value stopped = each(op, range, [&](const Value&) {
    const Value value = eval(children[1]);
    if (value.is(Kind::kBool)) return count += value.as_bool(), true;
    pending = value.is_known() ? no_such_overload().with_offset(op.place) : value;
    return pending.is_unknown();
  });
  if (!stopped.is_null()) return stopped;
  if (pending.is_error()) return pending;
  if (count > 1) return Value::boolean(false);
  if (!pending.is_unknown()) pending = open_part(range);
  return pending.is_unknown() ? pending.derived() : Value::boolean(count == 1);
}

/// The condition of a macro that has one: true, false, or what makes the whole result an error or unknown.
Value Evaluator::chosen(const Op& op, std::uint32_t condition) {
  const Value value = eval(condition);
  if (value.is(Kind::kBool) || !value.is_known()) return value.derived();
  return fail(op, ErrorCode::kNoSuchOverload, "the condition is neither true nor false");
}

/// map, filter and transformList.
Value Evaluator::map_list(const Op& op) {
  const auto children = operands(op);
  const Value range = eval(children[0]);
  const std::size_t most = range.is_list() ? range.size() : range.is_map() ? map_size(range) : 0;
  // What a long list leaves is not known beforehand, and the arena takes nothing back.
  std::vector<Value> many(most > kFew ? most : 0);
  Value* to = many.empty() ? room(most) : many.data();
  if (!to || !charge(many.size())) return exhausted();
  if (range.node() && range.node()->has(doc::Node::kOpen)) return Value::unknown(Cause::kPart, range.node());
  const bool is_filter = op.code == Code::kFilter;
  const bool has_condition = is_filter || children.size() == 3;
  std::size_t size = 0;
  Value failed;
  const Value stopped = each(op, range, [&](const Value& element) {
    const Value wanted = has_condition ? chosen(op, children[1]) : Value::boolean(true);
    if (wanted.is_false()) return true;
    const Value value = !wanted.is_true() ? wanted : is_filter ? element : eval(children.back());
    if (!wanted.is_true() || value.is_error()) return failed = value, false;
    return to[size++] = value, true;
  });
  if (!stopped.is_null()) return stopped;
  if (!failed.is_null()) return failed;
  return many.empty() ? Value::list({to, size}) : Context::list({to, size});
}

Value Evaluator::transform_map(const Op& op) {
  const auto children = operands(op);
  const bool has_condition = children.size() == 3;
  std::vector<Entry> entries;
  Value failed;
  const Value* const key = locals_ + op.b;
  const Value stopped = each(op, eval(children[0]), [&](const Value&) {
    const Value wanted = has_condition ? chosen(op, children[1]) : Value::boolean(true);
    if (wanted.is_false()) return true;
    const Value value = wanted.is_true() ? eval(children.back()) : wanted;
    if (!wanted.is_true() || value.is_error()) return failed = value, false;
    if (op.code == Code::kTransformMap) return entries.push_back({*key, value}), true;
    if (!value.is_map()) return failed = value.is_unknown() ? value.derived() : no_such_overload(), false;
    return each_entry(value, [&](const Value& k, const Value& v) { return entries.push_back({k, v}), true; });
  });
  if (!stopped.is_null()) return stopped;
  return (failed.is_null() ? map(entries) : failed).with_offset(op.place);
}

Value Evaluator::sort_by(const Op& op) {
  const auto children = operands(op);
  const Value range = eval(children[0]);
  if (!range.is_list()) return range.is_known() ? no_such_overload().with_offset(op.place) : range.derived();
  std::vector<Value> keys;
  Value failed;
  each(op, range, [&](const Value&) {
    const Value key = eval(children[1]);
    if (!key.is_known()) return failed = key.derived(), false;
    keys.push_back(key);
    const bool ordered = compare(keys[0], key).has_value();
    if (!ordered) failed = fail(op, ErrorCode::kNoSuchOverload, "the keys to sort by have no order");
    return ordered;
  });
  Value* to = room(keys.size());
  if (!to || !failed.is_null()) return to ? failed : exhausted();
  std::vector<std::uint32_t> order(keys.size());
  std::iota(order.begin(), order.end(), 0u);
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return *compare(keys[a], keys[b]) < 0; });
  for (std::size_t i = 0; i < order.size(); ++i) to[i] = range.element(order[i]);
  return Value::list({to, order.size()});
}

Value Evaluator::bind(const Op& op) {
  locals_[op.b] = Value::deferred(nullptr);
  return eval(operands(op)[1]);
}

Value Evaluator::optional_map(const Op& op) {
  const auto children = operands(op);
  const Value operand = eval(children[0]);
  if (!operand.is_known()) return operand.derived();
  if (!operand.is(Kind::kOptional)) return no_such_overload().with_offset(op.place);
  if (!operand.as_optional()) return operand;
  locals_[op.b] = *operand.as_optional();
  const Value result = eval(children[1]);
  if (!result.is_known()) return result;
  if (op.code == Code::kOptMap) return optional(result);
  return result.is(Kind::kOptional) ? result : no_such_overload().with_offset(op.place);
}

}  // namespace ecslint::expr
