// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_set.h"

#include <fmt/format.h>

#include <algorithm>
#include <new>

#include "rules/problems.h"
#include "rules/subjects.h"

namespace ecslint::rules {
namespace {

using doc::Member;
using doc::Node;

Node default_options(const Pack& pack, const RuleRecord& record, doc::Arena& arena) {
  return schema::to_node(pack.image()[record.options][0], pack.image(), arena);
}

bool same_type(const Node& a, const Node& b) {
  return a.kind() == b.kind() || (a.is_numeric() && b.is_numeric());
}

}  // namespace

std::optional<std::string> RuleSet::add(std::shared_ptr<const Pack> pack) {
  for (std::size_t i = 0; i < pack->size(); ++i) {
    const RuleInfo fresh = pack->info(i);
    for (std::size_t k = 0; k < size(); ++k) {
      if (info(k).code() != fresh.code()) continue;
      return fmt::format("{} is defined twice: in {} and in {}", fresh.code(), info(k).path(), fresh.path());
    }
  }
  const auto middle = static_cast<std::ptrdiff_t>(entries_.size());
  for (std::uint32_t i = 0; i < pack->size(); ++i) entries_.push_back({pack.get(), i});
  std::inplace_merge(entries_.begin(), entries_.begin() + middle, entries_.end(),
                     [](const Entry& a, const Entry& b) {
                       return a.pack->info(a.index).code() < b.pack->info(b.index).code();
                     });
  packs_.push_back(std::move(pack));
  renamed_.clear();
  for (std::size_t i = 0; i < size(); ++i) {
    if (!info(i).aliases().empty()) renamed_.push_back(i);
  }
  return std::nullopt;
}

std::size_t RuleSet::first_from(std::string_view code) const {
  const auto code_of = [](const Entry& entry) { return entry.pack->info(entry.index).code(); };
  return static_cast<std::size_t>(std::ranges::lower_bound(entries_, code, {}, code_of) - entries_.begin());
}

std::optional<std::size_t> RuleSet::find(std::string_view word) const {
  const std::size_t near = first_from(word);
  if (near < size() && info(near).code() == word) return near;
  for (std::size_t i = 0; i < size(); ++i) {
    const RuleInfo rule = info(i);
    if (rule.code() == word || rule.name() == word || rule.aliases().contains(word)) return i;
  }
  return std::nullopt;
}

std::vector<std::size_t> RuleSet::matching(std::string_view word) const {
  std::vector<std::size_t> out;
  const auto ask = [&](std::size_t i) {
    if (info(i).answers_to(word)) out.push_back(i);
  };
  if (word.empty() || word[0] < 'A' || word[0] > 'Z') {
    for (std::size_t i = 0; i < size(); ++i) ask(i);
    return out;
  }
  // A code or the beginning of some, which stand together.
  const std::size_t begin = first_from(word);
  std::size_t i = begin;
  for (; i < size() && info(i).code().starts_with(word); ++i) ask(i);
  for (const std::size_t other : renamed_) {
    if (other < begin || other >= i) ask(other);
  }
  std::ranges::sort(out);
  return out;
}

std::size_t RuleSet::number(const Pack& pack, std::size_t index) const {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    return entry.pack == &pack && entry.index == index;
  });
  return static_cast<std::size_t>(found - entries_.begin());
}

std::vector<RuleState> Plan::defaults(const RuleSet& rules) {
  std::vector<RuleState> states;
  states.reserve(rules.size());
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const RuleInfo rule = rules.info(i);
    states.push_back({rule.enabled(), rule.level(), nullptr});
  }
  return states;
}

std::vector<RuleState> Plan::only(const RuleSet& rules, std::size_t rule) {
  std::vector<RuleState> states = defaults(rules);
  for (std::size_t i = 0; i < states.size(); ++i) states[i].enabled = i == rule;
  return states;
}

Plan::Plan(const RuleSet& rules, std::vector<RuleState> states)
    : rules_(rules), states_(std::move(states)), options_(rules.size()) {
  for (const auto& pack : rules.packs()) numbers_.emplace_back(pack->size());
  for (std::uint32_t i = 0; i < rules.size(); ++i) {
    const RuleSet::Entry entry = rules.entry(i);
    const auto pack = std::find_if(rules.packs().begin(), rules.packs().end(),
                                   [&](const auto& p) { return p.get() == entry.pack; });
    numbers_[static_cast<std::size_t>(pack - rules.packs().begin())][entry.index] = i;
  }
  for (std::size_t pack = 0; pack < rules.packs().size(); ++pack) {
    active_.emplace_back();
    const Pack& of = *rules.packs()[pack];
    for (const SubjectRecord& record : of.image()[of.header().subjects])
      active_.back().push_back(of_subject(pack, record));
  }
}

Plan::OfSubject Plan::of_subject(std::size_t pack, const SubjectRecord& record) const {
  const auto judges = rules_.packs()[pack]->image()[record.judges];
  OfSubject out;
  out.enabled.resize(record.words);
  out.rules.reserve(judges.size());
  for (std::size_t i = 0; i < judges.size(); ++i) {
    out.rules.push_back(rule(pack, judges[i].rule));
    if (!states_[out.rules[i]].enabled) continue;
    out.any = true;
    out.enabled[i / 64] |= std::uint64_t{1} << (i % 64);
  }
  return out;
}

const Node& Plan::make_options(std::size_t rule) const {
  const std::lock_guard guard(making_options_);
  if (const Node* made = options_[rule].load(std::memory_order_relaxed)) return *made;  // by another thread
  const RuleRecord& record = rules_.record(rule);
  const Node own = default_options(rules_.pack(rule), record, arena_);
  std::vector<Member> members(own.members().begin(), own.members().end());
  for (Member& member : members) {
    const Node* set = states_[rule].options == nullptr ? nullptr : states_[rule].options->find(member.key);
    if (set != nullptr && same_type(*set, member.value)) member.value = *set;
  }
  const auto kept = arena_.copy(std::span<const Member>(members));
  const Node* made = new (arena_.allocate<Node>(1)) Node(Node::object(kept, {}));
  options_[rule].store(made, std::memory_order_release);
  return *made;
}

std::optional<std::string> option_problem(const RuleSet& rules, std::size_t rule, const Member& setting) {
  const RuleRecord& record = rules.record(rule);
  if (record.options.empty()) return fmt::format("{} has no options", rules.info(rule).code());
  doc::Arena arena;
  const Node own = default_options(rules.pack(rule), record, arena);
  const Node* known = own.find(setting.key);
  if (known == nullptr) {
    std::vector<std::string_view> names;
    for (const Member& member : own.members()) names.push_back(member.key);
    return fmt::format("{} has no option {}{}", rules.info(rule).code(), setting.key,
                       did_you_mean(setting.key, names));
  }
  if (same_type(*known, setting.value)) return std::nullopt;
  return fmt::format("{} must be of type {}", setting.key, doc::to_string(known->kind()));
}

}  // namespace ecslint::rules
