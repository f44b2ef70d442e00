// SPDX-License-Identifier: Apache-2.0
// Task definitions of one owner are alike: names, images, roles, variables, secrets and log groups differ,
// the rest is the same over and over. A rule that reads none of the former is steady: what it says of one
// resource it says of every other that has the same rest (verdicts.h). Here stands what differs, and which
// rules are steady.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "expr/function.h"
#include "model/kinds.h"
#include "rules/compile_rule.h"
#include "rules/subjects.h"
#include "text/image.h"

namespace ecslint::rules {

/// What of an object differs: the values of some of its properties, or parts of them.
struct Varying {
  std::string_view name;
  std::span<const Varying> parts = {};  // none: the value, whatever it is
  bool elements = false;                // the parts are those of the elements of this array
  bool repeats = false;                 // the same values come again and again
};

struct VaryingKind {
  model::Kind kind;
  std::span<const Varying> parts;
};

/// The kinds whose resources are compared.
std::span<const VaryingKind> varying_kinds();

/// The values of a kind that vary, in the order of their bits.
std::vector<const Varying*> varying_values(std::span<const Varying> parts);

/// Which of them the rule reads. Its programs are in the draft. In doubt it is more.
Reads varying_values_read(const CompiledRule& rule, const Subject& subject, text::Image draft,
                          expr::FunctionTables functions);

/// The values of items that vary: variables and secrets have the same names over and over.
std::span<const Varying> varying_of_items();

/// What a rule with `each` asks about nothing but the item without those values.
struct AskedOfItems {
  std::vector<bool> conditions;  // by their order in item_when
  bool all = false;              // of them, and the assertion
};
AskedOfItems asked_of_items(const CompiledRule& rule, const Subject& subject, text::Image draft,
                            expr::FunctionTables functions);

}  // namespace ecslint::rules
