// SPDX-License-Identifier: Apache-2.0
// The rules of one subject become the records that decide them: what they ask in common is found (conditions,
// lists, parts of expressions), properties get numbers, and every rule is entered under the rarest property
// it cannot do without, so that running them costs what a document holds and not what the pack holds.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "expr/sharing.h"
#include "rules/compile_rule.h"
#include "rules/finished_patterns.h"
#include "rules/records.h"
#include "rules/steady.h"
#include "rules/subjects.h"
#include "text/image.h"

namespace ecslint::rules {

class SubjectPart {
 public:
  /// `facts` are the tables in the order of their slots.
  SubjectPart(const Subject& subject, std::span<const doc::Node> facts) : subject_(subject), facts_(facts) {}

  /// Rules come by code; `number` is that of the rule in the pack. The draft stays as it is until write().
  void add(const CompiledRule& rule, std::uint32_t number, text::Image draft, expr::FunctionTables functions);

  /// The judges are still to be put into the image: beside those of the other subjects, since every run goes
  /// through all of them.
  struct Written {
    SubjectRecord record;
    std::vector<JudgeRecord> judges;
  };
  Written write(text::ImageBuilder& image, PatternCollector& patterns, expr::FunctionTables functions);

 private:
  /// What a rule asks, by numbers in sharing_.
  struct Asked {
    const CompiledRule* rule;
    std::uint32_t number;
    std::vector<std::size_t> lets;
    std::vector<std::size_t> when;
    std::optional<std::size_t> each;
    std::vector<std::size_t> item_when;
    std::size_t assertion;
    Reads reads;
    AskedOfItems of_items;
  };
  class Entry;
  class Output;

  const Subject& subject_;
  std::span<const doc::Node> facts_;
  expr::Sharing sharing_;
  std::vector<Asked> rules_;
};

}  // namespace ecslint::rules
