// SPDX-License-Identifier: Apache-2.0
// Takes the findings away that comments in the file and [[ignore]] in ecslint.toml speak of, and says what is
// wrong with those. Shared by threads: what it remembers is which [[ignore]] was of use.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "lint/configuration.h"
#include "lint/options.h"
#include "lint/selection.h"
#include "lint/suppression.h"
#include "rules/rule_set.h"
#include "text/file_system.h"

namespace ecslint::lint {

class Suppressor {
 public:
  /// `configuration` may be null. Words that name no rule are appended to `problems`. All must outlive it.
  Suppressor(const rules::RuleSet& rules, const Options& options, const Selection& selection,
             const Configuration* configuration, std::vector<finding::Finding>& problems);

  /// `findings` are all of one file; gives how many it took away. New ones are added at the end.
  std::uint32_t apply(const doc::Document& document, std::vector<finding::Finding>& findings) const;

  /// After a run: [[ignore]]s of one file that was checked, in which they took nothing away. When the `whole`
  /// folder of the configuration was, also those of patterns, and of files that are not there.
  std::vector<finding::Finding> unused(bool whole, const text::FileSystem& files) const;

 private:
  using Rules = std::vector<std::size_t>;  // sorted
  struct Ignore {
    const IgnoreSetting* setting = nullptr;
    Rules rules;
    const Configuration* configuration = nullptr;  // that says so
    bool inherited = false;                        // by extends: other folders may need it
    bool void_ = false;                            // expired, or not understood
    bool locked = false;                           // a rule of it is, which has been said
  };
  /// A comment with what its words mean.
  struct Active {
    Suppression comment;
    Rules rules;
    bool selected = true;  // all its rules run: it could be of use
    std::uint32_t took = 0;
  };

  /// Of a day, or none.
  bool is_past(std::string_view until) const;
  void add(const Configuration& configuration, bool inherited, const IgnoreSetting& setting,
           std::vector<finding::Finding>& problems);
  bool is_unused(const Ignore& ignore, bool whole) const;
  Active activate(const doc::Document& document, Suppression comment,
                  std::vector<finding::Finding>& findings) const;
  bool is_suppressed(const finding::Finding& finding, std::vector<Active>& comments,
                     const std::vector<const Ignore*>& ignores, bool& locked) const;
  std::vector<const Ignore*> ignores_for(std::string_view file) const;
  void report(const doc::Document& document, const Active& active,
              std::vector<finding::Finding>& findings) const;

  const rules::RuleSet& rules_;
  const Selection& selection_;
  bool comments_;
  bool no_suppression_;
  std::string today_;  // empty: the clock's, which is asked only where a day is written
  std::deque<Ignore> ignores_;
};

}  // namespace ecslint::lint
