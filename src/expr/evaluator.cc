// SPDX-License-Identifier: Apache-2.0
// The walk over a program's operations: names, properties, indexes, calls, literals. Logic and macros are in
// evaluator_logic.cc and evaluator_macros.cc.
#include <bit>
#include <cmath>

#include "expr/arithmetic.h"
#include "expr/equality.h"
#include "expr/evaluate.h"
#include "expr/map.h"
#include "expr/partial.h"

namespace ecslint::expr {

const doc::Node Evaluator::kAbsent = doc::Node::null({});

Evaluator::Evaluator(text::Image image, RegexCache& patterns, FunctionTables functions, std::int64_t budget)
    : Context(image, patterns), functions_(functions), budget_(budget) {
  forget(0);
}

void Evaluator::share(std::size_t cells, const doc::Node* const* properties) {
  if (cells_.size() < cells) cells_.resize(cells);
  properties_ = properties;
  forget(0);
}

Evaluator::Frame Evaluator::enter(const Program& program, std::span<const Value> slots) {
  const Frame outer{ops_, operands_, keys_, sets_, slots_, locals_};
  ops_ = image_[program.ops].data();
  operands_ = image_[program.operands].data();
  keys_ = image_[program.keys].data();
  sets_ = image_[program.sets].data();
  slots_ = slots;
  if (program.locals > 0) locals_ = new (arena_.allocate<Value>(program.locals)) Value[program.locals];
  return outer;
}

void Evaluator::leave(const Frame& frame) {
  ops_ = frame.ops;
  operands_ = frame.operands;
  keys_ = frame.keys;
  sets_ = frame.sets;
  slots_ = frame.slots;
  locals_ = frame.locals;
}

Value Evaluator::evaluate(const Program& program, std::span<const Value> slots) {
  fuel_ = budget_;
  enter(program, slots);
  const Value result = eval(program.root);
  return is_exhausted() ? exhausted().with_offset(0) : result;
}

Value Evaluator::constant(const Op& op) const {
  const std::uint64_t bits = op.a | static_cast<std::uint64_t>(op.b) << 32;
  const std::string_view text =
      op.code >= Code::kString && op.code <= Code::kType ? image_[text::Str{op.a, op.b}] : std::string_view();
  switch (op.code) {
    case Code::kBool:
      return Value::boolean(bits != 0);
    case Code::kInt:
      return Value::integer(static_cast<std::int64_t>(bits));
    case Code::kUint:
      return Value::uinteger(bits);
    case Code::kDouble:
      return Value::number(std::bit_cast<double>(bits));
    case Code::kString:
      return Value::string(text);
    case Code::kBytes:
      return Value::bytes(text);
    case Code::kType:
      return Value::type(text);
    case Code::kDuration:
      return Value::duration(static_cast<std::int64_t>(bits));
    default:
      return Value::null();
  }
}

// What is short stands here, all else in functions called last, so that this needs no frame of its own.
Value Evaluator::eval(std::uint32_t index_of_op) {
  if (--fuel_ < 0) return exhausted();
  const Op& o = ops_[index_of_op];
  switch (o.code) {
    case Code::kSlot:
      return slots_[o.a].is(Kind::kDeferred) ? slot(o) : slots_[o.a];
    case Code::kLocal:
      return locals_[o.a].is(Kind::kDeferred) ? local(o) : locals_[o.a];
    case Code::kShared:
      return cells_[o.b].round == rounds_[o.count] ? cells_[o.b].value : fill(o);
    case Code::kHas:
      if ((o.flags & Op::kNumbered) != 0) {
        if (const doc::Node* found = properties_[o.count]) return Value::boolean(found != &kAbsent);
      }
      return has(o);
    case Code::kSelect:
    case Code::kSelectDefault:
    case Code::kSelectRequired:
    case Code::kSelectOptional:
      if ((o.flags & Op::kNumbered) != 0) {
        if (const doc::Node* found = properties_[o.count]) return property(o, *found);
      }
      return select(o, eval(o.a));
    case Code::kString:
      return Value::string(image_[text::Str{o.a, o.b}]);
    case Code::kAnd:
      return logic(o, false);
    case Code::kOr:
      return logic(o, true);
    case Code::kNot:
      return negated(o);
    case Code::kConditional:
      return conditional(o);
    case Code::kIndex:
    case Code::kIndexOptional:
      return indexed(o);
    case Code::kInSet:
      return in_set(o);
    case Code::kEqual:
    case Code::kNotEqual:
      return equality(o);
    case Code::kNegate:
    case Code::kAdd:
    case Code::kSubtract:
    case Code::kMultiply:
    case Code::kDivide:
    case Code::kModulo:
    case Code::kLess:
    case Code::kLessEqual:
    case Code::kGreater:
    case Code::kGreaterEqual:
    case Code::kIn:
      return operation(o);
    case Code::kOptionalOr:
    case Code::kOptionalOrValue:
      return optional_or(o);
    case Code::kList:
      return list(o);
    case Code::kMapLiteral:
      return map_literal(o);
    case Code::kOptionalPart:
      return eval(o.a);
    case Code::kCall:
      return call(o);
    case Code::kFail: {
      const std::string_view message = image_[keys_[o.b].name];
      return Value::error(static_cast<ErrorCode>(o.a), message.data(), o.place);
    }
    default:
      return o.code >= Code::kAll ? macro(o) : constant(o);
  }
}

/// Computes a shared part and keeps it.
Value Evaluator::fill(const Op& op) {
  const Value value = eval(op.a);
  if (!is_exhausted()) cells_[op.b] = {value, rounds_[op.count]};
  return value;
}

inline Value Evaluator::property(const Op& op, const doc::Node& found) {
  if (&found == &kAbsent) return absent_property(op);
  const Value value = Value::from(found);
  return op.code == Code::kSelectOptional && value.is_known() ? optional(value) : value;
}

Value Evaluator::absent_property(const Op& op) {
  return select_absent(op, slots_[ops_[op.a].a], keys_[op.b]);
}

Value Evaluator::negated(const Op& op) {
  const Value value = eval(op.a);
  if (value.is(Kind::kBool)) return Value::boolean(!value.as_bool());
  return negation(value).with_offset(op.place);
}

Value Evaluator::indexed(const Op& op) {
  const Value operand = eval(op.a);
  return index(op, operand, eval(op.b));
}

Value Evaluator::slot(const Op& op) {
  const Deferred& deferred = *slots_[op.a].as_deferred();
  if (deferred.done) return deferred.result;
  if (deferred.running) return fail(op, ErrorCode::kInvalidArgument, "a named expression that needs itself");
  deferred.running = true;
  const Frame outer = enter(*deferred.program, slots_);
  deferred.result = eval(deferred.program->root);
  leave(outer);
  deferred.running = false;
  deferred.done = !is_exhausted();
  return deferred.result;
}

Value Evaluator::local(const Op& op) {
  const Value value = eval(op.b);
  return locals_[op.a] = value;
}

Value Evaluator::select(const Op& op, const Value& operand) {
  if (operand.is_map()) {
    const Key& key = keys_[op.b];
    if (const doc::Node* object = operand.node()) {
      const doc::Node* found = object->find(image_[key.name], key.hash);
      if (!found) return select_absent(op, operand, key);
      const Value value = Value::from(*found);
      return op.code == Code::kSelectOptional && value.is_known() ? optional(value) : value;
    }
    const auto found = map_find(operand, image_[key.name], key.hash);
    if (!found) return select_absent(op, operand, key);
    if (op.code != Code::kSelectOptional || !found->is_known()) return *found;
    return optional(*found);
  }
  if (!operand.is_known()) return operand.derived();
  if (operand.is(Kind::kOptional)) return select_through(op, operand);
  return fail(op, ErrorCode::kNoSuchOverload, "a property is selected from a value that has none");
}

/// From an optional comes an optional: none when it or the property is missing.
Value Evaluator::select_through(const Op& op, const Value& operand) {
  const Value* inner = operand.as_optional();
  if (!inner) return operand;
  if (!inner->is_map()) return select(op, *inner);
  const Key& key = keys_[op.b];
  const auto found = map_find(*inner, image_[key.name], key.hash);
  if (!found) {
    const Value open = open_part(*inner);
    return open.is_unknown() ? open : Value::optional(nullptr);
  }
  return found->is_known() ? optional(*found) : *found;
}

Value Evaluator::select_absent(const Op& op, const Value& operand, const Key& key) {
  if (const Value open = open_part(operand); open.is_unknown()) return open;
  switch (op.code) {
    case Code::kSelectDefault:
      return eval(key.fallback);
    case Code::kSelectRequired:
      return Value::unknown(Cause::kMissing, operand.node());
    case Code::kSelectOptional:
      return Value::optional(nullptr);
    default:
      break;
  }
  return error(ErrorCode::kNoSuchKey, "no such key: " + std::string(image_[key.name])).with_offset(op.place);
}

Value Evaluator::has(const Op& op) {
  Value operand = eval(op.a);
  if (operand.is(Kind::kOptional)) {
    const Value* inner = operand.as_optional();
    if (!inner) return Value::boolean(false);
    operand = *inner;
  }
  if (!operand.is_known()) return operand.derived();
  if (!operand.is_map())
    return fail(op, ErrorCode::kNoSuchOverload, "has() asks a value that has no properties");
  const Key& key = keys_[op.b];
  const doc::Node* object = operand.node();
  if (!object) return Value::boolean(map_find(operand, image_[key.name], key.hash).has_value());
  if (object->find(image_[key.name], key.hash)) return Value::boolean(true);
  return object->has(doc::Node::kOpen) ? Value::unknown(Cause::kPart, object) : Value::boolean(false);
}

namespace {

/// A number as a position: nothing when it is no whole number or negative.
std::optional<std::uint64_t> position(const Value& at) {
  if (at.is(Kind::kUint)) return at.as_uint();
  if (at.is(Kind::kInt) && at.as_int() >= 0) return static_cast<std::uint64_t>(at.as_int());
  if (!at.is(Kind::kDouble)) return std::nullopt;
  const double d = at.as_double();
  if (!(d >= 0 && d < 4294967296.0) || d != std::floor(d)) return std::nullopt;
  return static_cast<std::uint64_t>(d);
}

}  // namespace

Value Evaluator::index(const Op& op, const Value& operand, const Value& at) {
  if (operand.is_error() || at.is_error()) return operand.is_error() ? operand : at;
  if (operand.is(Kind::kOptional)) {
    const Value* inner = operand.as_optional();
    if (!inner) return operand;
    const Value found = find_at(op, *inner, at);
    const bool missing = found.is_error() && (found.error_code() == ErrorCode::kNoSuchKey ||
                                              found.error_code() == ErrorCode::kIndexOutOfRange);
    if (missing) return Value::optional(nullptr);
    return found.is_known() ? optional(found) : found;
  }
  const Value found = find_at(op, operand, at);
  if (op.code == Code::kIndex) return found;
  if (found.is_known()) return optional(found);
  const bool missing = found.is_error() && (found.error_code() == ErrorCode::kNoSuchKey ||
                                            found.error_code() == ErrorCode::kIndexOutOfRange);
  return missing ? Value::optional(nullptr) : found;
}

Value Evaluator::find_at(const Op& op, const Value& operand, const Value& at) {
  if (operand.is_unknown()) return operand.derived();
  if (at.is_unknown()) return at.derived();
  if (operand.is_list()) {
    if (!at.is_numeric()) return fail(op, ErrorCode::kInvalidArgument, "a list's index must be a number");
    const auto i = position(at);
    if (!i || *i >= operand.size()) {
      const Value open = open_part(operand);
      return open.is_unknown() ? open : fail(op, ErrorCode::kIndexOutOfRange, "index out of range");
    }
    return operand.element(static_cast<std::uint32_t>(*i));
  }
  if (!operand.is_map()) return fail(op, ErrorCode::kNoSuchOverload, "only lists and maps can be indexed");
  if (const auto found = map_find(operand, at)) return *found;
  const Value open = open_part(operand);
  return open.is_unknown() ? open : fail(op, ErrorCode::kNoSuchKey, "no such key");
}

Value Evaluator::optional_or(const Op& op) {
  const Value operand = eval(op.a);
  if (!operand.is_known()) return operand.derived();
  if (!operand.is(Kind::kOptional)) return fail(op, ErrorCode::kNoSuchOverload, "no such overload");
  const Value* inner = operand.as_optional();
  if (op.code == Code::kOptionalOrValue) return inner ? *inner : eval(op.b);
  if (inner) return operand;
  const Value other = eval(op.b);
  if (!other.is_known() || other.is(Kind::kOptional)) return other;
  return fail(op, ErrorCode::kNoSuchOverload, "or() takes an optional");
}

Value Evaluator::list(const Op& op) {
  Value* to = room(op.count);
  if (!to) return exhausted();
  std::size_t size = 0;
  for (const std::uint32_t child : operands(op)) {
    Value value = eval(child);
    if (value.is_error()) return value;
    if (ops_[child].code == Code::kOptionalPart) {
      if (value.is_unknown()) return value.derived();
      if (!value.is(Kind::kOptional)) return fail(op, ErrorCode::kNoSuchOverload, "'?' needs an optional");
      if (!value.as_optional()) continue;
      value = *value.as_optional();
    }
    to[size++] = value;
  }
  return Value::list({to, size});
}

Value Evaluator::map_literal(const Op& op) {
  auto* entries = arena_.allocate<Entry>(op.count / 2);
  std::size_t size = 0;
  const auto children = operands(op);
  for (std::size_t i = 0; i < children.size(); i += 2) {
    const Value key = eval(children[i]);
    if (!key.is_known()) return key.derived();
    Value value = eval(children[i + 1]);
    if (value.is_error()) return value;
    if (ops_[children[i + 1]].code == Code::kOptionalPart) {
      if (value.is_unknown()) return value.derived();
      if (!value.is(Kind::kOptional)) return fail(op, ErrorCode::kNoSuchOverload, "'?' needs an optional");
      if (!value.as_optional()) continue;
      value = *value.as_optional();
    }
    new (&entries[size++]) Entry{key, value};
  }
  return map(std::span<const Entry>(entries, size)).with_offset(op.place);
}

namespace {

/// An unknown among the elements of list arguments: the reason why a function did not know what to do.
const Value* unknown_inside(std::span<const Value> arguments, Value& found) {
  for (const Value& argument : arguments) {
    if (argument.is_list()) {
      for (std::uint32_t i = 0; i < argument.size(); ++i) {
        found = argument.element(i);
        if (found.is_unknown()) return &found;
      }
    } else if (argument.is_map()) {
      each_entry(argument,
                 [&](const Value&, const Value& value) { return found = value, !value.is_unknown(); });
      if (found.is_unknown()) return &found;
    }
  }
  return nullptr;
}

}  // namespace

/// The place where the result of this call is kept; nullptr when some argument is not a known node.
Evaluator::Kept* Evaluator::kept_for(std::uint32_t function, std::span<const Value> arguments) {
  if (arguments.empty() || arguments.size() > 2) return nullptr;
  const doc::Node* nodes[2] = {};
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    nodes[i] = arguments[i].is_known() ? arguments[i].node() : nullptr;
    if (nodes[i] == nullptr) return nullptr;
  }
  const auto mixed = (reinterpret_cast<std::uintptr_t>(nodes[0]) >> 3) * 31 +
                     (reinterpret_cast<std::uintptr_t>(nodes[1]) >> 3) * 7 + function * 13;
  Kept& kept = kept_[mixed % kKept];
  const bool same = kept.round == round_ && kept.function == function && kept.arguments[0] == nodes[0] &&
                    kept.arguments[1] == nodes[1];
  if (!same) kept = {0, function, {nodes[0], nodes[1]}, {}};
  return &kept;
}

