// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <set>

#include "cli/add_ignore.h"
#include "cli/check_arguments.h"
#include "cli/check_reports.h"
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/mend.h"
#include "cli/mentioned.h"
#include "cli/progress.h"
#include "cli/records.h"
#include "cli/standard_input.h"
#include "cli/statistics.h"
#include "lint/linter.h"

namespace ecslint::cli {
namespace {

/// Warnings that --max-warnings lets pass count for nothing, unless --fail-on says otherwise.
finding::Level default_level(const CheckArguments& args) {
  return args.max_warnings ? finding::Level::kError : finding::Level::kWarning;
}

bool failed(const CheckArguments& args, const lint::Summary& summary) {
  const auto level = args.fail_on.empty() ? default_level(args) : finding::level_from(args.fail_on);
  if (level && summary.at_least(*level) > 0) return true;
  return args.max_warnings && summary.warnings > *args.max_warnings;
}

/// Of "NAME=VALUE"; AWS::Region and the like are everybody's.
std::set<std::string> parameter_names(const std::vector<std::string>& words) {
  std::set<std::string> out;
  for (const std::string& word : words) {
    if (!word.starts_with("AWS::")) out.insert(word.substr(0, word.find('=')));
  }
  return out;
}

ExitCode exit_code(const CheckArguments& args, const lint::Summary& summary) {
  const bool tolerant = args.exit_zero || args.fail_on == "never" || !args.write_baseline.empty();
  ExitCode code = !tolerant && failed(args, summary) ? ExitCode::kFindings : ExitCode::kClean;
  if (summary.unreadable > 0) code = worse(code, ExitCode::kUnreadable);
  if (summary.configuration > 0) code = worse(code, ExitCode::kUsage);
  return code;
}

}  // namespace

ExitCode check(Context& context, const std::vector<std::string>& arguments) {
  CheckArguments args;
  CommonOptions common;
  CLI::App app("Lints files and folders", "ecslint check");
  const Mentioned mentioned(context, arguments);
  declare(app, args, mentioned);
  declare_common(app, common, mentioned);
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  auto options = lint_options(common, context);
  if (!options) return ExitCode::kUsage;
  Progress progress(context.err);
  options->show_undecided = args.show_undecided;
  options->fixes = args.fixes() || CheckReports::show(args, &report::Format::shows_fixes);
  options->fingerprints = !args.baseline.empty() || !args.write_baseline.empty() ||
                          CheckReports::show(args, &report::Format::shows_fingerprints);
  options->measure_rules = args.statistics;
  options->baseline = args.baseline;
  options->since = args.since;
  options->progress = &progress.counts();

  const auto start = std::chrono::steady_clock::now();
  const lint::Linter linter(*options, context.files);
  if (!linter.problems().empty()) return report_problems(context, linter);
  if (!args.add_ignores.empty()) return add_ignores(context, args, *options);
  if (args.paths.empty()) args.paths.emplace_back(args.records() ? "-" : ".");
  if (args.records() && args.paths.size() > 1)
    return usage_error(context, "--input-format ndjson reads one stream; `cat` makes one of several");
  if (args.records() && !args.since.empty())
    return usage_error(context, "--since compares files, not the lines of a stream");
  ExitCode mended = ExitCode::kClean;
  if (args.fixes()) {
    if (args.reads_standard_input() || args.records())
      return usage_error(context, "--fix and --diff work on files, not on standard input");
    mended = mend(context, args, *options, progress);
  }
  CheckReports reports(context, args, linter, progress, parameter_names(common.parameters));
  if (!reports.prepare()) return ExitCode::kUsage;
  const lint::Sink sink = [&reports](const lint::FileResult& result) { reports.add(result); };

  lint::Summary summary;
  progress.start();
  if (args.records()) {
    summary = check_records(context, linter, args.paths.front(), args.stdin_filename, sink);
  } else if (args.reads_standard_input()) {
    auto source = read_standard_input(args.stdin_filename);
    if (!source)
      return context.err << fmt::format("ecslint: {}\n", source.error().message), ExitCode::kUnreadable;
    summary = linter.check_source(std::move(source).value(), sink);
  } else {
    summary = linter.check(args.paths, sink);
  }
  progress.stop();
  if (!summary.failure.empty()) return usage_error(context, "--since: " + summary.failure);
  reports.finish(summary);
  if (args.statistics) {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    print_statistics(context, linter, summary, took.count());
  }
  tell_gone(context, args.baseline, summary);
  if (!reports.commit()) return ExitCode::kUsage;
  if (!args.write_baseline.empty() && !reports.write_baseline()) return ExitCode::kUsage;
  return worse(exit_code(args, summary), mended);
}

}  // namespace ecslint::cli
