// SPDX-License-Identifier: Apache-2.0
#include "expr/checker.h"

#include <fmt/format.h>

#include <algorithm>

namespace ecslint::expr {
namespace {

bool is_numeric(TypeKind kind) { return kind >= TypeKind::kInt && kind <= TypeKind::kDouble; }

bool takes_null(TypeKind kind) {
  return kind == TypeKind::kOptional || kind == TypeKind::kTimestamp || kind == TypeKind::kDuration ||
         kind == TypeKind::kObject || kind == TypeKind::kOpaque;
}

}  // namespace

Checker::Checker(const Ast& ast, const Environment& environment, std::vector<CompileError>& errors)
    : ast_(ast), environment_(environment), types_(environment.types()), errors_(errors) {
  result_.notes.resize(ast.size());
}

Checked Checker::run(const Facts* given) {
  if (given) facts_ = *given;
  result_.when_true = check(ast_.root).when_true;
  return std::move(result_);
}

void Checker::error_at(std::uint32_t offset, std::uint32_t size, std::string message) {
  if (environment_.is_lenient()) return;
  errors_.push_back({std::move(message), offset, size});
}

void Checker::error(AstId id, std::string message) {
  error_at(ast_[id].place, ast_[id].size, std::move(message));
}

Checker::Outcome Checker::check(AstId id) {
  Outcome outcome = check_kind(id);
  result_.notes[id].type = outcome.type;
  return outcome;
}

Checker::Outcome Checker::check_kind(AstId id) {
  switch (ast_[id].kind) {
    case AstKind::kNull:
      return of(types::kNull);
    case AstKind::kBool:
      return of(types::kBool);
    case AstKind::kInt:
      return of(types::kInt);
    case AstKind::kUint:
      return of(types::kUint);
    case AstKind::kDouble:
      return of(types::kDouble);
    case AstKind::kString:
      return of(types::kString);
    case AstKind::kBytes:
      return of(types::kBytes);
    case AstKind::kName:
      return name(id);
    case AstKind::kSelect:
      return select(id);
    case AstKind::kHas:
      return has(id);
    case AstKind::kIndex:
      return index(id);
    case AstKind::kCall:
      return call(id);
    case AstKind::kMethod:
      return method(id);
    case AstKind::kUnary:
      return unary(id);
    case AstKind::kBinary:
      return binary(id);
    case AstKind::kAnd:
      return logic(id, true);
    case AstKind::kOr:
      return logic(id, false);
    case AstKind::kConditional:
      return conditional(id);
    case AstKind::kList:
      return list(id);
    case AstKind::kMap:
      return map(id);
    case AstKind::kOptionalPart:
      return of(part(id));
    case AstKind::kMacro:
      return macro(id);
  }
  return of(types::kDyn);
}

/// Checks a tree in which more is known to be present than outside.
Checker::Outcome Checker::check_with(AstId id, const Facts& more) {
  if (more.empty()) return check(id);
  Facts outside = facts_;
  facts_.add(more);
  Outcome outcome = check(id);
  facts_ = std::move(outside);
  return outcome;
}

void Checker::expect_bool(AstId id, TypeId type, std::string_view where) {
  if (types_.is_dyn(type) || type == types::kBool) return;
  error(id, fmt::format("{} must be true or false, this is {}", where, shown(type)));
}

/// The operands left of one that is evaluated were all true (&&) or all false (||).
Checker::Outcome Checker::logic(AstId id, bool is_and) {
  Facts so_far;
  std::optional<Facts> one_of;
  for (const AstId child : ast_[id].children) {
    const Outcome operand = check_with(child, so_far);
    expect_bool(child, operand.type, is_and ? "what stands beside &&" : "what stands beside ||");
    so_far.add(is_and ? operand.when_true : operand.when_false);
    const Facts& other = is_and ? operand.when_false : operand.when_true;
    one_of = one_of ? Facts::either(*one_of, other) : other;
  }
  Outcome outcome = of(types::kBool);
  outcome.when_true = is_and ? so_far : *one_of;
  outcome.when_false = is_and ? *one_of : so_far;
  return outcome;
}

Checker::Outcome Checker::conditional(AstId id) {
  const auto& children = ast_[id].children;
  const Outcome condition = check(children[0]);
  expect_bool(children[0], condition.type, "the condition before '?'");
  const Outcome chosen = check_with(children[1], condition.when_true);
  const Outcome otherwise = check_with(children[2], condition.when_false);
  Outcome outcome = of(join(chosen.type, otherwise.type));
  outcome.when_true = Facts::either(Facts::both(condition.when_true, chosen.when_true),
                                    Facts::both(condition.when_false, otherwise.when_true));
  outcome.when_false = Facts::either(Facts::both(condition.when_true, chosen.when_false),
                                     Facts::both(condition.when_false, otherwise.when_false));
  return outcome;
}

Checker::Outcome Checker::unary(AstId id) {
  const AstId child = ast_[id].children[0];
  Outcome operand = check(child);
  if (ast_[id].unary == '!') {
    expect_bool(child, operand.type, "what stands after '!'");
    Outcome outcome = of(types::kBool);
    outcome.when_true = std::move(operand.when_false);
    outcome.when_false = std::move(operand.when_true);
    return outcome;
  }
  const TypeKind kind = types_.kind(operand.type);
  if (!types_.is_dyn(operand.type) && kind != TypeKind::kInt && kind != TypeKind::kDouble &&
      kind != TypeKind::kDuration) {
    error(id, fmt::format("a minus needs int or double, this is {}", shown(operand.type)));
  }
  return of(operand.type);
}

TypeId Checker::part(AstId id) {
  const TypeId type = type_of(ast_[id].children[0]);
  if (types_.is_dyn(type)) return types::kDyn;
  if (types_.kind(type) == TypeKind::kOptional) return types_.element(type);
  error(id, fmt::format("what follows '?' must be an optional, this is {}", shown(type)));
  return types::kDyn;
}

Checker::Outcome Checker::list(AstId id) {
  TypeId element = types::kUnbound;
  for (const AstId child : ast_[id].children) element = join(element, type_of(child));
  return of(types_.list(element));
}

Checker::Outcome Checker::map(AstId id) {
  TypeId key = types::kUnbound;
  TypeId value = types::kUnbound;
  const auto& children = ast_[id].children;
  for (std::size_t i = 0; i < children.size(); i += 2) {
    const TypeId type = type_of(children[i]);
    const bool good = types_.is_dyn(type) || type == types::kBool || type == types::kInt ||
                      type == types::kUint || type == types::kString;
    if (!good)
      error(children[i], fmt::format("a key must be bool, int, uint or string, this is {}", shown(type)));
    key = join(key, type);
    value = join(value, type_of(children[i + 1]));
  }
  return of(types_.map(key, value));
}

/// The type that both are; dyn when there is none.
TypeId Checker::join(TypeId a, TypeId b) {
  if (a == b || b == types::kUnbound) return a;
  if (a == types::kUnbound) return b;
  if (a == types::kNull && takes_null(types_.kind(b))) return b;
  if (b == types::kNull && takes_null(types_.kind(a))) return a;
  const Type left = types_[a];
  const Type right = types_[b];
  if (left.kind != right.kind) return types::kDyn;
  if (left.kind == TypeKind::kObject) {
    const TypeId base_a = left.base == types::kDyn ? a : left.base;
    const TypeId base_b = right.base == types::kDyn ? b : right.base;
    return base_a == base_b ? base_a : types::kDyn;
  }
  if (left.name != right.name || left.arguments.size() != right.arguments.size()) return types::kDyn;
  std::vector<TypeId> joined;
  for (std::size_t i = 0; i < left.arguments.size(); ++i) {
    joined.push_back(join(left.arguments[i], right.arguments[i]));
  }
  switch (left.kind) {
    case TypeKind::kList:
      return types_.list(joined[0]);
    case TypeKind::kMap:
      return types_.map(joined[0], joined[1]);
    case TypeKind::kOptional:
      return types_.optional(joined[0]);
    case TypeKind::kOpaque:
      return types_.opaque(left.name, std::move(joined));
    default:
      return types::kDyn;
  }
}

/// Whether two values of these types can be equal.
bool Checker::comparable(TypeId a, TypeId b) const {
  if (types_.is_dyn(a) || types_.is_dyn(b) || a == types::kNull || b == types::kNull) return true;
  const TypeKind left = types_.kind(a);
  const TypeKind right = types_.kind(b);
  const auto is_map = [](TypeKind kind) { return kind == TypeKind::kMap || kind == TypeKind::kObject; };
  return left == right || (is_numeric(left) && is_numeric(right)) || (is_map(left) && is_map(right));
}

}  // namespace ecslint::expr
