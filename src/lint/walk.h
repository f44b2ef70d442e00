// SPDX-License-Identifier: Apache-2.0
// From what was named on the command line to the files to read: folders are walked for endings that can hold
// ECS, files that were named are taken whatever they are called. Links are not followed, what git ignores and
// what is never source (.git, node_modules) is left out. Sorted, each file once.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/git_files.h"
#include "text/file_system.h"

namespace ecslint::lint {

struct Input {
  std::string path;
  bool named = false;  // itself, not only a folder around it
};

struct Walk {
  std::vector<Input> files;
  std::vector<std::string> folders;   // of those named, as given
  std::vector<std::string> problems;  // named, but not there; or folders that cannot be read
  bool cut = false;                   // the limit was met
};

struct WalkOptions {
  const GitFiles* git = nullptr;                     // null: nothing is ignored
  std::size_t limit = static_cast<std::size_t>(-1);  // of files; more are left out
};

Walk walk(const text::FileSystem& files, std::span<const std::string> paths, const WalkOptions& options);

/// Whether a folder walk opens a file of this name.
bool can_hold_ecs(std::string_view name);

/// "a/b" + "c"; "." and "" add nothing.
std::string join_path(std::string_view folder, std::string_view name);

/// Without "./" in front; "." itself becomes "".
std::string_view plain(std::string_view path);

/// The path is the folder or lies in it; both plain.
bool is_below(std::string_view path, std::string_view folder);

/// The folder of a path, "" for one without.
std::string_view folder_of(std::string_view path);

}  // namespace ecslint::lint
