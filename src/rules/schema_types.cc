// SPDX-License-Identifier: Apache-2.0
#include "rules/schema_types.h"

#include <algorithm>
#include <new>
#include <vector>

namespace ecslint::rules {
namespace {

using doc::Node;
using expr::TypeId;
using schema::PropertyView;
using schema::SchemaView;
namespace types = expr::types;

constexpr int kMaxDepth = 32;

bool scalar(const Node& node) { return !node.is_array() && !node.is_object() && !node.is_null(); }

/// The kinds but null: a value that may be null is used as what it is otherwise.
schema::TypeMask kinds_of(const SchemaView& view) {
  return static_cast<schema::TypeMask>(view.types() &
                                       (schema::kMaskAny ^ schema::kMaskNull ^ schema::kIntegral));
}

TypeId scalar_type(const Node& node) {
  switch (node.kind()) {
    case doc::Kind::kBool:
      return types::kBool;
    case doc::Kind::kInteger:
      return types::kInt;
    case doc::Kind::kUnsigned:
      return types::kUint;
    case doc::Kind::kNumber:
      return types::kDouble;
    case doc::Kind::kString:
      return types::kString;
    default:
      return types::kDyn;
  }
}

}  // namespace

TypeId SchemaTypes::of(std::string_view schema) {
  const std::size_t hash = schema.find('#');
  const auto root = schemas_.root(schema.substr(0, hash));
  if (!root) return types::kDyn;
  const SchemaView view(schemas_, *root);
  if (hash == std::string_view::npos) return of(view, schema, 0);
  const auto property = view.property(schema.substr(hash + 1));
  const auto items = property ? property->schema.items() : std::nullopt;
  return items ? of(*items, schema.substr(hash + 1), 0) : types::kDyn;
}

TypeId SchemaTypes::of(const SchemaView& view, std::string_view name, int depth) {
  const schema::TypeMask kinds = kinds_of(view);
  if (kinds == schema::kMaskString) return types::kString;
  if (kinds == schema::mask(doc::Kind::kBool)) return types::kBool;
  if (kinds != 0 && (kinds & ~schema::kMaskInteger) == 0) return types::kInt;
  if (depth > kMaxDepth) return types::kDyn;
  if (kinds == schema::kMaskArray) {
    const auto items = view.items();
    return types_.list(items ? of(*items, name, depth + 1) : types::kDyn);
  }
  return kinds == schema::kMaskObject ? object(view, name, depth) : types::kDyn;
}

TypeId SchemaTypes::object(const SchemaView& view, std::string_view name, int depth) {
  const std::vector<PropertyView> properties = view.properties();
  if (properties.empty()) {
    const auto additional = view.additional();
    return types_.map(types::kString, additional ? of(*additional, name, depth + 1) : types::kDyn);
  }
  const auto [at, fresh] = known_.try_emplace(view.id(), types::kDyn);
  if (!fresh) return at->second;
  const TypeId type = types_.add_object(name, view.accepts_other_names());
  known_[view.id()] = type;
  for (const PropertyView& property : properties) {
    types_.add_field(type, {std::string(property.name), of(property.schema, property.name, depth + 1),
                            property.required, fallback(property.schema)});
  }
  return type;
}

const Node* SchemaTypes::fallback(const SchemaView& view) {
  const schema::Value* value = view.default_value();
  if (value == nullptr) return nullptr;
  const Node node = schema::to_node(*value, schemas_.image(), arena_);
  return scalar(node) ? new (arena_.allocate<Node>(1)) Node(node) : nullptr;
}

TypeId SchemaTypes::of(const Node& value, std::string_view name) {
  const Node* one = &value;
  return joined({&one, 1}, name);
}

TypeId SchemaTypes::joined(std::span<const Node* const> values, std::string_view name) {
  const auto all = [&](auto&& is) { return std::all_of(values.begin(), values.end(), is); };
  if (values.empty()) return types::kDyn;
  if (all([](const Node* n) { return n->is_array(); })) {
    std::vector<const Node*> elements;
    for (const Node* array : values) {
      for (const Node& element : array->elements()) elements.push_back(&element);
    }
    return types_.list(joined(elements, name));
  }
  if (!all([](const Node* n) { return n->is_object(); })) {
    const TypeId first = scalar_type(*values[0]);
    return all([&](const Node* n) { return scalar_type(*n) == first; }) ? first : types::kDyn;
  }
  std::map<std::string_view, std::vector<const Node*>> fields;
  for (const Node* object : values) {
    for (const doc::Member& member : object->members()) fields[member.key].push_back(&member.value);
  }
  const TypeId type = types_.add_object(name);
  for (const auto& [key, found] : fields) {
    types_.add_field(type, {std::string(key), joined(found, key), found.size() == values.size(), nullptr});
  }
  return type;
}

}  // namespace ecslint::rules
