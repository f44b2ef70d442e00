// SPDX-License-Identifier: Apache-2.0
// The checker's part about functions and operators: which table row is meant, and whether the types fit.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "expr/checker.h"
#include "expr/regex_cache.h"
#include "text/edit_distance.h"

namespace ecslint::expr {
namespace {

bool is_variadic(const Function& row) { return row.parameters.ends_with("..."); }

bool takes(const Function& row, std::size_t arguments) {
  const std::size_t parameters = split_types(row.parameters).size();
  return is_variadic(row) ? arguments + 1 >= parameters : arguments == parameters;
}

/// Calls f(table, row index, row) for every row of that name and style until it returns false.
template <typename F>
void each_row(FunctionTables tables, std::string_view name, Style style, F&& f) {
  for (std::size_t t = 0; t < tables.size(); ++t) {
    for (std::size_t r = 0; r < tables[t].size(); ++r) {
      const Function& row = tables[t][r];
      if (row.name == name && row.style == style && !f(t, r, row)) return;
    }
  }
}

bool has_function(FunctionTables tables, std::string_view name, Style style) {
  bool found = false;
  each_row(tables, name, style, [&](auto, auto, auto&) { return found = true, false; });
  return found;
}

bool is_number(TypeKind kind) { return kind >= TypeKind::kInt && kind <= TypeKind::kDouble; }

}  // namespace

Checker::Outcome Checker::call(AstId id) {
  std::vector<Outcome> arguments;
  for (const AstId child : ast_[id].children) arguments.push_back(check(child));
  return resolve(id, ast_[id].text, Style::kGlobal, arguments, Reference::kFunction);
}

/// math.greatest(…): the receiver is a part of the name when there is such a function and no macro variable
/// hides it.
std::optional<Checker::Outcome> Checker::namespaced(AstId id) {
  const AstNode& node = ast_[id];
  const std::string prefix = qualified_name(node.children[0]);
  if (prefix.empty()) return std::nullopt;
  const std::string name = prefix + '.' + std::string(node.text);
  if (!has_function(environment_.functions(), name, Style::kGlobal)) return std::nullopt;
  std::vector<Outcome> arguments;
  for (std::size_t i = 1; i < node.children.size(); ++i) arguments.push_back(check(node.children[i]));
  return resolve(id, name, Style::kGlobal, arguments, Reference::kNamespacedFunction);
}

/// a.or(b) and a.orValue(b) evaluate b only when a is none, so they are no functions.
std::optional<Checker::Outcome> Checker::optional_method(AstId id, const Outcome& receiver) {
  const AstNode& node = ast_[id];
  const bool is_or = node.text == "or";
  if ((!is_or && node.text != "orValue") || node.children.size() != 2) return std::nullopt;
  if (!types_.is_dyn(receiver.type) && types_.kind(receiver.type) != TypeKind::kOptional) return std::nullopt;
  const TypeId other = type_of(node.children[1]);
  result_.notes[id].reference = is_or ? Reference::kOptionalOr : Reference::kOptionalOrValue;
  if (types_.is_dyn(receiver.type)) return of(types::kDyn);
  const TypeId held = types_.element(receiver.type);
  const TypeId replacement = is_or ? types_.element(other) : other;
  if (is_or && !types_.is_dyn(other) && types_.kind(other) != TypeKind::kOptional) {
    error(node.children[1],
          fmt::format("or() takes an optional, this is {}; orValue() takes a value", shown(other)));
  }
  return of(is_or ? types_.optional(join(held, replacement)) : join(held, replacement));
}

Checker::Outcome Checker::method(AstId id) {
  const AstNode& node = ast_[id];
  if (auto outcome = namespaced(id)) return *outcome;
  const std::string prefix = qualified_name(node.children[0]);
  const bool is_variable = prefix.empty() || environment_.find(prefix.substr(0, prefix.find('.'))) ||
                           !environment_.container().empty();
  if (!is_variable && ast_[node.children[0]].kind == AstKind::kName && !environment_.is_lenient() &&
      !has_function(environment_.functions(), node.text, Style::kMethod)) {
    no_function(id, prefix + '.' + std::string(node.text), Style::kGlobal, node.children.size() - 1);
    return of(types::kDyn);
  }
  std::vector<Outcome> arguments{check(node.children[0])};
  if (auto outcome = optional_method(id, arguments[0])) return *outcome;
  for (std::size_t i = 1; i < node.children.size(); ++i) arguments.push_back(check(node.children[i]));
  Outcome outcome = resolve(id, node.text, Style::kMethod, arguments, Reference::kFunction);
  const bool is_present = node.text == "hasValue" && !arguments[0].path.empty();
  if (is_present) outcome.when_true.add(arguments[0].path);
  return outcome;
}

Checker::Outcome Checker::resolve(AstId id, std::string_view function, Style style,
                                  const std::vector<Outcome>& arguments, Reference reference) {
  Note& note = result_.notes[id];
  std::optional<TypeId> result;
  bool any_count = false;
  each_row(environment_.functions(), function, style,
           [&](std::size_t table, std::size_t index, const Function& row) {
             if (!takes(row, arguments.size())) return true;
             if (!any_count) {
               note.reference = reference;
               note.index = static_cast<std::uint32_t>(table << 16 | index);
               check_pattern(id, row, reference == Reference::kNamespacedFunction);
             }
             any_count = true;
             if (const auto type = match(row, arguments))
               result = !result || *result == *type ? *type : types::kDyn;
             return true;
           });
  if (!any_count) {
    note.reference = Reference::kUnknown;
    no_function(id, function, style, arguments.size());
  } else if (!result) {
    no_overload(id, function, style, arguments);
  }
  return of(result.value_or(types::kDyn));
}

void Checker::check_pattern(AstId id, const Function& row, bool skip_receiver) {
  if (row.pattern < 0) return;
  const auto at = static_cast<std::size_t>(row.pattern) + (skip_receiver ? 1 : 0);
  if (at >= ast_[id].children.size()) return;
  const AstNode& pattern = ast_[ast_[id].children[at]];
  if (pattern.kind != AstKind::kString) return;
  const re2::RE2 compiled(re2::StringPiece(pattern.text.data(), pattern.text.size()), regex_options());
  if (!compiled.ok())
    error(ast_[id].children[at], fmt::format("bad regular expression: {}", compiled.error()));
}

std::optional<TypeId> Checker::match(const Function& row, const std::vector<Outcome>& arguments) {
  std::string_view text = row.parameters;
  if (is_variadic(row)) text.remove_suffix(3);
  const std::vector<std::string_view> parameters = split_types(text);
  Bindings bindings;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const TypeId formal = types_.parse(parameters[std::min(i, parameters.size() - 1)]);
    if (!fits(arguments[i].type, formal, bindings)) return std::nullopt;
  }
  return substitute(types_.parse(row.result), bindings);
}

