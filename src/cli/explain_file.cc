// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/mentioned.h"
#include "lint/linter.h"

namespace ecslint::cli {
namespace {

std::string_view consequence(lint::Verdict verdict) {
  switch (verdict) {
    case lint::Verdict::kEcs:
      return "checked";
    case lint::Verdict::kOther:
      return "left alone";
    case lint::Verdict::kUnreadable:
    case lint::Verdict::kBadRecord:
      return "cannot be read whole; what can be read is checked";
    case lint::Verdict::kConfiguration:
      return "configuration of ecslint, with mistakes";
  }
  return "";
}

}  // namespace

ExitCode explain_file(Context& context, const std::vector<std::string>& arguments) {
  std::string path;
  CommonOptions common;
  CLI::App app("Says what a file was taken for and why, and what applies to it", "ecslint explain-file");
  app.add_option("file", path, "The file")->required();
  declare_common(app, common, Mentioned(context, arguments));
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  const auto options = lint_options(common, context);
  if (!options) return ExitCode::kUsage;
  if (context.files.is_directory(path))
    return usage_error(context, fmt::format("{} is a folder: name a file in it", path));
  if (const auto source = context.files.read(path); !source)
    return context.err << fmt::format("ecslint: {}\n", source.error().message), ExitCode::kUnreadable;
  const lint::Linter linter(*options, context.files);
  if (!linter.problems().empty()) return report_problems(context, linter);
  const lint::Explanation told = lint::explain_file(linter, path);
  context.out << fmt::format("{}: {}\n", path, told.what.empty() ? "not known" : told.what);
  if (!told.why.empty()) context.out << fmt::format("  because {}\n", told.why);
  context.out << fmt::format("  {}\n", consequence(told.verdict));
  context.out << fmt::format("  configuration: {}\n", told.config.empty() ? "none" : told.config);
  if (!told.root.empty()) context.out << fmt::format("  links are made inside: {}\n", told.root);
  if (told.rules > 0) context.out << fmt::format("  rules: {} of {}\n", told.rules, linter.rules().size());
  for (const std::string& gone : told.suppressed) context.out << fmt::format("  suppressed: {}\n", gone);
  for (const std::string& link : told.links) context.out << fmt::format("  {}\n", link);
  return ExitCode::kClean;
}

}  // namespace ecslint::cli
