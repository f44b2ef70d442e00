// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>

#include "cli/check_arguments.h"
#include "cli/command.h"
#include "cli/common_options.h"
#include "lint/fixtures.h"
#include "lint/linter.h"
#include "lint/walk.h"
#include "report/locator.h"
#include "report/xml_text.h"
#include "text/replace_file.h"

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

/// What was expected and what was found stand below, line by line.
void write_lines(Output& out, std::string_view text) {
  for (bool first = true; !text.empty(); first = false) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out << fmt::format("{}{}\n", first ? "" : "    ", report::printable(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void write_text(Output& out, const lint::FixtureSummary& all) {
  for (const auto& problem : all.problems) {
    out << fmt::format("{}: ", report::printable(problem.path));
    write_lines(out, problem.message);
  }
  for (const std::string& path : all.updated) out << fmt::format("updated {}\n", report::printable(path));
  out << fmt::format("{}, {}, {}\n", counted(all.rules, "rule", "rules"),
                     counted(all.cases.size(), "file", "files"),
                     counted(all.problems.size(), "problem", "problems"));
}

/// A file is a test case of its rule; what is wrong with no file in particular is one by itself.
std::string junit(const lint::FixtureSummary& all) {
  std::map<std::string, std::string> failures;  // by file
  std::vector<lint::FixtureCase> cases = all.cases;
  for (const auto& problem : all.problems) {
    const auto about = [&](const lint::FixtureCase& file) {
      return problem.path == file.path || problem.path.starts_with(file.path + ".");
    };
    const auto at = std::ranges::find_if(cases, about);
    const std::string path = at == cases.end() ? problem.path : at->path;
    if (at == cases.end()) cases.push_back({"ecslint", path});
    failures[path] += fmt::format("      <failure message=\"{}\"/>\n", report::xml_text(problem.message));
  }
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ecslint test\" tests=\"{0}\" "
      "failures=\"{1}\" errors=\"0\">\n  <testsuite name=\"ecslint test\" tests=\"{0}\" failures=\"{1}\" "
      "errors=\"0\">\n",
      cases.size(), failures.size());
  for (const lint::FixtureCase& file : cases) {
    const std::string name = fmt::format("    <testcase classname=\"{}\" name=\"{}\"",
                                         report::xml_text(file.rule), report::xml_text(file.path));
    const auto failed = failures.find(file.path);
    out += failed == failures.end() ? name + "/>\n" : name + ">\n" + failed->second + "    </testcase>\n";
  }
  return out + "  </testsuite>\n</testsuites>\n";
}

}  // namespace

ExitCode test(Context& context, const std::vector<std::string>& arguments) {
  std::vector<std::string> paths;
  CommonOptions common;
  std::string format = "text";
  std::string output;
  CLI::App app(
      "Runs the fixtures of rule packs: good files must stay silent, bad ones say what is expected. With "
      "ECSLINT_UPDATE_FIXTURES=1 in the environment what is expected is written instead of compared",
      "ecslint test");
  app.add_option("paths", paths, "Folders of packs or of fixtures (default: .)")->option_text("PATH ...");
  app.add_option("--rules", common.rule_packs, "More rules: a pack's folder or one rule")
      ->allow_extra_args(false)
      ->option_text("PATH");
  app.add_option("-f,--format", format, "How results are written")->check(CLI::IsMember({"text", "junit"}));
  app.add_option("-o,--output", output, "Also write JUnit XML to this file")->option_text("FILE");
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
    all.cases.insert(all.cases.end(), summary.cases.begin(), summary.cases.end());
    all.problems.insert(all.problems.end(), summary.problems.begin(), summary.problems.end());
    all.updated.insert(all.updated.end(), summary.updated.begin(), summary.updated.end());
  }
  format == "junit" ? void(context.out << junit(all)) : write_text(context.out, all);
  if (!output.empty()) {
    if (const auto error = text::write_file(output, junit(all)))
      return usage_error(context, "--output: cannot write " + error->message);
  }
  if (all.cases.empty()) {
    return usage_error(context,
                       fmt::format("no fixtures found below {}: a pack has fixtures/CODE/ beside its "
                                   "rules, with good.* and bad.* files",
                                   fmt::join(paths, ", ")));
  }
  return all.problems.empty() ? ExitCode::kClean : ExitCode::kFindings;
}

}  // namespace ecslint::cli
