// SPDX-License-Identifier: Apache-2.0
#include "cli/command.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <cstdlib>

#include "cli/command_line.h"
#include "cli/lsp.h"
#include "cli/version.h"
#include "text/edit_distance.h"

namespace ecslint::cli {
namespace {

constexpr std::array<Command, 14> kCommands = {{
    {"check", "[PATH…]", "lint files and folders (default: .); - reads standard input", check},
    {"explain", "CODE", "what a rule says, why, and how to mend it; or the rules of a tag", explain},
    {"rules", "", "list the rules", rules},
    {"schema", "[NAME]", "print a JSON Schema for editors and validators", schema},
    {"test", "[PATH…]", "run the fixtures of rule packs", test},
    {"eval", "EXPR [FILE]", "evaluate a CEL expression on a document's canonical form", eval},
    {"dump", "FILE", "print the canonical resources with their source places", dump},
    {"explain-file", "FILE", "what a file was taken for and why, and what applies to it", explain_file},
    {"config", "[PATH]", "the configuration that applies, each value with where it was said", config},
    {"lsp", "", "language server on standard input and output, for editors", lsp},
    {"init", "[FOLDER]", "write an ecslint.toml that fits what is in the folder", init},
    {"doctor", "[PATH…]", "versions, rule packs, configuration found, and what is odd", doctor},
    {"completions", "SHELL", "print completions for bash, zsh or fish", completions},
    {"man", "", "print the manual page", man},
}};

ExitCode help(Context& context) {
  context.out
      << "ecslint finds what Amazon ECS would refuse, what would fail at run time, and what is insecure,\n"
         "fragile or wasteful, in task definitions and services, before they are deployed.\n\n";
  for (const Command& command : kCommands) {
    const std::string usage = fmt::format("{} {}", command.name, command.arguments);
    context.out << fmt::format("  ecslint {:<22} {}\n", usage, command.summary);
  }
  context.out << "  ecslint --version\n\n`ecslint COMMAND --help` tells its options.\n";
  return ExitCode::kClean;
}

ExitCode version(Context& context) {
  context.out << version_text();
  return ExitCode::kClean;
}

ExitCode unknown(Context& context, const std::string& word) {
  std::vector<std::string_view> names;
  for (const Command& command : kCommands) names.push_back(command.name);
  const std::string_view near = text::nearest(word, names);
  const bool path = near.empty() && context.files.exists(word);
  const std::string hint = path           ? fmt::format(" (to lint it: ecslint check {})", word)
                           : near.empty() ? ""
                                          : fmt::format(" (did you mean {}?)", near);
  return usage_error(context, fmt::format("no command {}{}", word, hint));
}

/// " (did you mean --format?)" for the first option that the command does not have. Only those that are
/// mentioned have been declared: all are asked for.
std::string nearest_option(const CLI::App& app, const Context& context) {
  const std::string name = app.get_name();
  for (const std::string& word : app.remaining()) {
    if (!word.starts_with("--")) continue;
    for (const CommandLine& command : command_lines(context)) {
      if (name != fmt::format("ecslint {}", command.name)) continue;
      std::vector<std::string_view> names;
      for (const OptionLine& option : command.options)
        names.insert(names.end(), option.names.begin(), option.names.end());
      const std::string_view near = text::nearest(std::string_view(word).substr(0, word.find('=')), names);
      if (!near.empty()) return fmt::format(" (did you mean {}?)", near);
    }
  }
  return {};
}

}  // namespace

std::span<const Command> commands() { return kCommands; }

ExitCode run(Context& context, const std::vector<std::string>& arguments) {
  if (arguments.empty()) return help(context), ExitCode::kUsage;
  const std::string& word = arguments.front();
  if (word == "--help" || word == "-h" || word == "help") return help(context);
  if (word == "--version" || word == "-V" || word == "version") return version(context);
  const auto at =
      std::find_if(kCommands.begin(), kCommands.end(), [&](const Command& c) { return c.name == word; });
  if (at == kCommands.end()) return unknown(context, word);
  return at->run(context, {arguments.begin() + 1, arguments.end()});
}

bool parse(CLI::App& app, Context& context, const std::vector<std::string>& arguments, ExitCode& code) {
  if (context.inspect) return context.inspect(app), false;
  try {
    std::vector<std::string> reversed(arguments.rbegin(), arguments.rend());
    app.parse(reversed);
    return true;
  } catch (const CLI::CallForHelp&) {
    context.out << app.help();
    code = ExitCode::kClean;
  } catch (const CLI::ExtrasError& error) {
    code = usage_error(context, error.what() + nearest_option(app, context));
  } catch (const CLI::ParseError& error) {
    code = usage_error(context, error.what());
  }
  return false;
}

ExitCode usage_error(Context& context, std::string_view message) {
  context.err << fmt::format("ecslint: {}\n", message);
  return ExitCode::kUsage;
}

bool wants_color(const Output& out, std::string_view choice) {
  if (choice == "always") return true;
  if (choice == "never") return false;
  const char* no = std::getenv("NO_COLOR");
  if (no != nullptr && *no != '\0') return false;
  const char* force = std::getenv("FORCE_COLOR");
  if (force != nullptr && *force != '\0') return true;
  return out.is_terminal();
}

}  // namespace ecslint::cli
