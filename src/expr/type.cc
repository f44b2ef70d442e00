// SPDX-License-Identifier: Apache-2.0
#include "expr/type.h"

#include <algorithm>

namespace ecslint::expr {
namespace {

constexpr std::string_view kSimple[] = {"dyn",    "null",  "bool", "int",       "uint",     "double",
                                        "string", "bytes", "type", "timestamp", "duration", "dyn"};

bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }

std::string_view trim(std::string_view s) {
  while (s.starts_with(' ')) s.remove_prefix(1);
  while (s.ends_with(' ')) s.remove_suffix(1);
  return s;
}

}  // namespace

const Field* Type::field(std::string_view wanted) const {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.name == wanted; });
  return found == fields.end() ? nullptr : &*found;
}

bool Type::is_present(std::string_view wanted) const {
  return std::find(present.begin(), present.end(), wanted) != present.end();
}

TypeTable::TypeTable() {
  for (int kind = 0; kind <= static_cast<int>(TypeKind::kUnbound); ++kind) {
    types_.push_back(Type{.kind = static_cast<TypeKind>(kind)});
  }
}

TypeId TypeTable::intern(Type type) {
  std::string key = std::to_string(static_cast<int>(type.kind)) + type.name;
  for (const TypeId argument : type.arguments)
    key += ',' + std::to_string(static_cast<std::uint32_t>(argument));
  for (const std::string& field : type.present) key += '|' + field;
  if (type.base != types::kDyn) key += '^' + std::to_string(static_cast<std::uint32_t>(type.base));
  const auto [at, fresh] = interned_.try_emplace(std::move(key), static_cast<TypeId>(types_.size()));
  if (fresh) types_.push_back(std::move(type));
  return at->second;
}

TypeId TypeTable::list(TypeId element) { return intern({.kind = TypeKind::kList, .arguments = {element}}); }
TypeId TypeTable::map(TypeId key, TypeId value) {
  return intern({.kind = TypeKind::kMap, .arguments = {key, value}});
}
TypeId TypeTable::optional(TypeId of) { return intern({.kind = TypeKind::kOptional, .arguments = {of}}); }
TypeId TypeTable::opaque(std::string_view name, std::vector<TypeId> arguments) {
  return intern({.kind = TypeKind::kOpaque, .name = std::string(name), .arguments = std::move(arguments)});
}
TypeId TypeTable::parameter(std::string_view name) {
  return intern({.kind = TypeKind::kParameter, .name = std::string(name)});
}

TypeId TypeTable::add_object(std::string_view name, bool open, TypeId rest) {
  const auto id = static_cast<TypeId>(types_.size());
  types_.push_back({.kind = TypeKind::kObject, .name = std::string(name), .open = open, .rest = rest});
  if (!name.empty()) objects_.insert_or_assign(std::string(name), id);
  return id;
}

void TypeTable::add_field(TypeId object, Field field) {
  types_[static_cast<std::size_t>(object)].fields.push_back(std::move(field));
}

TypeId TypeTable::find_object(std::string_view name) const {
  const auto found = objects_.find(name);
  return found == objects_.end() ? types::kDyn : found->second;
}

TypeId TypeTable::with_present(TypeId object, std::vector<std::string> fields) {
  Type type = (*this)[object];
  if (type.kind != TypeKind::kObject || fields.empty()) return object;
  if (type.base == types::kDyn) type.base = object;
  type.present.insert(type.present.end(), fields.begin(), fields.end());
  std::sort(type.present.begin(), type.present.end());
  type.present.erase(std::unique(type.present.begin(), type.present.end()), type.present.end());
  return intern(std::move(type));
}

TypeId TypeTable::element(TypeId id) const {
  const Type& type = (*this)[id];
  switch (type.kind) {
    case TypeKind::kList:
    case TypeKind::kMap:
    case TypeKind::kOptional:
      return type.arguments.back();
    case TypeKind::kObject:
      return type.open && type.fields.empty() ? type.rest : types::kDyn;
    default:
      return types::kDyn;
  }
}

std::string TypeTable::to_string(TypeId id) const {
  const Type& type = (*this)[id];
  std::string text = type.name;
  if (type.kind <= TypeKind::kUnbound) text = kSimple[static_cast<int>(type.kind)];
  if (type.kind == TypeKind::kList) text = "list";
  if (type.kind == TypeKind::kMap) text = "map";
  if (type.kind == TypeKind::kOptional) text = "optional_type";
  if (type.kind == TypeKind::kObject && text.empty()) text = "object";
  if (type.arguments.empty()) return text;
  const char* separator = "(";
  for (const TypeId argument : type.arguments) {
    text += separator + to_string(argument);
    separator = ", ";
  }
  return text + ")";
}

TypeId TypeTable::parse(std::string_view text) {
  text = trim(text);
  const std::string_view name = text.substr(0, text.find('('));
  std::vector<TypeId> arguments;
  if (name.size() < text.size()) {
    for (const std::string_view part :
         split_types(text.substr(name.size() + 1, text.size() - name.size() - 2))) {
      arguments.push_back(parse(part));
    }
  }
  const auto* simple = std::find(std::begin(kSimple), std::end(kSimple), name);
  if (simple != std::end(kSimple)) return static_cast<TypeId>(simple - std::begin(kSimple));
  if (name == "list" && arguments.size() == 1) return list(arguments[0]);
  if (name == "map" && arguments.size() == 2) return map(arguments[0], arguments[1]);
  if (name == "optional" && arguments.size() == 1) return optional(arguments[0]);
  if (name.empty()) return types::kDyn;
  if (name.size() == 1 && is_capital(name[0])) return parameter(name);
  return is_capital(name[0]) ? find_object(name) : opaque(name, std::move(arguments));
}

std::vector<std::string_view> split_types(std::string_view text) {
  std::vector<std::string_view> parts;
  if (trim(text).empty()) return parts;
  int depth = 0;
  std::size_t start = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i == text.size() || (text[i] == ',' && depth == 0)) {
      parts.push_back(trim(text.substr(start, i - start)));
      start = i + 1;
    } else {
      depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    }
  }
  return parts;
}

}  // namespace ecslint::expr