bool Checker::fits(TypeId actual, TypeId formal, Bindings& bindings) {
  const Type& want = types_[formal];
  if (want.kind == TypeKind::kParameter) {
    const auto [bound, fresh] = bindings.try_emplace(want.name, actual);
    if (!fresh) bound->second = join(bound->second, actual);
    return true;
  }
  if (types_.is_dyn(actual) || types_.is_dyn(formal)) return true;
  const Type& got = types_[actual];
  if (want.kind == TypeKind::kMap && got.kind == TypeKind::kObject) return true;
  if (want.kind == TypeKind::kObject) return got.kind == TypeKind::kObject || got.kind == TypeKind::kMap;
  if (want.kind != got.kind || want.name != got.name || want.arguments.size() != got.arguments.size())
    return false;
  for (std::size_t i = 0; i < want.arguments.size(); ++i) {
    if (!fits(got.arguments[i], want.arguments[i], bindings)) return false;
  }
  return true;
}

TypeId Checker::substitute(TypeId formal, const Bindings& bindings) {
  const Type type = types_[formal];
  if (type.kind == TypeKind::kParameter) {
    const auto bound = bindings.find(type.name);
    return bound == bindings.end() ? types::kUnbound : bound->second;
  }
  std::vector<TypeId> arguments;
  for (const TypeId argument : type.arguments) arguments.push_back(substitute(argument, bindings));
  switch (type.kind) {
    case TypeKind::kList:
      return types_.list(arguments[0]);
    case TypeKind::kMap:
      return types_.map(arguments[0], arguments[1]);
    case TypeKind::kOptional:
      return types_.optional(arguments[0]);
    case TypeKind::kOpaque:
      return types_.opaque(type.name, std::move(arguments));
    default:
      return formal;
  }
}

void Checker::no_function(AstId id, std::string_view function, Style style, std::size_t arguments) {
  std::vector<std::string_view> names;
  std::string counts;
  for (const auto& table : environment_.functions()) {
    for (const Function& row : table) {
      if (row.style != style) continue;
      names.push_back(row.name);
      if (row.name != function) continue;
      const std::size_t count = split_types(row.parameters).size() - (style == Style::kMethod ? 1 : 0);
      const std::string shown = is_variadic(row) ? fmt::format("{} or more", count) : std::to_string(count);
      if (counts.find(shown) == std::string::npos) counts += (counts.empty() ? "" : " or ") + shown;
    }
  }
  if (!counts.empty()) {
    const std::size_t given = arguments - (style == Style::kMethod ? 1 : 0);
    return error(id, fmt::format("{}() takes {} argument{}, not {}", function, counts,
                                 counts == "1" ? "" : "s", given));
  }
  const std::string_view nearest = text::nearest(function, names);
  error(id, fmt::format("unknown function '{}'{}", function,
                        nearest.empty() ? "" : fmt::format("; did you mean '{}'?", nearest)));
}

void Checker::no_overload(AstId id, std::string_view function, Style style,
                          const std::vector<Outcome>& arguments) {
  std::string given;
  for (std::size_t i = style == Style::kMethod ? 1 : 0; i < arguments.size(); ++i) {
    given += (given.empty() ? "" : ", ") + shown(arguments[i].type);
  }
  const std::string on = style == Style::kMethod ? fmt::format(" of {}", shown(arguments[0].type)) : "";
  error(id, fmt::format("{}(){} does not take ({})", function, on, given));
}

