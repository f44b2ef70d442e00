// SPDX-License-Identifier: Apache-2.0
// A rule file becomes a record: its expressions are compiled against the declarations of its subject, in an
// order in which each knows what the others make sure of (`when` is true, the element exists, the assertion
// is false). Mistakes are told at the very character of the expression in the TOML.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expr/compile.h"
#include "rules/finished_patterns.h"
#include "rules/problems.h"
#include "rules/records.h"
#include "rules/rule_file.h"
#include "rules/schema_types.h"
#include "text/image.h"

namespace ecslint::rules {

/// What all rules of a pack share while they are compiled.
struct PackContext {
  text::ImageBuilder& image;
  text::ImageBuilder& draft;  // for what rules ask: what they share is known when all are there
  expr::TypeTable& types;
  SchemaTypes& schema_types;
  expr::FunctionTables functions;
  PatternCollector& patterns;
  std::vector<std::pair<std::string, expr::TypeId>> data;  // "data.fargate" in the order of the slots
  Problems& problems;
};

struct CompiledRule {
  RuleRecord record;
  // What it asks, in the draft.
  std::vector<Expression> when;  // the parts of a && b && … without `item`
  Expression each;
  std::vector<Expression> item_when;
  Expression assertion;
  std::vector<Expression> lets;
  std::vector<std::pair<std::uint32_t, std::string>> guards;  // slot of a variable, property it must have
  std::uint32_t variables = 0;  // bits of the subject's variables that any expression names
};

/// What every run reads of every rule, and nothing that is only said: that lies apart.
RuleRecord begin_rule(const RuleFile& rule, text::ImageBuilder& image);

/// One for each of the rule's subjects, at least one. Problems are appended; the records are of use only when
/// there are none.
std::vector<CompiledRule> compile_rule(const RuleFile& rule, const RuleRecord& begun, PackContext& pack);

/// Adds its texts.
void describe(const RuleFile& rule, text::ImageBuilder& image, RuleRecord& record);

}  // namespace ecslint::rules