/// Only unknowns that the function can look into reach it.
Value Evaluator::apply(std::uint32_t number, std::span<const Value> arguments) {
  const Function& function = functions_[number >> 16][number & 0xFFFF];
  if (function.accepts != Accepts::kAnything) {
    for (const Value& argument : arguments) {
      if (!argument.is_unknown()) continue;
      if (function.accepts == Accepts::kKnown || !is_partial(argument)) return argument.derived();
    }
  }
  return apply_known(number, arguments);
}

Value Evaluator::apply_known(std::uint32_t number, std::span<const Value> arguments) {
  const Function& function = functions_[number >> 16][number & 0xFFFF];
  Kept* kept = function.keeps ? kept_for(number, arguments) : nullptr;
  if (kept && kept->round == round_) return kept->result;
  const Value result = function.call(*this, arguments);
  if (kept && result.is_known()) {
    kept->round = round_;
    kept->result = result;
  }
  // An unknown bool or number is not the partly known string it comes of.
  if (result.is_unknown() && (function.result == "bool" || function.result == "int")) return result.derived();
  if (!result.is_error() || result.error_code() != ErrorCode::kNoSuchOverload) return result;
  Value inside;
  return unknown_inside(arguments, inside) ? inside.derived() : result;
}

Value Evaluator::call(const Op& op) {
  constexpr std::size_t kOnStack = 6;
  Value few[kOnStack];
  const auto children = operands(op);
  Value* arguments = children.size() <= kOnStack ? few
                                                 : new (arena_.allocate<Value>(children.size()))
                                                       Value[children.size()];
  for (std::size_t i = 0; i < children.size(); ++i) {
    arguments[i] = eval(children[i]);
    if (arguments[i].is_error()) return arguments[i];
  }
  return apply(op.b, {arguments, children.size()}).with_offset(op.place);
}

}  // namespace ecslint::expr
