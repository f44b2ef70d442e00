// SPDX-License-Identifier: Apache-2.0
// Which rules count, and at what level: the words of ecslint.toml and of the command line, turned into one
// state a rule. Rules that find secrets always run, selected or not, because what they find must not be shown
// in the text around other findings; what they say is then dropped.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "lint/configuration.h"
#include "lint/options.h"
#include "rules/rule_set.h"

namespace ecslint::lint {

class Selection {
 public:
  /// What is said later beats what was said before; the first `wide` of the choices are for all files. Words
  /// that name no rule are appended to `problems`; those of the options have their place in `arguments`. All
  /// must outlive the selection.
  Selection(const rules::RuleSet& rules, const Options& options, std::span<const RuleChoice* const> choices,
            std::size_t wide, const text::Source& arguments, std::vector<finding::Finding>& problems);

  /// For the runner: what to run at what level.
  const std::vector<rules::RuleState>& states() const { return states_; }

  /// Gives the finding its level; false when it is not to be shown.
  bool accept(finding::Finding& finding) const;
  bool shown(std::size_t rule) const { return rows_[rule].shown; }
  /// The same by its code; of a rule that is not known it is true.
  bool shows(std::string_view code) const;
  /// Nothing may suppress its findings.
  bool locked(std::size_t rule) const { return rows_[rule].locked; }

  /// The rules a word means; a problem when there are none.
  std::vector<std::size_t> meant(std::string_view word, finding::Place place,
                                 std::vector<finding::Finding>& problems) const;

  /// The finding stands at a secret.
  bool is_secret(const finding::Finding& finding) const;

 private:
  struct Row {
    std::string_view code = {};
    bool shown = true;
    bool dropped = false;  // by name, not only because others were selected
    bool secret = false;
    bool locked = false;
    std::optional<finding::Level> level;
  };

  using Rules = std::vector<std::size_t>;

  void keep_only(const Rules& selected);
  void add(const Rules& selected);
  void drop(const Rules& ignored);
  Rules dropped(const RuleChoice& choice, std::vector<finding::Finding>& problems);
  void tell_locked(const Rules& rules, finding::Place place, std::vector<finding::Finding>& problems) const;
  void apply(const RuleSetting& setting, const text::Source& source, std::vector<finding::Finding>& problems);
  void finish();
  finding::Level raised(finding::Level level) const;
  const Row* row_of(std::string_view code) const;

  const rules::RuleSet* rules_;
  Profile profile_ = Profile::kDefault;
  std::vector<Row> rows_;  // by code
  std::vector<rules::RuleState> states_;
};

}  // namespace ecslint::lint
