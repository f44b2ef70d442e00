// SPDX-License-Identifier: Apache-2.0
#include "cli/common_options.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/mentioned.h"
#include "cli/version.h"
#include "lint/parameter_file.h"
#include "model/kinds.h"
#include "report/report.h"
#include "text/edit_distance.h"

namespace ecslint::cli {

void declare_common(CLI::App& app, CommonOptions& options, const Mentioned& mentioned) {
  if (const char* names = mentioned.any_of("--select"))
    app.add_option(names, options.select,
                   "Only these rules: codes, prefixes, names, tag:NAME or compliance:ID")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("LIST");
  if (const char* names = mentioned.any_of("--ignore"))
    app.add_option(names, options.ignore, "Not these rules")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->option_text("LIST");
  if (const char* names = mentioned.any_of("--rules")) {
    app.add_option(names, options.rule_packs, "More rules: a pack's folder or one rule; may be repeated")
        ->allow_extra_args(false)
        ->option_text("PATH");
  }
  if (const char* names = mentioned.any_of("--profile"))
    app.add_option(names, options.profile, "minimal (errors), default, strict (infos become warnings)")
        ->check(CLI::IsMember({"minimal", "default", "strict"}));
  if (const char* names = mentioned.any_of("--config"))
    app.add_option(names, options.config, "This ecslint.toml instead of the nearest one")
        ->option_text("FILE");
  if (const char* names = mentioned.any_of("--no-config")) {
    auto* option = app.add_flag(names, options.no_config, "Look for no ecslint.toml");
    if (auto* config = app.get_option_no_throw("--config")) option->excludes(config);
  }
  if (const char* names = mentioned.any_of("--no-inline-ignores"))
    app.add_flag(names, options.no_inline_ignores, "Comments in the files suppress nothing");
  if (const char* names = mentioned.any_of("--as"))
    app.add_option(names, options.as, "Take every input for this kind instead of detecting it")
        ->option_text("KIND");
  if (const char* names = mentioned.any_of("--param")) {
    app.add_option(names, options.parameters, "A CloudFormation parameter's value; may be repeated")
        ->allow_extra_args(false)
        ->option_text("NAME=VALUE");
  }
  if (const char* names = mentioned.any_of("--param-file")) {
    app.add_option(names, options.parameter_files,
                   "Parameters of templates, as CloudFormation or its CLI takes them; templates are checked "
                   "once with each file")
        ->allow_extra_args(false)
        ->option_text("FILE");
  }
  if (const char* names = mentioned.any_of("--jobs"))
    app.add_option(names, options.jobs, "Threads (default: as many as processors)")
        ->check(CLI::Range(0, 256));
}

namespace {

/// Sets of --param-file, each before what --param says; that alone where there are no files.
bool read_parameters(const CommonOptions& options, Context& context, lint::Options& out) {
  lint::ParameterSet own;
  for (const std::string& word : options.parameters) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0) {
      return usage_error(context, fmt::format("--param {}: it takes NAME=VALUE", word)), false;
    }
    own.values.emplace_back(word.substr(0, equals), word.substr(equals + 1));
  }
  for (const std::string& path : options.parameter_files) {
    auto values = lint::read_parameter_file(context.files, path);
    if (!values) {
      const std::string& what = values.error().message;
      const std::string named = what.starts_with(path + ":") ? what : fmt::format("{}: {}", path, what);
      return usage_error(context, "--param-file " + named), false;
    }
    lint::ParameterSet set{path, std::move(values).value()};
    set.values.insert(set.values.end(), own.values.begin(), own.values.end());
    out.parameters.push_back(std::move(set));
  }
  if (out.parameters.empty() && !own.values.empty()) out.parameters.push_back(std::move(own));
  return true;
}

/// "IMG001, IMG008" is a list as people write it.
std::vector<std::string> trimmed(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (const std::string& word : words) {
    const std::size_t begin = word.find_first_not_of(" \t");
    const std::size_t end = word.find_last_not_of(" \t");
    if (begin != std::string::npos) out.push_back(word.substr(begin, end + 1 - begin));
  }
  return out;
}

/// The kind that the word begins, hyphens aside ("taskdef"), or else the one that looks most like it.
std::string_view nearest_kind(std::string_view word, const std::vector<std::string_view>& names) {
  const auto letters = [](std::string_view name) {
    std::string out;
    for (const char c : name) {
      if (c != '-' && c != '_') out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
  };
  constexpr std::size_t kLeast = 3;
  const std::string begun = letters(word);
  for (const std::string_view name : names) {
    if (begun.size() >= kLeast && letters(name).starts_with(begun)) return name;
  }
  return text::nearest(word, names);
}

}  // namespace

std::optional<lint::Options> lint_options(const CommonOptions& options, Context& context) {
  lint::Options out;
  out.select = trimmed(options.select);
  out.ignore = trimmed(options.ignore);
  out.rule_packs = options.rule_packs;
  out.profile = options.profile;
  out.config_file = options.config;
  out.no_config = options.no_config;
  out.no_inline_ignores = options.no_inline_ignores;
  out.jobs = options.jobs;
  if (!read_parameters(options, context, out)) return std::nullopt;
  if (options.as.empty()) return out;
  out.as_template = options.as == "cloudformation";
  if (out.as_template) return out;
  out.as = model::kind_from(options.as);
  if (out.as) return out;
  std::vector<std::string_view> names = {"cloudformation"};
  for (const model::KindInfo& kind : model::kinds()) names.push_back(kind.name);
  const std::string_view near = nearest_kind(options.as, names);
  usage_error(context, fmt::format("--as {}: this kind is not read{}; known are {}", options.as,
                                   near.empty() ? "" : fmt::format(" (did you mean {}?)", near),
                                   fmt::join(names, ", ")));
  return std::nullopt;
}

ExitCode report_problems(Context& context, const lint::Linter& linter) {
  report::Options options;
  options.version = version();
  options.color = wants_color(context.err, "auto");
  options.width = context.err.width();
  options.wrap = context.err.is_terminal();
  options.rules = [](std::string_view) { return std::nullopt; };
  const lint::Secrets none;
  std::string out;
  const auto reporter = report::make_text(options);
  reporter->add(linter.problems(), none, out);
  context.err << out;
  return ExitCode::kUsage;
}

}  // namespace ecslint::cli
