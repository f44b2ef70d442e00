// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <optional>

#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/records.h"
#include "cli/standard_input.h"
#include "cli/version.h"
#include "lint/fixer.h"
#include "lint/linter.h"
#include "report/report.h"
#include "text/line_diff.h"
#include "text/overlay.h"
#include "text/replace_file.h"

namespace ecslint::cli {
namespace {

struct Arguments {
  std::vector<std::string> paths;
  std::string format = "text";
  std::vector<std::string> outputs;
  std::string fail_on = "warning";
  std::string stdin_filename = "-";
  std::string color = "auto";
  bool statistics = false;
  bool show_undecided = false;
  bool quiet = false;
  bool exit_zero = false;
  bool fix = false;
  bool unsafe_fixes = false;
  bool diff = false;
  std::string baseline;
  std::string write_baseline;
  std::string sarif_limit;
  std::string input_format;
  bool records() const { return input_format == "ndjson"; }
  bool fixes() const { return fix || unsafe_fixes || diff; }
};

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// A report and where it goes.
struct Destination {
  std::unique_ptr<report::Reporter> reporter;
  Output* out;
  std::unique_ptr<Output> file;
};

void declare(CLI::App& app, Arguments& args) {
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
  auto* baseline = app.add_option("--baseline", args.baseline, "Report only what is not in this file")
                       ->option_text("FILE");
  app.add_option("--write-baseline", args.write_baseline,
                 "Write what is found to this file, and report nothing")
      ->option_text("FILE")
      ->excludes(baseline);
  app.add_flag("--fix", args.fix, "Mend what can be mended without a doubt, then report the rest");
  app.add_flag("--unsafe-fixes", args.unsafe_fixes, "Mend also what should be looked at afterwards");
  app.add_flag("--diff", args.diff, "Show what --fix would change, and change nothing");
  app.add_flag("-q,--quiet", args.quiet, "Only errors are written");
}

report::Options report_options(const Arguments& args, const Output& out, const lint::Linter& linter) {
  report::Options options;
  options.version = version();
  options.color = wants_color(out, args.color);
  options.width = out.width();
  options.sarif_limit = args.sarif_limit.empty() ? 0 : report::kGitHubResults;
  options.rules = [&linter](std::string_view code) -> std::optional<rules::RuleInfo> {
    const auto number = linter.rules().find(code);
    return number ? std::optional(linter.rules().info(*number)) : std::nullopt;
  };
  return options;
}

/// "sarif=out.sarif", or "out.sarif" with the format told by the name.
std::optional<Destination> open_output(Context& context, const Arguments& args, const std::string& word,
                                       const lint::Linter& linter) {
  const auto equals = word.find('=');
  std::string path = equals == std::string::npos ? word : word.substr(equals + 1);
  std::string format = equals == std::string::npos ? args.format : word.substr(0, equals);
  const auto dot = path.rfind('.');
  if (equals == std::string::npos && dot != std::string::npos) {
    const std::string ending = path.substr(dot + 1);
    for (const report::Format& known : report::formats()) {
      if (known.name == ending) format = ending;
    }
  }
  report::Options options = report_options(args, context.out, linter);
  options.color = false;
  Destination out{report::make_reporter(format, options), nullptr, nullptr};
  if (out.reporter == nullptr)
    return usage_error(context, fmt::format("--output: no format {}", format)), std::nullopt;
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0)
    return usage_error(context, fmt::format("--output: cannot write {}", path)), std::nullopt;
  out.file = std::make_unique<Output>(descriptor);
  out.out = out.file.get();
  return out;
}

class Run {
 public:
  Run(Context& context, const Arguments& args, const lint::Linter& linter)
      : context_(context), args_(args), linter_(linter) {}

  bool prepare() {
    if (!args_.diff && args_.write_baseline.empty()) {
      destinations_.push_back(
          {report::make_reporter(args_.format, report_options(args_, context_.out, linter_)), &context_.out,
           nullptr});
    }
    for (const std::string& word : args_.outputs) {
      auto destination = open_output(context_, args_, word, linter_);
      if (!destination) return false;
      destinations_.push_back(std::move(*destination));
    }
    return true;
  }

  void add(const lint::FileResult& result) {
    std::vector<finding::Finding> shown;
    std::span<const finding::Finding> findings = result.findings;
    if (args_.quiet) {
      for (const auto& f : findings) {
        if (f.level == finding::Level::kError) shown.push_back(f);
      }
      findings = shown;
    }
    for (Destination& to : destinations_) {
      to.reporter->add(findings, *result.secrets, to.out->buffer());
      to.out->settle();
    }
    if (args_.show_undecided) undecided(result);
    if (!args_.write_baseline.empty()) remember(result);
  }

