// SPDX-License-Identifier: Apache-2.0
// The checker's part about macros: scopes, the types of their variables, and what a filter says of what it
// lets through.
#include <fmt/format.h>

#include "expr/checker.h"

namespace ecslint::expr {

/// Types of the variables: element, or index and element; key, or key and value.
void Checker::variable_types(AstId id, TypeId range, TypeId& first, TypeId& second) {
  const bool two = !ast_[id].variables[1].empty();
  const Type& type = types_[range];
  switch (type.kind) {
    case TypeKind::kList:
      first = two ? types::kInt : type.arguments[0];
      second = type.arguments[0];
      return;
    case TypeKind::kMap:
      first = type.arguments[0];
      second = type.arguments[1];
      return;
    case TypeKind::kObject:
      first = types::kString;
      second = types_.element(range);
      return;
    case TypeKind::kDyn:
    case TypeKind::kUnbound:
      return;
    default:
      error(id, fmt::format("{}() goes over a list or a map, this is {}", ast_[id].text, shown(range)));
  }
}

/// Declares the macro's variables; a local each, used once in a program, so that what is bound lazily finds
/// the locals around it as they were.
bool Checker::open_scope(AstId id, TypeId range) {
  const AstNode& node = ast_[id];
  TypeId types[2] = {types::kDyn, types::kDyn};
  variable_types(id, range, types[0], types[1]);
  result_.notes[id].index = result_.locals;
  const bool two = !node.variables[1].empty();
  for (int i = 0; i < (two ? 2 : 1); ++i) {
    const std::uint32_t index = result_.locals++;
    locals_.push_back({node.variables[i], index, types[i], fmt::format("{}#{}", node.variables[i], index)});
  }
  return two;
}

/// The element type with the optional fields that `facts` say are there: "x#3.healthCheck" for variable x#3.
TypeId Checker::narrowed(TypeId element, const Facts& facts, const Local& variable) {
  std::vector<std::string> fields;
  const std::string prefix = variable.path + '.';
  for (const std::string& path : facts.paths()) {
    if (!std::string_view(path).starts_with(prefix)) continue;
    std::string field = path.substr(prefix.size());
    const Field* declared = types_[element].field(field);
    if (declared && !declared->required && !declared->fallback) fields.push_back(std::move(field));
  }
  return types_.with_present(element, std::move(fields));
}

Checker::Outcome Checker::macro(AstId id) {
  const AstNode& node = ast_[id];
  if (node.macro == Macro::kBind) return bind(id);
  if (node.macro == Macro::kOptMap || node.macro == Macro::kOptFlatMap) return optional_map(id);
  const TypeId range = type_of(node.children[0]);
  const std::size_t scope = locals_.size();
  const bool two = open_scope(id, range);
  const Local variable = locals_.back();  // the element, or a map's value
  const Outcome first = check(node.children[1]);
  Outcome last = first;
  if (node.children.size() == 3) {
    expect_bool(node.children[1], first.type, fmt::format("the condition of {}()", node.text));
    last = check_with(node.children[2], first.when_true);
  }
  const Local first_variable = locals_[scope];
  locals_.resize(scope);
  const bool is_map = types_.kind(range) == TypeKind::kMap || types_.kind(range) == TypeKind::kObject;
  switch (node.macro) {
    case Macro::kAll:
    case Macro::kExists:
    case Macro::kExistsOne:
      expect_bool(node.children[1], first.type, fmt::format("the condition of {}()", node.text));
      return of(types::kBool);
    case Macro::kFilter:
      expect_bool(node.children[1], first.type, "the condition of filter()");
      return of(
          types_.list(is_map ? first_variable.type : narrowed(variable.type, first.when_true, variable)));
    case Macro::kMap:
    case Macro::kTransformList:
      return of(types_.list(last.type));
    case Macro::kTransformMap:
      return of(types_.map(two ? first_variable.type : types::kDyn, last.type));
    case Macro::kTransformMapEntry: {
      const TypeKind kind = types_.kind(last.type);
      if (kind == TypeKind::kMap || types_.is_dyn(last.type)) return last;
      error(node.children.back(),
            fmt::format("transformMapEntry() makes entries {{key: value}}, this is {}", shown(last.type)));
      return of(types::kDyn);
    }
    case Macro::kSortBy:
      return of(types_.list(variable.type));
    default:
      return of(types::kDyn);
  }
}

Checker::Outcome Checker::bind(AstId id) {
  const AstNode& node = ast_[id];
  const Outcome value = check(node.children[0]);
  const std::uint32_t index = result_.locals++;
  result_.notes[id].index = index;
  const std::string path = value.path.empty() ? fmt::format("{}#{}", node.variables[0], index) : value.path;
  locals_.push_back({node.variables[0], index, value.type, path, true});
  Outcome body = check(node.children[1]);
  locals_.pop_back();
  return body;
}

Checker::Outcome Checker::optional_map(AstId id) {
  const AstNode& node = ast_[id];
  const Outcome optional = check(node.children[0]);
  const bool is_optional = types_.kind(optional.type) == TypeKind::kOptional;
  if (!is_optional && !types_.is_dyn(optional.type)) {
    error(id, fmt::format("{}() is for optionals, this is {}", node.text, shown(optional.type)));
  }
  const std::uint32_t index = result_.locals++;
  result_.notes[id].index = index;
  const TypeId held = is_optional ? types_.element(optional.type) : types::kDyn;
  const std::string path =
      optional.path.empty() ? fmt::format("{}#{}", node.variables[0], index) : optional.path;
  locals_.push_back({node.variables[0], index, held, path});
  Facts inside;
  if (!optional.path.empty()) inside.add(optional.path);
  const Outcome body = check_with(node.children[1], inside);
  locals_.pop_back();
  return of(node.macro == Macro::kOptMap ? types_.optional(body.type) : body.type);
}

}  // namespace ecslint::expr
