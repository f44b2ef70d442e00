// SPDX-License-Identifier: Apache-2.0
#include "schema/compiler.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <algorithm>
#include <deque>
#include <set>
#include <unordered_map>

#include "schema/automaton.h"
#include "schema/format.h"
#include "schema/notes_reader.h"
#include "schema/registry.h"
#include "schema/uri.h"

namespace ecslint::schema {
namespace {

using doc::Kind;
using doc::Member;
using doc::Node;

constexpr int kMaxBareRefs = 32;

template <typename T>
std::span<const T> view(const std::vector<T>& items) {
  return {items.data(), items.size()};
}

std::string_view string_of(const Node* node) {
  return node != nullptr && node->is_string() ? node->as_string() : std::string_view();
}

}  // namespace

class Compiler::Impl {
 public:
  Impl(text::ImageBuilder& builder, CompilerOptions options)
      : builder_(builder), options_(options), registry_(options.draft), notes_(1) {}

  void add(std::string_view uri, const Node& document) { registry_.add(uri, document); }
  const std::vector<SchemaError>& errors() const { return errors_; }

  std::optional<SchemaId> compile(std::string_view uri) {
    const std::size_t before = errors_.size();
    const std::optional<Located> at = registry_.find(uri);
    if (!at) {
      errors_.push_back({std::string(uri), nullptr, fmt::format("no schema is known as {}", uri)});
      return std::nullopt;
    }
    const SchemaId id = id_of(*at);
    do {
      work();
    } while (reach_dynamic_anchors());
    if (errors_.size() == before) refuse_loops();
    if (errors_.size() != before) return std::nullopt;
    roots_.push_back({builder_.add(uri), id});
    return id;
  }

  SetRef finish() {
    SchemaSetData set;
    set.schemas = builder_.add(view(schemas_));
    set.notes = builder_.add(view(notes_));
    set.patterns = builder_.add(view(patterns_));
    set.resources = write_resources();
    set.roots = builder_.add(view(roots_));
    set.dynamic = !dynamic_names_.empty();
    return builder_.add_one(set);
  }

 private:
  /// What is being compiled.
  struct Current {
    const Node& node;
    std::uint32_t resource;
    SchemaId id;
    Draft draft;
    Dialect dialect;
    std::vector<Op> ops;
  };

  void error(const Node& node, std::uint32_t resource, std::string message) {
    errors_.push_back({registry_.resource(resource).document, &node, std::move(message)});
  }

  /// The number of a schema; it is compiled when its turn comes.
  SchemaId id_of(Located at) {
    const auto [entry, fresh] = ids_.try_emplace(at.node, static_cast<SchemaId>(schemas_.size()));
    if (fresh) {
      schemas_.emplace_back();
      in_place_.emplace_back();
      located_.push_back(at);
      queue_.push_back(entry->second);
    }
    return entry->second;
  }
  SchemaId child(const Current& c, const Node& node) {
    return id_of({&node, registry_.resource_of(node, c.resource)});
  }
  SchemaId in_place(Current& c, SchemaId id) {
    in_place_[c.id].push_back(id);
    return id;
  }

  void work() {
    while (!queue_.empty()) {
      const SchemaId id = queue_.front();
      queue_.pop_front();
      compile(id);
    }
  }

  void compile(SchemaId id) {
    const Located at = located_[id];
    const Node& node = *at.node;
    schemas_[id].resource = at.resource;
    Current c{node, at.resource, id, registry_.resource(at.resource).draft, registry_.dialect(at.resource),
              {}};
    if (node.is(Kind::kBool)) {
      if (!node.as_bool()) c.ops.push_back({OpCode::kFalse, 0, kMaskAny, 0, 0, 0});
    } else if (node.is_object()) {
      compile_object(c);
    } else {
      error(node, at.resource, "a schema must be an object, true or false");
    }
    schemas_[id].ops = builder_.add(view(c.ops));
  }

  void compile_object(Current& c) {
    schemas_[c.id].notes = add_notes(c);
    if (options_.strict_keywords) refuse_unknown_keywords(c);
    if (flag(c, "x-read-only")) c.ops.push_back({OpCode::kReadOnly, 0, kMaskAny, 0, 0, 0});
    if (c.draft == Draft::k7 && c.node.find("$ref") != nullptr) return references(c);
    if (c.dialect.validation) {
      types(c);
      enumerations(c);
      strings(c);
      numbers(c);
    }
    format(c);
    objects(c);
    arrays(c);
    references(c);
    combinators(c);
    dependencies(c);
    unevaluated(c);
  }