  void finish(const lint::Summary& summary) {
    report::Summary counts;
    counts.files = summary.files;
    counts.errors = summary.errors;
    counts.warnings = args_.quiet ? 0 : summary.warnings;
    counts.infos = args_.quiet ? 0 : summary.infos;
    counts.undecided = summary.undecided;
    counts.suppressed = summary.suppressed;
    for (Destination& to : destinations_) {
      to.reporter->finish(counts, to.out->buffer());
      to.out->flush();
      if (const std::string note = to.reporter->note(); !note.empty())
        context_.err << "ecslint: " << note << "\n";
    }
    context_.err << undecided_;
    if (summary.files == 0 && summary.unreadable == 0 && !args_.quiet) {
      context_.err << "ecslint: no ECS files among what was given (ecslint explain-file FILE says why)\n";
    }
  }

  bool wrote_all() const {
    for (const Destination& to : destinations_) {
      if (to.file != nullptr && to.file->failed()) return false;
    }
    return true;
  }

  /// False when it could not be written.
  bool write_baseline() {
    const std::size_t count = known_.size();
    const std::string text =
        lint::baseline_text(args_.write_baseline, context_.files.current_folder(), std::move(known_));
    if (const auto error = text::write_file(args_.write_baseline, text)) {
      return usage_error(context_, "--write-baseline: " + error->message), false;
    }
    context_.err << fmt::format("ecslint: {} written to {}\n", counted(count, "finding", "findings"),
                                args_.write_baseline);
    return true;
  }

 private:
  void remember(const lint::FileResult& result) {
    for (const finding::Finding& finding : result.findings) {
      known_.push_back({std::string(result.file), finding.code, finding.path, finding.fingerprint});
    }
  }

  void undecided(const lint::FileResult& result) {
    for (const lint::Undecided& rule : result.undecided) {
      fmt::format_to(std::back_inserter(undecided_), "{}: undecided[{}] {}: unknown because of {}\n",
                     result.file, rule.code, rule.path, rule.reason);
    }
  }

  Context& context_;
  const Arguments& args_;
  const lint::Linter& linter_;
  std::vector<Destination> destinations_;
  std::string undecided_;
  std::vector<lint::BaselineEntry> known_;
};

void tell_gone(Context& context, const Arguments& args, const lint::Summary& summary) {
  if (summary.gone.empty()) return;
  context.err << fmt::format("ecslint: {} of {} no longer found (--write-baseline renews it):\n",
                             counted(summary.gone.size(), "entry", "entries"), args.baseline);
  constexpr std::size_t kShown = 10;
  for (std::size_t i = 0; i < std::min(kShown, summary.gone.size()); ++i) {
    const lint::BaselineEntry& entry = summary.gone[i];
    context.err << fmt::format("  {}: {} {}\n", entry.file, entry.code, entry.path);
  }
  if (summary.gone.size() > kShown)
    context.err << fmt::format("  and {} more\n", summary.gone.size() - kShown);
}

/// The rules that took most, and their share of the time all rules took. Steps do not depend on the machine.
void print_costs(Context& context, const lint::Linter& linter, const rules::RuleCosts& costs) {
  rules::RuleCost sum;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    sum += costs[i];
    if (costs[i].steps > 0) order.push_back(i);
  }
  std::ranges::sort(order, [&](auto a, auto b) { return costs[a].steps > costs[b].steps; });
  const auto seconds = [](const rules::RuleCost& cost) {
    return std::chrono::duration<double>(cost.time).count();
  };
  context.err << fmt::format("rules: {} steps in {:.3f} s (measured, which takes time too)\n", sum.steps,
                             seconds(sum));
  constexpr std::size_t kShown = 20;
  for (std::size_t i = 0; i < std::min(kShown, order.size()); ++i) {
    const rules::RuleCost& cost = costs[order[i]];
    context.err << fmt::format("  {} {:4.1f} % of the steps, {:4.1f} % of the time\n",
                               linter.rules().info(order[i]).code(),
                               100.0 * static_cast<double>(cost.steps) / static_cast<double>(sum.steps),
                               100.0 * seconds(cost) / seconds(sum));
  }
}

