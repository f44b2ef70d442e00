// SPDX-License-Identifier: Apache-2.0
// A finding as an editor keeps it: places are named by file instead of pointing into texts that the next
// keystroke replaces, and move along with edits while the file cannot be understood.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "finding/finding.h"
#include "text/edits.h"
#include "text/range.h"

namespace ecslint::lsp {

struct FilePlace {
  std::string file;
  text::Range range;
};

struct RelatedPlace {
  FilePlace place;
  std::string message;
};

struct Repair {
  std::string title;
  bool safe = false;
  std::vector<std::pair<std::string, text::Edit>> edits;  // by file
};

struct Diagnosis {
  std::string code;
  finding::Level level = finding::Level::kWarning;
  std::string message;
  text::Range range;
  std::string path;
  std::string condition;  // a clause: "when IsProd is false"
  std::vector<RelatedPlace> related;
  std::optional<Repair> fix;
  std::uint64_t fingerprint = 0;
};

Diagnosis diagnosis_of(const finding::Finding& finding);

/// Moves the places of what was found in `file` as the edit, in the same file, moves the text. What it
/// touches stays where the rest of it is; fixes are dropped.
void follow_edit(const std::string& file, const text::Edit& edit, std::vector<Diagnosis>& diagnoses);

/// Of syntax, not of what is said.
bool is_syntax(const Diagnosis& diagnosis);

}  // namespace ecslint::lsp
