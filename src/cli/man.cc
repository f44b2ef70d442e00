// SPDX-License-Identifier: Apache-2.0
// The manual page, in the language of man(7).
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/command_line.h"
#include "cli/version.h"

namespace ecslint::cli {
namespace {

/// Text of ours as troff prints it: no line begins with a control character, hyphens can be copied.
std::string troff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
  }
  for (std::size_t at = 0; (at = out.find("\u2026", at)) != std::string::npos;) out.replace(at, 3, "...");
  return !out.empty() && (out[0] == '.' || out[0] == '\'') ? "\\&" + out : out;
}

std::string heading(const OptionLine& option) {
  std::string out;
  for (const std::string& name : option.names)
    out += (out.empty() ? "\\fB" : ", \\fB") + troff(name) + "\\fR";
  if (option.value.empty()) return out;
  return out + (out.empty() ? "" : " ") + "\\fI" + troff(option.value) + "\\fR";
}

void write_command(Output& out, const CommandLine& command) {
  out << fmt::format(".SS \"ecslint {} {}\"\n{}.\n", troff(command.name), troff(command.arguments),
                     troff(command.summary));
  for (const OptionLine& option : command.options) {
    if (option.names.size() == 2 && option.names[1] == "--help") continue;
    out << fmt::format(".TP\n{}\n{}", heading(option), troff(option.summary));
    if (!option.choices.empty()) {
      out << troff(fmt::format("{}{}", option.summary.empty() ? "" : ": ", fmt::join(option.choices, ", ")));
    }
    out << ".\n";
  }
}

constexpr std::string_view kEnd = R"(.SH EXIT STATUS
.TP
.B 0
nothing at or above the level of \fB\-\-fail\-on\fR was found
.TP
.B 1
something was
.TP
.B 2
wrong arguments, or a mistake in ecslint.toml or in a rule pack
.TP
.B 3
an input could not be read or parsed; what could be read was checked
.TP
.B 4
a mistake of ecslint's own
.PP
Where several apply: 4, 2, 3, 1.
.SH FILES
.TP
.I ecslint.toml
The configuration. The nearest one upwards from a file applies to it; \fBecslint init\fR writes the first,
\fBecslint config\fR shows what holds and \fBecslint schema config\fR prints its JSON Schema.
.SH ENVIRONMENT
.TP
.B NO_COLOR
Text is not coloured.
.TP
.B FORCE_COLOR
Text is coloured also where it does not go to a terminal.
.TP
.B ECSLINT_UPDATE_FIXTURES
1: \fBecslint test\fR writes the .expected and .fixed files instead of comparing them.
.SH EXAMPLES
.TP
.B ecslint check
Lint everything below this folder that is ECS.
.TP
.B ecslint check \-\-fix \-\-since main
Mend what was written since the branch left main.
.TP
.B ecslint check \-o sarif=ecslint.sarif \-o junit=ecslint.xml
Write two reports besides the one for people.
.TP
.B ecslint explain IAM001
What a rule says, why, and how to mend it.
)";

}  // namespace

ExitCode man(Context& context, const std::vector<std::string>& arguments) {
  CLI::App app("Prints the manual page: ecslint man | man -l -", "ecslint man");
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  context.out << fmt::format(".TH ECSLINT 1 \"\" \"ecslint {}\" \"User Commands\"\n", version());
  context.out
      << ".SH NAME\necslint \\- find mistakes in Amazon ECS task definitions and services\n"
         ".SH SYNOPSIS\n.B ecslint\n.I COMMAND\n[\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n"
         ".SH DESCRIPTION\n"
         "ecslint finds what Amazon ECS would refuse, what would fail at run time, and what is insecure, "
         "fragile\nor wasteful, in task definitions and services, before they are deployed. It needs no "
         "account and no network.\n.SH COMMANDS\n";
  for (const CommandLine& command : command_lines(context)) write_command(context.out, command);
  context.out << kEnd;
  return ExitCode::kClean;
}

}  // namespace ecslint::cli
