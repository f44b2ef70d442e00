// SPDX-License-Identifier: Apache-2.0
#include "cli/lsp.h"

#include <unistd.h>

#include <CLI/CLI.hpp>

#include "cli/common_options.h"
#include "cli/mentioned.h"
#include "cli/version.h"
#include "lsp/serve.h"

namespace ecslint::cli {

/// Standard output belongs to the protocol, so that nothing may be written there besides.
ExitCode lsp(Context& context, const std::vector<std::string>& arguments) {
  CommonOptions common;
  std::string baseline;
  bool stdio = false;
  CLI::App app("Language server on standard input and output", "ecslint lsp");
  declare_common(app, common, Mentioned(context, arguments));
  app.add_option("--baseline", baseline, "Report only what is not in this file")->option_text("FILE");
  app.add_flag("--stdio", stdio, "Accepted, since some clients give it: there is no other way");
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  auto options = lint_options(common, context);
  if (!options) return ExitCode::kUsage;
  options->baseline = baseline;
  ecslint::lsp::Settings settings;
  settings.options = std::move(*options);
  return static_cast<ExitCode>(ecslint::lsp::serve(std::move(settings), context.files, std::string(version()),
                                                   STDIN_FILENO, STDOUT_FILENO));
}

}  // namespace ecslint::cli
