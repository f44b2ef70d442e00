// SPDX-License-Identifier: Apache-2.0
// What `ecslint check` can be told, besides the options that it shares with other commands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace ecslint::cli {

class Mentioned;

struct CheckArguments {
  std::vector<std::string> paths;
  std::string format = "text";
  std::vector<std::string> outputs;
  std::string fail_on;  // empty: warning, or error beside --max-warnings
  std::optional<std::size_t> max_warnings;
  std::string stdin_filename = "-";
  std::string color = "auto";
  bool statistics = false;
  bool show_undecided = false;
  bool quiet = false;
  bool exit_zero = false;
  bool fix = false;
  bool unsafe_fixes = false;
  bool diff = false;
  std::string since;
  std::string baseline;
  std::string write_baseline;
  std::string sarif_limit;
  std::string input_format;
  std::vector<std::string> add_ignores;
  std::string reason;  // of these

  bool records() const { return input_format == "ndjson"; }
  bool fixes() const { return fix || unsafe_fixes || diff; }
  bool reads_standard_input() const { return paths.size() == 1 && paths.front() == "-"; }
};

void declare(CLI::App& app, CheckArguments& args, const Mentioned& mentioned);

/// "1 file", "2 files".
std::string counted(std::size_t count, std::string_view one, std::string_view many);

}  // namespace ecslint::cli
