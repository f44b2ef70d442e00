// SPDX-License-Identifier: Apache-2.0
#include "cli/add_ignore.h"

#include <fmt/format.h>

#include <charconv>

#include "lint/add_ignore.h"
#include "text/replace_file.h"

namespace ecslint::cli {
namespace {

std::optional<lint::IgnoreRequest> request_of(const std::string& word) {
  const std::size_t at = word.find('@');
  const std::size_t colon = word.rfind(':');
  if (at == std::string::npos || colon == std::string::npos || at == 0 || colon <= at + 1)
    return std::nullopt;
  lint::IgnoreRequest out{word.substr(0, at), word.substr(at + 1, colon - at - 1), 0, {}};
  const char* end = word.data() + word.size();
  const auto number = std::from_chars(word.data() + colon + 1, end, out.line);
  if (number.ec != std::errc() || number.ptr != end || out.line == 0) return std::nullopt;
  return out;
}

std::optional<text::Error> written(const lint::IgnoreText& text) {
  return text.is_new ? text::write_file(text.path, text.after)
                     : text::replace_file(text.path, text.before, text.after);
}

}  // namespace

ExitCode add_ignores(Context& context, const CheckArguments& args, const lint::Options& options) {
  for (const std::string& word : args.add_ignores) {
    auto request = request_of(word);
    if (!request)
      return usage_error(context, fmt::format("--add-ignore: expected CODE@FILE:LINE, not {}", word));
    request->reason = args.reason;
    const auto text = lint::add_ignore(context.files, options, *request);
    if (!text) return usage_error(context, "--add-ignore: " + text.error().message);
    if (const auto error = written(text.value()))
      return usage_error(context, "--add-ignore: " + error->message);
    context.err << fmt::format("ecslint: {} is ignored by {}:{}{}\n", word, text.value().path,
                               text.value().line,
                               args.reason.empty() ? "; write the reason there (or give --reason)" : "");
  }
  return ExitCode::kClean;
}

}  // namespace ecslint::cli
