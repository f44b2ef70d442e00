// SPDX-License-Identifier: Apache-2.0
// Applies the fixes of findings, in rounds: what does not overlap goes in, everything is checked again, until
// nothing more is to be mended. It works on texts in memory; writing them is the caller's. A fix is all or
// nothing, and is dropped when the changed file, read again, is not exactly the old one with that change. No
// file ends with findings it did not have, unless they weigh less than what was mended: where one would, the
// fix that brings them is searched for by halves and left out, and all begins again without it.
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

/// Fixes of a rule after which others would speak.
struct LeftOut {
  std::uint32_t count = 0;
  std::set<std::string> brings;  // codes
};

struct FixOutcome {
  std::vector<FixedFile> files;             // that changed, by path
  std::uint32_t fixed = 0;                  // findings
  std::uint32_t dropped = 0;                // fixes that would have done something else than what they say
  std::map<std::string, LeftOut> left_out;  // by code
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
  using Texts = std::map<std::string, std::string>;              // by file
  using Counts =
      std::map<std::string, std::map<std::string, std::uint32_t>>;  // of findings, by file and code
  using Worse =
      std::map<std::string, std::set<std::string>>;  // by file, the codes found more often than first
  struct Proposal {
    std::string key;   // what it is known by once it was dropped or left out
    std::string rule;  // code and file: the same for all alike
    std::string path;  // of the finding; empty for one of syntax
    finding::Level level = finding::Level::kInfo;
    Edits edits;

    std::string code() const { return rule.substr(0, rule.find('\n')); }
  };
  struct Round {
    std::vector<Proposal> proposals;
    std::vector<Proposal> made;
    Texts before;  // of files with proposals
    Worse after;
  };
  struct Search;

  void pass(std::span<const std::string> paths);
  void run_rounds(std::span<const std::string> paths);
  bool leave_out_vain(std::span<const Proposal> proposals);
  std::vector<Proposal> collect(std::span<const std::string> paths);
  void propose(const finding::Finding& finding, const Secrets& secrets, std::vector<Proposal>& proposals);
  std::vector<Proposal> round(std::span<const Proposal> proposals);
  std::vector<Proposal> one_by_one(std::span<const Proposal> proposals, const std::set<std::string>& doubtful,
                                   Edits& chosen);
  bool holds(const std::string& path, std::span<const text::Edit> edits) const;
  bool holds(const Proposal& proposal) const;
  void keep(const Edits& edits);

  // Which of the fixes brought a finding.
  Worse worse_than_first(const Counts& counts) const;
  void leave_out_culprits(std::span<const std::string> paths);
  std::vector<Search> searches(std::size_t& round) const;
  std::size_t round_of(const std::string& file, const std::set<std::string>& codes) const;
  Texts texts_before(std::size_t round) const;
  void try_out(std::span<Search> searches, std::span<const std::string> paths, const Texts& texts);
  void leave_out(const Search& search);
  bool weighs_less(const std::string& code, const Proposal& than) const;

  const Linter& linter_;
  text::OverlayFileSystem& files_;
  bool unsafe_;
  Texts texts_;                             // of this round
  std::map<std::string, Secrets> secrets_;  // of the first round
  std::map<std::string, FixedFile> changed_;
  std::map<std::string, finding::Level, std::less<>> levels_;  // by code, the highest that was met
  Worse allowed_;                                              // what a graver mistake was mended for
  std::set<std::string> dropped_;
  std::uint32_t fixed_ = 0;

  // Of a pass.
  std::vector<Round> rounds_;
  Counts first_;
  bool in_vain_ = false;
  Worse worse_;                                          // as it stands
  std::set<std::string> left_out_;                       // keys, or rules
  std::map<std::string, int> offences_;                  // by rule
  std::map<std::string, std::set<std::string>> brings_;  // codes, by that of the fix
  std::map<std::string, LeftOut> met_;                   // proposals left out in this round
};

}  // namespace ecslint::lint
