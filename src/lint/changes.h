// SPDX-License-Identifier: Apache-2.0
// --since: what of the files is not as it was in a revision of git. Git is asked only for the old bytes; the
// lines are compared here, so that no diff driver, textconv or filter of the repository runs.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "finding/finding.h"
#include "lint/git_process.h"
#include "text/line_diff.h"
#include "text/result.h"

namespace ecslint::lint {

class Changes {
 public:
  explicit Changes(std::string revision) : revision_(std::move(revision)) {}

  /// Looks the revision up in the repository that a file or folder lies in: what is wrong when it is not
  /// there.
  std::optional<text::Error> open(const std::string& path);

  /// The finding is on a line that changed, in its file or a related one; it speaks of something that was
  /// taken away; or it concerns its file as a whole, which changed.
  bool concerns(const finding::Finding& finding);

 private:
  struct Repository {
    std::string top;                         // absolute
    std::map<std::string, std::string> ids;  // of the revision's files, by path below top
    std::unique_ptr<GitObjects> objects;
  };
  /// A file against its old self.
  struct File {
    bool is_new = false;
    text::LineChanges lines;
  };

  text::Result<Repository*> repository_of(const std::string& folder);
  File compare(const text::Source& source);
  const File& file(const text::Source& source);
  bool touches(const finding::Place& place);

  std::string revision_;
  std::map<std::string, std::unique_ptr<Repository>> repositories_;  // by top
  std::map<std::string, Repository*> by_folder_;                     // null: in none, or without the revision
  std::map<std::string, File, std::less<>> files_;                   // by name
};

}  // namespace ecslint::lint
