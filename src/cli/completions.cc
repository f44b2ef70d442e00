// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/command.h"
#include "cli/command_line.h"

namespace ecslint::cli {
namespace {

using Lines = std::vector<CommandLine>;

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  return fmt::format("{}", fmt::join(words, between));
}

/// Options whose values are codes and names of rules, which the program itself lists.
bool takes_rules(const OptionLine& option) {
  return std::ranges::any_of(option.names, [](const std::string& name) {
    return name == "--select" || name == "--ignore" || name == "--add-ignore";
  });
}

std::vector<std::string> names_of(const CommandLine& command) {
  std::vector<std::string> out;
  for (const OptionLine& option : command.options) {
    out.insert(out.end(), option.names.begin(), option.names.end());
  }
  return out;
}

/// An argument by its place that is one of a few words.
const std::vector<std::string>* argument_choices(const CommandLine& command) {
  for (const OptionLine& option : command.options) {
    if (option.names.empty() && !option.choices.empty()) return &option.choices;
  }
  return nullptr;
}

void write_bash_values(Output& out, const CommandLine& command) {
  for (const OptionLine& option : command.options) {
    if (option.names.empty() || option.value.empty()) continue;
    std::vector<std::string> patterns;
    for (const std::string& name : option.names)
      patterns.push_back(fmt::format("'{} {}'", command.name, name));
    std::string reply = "_ecslint_files";
    if (!option.choices.empty()) reply = fmt::format("_ecslint_words '{}'", joined(option.choices, " "));
    if (takes_rules(option)) reply = "_ecslint_words \"$(_ecslint_rules)\"";
    out << fmt::format("    {}) {}; return ;;\n", joined(patterns, "|"), reply);
  }
}

void write_bash(Output& out, const Lines& lines) {
  std::vector<std::string> names;
  for (const CommandLine& command : lines) names.emplace_back(command.name);
  out << "# Completions of ecslint for bash: . <(ecslint completions bash)\n"
         "_ecslint_words() { COMPREPLY=($(compgen -W \"$1\" -- \"$cur\")); }\n"
         "_ecslint_files() { compopt -o default 2> /dev/null; COMPREPLY=(); }\n"
         "_ecslint_rules() { ecslint rules 2> /dev/null | sed -n 's/^\\([A-Z][A-Z]*[0-9]*\\)  .*/\\1/p'; }\n"
         "_ecslint() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
         "  if [ \"$cur\" = = ]; then cur=; elif [ \"$prev\" = = ]; then prev=${COMP_WORDS[COMP_CWORD-2]}; "
         "fi\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n";
  out << fmt::format("    _ecslint_words '{} --help --version'; return\n  fi\n", joined(names, " "));
  out << "  case \"$command $prev\" in\n";
  for (const CommandLine& command : lines) write_bash_values(out, command);
  out << "  esac\n  case \"$command $cur\" in\n";
  for (const CommandLine& command : lines) {
    out << fmt::format("    '{} -'*) _ecslint_words '{}' ;;\n", command.name, joined(names_of(command), " "));
    if (const auto* choices = argument_choices(command)) {
      out << fmt::format("    '{} '*) _ecslint_words '{}' ;;\n", command.name, joined(*choices, " "));
    }
  }
  out << "    'explain '*) _ecslint_words \"$(_ecslint_rules)\" ;;\n"
         "    *) _ecslint_files ;;\n  esac\n}\n"
         "complete -F _ecslint ecslint\n";
}

/// Inside single quotes, and without what _arguments takes for its own.
std::string zsh_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
      out += c;
    }
  }
  return out;
}

std::string zsh_action(const OptionLine& option) {
  if (!option.choices.empty()) return "(" + joined(option.choices, " ") + ")";
  return takes_rules(option) ? "_ecslint_rules" : "_files";
}

