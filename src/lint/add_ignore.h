// SPDX-License-Identifier: Apache-2.0
// Writes a suppression for a finding: a comment where the file can have one (YAML, JSON with comments), else
// an [[ignore]] in ecslint.toml. What is to be written is tried first: the finding must be gone, all others
// must be the same, and the file must read as before. For --add-ignore and editors.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "finding/finding.h"
#include "lint/options.h"
#include "text/file_system.h"
#include "text/result.h"

namespace ecslint::lint {

struct IgnoreRequest {
  std::string code;  // or the name of a rule
  std::string file;
  std::uint32_t line = 0;  // where the finding begins
  std::string reason;      // empty: SUP003 will ask for it
};

/// What to write.
struct IgnoreText {
  std::string path;    // of the file itself or an ecslint.toml
  std::string before;  // empty for a new file
  std::string after;
  bool is_new = false;
  std::uint32_t line = 0;  // of what was added
};

text::Result<IgnoreText> add_ignore(const text::FileSystem& files, const Options& options,
                                    const IgnoreRequest& request);

}  // namespace ecslint::lint
