// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <set>

#include "cli/check_arguments.h"
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/version.h"
#include "lint/configuration.h"
#include "lint/git_process.h"
#include "lint/look_around.h"
#include "lint/walk.h"
#include "text/line_index.h"

namespace ecslint::cli {
namespace {

class Doctor {
 public:
  Doctor(Context& context, const lint::Linter& linter, std::vector<std::string> paths)
      : context_(context), linter_(linter), paths_(std::move(paths)) {}

  ExitCode run() {
    context_.out << version_text();
    rules();
    git();
    files();
    configurations();
    for (const std::string& odd : odd_) context_.out << "odd: " << odd << "\n";
    if (odd_.empty()) context_.out << "nothing odd\n";
    return broken_ ? ExitCode::kUsage : ExitCode::kClean;
  }

 private:
  void say(std::string_view what, std::string_view text) {
    context_.out << fmt::format("{:<16}{}\n", what, text);
  }
  void odd(std::string text) { odd_.push_back(std::move(text)); }

  void rules() {
    const rules::RuleSet& all = linter_.rules();
    const std::size_t packs = all.packs().size() - 1;
    std::size_t own = 0;
    std::size_t selected = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
      own += &all.pack(i) == all.packs().front().get() ? 0 : 1;
      selected += linter_.selects(i) ? 1 : 0;
    }
    say("rules", fmt::format("{} built in, {} of {}; {} count in this folder", all.size() - own, own,
                             counted(packs, "pack of your own", "packs of your own"), selected));
    if (selected == 0) odd("no rule counts in this folder: select, ignore or a profile leaves nothing");
  }

  void git() {
    const lint::GitAnswer version = lint::git(".", {"version"});
    if (version.exit != 0) {
      say("git", "cannot be run: what it ignores is looked at too, and --since does not work");
      return;
    }
    const lint::GitAnswer top = lint::git(".", {"rev-parse", "--show-toplevel"});
    const auto line = [](const std::string& text) { return text.substr(0, text.find('\n')); };
    say("git",
        line(version.output) + (top.exit == 0 ? ", repository " + line(top.output) : ", no repository here"));
  }

  void files() {
    const lint::Surroundings here = lint::look_around(linter_, paths_);
    std::string kinds;
    for (const auto& [kind, count] : here.kinds)
      kinds += fmt::format("{}{} {}{}", kinds.empty() ? "" : ", ", count, kind, count == 1 ? "" : "s");
    say("files", fmt::format("{} opened, {} {} ECS{}{}", here.summary.opened, here.summary.files,
                             here.summary.files == 1 ? "holds" : "hold", kinds.empty() ? "" : ": ", kinds));
    for (const auto& [what, count] : here.summary.others) {
      if (what != "nothing of ECS") say("", fmt::format("{} left alone: {}", count, what));
    }
    for (const std::string& file : here.unreadable) odd(file + " could not be read whole");
    if (here.summary.files == 0) odd("there is nothing of ECS here: ecslint explain-file FILE says why");
  }

  void configurations() {
    const lint::Walk walked = lint::walk(context_.files, paths_, {});
    std::set<std::string> found;
    for (const lint::Input& input : walked.files)
      look_upwards(std::string(lint::folder_of(lint::plain(input.path))), found);
    for (const std::string& path : paths_) {
      const std::string folder(lint::plain(path));
      look_upwards(context_.files.is_directory(path) ? folder : std::string(lint::folder_of(folder)), found);
    }
    if (found.empty()) say("configuration", "none (ecslint init writes one)");
    for (const std::string& path : found) look_into(path, walked);
  }

  void look_upwards(const std::string& folder, std::set<std::string>& found) {
    if (!seen_.insert(folder).second) return;
    for (const std::string& up :
         lint::folders_upwards(lint::join_path(folder, "x"), context_.files.current_folder())) {
      std::string path = lint::join_path(up, lint::kConfigurationName);
      if (context_.files.exists(path)) return void(found.insert(std::move(path)));
    }
  }

  void look_into(const std::string& path, const lint::Walk& walked) {
    const lint::Configuration configuration = lint::read_configuration(context_.files, path);
    say("configuration", path);
    for (const finding::Finding& problem : configuration.problems) {
      broken_ = true;
      const text::Position at =
          text::LineIndex(problem.place.source->bytes()).position(problem.place.range.begin);
      odd(fmt::format("{}:{}:{}: {}", problem.place.source->name(), at.line, at.column, problem.message));
    }
    for (const lint::Configuration* each : lint::with_bases(configuration)) {
      if (each != &configuration) say("", "extends " + each->path);
      patterns(*each, walked);
      for (const std::string& pack : each->packs) {
        say("", "rules of " + pack);
        if (!configuration.folder.empty())
          odd(fmt::format("{}: packs count only in the ecslint.toml of the folder ecslint runs in",
                          each->path));
      }
    }
  }

  /// Patterns that no file has a name for.
  void patterns(const lint::Configuration& configuration, const lint::Walk& walked) {
    const auto check = [&](std::string_view table, const std::string& pattern) {
      const auto matches = [&](const lint::Input& input) {
        return lint::matches_pattern(pattern, configuration.below(input.path));
      };
      if (pattern.empty() || std::ranges::any_of(walked.files, matches)) return;
      odd(fmt::format("{}: no file here matches {} of a [[{}]]", configuration.path, pattern, table));
    };
    for (const lint::PathSection& section : configuration.paths) {
      for (const std::string& pattern : section.files) check("path", pattern);
    }
    for (const lint::IgnoreSetting& ignore : configuration.ignores) check("ignore", ignore.file);
    for (const lint::LinkSetting& link : configuration.links) {
      check("link", link.service);
      check("link", link.task_definition);
    }
  }

  Context& context_;
  const lint::Linter& linter_;
  std::vector<std::string> paths_;
  std::set<std::string> seen_;
  std::vector<std::string> odd_;
  bool broken_ = false;
};

}  // namespace

ExitCode doctor(Context& context, const std::vector<std::string>& arguments) {
  std::vector<std::string> paths;
  CLI::App app("Tells versions, rule packs, configuration and what is odd", "ecslint doctor");
  app.add_option("paths", paths, "Files and folders (default: .)")->option_text("PATH ...");
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  if (paths.empty()) paths.emplace_back(".");
  const lint::Linter linter({}, context.files);
  if (!linter.problems().empty()) {
    context.out << version_text();
    return report_problems(context, linter);
  }
  return Doctor(context, linter, std::move(paths)).run();
}

}  // namespace ecslint::cli
