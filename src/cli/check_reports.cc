// SPDX-License-Identifier: Apache-2.0
#include "cli/check_reports.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/version.h"
#include "text/find.h"
#include "text/replace_file.h"

namespace ecslint::cli {
namespace {

/// "sarif=out.sarif", or "out.sarif" with the format told by the name.
std::pair<std::string, std::string> format_and_path(const CheckArguments& args, const std::string& word) {
  const auto equals = word.find('=');
  if (equals != std::string::npos) return {word.substr(0, equals), word.substr(equals + 1)};
  const auto dot = word.rfind('.');
  const std::string ending = dot == std::string::npos ? "" : word.substr(dot + 1);
  return {report::find_format(ending) == nullptr ? args.format : ending, word};
}

bool format_shows(std::string_view format, bool report::Format::*what) {
  const report::Format* known = report::find_format(format);
  return known != nullptr && known->*what;
}

}  // namespace

bool CheckReports::show(const CheckArguments& args, bool report::Format::*what) {
  const auto shows = [&](const std::string& word) {
    return format_shows(format_and_path(args, word).first, what);
  };
  return format_shows(args.format, what) || std::ranges::any_of(args.outputs, shows);
}

report::Options CheckReports::options() const {
  report::Options options;
  options.version = version();
  options.width = context_.out.width();
  options.sarif_limit = args_.sarif_limit.empty() ? 0 : report::kGitHubResults;
  options.rules = [this](std::string_view code) -> std::optional<rules::RuleInfo> {
    const auto number = linter_.rules().find(code);
    return number ? std::optional(linter_.rules().info(*number)) : std::nullopt;
  };
  return options;
}

bool CheckReports::prepare() {
  if (!args_.diff && args_.write_baseline.empty()) {
    report::Options shown = options();
    shown.color = wants_color(context_.out, args_.color);
    shown.wrap = context_.out.is_terminal();
    destinations_.push_back({report::make_reporter(args_.format, shown), &context_.out});
  }
  for (const std::string& word : args_.outputs) {
    auto destination = open(word);
    if (!destination) return false;
    destinations_.push_back(std::move(*destination));
  }
  return true;
}

std::optional<CheckReports::Destination> CheckReports::open(const std::string& word) const {
  const auto [format, path] = format_and_path(args_, word);
  Destination out{report::make_reporter(format, options())};
  if (out.reporter == nullptr)
    return usage_error(context_, fmt::format("--output: no format {}", format)), std::nullopt;
  auto file = text::NewFile::open(path, text::NewFile::Fallback::kInPlace);
  if (!file) return usage_error(context_, "--output: cannot write " + file.error().message), std::nullopt;
  out.path = path;
  out.file = std::make_unique<text::NewFile>(std::move(file).value());
  out.own = std::make_unique<Output>(out.file->descriptor());
  out.out = out.own.get();
  return out;
}

void CheckReports::add(const lint::FileResult& result) {
  std::vector<finding::Finding> shown;
  std::span<const finding::Finding> findings = result.findings;
  if (args_.quiet) {
    std::ranges::copy_if(findings, std::back_inserter(shown),
                         [](const auto& finding) { return finding.level == finding::Level::kError; });
    findings = shown;
  }
  for (Destination& to : destinations_) {
    to.reporter->add(findings, *result.secrets, to.out->buffer());
    if (!to.out->full()) continue;
    const Progress::Pause pause(progress_);
    to.out->flush();
  }
  for (const std::string& note : result.notes) notes_ += fmt::format("ecslint: {}: {}\n", result.file, note);
  look_for_parameters(result);
  if (args_.show_undecided) undecided(result);
  if (!args_.write_baseline.empty()) remember(result);
}

void CheckReports::finish(const lint::Summary& summary) {
  report::Summary counts;
  counts.files = summary.files;
  counts.records = args_.records();
  counts.errors = summary.errors;
  counts.warnings = summary.warnings;
  counts.infos = summary.infos;
  counts.hidden = args_.quiet ? summary.warnings + summary.infos : 0;
  counts.undecided = summary.undecided;
  counts.suppressed = summary.suppressed;
  for (Destination& to : destinations_) {
    to.reporter->finish(counts, to.out->buffer());
    to.out->flush();
    if (const std::string note = to.reporter->note(); !note.empty())
      context_.err << "ecslint: " << note << "\n";
  }
  context_.err << undecided_ << notes_;
  for (const std::string& name : parameters_) {
    context_.err << fmt::format("ecslint: --param {}: no template that was checked has this parameter\n",
                                name);
  }
  if (summary.files == 0 && summary.unreadable == 0 && !args_.quiet) {
    context_.err << "ecslint: no ECS files among what was given (ecslint explain-file FILE says why)\n";
  }
}

bool CheckReports::commit() {
  bool all = true;
  for (Destination& to : destinations_) {
    if (to.file == nullptr) continue;
    std::optional<text::Error> error;
    if (to.own->failed()) {
      error = text::Error{to.path + ": " + to.own->reason()};
    } else {
      error = to.file->commit();
    }
    if (!error) continue;
    usage_error(context_, "--output: cannot write " + error->message);
    all = false;
  }
  return all;
}

bool CheckReports::write_baseline() {
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

void CheckReports::remember(const lint::FileResult& result) {
  for (const finding::Finding& finding : result.findings) {
    known_.push_back({std::string(result.file), finding.code, finding.path, finding.fingerprint});
  }
}

/// A name that does not even stand in a file is none of its parameters.
void CheckReports::look_for_parameters(const lint::FileResult& result) {
  if (result.source == nullptr || result.verdict != lint::Verdict::kEcs) return;
  std::erase_if(parameters_, [&result](const std::string& name) {
    return text::find(result.source->bytes(), name) != std::string_view::npos;
  });
}

void CheckReports::undecided(const lint::FileResult& result) {
  for (const lint::Undecided& rule : result.undecided) {
    fmt::format_to(std::back_inserter(undecided_), "{}: undecided[{}] {}: unknown because of {}\n",
                   result.file, rule.code, rule.path, rule.reason);
  }
}

}  // namespace ecslint::cli
