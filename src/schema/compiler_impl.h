// SPDX-License-Identifier: Apache-2.0
// The inside of the Compiler: the queue of schemas, the tables under construction and one function a keyword.
// Two files implement it: compiler.cc the whole, references and combinations; compile_keywords.cc what is
// said about values.
#pragma once

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "schema/automaton.h"
#include "schema/compiler.h"
#include "schema/registry.h"

namespace ecslint::schema {

template <typename T>
std::span<const T> view(const std::vector<T>& items) {
  return {items.data(), items.size()};
}

inline std::string_view string_of(const doc::Node* node) {
  return node != nullptr && node->is_string() ? node->as_string() : std::string_view();
}

class Compiler::Impl {
 public:
  using Node = doc::Node;
  using Member = doc::Member;
  Impl(text::ImageBuilder& builder, CompilerOptions options)
      : builder_(builder), options_(options), registry_(options.draft), notes_(1) {}

  void add(std::string_view uri, const Node& document) { registry_.add(uri, document); }
  const std::vector<SchemaError>& errors() const { return errors_; }
  std::optional<SchemaId> compile(std::string_view uri);
  SetRef finish();

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
  void error(const Node& node, std::uint32_t resource, std::string message);

  /// The number of a schema; it is compiled when its turn comes.
  SchemaId id_of(Located at);
  SchemaId child(const Current& c, const Node& node);
  SchemaId in_place(Current& c, SchemaId id);
  void work();
  void compile(SchemaId id);
  void compile_object(Current& c);
  std::uint32_t add_notes(const Current& c);
  void refuse_unknown_keywords(const Current& c);
  bool flag(const Current& c, std::string_view key) const;

  // --- assertions on any value

  void types(Current& c);
  TypeMask type_mask(const Current& c, const Node& name);
  void enumerations(Current& c);
  void add_enum(Current& c, std::span<const Node> nodes);
  void strings(Current& c);
  void format(Current& c);

  /// A size keyword; sizes past what can occur are no limit.
  std::uint32_t count(const Current& c, std::string_view key, std::uint32_t absent);
  std::uint32_t pattern_index(const Current& c, const Node& source);
  std::uint32_t pattern_index(const Current& c, std::string_view source, const Node& at);
  const Node* number(const Current& c, std::string_view key);
  void numbers(Current& c);

  // --- objects

  void objects(Current& c);
  std::vector<Property> named_properties(const Current& c);

  /// A member that must be an object when present.
  const Node* object_at(const Current& c, std::string_view key);

  /// The schema to run for one that is nothing but a $ref: what it refers to.
  SchemaId run_id(const Current& c, const Node& node);

  /// For whatever is not named: a literal `false` needs no schema to run.
  SchemaId rest_id(const Current& c, const Node& node);
  static bool is_bare_ref(const Node& node);

  /// Gives required names their bits, adding those that are not among the properties.
  void require(const Current& c, ObjectSpec& spec, std::vector<Property>& properties);
  std::vector<Property> names_in(const Current& c, const Node& list);
  std::vector<PatternProperty> pattern_properties(const Current& c);
  static std::vector<std::uint16_t> slots_of(const std::vector<Property>& properties);

  // --- arrays

  void arrays(Current& c);
  void contains(Current& c, const Node& schema);
  std::vector<SchemaId> schemas_in(const Current& c, const Node& list);

  // --- references and combinations

  void references(Current& c);
  std::optional<Located> refer(const Current& c, const Node& ref);
  std::uint32_t dynamic_name(const std::string& anchor);

  /// Compiles the anchors that dynamic references may end at. Whether there were new ones.
  bool reach_dynamic_anchors();
  void combinators(Current& c);
  void several(Current& c, std::string_view key, OpCode code);
  void dependencies(Current& c);
  void dependency(Current& c, const Member& member);
  void unevaluated(Current& c);

  // --- the whole

  /// A schema that leads back to itself without going deeper into the document would never end.
  void refuse_loops();
  text::Ref<Resource> write_resources();

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

}  // namespace ecslint::schema