void write_zsh_command(Output& out, const CommandLine& command) {
  out << fmt::format("    {})\n      _arguments -s", command.name);
  for (const OptionLine& option : command.options) {
    const std::string value =
        option.value.empty() ? "" : fmt::format(":{}:{}", zsh_text(option.value), zsh_action(option));
    const std::string repeated = option.value.empty() ? "" : "*";
    for (const std::string& name : option.names) {
      out << fmt::format(" \\\n        '{}{}[{}]{}'", repeated, name, zsh_text(option.summary), value);
    }
    if (!option.names.empty()) continue;
    const std::string action = command.name == "explain" ? "_ecslint_rules" : zsh_action(option);
    out << fmt::format(" \\\n        '*:{}:{}'", zsh_text(option.value), action);
  }
  out << "\n      ;;\n";
}

void write_zsh(Output& out, const Lines& lines) {
  out << "#compdef ecslint\n"
         "# Completions of ecslint for zsh: put this into a folder of $fpath as _ecslint\n"
         "_ecslint_rules() { compadd -- ${(f)\"$(ecslint rules 2> /dev/null | sed -n "
         "'s/^\\([A-Z][A-Z]*[0-9]*\\)  .*/\\1/p')\"} }\n"
         "_ecslint() {\n  local -a commands\n  commands=(\n";
  for (const CommandLine& command : lines) {
    out << fmt::format("    '{}:{}'\n", command.name, zsh_text(command.summary));
  }
  out << "  )\n  if (( CURRENT == 2 )); then\n    _describe command commands\n    return\n  fi\n"
         "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n";
  for (const CommandLine& command : lines) write_zsh_command(out, command);
  out << "  esac\n}\n"
         "if [ \"$funcstack[1]\" = _ecslint ]; then _ecslint \"$@\"; else compdef _ecslint ecslint; fi\n";
}

/// Inside single quotes.
std::string fish_text(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

void write_fish_option(Output& out, std::string_view command, const OptionLine& option) {
  out << fmt::format("complete -c ecslint -n '__fish_seen_subcommand_from {}'", command);
  for (const std::string& name : option.names) {
    out << (name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1));
  }
  if (!option.choices.empty()) {
    out << fmt::format(" -{} '{}'", option.names.empty() ? "fa" : "xa", joined(option.choices, " "));
  } else if (takes_rules(option)) {
    out << " -xa '(__ecslint_rules)'";
  } else if (!option.names.empty() && !option.value.empty()) {
    out << " -r";
  }
  out << fmt::format(" -d '{}'\n", fish_text(option.summary));
}

void write_fish(Output& out, const Lines& lines) {
  out << "# Completions of ecslint for fish: ecslint completions fish > "
         "~/.config/fish/completions/ecslint.fish\n"
         "function __ecslint_rules\n"
         "  ecslint rules 2> /dev/null | string match -r '^[A-Z]+[0-9]+(?=  )'\n"
         "end\n";
  std::vector<std::string> names;
  for (const CommandLine& command : lines) names.emplace_back(command.name);
  const std::string none = fmt::format("'not __fish_seen_subcommand_from {}'", joined(names, " "));
  for (const CommandLine& command : lines) {
    out << fmt::format("complete -c ecslint -n {} -fa {} -d '{}'\n", none, command.name,
                       fish_text(command.summary));
  }
  for (const CommandLine& command : lines) {
    for (const OptionLine& option : command.options) {
      if (!option.names.empty() || !option.choices.empty()) write_fish_option(out, command.name, option);
    }
  }
  out << "complete -c ecslint -n '__fish_seen_subcommand_from explain' -fa '(__ecslint_rules)'\n";
}

}  // namespace

ExitCode completions(Context& context, const std::vector<std::string>& arguments) {
  std::string shell;
  CLI::App app("Prints completions for a shell", "ecslint completions");
  app.add_option("shell", shell, "The shell")->required()->check(CLI::IsMember({"bash", "zsh", "fish"}));
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  const Lines lines = command_lines(context);
  if (shell == "bash") write_bash(context.out, lines);
  if (shell == "zsh") write_zsh(context.out, lines);
  if (shell == "fish") write_fish(context.out, lines);
  return ExitCode::kClean;
}

}  // namespace ecslint::cli
