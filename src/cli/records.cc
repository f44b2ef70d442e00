// SPDX-License-Identifier: Apache-2.0
#include "cli/records.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "cli/check_arguments.h"
#include "lint/record_run.h"
#include "text/line_reader.h"

namespace ecslint::cli {
namespace {

void tell_unreadable(Context& context, const std::string& name, const std::string& reason,
                     lint::Summary& summary) {
  context.err << fmt::format("ecslint: {}: {}\n", name, reason);
  ++summary.unreadable;
}

/// Lines that were read and are nothing of ours: a wrong export would else be clean.
void tell_others(Context& context, const lint::Summary& summary) {
  std::uint32_t others = 0;
  for (const auto& [what, count] : summary.others) others += count;
  if (others == 0 || summary.files == 0) return;  // none at all is told by whoever reports
  context.err << fmt::format("ecslint: {} of {} {} nothing of ECS\n", others,
                             counted(summary.opened, "line", "lines"), others == 1 ? "holds" : "hold");
}

}  // namespace

lint::Summary check_records(Context& context, const lint::Linter& linter, const std::string& path,
                            const std::string& stdin_name, const lint::Sink& sink) {
  const bool from_stdin = path == "-";
  const std::string& name = from_stdin ? stdin_name : path;
  lint::Summary summary;
  const int descriptor = from_stdin ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return tell_unreadable(context, name, std::strerror(errno), summary), summary;
  text::LineReader lines(text::read_from(descriptor), lint::kLongestRecord);
  summary = linter.check_records(lines, name, sink);
  if (lines.error()) tell_unreadable(context, name, lines.error()->message, summary);
  if (!from_stdin) ::close(descriptor);
  tell_others(context, summary);
  return summary;
}

}  // namespace ecslint::cli
