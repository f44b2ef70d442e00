// SPDX-License-Identifier: Apache-2.0
#include "cli/check_arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "report/report.h"

namespace ecslint::cli {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

void declare(CLI::App& app, CheckArguments& args) {
  std::vector<std::string> formats;
  for (const report::Format& format : report::formats()) formats.emplace_back(format.name);
  app.add_option("paths", args.paths, "Files and folders; - is standard input (default: .)")
      ->option_text("PATH ...");
  app.add_option("-f,--format", args.format, "How findings are written")->check(CLI::IsMember(formats));
  app.add_option("-o,--output", args.outputs, "Also write a report to a file; may be repeated")
      ->allow_extra_args(false)
      ->option_text("[FORMAT=]FILE");
  app.add_option("--sarif-limit", args.sarif_limit,
                 "github: no more results in SARIF than GitHub keeps, the worst")
      ->check(CLI::IsMember({"github"}));
  app.add_option("--fail-on", args.fail_on, "Exit with 1 from this level on (default: warning)")
      ->check(CLI::IsMember({"error", "warning", "info", "never"}));
  app.add_option("--max-warnings", args.max_warnings,
                 "Exit with 1 when there are more warnings than this; fewer are let pass")
      ->option_text("N");
  app.add_flag("--exit-zero", args.exit_zero, "Exit with 0 whatever was found");
  app.add_option("--stdin-filename", args.stdin_filename,
                 "What standard input is called in reports and for detection");
  app.add_option("--input-format", args.input_format,
                 "ndjson: one document a line on standard input or in one file, in constant memory")
      ->check(CLI::IsMember({"ndjson"}));
  app.add_option("--color", args.color, "When to colour text")
      ->check(CLI::IsMember({"auto", "always", "never"}));
  app.add_flag("--statistics", args.statistics, "Counts and times on standard error");
  app.add_flag("--show-undecided", args.show_undecided, "List rules that could not be decided, and why");
  app.add_option("--since", args.since,
                 "Report only what lies on lines changed since this revision of git, and what concerns a "
                 "changed file as a whole")
      ->option_text("REV");
  auto* baseline = app.add_option("--baseline", args.baseline, "Report only what is not in this file")
                       ->option_text("FILE");
  app.add_option("--write-baseline", args.write_baseline,
                 "Write what is found to this file, and report nothing")
      ->option_text("FILE")
      ->excludes(baseline);
  app.add_option("--add-ignore", args.add_ignores,
                 "Suppress what CODE finds there, by a comment or in ecslint.toml; may be repeated")
      ->allow_extra_args(false)
      ->option_text("CODE@FILE:LINE");
  app.add_option("--reason", args.reason, "Why, for --add-ignore")->option_text("TEXT");
  app.add_flag("--fix", args.fix, "Mend what can be mended without a doubt, then report the rest");
  app.add_flag("--unsafe-fixes", args.unsafe_fixes, "Mend also what should be looked at afterwards");
  app.add_flag("--diff", args.diff, "Show what --fix would change, and change nothing");
  app.add_flag("-q,--quiet", args.quiet, "Only errors are written");
}

}  // namespace ecslint::cli
