// SPDX-License-Identifier: Apache-2.0
// A broken rule becomes a finding: where it stands, what it says, what else belongs to it, how to mend it.
// Runs only when there is something to report, so it may take its time.
#pragma once

#include <string>

#include "expr/evaluate.h"
#include "finding/finding.h"
#include "rules/bindings.h"
#include "rules/places.h"
#include "rules/rule_set.h"

namespace ecslint::rules {

/// A rule and what it asked.
struct Told {
  std::uint32_t rule;  // number in the rule set
  const RuleRecord& record;
  const JudgeRecord& judge;
};

class FindingMaker {
 public:
  FindingMaker(const Plan& plan, const Pack& pack, expr::Evaluator& evaluator, const Bindings& bindings,
               bool fixes)
      : plan_(plan), pack_(pack), evaluator_(evaluator), bindings_(bindings), fixes_(fixes) {}

  /// The rule's assertion is false with the slots as they are now; `subject` is what it looked at.
  finding::Finding broken(const Told& told, const doc::Node& subject) const;

  /// The rule ended in an error in the expression at this place.
  finding::Finding failed(const Told& told, const AskRecord& where, const expr::Value& error,
                          const doc::Node& subject) const;

 private:
  Located place(const Told& told, const doc::Node& subject) const;
  void put(Located located, finding::Finding& finding) const;
  std::string message(text::Ref<MessagePart> parts) const;
  void related(const RuleRecord& record, finding::Finding& finding) const;
  void fix(const RuleRecord& record, finding::Finding& finding) const;
  std::optional<finding::FileEdit> edit(const EditRecord& record) const;
  std::optional<std::string> new_name(text::Ref<MessagePart> parts) const;
  std::vector<std::string_view> missing_names(const EditRecord& record, const expr::Place& place) const;

  const Plan& plan_;
  const Pack& pack_;
  expr::Evaluator& evaluator_;
  const Bindings& bindings_;
  const bool fixes_;
  mutable std::string scratch_;  // a message while it grows: what is kept of it has its own size
};

/// A value as messages show it: strings bare, lists joined by commas, what is unknown as it is written.
std::string shown(const expr::Value& value);

}  // namespace ecslint::rules
