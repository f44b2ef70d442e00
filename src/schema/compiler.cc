// SPDX-License-Identifier: Apache-2.0
#include "schema/compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <type_traits>

#include "schema/compiler_impl.h"
#include "schema/notes_reader.h"
#include "schema/uri.h"

namespace ecslint::schema {
namespace {

using doc::Kind;
using doc::Node;

constexpr int kMaxBareRefs = 32;

/// No padding: the same schemas give the same bytes.
template <typename... T>
constexpr bool kNoPadding = (std::has_unique_object_representations_v<T> && ...);
static_assert(kNoPadding<Value, ValueMember, Op, Property, PatternProperty, ObjectSpec, ArraySpec, RangeSpec,
                         EnumSpec, DependentSpec, Notes, Schema, DynamicAnchor, Resource, Pattern, WideColumn,
                         Root, SchemaSetData>);

}  // namespace

std::optional<SchemaId> Compiler::Impl::compile(std::string_view uri) {
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

SetRef Compiler::Impl::finish() {
  SchemaSetData set;
  set.schemas = builder_.add(view(schemas_));
  set.notes = builder_.add(view(notes_));
  set.patterns = builder_.add(view(patterns_));
  set.resources = write_resources();
  for (Root& root : roots_)  // all are looked through for one
    root.uri = builder_.add_here(std::string(builder_.image()[root.uri]));
  set.roots = builder_.add(view(roots_));
  set.dynamic = !dynamic_names_.empty();
  return builder_.add_one(set);
}

void Compiler::Impl::error(const Node& node, std::uint32_t resource, std::string message) {
  errors_.push_back({registry_.resource(resource).document, &node, std::move(message)});
}

SchemaId Compiler::Impl::id_of(Located at) {
  const auto [entry, fresh] = ids_.try_emplace(at.node, static_cast<SchemaId>(schemas_.size()));
  if (fresh) {
    schemas_.emplace_back();
    in_place_.emplace_back();
    located_.push_back(at);
    queue_.push_back(entry->second);
  }
  return entry->second;
}

SchemaId Compiler::Impl::child(const Current& c, const Node& node) {
  return id_of({&node, registry_.resource_of(node, c.resource)});
}

SchemaId Compiler::Impl::in_place(Current& c, SchemaId id) {
  in_place_[c.id].push_back(id);
  return id;
}

void Compiler::Impl::work() {
  while (!queue_.empty()) {
    const SchemaId id = queue_.front();
    queue_.pop_front();
    compile(id);
  }
}

void Compiler::Impl::compile(SchemaId id) {
  const Located at = located_[id];
  const Node& node = *at.node;
  schemas_[id].resource = at.resource;
  Current c{node, at.resource, id, registry_.resource(at.resource).draft, registry_.dialect(at.resource), {}};
  if (node.is(Kind::kBool)) {
    if (!node.as_bool()) c.ops.push_back({OpCode::kFalse, 0, kMaskAny, 0, 0, 0});
  } else if (node.is_object()) {
    compile_object(c);
  } else {
    error(node, at.resource, "a schema must be an object, true or false");
  }
  schemas_[id].ops = builder_.add(view(c.ops));
}

void Compiler::Impl::compile_object(Current& c) {
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

std::uint32_t Compiler::Impl::add_notes(const Current& c) {
  const std::optional<Notes> notes =
      read_notes(c.node, *registry_.resource(c.resource).document_root, builder_,
                 [&](const Node& at, auto why) { error(at, c.resource, why); });
  if (!notes) return 0;
  notes_.push_back(*notes);
  return static_cast<std::uint32_t>(notes_.size() - 1);
}

void Compiler::Impl::refuse_unknown_keywords(const Current& c) {
  for (const Member& member : c.node.members()) {
    if (member.key.starts_with("x-") || find_keyword(member.key) != nullptr) continue;
    error(member.value, c.resource, fmt::format("unknown keyword \"{}\"", member.key));
  }
}

bool Compiler::Impl::flag(const Current& c, std::string_view key) const {
  const Node* value = c.node.find(key);
  return value != nullptr && value->is(Kind::kBool) && value->as_bool();
}

SchemaId Compiler::Impl::run_id(const Current& c, const Node& node) {
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

SchemaId Compiler::Impl::rest_id(const Current& c, const Node& node) {
  const bool forbidden = node.is(Kind::kBool) && !node.as_bool();
  return forbidden ? kForbidden : run_id(c, node);
}

bool Compiler::Impl::is_bare_ref(const Node& node) {
  if (string_of(node.find("$ref")).empty()) return false;
  const auto no_assertion = [](const Member& member) {
    static constexpr std::array<std::string_view, 8> kQuiet = {
        "$ref", "$comment", "title", "description", "examples", "default", "x-unit", "x-catalogue"};
    return std::find(kQuiet.begin(), kQuiet.end(), member.key) != kQuiet.end();
  };
  return std::all_of(node.members().begin(), node.members().end(), no_assertion);
}

void Compiler::Impl::references(Current& c) {
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

std::optional<Located> Compiler::Impl::refer(const Current& c, const Node& ref) {
  if (!ref.is_string()) {
    error(ref, c.resource, "a reference must be a string");
    return std::nullopt;
  }
  const std::string uri = resolve_uri(registry_.resource(c.resource).uri, ref.as_string());
  std::optional<Located> at = registry_.find(uri);
  if (!at) error(ref, c.resource, fmt::format("no schema is known as {}", uri));
  return at;
}

std::uint32_t Compiler::Impl::dynamic_name(const std::string& anchor) {
  const auto at = std::find(dynamic_names_.begin(), dynamic_names_.end(), anchor);
  const auto index = static_cast<std::uint32_t>(at - dynamic_names_.begin());
  if (at == dynamic_names_.end()) dynamic_names_.push_back(anchor);
  return index;
}

bool Compiler::Impl::reach_dynamic_anchors() {
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

void Compiler::Impl::combinators(Current& c) {
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

void Compiler::Impl::several(Current& c, std::string_view key, OpCode code) {
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

void Compiler::Impl::dependencies(Current& c) {
  for (const std::string_view key : {"dependentRequired", "dependentSchemas", "dependencies"}) {
    if (key != "dependencies" && c.draft == Draft::k7) continue;
    const Node* map = object_at(c, key);
    if (map == nullptr) continue;
    for (const Member& member : map->members()) dependency(c, member);
  }
}

void Compiler::Impl::dependency(Current& c, const Member& member) {
  DependentSpec spec;
  spec.property = builder_.add(member.key);
  spec.hash = member.key.hash();
  const bool names = member.value.is_array();
  if (names) {
    spec.required = builder_.add(view(names_in(c, member.value)));
  } else {
    spec.schema = in_place(c, child(c, member.value));
  }
  const OpCode code = names ? OpCode::kDependentRequired : OpCode::kDependentSchema;
  c.ops.push_back({code, 0, kMaskObject, builder_.add_one(spec).offset, 0, 0});
}

void Compiler::Impl::unevaluated(Current& c) {
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

void Compiler::Impl::refuse_loops() {
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

text::Ref<Resource> Compiler::Impl::write_resources() {
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
