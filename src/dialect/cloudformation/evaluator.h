// SPDX-License-Identifier: Apache-2.0
// What the values of a template will be, as far as the template says: intrinsic functions, parameters, pseudo
// parameters, conditions. What only the deployment knows is unresolved with its reason, a string of which a
// part is known keeps that part. Values stand where the template uses them, not where they come from.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "dialect/cloudformation/call.h"
#include "dialect/cloudformation/composer.h"
#include "dialect/cloudformation/template.h"

namespace ecslint::dialect_cloudformation {

/// Questions that conditions ask and the template leaves open, with the answers that are tried: what
/// `${Environment}` is, "prod" or "staging", or kAnotherAnswer.
using OpenQuestions = std::map<std::string, std::set<std::string>, std::less<>>;

/// An answer for some of them.
using Answers = std::map<std::string, std::string, std::less<>>;

/// The answer that is none of those that conditions look for.
inline constexpr std::string_view kAnotherAnswer = "\x7f";

/// Names of conditions, with what they are where they are known.
using Names = std::map<std::string, std::optional<bool>, std::less<>>;

class Evaluator {
 public:
  /// Without `defaults` a parameter that nobody gives is unknown.
  Evaluator(Template& source, const Answers& answers, bool defaults = true)
      : template_(source), answers_(answers), defaults_(defaults) {}

  /// Loops in which what is evaluated next stands.
  void bind(const Bindings& bindings) { bindings_ = &bindings; }

  /// Calls `visit` for the members of an object, loops among them written out. False when it has others that
  /// nobody knows.
  template <typename Visit>
  bool each_member(const doc::Node& object, Visit visit) {
    bool whole = true;
    for (const doc::Member& member : object.members()) {
      if (is_loop(member.key)) {
        whole &= each_turn(member, visit);
      } else if (member.key == "Fn::Transform") {
        whole = false;
      } else {
        visit(member);
      }
    }
    return whole;
  }

  /// The value, with a function at its top evaluated; what lies below stays as it is written. Nothing for
  /// AWS::NoValue.
  std::optional<doc::Node> evaluate(const doc::Node& node);
  /// The same all the way down.
  std::optional<doc::Node> whole(const doc::Node& node);

  /// What Fn::GetAtt gives of a resource, or Ref for an empty name.
  doc::Node attribute_of(const TemplateResource& resource, std::string_view name, doc::Range place) {
    return this->resource(resource, name, place);
  }

  /// Nothing when the deployment decides. `place` is where it is named.
  std::optional<bool> condition(std::string_view name, doc::Range place);

  /// Whether a resource is made: its condition, if it has one.
  std::optional<bool> exists(const TemplateResource& resource);

  /// What has been left open since the last call.
  OpenQuestions take_questions() { return std::exchange(questions_, {}); }
  /// Notes them once more: what depends on something evaluated before leaves open what that left open.
  void note(const OpenQuestions& questions, const Names& conditions);
  /// The conditions that have been asked since the last call and could have been left open.
  Names take_conditions() { return std::exchange(asked_, {}); }

 private:
  enum class Seen : std::uint8_t { kBegun, kDone };
  struct Known {
    Seen seen = Seen::kBegun;
    std::optional<bool> value;
    OpenQuestions questions;
  };

  template <typename Visit>
  bool each_turn(const doc::Member& loop, Visit& visit) {
    std::vector<LoopMember> turns;
    const bool whole = template_.unroll(loop, *bindings_, turns);
    const Bindings* outer = bindings_;
    for (const LoopMember& turn : turns) {
      bindings_ = turn.bindings;
      const std::string_view key = bound_text(arena(), *bindings_, turn.member->key);
      const doc::Node value = doc::Node(turn.member->value).with(doc::Node::kShared);
      visit(doc::Member{key, turn.member->key_range, value});
    }
    bindings_ = outer;
    return whole;
  }

  std::optional<doc::Node> call(const Call& call, const doc::Node& node);
  doc::Node reference(std::string_view name, doc::Range place);
  doc::Node pseudo(std::string_view name, doc::Range place);
  doc::Node parameter(std::string_view name, const Parameter& parameter, doc::Range place);
  doc::Node resource(const TemplateResource& resource, std::string_view attribute, doc::Range place);
  void compose(const TemplateResource& resource, std::string_view pattern, Composer& out);
  void compose_name(const TemplateResource& resource, Composer& out);
  doc::Node get_att(const doc::Node& argument, const doc::Node& node);
  void check_attribute(const TemplateResource& resource, std::string_view name, doc::Range place);
  doc::Node attribute(std::string_view id, std::string_view name, doc::Range place);
  doc::Node substitute(const doc::Node& argument, const doc::Node& node);
  struct Values;  // the map of Fn::Sub
  void substitute(std::string_view name, Values& values, doc::Range place, Composer& out);
  doc::Node finish(Composer& out, const doc::Node& node, std::string_view written = {});
  doc::Node join(const doc::Node& argument, const doc::Node& node);
  doc::Node select(const doc::Node& argument, const doc::Node& node);
  doc::Node split(const doc::Node& argument, const doc::Node& node);
  doc::Node find_in_map(const doc::Node& argument, const doc::Node& node);
  std::optional<doc::Node> choose(const doc::Node& argument, const doc::Node& node);
  doc::Node base64(const doc::Node& argument, const doc::Node& node);
  doc::Node length(const doc::Node& argument, const doc::Node& node);
  doc::Node cidr(const doc::Node& argument, const doc::Node& node);
  doc::Node json_string(const doc::Node& argument, const doc::Node& node);

  std::optional<bool> decide(const doc::Node& node);
  std::optional<doc::Node> compared(const doc::Node& written);
  std::optional<bool> decide_equals(const doc::Node& argument, doc::Range place);
  std::optional<bool> decide_all(const doc::Node& argument, bool conjunction);
  std::optional<bool> answered(const doc::Node& open, const std::string& wanted);

  doc::Node unknown(std::string_view reason, const doc::Node& node);
  template <typename Reason>
  doc::Node unknown(std::string_view name, doc::Range place, std::string_view refers_to, Reason reason);
  std::string_view hole_name(std::string_view name);
  doc::Node wrong(const Call& call, const doc::Node& node, std::string_view wanted);
  std::optional<std::string> answer(std::string_view name) const;
  doc::Node placed(const doc::Node& node, doc::Range place, int depth = 0);
  doc::Node list_of(std::string_view text, doc::Range place);
  doc::Arena& arena() { return template_.arena(); }
  bool spend(doc::Range place);
  std::string_view source_of(const doc::Node& node);

  Template& template_;
  const Answers& answers_;
  const bool defaults_;
  const Bindings no_loops_;
  const Bindings* bindings_ = &no_loops_;
  std::unordered_map<std::string_view, Known> conditions_;
  std::unordered_set<std::string_view> naming_;  // resources whose name is being found out
  struct KnownName {
    doc::Node value;
    OpenQuestions questions;
    Names conditions;
  };
  std::unordered_map<std::string_view, KnownName> names_;               // of those that write one
  std::unordered_map<std::string_view, const doc::Unresolved*> holes_;  // by their names, made once
  /// Attributes of resources that depend on no question or condition, made once.
  std::map<std::pair<const TemplateResource*, std::string_view>, doc::Node> attributes_;
  OpenQuestions questions_;
  Names asked_;
  int depth_ = 0;
  std::size_t steps_ = 0;
  std::size_t bytes_ = 0;  // of text put together
  bool deciding_ = false;
};

}  // namespace ecslint::dialect_cloudformation
