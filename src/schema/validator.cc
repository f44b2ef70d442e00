// SPDX-License-Identifier: Apache-2.0
#include "schema/validator.h"

#include <re2/re2.h>

#include <algorithm>

#include "schema/automaton.h"
#include "schema/explainer.h"

namespace ecslint::schema {
namespace {

/// Whether the value itself is wrong, so that rules should not read it: any value of a wrong type, and
/// scalars outside what is allowed. A list that is too long can still be looked into.
bool refuses_value(const Problem& problem) {
  if (problem.code == Code::kNull) return true;
  if (problem.level != finding::Level::kError && !problem.dropped) return false;
  switch (problem.code) {
    case Code::kWrongType:
      return true;
    case Code::kNotAllowedValue:
    case Code::kOutOfRange:
    case Code::kWrongSize:
    case Code::kPattern:
      return !problem.node->is_array() && !problem.node->is_object();
    default:
      return false;
  }
}

/// What AWS sets itself has to go as a whole: nothing is said about what stands in it.
void drop_inside_read_only(std::vector<Problem>& problems, std::size_t from) {
  std::vector<text::Range> dropped;
  for (std::size_t i = from; i < problems.size(); ++i) {
    const doc::Node& node = *problems[i].node;
    if (problems[i].code == Code::kReadOnly && (node.is_array() || node.is_object()))
      dropped.push_back(node.range());
  }
  if (dropped.empty()) return;
  const auto inside = [&](const Problem& problem) {
    return problem.code != Code::kReadOnly &&
           std::ranges::any_of(dropped, [&](text::Range range) { return range.contains(problem.range); });
  };
  problems.erase(std::remove_if(problems.begin() + static_cast<std::ptrdiff_t>(from), problems.end(), inside),
                 problems.end());
}

/// For rules a misspelt name is the one that was meant, so that they do not miss it; what it holds is unknown
/// unless only letter case was wrong. A note on the tree, as flags are.
void read_as_meant(const Problem& problem) {
  auto& member = const_cast<doc::Member&>(*problem.member);
  member.key = problem.meant;
  if (!problem.safe) member.value.set(doc::Node::kRefused);
}

}  // namespace

RegexCache::RegexCache(const SchemaSet& set)
    : set_(&set),
      programs_(std::make_unique<std::atomic<const re2::RE2*>[]>(set.data().patterns.count)),
      count_(set.data().patterns.count) {}

RegexCache::~RegexCache() {
  for (std::uint32_t i = 0; i < count_; ++i) delete programs_[i].load();
}

bool RegexCache::matches(std::uint32_t index, std::string_view text) const {
  const Pattern& pattern = set_->image()[set_->data().patterns][index];
  if (!pattern.table.empty()) return run_automaton(pattern, set_->image(), text);
  const re2::RE2* program = programs_[index].load(std::memory_order_acquire);
  if (program == nullptr) program = compile(index);
  return re2::RE2::PartialMatch({text.data(), text.size()}, *program);
}

const re2::RE2* RegexCache::compile(std::uint32_t index) const {
  const std::lock_guard lock(compiling_);
  if (const re2::RE2* made = programs_[index].load(std::memory_order_acquire)) return made;
  const std::string_view source = set_->image()[set_->image()[set_->data().patterns][index].re2];
  const auto* program = new re2::RE2({source.data(), source.size()}, re2::RE2::Quiet);
  programs_[index].store(program, std::memory_order_release);
  return program;
}

bool Validator::valid(SchemaId schema, const doc::Node& node) const {
  return Judge(*set_, *cache_, false, false).run(schema, node, nullptr, nullptr) != Verdict::kNo;
}

void Validator::validate(SchemaId schema, const doc::Node& node, const ValidateOptions& options,
                         std::vector<Problem>& problems) const {
  Judge quick(*set_, *cache_, true, options.input_form);
  if (quick.run(schema, node, nullptr, nullptr) != Verdict::kNo) return;
  const std::size_t before = problems.size();
  Explainer(*set_, *cache_, options, problems).explain(schema, node);
  drop_inside_read_only(problems, before);
  if (!options.mark_refused) return;
  for (std::size_t i = before; i < problems.size(); ++i) {
    if (refuses_value(problems[i])) problems[i].node->set(doc::Node::kRefused);
    if (!problems[i].meant.empty()) read_as_meant(problems[i]);
  }
}

}  // namespace ecslint::schema
