// SPDX-License-Identifier: Apache-2.0
#include "expr/planner.h"

#include <algorithm>
#include <bit>

#include "expr/arithmetic.h"
#include "expr/equality.h"
#include "text/hash.h"

namespace ecslint::expr {
namespace {

std::uint64_t bits_of(const Value& value) {
  switch (value.kind()) {
    case Kind::kBool:
      return value.as_bool();
    case Kind::kInt:
      return static_cast<std::uint64_t>(value.as_int());
    case Kind::kUint:
      return value.as_uint();
    case Kind::kDouble:
      return std::bit_cast<std::uint64_t>(value.as_double());
    case Kind::kDuration:
      return static_cast<std::uint64_t>(value.as_duration());
    default:
      return 0;
  }
}

Code code_of(Kind kind) {
  switch (kind) {
    case Kind::kBool:
      return Code::kBool;
    case Kind::kInt:
      return Code::kInt;
    case Kind::kUint:
      return Code::kUint;
    case Kind::kDouble:
      return Code::kDouble;
    case Kind::kString:
      return Code::kString;
    case Kind::kBytes:
      return Code::kBytes;
    case Kind::kType:
      return Code::kType;
    case Kind::kDuration:
      return Code::kDuration;
    default:
      return Code::kNull;
  }
}

bool is_scalar(const Value& value) { return value.is_null() || code_of(value.kind()) != Code::kNull; }

Code code_of(Binary op) {
  static constexpr Code kCodes[] = {Code::kAdd,       Code::kSubtract, Code::kMultiply,     Code::kDivide,
                                    Code::kModulo,    Code::kEqual,    Code::kNotEqual,     Code::kLess,
                                    Code::kLessEqual, Code::kGreater,  Code::kGreaterEqual, Code::kIn};
  return kCodes[static_cast<int>(op)];
}

Code code_of(Macro macro) {
  static constexpr Code kCodes[] = {
      Code::kAll,    Code::kExists,  Code::kExistsOne,    Code::kMapList,
      Code::kFilter, Code::kMapList, Code::kTransformMap, Code::kTransformMapEntry,
      Code::kSortBy, Code::kBind,    Code::kOptMap,       Code::kOptFlatMap};
  return kCodes[static_cast<int>(macro)];
}

Value compute(Context& context, Code op, const Value& a, const Value& b) {
  if (op == Code::kEqual) return equals(a, b);
  if (op == Code::kNotEqual) return Value::boolean(!is_equal(a, b));
  return op >= Code::kLess ? ordering(op, a, b) : arithmetic(context, op, a, b);
}

}  // namespace

Program Planner::run() {
  Program program;
  program.root = plan(ast_.root);
  program.locals = locals_;
  program.ops = image_.add(std::span<const Op>(ops_));
  program.operands = image_.add(std::span<const std::uint32_t>(operands_));
  program.keys = image_.add(std::span<const Key>(keys_));
  program.sets = image_.add(std::span<const text::Ref<SetEntry>>(sets_));
  return program;
}

std::uint32_t Planner::add(Code code, AstId id, std::uint32_t a, std::uint32_t b) {
  return add(Op{.code = code, .place = ast_[id].place, .a = a, .b = b});
}

std::uint32_t Planner::add_many(Code code, AstId id, const std::vector<std::uint32_t>& children,
                                std::uint32_t b) {
  const auto first = static_cast<std::uint32_t>(operands_.size());
  operands_.insert(operands_.end(), children.begin(), children.end());
  return add(Op{.code = code,
                .count = static_cast<std::uint16_t>(children.size()),
                .place = ast_[id].place,
                .a = first,
                .b = b});
}

std::uint32_t Planner::key(std::string_view name, std::uint32_t fallback) {
  keys_.push_back({image_.add(name), text::key_hash(name), fallback});
  return static_cast<std::uint32_t>(keys_.size() - 1);
}

Planner::Planned Planner::constant(const Value& value, std::uint32_t place) {
  Op op{.code = code_of(value.kind()), .place = place};
  if (op.code == Code::kString || op.code == Code::kBytes || op.code == Code::kType) {
    const std::string_view text = value.is_string()       ? value.as_string()
                                  : value.is(Kind::kType) ? value.as_type()
                                                          : value.as_bytes();
    const text::Str kept = image_.add(text);
    op.a = kept.offset;
    op.b = kept.size;
  } else {
    const std::uint64_t bits = bits_of(value);
    op.a = static_cast<std::uint32_t>(bits);
    op.b = static_cast<std::uint32_t>(bits >> 32);
  }
  return {add(op), value};
}

Planner::Planned Planner::literal(AstId id) {
  const AstNode& node = ast_[id];
  switch (node.kind) {
    case AstKind::kBool:
      return constant(Value::boolean(node.boolean), node.place);
    case AstKind::kInt:
      return constant(Value::integer(node.integer), node.place);
    case AstKind::kUint:
      return constant(Value::uinteger(node.uinteger), node.place);
    case AstKind::kDouble:
      return constant(Value::number(node.real), node.place);
    case AstKind::kString:
      return constant(Value::string(node.text), node.place);
    case AstKind::kBytes:
      return constant(Value::bytes(node.text), node.place);
    default:
      return constant(Value::null(), node.place);
  }
}

Planner::Planned Planner::planned(AstId id) {
  switch (ast_[id].kind) {
    case AstKind::kName:
      return {name(id)};
    case AstKind::kSelect:
    case AstKind::kHas:
      return {select(id)};
    case AstKind::kIndex:
      return {index(id)};
    case AstKind::kCall:
    case AstKind::kMethod:
      return {call(id)};
    case AstKind::kUnary:
      return unary(id);
    case AstKind::kBinary:
      return binary(id);
    case AstKind::kAnd:
      return {logic(id, Code::kAnd)};
    case AstKind::kOr:
      return {logic(id, Code::kOr)};
    case AstKind::kConditional:
      return {collection(id, Code::kConditional)};
    case AstKind::kList:
      return {collection(id, Code::kList)};
    case AstKind::kMap:
      return {collection(id, Code::kMapLiteral)};
    case AstKind::kOptionalPart:
      return {add(Code::kOptionalPart, id, plan(ast_[id].children[0]))};
    case AstKind::kMacro:
      return {macro(id)};
    default:
      return literal(id);
  }
}

std::uint32_t Planner::fail(AstId id) {
  const std::string message = "unknown name '" + std::string(ast_[id].text) + "'";
  return add(Code::kFail, id, static_cast<std::uint32_t>(ErrorCode::kUnknownName), key(message, 0));
}

std::uint32_t Planner::name(AstId id) {
  const Note& note = notes_[id];
  switch (note.reference) {
    case Reference::kSlot:
      return add(Code::kSlot, id, note.index);
    case Reference::kTypeName:
      return constant(Value::type(note.text), ast_[id].place).op;
    case Reference::kLocal: {
      const std::uint32_t value = note.is_bound ? bound_[note.index] : 0;
      Op op{.code = Code::kLocal, .place = ast_[id].place, .a = note.index, .b = value};
      return add(op);
    }
    default:
      return fail(id);
  }
}

std::uint32_t Planner::member(Code code, std::uint32_t operand, std::string_view field,
                              std::uint32_t fallback, std::uint32_t place) {
  return add(Op{.code = code, .place = place, .a = operand, .b = key(field, fallback)});
}

std::uint32_t Planner::select(AstId id) {
  if (is_reference(id)) return name(id);
  const AstNode& node = ast_[id];
  const Note& note = notes_[id];
  const std::uint32_t operand = plan(node.children[0]);
  if (node.kind == AstKind::kHas) return member(Code::kHas, operand, node.text, 0, node.place);
  if (node.optional) return member(Code::kSelectOptional, operand, node.text, 0, node.place);
  return property(note, operand, node.text, node.place);
}

std::uint32_t Planner::property(const Note& note, std::uint32_t operand, std::string_view field,
                                std::uint32_t place) {
  switch (note.absent) {
    case Absent::kError:
      return member(Code::kSelect, operand, field, 0, place);
    case Absent::kUnknown:
      return member(Code::kSelectRequired, operand, field, 0, place);
    case Absent::kFallback:
      break;
  }
  return member(Code::kSelectDefault, operand, field, fallback(*note.fallback, place), place);
}

/// A default's value, which may be a list or an object.
std::uint32_t Planner::fallback(const doc::Node& node, std::uint32_t place) {
  if (!node.is_array() && !node.is_object()) return constant(Value::from(node), place).op;
  std::vector<std::uint32_t> children;
  for (const doc::Node& element : node.elements()) children.push_back(fallback(element, place));
  for (const doc::Member& entry : node.members()) {
    children.push_back(constant(Value::string(entry.key), place).op);
    children.push_back(fallback(entry.value, place));
  }
  const auto first = static_cast<std::uint32_t>(operands_.size());
  operands_.insert(operands_.end(), children.begin(), children.end());
  return add(Op{.code = node.is_array() ? Code::kList : Code::kMapLiteral,
                .count = static_cast<std::uint16_t>(children.size()),
                .place = place,
                .a = first});
}

std::uint32_t Planner::index(AstId id) {
  const AstNode& node = ast_[id];
  const AstNode& at = ast_[node.children[1]];
  const std::uint32_t operand = plan(node.children[0]);
  if (at.kind == AstKind::kString && !node.optional)
    return property(notes_[id], operand, at.text, node.place);
  return add(node.optional ? Code::kIndexOptional : Code::kIndex, id, operand, plan(node.children[1]));
}

Planner::Planned Planner::unary(AstId id) {
  const Planned operand = planned(ast_[id].children[0]);
  const bool is_not = ast_[id].unary == '!';
  if (operand.constant) {
    const Value& value = *operand.constant;
    if (is_not && value.is(Kind::kBool)) return constant(Value::boolean(!value.as_bool()), ast_[id].place);
    const Value negative = is_not ? Context::no_such_overload() : negate(value);
    if (negative.is_known()) return constant(negative, ast_[id].place);
  }
  return {add(is_not ? Code::kNot : Code::kNegate, id, operand.op)};
}

Planner::Planned Planner::binary(AstId id) {
  const AstNode& node = ast_[id];
  const Code code = code_of(node.binary);
  if (code == Code::kIn) {
    if (const auto set = in_set(id)) return {*set};
  }
  const Planned a = planned(node.children[0]);
  const Planned b = planned(node.children[1]);
  if (a.constant && b.constant && code != Code::kIn) {
    const Value result = compute(context_, code, *a.constant, *b.constant);
    if (result.is_known() && is_scalar(result)) return constant(result, node.place);
  }
  return {add(code, id, a.op, b.op)};
}

/// x in [constants], as a hashed set.
std::optional<std::uint32_t> Planner::in_set(AstId id) {
  const AstNode& list = ast_[ast_[id].children[1]];
  if (list.kind != AstKind::kList || list.children.empty()) return std::nullopt;
  const bool all_literal = std::all_of(list.children.begin(), list.children.end(),
                                       [&](AstId child) { return ast_[child].kind <= AstKind::kBytes; });
  if (!all_literal) return std::nullopt;
  const std::uint32_t element = plan(ast_[id].children[0]);
  std::vector<SetEntry> entries(std::bit_ceil(list.children.size() * 2));
  for (const AstId child : list.children) {
    const Planned item = literal(child);
    const std::uint32_t hash = hash_of(*item.constant);
    std::size_t at = hash & (entries.size() - 1);
    while (entries[at].op != SetEntry::kEmpty) at = (at + 1) & (entries.size() - 1);
    entries[at] = {hash, item.op};
  }
  sets_.push_back(image_.add(std::span<const SetEntry>(entries)));
  return add(Code::kInSet, id, element, static_cast<std::uint32_t>(sets_.size() - 1));
}

std::uint32_t Planner::logic(AstId id, Code code) {
  std::vector<std::uint32_t> children;
  for (const AstId child : ast_[id].children) children.push_back(plan(child));
  return add_many(code, id, children);
}

std::uint32_t Planner::call(AstId id) {
  const Note& note = notes_[id];
  const auto& children = ast_[id].children;
  if (note.reference == Reference::kUnknown) return fail(id);
  if (note.reference == Reference::kOptionalOr || note.reference == Reference::kOptionalOrValue) {
    const bool is_or = note.reference == Reference::kOptionalOr;
    const std::uint32_t receiver = plan(children[0]);
    return add(is_or ? Code::kOptionalOr : Code::kOptionalOrValue, id, receiver, plan(children[1]));
  }
  std::vector<std::uint32_t> arguments;
  for (std::size_t i = note.reference == Reference::kNamespacedFunction ? 1 : 0; i < children.size(); ++i) {
    arguments.push_back(plan(children[i]));
  }
  return add_many(Code::kCall, id, arguments, note.index);
}

std::uint32_t Planner::collection(AstId id, Code code) {
  std::vector<std::uint32_t> children;
  bool has_optional_parts = false;
  for (const AstId child : ast_[id].children) {
    has_optional_parts |= ast_[child].kind == AstKind::kOptionalPart;
    children.push_back(plan(child));
  }
  const std::uint32_t op = add_many(code, id, children);
  if (has_optional_parts) ops_[op].flags |= Op::kHasOptionalParts;
  return op;
}

std::uint32_t Planner::macro(AstId id) {
  const AstNode& node = ast_[id];
  std::vector<std::uint32_t> children{plan(node.children[0])};
  bound_[notes_[id].index] = children[0];
  for (std::size_t i = 1; i < node.children.size(); ++i) children.push_back(plan(node.children[i]));
  const std::uint32_t op = add_many(code_of(node.macro), id, children, notes_[id].index);
  if (!node.variables[1].empty()) ops_[op].flags |= Op::kTwoVariables;
  return op;
}

}  // namespace ecslint::expr
