// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/mentioned.h"
#include "lint/effective.h"
#include "text/line_index.h"

namespace ecslint::cli {

ExitCode config(Context& context, const std::vector<std::string>& arguments) {
  std::string path = ".";
  CommonOptions common;
  CLI::App app("Shows the configuration that applies to a file or folder, each value with where it was said",
               "ecslint config");
  app.add_option("path", path, "File or folder (default: .)")->option_text("PATH");
  declare_common(app, common, Mentioned(context, arguments));
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  const auto options = lint_options(common, context);
  if (!options) return ExitCode::kUsage;
  const lint::Linter linter(*options, context.files);
  if (!linter.problems().empty()) return report_problems(context, linter);
  const auto settings = lint::effective_settings(linter, path);
  std::size_t width = 0;
  for (const lint::EffectiveSetting& setting : settings) {
    width = std::max(width, std::min<std::size_t>(setting.key.size() + setting.value.size() + 3, 60));
  }
  for (const lint::EffectiveSetting& setting : settings) {
    context.out << fmt::format("{:<{}}  # {}\n", setting.key + " = " + setting.value, width, setting.origin);
  }
  const auto problems = lint::configuration_problems(linter, path);
  for (const finding::Finding& problem : problems) {
    const text::Source& source = *problem.place.source;
    const text::Position at = text::LineIndex(source.bytes()).position(problem.place.range.begin);
    context.err << fmt::format("ecslint: {}:{}:{}: {}\n", source.name(), at.line, at.column, problem.message);
  }
  return problems.empty() ? ExitCode::kClean : ExitCode::kUsage;
}

}  // namespace ecslint::cli
