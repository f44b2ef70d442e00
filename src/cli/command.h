// SPDX-License-Identifier: Apache-2.0
// One command of ecslint: a row in the table of commands and a function in the file of its name. A command
// owns its arguments and its exit code, and no judgement; that is lint/'s.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/exit_code.h"
#include "cli/output.h"
#include "text/file_system.h"

namespace CLI {
class App;
}

namespace ecslint::cli {

/// What a command may touch of the world.
struct Context {
  Output& out;
  Output& err;
  const text::FileSystem& files;
  /// Set by who only wants to know the options of a command: parse() shows them and the command ends.
  std::function<void(const CLI::App&)> inspect = nullptr;
};

struct Command {
  std::string_view name;
  std::string_view arguments;  // "[PATH…]"
  std::string_view summary;
  ExitCode (*run)(Context& context, const std::vector<std::string>& arguments);
};

/// In the order of --help.
std::span<const Command> commands();

/// The whole program: arguments without argv[0].
ExitCode run(Context& context, const std::vector<std::string>& arguments);

/// Parses into the variables bound to `app`; false when the run is over (help was printed, or the arguments
/// are wrong), with `code` set.
bool parse(CLI::App& app, Context& context, const std::vector<std::string>& arguments, ExitCode& code);

/// "ecslint: …" on standard error.
ExitCode usage_error(Context& context, std::string_view message);

/// Whether text for a person should be coloured: --color, then NO_COLOR and FORCE_COLOR, then the terminal.
bool wants_color(const Output& out, std::string_view choice);

ExitCode check(Context& context, const std::vector<std::string>& arguments);
ExitCode explain(Context& context, const std::vector<std::string>& arguments);
ExitCode rules(Context& context, const std::vector<std::string>& arguments);
ExitCode schema(Context& context, const std::vector<std::string>& arguments);
ExitCode test(Context& context, const std::vector<std::string>& arguments);
ExitCode eval(Context& context, const std::vector<std::string>& arguments);
ExitCode dump(Context& context, const std::vector<std::string>& arguments);
ExitCode explain_file(Context& context, const std::vector<std::string>& arguments);
ExitCode config(Context& context, const std::vector<std::string>& arguments);
ExitCode init(Context& context, const std::vector<std::string>& arguments);
ExitCode doctor(Context& context, const std::vector<std::string>& arguments);
ExitCode completions(Context& context, const std::vector<std::string>& arguments);
ExitCode man(Context& context, const std::vector<std::string>& arguments);

}  // namespace ecslint::cli
