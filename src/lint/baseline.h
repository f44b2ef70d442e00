// SPDX-License-Identifier: Apache-2.0
// Findings that were there when ecslint came: a file in the repository that holds their fingerprints, so that
// only what is new is reported. A JSON object; each finding is one line, sorted by file, so that branches
// merge:
//
//   {
//     "version": 1,
//     "findings": [
//       {"file": "app/task.json", "code": "IAM001", "path": "taskRoleArn", "fingerprint": "84328574a1b191b5"}
//     ]
//   }
//
// Fingerprints survive edits elsewhere in the file, re-ordering and new values. `file` is below the folder of
// the baseline; it only decides between equal fingerprints, and one whose file is gone fits any file (it was
// moved). `code` and `path` are there for people.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "text/file_system.h"
#include "text/result.h"

namespace ecslint::lint {

struct BaselineEntry {
  std::string file;
  std::string code;
  std::string path;
  std::uint64_t fingerprint = 0;
};

/// The text of a baseline that lies at `path` with these entries, whose files are named as findings name
/// them.
std::string baseline_text(std::string_view path, std::string_view current_folder,
                          std::vector<BaselineEntry> entries);

class Baseline {
 public:
  /// What is wrong with the file, with its place, or the baseline.
  static text::Result<Baseline> read(const text::FileSystem& files, const std::string& path);

  /// Takes away what was there before; gives how much.
  std::uint32_t filter(std::string_view file, std::vector<finding::Finding>& findings);

  /// Entries of files that were filtered, or are no more, which no finding was found for.
  std::vector<BaselineEntry> gone() const;

 private:
  struct Entry {
    BaselineEntry entry;
    bool moved = false;  // its file is not there
    bool found = false;
  };

  Entry* entry_for(const std::string& file, std::uint64_t fingerprint);

  std::string folder_;
  std::string current_folder_;
  std::multimap<std::uint64_t, Entry> entries_;
  std::set<std::string, std::less<>> checked_;  // files that were filtered
};

}  // namespace ecslint::lint
