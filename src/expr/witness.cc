// SPDX-License-Identifier: Apache-2.0
#include "expr/each.h"
#include "expr/evaluate.h"
#include "expr/locator.h"
#include "expr/map.h"

namespace ecslint::expr {
namespace {

bool has_two_operands(Code code) {
  return code == Code::kIndex || code == Code::kIndexOptional || code == Code::kOptionalOr ||
         code == Code::kOptionalOrValue || (code >= Code::kAdd && code <= Code::kIn);
}

}  // namespace

const doc::Node* Witness::find(std::uint32_t index, bool is) {
  const Op& op = evaluator_.op(index);
  switch (op.code) {
    case Code::kAnd:
      return junction(op, false, is);
    case Code::kOr:
      return junction(op, true, is);
    case Code::kNot:
      return find(op.a, !is);
    case Code::kShared:
      return find(op.a, is);
    case Code::kAll:
      return quantifier(op, false, is);
    case Code::kExists:
      return quantifier(op, true, is);
    case Code::kConditional: {
      const auto children = evaluator_.operands(op);
      const Value condition = evaluator_.eval(children[0]);
      return condition.is(Kind::kBool) ? find(children[condition.as_bool() ? 1 : 2], is) : nullptr;
    }
    case Code::kBind: {
      evaluator_.locals_[op.b] = Value::deferred(nullptr);
      return find(evaluator_.operands(op)[1], is);
    }
    default:
      return last_selected(index);
  }
}

/// The operand that decided; where all were needed, the last that shows something.
const doc::Node* Witness::junction(const Op& op, bool decides, bool is) {
  const doc::Node* last = nullptr;
  for (const std::uint32_t child : evaluator_.operands(op)) {
    const Value value = evaluator_.eval(child);
    if (!value.is(Kind::kBool) || value.as_bool() != is) continue;
    const doc::Node* shown = find(child, is);
    if (is == decides) return shown;
    if (shown) last = shown;
  }
  return last;
}

/// The element that decided (of a map: the value under that key); else what was gone over.
const doc::Node* Witness::quantifier(const Op& op, bool decides, bool is) {
  const auto children = evaluator_.operands(op);
  if (is != decides) return last_selected(children[0]);
  const Value range = evaluator_.eval(children[0]);
  const doc::Node* found = nullptr;
  evaluator_.each(op, range, [&](const Value& element) {
    const Value value = evaluator_.eval(children[1]);
    if (!value.is(Kind::kBool) || value.as_bool() != is) return true;
    found = wanted(range.is_map() ? map_find(range, element).value_or(Value()).node() : element.node());
    if (!found) found = find(children[1], is);
    return false;
  });
  return found ? found : last_selected(children[0]);
}

const doc::Node* Witness::wanted(const doc::Node* node) const {
  return node && (!wanted_ || wanted_(*node)) ? node : nullptr;
}

/// The last outermost selection below an operation that gives a node.
const doc::Node* Witness::last_selected(std::uint32_t index) {
  const Op& op = evaluator_.op(index);
  if (op.code < Code::kSlot) return nullptr;
  if (op.code == Code::kShared) return last_selected(op.a);
  if (op.code <= Code::kIndexOptional) {
    if (const doc::Node* node = wanted(Locator(evaluator_).find(index).place.node)) return node;
  }
  if (op.code == Code::kSlot || op.code == Code::kLocal) return nullptr;
  if (op.code >= Code::kAll) return last_selected(evaluator_.operands(op)[0]);
  if (op.code >= Code::kAnd && op.code != Code::kOptionalPart) {
    const auto children = evaluator_.operands(op);
    for (auto child = children.rbegin(); child != children.rend(); ++child) {
      if (const doc::Node* found = last_selected(*child)) return found;
    }
    return nullptr;
  }
  if (has_two_operands(op.code)) {
    if (const doc::Node* right = last_selected(op.b)) return right;
  }
  return last_selected(op.a);
}

const doc::Node* Evaluator::witness(const Program& program, std::span<const Value> slots,
                                    const std::function<bool(const doc::Node&)>& wanted) {
  fuel_ = budget_;
  const auto outer = enter(program, slots);
  const doc::Node* node = Witness(*this, wanted).find(program.root, false);
  leave(outer);
  return node;
}

}  // namespace ecslint::expr
