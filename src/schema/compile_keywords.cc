// SPDX-License-Identifier: Apache-2.0
// Keywords about values: types, enum, strings, numbers, objects, arrays.
#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>

#include "schema/compiler_impl.h"
#include "schema/format.h"

namespace ecslint::schema {

using doc::Kind;
using doc::Node;

void Compiler::Impl::types(Current& c) {
  const Node* type = c.node.find("type");
  if (type == nullptr) return;
  TypeMask types = 0;
  if (type->is_array()) {
    for (const Node& one : type->elements()) types |= type_mask(c, one);
  } else {
    types = type_mask(c, *type);
  }
  schemas_[c.id].types = types;
}

TypeMask Compiler::Impl::type_mask(const Current& c, const Node& name) {
  const std::string_view word = string_of(&name);
  if (word == "null") return kMaskNull;
  if (word == "boolean") return kMaskBool;
  if (word == "integer") return kMaskInteger | kIntegral;
  if (word == "number") return kMaskNumber | kIntegral;
  if (word == "string") return kMaskString;
  if (word == "array") return kMaskArray;
  if (word == "object") return kMaskObject;
  error(name, c.resource, "type must be null, boolean, integer, number, string, array or object");
  return kMaskAny;
}

void Compiler::Impl::enumerations(Current& c) {
  if (const Node* list = c.node.find("enum")) {
    if (!list->is_array()) return error(*list, c.resource, "enum must be an array");
    add_enum(c, list->elements());
  }
  if (const Node* value = c.node.find("const")) add_enum(c, {value, 1});
}

void Compiler::Impl::add_enum(Current& c, std::span<const Node> nodes) {
  std::vector<Value> values;
  std::vector<std::uint32_t> hashes;
  for (const Node& node : nodes) {
    values.push_back(store(node, builder_));
    hashes.push_back(node.is_string() ? text::key_hash(node.as_string()) : 0);
  }
  const EnumSpec spec{builder_.add(view(values)), builder_.add(view(hashes))};
  c.ops.push_back({OpCode::kEnum, 0, kMaskAny, builder_.add_one(spec).offset, 0, 0});
}

void Compiler::Impl::strings(Current& c) {
  const std::uint32_t least = count(c, "minLength", 0);
  const std::uint32_t most = count(c, "maxLength", kNone);
  std::uint32_t pattern = kNone;
  if (const Node* source = c.node.find("pattern")) pattern = pattern_index(c, *source);
  if (least != 0 || most != kNone || pattern != kNone) {
    c.ops.push_back({OpCode::kString, 0, kMaskString, least, most, pattern});
  }
}

void Compiler::Impl::format(Current& c) {
  const std::optional<Format> format = format_from(string_of(c.node.find("format")));
  if (format && (options_.assert_formats || c.dialect.assert_formats)) {
    c.ops.push_back({OpCode::kFormat, 0, kMaskString, static_cast<std::uint32_t>(*format), 0, 0});
  }
}

std::uint32_t Compiler::Impl::count(const Current& c, std::string_view key, std::uint32_t absent) {
  const Node* value = c.node.find(key);
  if (value == nullptr) return absent;
  const Value zero{Kind::kInteger, {}, 0, 0};
  const Value most{Kind::kInteger, {}, 0, 0xffff'fffe};
  if (!value->is_numeric() || !is_integral(*value) || compare(*value, zero) < 0) {
    error(*value, c.resource, fmt::format("{} must be a whole number, 0 or more", key));
    return absent;
  }
  if (compare(*value, most) > 0) return kNone;
  return static_cast<std::uint32_t>(value->is(Kind::kNumber) ? value->as_double()
                                                             : static_cast<double>(value->as_int()));
}

std::uint32_t Compiler::Impl::pattern_index(const Current& c, const Node& source) {
  if (!source.is_string()) {
    error(source, c.resource, "pattern must be a string");
    return kNone;
  }
  return pattern_index(c, source.as_string(), source);
}

std::uint32_t Compiler::Impl::pattern_index(const Current& c, std::string_view source, const Node& at) {
  const auto known = pattern_index_.find(std::string(source));
  if (known != pattern_index_.end()) return known->second;
  const ParsedRegex parsed = parse_regex(source);
  if (!parsed.ok) {
    error(at, c.resource,
          fmt::format("pattern: {} (at character {})", parsed.error.message, parsed.error.offset + 1));
    return kNone;
  }
  Pattern pattern;
  pattern.source = builder_.add(source);
  if (const std::optional<Automaton> automaton = build_automaton(parsed.tree)) {
    write_automaton(*automaton, builder_, pattern);
  } else {
    const std::string re2 = to_re2(parsed.tree);
    const re2::RE2 program(re2, re2::RE2::Quiet);
    if (!program.ok()) error(at, c.resource, "pattern: not possible here: " + program.error());
    pattern.re2 = builder_.add(re2);
  }
  patterns_.push_back(pattern);
  const auto index = static_cast<std::uint32_t>(patterns_.size() - 1);
  pattern_index_.emplace(source, index);
  return index;
}

const Node* Compiler::Impl::number(const Current& c, std::string_view key) {
  const Node* value = c.node.find(key);
  if (value == nullptr || value->is_numeric()) return value;
  error(*value, c.resource, fmt::format("{} must be a number", key));
  return nullptr;
}

void Compiler::Impl::numbers(Current& c) {
  RangeSpec range;
  if (const Node* low = number(c, "minimum")) range.low = store(*low, builder_);
  if (const Node* high = number(c, "maximum")) range.high = store(*high, builder_);
  if (const Node* low = number(c, "exclusiveMinimum")) {
    if (range.low.kind == Kind::kNull || compare(*low, range.low) >= 0) {
      range.low = store(*low, builder_);
      range.low_exclusive = true;
    }
  }
  if (const Node* high = number(c, "exclusiveMaximum")) {
    if (range.high.kind == Kind::kNull || compare(*high, range.high) <= 0) {
      range.high = store(*high, builder_);
      range.high_exclusive = true;
    }
  }
  if (range.low.kind != Kind::kNull || range.high.kind != Kind::kNull) {
    c.ops.push_back({OpCode::kRange, 0, kMaskNumber, builder_.add_one(range).offset, 0, 0});
  }
  const Node* divisor = number(c, "multipleOf");
  if (divisor == nullptr) return;
  if (compare(*divisor, Value{Kind::kInteger, {}, 0, 0}) <= 0) {
    return error(*divisor, c.resource, "multipleOf must be above 0");
  }
  const Value value = store(*divisor, builder_);
  c.ops.push_back({OpCode::kMultipleOf, 0, kMaskNumber, builder_.add_one(value).offset, 0, 0});
}

void Compiler::Impl::objects(Current& c) {
  ObjectSpec spec;
  std::vector<Property> properties = named_properties(c);
  if (c.dialect.validation) {
    require(c, spec, properties);
    spec.least = count(c, "minProperties", 0);
    spec.most = count(c, "maxProperties", kNone);
  }
  spec.patterns = builder_.add(view(pattern_properties(c)));
  if (const Node* other = c.node.find("additionalProperties")) spec.additional = rest_id(c, *other);
  const bool says_something = !properties.empty() || !spec.patterns.empty() || !spec.more_required.empty() ||
                              spec.additional != kNone || spec.least != 0 || spec.most != kNone;
  spec.properties = builder_.add(view(properties));
  spec.slots = builder_.add(view(slots_of(properties)));
  if (says_something) {
    c.ops.push_back({OpCode::kObject, 0, kMaskObject, builder_.add_one(spec).offset, 0, 0});
  }
  if (const Node* names = c.node.find("propertyNames")) {
    c.ops.push_back({OpCode::kPropertyNames, 0, kMaskObject, child(c, *names), 0, 0});
  }
}

std::vector<Property> Compiler::Impl::named_properties(const Current& c) {
  std::vector<Property> properties;
  const Node* map = object_at(c, "properties");
  if (map == nullptr) return properties;
  for (const Member& member : map->members()) {
    if (map->find_member(member.key) != &member) continue;
    Property property;
    property.name = builder_.add(member.key);
    property.hash = member.key.hash();
    property.schema = child(c, member.value);
    property.run = run_id(c, member.value);
    properties.push_back(property);
  }
  if (properties.size() > 30'000) error(*map, c.resource, "too many properties");
  return properties;
}

const Node* Compiler::Impl::object_at(const Current& c, std::string_view key) {
  const Node* map = c.node.find(key);
  if (map == nullptr || map->is_object()) return map;
  error(*map, c.resource, fmt::format("{} must be an object", key));
  return nullptr;
}

void Compiler::Impl::require(const Current& c, ObjectSpec& spec, std::vector<Property>& properties) {
  const Node* required = c.node.find("required");
  if (required == nullptr) return;
  std::vector<Property> more;
  std::uint8_t bit = 0;
  for (const Property& name : names_in(c, *required)) {
    if (bit == 64) {
      more.push_back(name);
      continue;
    }
    const auto same = [&name](const Property& p) {
      return p.name.offset == name.name.offset && p.name.size == name.name.size;
    };
    auto at = std::find_if(properties.begin(), properties.end(), same);
    if (at == properties.end()) at = properties.insert(properties.end(), name);
    if (at->required != 0xff) continue;
    spec.required |= std::uint64_t{1} << bit;
    at->required = bit++;
  }
  spec.more_required = builder_.add(view(more));
}

std::vector<Property> Compiler::Impl::names_in(const Current& c, const Node& list) {
  std::vector<Property> names;
  if (!list.is_array()) error(list, c.resource, "must be an array of property names");
  for (const Node& name : list.elements()) {
    if (!name.is_string()) {
      error(name, c.resource, "must be the name of a property");
      continue;
    }
    Property property;
    property.name = builder_.add(name.as_string());
    property.hash = text::key_hash(name.as_string());
    names.push_back(property);
  }
  return names;
}

std::vector<PatternProperty> Compiler::Impl::pattern_properties(const Current& c) {
  std::vector<PatternProperty> patterns;
  const Node* map = object_at(c, "patternProperties");
  if (map == nullptr) return patterns;
  for (const Member& member : map->members()) {
    const std::uint32_t pattern = pattern_index(c, member.key, member.value);
    if (pattern != kNone) patterns.push_back({pattern, run_id(c, member.value)});
  }
  return patterns;
}

std::vector<std::uint16_t> Compiler::Impl::slots_of(const std::vector<Property>& properties) {
  if (properties.empty()) return {};
  std::size_t size = 2;
  while (size < properties.size() * 2) size *= 2;
  std::vector<std::uint16_t> slots(size);
  for (std::size_t i = 0; i < properties.size(); ++i) {
    std::size_t at = properties[i].hash & (size - 1);
    while (slots[at] != 0) at = (at + 1) & (size - 1);
    slots[at] = static_cast<std::uint16_t>(i + 1);
  }
  return slots;
}

void Compiler::Impl::arrays(Current& c) {
  ArraySpec spec;
  if (c.dialect.validation) {
    spec.least = count(c, "minItems", 0);
    spec.most = count(c, "maxItems", kNone);
  }
  const Node* items = c.node.find("items");
  const bool listed = c.draft != Draft::k202012 && items != nullptr && items->is_array();
  const Node* prefix = listed ? items : c.draft == Draft::k202012 ? c.node.find("prefixItems") : nullptr;
  const Node* rest = listed ? c.node.find("additionalItems") : items;
  if (prefix != nullptr) spec.prefix = builder_.add(view(schemas_in(c, *prefix)));
  if (rest != nullptr) spec.items = rest_id(c, *rest);
  if (!spec.prefix.empty() || spec.items != kNone || spec.least != 0 || spec.most != kNone) {
    c.ops.push_back({OpCode::kArray, 0, kMaskArray, builder_.add_one(spec).offset, 0, 0});
  }
  if (const Node* contained = c.node.find("contains")) contains(c, *contained);
  if (c.dialect.validation && flag(c, "uniqueItems")) {
    c.ops.push_back({OpCode::kUniqueItems, 0, kMaskArray, 0, 0, 0});
  }
  if (const std::string_view name = string_of(c.node.find("x-unique")); !name.empty()) {
    Property property;
    property.name = builder_.add(name);
    property.hash = text::key_hash(name);
    c.ops.push_back({OpCode::kUniqueBy, 0, kMaskArray, builder_.add_one(property).offset, 0, 0});
  }
}

void Compiler::Impl::contains(Current& c, const Node& schema) {
  const bool counted = c.draft != Draft::k7 && c.dialect.validation;
  const std::uint32_t least = counted ? count(c, "minContains", 1) : 1;
  const std::uint32_t most = counted ? count(c, "maxContains", kNone) : kNone;
  c.ops.push_back({OpCode::kContains, 0, kMaskArray, child(c, schema), least, most});
}

std::vector<SchemaId> Compiler::Impl::schemas_in(const Current& c, const Node& list) {
  std::vector<SchemaId> ids;
  if (!list.is_array()) error(list, c.resource, "must be an array of schemas");
  for (const Node& node : list.elements()) ids.push_back(run_id(c, node));
  return ids;
}

}  // namespace ecslint::schema
