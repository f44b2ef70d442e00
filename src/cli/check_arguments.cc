// SPDX-License-Identifier: Apache-2.0
#include "cli/check_arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/mentioned.h"
#include "report/report.h"

namespace ecslint::cli {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

void declare(CLI::App& app, CheckArguments& args, const Mentioned& mentioned) {
  app.add_option("paths", args.paths, "Files and folders; - is standard input (default: .)")
      ->option_text("PATH ...");
  if (const char* names = mentioned.any_of("-f,--format")) {
    std::vector<std::string> formats;
    for (const report::Format& format : report::formats()) formats.emplace_back(format.name);
    app.add_option(names, args.format, "How findings are written")->check(CLI::IsMember(formats));
  }
  if (const char* names = mentioned.any_of("-o,--output")) {
    app.add_option(names, args.outputs, "Also write a report to a file; may be repeated")
        ->allow_extra_args(false)
        ->option_text("[FORMAT=]FILE");
  }
  if (const char* names = mentioned.any_of("--sarif-limit"))
    app.add_option(names, args.sarif_limit,
                   "github: SARIF keeps only the 5,000 worst results, which is all that GitHub takes")
        ->check(CLI::IsMember({"github"}));
  if (const char* names = mentioned.any_of("--fail-on"))
    app.add_option(names, args.fail_on, "Exit with 1 from this level on (default: warning)")
        ->check(CLI::IsMember({"error", "warning", "info", "never"}));
  if (const char* names = mentioned.any_of("--max-warnings")) {
    app.add_option(names, args.max_warnings,
                   "Exit with 1 when there are more warnings than this; fewer are let pass")
        ->option_text("N");
  }
  if (const char* names = mentioned.any_of("--exit-zero"))
    app.add_flag(names, args.exit_zero, "Exit with 0 whatever was found");
  if (const char* names = mentioned.any_of("--stdin-filename"))
    app.add_option(names, args.stdin_filename, "What standard input is called in reports and for detection");
  if (const char* names = mentioned.any_of("--input-format"))
    app.add_option(names, args.input_format,
                   "ndjson: one document a line on standard input or in one file, in constant memory")
        ->check(CLI::IsMember({"ndjson"}));
  if (const char* names = mentioned.any_of("--color"))
    app.add_option(names, args.color, "When to colour text")
        ->check(CLI::IsMember({"auto", "always", "never"}));
  if (const char* names = mentioned.any_of("--statistics"))
    app.add_flag(names, args.statistics, "Counts and times on standard error");
  if (const char* names = mentioned.any_of("--show-undecided"))
    app.add_flag(names, args.show_undecided, "List rules that could not be decided, and why");
  if (const char* names = mentioned.any_of("--since"))
    app.add_option(names, args.since,
                   "Report only what lies on lines changed since this revision of git, and what concerns a "
                   "changed file as a whole")
        ->option_text("REV");
  if (const char* names = mentioned.any_of("--baseline"))
    app.add_option(names, args.baseline, "Report only what is not in this file")->option_text("FILE");
  if (const char* names = mentioned.any_of("--write-baseline")) {
    auto* option =
        app.add_option(names, args.write_baseline, "Write what is found to this file, and report nothing")
            ->option_text("FILE");
    if (auto* baseline = app.get_option_no_throw("--baseline")) option->excludes(baseline);
  }
  if (const char* names = mentioned.any_of("--add-ignore")) {
    app.add_option(names, args.add_ignores,
                   "Suppress what CODE finds there, by a comment or in ecslint.toml; may be repeated")
        ->allow_extra_args(false)
        ->option_text("CODE@FILE:LINE");
  }
  if (const char* names = mentioned.any_of("--reason"))
    app.add_option(names, args.reason, "Why, for --add-ignore")->option_text("TEXT");
  if (const char* names = mentioned.any_of("--fix"))
    app.add_flag(names, args.fix, "Mend what can be mended without a doubt, then report the rest");
  if (const char* names = mentioned.any_of("--unsafe-fixes"))
    app.add_flag(names, args.unsafe_fixes, "Mend also what should be looked at afterwards");
  if (const char* names = mentioned.any_of("--diff"))
    app.add_flag(names, args.diff, "Show what --fix would change, and change nothing");
  if (const char* names = mentioned.any_of("-q,--quiet"))
    app.add_flag(names, args.quiet, "Only errors are written");
}

}  // namespace ecslint::cli
