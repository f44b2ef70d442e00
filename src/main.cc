// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <csignal>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "cli/command.h"

namespace {

/// The end when nothing can be relied on any more, not even memory for the words.
template <std::size_t N>
[[noreturn]] void give_up(const char (&words)[N]) {
  static_cast<void>(!::write(STDERR_FILENO, words, N - 1));
  ::_exit(static_cast<int>(ecslint::cli::ExitCode::kInternal));
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ecslint;
  std::set_new_handler([] { give_up("ecslint: out of memory\n"); });
  std::set_terminate([] { give_up("ecslint: internal error\n"); });
  std::signal(SIGPIPE, SIG_IGN);
  cli::Output out(STDOUT_FILENO);
  cli::Output err(STDERR_FILENO);
  const text::RealFileSystem files;
  cli::Context context{out, err, files};
  cli::ExitCode code = cli::ExitCode::kInternal;
  try {
    code = cli::run(context, {argv + 1, argv + argc});
  } catch (const std::exception& error) {
    err << "ecslint: internal error: " << error.what() << "\n";
  }
  out.flush();
  if (out.failed() && !out.closed()) {
    err << "ecslint: cannot write to standard output: " << out.reason() << "\n";
    code = cli::worse(code, cli::ExitCode::kUnreadable);
  }
  err.flush();
  return static_cast<int>(code);
}
