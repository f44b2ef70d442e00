// SPDX-License-Identifier: Apache-2.0
// The rules of a run, found by what people call them: code, name, old name, or a peer's id (CKV_AWS_336).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"
#include "cli/embedded_file.h"
#include "lint/linter.h"
#include "rules/rule_info.h"

namespace ecslint::cli {

/// All rules of a run, by code.
std::vector<rules::RuleInfo> all_rules(const lint::Linter& linter);

/// Those that a word means, in the order given: code, prefix, name, alias, tag, or a peer's id, whole
/// (cfn-lint:E3042, AWS-FSBP:ECS.5) or without its owner (E3042, ECS.5).
std::vector<rules::RuleInfo> rules_called(const std::vector<rules::RuleInfo>& all, std::string_view word);

/// "warning", and "off unless selected" where a rule is not enabled.
std::string level_words(const rules::RuleInfo& rule);

/// An example from the rule's fixtures with what ecslint says about it.
struct Example {
  std::string_view name;  // "bad.json", "bad/service.json"
  std::string_view text;
  std::string_view findings;  // lines of <file>.expected, empty for good ones
};
/// The first bad and the first good one, each one file or the files of a folder.
std::vector<Example> examples_of(std::string_view code);

}  // namespace ecslint::cli
