// SPDX-License-Identifier: Apache-2.0
#include "lint/fixer.h"

#include <algorithm>
#include <iterator>

#include "lint/checker.h"
#include "lint/fix_check.h"
#include "syntax/yaml/yaml.h"

namespace ecslint::lint {
namespace {

constexpr std::size_t kMaxRounds = 10;
constexpr int kMaxPasses = 3;

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

template <typename Counts>
std::uint32_t count_of(const Counts& counts, const std::string& file, const std::string& code) {
  const auto of_file = counts.find(file);
  if (of_file == counts.end()) return 0;
  const auto of_code = of_file->second.find(code);
  return of_code == of_file->second.end() ? 0 : of_code->second;
}

}  // namespace

/// A file that may have come to a finding by fixes of a round. Of these the first `innocent` alone do not
/// bring it, the first `guilty` do.
struct Fixer::Search {
  std::string file;
  std::set<std::string> codes;
  std::vector<const Proposal*> suspects;
  std::size_t innocent = 0;
  std::size_t guilty = 0;
  std::size_t tried = 0;
  bool bad = false;             // with those that were tried
  std::set<std::string> found;  // when it last was: the codes

  const Proposal& culprit() const { return *suspects[guilty - 1]; }

  bool open() const { return guilty - innocent > 1; }
  bool has_culprit() const { return bad && guilty > 0; }
};

FixOutcome Fixer::fix(std::span<const std::string> paths) {
  // What was left out beside one fix may do without harm beside another: whoever asks again is to get the
  // same.
  for (int i = 0; i < kMaxPasses; ++i) {
    const std::uint32_t before = fixed_;
    pass(paths);
    if (left_out_.empty() || fixed_ == before) break;
  }
  FixOutcome outcome;
  for (auto& [path, file] : changed_) {
    if (file.before != file.after) outcome.files.push_back(std::move(file));
  }
  outcome.fixed = outcome.files.empty() ? 0 : fixed_;  // round in circles
  outcome.dropped = static_cast<std::uint32_t>(dropped_.size());
  outcome.left_out = std::move(met_);
  return outcome;
}

/// Rounds until no file is worse than it was.
void Fixer::pass(std::span<const std::string> paths) {
  left_out_.clear();
  offences_.clear();
  brings_.clear();
  const auto start = changed_;
  const std::uint32_t fixed = fixed_;
  for (run_rounds(paths); in_vain_ || !worse_.empty(); run_rounds(paths)) {
    if (!in_vain_) leave_out_culprits(paths);
    for (const auto& [path, file] : changed_) {
      const auto then = start.find(path);
      files_.put(path, then != start.end() ? then->second.after : file.before);
    }
    changed_ = start;
    fixed_ = fixed;
  }
}

void Fixer::run_rounds(std::span<const std::string> paths) {
  rounds_.clear();
  for (;;) {
    std::vector<Proposal> proposals = collect(paths);
    if (!rounds_.empty()) rounds_.back().after = worse_;
    in_vain_ = !rounds_.empty() && leave_out_vain(proposals);
    if (in_vain_ || rounds_.size() == kMaxRounds) return;
    std::vector<Proposal> made = round(proposals);
    if (made.empty()) return;
    rounds_.push_back({std::move(proposals), std::move(made), std::move(texts_), {}});
  }
}

/// A fix that was made and is proposed again, as often as before, mends nothing: in a file with mistakes of
/// syntax what it writes may not be read where it should.
bool Fixer::leave_out_vain(std::span<const Proposal> proposals) {
  std::map<std::string_view, int> fewer;
  for (const Proposal& proposal : rounds_.back().proposals) ++fewer[proposal.key];
  for (const Proposal& proposal : proposals) --fewer[proposal.key];
  bool any = false;
  for (const Proposal& made : rounds_.back().made) {
    if (made.path.empty() || fewer[made.key] > 0) continue;
    any = left_out_.insert(made.key).second || any;
    brings_[made.code()].insert(made.code());
  }
  return any;
}

std::vector<Fixer::Proposal> Fixer::collect(std::span<const std::string> paths) {
  texts_.clear();
  met_.clear();
  std::vector<Proposal> proposals;
  Counts counts;
  linter_.check(paths, [&](const FileResult& result) {
    if (result.source == nullptr) return;
    auto& of_file = counts[std::string(result.file)];
    for (const finding::Finding& finding : result.findings) {
      ++of_file[finding.code];
      finding::Level& level = levels_[finding.code];
      level = std::max(level, finding.level);
      propose(finding, *result.secrets, proposals);
    }
  });
  std::erase_if(proposals, [&counts](const Proposal& proposal) {  // what was read for links only stays
    return std::ranges::any_of(proposal.edits,
                               [&](const auto& file) { return !counts.contains(file.first); });
  });
  if (rounds_.empty()) first_ = counts;
  worse_ = worse_than_first(counts);
  return proposals;
}

void Fixer::propose(const finding::Finding& finding, const Secrets& secrets,
                    std::vector<Proposal>& proposals) {
  if (!finding.fix || finding.fix->edits.empty() || (!finding.fix->safe && !unsafe_)) return;
  Proposal proposal;
  proposal.rule = finding.code + '\n' + finding.place.source->name();
  proposal.path = finding.path;
  proposal.level = finding.level;
  proposal.key = proposal.rule + '\n' + finding.path + '\n' + finding.fix->title;
  if (dropped_.contains(proposal.key)) return;
  if (left_out_.contains(proposal.key) || left_out_.contains(proposal.rule)) {
    LeftOut& met = met_[finding.code];
    ++met.count;
    met.brings = brings_[finding.code];
    return;
  }
  for (const finding::FileEdit& edit : finding.fix->edits) {
    const std::string path(edit.source->name());
    proposal.edits[path].push_back(edit.edit);
    texts_.try_emplace(path, edit.source->bytes());
    secrets_.try_emplace(path, secrets);
  }
  proposals.push_back(std::move(proposal));
}

/// All that fit together; in a file where that does not come out right, one after the other. Those that were
/// made.
std::vector<Fixer::Proposal> Fixer::round(std::span<const Proposal> proposals) {
  Edits together;
  std::vector<Proposal> made;
  std::ranges::copy_if(proposals, std::back_inserter(made),
                       [&together](const Proposal& proposal) { return add(proposal.edits, together); });
  std::set<std::string> doubtful;
  for (const auto& [path, edits] : together) {
    if (!holds(path, edits)) doubtful.insert(path);
  }
  if (!doubtful.empty()) {
    together.clear();
    made = one_by_one(proposals, doubtful, together);
  }
  keep(together);
  fixed_ += static_cast<std::uint32_t>(made.size());
  return made;
}

std::vector<Fixer::Proposal> Fixer::one_by_one(std::span<const Proposal> proposals,
                                               const std::set<std::string>& doubtful, Edits& chosen) {
  std::vector<Proposal> made;
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
    made.push_back(proposal);
  }
  return made;
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

Fixer::Worse Fixer::worse_than_first(const Counts& counts) const {
  Worse worse;
  for (const auto& [file, codes] : counts) {
    for (const auto& [code, count] : codes) {
      if (count <= count_of(first_, file, code)) continue;
      const auto of_file = allowed_.find(file);
      if (of_file == allowed_.end() || !of_file->second.contains(code)) worse[file].insert(code);
    }
  }
  return worse;
}

/// One for each file that is worse since the first round that made one so.
void Fixer::leave_out_culprits(std::span<const std::string> paths) {
  std::size_t round = rounds_.size();
  std::vector<Search> open = searches(round);
  const Texts texts = texts_before(round);
  for (Search& search : open) search.tried = search.guilty;
  try_out(open, paths, texts);
  if (std::ranges::none_of(open, &Search::has_culprit)) {  // a fix in a file that it is linked with
    open.resize(1);
    open[0].suspects.clear();
    for (const Proposal& proposal : rounds_[round].made) open[0].suspects.push_back(&proposal);
    open[0].guilty = open[0].suspects.size();
    open[0].found = open[0].codes;
  } else {
    std::erase_if(open, [](const Search& search) { return !search.has_culprit(); });
  }
  while (std::ranges::any_of(open, &Search::open)) {
    for (Search& search : open) search.tried = (search.innocent + search.guilty) / 2;
    try_out(open, paths, texts);
    for (Search& search : open) {
      if (search.open()) (search.bad ? search.guilty : search.innocent) = search.tried;
    }
  }
  for (const Search& search : open) leave_out(search);
}

/// Of the files that got worse first, and the round in which they did.
std::vector<Fixer::Search> Fixer::searches(std::size_t& round) const {
  std::vector<Search> out;
  for (const auto& [file, codes] : worse_) {
    const std::size_t since = round_of(file, codes);
    if (since > round) continue;
    if (since < round) out.clear();
    round = since;
    Search& search = out.emplace_back();
    search.file = file;
    search.codes = codes;
    for (const Proposal& proposal : rounds_[since].made) {
      if (proposal.edits.contains(file)) search.suspects.push_back(&proposal);
    }
    search.guilty = search.suspects.size();
  }
  return out;
}

std::size_t Fixer::round_of(const std::string& file, const std::set<std::string>& codes) const {
  std::size_t i = 0;
  for (; i + 1 < rounds_.size(); ++i) {
    const auto of_file = rounds_[i].after.find(file);
    if (of_file == rounds_[i].after.end()) continue;
    if (std::ranges::any_of(of_file->second, [&](const auto& code) { return codes.contains(code); })) break;
  }
  return i;
}

/// Of all files that are changed in this pass or before.
Fixer::Texts Fixer::texts_before(std::size_t round) const {
  Texts texts;
  for (; round < rounds_.size(); ++round)
    texts.insert(rounds_[round].before.begin(), rounds_[round].before.end());
  for (const auto& [path, file] : changed_) texts.try_emplace(path, file.after);
  return texts;
}

/// Whether the findings come with the first fixes of each search, as many as are to be tried.
void Fixer::try_out(std::span<Search> searches, std::span<const std::string> paths, const Texts& texts) {
  Edits edits;
  for (const Search& search : searches) {
    for (std::size_t i = 0; i < search.tried; ++i) add(search.suspects[i]->edits, edits);
  }
  for (const auto& [path, text] : texts) files_.put(path, text::apply_edits(text, edits[path]).value());
  Counts counts;
  linter_.check(paths, [&counts](const FileResult& result) {
    for (const finding::Finding& finding : result.findings) ++counts[std::string(result.file)][finding.code];
  });
  const Worse worse = worse_than_first(counts);
  for (Search& search : searches) {
    std::set<std::string> found;
    if (const auto of_file = worse.find(search.file); of_file != worse.end()) {
      std::ranges::set_intersection(of_file->second, search.codes, std::inserter(found, found.end()));
    }
    search.bad = !found.empty();
    if (search.bad) search.found = std::move(found);
  }
}

bool Fixer::weighs_less(const std::string& code, const Proposal& than) const {
  const auto level = levels_.find(code);
  return level != levels_.end() && level->second < than.level;
}

/// The second time, all of the rule in that file: they are mostly alike. A fix stays in when what it brings
/// weighs less than what it mends.
void Fixer::leave_out(const Search& search) {
  const Proposal& proposal = search.culprit();
  if (std::ranges::all_of(search.found, [&](const auto& code) { return weighs_less(code, proposal); })) {
    allowed_[search.file].insert(search.found.begin(), search.found.end());
    return;
  }
  left_out_.insert(++offences_[proposal.rule] > 1 ? proposal.rule : proposal.key);
  brings_[proposal.code()].insert(search.found.begin(), search.found.end());
}

}  // namespace ecslint::lint
