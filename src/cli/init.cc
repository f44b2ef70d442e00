// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/check_arguments.h"
#include "cli/command.h"
#include "cli/common_options.h"
#include "lint/configuration.h"
#include "lint/look_around.h"
#include "lint/walk.h"
#include "text/replace_file.h"

namespace ecslint::cli {
namespace {

using Counts = std::map<std::string, std::uint32_t>;

/// A list of TOML strings; none of the words can hold a quote.
std::string list(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += fmt::format("{}\"{}\"", out.empty() ? "" : ", ", word);
  return "[" + out + "]";
}

std::vector<std::string> keys_of(const Counts& counts) {
  std::vector<std::string> out;
  for (const auto& [key, count] : counts) {
    if (key.find_first_of("\"\\\n") == std::string::npos) out.push_back(key);
  }
  return out;
}

std::string enumerated(const Counts& counts) {
  std::string out;
  for (const auto& [what, count] : counts)
    out += fmt::format("{}{} {}{}", out.empty() ? "" : ", ", count, what, count == 1 ? "" : "s");
  return out;
}

/// Tags that most resources have, and so all should.
std::vector<std::string> common_tags(const lint::Surroundings& here) {
  std::vector<std::string> out;
  for (const std::string& key : keys_of(here.tags)) {
    if (here.tags.at(key) * 2 > here.taggable) out.push_back(key);
  }
  return out;
}

std::string heading(const lint::Surroundings& here) {
  const lint::Summary& summary = here.summary;
  std::string out =
      "# What ecslint does with the files below this folder; what can be said here:\n"
      "# https://github.com/ecslint/ecslint/blob/main/docs/using.md#configuration\n"
      "# `ecslint config PATH` shows what holds for a file, `ecslint schema config` prints a JSON Schema for "
      "editors.\n#\n";
  if (here.kinds.empty()) return out + "# There was nothing of ECS here yet.\n";
  return out + fmt::format(
                   "# When this was written: {} in {}; {}, {}, {}.\n", enumerated(here.kinds),
                   counted(summary.files, "file", "files"), counted(summary.errors, "error", "errors"),
                   counted(summary.warnings, "warning", "warnings"), counted(summary.infos, "info", "infos"));
}

std::string baseline(const lint::Surroundings& here) {
  constexpr std::uint32_t kMany = 20;
  if (here.summary.errors + here.summary.warnings <= kMany) return {};
  return "#\n# That is a lot to begin with. `ecslint check --write-baseline .ecslint-baseline.json` "
         "remembers it,\n"
         "# and `ecslint check --baseline .ecslint-baseline.json` tells only what is new.\n";
}

std::string options(const lint::Surroundings& here) {
  std::string out;
  if (!here.registries.empty()) {
    out += fmt::format(
        "\n# Images come from here (\"ecr\" stands for any private registry of ECR, \"*.example.com\" for "
        "hosts of that "
        "end);\n# allow nothing else:\n# [rules.IMG004]\n# options = {{ registries = {} }}\n",
        list(keys_of(here.registries)));
  }
  if (!here.drivers.empty()) {
    out += fmt::format(
        "\n# Log drivers in use; allow nothing else:\n# [rules.LOG033]\n# options = {{ drivers = {} }}\n",
        list(keys_of(here.drivers)));
  }
  std::vector<std::string> tags = common_tags(here);
  const std::string_view found =
      tags.empty() ? "Tags that everything must have" : "Most resources have these tags; demand them of all";
  if (tags.empty()) tags = {"owner", "environment"};
  return out +
         fmt::format("\n# {}:\n# [rules.TAG021]\n# severity = \"warning\"\n# options = {{ keys = {} }}\n",
                     found, list(tags));
}

std::string section(const std::set<std::string>& patterns, std::string_view fallback, std::string_view says) {
  const std::vector<std::string> files(patterns.begin(), patterns.end());
  return fmt::format("# [[path]]\n# files = {}\n# {}\n",
                     files.empty() ? fmt::format("\"{}\"", fallback) : list(files), says);
}

std::string configuration_for(const lint::Surroundings& here) {
  return heading(here) + baseline(here) +
         "\n# minimal: errors only; default; strict: infos become warnings\n"
         "profile = \"default\"\n"
         "\n# Rules that are not wanted: codes, their prefixes (CTR), names, tag:NAME.\n"
         "# ignore = [\"CTR002\"]\n"
         "\n# All services of the task definitions here are here too, so that what no service uses can be "
         "told.\n"
         "# closed = true\n" +
         options(here) + "\n# What holds for some files only, after what holds for all:\n" +
         section(here.production, "env/prod/**", "profile = \"strict\"") +
         section(here.development, "env/dev/**", "ignore = [\"HAV\"]  # availability does not matter there") +
         "\n# What has to stay, where the file can have no comment (ecslint check --add-ignore "
         "CODE@FILE:LINE\n"
         "# writes it). Beside a list TOML allows no such tables: ignore = [\"CTR002\", { code = \"IAM001\", "
         "… }]\n"
         "# [[ignore]]\n# code = \"IAM001\"\n# file = \"deploy/task-definition.json\"\n"
         "# path = \"taskRoleArn\"  # as findings show it\n# reason = \"one role until the accounts are "
         "split\"\n"
         "# until = \"2030-12-31\"\n";
}

}  // namespace

ExitCode init(Context& context, const std::vector<std::string>& arguments) {
  std::string folder = ".";
  bool print = false;
  bool force = false;
  CLI::App app("Looks at what is in a folder and writes an ecslint.toml that fits it", "ecslint init");
  app.add_option("folder", folder, "Where (default: .)")->option_text("FOLDER");
  app.add_flag("--print", print, "Print it instead");
  app.add_flag("--force", force, "Also when there is an ecslint.toml already");
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  if (!context.files.is_directory(folder)) return usage_error(context, folder + " is no folder");
  const std::string path = lint::join_path(folder, lint::kConfigurationName);
  if (!print && !force && context.files.exists(path)) {
    return usage_error(context, path + " is there already (--force writes a new one, --print shows it)");
  }
  const lint::Linter linter({.no_config = true}, context.files);
  const std::string text = configuration_for(lint::look_around(linter, {folder}));
  if (print) return context.out << text, ExitCode::kClean;
  if (const auto error = text::write_file(path, text)) return usage_error(context, error->message);
  context.err << fmt::format("ecslint: {} written; ecslint check lints with it\n", path);
  return ExitCode::kClean;
}

}  // namespace ecslint::cli
