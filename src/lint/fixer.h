// SPDX-License-Identifier: Apache-2.0
// Applies the fixes of findings, in rounds: what does not overlap goes in, everything is checked again, until
// nothing more is to be mended. It works on texts in memory; writing them is the caller's. A fix is all or
// nothing, and is dropped when the changed file, read again, is not exactly the old one with that change.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "lint/linter.h"
#include "text/overlay.h"

namespace ecslint::lint {

struct FixedFile {
  std::string path;
  std::string before;
  std::string after;
  Secrets secrets;  // of the file as it was: for showing the change
};

struct FixOutcome {
  std::vector<FixedFile> files;  // that changed, by path
  std::uint32_t fixed = 0;       // findings
  std::uint32_t dropped = 0;     // fixes that would have done something else than what they say
};

class Fixer {
 public:
  /// `files` must be what the linter reads; it holds the changed texts afterwards.
  Fixer(const Linter& linter, text::OverlayFileSystem& files, bool unsafe)
      : linter_(linter), files_(files), unsafe_(unsafe) {}

  /// Paths as for Linter::check; only files that it reports are changed.
  FixOutcome fix(std::span<const std::string> paths);

 private:
  using Edits = std::map<std::string, std::vector<text::Edit>>;  // by file; sorted and disjoint
  struct Proposal {
    std::string key;  // what it is known by once it was dropped
    Edits edits;
  };

  std::vector<Proposal> collect(std::span<const std::string> paths);
  void propose(const finding::Finding& finding, const Secrets& secrets, std::vector<Proposal>& proposals);
  bool round(std::span<const Proposal> proposals);
  Edits one_by_one(std::span<const Proposal> proposals, const std::set<std::string>& doubtful);
  bool holds(const std::string& path, std::span<const text::Edit> edits) const;
  bool holds(const Proposal& proposal) const;
  void keep(const Edits& edits);

  const Linter& linter_;
  text::OverlayFileSystem& files_;
  bool unsafe_;
  std::map<std::string, std::string> texts_;  // of this round
  std::map<std::string, Secrets> secrets_;    // of the first round
  std::map<std::string, FixedFile> changed_;
  std::set<std::string> dropped_;
  std::uint32_t fixed_ = 0;
};

}  // namespace ecslint::lint
