// SPDX-License-Identifier: Apache-2.0
// All rules of a run (the built-in pack and the user's) under one numbering, and which of them run at what
// level with which options. Both are made once and then shared by all threads.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "doc/arena.h"
#include "doc/node.h"
#include "finding/finding.h"
#include "rules/pack.h"
#include "rules/records.h"

namespace ecslint::rules {

class RuleSet {
 public:
  RuleSet() = default;

  /// Adds a pack; a code that another pack has already is an Error naming both files, and nothing is added.
  std::optional<std::string> add(std::shared_ptr<const Pack> pack);

  /// Rules by code, over all packs.
  std::size_t size() const { return entries_.size(); }
  RuleInfo info(std::size_t i) const { return entries_[i].pack->info(entries_[i].index); }
  const RuleRecord& record(std::size_t i) const { return entries_[i].pack->record(entries_[i].index); }
  const Pack& pack(std::size_t i) const { return *entries_[i].pack; }
  const std::vector<std::shared_ptr<const Pack>>& packs() const { return packs_; }

  /// The rule with this code, name or old name.
  std::optional<std::size_t> find(std::string_view word) const;
  /// All that a word of --select or --ignore means: code, prefix, name, or old name.
  std::vector<std::size_t> matching(std::string_view word) const;
  /// Number of a pack's rule.
  std::size_t number(const Pack& pack, std::size_t index) const;

  struct Entry {
    const Pack* pack;
    std::uint32_t index;  // in the pack
  };
  Entry entry(std::size_t i) const { return entries_[i]; }

 private:
  /// The first rule whose code is not less than this.
  std::size_t first_from(std::string_view code) const;

  std::vector<std::shared_ptr<const Pack>> packs_;
  std::vector<Entry> entries_;
  std::vector<std::size_t> renamed_;  // rules with old names, which may be codes
};

/// What configuration says about one rule.
struct RuleState {
  bool enabled = true;
  finding::Level level = finding::Level::kWarning;
  const doc::Node* options = nullptr;  // an object that overrides some of the rule's; must outlive the plan
};

class Plan {
 public:
  /// Every rule as its pack has it.
  static std::vector<RuleState> defaults(const RuleSet& rules);
  /// One rule alone, enabled or not: for fixtures.
  static std::vector<RuleState> only(const RuleSet& rules, std::size_t rule);

  /// One state a rule. The rule set must outlive the plan.
  Plan(const RuleSet& rules, std::vector<RuleState> states);
  Plan(const Plan&) = delete;
  Plan& operator=(const Plan&) = delete;

  const RuleSet& rules() const { return rules_; }
  const RuleState& state(std::size_t rule) const { return states_[rule]; }

  /// Of one subject of one pack, by the numbers of its judges.
  struct OfSubject {
    std::vector<std::uint64_t> enabled;  // bits
    std::vector<std::uint32_t> rules;    // numbers in the rule set
    bool any = false;
  };
  /// By the order of the packs and of subjects().
  const OfSubject& active(std::size_t pack, std::size_t subject) const { return active_[pack][subject]; }
  /// The number in the rule set of a rule of a pack.
  std::uint32_t rule(std::size_t pack, std::uint32_t index) const { return numbers_[pack][index]; }
  /// An object: the rule's own options, with those of the configuration in their place. Of a rule that has
  /// some; made when they are first asked for, which is seldom.
  const doc::Node& options(std::size_t rule) const {
    const doc::Node* made = options_[rule].load(std::memory_order_acquire);
    return made != nullptr ? *made : make_options(rule);
  }

 private:
  OfSubject of_subject(std::size_t pack, const SubjectRecord& record) const;
  const doc::Node& make_options(std::size_t rule) const;

  const RuleSet& rules_;
  std::vector<RuleState> states_;
  std::vector<std::vector<std::uint32_t>> numbers_;
  std::vector<std::vector<OfSubject>> active_;
  mutable std::vector<std::atomic<const doc::Node*>> options_;
  mutable std::mutex making_options_;
  mutable doc::Arena arena_;  // of options
};

/// What is wrong with a setting of ecslint.toml for this rule (no such option, another type), with
/// did-you-mean; nothing when it is fine.
std::optional<std::string> option_problem(const RuleSet& rules, std::size_t rule, const doc::Member& setting);

}  // namespace ecslint::rules