Checker::Outcome Checker::binary(AstId id) {
  const AstNode& node = ast_[id];
  const TypeId a = type_of(node.children[0]);
  const Outcome right = check(node.children[1]);
  switch (node.binary) {
    case Binary::kEqual:
    case Binary::kNotEqual:
      check_equality(id, a, right.type);
      return of(types::kBool);
    case Binary::kLess:
    case Binary::kLessEqual:
    case Binary::kGreater:
    case Binary::kGreaterEqual:
      check_order(id, a, right.type);
      return of(types::kBool);
    case Binary::kIn:
      return membership(id, a, right);
    default:
      return of(arithmetic(id, a, right.type));
  }
}

void Checker::check_equality(AstId id, TypeId a, TypeId b) {
  if (comparable(a, b)) return;
  error(id, fmt::format("{} and {} are never equal", shown(a), shown(b)));
}

void Checker::check_order(AstId id, TypeId a, TypeId b) {
  const auto ordered = [&](TypeId type) {
    const TypeKind kind = types_.kind(type);
    return types_.is_dyn(type) || (kind >= TypeKind::kBool && kind <= TypeKind::kBytes) ||
           kind == TypeKind::kTimestamp || kind == TypeKind::kDuration;
  };
  const bool same = types_.is_dyn(a) || types_.is_dyn(b) || a == b ||
                    (is_number(types_.kind(a)) && is_number(types_.kind(b)));
  if (ordered(a) && ordered(b) && same) return;
  error(id, fmt::format("{} and {} have no order", shown(a), shown(b)));
}

TypeId Checker::arithmetic(AstId id, TypeId a, TypeId b) {
  const Binary op = ast_[id].binary;
  const TypeKind left = types_.kind(a);
  const TypeKind right = types_.kind(b);
  const bool is_time = left == TypeKind::kTimestamp || left == TypeKind::kDuration ||
                       right == TypeKind::kTimestamp || right == TypeKind::kDuration;
  if (is_time) {
    const bool stamp = left == TypeKind::kTimestamp || right == TypeKind::kTimestamp;
    const bool difference = op == Binary::kSubtract && left == right && left == TypeKind::kTimestamp;
    const bool good = (op == Binary::kAdd && !(left == right && stamp)) ||
                      (op == Binary::kSubtract && right != TypeKind::kTimestamp) || difference ||
                      (op == Binary::kSubtract && types_.is_dyn(a));
    if (types_.is_dyn(a) || types_.is_dyn(b)) return types::kDyn;
    const auto time = [](TypeKind kind) {
      return kind == TypeKind::kTimestamp || kind == TypeKind::kDuration;
    };
    if (good && time(left) && time(right)) return stamp && !difference ? types::kTimestamp : types::kDuration;
  } else {
    const auto works = [&](TypeKind kind) {
      if (kind == TypeKind::kInt || kind == TypeKind::kUint) return true;
      if (kind == TypeKind::kDouble) return op != Binary::kModulo;
      const bool joins = kind == TypeKind::kString || kind == TypeKind::kBytes || kind == TypeKind::kList;
      return joins && op == Binary::kAdd;
    };
    if (types_.is_dyn(a) && types_.is_dyn(b)) return types::kDyn;
    const TypeKind known = types_.is_dyn(a) ? right : left;
    const bool same = types_.is_dyn(a) || types_.is_dyn(b) || left == right;
    if (same && works(known)) {
      if (types_.is_dyn(a) || types_.is_dyn(b)) {
        return known == TypeKind::kList ? types_.list(types::kDyn) : types_.is_dyn(a) ? b : a;
      }
      return join(a, b);
    }
  }
  const bool mixed = is_number(left) && is_number(right) && left != right;
  error(id, fmt::format("'{}' does not take {} and {}{}", ast_[id].text, shown(a), shown(b),
                        mixed ? "; convert one of them with int(), uint() or double()" : ""));
  return types::kDyn;
}

Checker::Outcome Checker::membership(AstId id, TypeId element, const Outcome& range) {
  Outcome outcome = of(types::kBool);
  const Type& type = types_[range.type];
  const AstNode& constant = ast_[ast_[id].children[0]];
  const bool is_name = constant.kind == AstKind::kString;
  if (type.kind == TypeKind::kObject && is_name) field_type(ast_[id].children[0], range.type, constant.text);
  if (is_name && !range.path.empty()) outcome.when_true.add(fmt::format("{}.{}", range.path, constant.text));
  if (types_.is_dyn(range.type) || type.kind == TypeKind::kObject) return outcome;
  if (type.kind != TypeKind::kList && type.kind != TypeKind::kMap) {
    error(id, fmt::format("what stands behind 'in' must be a list or a map, this is {}", shown(range.type)));
  } else if (!comparable(element, type.arguments[0])) {
    error(id, fmt::format("{} is never in {}", shown(element), shown(range.type)));
  }
  return outcome;
}

}  // namespace ecslint::expr
