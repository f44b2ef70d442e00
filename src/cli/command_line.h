// SPDX-License-Identifier: Apache-2.0
// The whole command line as data, asked of the commands themselves: completions and the manual page are
// written from it, so that they know every option there is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/command.h"

namespace ecslint::cli {

struct OptionLine {
  std::vector<std::string> names;  // "-f", "--format"; none: an argument by its place
  std::string value;               // "FILE"; empty for a flag
  std::vector<std::string> choices;
  std::string summary;
};

struct CommandLine {
  std::string_view name;
  std::string_view arguments;  // "[PATH…]"
  std::string_view summary;
  std::vector<OptionLine> options;
};

std::vector<CommandLine> command_lines(const Context& context);

}  // namespace ecslint::cli
