// SPDX-License-Identifier: Apache-2.0
// The run of an editor: nothing is read that has not changed, and rules run only where they could say
// something new. What they said before is kept with their files and handed out again.
#include <algorithm>
#include <cstring>
#include <set>
#include <utility>

#include "lint/kept_files.h"
#include "lint/run.h"

namespace ecslint::lint {
namespace {

using Rules = KeptFile::Rules;

bool has_links(const Home& home) {
  if (home.setup->configuration == nullptr) return false;
  return std::ranges::any_of(with_bases(*home.setup->configuration),
                             [](const Configuration* each) { return !each->links.empty(); });
}

bool holds_one_of(std::string_view bytes, std::span<const std::string_view> names) {
  return std::ranges::any_of(names, [bytes](std::string_view name) {
    return ::memmem(bytes.data(), bytes.size(), name.data(), name.size()) != nullptr;
  });
}

}  // namespace

Summary Run::over_kept(KeptFiles& kept, std::span<const std::string> run, std::span<const std::string> report,
                       bool whole) {
  kept_ = &kept;
  add_kept(run, report);
  link();
  add_configurations();
  hand_out_serially();
  report_roles();
  if (whole) report_unused();
  return summary_;
}

void Run::link_kept(KeptFiles& kept, const std::string& path, std::span<const std::string_view> names) {
  kept_ = &kept;
  only_links_ = true;
  const KeptFile* owner = kept.load(path);
  if (owner == nullptr) return;
  if (has_links(*owner->home)) {  // names do not tell what is linked
    add_kept({}, {});
    hold_linked();
    return;
  }
  for (const auto& [each, loaded] : kept.files_) {
    KeptFile* file = loaded != nullptr ? loaded.get() : kept.load(each);
    if (file == nullptr || !file->marks.any || file->home->root != owner->home->root) continue;
    if (holds_one_of(file->bytes(), names)) add_kept_item(each, *file);
  }
  hold_named(names);
}

void Run::add_kept(std::span<const std::string> run, std::span<const std::string> report) {
  const std::set<std::string_view> may_run(run.begin(), run.end());
  const std::set<std::string_view> reported(report.begin(), report.end());
  for (const auto& [path, loaded] : kept_->files_) {
    KeptFile* kept = loaded != nullptr ? loaded.get() : kept_->load(path);
    const bool shown = reported.contains(path);
    if (kept == nullptr || (!kept->marks.any && !shown)) continue;
    Item& item = add_kept_item(path, *kept);
    item.named = item.report = shown;
    item.run = may_run.contains(path);
  }
}

/// Neither run nor reported.
Item& Run::add_kept_item(const std::string& path, KeptFile& kept) {
  Item& item = items_.emplace_back();
  item.path = path;
  item.report = item.run = false;
  item.state = Item::State::kAlone;
  item.marks = kept.marks;
  item.home = kept.home;
  item.setup = kept.setup;
  item.root = kept.home->root;
  item.kept = &kept;
  return item;
}

/// For the time of the run.
void Run::lend(KeptFile& kept, Held& held) {
  if (kept.shaped && !kept.linked && !only_links_) kept_->parse_again(kept);
  held.file = std::move(kept.file);
}

void Run::check_held_kept() {
  for (Held& held : held_) {
    if (std::exchange(held.kept->shaped, true)) continue;
    const std::vector<finding::Finding> of_syntax = held.file.findings;
    checker().check_shape(held.file);
    held.kept->written_findings = std::exchange(held.file.findings, of_syntax);
  }
  run_kept_rules();
  collect_kept_secrets();
  std::vector<finding::Finding> findings;
  const auto add = [&](const Held& held, const std::vector<finding::Finding>& from) {
    for (const finding::Finding& finding : from) {
      const Held* owner = owner_of(held, finding);
      if (owner != nullptr && items_[owner->item].report) findings.push_back(finding);
    }
  };
  for (const Held& held : held_) add(held, held.kept->written_findings);
  for (const Held& held : held_) add(held, held.kept->findings);
  distribute(std::move(findings));
  for (Held& held : held_) {
    if (items_[held.item].report) finish_held(held);
  }
}

void Run::run_kept_rules() {
  for (Held& held : held_) {
    held.running = items_[held.item].run && held.kept->rules != Rules::kFresh;
    if (held.running) held.kept->findings.clear();
    if (held.running) held.kept->rules = Rules::kFresh;
  }
  std::vector<finding::Finding> of_roles;
  checker().begin_linked(project_.resources().size());
  for (const model::Resource& resource : project_.resources()) {
    if (resource.piece) continue;
    const auto at = held_by_source_.find(&resource.document->source());
    if (at == held_by_source_.end()) {
      check_configured_role(checker(), resource, of_roles);
      continue;
    }
    Held& held = held_[at->second];
    if (!held.running) continue;
    checker().check_rules(project_, resource, *items_[held.item].setup, held.kept->findings,
                          held.result.undecided, held.result.undecided_count);
  }
  distribute(std::move(of_roles));
}

/// The file that a finding lies in, mostly the one whose rules have made it.
const Run::Held* Run::owner_of(const Held& likely, const finding::Finding& finding) const {
  if (finding.place.source == &likely.file.document->source()) return &likely;
  const auto at = held_by_source_.find(finding.place.source);
  return at == held_by_source_.end() ? nullptr : &held_[at->second];
}

/// Of all files, also those that are not reported: what is secret in one may stand in another's message.
void Run::collect_kept_secrets() {
  const auto add = [&](const Held& held, const std::vector<finding::Finding>& from) {
    for (const finding::Finding& finding : from) {
      const Held* owner = owner_of(held, finding);
      if (owner == nullptr) continue;
      const Setup& setup = *items_[owner->item].setup;
      if (setup.selection->is_secret(finding))
        collect_secrets(setup, *owner->file.document, {finding}, held_secrets_);
    }
  };
  for (const Held& held : held_) add(held, held.kept->written_findings);
  for (const Held& held : held_) add(held, held.kept->findings);
}

/// What had not been linked before may have changed what can be said of the others.
void Run::give_back() {
  for (Held& held : held_) held.kept->file = std::move(held.file);
  if (only_links_) return;
  const bool more = std::ranges::any_of(held_, [](const Held& held) { return !held.kept->linked; });
  for (const Item& item : items_) {
    if (item.kept != nullptr) item.kept->linked = false;
  }
  for (Held& held : held_) {
    held.kept->linked = true;
    if (more && !held.running && held.kept->rules == Rules::kFresh) held.kept->rules = Rules::kStale;
  }
}

}  // namespace ecslint::lint
