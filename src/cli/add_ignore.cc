// SPDX-License-Identifier: Apache-2.0
#include "cli/add_ignore.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "lint/add_ignore.h"
#include "lint/walk.h"
#include "text/overlay.h"
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

/// All that is asked for, worked out before anything is written. Lines are those of the files as they are.
class Ignores {
 public:
  Ignores(const text::FileSystem& files, const lint::Options& options)
      : on_disk_(files), files_(files), options_(options) {}

  /// What is wrong, or where the request is written.
  text::Result<std::string> add(lint::IgnoreRequest request) {
    request.file = lint::plain(request.file);
    const auto as_it_is = lint::add_ignore(on_disk_, options_, request);
    if (!as_it_is) return as_it_is.error();
    std::vector<std::uint32_t>& above = lines_above_[request.file];
    const std::uint32_t line = request.line;
    request.line += static_cast<std::uint32_t>(
        std::ranges::count_if(above, [line](std::uint32_t other) { return other <= line; }));
    auto text = lint::add_ignore(files_, options_, request);
    if (!text) return text.error();
    lint::IgnoreText& made = text.value();
    const bool in_file = made.path == request.file;
    if (in_file && std::ranges::count(made.after, '\n') > std::ranges::count(made.before, '\n'))
      above.push_back(line);
    std::string place = fmt::format("{}:{}", made.path, made.line);
    files_.put(made.path, made.after);
    const auto [at, fresh] = texts_.try_emplace(made.path, made);
    if (!fresh) at->second.after = std::move(made.after);
    return place;
  }

  std::optional<text::Error> write() const {
    for (const auto& [path, text] : texts_) {
      if (auto error = written(text)) return error;
    }
    return std::nullopt;
  }

 private:
  const text::FileSystem& on_disk_;
  text::OverlayFileSystem files_;  // with what has been worked out so far
  const lint::Options& options_;
  std::map<std::string, std::vector<std::uint32_t>> lines_above_;  // of each file, where one was put in
  std::map<std::string, lint::IgnoreText> texts_;
};

}  // namespace

ExitCode add_ignores(Context& context, const CheckArguments& args, const lint::Options& options) {
  Ignores ignores(context.files, options);
  std::string told;
  for (const std::string& word : args.add_ignores) {
    auto request = request_of(word);
    if (!request)
      return usage_error(context, fmt::format("--add-ignore: expected CODE@FILE:LINE, not {}", word));
    request->reason = args.reason;
    const auto place = ignores.add(std::move(*request));
    if (!place) return usage_error(context, "--add-ignore: " + place.error().message);
    told += fmt::format("ecslint: {} is ignored by {}{}\n", word, place.value(),
                        args.reason.empty() ? "; write the reason there (or give --reason)" : "");
  }
  if (const auto error = ignores.write()) return usage_error(context, "--add-ignore: " + error->message);
  context.err << told;
  return ExitCode::kClean;
}

}  // namespace ecslint::cli
