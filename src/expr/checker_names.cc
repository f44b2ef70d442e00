// SPDX-License-Identifier: Apache-2.0
// The checker's part about names: variables, properties, indexes, and the guards of optional properties.
#include <fmt/format.h>

#include <algorithm>

#include "expr/checker.h"
#include "text/edit_distance.h"

namespace ecslint::expr {
namespace {

constexpr std::string_view kTypeNames[] = {"bool",
                                           "int",
                                           "uint",
                                           "double",
                                           "string",
                                           "bytes",
                                           "list",
                                           "map",
                                           "type",
                                           "null_type",
                                           "optional_type",
                                           "google.protobuf.Timestamp",
                                           "google.protobuf.Duration",
                                           "net.IP",
                                           "net.CIDR"};

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string_view nearest = text::nearest(word, candidates);
  return nearest.empty() ? std::string() : fmt::format("; did you mean '{}'?", nearest);
}

bool is_plain_name(std::string_view name) {
  return !name.empty() &&
         std::all_of(name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

}  // namespace

const Checker::Local* Checker::local(std::string_view wanted) const {
  const auto found =
      std::find_if(locals_.rbegin(), locals_.rend(), [&](const Local& l) { return l.name == wanted; });
  return found == locals_.rend() ? nullptr : &*found;
}

/// "a.b.c" of a chain of plain selections from a name that no macro variable hides; else empty.
std::string Checker::qualified_name(AstId id) const {
  const AstNode& node = ast_[id];
  if (node.kind == AstKind::kName) {
    return !node.rooted && local(node.text) ? std::string() : std::string(node.text);
  }
  if (node.kind != AstKind::kSelect || node.optional) return {};
  std::string name = qualified_name(node.children[0]);
  return name.empty() ? name : name + '.' + std::string(node.text);
}

/// A declared variable or a type, by its whole name, in the container's scopes from the innermost.
std::optional<Checker::Outcome> Checker::lookup(AstId id, std::string_view qualified, bool rooted) {
  Note& note = result_.notes[id];
  std::string scope = rooted ? std::string() : environment_.container();
  while (true) {
    const std::string candidate =
        scope.empty() ? std::string(qualified) : fmt::format("{}.{}", scope, qualified);
    if (const Variable* variable = environment_.find(candidate)) {
      note.reference = Reference::kSlot;
      note.index = variable->slot;
      return Outcome{variable->type, {}, {}, candidate};
    }
    if (scope.empty()) break;
    const std::size_t dot = scope.rfind('.');
    scope.resize(dot == std::string::npos ? 0 : dot);
  }
  const auto* type = std::find(std::begin(kTypeNames), std::end(kTypeNames), qualified);
  if (type == std::end(kTypeNames)) return std::nullopt;
  note.reference = Reference::kTypeName;
  note.text = *type;
  return of(types::kType);
}

Checker::Outcome Checker::name(AstId id) {
  const AstNode& node = ast_[id];
  Note& note = result_.notes[id];
  const Local* found = node.rooted ? nullptr : local(node.text);
  if (found) {
    note.reference = Reference::kLocal;
    note.index = found->index;
    note.is_bound = found->is_bound;
    return Outcome{found->type, {}, {}, found->path};
  }
  if (auto outcome = lookup(id, node.text, node.rooted)) return *outcome;
  note.reference = Reference::kUnknown;
  std::vector<std::string_view> names;
  for (const Local& l : locals_) names.push_back(l.name);
  for (const Variable& v : environment_.variables()) names.push_back(v.name);
  error(id, fmt::format("unknown name '{}'{}", node.text, did_you_mean(node.text, names)));
  return of(types::kDyn);
}

std::optional<Checker::Outcome> Checker::dotted(AstId id) {
  const std::string qualified = qualified_name(id);
  if (qualified.empty()) return std::nullopt;
  AstId first = id;
  while (ast_[first].kind == AstKind::kSelect) first = ast_[first].children[0];
  return lookup(id, qualified, ast_[first].rooted);
}

Checker::Outcome Checker::select(AstId id) {
  const AstNode& node = ast_[id];
  if (!node.optional) {
    if (auto outcome = dotted(id)) return *outcome;
  }
  return property(id, check(node.children[0]), node.text, node.optional);
}

Checker::Outcome Checker::property(AstId id, const Outcome& operand, std::string_view field, bool optional) {
  const bool through = types_.kind(operand.type) == TypeKind::kOptional;
  const TypeId object = through ? types_.element(operand.type) : operand.type;
  const bool is_optional = through || optional;
  const Type& type = types_[object];
  Outcome outcome = of(field_type(id, object, field));
  if (!operand.path.empty()) outcome.path = fmt::format("{}.{}", operand.path, field);
  if (is_optional) {
    outcome.type = types_.optional(outcome.type);
    return outcome;
  }
  if (type.kind != TypeKind::kObject) return outcome;
  Note& note = result_.notes[id];
  const Field* declared = type.field(field);
  if (type.is_present(field)) {
    note.absent = Absent::kUnknown;
  } else if (declared && declared->fallback) {
    note.absent = Absent::kFallback;
    note.fallback = declared->fallback;
  } else if (declared && declared->required) {
    note.absent = Absent::kUnknown;
  } else if (declared || type.open) {
    require_guard(id, operand, field);
  }
  return outcome;
}

TypeId Checker::field_type(AstId id, TypeId object, std::string_view field) {
  const Type& type = types_[object];
  switch (type.kind) {
    case TypeKind::kDyn:
    case TypeKind::kUnbound:
      return types::kDyn;
    case TypeKind::kMap:
      return type.arguments[1];
    case TypeKind::kObject: {
      if (const Field* declared = type.field(field)) return declared->type;
      if (!type.open) unknown_property(id, type, field);
      return type.open ? type.rest : types::kDyn;
    }
    case TypeKind::kNull:
    case TypeKind::kOpaque:
      break;
    default:
      break;
  }
  error(id,
        fmt::format("'{}' cannot be selected: this is {}, which has no properties", field, shown(object)));
  return types::kDyn;
}

void Checker::unknown_property(AstId id, const Type& object, std::string_view field) {
  std::vector<std::string_view> names;
  for (const Field& f : object.fields) names.push_back(f.name);
  const std::string_view of_what = object.name.empty() ? std::string_view("this object") : object.name;
  error(id, fmt::format("{} has no property '{}'{}", of_what, field, did_you_mean(field, names)));
}

void Checker::require_guard(AstId id, const Outcome& operand, std::string_view field) {
  if (!operand.path.empty() && facts_.contains(fmt::format("{}.{}", operand.path, field))) return;
  // Facts call macro variables by their number too (x#3): people don't.
  std::string shown_path = operand.path;
  if (const auto hash = shown_path.find('#'); hash != std::string::npos) {
    shown_path.erase(hash, std::min(shown_path.find('.', hash), shown_path.size()) - hash);
  }
  if (shown_path.empty()) {
    error(id, fmt::format("'{}' may be absent: read it with .?{} or filter with has() first", field, field));
  } else if (is_plain_name(field)) {
    error(id, fmt::format("'{}' may be absent: guard it with has({}.{}) && …, or read it with .?{}", field,
                          shown_path, field, field));
  } else {
    error(id, fmt::format("'{}' may be absent: guard it with '{}' in {} && …, or read it with [?'{}']", field,
                          field, shown_path, field));
  }
}

Checker::Outcome Checker::has(AstId id) {
  const AstNode& node = ast_[id];
  const Outcome operand = check(node.children[0]);
  const bool through = types_.kind(operand.type) == TypeKind::kOptional;
  field_type(id, through ? types_.element(operand.type) : operand.type, node.text);
  Outcome outcome = of(types::kBool);
  if (!operand.path.empty()) outcome.when_true.add(fmt::format("{}.{}", operand.path, node.text));
  return outcome;
}

Checker::Outcome Checker::index(AstId id) {
  const AstNode& node = ast_[id];
  const Outcome operand = check(node.children[0]);
  const TypeId at = type_of(node.children[1]);
  const AstNode& constant = ast_[node.children[1]];
  const bool through = types_.kind(operand.type) == TypeKind::kOptional;
  const TypeId range = through ? types_.element(operand.type) : operand.type;
  const Type& type = types_[range];
  if (type.kind == TypeKind::kObject && constant.kind == AstKind::kString) {
    return property(id, operand, constant.text, node.optional);
  }
  if (type.kind == TypeKind::kList && !types_.is_dyn(at) && at != types::kInt && at != types::kUint &&
      at != types::kDouble) {
    error(node.children[1], fmt::format("a list's index must be an int, this is {}", shown(at)));
  }
  if (type.kind == TypeKind::kMap && !comparable(at, type.arguments[0])) {
    error(node.children[1],
          fmt::format("this map's keys are {}, this is {}", shown(type.arguments[0]), shown(at)));
  }
  const bool indexable = types_.is_dyn(range) || type.kind == TypeKind::kList ||
                         type.kind == TypeKind::kMap || type.kind == TypeKind::kObject;
  if (!indexable) error(id, fmt::format("{} cannot be indexed", shown(range)));
  Outcome outcome = of(types_.element(range));
  if (!operand.path.empty() && constant.kind == AstKind::kInt) {
    outcome.path = fmt::format("{}[{}]", operand.path, constant.integer);
  }
  if (through || node.optional) outcome.type = types_.optional(outcome.type);
  return outcome;
}

}  // namespace ecslint::expr
