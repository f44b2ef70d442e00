// SPDX-License-Identifier: Apache-2.0
#include "lint/add_ignore.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "lint/engine.h"
#include "lint/linter.h"
#include "lint/paths.h"
#include "lint/suppression.h"
#include "lint/walk.h"
#include "syntax/toml/toml.h"
#include "text/line_index.h"
#include "text/overlay.h"

namespace ecslint::lint {
namespace {

/// What a finding is known by before and after.
struct Known {
  std::string code;
  std::string path;
  std::string message;
  friend auto operator<=>(const Known&, const Known&) = default;
};

Known known(const finding::Finding& finding) { return {finding.code, finding.path, finding.message}; }

/// All findings of a file, and the ones that the request means.
struct Found {
  std::multiset<Known> all;
  std::multiset<Known> meant;
  std::vector<std::string> on_line;  // codes
  std::string path;                  // of the first meant
  std::string code;
};

bool ends_line(char c) { return c == '\n' || c == '\r'; }

/// How the file ends its lines.
std::string_view line_break(std::string_view bytes) {
  const std::size_t at = bytes.find('\n');
  return at != std::string_view::npos && at > 0 && bytes[at - 1] == '\r' ? "\r\n" : "\n";
}

std::string toml_string(std::string_view text) {
  const bool plain = std::ranges::none_of(text, [](char c) {
    return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  });
  if (plain) return fmt::format("\"{}\"", text);
  const bool literal = std::ranges::none_of(
      text, [](char c) { return c == '\'' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (literal) return fmt::format("'{}'", text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      out += fmt::format("\\u{:04X}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out + "\"";
}

/// A pattern that means this one file.
std::string as_pattern(std::string_view path) {
  std::string out(path);
  std::ranges::replace(out, '*', '?');
  return out;
}

class Writer {
 public:
  Writer(const text::FileSystem& files, const Options& options, const IgnoreRequest& request)
      : files_(files), options_(options), request_(request) {
    options_.baseline.clear();
    options_.since.clear();
    options_.progress = nullptr;
  }

  text::Result<IgnoreText> write() {
    auto source = files_.read(request_.file);
    if (!source) return source.error();
    bytes_ = source.value().bytes();
    if (const auto problem = look()) return *problem;
    for (IgnoreText& text : candidates()) {
      if (text.after != text.before && holds(text)) return text;
    }
    return text::Error{fmt::format("{}:{}: no comment can stand there, and ecslint.toml cannot be changed",
                                   request_.file, request_.line)};
  }

 private:
  Found findings(const text::FileSystem& files) const {
    Found out;
    const Linter linter(options_, files);
    if (!linter.problems().empty()) return out;
    const auto meant = linter.rules().matching(request_.code);
    const std::vector<std::string> paths = {request_.file};
    linter.check(paths, [&](const FileResult& result) {
      if (plain(result.file) != plain(request_.file) || result.source == nullptr) return;
      const text::LineIndex lines(result.source->bytes());
      for (const finding::Finding& finding : result.findings) {
        if (!finding.code.starts_with("SUP")) out.all.insert(known(finding));
        if (lines.position(finding.place.range.begin).line != request_.line) continue;
        out.on_line.push_back(finding.code);
        const auto rule = linter.rules().find(finding.code);
        if (!rule || std::ranges::find(meant, *rule) == meant.end()) continue;
        if (out.meant.empty()) {
          out.path = finding.path;
          out.code = finding.code;
        }
        out.meant.insert(known(finding));
      }
    });
    return out;
  }

  std::optional<text::Error> look() {
    {
      const Linter linter(options_, files_);
      if (!linter.problems().empty()) return text::Error{linter.problems()[0].message};
      if (linter.rules().matching(request_.code).empty())
        return text::Error{"no rule is called " + request_.code};
      const Home& home = linter.engine().home_of(folder_of(plain(request_.file)));
      const auto& configuration = home.setup->configuration;
      configuration_ =
          configuration != nullptr ? configuration->path : join_path(home.root, kConfigurationName);
    }
    before_ = findings(files_);
    if (!before_.meant.empty()) return std::nullopt;
    std::ranges::sort(before_.on_line);
    before_.on_line.erase(std::unique(before_.on_line.begin(), before_.on_line.end()), before_.on_line.end());
    return text::Error{fmt::format(
        "{}:{}: {} finds nothing there{}", request_.file, request_.line, request_.code,
        before_.on_line.empty() ? "" : fmt::format(" (found are {})", fmt::join(before_.on_line, ", ")))};
  }

  std::vector<IgnoreText> candidates() const {
    std::vector<IgnoreText> out;
    const bool yaml = syntax_of(request_.file, bytes_) == Syntax::kYaml;
    if ((yaml || has_comments()) && !options_.no_inline_ignores) {
      out.push_back(comment_above(yaml ? "#" : "//"));
      out.push_back(comment_behind(yaml ? "#" : "//"));
    }
    out.push_back(configured());
    return out;
  }

  /// JSON whose readers take comments: it says so by its name, or has some.
  bool has_comments() const {
    if (request_.file.ends_with(".jsonc")) return true;
    for (std::size_t at = 0; at < bytes_.size();) {
      const std::size_t end = std::min(bytes_.find('\n', at), bytes_.size());
      const std::size_t begin = bytes_.find_first_not_of(" \t", at);
      const std::string_view text = std::string_view(bytes_).substr(std::min(begin, end), 2);
      if (text == "//" || text == "/*") return true;
      at = end + 1;
    }
    return false;
  }

  std::string comment(std::string_view marker) const {
    std::string out = fmt::format("{} ecslint: ignore[{}]", marker, before_.code);
    return request_.reason.empty() ? out : out + " " + request_.reason;
  }

  IgnoreText inserted(std::size_t at, std::string_view text, std::uint32_t line) const {
    IgnoreText out{request_.file, bytes_, bytes_, false, line};
    out.after.insert(at, text);
    return out;
  }

  IgnoreText comment_above(std::string_view marker) const {
    const text::LineIndex lines(bytes_);
    const text::Range line = lines.line(request_.line);
    std::size_t begin = line.begin;
    if (begin == 0 && bytes_.starts_with("\xEF\xBB\xBF")) begin = 3;
    std::size_t text = begin;
    while (text < line.end && (bytes_[text] == ' ' || bytes_[text] == '\t')) ++text;
    const std::string indent = bytes_.substr(begin, text - begin);
    return inserted(begin, indent + comment(marker) + std::string(line_break(bytes_)), request_.line);
  }

  IgnoreText comment_behind(std::string_view marker) const {
    std::size_t end = text::LineIndex(bytes_).line(request_.line).end;
    while (end > 0 && ends_line(bytes_[end - 1])) --end;
    return inserted(end, "  " + comment(marker), request_.line);
  }

  /// As an entry of the list when there is one, which TOML lets nobody add tables to; else at the end.
  IgnoreText configured() const {
    IgnoreText out{configuration_, {}, {}, true, 0};
    if (const auto source = files_.read(configuration_)) {
      out.before = source.value().bytes();
      out.is_new = false;
    }
    out.after = out.before;
    const std::string_view newline = line_break(out.before);
    const std::string file =
        as_pattern(name_from(folder_of(plain(configuration_)), request_.file, files_.current_folder()));
    std::string path = before_.path;
    std::ranges::replace(path, '"', '\'');
    std::vector<std::string> keys = {"code = " + toml_string(before_.code), "file = " + toml_string(file)};
    if (!path.empty()) keys.push_back("path = " + toml_string(path));
    if (!request_.reason.empty()) keys.push_back("reason = " + toml_string(request_.reason));
    std::size_t at = out.before.size();
    std::string text;
    if (const auto list = end_of_list(out.before)) {
      at = *list;
      const std::size_t last = out.before.find_last_not_of(" \t\r\n", at - 1);
      const bool more = last != std::string::npos && out.before[last] != '[' && out.before[last] != ',';
      at = last + 1;
      text = fmt::format("{} {{ {} }}", more ? "," : "", fmt::join(keys, ", "));
    } else {
      if (at > 0 && out.before.back() != '\n') text = newline;
      text += fmt::format("{0}[[ignore]]{1}{2}{1}", at > 0 ? newline : "", newline,
                          fmt::join(keys, std::string(newline)));
    }
    out.after.insert(at, text);
    out.line = text::LineIndex(out.after)
                   .position(static_cast<text::Offset>(at + text.find_first_not_of("\r\n")))
                   .line;
    return out;
  }

  /// Where `ignore = […]` ends, of the file as a whole.
  std::optional<std::size_t> end_of_list(const std::string& toml) const {
    doc::Document document(text::Source(configuration_, toml));
    std::vector<finding::Finding> mistakes;
    syntax_toml::parse_toml(document, mistakes);
    if (document.roots().empty()) return std::nullopt;
    const doc::Node* list = document.roots()[0].find("ignore");
    if (list == nullptr || !list->is_array() || list->range().empty()) return std::nullopt;
    const std::size_t end = list->range().end - 1;
    return toml[end] == ']' && toml[list->range().begin] == '[' && toml[list->range().begin + 1] != '['
               ? std::optional(end)
               : std::nullopt;
  }

  /// With this text the finding is gone, and nothing else has changed.
  bool holds(const IgnoreText& text) const {
    text::OverlayFileSystem files(files_);
    files.put(text.path, text.after);
    const Found after = findings(files);
    std::multiset<Known> expected = before_.all;
    for (const Known& gone : before_.meant) expected.erase(expected.find(gone));
    return after.all == expected;
  }

  const text::FileSystem& files_;
  Options options_;
  const IgnoreRequest& request_;
  std::string bytes_;
  std::string configuration_;  // the ecslint.toml that applies, or will
  Found before_;
};

}  // namespace

text::Result<IgnoreText> add_ignore(const text::FileSystem& files, const Options& options,
                                    const IgnoreRequest& request) {
  return Writer(files, options, request).write();
}

}  // namespace ecslint::lint
