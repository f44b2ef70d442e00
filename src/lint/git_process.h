// SPDX-License-Identifier: Apache-2.0
// Git, run so that a repository which is only looked at cannot run anything: no hooks, no file system
// monitor, no pager, no external diff, no textconv, no filters, no transport that would fetch what is
// missing, no question at the terminal; and nothing is written to it.
#pragma once

#include <sys/types.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace ecslint::lint {

struct GitAnswer {
  int exit = -1;  // -1: there is no git, or it was killed
  std::string output;
};

/// `git WORDS` in the folder.
GitAnswer git(const std::string& folder, std::initializer_list<std::string_view> words);

/// A running `git cat-file --batch`.
class GitObjects {
 public:
  explicit GitObjects(const std::string& folder);
  GitObjects(const GitObjects&) = delete;
  GitObjects& operator=(const GitObjects&) = delete;
  ~GitObjects();

  /// The bytes of the object with this id.
  std::optional<std::string> read(std::string_view id);

 private:
  bool read_more();

  pid_t child_ = -1;
  int to_ = -1;
  int from_ = -1;
  std::string pending_;  // read, and not yet asked for
};

}  // namespace ecslint::lint
