// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/common_options.h"
#include "lint/fixtures.h"
#include "lint/linter.h"
#include "lint/walk.h"

namespace ecslint::cli {
namespace {

/// Where a pack keeps its fixtures; without an argument those of this repository.
std::string fixtures_of(const text::FileSystem& files, const std::string& path) {
  for (const char* below : {"/fixtures/rules", "/fixtures"}) {
    if (files.is_directory(path + below)) return path + below;
  }
  return path;
}

bool has_rules(const text::FileSystem& files, const std::string& path) {
  return path != "." && files.is_directory(path + "/fixtures");
}

/// Rules of the pack itself (added last) that no fixture speaks of: without one, nobody knows whether they
/// work.
void report_uncovered(const lint::Linter& linter, const text::FileSystem& files, const std::string& fixtures,
                      lint::FixtureSummary& out) {
  const rules::RuleSet& rules = linter.rules();
  const rules::Pack* own = rules.packs().back().get();
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const std::string folder = lint::join_path(fixtures, rules.info(i).code());
    if (&rules.pack(i) == own && !files.is_directory(folder))
      out.problems.push_back({folder, "has no fixtures"});
  }
}

}  // namespace

ExitCode test(Context& context, const std::vector<std::string>& arguments) {
  std::vector<std::string> paths;
  CommonOptions common;
  CLI::App app("Runs the fixtures of rule packs: good files must stay silent, bad ones say what is expected",
               "ecslint test");
  app.add_option("paths", paths, "Folders of packs or of fixtures (default: .)")->option_text("PATH ...");
  app.add_option("--rules", common.rule_packs, "More rules: a pack's folder or one rule")
      ->allow_extra_args(false)
      ->option_text("PATH");
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  if (paths.empty()) paths.emplace_back(".");
  lint::FixtureSummary all;
  for (const std::string& path : paths) {
    lint::Options options;
    options.rule_packs = common.rule_packs;
    const bool pack = has_rules(context.files, path);
    if (pack) options.rule_packs.push_back(path);
    const lint::Linter linter(options, context.files);
    if (!linter.problems().empty()) return report_problems(context, linter);
    const std::string fixtures = fixtures_of(context.files, path);
    lint::FixtureSummary summary =
        lint::run_fixtures(context.files, fixtures, options, lint::update_fixtures());
    if (pack) report_uncovered(linter, context.files, fixtures, summary);
    all.rules += summary.rules;
    all.files += summary.files;
    all.problems.insert(all.problems.end(), summary.problems.begin(), summary.problems.end());
    all.updated.insert(all.updated.end(), summary.updated.begin(), summary.updated.end());
  }
  for (const auto& problem : all.problems)
    context.out << fmt::format("{}: {}\n", problem.path, problem.message);
  for (const std::string& path : all.updated) context.out << fmt::format("updated {}\n", path);
  context.out << fmt::format("{} rules, {} files, {} problems\n", all.rules, all.files, all.problems.size());
  if (all.files == 0) return usage_error(context, "no fixtures found");
  return all.problems.empty() ? ExitCode::kClean : ExitCode::kFindings;
}

}  // namespace ecslint::cli
