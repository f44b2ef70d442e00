// SPDX-License-Identifier: Apache-2.0
// The engine that goes on after a failure and says what is wrong. It keeps the way from the root (for places,
// paths and hints about the right level) and, for the value at hand, the chain of schemas that speak about it
// (for titles, units, codes and levels). Internal to the room.
#pragma once

#include <string>
#include <vector>

#include "schema/engine.h"
#include "schema/words.h"

namespace ecslint::schema {

class Explainer final : public Engine<Explainer> {
 public:
  static constexpr bool kExplain = true;
  static constexpr std::uint32_t kMaxSteps = 3'000'000;

  Explainer(const SchemaSet& set, const RegexCache& cache, const ValidateOptions& options,
            std::vector<Problem>& problems);

  /// Appends the problems of the tree.
  void explain(SchemaId schema, const doc::Node& root);

  // Called by the engine.
  Judge& judge() { return judge_; }
  void enter_schema(SchemaId id) { chain_.push_back(id); }
  void leave_schema() { chain_.pop_back(); }
  void enter_object(const Op&) { frames_.back().object = true; }
  void enter_member(const doc::Node& object, const doc::Member& member);
  void enter_element(const doc::Node& array, std::size_t index);
  void leave() { frames_.pop_back(); }
  void wrong_type(SchemaId id, const doc::Node& node);
  void fail(const Op& op, const doc::Node& node);
  void unknown_property(const ObjectSpec& spec, const doc::Node& object, const doc::Member& member,
                        const Scope* scope);
  void unevaluated_property(const doc::Node& object, const doc::Member& member, const Scope* scope);
  void missing(const ObjectSpec& spec, const doc::Node& object, std::uint64_t names);
  void missing_name(const doc::Node& object, std::string_view name);
  void wrong_size(const doc::Node& node, std::uint32_t least, std::uint32_t most);
  void wrong_name(const Op& op, const doc::Node& object, const doc::Member& member, const Scope* scope);
  void unwanted_element(const doc::Node& array, std::size_t index);
  void no_alternative(const Op& op, const doc::Node& node, bool none, const Scope* scope);

 private:
  /// A value on the way from the root to the one at hand.
  struct Frame {
    const doc::Node* node = nullptr;
    doc::Step step;                           // parent null for the root
    const doc::Member* member = nullptr;      // null in arrays and for the root
    std::size_t chain_begin = 0;              // in chain_
    bool object = false;                      // a schema of objects has been met
    bool name = false;                        // the value is a property's name
    std::vector<std::string_view> suggested;  // names proposed for misspelt members
    std::vector<bool> given;                  // by property of given_by: written in the object
    SchemaId given_by = kNone;
  };

  Problem& add(Code code, std::string message);
  Problem& add_at_key(Code code, const doc::Node& object, const doc::Member& member, std::string message);

  bool is_needed(std::size_t frame) const;
  bool lower_empty(Problem& problem) const;

  // What the chain of the value says; nearest to the failure first unless told otherwise.
  std::span<const SchemaId> chain(std::size_t frame) const;
  std::string_view note(text::Str Notes::*member) const;
  bool hidden() const;
  std::string_view title(std::size_t frame) const;

  std::string subject() const;
  std::string subject(std::size_t frame) const;
  std::string place_words(std::size_t frame) const;
  std::string_view called(std::size_t frame, std::string_view name) const;
  std::string found(const doc::Node& node) const { return found_words(node, hidden()); }
  std::string shown(std::string_view value) const { return hidden() ? "another value" : quoted(value); }
  doc::Range token(const Frame& frame) const;
  std::vector<doc::Step> steps(std::size_t count) const;

  const std::vector<bool>& given(const doc::Node& object, SchemaId schema,
                                 const std::vector<PropertyView>& properties);
  void unknown(const doc::Node& object, const doc::Member& member, const Scope* scope);
  void report_wrong_type(TypeMask types, const doc::Node& node);
  void null_value(const std::string& wanted);
  void suggest_conversion(Problem& problem, TypeMask types, const doc::Node& node) const;
  void wrong_string(const Op& op, const doc::Node& node);
  void not_listed(std::span<const Value> values, const doc::Node& node, bool open);
  void not_a_listed_string(const std::vector<std::string_view>& allowed, const doc::Node& node, bool open);
  void excluded(const Op& op, const doc::Node& node);
  void not_unique(const doc::Node& node);
  void not_unique_by(const Property& name, const doc::Node& node);
  void dependent_missing(const DependentSpec& spec, const doc::Node& node);
  void too_many_alternatives(const Op& op, const doc::Node& node, const Scope* scope);
  std::vector<std::string> required_names(SchemaId id) const;

  using Branches = std::vector<std::vector<Problem>>;
  Branches try_branches(const Op& op, const doc::Node& node, const Scope* scope);
  bool merge_types(const Op& op, const Branches& tried, const doc::Node& node);
  bool merge_values(const Op& op, const Branches& tried, const doc::Node& node);
  bool merge_missing(const Branches& tried, const doc::Node& node);

  static constexpr std::uint32_t kMaxTrials =
      300;  // alternatives within alternatives double the work each time

  const ValidateOptions& options_;
  Judge judge_;
  std::vector<Problem>* problems_;
  Problem not_told_;  // what is one too many
  std::vector<Frame> frames_;
  std::vector<SchemaId> chain_;
  std::uint32_t trials_ = 0;
};

}  // namespace ecslint::schema
