// SPDX-License-Identifier: Apache-2.0
#include "cli/mend.h"

#include <fmt/format.h>

#include "lint/fixer.h"
#include "text/line_diff.h"
#include "text/overlay.h"
#include "text/replace_file.h"

namespace ecslint::cli {
namespace {

void show_diff(Context& context, const lint::FixedFile& file) {
  context.out << text::unified_diff(file.path, file.secrets.mask(file.before), file.secrets.mask(file.after));
}

void tell_left_out(Context& context, const lint::FixOutcome& outcome) {
  for (const auto& [code, left_out] : outcome.left_out) {
    context.err << fmt::format("ecslint: {} of {} left out, after which {} would speak\n",
                               counted(left_out.count, "fix", "fixes"), code,
                               fmt::join(left_out.brings, ", "));
  }
}

}  // namespace

ExitCode mend(Context& context, const CheckArguments& args, const lint::Options& options,
              Progress& progress) {
  text::OverlayFileSystem files(context.files);
  const lint::Linter linter(options, files);
  progress.start();
  const lint::FixOutcome outcome = lint::Fixer(linter, files, args.unsafe_fixes).fix(args.paths);
  progress.stop();
  bool failed = false;
  for (const lint::FixedFile& file : outcome.files) {
    if (args.diff) {
      show_diff(context, file);
    } else if (const auto error = text::replace_file(file.path, file.before, file.after)) {
      context.err << fmt::format("ecslint: not fixed: {}\n", error->message);
      failed = true;
    }
  }
  if (outcome.dropped > 0) {
    context.err << fmt::format("ecslint: {} left out: the change would not have been what was meant\n",
                               counted(outcome.dropped, "fix", "fixes"));
  }
  tell_left_out(context, outcome);
  if (!args.diff && !failed && outcome.fixed > 0) {
    context.err << fmt::format("ecslint: {} fixed in {}\n", counted(outcome.fixed, "finding", "findings"),
                               counted(outcome.files.size(), "file", "files"));
  }
  return failed ? ExitCode::kUnreadable : ExitCode::kClean;
}

}  // namespace ecslint::cli
