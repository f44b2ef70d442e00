// SPDX-License-Identifier: Apache-2.0
#include "cli/command_line.h"

#include <CLI/CLI.hpp>

namespace ecslint::cli {
namespace {

/// CLI11 tells what may be said as "TEXT:{a,b,c}".
std::vector<std::string> choices_of(const std::string& type) {
  std::vector<std::string> out;
  const std::size_t open = type.find('{');
  const std::size_t close = type.rfind('}');
  if (open == std::string::npos || close == std::string::npos) return out;
  for (std::string& word : CLI::detail::split(type.substr(open + 1, close - open - 1), ',')) {
    out.push_back(std::move(word));
  }
  return out;
}

/// What --help calls the value: its option_text where it has one.
std::string value_name(const CLI::Option& option, bool choices) {
  if (option.get_items_expected_max() == 0) return {};
  if (!option.get_option_text().empty()) return option.get_option_text();
  const std::string type = option.get_type_name();
  return choices ? "NAME" : type.substr(0, type.find(':'));
}

OptionLine line_of(const CLI::Option& option) {
  OptionLine out;
  for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
  for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  out.choices = choices_of(option.get_type_name());
  out.value = value_name(option, !out.choices.empty());
  out.summary = option.get_description();
  return out;
}

}  // namespace

std::vector<CommandLine> command_lines(const Context& context) {
  std::vector<CommandLine> out;
  for (const Command& command : commands()) {
    CommandLine& line = out.emplace_back();
    line.name = command.name;
    line.arguments = command.arguments;
    line.summary = command.summary;
    Context inspecting{context.out, context.err, context.files, [&line](const CLI::App& app) {
                         for (const CLI::Option* option : app.get_options())
                           line.options.push_back(line_of(*option));
                       }};
    command.run(inspecting, {});
  }
  return out;
}

}  // namespace ecslint::cli
