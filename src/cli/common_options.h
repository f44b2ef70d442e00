// SPDX-License-Identifier: Apache-2.0
// Options that several commands share: which rules run and which configuration applies.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "lint/linter.h"
#include "lint/options.h"

namespace ecslint::cli {

class Mentioned;

struct CommonOptions {
  std::vector<std::string> select;
  std::vector<std::string> ignore;
  std::vector<std::string> rule_packs;
  std::string profile;
  std::string config;
  std::string as;
  std::vector<std::string> parameters;
  std::vector<std::string> parameter_files;
  bool no_config = false;
  bool no_inline_ignores = false;
  int jobs = 0;
};

void declare_common(CLI::App& app, CommonOptions& options, const Mentioned& mentioned);

/// What lint/ wants of it; nullopt when a word is wrong, which has been said.
std::optional<lint::Options> lint_options(const CommonOptions& options, Context& context);

/// Mistakes in rule packs and configuration, told on standard error the way findings are: exit 2.
ExitCode report_problems(Context& context, const lint::Linter& linter);

}  // namespace ecslint::cli
