// SPDX-License-Identifier: Apache-2.0
// Operators of the evaluator. A deciding operand absorbs what stands beside it; an unknown outweighs an error
// there. Everywhere else errors win.
#include "expr/arithmetic.h"
#include "expr/equality.h"
#include "expr/evaluate.h"
#include "expr/map.h"
#include "expr/outcome.h"
#include "expr/partial.h"

namespace ecslint::expr {

Value negation(const Value& value) {
  if (value.is(Kind::kBool)) return Value::boolean(!value.as_bool());
  return value.is_known() ? Context::no_such_overload() : value.derived();
}

/// && (decides = false) and || (decides = true).
Value Evaluator::logic(const Op& op, bool decides) {
  const auto children = operands(op);
  for (std::uint32_t i = 0; i < children.size(); ++i) {
    const Value value = eval(children[i]);
    if (!value.is(Kind::kBool)) return open_logic(op, decides, i, value);
    if (value.as_bool() == decides) return Value::boolean(decides);
  }
  return Value::boolean(!decides);
}

/// The same from the operand on that is neither true nor false.
Value Evaluator::open_logic(const Op& op, bool decides, std::uint32_t from, const Value& first) {
  const auto children = operands(op);
  Absorbing outcome(decides);
  outcome.add(first, ops_[children[from]].place);
  for (const std::uint32_t child : children.subspan(from + 1)) {
    if (outcome.add(eval(child), ops_[child].place)) break;
  }
  return outcome.result();
}

Value Evaluator::conditional(const Op& op) {
  const auto children = operands(op);
  const Value condition = eval(children[0]);
  if (condition.is(Kind::kBool)) return eval(children[condition.as_bool() ? 1 : 2]);
  return condition.is_known()
             ? fail(op, ErrorCode::kNoSuchOverload, "the condition before '?' is neither true nor false")
             : condition.derived();
}

/// A comparison of size(s) with a number, where s is a partly known string: its least size may decide.
/// Anything else that is unknown stays so.
Value Evaluator::compare_unknown(const Op& op, const Value& a, const Value& b) {
  const Value& unknown = a.is_unknown() ? a : b;
  const bool size_first = &unknown == &a;
  std::uint32_t operand = size_first ? op.a : op.b;
  if (ops_[operand].code == Code::kShared) operand = ops_[operand].a;
  const Op& call = ops_[operand];
  const Value& number = size_first ? b : a;
  const bool is_size = op.code >= Code::kEqual && call.code == Code::kCall && call.count == 1 &&
                       number.is(Kind::kInt) && functions_[call.b >> 16][call.b & 0xFFFF].name == "size";
  if (!is_size) return unknown.derived();
  const Value measured = eval(operands(call)[0]);  // a list that is unknown for such a string is none
  if (!is_partial(measured)) return unknown.derived();
  const auto least = static_cast<std::int64_t>(least_size(pieces_of(measured)));
  const std::int64_t n = number.as_int();
  const bool surely_more = least > n;
  const bool surely_as_much = least >= n;
  switch (op.code) {
    case Code::kEqual:
      return surely_more ? Value::boolean(false) : unknown.derived();
    case Code::kNotEqual:
      return surely_more ? Value::boolean(true) : unknown.derived();
    case Code::kLess:
    case Code::kGreaterEqual:
      if (!(size_first ? surely_as_much : surely_more)) return unknown.derived();
      return Value::boolean((op.code == Code::kGreaterEqual) == size_first);
    default:
      if (!(size_first ? surely_more : surely_as_much)) return unknown.derived();
      return Value::boolean((op.code == Code::kGreater) == size_first);
  }
}

/// Looks into unknowns, which may be partly known.
Value Evaluator::equality(const Op& op) {
  const Value a = eval(op.a);
  const Value b = eval(op.b);
  const bool wanted = op.code == Code::kEqual;
  if (a.is_string() && b.is_string()) return Value::boolean((a.as_string() == b.as_string()) == wanted);
  const Value equal = equals(a, b);
  if (equal.is(Kind::kBool)) return Value::boolean(equal.as_bool() == wanted);
  if (equal.is_unknown() && a.is_unknown() != b.is_unknown()) return compare_unknown(op, a, b);
  return wanted ? equal.derived() : negation(equal);
}

/// Strict operators.
Value Evaluator::operation(const Op& op) {
  const Value a = eval(op.a);
  if (op.code == Code::kNegate) return a.is_known() ? negate(a).with_offset(op.place) : a.derived();
  const Value b = eval(op.b);
  if (a.is_error() || b.is_error()) return a.is_error() ? a : b;
  if (op.code == Code::kIn) return in(op, a, b);
  if (a.is_unknown() || b.is_unknown()) return compare_unknown(op, a, b);
  const Value result = op.code >= Code::kLess ? ordering(op.code, a, b) : arithmetic(*this, op.code, a, b);
  return result.with_offset(op.place);
}

Value Evaluator::in(const Op& op, const Value& element, const Value& range) {
  if (range.is_unknown()) return range.derived();
  if (element.is_string() && range.is_list()) {
    if (const auto found = holds(range, element.as_string()))
      return charge(1) ? Value::boolean(*found) : exhausted();
    const auto found = range.node() ? find_text(element.as_string(), *range.node()) : std::nullopt;
    if (found) return charge(range.size()) ? Value::boolean(*found) : exhausted();
  }
  Absorbing outcome(true);
  if (range.is_list()) {
    if (!charge(range.size())) return exhausted();
    for (std::uint32_t i = 0; i < range.size(); ++i) {
      if (outcome.add(equals(element, range.element(i)), op.place)) break;
    }
    outcome.add_open(open_part(range));
    return outcome.result();
  }
  if (!range.is_map()) return fail(op, ErrorCode::kNoSuchOverload, "'in' looks only into lists and maps");
  if (!element.is_unknown() && map_find(range, element)) return Value::boolean(true);
  outcome.add_open(open_part(range));
  if (!element.is_unknown()) return outcome.result();
  each_entry(range,
             [&](const Value& key, const Value&) { return !outcome.add(equals(element, key), op.place); });
  return outcome.result();
}

Value Evaluator::in_set(const Op& op) {
  const Value element = eval(op.a);
  if (element.is_error()) return element;
  const auto entries = image_[sets_[op.b]];
  if (element.is_unknown()) {
    Absorbing outcome(true);
    for (const SetEntry& entry : entries) {
      if (entry.op != SetEntry::kEmpty && outcome.add(equals(element, constant(ops_[entry.op])), op.place))
        break;
    }
    return outcome.result();
  }
  const std::uint32_t hash = hash_of(element);
  const std::size_t mask = entries.size() - 1;
  for (std::size_t at = hash & mask; entries[at].op != SetEntry::kEmpty; at = (at + 1) & mask) {
    if (entries[at].hash == hash && is_equal(element, constant(ops_[entries[at].op])))
      return Value::boolean(true);
  }
  return Value::boolean(false);
}

}  // namespace ecslint::expr
