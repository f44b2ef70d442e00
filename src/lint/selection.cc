// SPDX-License-Identifier: Apache-2.0
#include "lint/selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "finding/syntax_codes.h"
#include "lint/suppression.h"
#include "text/edit_distance.h"

namespace ecslint::lint {
namespace {

finding::Finding problem(std::string_view code, finding::Place place, std::string message) {
  finding::Finding finding;
  finding.code = code;
  finding.level = finding::Level::kError;
  finding.message = std::move(message);
  finding.place = place;
  return finding;
}

/// A mistake in what says how to check, or that kept a file from being checked, is told whatever was
/// selected.
bool hinders(const finding::Finding& finding) {
  const bool of_configuration = finding.level == finding::Level::kError && finding.code.starts_with("CFG");
  return of_configuration || finding::keeps_from_reading(finding);
}

constexpr std::string_view kTag = "tag:";
constexpr std::string_view kCompliance = "compliance:";

/// What a word may begin with that tells of what kind it is.
std::string_view prefix_of(std::string_view word) {
  if (word.starts_with(kTag)) return kTag;
  return word.starts_with(kCompliance) ? kCompliance : std::string_view();
}

std::string no_such(std::string_view prefix, std::string_view word) {
  if (prefix == kTag) return fmt::format("no rule has the tag \"{}\"", word);
  if (prefix == kCompliance) return fmt::format("no rule names \"{}\" for compliance", word);
  return fmt::format("no rule is called \"{}\"", word);
}

std::string no_such_rule(const rules::RuleSet& rules, std::string_view word) {
  std::vector<std::string> words;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const rules::RuleInfo rule = rules.info(i);
    words.emplace_back(rule.code());
    words.emplace_back(rule.name());
    for (const std::string_view tag : rule.tags()) words.push_back(std::string(kTag).append(tag));
    for (const std::string_view id : rule.compliance()) {
      words.push_back(std::string(kCompliance).append(id));
      words.push_back(std::string(kCompliance).append(id.substr(0, id.find(':'))));
    }
  }
  const std::string_view prefix = prefix_of(word);
  std::vector<std::string_view> candidates;
  for (const std::string_view each : words) {
    if (each.starts_with(prefix)) candidates.push_back(each.substr(prefix.size()));
  }
  word.remove_prefix(prefix.size());
  const std::string_view near = text::nearest(word, candidates);
  const std::string hint = near.empty() ? "" : fmt::format(": did you mean \"{}{}\"?", prefix, near);
  return no_such(prefix, word) + hint;
}

/// Codes are found however they are written.
std::string in_capitals(std::string_view word) {
  std::string out(word);
  for (char& c : out) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return out;
}

std::vector<RuleWord> without_places(const std::vector<std::string>& words) {
  std::vector<RuleWord> out;
  for (const std::string& word : words) out.push_back({word, {}});
  return out;
}

}  // namespace

Selection::Selection(const rules::RuleSet& rules, const Options& options,
                     std::span<const RuleChoice* const> choices, std::size_t wide,
                     const text::Source& arguments, std::vector<finding::Finding>& problems)
    : rules_(&rules), states_(rules::Plan::defaults(rules)) {
  rows_.resize(rules.size());
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    const rules::RuleInfo rule = rules.info(i);
    rows_[i].code = rule.code();
    rows_[i].shown = states_[i].enabled;
    rows_[i].secret = rule.finds_secrets();
  }
  const auto all = [&](const std::vector<RuleWord>& words, const text::Source& source) {
    Rules found;
    for (const RuleWord& word : words) {
      for (const std::size_t rule : meant(word.word, {&source, word.range}, problems)) found.push_back(rule);
    }
    return found;
  };
  const bool chosen_here = !options.select.empty();
  std::vector<Rules> ignored;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    const RuleChoice& choice = *choices[i];
    if (choice.profile) profile_ = *choice.profile;
    if (!choice.select.empty() && !chosen_here) {
      const Rules selected = all(choice.select, *choice.source);
      i < wide ? keep_only(selected) : add(selected);
    }
    for (const RuleSetting& setting : choice.rules) apply(setting, *choice.source, problems);
    ignored.push_back(dropped(choice, problems));
  }
  if (!options.profile.empty()) {
    const auto profile = profile_from(options.profile);
    if (profile) profile_ = *profile;
    if (!profile) {
      problems.push_back(problem(kBadSetting, {&arguments, {}},
                                 "the profile must be minimal, default or strict, not " + options.profile));
    }
  }
  if (chosen_here) {
    keep_only(all(without_places(options.select), arguments));
    for (const Rules& rules_of_one : ignored) drop(rules_of_one);
  }
  drop(all(without_places(options.ignore), arguments));
  finish();
}

