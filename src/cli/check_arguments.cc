// SPDX-License-Identifier: Apache-2.0
#include "cli/check_arguments.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/declaration.h"
#include "report/report.h"

namespace ecslint::cli {

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

namespace {

using Args = CheckArguments;

constexpr Declaration<Args> kOwnOptions[] = {
    {"-f,--format",
     [](CLI::App& app, const char* names, Args& args) {
       std::vector<std::string> formats;
       for (const report::Format& format : report::formats()) formats.emplace_back(format.name);
       app.add_option(names, args.format, "How findings are written")->check(CLI::IsMember(formats));
     }},
    {"-o,--output",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_option(names, args.outputs, "Also write a report to a file; may be repeated")
           ->allow_extra_args(false)
           ->option_text("[FORMAT=]FILE");
     }},
    {"--sarif-limit",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_option(names, args.sarif_limit,
                      "github: no more results in SARIF than GitHub keeps, the worst")
           ->check(CLI::IsMember({"github"}));
     }},
    {"--fail-on",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_option(names, args.fail_on, "Exit with 1 from this level on (default: warning)")
           ->check(CLI::IsMember({"error", "warning", "info", "never"}));
     }},
    {"--max-warnings",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_option(names, args.max_warnings,
                      "Exit with 1 when there are more warnings than this; fewer are let pass")
           ->option_text("N");
     }},
    {"--exit-zero",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_flag(names, args.exit_zero, "Exit with 0 whatever was found");
     }},
    {"--stdin-filename",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_option(names, args.stdin_filename,
                      "What standard input is called in reports and for detection");
     }},
    {"--input-format",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_option(names, args.input_format,
                      "ndjson: one document a line on standard input or in one file, in constant memory")
           ->check(CLI::IsMember({"ndjson"}));
     }},
    {"--color",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_option(names, args.color, "When to colour text")
           ->check(CLI::IsMember({"auto", "always", "never"}));
     }},
    {"--statistics",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_flag(names, args.statistics, "Counts and times on standard error");
     }},
    {"--show-undecided",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_flag(names, args.show_undecided, "List rules that could not be decided, and why");
     }},
    {"--since",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_option(
              names, args.since,
              "Report only what lies on lines changed since this revision of git, and what concerns a "
              "changed file as a whole")
           ->option_text("REV");
     }},
    {"--baseline",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_option(names, args.baseline, "Report only what is not in this file")->option_text("FILE");
     }},
    {"--write-baseline",
     [](CLI::App& app, const char* names, Args& args) {
       auto* option =
           app.add_option(names, args.write_baseline, "Write what is found to this file, and report nothing")
               ->option_text("FILE");
       if (auto* baseline = app.get_option_no_throw("--baseline")) option->excludes(baseline);
     }},
    {"--add-ignore",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_option(names, args.add_ignores,
                      "Suppress what CODE finds there, by a comment or in ecslint.toml; may be repeated")
           ->allow_extra_args(false)
           ->option_text("CODE@FILE:LINE");
     }},
    {"--reason",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_option(names, args.reason, "Why, for --add-ignore")->option_text("TEXT");
     }},
    {"--fix",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_flag(names, args.fix, "Mend what can be mended without a doubt, then report the rest");
     }},
    {"--unsafe-fixes",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_flag(names, args.unsafe_fixes, "Mend also what should be looked at afterwards");
     }},
    {"--diff",
     [](CLI::App& app, const char* names, Args& args) {
       app.add_flag(names, args.diff, "Show what --fix would change, and change nothing");
     }},
    {"-q,--quiet", [](CLI::App& app, const char* names,
                      Args& args) { app.add_flag(names, args.quiet, "Only errors are written"); }},
};

}  // namespace

void declare(CLI::App& app, CheckArguments& args, const Mentioned& mentioned) {
  app.add_option("paths", args.paths, "Files and folders; - is standard input (default: .)")
      ->option_text("PATH ...");
  declare_mentioned(kOwnOptions, app, args, mentioned);
}

}  // namespace ecslint::cli
