// SPDX-License-Identifier: Apache-2.0
#include "lint/walk.h"

#include <algorithm>
#include <optional>

namespace ecslint::lint {
namespace {

constexpr std::string_view kEndings[] = {".json", ".jsonc", ".yaml", ".yml",    ".template",
                                         ".tpl",  ".tmpl",  ".j2",   ".jsonnet"};
constexpr std::string_view kNeverSource[] = {".git",  ".hg",         ".svn", "node_modules",     ".terraform",
                                             ".venv", "__pycache__", ".tox", ".terragrunt-cache"};
constexpr int kMaxFolderDepth = 64;

/// What git lists below the folder where it was asked.
class Visible {
 public:
  Visible(std::vector<std::string> paths, std::string base)
      : paths_(std::move(paths)), base_(std::move(base)) {}

  bool file(std::string_view path) const {
    return std::binary_search(paths_.begin(), paths_.end(), below(path), std::less<>());
  }
  /// Something in the folder is listed, or the folder itself as a repository of its own.
  bool folder(std::string_view path) const {
    const std::string prefix = std::string(below(path)) + "/";
    const auto at = std::lower_bound(paths_.begin(), paths_.end(), prefix);
    return (at != paths_.end() && at->starts_with(prefix)) || file(path);
  }

 private:
  std::string_view below(std::string_view path) const {
    if (!base_.empty() && path.starts_with(base_)) path.remove_prefix(base_.size());
    while (path.starts_with("/")) path.remove_prefix(1);
    return path;
  }

  std::vector<std::string> paths_;
  std::string base_;
};

class Walker {
 public:
  Walker(const text::FileSystem& files, const WalkOptions& options, Walk& out)
      : files_(files), options_(options), out_(out) {}

  void start(const std::string& folder) {
    out_.folders.push_back(folder);
    const std::optional<Visible> visible = ask(folder);
    if (!folder_into(folder, visible ? &*visible : nullptr, 0)) out_.problems.push_back(folder);
  }

 private:
  std::optional<Visible> ask(const std::string& folder) const {
    if (options_.git == nullptr) return std::nullopt;
    auto paths = options_.git->list(folder.empty() ? "." : folder);
    if (!paths) return std::nullopt;
    return Visible(std::move(*paths), folder == "." ? "" : folder);
  }

  bool folder_into(const std::string& folder, const Visible* visible, int depth) {
    const auto entries = files_.list(folder);
    if (!entries) return false;
    for (const text::DirectoryEntry& entry : *entries) visit(folder, entry, visible, depth);
    return true;
  }

  void visit(const std::string& folder, const text::DirectoryEntry& entry, const Visible* visible,
             int depth) {
    if (entry.symlink || out_.cut) return;
    if (!entry.directory && !can_hold_ecs(entry.name)) return;
    const std::string path = join_path(folder, entry.name);
    if (entry.directory) return enter(path, entry.name, visible, depth + 1);
    if (visible != nullptr && !visible->file(path)) return;
    if (out_.files.size() >= options_.limit) {
      out_.cut = true;
      return;
    }
    out_.files.push_back({path, false});
  }

  void enter(const std::string& path, std::string_view name, const Visible* visible, int depth) {
    if (depth > kMaxFolderDepth || std::ranges::find(kNeverSource, name) != std::end(kNeverSource)) return;
    if (visible != nullptr && !visible->folder(path)) return;
    std::optional<Visible> own;
    if (visible != nullptr && files_.exists(join_path(path, ".git"))) {
      own = ask(path);
      visible = own ? &*own : nullptr;
    }
    const bool read = folder_into(path, visible, depth);
    if (!read && files_.exists(path)) out_.problems.push_back(path);
  }

  const text::FileSystem& files_;
  const WalkOptions& options_;
  Walk& out_;
};

std::string without_slash(std::string path) {
  while (path.size() > 1 && path.back() == '/') path.pop_back();
  return path;
}

/// By path; of the same file the named one counts, also as ./file.
void sort_unique(std::vector<Input>& files) {
  std::ranges::sort(files, [](const Input& a, const Input& b) {
    const std::string_view x = plain(a.path);
    const std::string_view y = plain(b.path);
    return x != y ? x < y : a.named != b.named ? a.named : a.path < b.path;
  });
  const auto same = [](const Input& a, const Input& b) { return plain(a.path) == plain(b.path); };
  files.erase(std::unique(files.begin(), files.end(), same), files.end());
}

}  // namespace

bool can_hold_ecs(std::string_view name) {
  return std::ranges::any_of(kEndings, [name](std::string_view ending) { return name.ends_with(ending); });
}

std::string join_path(std::string_view folder, std::string_view name) {
  if (folder.empty() || folder == ".") return std::string(name);
  std::string path(folder);
  if (path.back() != '/') path += '/';
  return path.append(name);
}

std::string_view plain(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  return path == "." ? std::string_view() : path;
}

bool is_below(std::string_view path, std::string_view folder) {
  if (folder.empty()) return !path.starts_with('/');
  if (folder == "/") return path.starts_with('/');
  return path == folder || (path.starts_with(folder) && path.substr(folder.size()).starts_with('/'));
}

std::string_view folder_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  return slash == 0 ? path.substr(0, 1) : path.substr(0, slash);
}

Walk walk(const text::FileSystem& files, std::span<const std::string> paths, const WalkOptions& options) {
  Walk out;
  Walker walker(files, options, out);
  for (const std::string& given : paths) {
    const std::string path = without_slash(given);
    if (files.is_directory(path)) {
      walker.start(path);
    } else if (files.exists(path)) {
      out.files.push_back({path, true});
    } else {
      out.problems.push_back(path);
    }
  }
  sort_unique(out.files);
  return out;
}

}  // namespace ecslint::lint