  std::uint32_t add_notes(const Current& c) {
    const std::optional<Notes> notes =
        read_notes(c.node, *registry_.resource(c.resource).document_root, builder_,
                   [&](const Node& at, auto why) { error(at, c.resource, why); });
    if (!notes) return 0;
    notes_.push_back(*notes);
    return static_cast<std::uint32_t>(notes_.size() - 1);
  }

  void refuse_unknown_keywords(const Current& c) {
    for (const Member& member : c.node.members()) {
      if (member.key.starts_with("x-") || find_keyword(member.key) != nullptr) continue;
      error(member.value, c.resource, fmt::format("unknown keyword \"{}\"", member.key));
    }
  }

  bool flag(const Current& c, std::string_view key) const {
    const Node* value = c.node.find(key);
    return value != nullptr && value->is(Kind::kBool) && value->as_bool();
  }

  // --- assertions on any value

  void types(Current& c) {
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

  TypeMask type_mask(const Current& c, const Node& name) {
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

  void enumerations(Current& c) {
    if (const Node* list = c.node.find("enum")) {
      if (!list->is_array()) return error(*list, c.resource, "enum must be an array");
      add_enum(c, list->elements());
    }
    if (const Node* value = c.node.find("const")) add_enum(c, {value, 1});
  }

  void add_enum(Current& c, std::span<const Node> nodes) {
    std::vector<Value> values;
    std::vector<std::uint32_t> hashes;
    for (const Node& node : nodes) {
      values.push_back(store(node, builder_));
      hashes.push_back(node.is_string() ? text::key_hash(node.as_string()) : 0);
    }
    const EnumSpec spec{builder_.add(view(values)), builder_.add(view(hashes))};
    c.ops.push_back({OpCode::kEnum, 0, kMaskAny, builder_.add_one(spec).offset, 0, 0});
  }

  void strings(Current& c) {
    const std::uint32_t least = count(c, "minLength", 0);
    const std::uint32_t most = count(c, "maxLength", kNone);
    std::uint32_t pattern = kNone;
    if (const Node* source = c.node.find("pattern")) pattern = pattern_index(c, *source);
    if (least != 0 || most != kNone || pattern != kNone) {
      c.ops.push_back({OpCode::kString, 0, kMaskString, least, most, pattern});
    }
  }

  void format(Current& c) {
    const std::optional<Format> format = format_from(string_of(c.node.find("format")));
    if (format && (options_.assert_formats || c.dialect.assert_formats)) {
      c.ops.push_back({OpCode::kFormat, 0, kMaskString, static_cast<std::uint32_t>(*format), 0, 0});
    }
  }

  /// A size keyword; sizes past what can occur are no limit.
  std::uint32_t count(const Current& c, std::string_view key, std::uint32_t absent) {
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

  std::uint32_t pattern_index(const Current& c, const Node& source) {
    if (!source.is_string()) {
      error(source, c.resource, "pattern must be a string");
      return kNone;
    }
    return pattern_index(c, source.as_string(), source);
  }

  std::uint32_t pattern_index(const Current& c, std::string_view source, const Node& at) {
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
      write_automaton(pattern, *automaton);
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

  void write_automaton(Pattern& pattern, const Automaton& automaton) {
    pattern.columns = builder_.add(view(automaton.columns));
    pattern.wide = builder_.add(view(automaton.wide));
    pattern.table = builder_.add(view(automaton.table));
    pattern.accepts = builder_.add(view(automaton.accepts));
    pattern.width = automaton.width;
  }

  const Node* number(const Current& c, std::string_view key) {
    const Node* value = c.node.find(key);
    if (value == nullptr || value->is_numeric()) return value;
    error(*value, c.resource, fmt::format("{} must be a number", key));
    return nullptr;
  }

  void numbers(Current& c) {
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

  // --- objects

  void objects(Current& c) {
    ObjectSpec spec;
    std::vector<Property> properties = named_properties(c);
    if (c.dialect.validation) {
      require(c, spec, properties);
      spec.least = count(c, "minProperties", 0);
      spec.most = count(c, "maxProperties", kNone);
    }
    spec.patterns = builder_.add(view(pattern_properties(c)));
    if (const Node* other = c.node.find("additionalProperties")) spec.additional = rest_id(c, *other);
    const bool says_something = !properties.empty() || !spec.patterns.empty() ||
                                !spec.more_required.empty() || spec.additional != kNone || spec.least != 0 ||
                                spec.most != kNone;
    spec.properties = builder_.add(view(properties));
    spec.slots = builder_.add(view(slots_of(properties)));
    if (says_something) {
      c.ops.push_back({OpCode::kObject, 0, kMaskObject, builder_.add_one(spec).offset, 0, 0});
    }
    if (const Node* names = c.node.find("propertyNames")) {
      c.ops.push_back({OpCode::kPropertyNames, 0, kMaskObject, child(c, *names), 0, 0});
    }
  }

  std::vector<Property> named_properties(const Current& c) {
    std::vector<Property> properties;
    const Node* map = object_at(c, "properties");
    if (map == nullptr) return properties;
    for (const Member& member : map->members()) {
      if (map->find_member(member.key, member.hash) != &member) continue;
      Property property;
      property.name = builder_.add(member.key);
      property.hash = member.hash;
      property.schema = child(c, member.value);
      property.run = run_id(c, member.value);
      properties.push_back(property);
    }
    if (properties.size() > 30'000) error(*map, c.resource, "too many properties");
    return properties;
  }

  /// A member that must be an object when present.
  const Node* object_at(const Current& c, std::string_view key) {
    const Node* map = c.node.find(key);
    if (map == nullptr || map->is_object()) return map;
    error(*map, c.resource, fmt::format("{} must be an object", key));
    return nullptr;
  }

  /// The schema to run for one that is nothing but a $ref: what it refers to.
  SchemaId run_id(const Current& c, const Node& node) {
    Located at{&node, registry_.resource_of(node, c.resource)};
    for (int i = 0; i < kMaxBareRefs && is_bare_ref(*at.node); ++i) {
      const std::string uri =
          resolve_uri(registry_.resource(at.resource).uri, string_of(at.node->find("$ref")));
      const std::optional<Located> target = registry_.find(uri);
      if (!target) break;  // reported when the schema itself is compiled
      child(c, node);
      at = *target;
    }
    return id_of(at);
  }

  /// For whatever is not named: a literal `false` needs no schema to run.
  SchemaId rest_id(const Current& c, const Node& node) {
    const bool forbidden = node.is(Kind::kBool) && !node.as_bool();
    return forbidden ? kForbidden : run_id(c, node);
  }

  static bool is_bare_ref(const Node& node) {
    if (string_of(node.find("$ref")).empty()) return false;
    const auto no_assertion = [](const Member& member) {
      static constexpr std::array<std::string_view, 8> kQuiet = {
          "$ref", "$comment", "title", "description", "examples", "default", "x-unit", "x-catalogue"};
      return std::find(kQuiet.begin(), kQuiet.end(), member.key) != kQuiet.end();
    };
    return std::all_of(node.members().begin(), node.members().end(), no_assertion);
  }

  /// Gives required names their bits, adding those that are not among the properties.
  void require(const Current& c, ObjectSpec& spec, std::vector<Property>& properties) {
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

  std::vector<Property> names_in(const Current& c, const Node& list) {
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

  std::vector<PatternProperty> pattern_properties(const Current& c) {
    std::vector<PatternProperty> patterns;
    const Node* map = object_at(c, "patternProperties");
    if (map == nullptr) return patterns;
    for (const Member& member : map->members()) {
      const std::uint32_t pattern = pattern_index(c, member.key, member.value);
      if (pattern != kNone) patterns.push_back({pattern, run_id(c, member.value)});
    }
    return patterns;
  }

  static std::vector<std::uint16_t> slots_of(const std::vector<Property>& properties) {
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

  // --- arrays

  void arrays(Current& c) {
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

  void contains(Current& c, const Node& schema) {
    const bool counted = c.draft != Draft::k7 && c.dialect.validation;
    const std::uint32_t least = counted ? count(c, "minContains", 1) : 1;
    const std::uint32_t most = counted ? count(c, "maxContains", kNone) : kNone;
    c.ops.push_back({OpCode::kContains, 0, kMaskArray, child(c, schema), least, most});
  }

  std::vector<SchemaId> schemas_in(const Current& c, const Node& list) {
    std::vector<SchemaId> ids;
    if (!list.is_array()) error(list, c.resource, "must be an array of schemas");
    for (const Node& node : list.elements()) ids.push_back(run_id(c, node));
    return ids;
  }

  // --- references and combinations

  void references(Current& c) {
    if (const Node* ref = c.node.find("$ref")) {
      if (const auto at = refer(c, *ref)) {
        c.ops.push_back({OpCode::kRef, 0, kMaskAny, in_place(c, id_of(*at)), 0, 0});
      }
    }
    if (c.draft == Draft::k7) return;
    const Node* dynamic = c.node.find(c.draft == Draft::k202012 ? "$dynamicRef" : "$recursiveRef");
    if (dynamic == nullptr) return;
    const auto at = refer(c, *dynamic);
    if (!at) return;
    const std::string_view uri = dynamic->as_string();
    const std::string anchor(uri.find('#') == std::string_view::npos ? "" : uri.substr(uri.find('#') + 1));
    const auto& anchors = registry_.resource(at->resource).dynamic_anchors;
    if (const auto found = anchors.find(anchor); found != anchors.end() && found->second == at->node) {
      c.ops.push_back({OpCode::kDynamicRef, 0, kMaskAny, id_of(*at), dynamic_name(anchor), 0});
    } else {
      c.ops.push_back({OpCode::kRef, 0, kMaskAny, in_place(c, id_of(*at)), 0, 0});
    }
  }

  std::optional<Located> refer(const Current& c, const Node& ref) {
    if (!ref.is_string()) {
      error(ref, c.resource, "a reference must be a string");
      return std::nullopt;
    }
    const std::string uri = resolve_uri(registry_.resource(c.resource).uri, ref.as_string());
    std::optional<Located> at = registry_.find(uri);
    if (!at) error(ref, c.resource, fmt::format("no schema is known as {}", uri));
    return at;
  }

  std::uint32_t dynamic_name(const std::string& anchor) {
    const auto at = std::find(dynamic_names_.begin(), dynamic_names_.end(), anchor);
    const auto index = static_cast<std::uint32_t>(at - dynamic_names_.begin());
    if (at == dynamic_names_.end()) dynamic_names_.push_back(anchor);
    return index;
  }

  /// Compiles the anchors that dynamic references may end at. Whether there were new ones.
  bool reach_dynamic_anchors() {
    const std::size_t before = schemas_.size();
    std::set<std::uint32_t> entered;  // no other resource can be in the dynamic scope
    for (const Located& at : located_) entered.insert(at.resource);
    for (const std::uint32_t r : entered) {
      for (const std::string& name : dynamic_names_) {
        const auto at = registry_.resource(r).dynamic_anchors.find(name);
        if (at != registry_.resource(r).dynamic_anchors.end()) id_of({at->second, r});
      }
    }
    return schemas_.size() != before;
  }

  void combinators(Current& c) {
    several(c, "allOf", OpCode::kAllOf);
    several(c, "anyOf", OpCode::kAnyOf);
    several(c, "oneOf", OpCode::kOneOf);
    if (const Node* inner = c.node.find("not")) {
      c.ops.push_back({OpCode::kNot, 0, kMaskAny, in_place(c, child(c, *inner)), 0, 0});
    }
    const Node* condition = c.node.find("if");
    const Node* then = c.node.find("then");
    const Node* otherwise = c.node.find("else");
    if (condition == nullptr) return;
    const SchemaId yes = then == nullptr ? kNone : in_place(c, child(c, *then));
    const SchemaId no = otherwise == nullptr ? kNone : in_place(c, child(c, *otherwise));
    c.ops.push_back({OpCode::kIf, 0, kMaskAny, in_place(c, child(c, *condition)), yes, no});
  }

  void several(Current& c, std::string_view key, OpCode code) {
    const Node* list = c.node.find(key);
    if (list == nullptr) return;
    std::vector<SchemaId> ids;
    if (!list->is_array() || list->elements().empty()) {
      return error(*list, c.resource, fmt::format("{} must be an array of schemas, at least one", key));
    }
    for (const Node& node : list->elements()) ids.push_back(in_place(c, child(c, node)));
    const auto at = builder_.add(view(ids));
    c.ops.push_back({code, 0, kMaskAny, at.offset, at.count, 0});
  }

  void dependencies(Current& c) {
    for (const std::string_view key : {"dependentRequired", "dependentSchemas", "dependencies"}) {
      if (key != "dependencies" && c.draft == Draft::k7) continue;
      const Node* map = object_at(c, key);
      if (map == nullptr) continue;
      for (const Member& member : map->members()) dependency(c, member);
    }
  }

  void dependency(Current& c, const Member& member) {
    DependentSpec spec;
    spec.property = builder_.add(member.key);
    spec.hash = member.hash;
    const bool names = member.value.is_array();
    if (names) {
      spec.required = builder_.add(view(names_in(c, member.value)));
    } else {
      spec.schema = in_place(c, child(c, member.value));
    }
    const OpCode code = names ? OpCode::kDependentRequired : OpCode::kDependentSchema;
    c.ops.push_back({code, 0, kMaskObject, builder_.add_one(spec).offset, 0, 0});
  }

  void unevaluated(Current& c) {
    if (c.draft == Draft::k7) return;
    if (const Node* items = c.node.find("unevaluatedItems")) {
      c.ops.push_back({OpCode::kUnevaluatedItems, 0, kMaskArray, rest_id(c, *items), 0, 0});
      schemas_[c.id].flags |= Schema::kTracks;
    }
    if (const Node* properties = c.node.find("unevaluatedProperties")) {
      c.ops.push_back({OpCode::kUnevaluatedProperties, 0, kMaskObject, rest_id(c, *properties), 0, 0});
      schemas_[c.id].flags |= Schema::kTracks;
    }
  }

  // --- the whole

  /// A schema that leads back to itself without going deeper into the document would never end.
  void refuse_loops() {
    enum : std::uint8_t { kNew, kOpen, kDone };
    std::vector<std::uint8_t> state(schemas_.size(), kNew);
    std::vector<std::pair<SchemaId, std::size_t>> way;
    for (SchemaId start = 0; start < schemas_.size(); ++start) {
      if (state[start] == kNew) way.push_back({start, 0});
      while (!way.empty()) {
        auto& [id, next] = way.back();
        state[id] = kOpen;
        if (next == in_place_[id].size()) {
          state[id] = kDone;
          way.pop_back();
          continue;
        }
        const SchemaId to = in_place_[id][next++];
        if (state[to] == kOpen) {
          return error(*located_[to].node, located_[to].resource, "the schema refers to itself without end");
        }
        if (state[to] == kNew) way.push_back({to, 0});
      }
    }
  }

  text::Ref<Resource> write_resources() {
    std::vector<Resource> resources;
    for (std::uint32_t r = 0; r < registry_.resource_count(); ++r) {
      std::vector<DynamicAnchor> anchors;
      for (std::uint32_t name = 0; name < dynamic_names_.size(); ++name) {
        const auto at = registry_.resource(r).dynamic_anchors.find(dynamic_names_[name]);
        if (at != registry_.resource(r).dynamic_anchors.end())
          anchors.push_back({name, id_of({at->second, r})});
      }
      resources.push_back({builder_.add(view(anchors))});
    }
    return builder_.add(view(resources));
  }

  text::ImageBuilder& builder_;
  CompilerOptions options_;
  Registry registry_;
  std::vector<SchemaError> errors_;
  std::unordered_map<const Node*, SchemaId> ids_;
  std::vector<Schema> schemas_;
  std::vector<Located> located_;
  std::vector<std::vector<SchemaId>> in_place_;
  std::deque<SchemaId> queue_;
  std::vector<Notes> notes_;
  std::vector<Pattern> patterns_;
  std::unordered_map<std::string, std::uint32_t> pattern_index_;
  std::vector<std::string> dynamic_names_;
  std::vector<Root> roots_;
};

Compiler::Compiler(text::ImageBuilder& builder, CompilerOptions options)
    : impl_(std::make_unique<Impl>(builder, options)) {}
Compiler::~Compiler() = default;
Compiler::Compiler(Compiler&&) noexcept = default;
Compiler& Compiler::operator=(Compiler&&) noexcept = default;

void Compiler::add(std::string_view uri, const Node& document) { impl_->add(uri, document); }
std::optional<SchemaId> Compiler::compile(std::string_view uri) { return impl_->compile(uri); }
const std::vector<SchemaError>& Compiler::errors() const { return impl_->errors(); }
SetRef Compiler::finish() { return impl_->finish(); }

}  // namespace ecslint::schema
