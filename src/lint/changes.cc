// SPDX-License-Identifier: Apache-2.0
#include "lint/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <cstdlib>

#include "finding/syntax_codes.h"
#include "lint/walk.h"
#include "text/file_system.h"

namespace ecslint::lint {
namespace {

std::string real_path(const std::string& path) {
  char real[PATH_MAX];
  return ::realpath(path.empty() ? "." : path.c_str(), real) == nullptr ? std::string() : std::string(real);
}

std::string without_line_break(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

/// What `git ls-tree -r -z` printed: "MODE TYPE ID\tPATH\0".
std::map<std::string, std::string> ids_by_path(std::string_view output) {
  std::map<std::string, std::string> out;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\0'), output.size());
    const std::string_view entry = output.substr(0, end);
    output.remove_prefix(std::min(end + 1, output.size()));
    const std::size_t tab = entry.find('\t');
    if (tab == std::string_view::npos || entry.find(" blob ") == std::string_view::npos) continue;
    const std::size_t id = entry.rfind(' ', tab) + 1;
    out.emplace(entry.substr(tab + 1), entry.substr(id, tab - id));
  }
  return out;
}

/// The key that the path of a finding ends with; empty for an element of a list.
std::string_view last_key(std::string_view path) {
  if (path.empty() || path.back() == ']') return {};
  const std::size_t dot = path.find_last_of(".]");
  return dot == std::string_view::npos ? path : path.substr(dot + 1);
}

bool same_key(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

/// The finding speaks of something that is not in the file: at its place stands neither the key that its path
/// ends with nor that key's value.
bool speaks_of_something_absent(const finding::Finding& finding) {
  const std::string_view key = last_key(finding.path);
  if (key.empty()) return false;
  const std::string_view bytes = finding.place.source->bytes();
  const text::Range range = finding.place.range;
  const auto is_key = [key](std::string_view text) {
    const std::size_t begin = text.find_first_not_of("\"' \t");
    const std::size_t end = text.find_last_not_of("\"' \t\r\n:=");
    return begin != std::string_view::npos && end != std::string_view::npos && begin <= end &&
           same_key(text.substr(begin, end + 1 - begin), key);
  };
  if (is_key(bytes.substr(range.begin, range.size()))) return false;
  std::string_view before = bytes.substr(0, range.begin);
  const std::size_t end = before.find_last_not_of("\"' \t\r\n:=");
  if (end == std::string_view::npos) return true;
  before = before.substr(0, end + 1);
  return !(before.size() >= key.size() && same_key(before.substr(before.size() - key.size()), key));
}

}  // namespace

text::Result<Changes::Repository*> Changes::repository_of(const std::string& folder) {
  const GitAnswer top = git(folder, {"rev-parse", "--show-toplevel"});
  if (top.exit < 0) return text::Error{"git cannot be run"};
  if (top.exit != 0) return text::Error{fmt::format("{} is in no git repository", folder)};
  auto& repository = repositories_[without_line_break(top.output)];
  if (repository != nullptr) return repository.get();
  const GitAnswer commit =
      git(folder, {"rev-parse", "--verify", "--quiet", "--end-of-options", revision_ + "^{commit}"});
  if (commit.exit != 0) {
    return text::Error{fmt::format("git knows no revision {} in {}", revision_, folder)};
  }
  const std::string id = without_line_break(commit.output);
  const GitAnswer tree = git(folder, {"ls-tree", "-r", "-z", "--full-tree", id});
  if (tree.exit != 0) return text::Error{fmt::format("git cannot list the files of {}", revision_)};
  repository = std::make_unique<Repository>();
  repository->top = without_line_break(top.output);
  repository->ids = ids_by_path(tree.output);
  repository->objects = std::make_unique<GitObjects>(folder);
  return repository.get();
}

std::optional<text::Error> Changes::open(const std::string& path) {
  std::string folder = real_path(path);
  if (!text::RealFileSystem().is_directory(folder)) folder = folder_of(folder.empty() ? path : folder);
  folder = real_path(folder);
  const auto repository = repository_of(folder.empty() ? "." : folder);
  if (!repository) return repository.error();
  by_folder_[folder] = repository.value();
  return std::nullopt;
}

Changes::File Changes::compare(const text::Source& source) {
  const std::string path = real_path(std::string(source.name()));
  const std::string folder(folder_of(path));
  auto at = by_folder_.find(folder);
  if (at == by_folder_.end()) {
    const auto found = path.empty() ? text::Result<Repository*>(text::Error{}) : repository_of(folder);
    at = by_folder_.emplace(folder, found ? found.value() : nullptr).first;
  }
  Repository* repository = at->second;
  if (repository == nullptr || !is_below(path, repository->top)) return {.is_new = true, .lines = {}};
  const auto id = repository->ids.find(path.substr(repository->top.size() + 1));
  if (id == repository->ids.end()) return {.is_new = true, .lines = {}};
  const auto before = repository->objects->read(id->second);
  if (!before) return {.is_new = true, .lines = {}};
  return {.is_new = false, .lines = text::changed_lines(*before, source.bytes())};
}

const Changes::File& Changes::file(const text::Source& source) {
  const auto at = files_.find(source.name());
  if (at != files_.end()) return at->second;
  return files_.emplace(std::string(source.name()), compare(source)).first->second;
}

bool Changes::touches(const finding::Place& place) {
  if (place.source == nullptr) return false;
  const File& changed = file(*place.source);
  const auto meets = [&place](text::Range lines) {
    const bool empty = place.range.begin >= place.range.end;
    return lines.begin < place.range.end + (empty ? 1 : 0) && place.range.begin < lines.end;
  };
  return changed.is_new || std::ranges::any_of(changed.lines.added, meets);
}

bool Changes::concerns(const finding::Finding& finding) {
  if (finding.place.source == nullptr) return true;
  if (touches(finding.place)) return true;
  const auto changed = [this](const finding::Related& other) { return touches(other.place); };
  if (std::ranges::any_of(finding.related, changed)) return true;
  const File& own = file(*finding.place.source);
  if (own.lines.empty()) return false;
  const bool absent = speaks_of_something_absent(finding);
  const bool of_the_whole =
      finding.path.find_first_of(".[") == std::string::npos && (absent || finding.place.range.empty());
  const auto mentions = [key = last_key(finding.path)](const std::string& line) {
    return line.find(key) != std::string::npos;
  };
  return of_the_whole || finding::is_syntax_code(finding.code) ||
         (absent && std::ranges::any_of(own.lines.removed, mentions));
}

}  // namespace ecslint::lint
