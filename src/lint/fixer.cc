// SPDX-License-Identifier: Apache-2.0
#include "lint/fixer.h"

#include <algorithm>

#include "lint/checker.h"
#include "lint/fix_check.h"
#include "syntax/yaml/yaml.h"

namespace ecslint::lint {
namespace {

constexpr int kMaxRounds = 10;

struct Parsed {
  doc::Document document;
  std::size_t mistakes = 0;
};

Parsed parse(const std::string& path, std::string_view bytes) {
  Parsed out{doc::Document(text::Source(path, bytes))};
  std::vector<finding::Finding> findings;
  if (syntax_of(path, out.document.source().content()) == Syntax::kJson) {
    syntax_json::parse_json(out.document, findings);
  } else {
    syntax_yaml::parse_yaml(out.document, findings);
  }
  out.mistakes = findings.size();
  return out;
}

using EditList = std::vector<text::Edit>;

/// It is there already, or overlaps nothing that is.
bool fits(const text::Edit& edit, const EditList& there) {
  const auto next = std::ranges::lower_bound(there, edit.range, {}, &text::Edit::range);
  if (next != there.end() && *next != edit && text::overlap(*next, edit)) return false;
  return next == there.begin() || !text::overlap(*(next - 1), edit);
}

void insert(const text::Edit& edit, EditList& there) {
  const auto next = std::ranges::lower_bound(there, edit.range, {}, &text::Edit::range);
  if (next == there.end() || *next != edit) there.insert(next, edit);
}

/// All edits of a fix, or none when one of them overlaps.
bool add(const std::map<std::string, EditList>& fix, std::map<std::string, EditList>& chosen) {
  for (const auto& [path, edits] : fix) {
    const EditList& there = chosen[path];
    if (!std::ranges::all_of(edits, [&there](const text::Edit& edit) { return fits(edit, there); }))
      return false;
  }
  for (const auto& [path, edits] : fix) {
    for (const text::Edit& edit : edits) insert(edit, chosen[path]);
  }
  return true;
}

}  // namespace

FixOutcome Fixer::fix(std::span<const std::string> paths) {
  for (int i = 0; i < kMaxRounds; ++i) {
    texts_.clear();
    std::vector<Proposal> proposals = collect(paths);
    if (!round(proposals)) break;
  }
  FixOutcome outcome;
  for (auto& [path, file] : changed_) {
    if (file.before != file.after) outcome.files.push_back(std::move(file));
  }
  outcome.fixed = fixed_;
  outcome.dropped = static_cast<std::uint32_t>(dropped_.size());
  return outcome;
}

std::vector<Fixer::Proposal> Fixer::collect(std::span<const std::string> paths) {
  std::vector<Proposal> proposals;
  std::set<std::string, std::less<>> reported;  // only what was given is changed, not what was read for links
  linter_.check(paths, [&](const FileResult& result) {
    if (result.source == nullptr) return;
    reported.emplace(result.file);
    for (const finding::Finding& finding : result.findings) propose(finding, *result.secrets, proposals);
  });
  std::erase_if(proposals, [&reported](const Proposal& proposal) {
    return std::ranges::any_of(proposal.edits,
                               [&](const auto& file) { return !reported.contains(file.first); });
  });
  return proposals;
}

void Fixer::propose(const finding::Finding& finding, const Secrets& secrets,
                    std::vector<Proposal>& proposals) {
  if (!finding.fix || finding.fix->edits.empty() || (!finding.fix->safe && !unsafe_)) return;
  Proposal proposal;
  proposal.key =
      finding.code + '\n' + finding.place.source->name() + '\n' + finding.path + '\n' + finding.fix->title;
  if (dropped_.contains(proposal.key)) return;
  for (const finding::FileEdit& edit : finding.fix->edits) {
    const std::string path(edit.source->name());
    proposal.edits[path].push_back(edit.edit);
    texts_.try_emplace(path, edit.source->bytes());
    secrets_.try_emplace(path, secrets);
  }
  proposals.push_back(std::move(proposal));
}

/// All that fit together; in a file where that does not come out right, one after the other.
bool Fixer::round(std::span<const Proposal> proposals) {
  Edits together;
  const std::uint32_t before = fixed_;
  for (const Proposal& proposal : proposals) fixed_ += add(proposal.edits, together) ? 1 : 0;
  std::set<std::string> doubtful;
  for (const auto& [path, edits] : together) {
    if (!holds(path, edits)) doubtful.insert(path);
  }
  if (!doubtful.empty()) {
    fixed_ = before;
    together = one_by_one(proposals, doubtful);
  }
  keep(together);
  return fixed_ > before;
}

Fixer::Edits Fixer::one_by_one(std::span<const Proposal> proposals, const std::set<std::string>& doubtful) {
  Edits chosen;
  for (const Proposal& proposal : proposals) {
    Edits with;
    for (const auto& [path, edits] : proposal.edits) with[path] = chosen[path];
    if (!add(proposal.edits, with)) continue;
    const bool right = std::ranges::all_of(with, [&](const auto& file) {
      return !doubtful.contains(file.first) || holds(file.first, file.second);
    });
    if (!right) {
      if (!holds(proposal)) dropped_.insert(proposal.key);
      continue;  // right by itself: the next round has it
    }
    for (auto& [path, edits] : with) chosen[path] = std::move(edits);
    ++fixed_;
  }
  return chosen;
}

bool Fixer::holds(const std::string& path, std::span<const text::Edit> edits) const {
  const std::string& text = texts_.at(path);
  const auto bytes = text::apply_edits(text, edits);
  if (!bytes) return false;
  const Parsed before = parse(path, text);
  const Parsed after = parse(path, *bytes);
  return after.mistakes <= before.mistakes && changed_only_there(before.document, after.document, edits);
}

bool Fixer::holds(const Proposal& proposal) const {
  Edits alone;
  return add(proposal.edits, alone) &&
         std::ranges::all_of(alone, [this](const auto& file) { return holds(file.first, file.second); });
}

void Fixer::keep(const Edits& chosen) {
  for (const auto& [path, edits] : chosen) {
    const auto bytes = text::apply_edits(texts_.at(path), edits);
    if (edits.empty() || !bytes) continue;
    FixedFile& file = changed_[path];
    if (file.path.empty()) file = {path, texts_.at(path), {}, secrets_.at(path)};
    file.after = *bytes;
    files_.put(path, *bytes);
  }
}

}  // namespace ecslint::lint