void print_statistics(Context& context, const lint::Summary& summary, double seconds) {
  context.err << fmt::format(
      "{} files opened, {} hold ECS resources, {} could not be read; {} rule checks undecided; {:.3f} s\n",
      summary.opened, summary.files, summary.unreadable, summary.undecided, seconds);
  for (const auto& [what, count] : summary.others)
    context.err << fmt::format("  {} skipped: {}\n", count, what);
}

ExitCode exit_code(const Arguments& args, const lint::Summary& summary) {
  ExitCode code = ExitCode::kClean;
  const auto level = finding::level_from(args.fail_on);
  if (level && !args.exit_zero && summary.at_least(*level) > 0) code = ExitCode::kFindings;
  if (summary.unreadable > 0) code = worse(code, ExitCode::kUnreadable);
  if (summary.configuration > 0) code = worse(code, ExitCode::kUsage);
  return code;
}

void show_diff(Context& context, const lint::FixedFile& file) {
  context.out << text::unified_diff(file.path, file.secrets.mask(file.before), file.secrets.mask(file.after));
}

/// Fixes the files and writes them, or with --diff shows what would be written.
ExitCode mend(Context& context, const Arguments& args, const lint::Options& options) {
  text::OverlayFileSystem files(context.files);
  const lint::Linter linter(options, files);
  const lint::FixOutcome outcome = lint::Fixer(linter, files, args.unsafe_fixes).fix(args.paths);
  bool failed = false;
  for (const lint::FixedFile& file : outcome.files) {
    if (args.diff) {
      show_diff(context, file);
    } else if (const auto error = text::replace_file(file.path, file.before, file.after)) {
      context.err << fmt::format("ecslint: not fixed: {}\n", error->message);
      failed = true;
    }
  }
  if (outcome.dropped > 0) {
    context.err << fmt::format("ecslint: {} left out: the change would not have been what was meant\n",
                               counted(outcome.dropped, "fix", "fixes"));
  }
  if (!args.diff && !failed && outcome.fixed > 0) {
    context.err << fmt::format("ecslint: {} fixed in {}\n", counted(outcome.fixed, "finding", "findings"),
                               counted(outcome.files.size(), "file", "files"));
  }
  return failed ? ExitCode::kUnreadable : ExitCode::kClean;
}

}  // namespace

ExitCode check(Context& context, const std::vector<std::string>& arguments) {
  Arguments args;
  CommonOptions common;
  CLI::App app("Lints files and folders", "ecslint check");
  declare(app, args);
  declare_common(app, common);
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  auto options = lint_options(common, context);
  if (!options) return ExitCode::kUsage;
  options->show_undecided = args.show_undecided;
  options->measure_rules = args.statistics;
  options->baseline = args.baseline;

  const auto start = std::chrono::steady_clock::now();
  const lint::Linter linter(*options, context.files);
  if (!linter.problems().empty()) return report_problems(context, linter);
  if (args.paths.empty()) args.paths.emplace_back(args.records() ? "-" : ".");
  const bool from_stdin = args.paths.size() == 1 && args.paths.front() == "-";
  if (args.records() && args.paths.size() > 1)
    return usage_error(context, "--input-format ndjson reads one stream; `cat` makes one of several");
  ExitCode mended = ExitCode::kClean;
  if (args.fixes()) {
    if (from_stdin || args.records())
      return usage_error(context, "--fix and --diff work on files, not on standard input");
    mended = mend(context, args, *options);
  }
  Run run(context, args, linter);
  if (!run.prepare()) return ExitCode::kUsage;
  const lint::Sink sink = [&run](const lint::FileResult& result) { run.add(result); };

  lint::Summary summary;
  if (args.records()) {
    summary = check_records(context, linter, args.paths.front(), args.stdin_filename, sink);
  } else if (from_stdin) {
    auto source = read_standard_input(args.stdin_filename);
    if (!source)
      return context.err << fmt::format("ecslint: {}\n", source.error().message), ExitCode::kUnreadable;
    summary = linter.check_source(std::move(source).value(), sink);
  } else {
    summary = linter.check(args.paths, sink);
  }
  run.finish(summary);
  if (args.statistics) {
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    print_statistics(context, summary, took.count());
    print_costs(context, linter, summary.rule_costs);
  }
  tell_gone(context, args, summary);
  if (!args.write_baseline.empty())
    return run.write_baseline() ? exit_code({.fail_on = "never"}, summary) : ExitCode::kUsage;
  if (!run.wrote_all()) return usage_error(context, "a report could not be written completely");
  return worse(exit_code(args, summary), mended);
}

}  // namespace ecslint::cli