Selection::Rules Selection::meant(std::string_view word, finding::Place place,
                                  std::vector<finding::Finding>& problems) const {
  Rules found = rules_->matching(word);
  if (found.empty()) found = rules_->matching(in_capitals(word));
  if (found.empty()) problems.push_back(problem(kUnknownRule, place, no_such_rule(*rules_, word)));
  return found;
}

void Selection::keep_only(const Rules& selected) {
  for (Row& row : rows_) row.shown = false;
  add(selected);
}

void Selection::add(const Rules& selected) {
  for (const std::size_t rule : selected) rows_[rule].shown = true;
}

void Selection::drop(const Rules& ignored) {
  for (const std::size_t rule : ignored) {
    if (rows_[rule].locked) continue;
    rows_[rule].shown = false;
    rows_[rule].dropped = true;
  }
}

/// Drops what the choice ignores, and gives that.
Selection::Rules Selection::dropped(const RuleChoice& choice, std::vector<finding::Finding>& problems) {
  Rules out;
  for (const RuleWord& word : choice.ignore) {
    const finding::Place place{choice.source, word.range};
    const Rules rules = meant(word.word, place, problems);
    tell_locked(rules, place, problems);
    drop(rules);
    out.insert(out.end(), rules.begin(), rules.end());
  }
  return out;
}

/// Where a word changes nothing, since all rules it means are locked.
void Selection::tell_locked(const Rules& rules, finding::Place place,
                            std::vector<finding::Finding>& problems) const {
  const auto is_locked = [this](std::size_t rule) { return locked(rule); };
  if (rules.empty() || !std::ranges::all_of(rules, is_locked)) return;
  problems.push_back(problem(kLockedRule, place, cannot_be_ignored(rows_[rules.front()].code)));
  problems.back().level = finding::Level::kWarning;
}

void Selection::apply(const RuleSetting& setting, const text::Source& source,
                      std::vector<finding::Finding>& problems) {
  const Rules rules = meant(setting.rule, {&source, setting.range}, problems);
  if (setting.off) tell_locked(rules, {&source, setting.range}, problems);
  for (const std::size_t rule : rules) {
    if (setting.off) drop({rule});
    if (setting.level) rows_[rule].level = setting.level;
    if (setting.locked) rows_[rule].locked = true;
    if (setting.options == nullptr) continue;
    states_[rule].options = setting.options;
    for (const doc::Member& option : setting.options->members()) {
      auto wrong = rules::option_problem(*rules_, rule, option);
      if (wrong) problems.push_back(problem(kBadSetting, {&source, option.key_range}, std::move(*wrong)));
    }
  }
}

finding::Level Selection::raised(finding::Level level) const {
  const bool strict = profile_ == Profile::kStrict && level == finding::Level::kInfo;
  return strict ? finding::Level::kWarning : level;
}

void Selection::finish() {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    rules::RuleState& state = states_[i];
    state.level = rows_[i].level ? *rows_[i].level : raised(state.level);
    if (profile_ == Profile::kMinimal && state.level != finding::Level::kError &&
        rules_->info(i).has_condition()) {
      rows_[i].shown = false;
    }
    state.enabled = rows_[i].shown || rows_[i].secret;
  }
}

const Selection::Row* Selection::row_of(std::string_view code) const {
  const auto at = std::ranges::lower_bound(rows_, code, {}, &Row::code);
  return at == rows_.end() || at->code != code ? nullptr : &*at;
}

bool Selection::shows(std::string_view code) const {
  const Row* row = row_of(code);
  return row == nullptr || row->shown;
}

bool Selection::accept(finding::Finding& finding) const {
  const Row* row = row_of(finding.code);
  if (row != nullptr) {
    if (!row->shown && (row->dropped || !hinders(finding))) return false;
    finding.level = row->level ? *row->level : raised(finding.level);
  }
  return profile_ != Profile::kMinimal || finding.level == finding::Level::kError;
}

bool Selection::is_secret(const finding::Finding& finding) const {
  const Row* row = row_of(finding.code);
  return row != nullptr && row->secret;
}

}  // namespace ecslint::lint
