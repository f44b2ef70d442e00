// SPDX-License-Identifier: Apache-2.0
// The Explainer's part for anyOf and oneOf: every branch is tried, and one problem is told, from the branch
// that got furthest, or what all branches have in common.
#include <fmt/format.h>

#include <algorithm>

#include "schema/explainer.h"
#include "schema/words.h"

namespace ecslint::schema {
namespace {

using doc::Member;
using doc::Node;

/// How far a branch got: the wrong type altogether, a value that tells another branch was meant, an unknown
/// property, or only details.
int progress(const std::vector<Problem>& problems, const Node& node) {
  int least = 3;
  for (const Problem& problem : problems) {
    const bool here = problem.node == &node;
    const auto is_value = [&problem](const Member& member) { return &member.value == problem.node; };
    const bool child = std::any_of(node.members().begin(), node.members().end(), is_value);
    if (here && (problem.code == Code::kWrongType || problem.code == Code::kNull)) return 0;
    if ((here || child) && problem.code == Code::kNotAllowedValue && problem.suggestion.empty())
      least = std::min(least, 1);
    if (child && problem.code == Code::kUnknownProperty && problem.suggestion.empty())
      least = std::min(least, 2);
  }
  return least;
}

bool all_are(const std::vector<std::vector<Problem>>& tried, Code code, const Node& node) {
  return std::all_of(tried.begin(), tried.end(), [&](const std::vector<Problem>& problems) {
    return problems.size() == 1 && problems[0].code == code && problems[0].node == &node;
  });
}

}  // namespace

void Explainer::no_alternative(const Op& op, const Node& node, bool none, const Scope* scope) {
  if (!none) return too_many_alternatives(op, node, scope);
  if (++trials_ > kMaxTrials) {
    add(Code::kNoAlternative, fmt::format("{} fits none of the forms that are allowed", subject()));
    return;
  }
  Branches tried = try_branches(op, node, scope);
  if (merge_types(op, tried, node) || merge_values(op, tried, node) || merge_missing(tried, node)) return;
  const auto better = [&node](const std::vector<Problem>& a, const std::vector<Problem>& b) {
    const int far_a = progress(a, node);
    const int far_b = progress(b, node);
    return far_a != far_b ? far_a > far_b : a.size() < b.size();
  };
  const auto best = std::min_element(tried.begin(), tried.end(), better);
  if (best->empty()) {
    add(Code::kNoAlternative, fmt::format("{} fits none of the forms that are allowed", subject()));
    return;
  }
  const auto first = std::min_element(best->begin(), best->end(), [](const Problem& a, const Problem& b) {
    return a.range.begin < b.range.begin;
  });
  problems_->push_back(std::move(*first));
}

Explainer::Branches Explainer::try_branches(const Op& op, const Node& node, const Scope* scope) {
  Branches tried;
  std::vector<Problem>* outer = problems_;
  const std::size_t frame = frames_.size() - 1;
  const std::vector<std::string_view> suggested = frames_[frame].suggested;
  for (const SchemaId id : branches(op)) {
    tried.emplace_back();
    problems_ = &tried.back();
    run(id, node, nullptr, scope);
    frames_[frame].suggested = suggested;
  }
  problems_ = outer;
  return tried;
}

/// No branch takes a value of this type: all types they do take are told.
bool Explainer::merge_types(const Op& op, const Branches& tried, const Node& node) {
  TypeMask types = 0;
  for (std::size_t i = 0; i < tried.size(); ++i) {
    if (progress(tried[i], node) != 0) return false;
    types |= SchemaView(set_, branches(op)[i]).types();
  }
  const std::string_view expected = note(&Notes::expected);
  if (expected.empty() || node.is_null()) {
    report_wrong_type(types, node);
  } else {
    add(Code::kWrongType, fmt::format("{} must be {}, found {}", subject(), expected, found(node)));
  }
  return true;
}

/// Every branch lists values: the lists are told as one.
bool Explainer::merge_values(const Op& op, const Branches& tried, const Node& node) {
  if (!all_are(tried, Code::kNotAllowedValue, node)) return false;
  std::vector<Value> values;
  for (const SchemaId id : branches(op)) {
    for (const Value* value : SchemaView(set_, id).enum_values()) values.push_back(*value);
  }
  not_listed(values, node, false);
  return true;
}

/// Every branch lacks one property: any of them would do.
bool Explainer::merge_missing(const Branches& tried, const Node& node) {
  if (!all_are(tried, Code::kMissingProperty, node)) return false;
  std::vector<std::string> names;
  for (const auto& problems : tried)
    names.push_back(quoted(called(frames_.size() - 1, problems[0].property)));
  Problem& problem = add(Code::kMissingProperty, fmt::format("{} needs {}", place_words(frames_.size() - 1),
                                                             join_words(names, "or")));
  problem.range = doc::token_of(node, steps(frames_.size()));
  problem.property = tried[0][0].property;
  return true;
}

/// More than one branch of oneOf holds.
void Explainer::too_many_alternatives(const Op& op, const Node& node, const Scope* scope) {
  std::vector<std::string> words;
  const Member* last = nullptr;
  for (const SchemaId id : branches(op)) {
    if (judge_.run(id, node, nullptr, scope) != Verdict::kYes) continue;
    const std::vector<std::string> names = required_names(id);
    if (names.size() != 1) {
      add(Code::kNoAlternative, fmt::format("{} fits several forms of which only one is allowed", subject()));
      return;
    }
    words.push_back(quoted(called(frames_.size() - 1, names[0])));
    last = node.find_member(names[0], text::key_hash(names[0]));
  }
  if (last == nullptr) return;
  add_at_key(Code::kNoAlternative, node, *last,
             fmt::format("only one of {} may be given in {}", join_words(words, "and"),
                         place_words(frames_.size() - 1)));
}

}  // namespace ecslint::schema
