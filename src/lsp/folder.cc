// SPDX-License-Identifier: Apache-2.0
#include "lsp/folder.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/engine.h"
#include "lint/walk.h"
#include "text/hash.h"

namespace ecslint::lsp {
namespace {

constexpr std::size_t kMaxFiles = 20000;
constexpr std::size_t kChunk = 64;

/// So that what is the same is not sent again.
std::uint64_t hash_of(const std::vector<Diagnosis>& diagnoses) {
  if (diagnoses.empty()) return 0;
  std::uint64_t hash = text::stable_hash("");
  const auto add = [&hash](std::string_view text) { hash = text::stable_hash(text, hash * 31); };
  for (const Diagnosis& each : diagnoses) {
    add(fmt::format("{} {} {} {} {}", each.code, static_cast<int>(each.level), each.range.begin,
                    each.range.end, each.fix.has_value()));
    add(each.message);
    for (const RelatedPlace& related : each.related) add(related.place.file + related.message);
  }
  return hash;
}

/// One syntax error is enough while somebody is typing: the others are often only its consequences.
void keep_first_error(std::vector<Diagnosis>& diagnoses) {
  bool found = false;
  std::erase_if(diagnoses, [&found](const Diagnosis& each) {
    if (!is_syntax(each) || each.level != finding::Level::kError) return false;
    return std::exchange(found, true);
  });
}

template <typename Queue>
std::vector<std::string> take_chunk(Queue& queue) {
  std::vector<std::string> out;
  while (!queue.empty() && out.size() < kChunk) {
    out.push_back(std::move(queue.front()));
    queue.pop_front();
  }
  return out;
}

}  // namespace

Folder::Folder(std::string path, Scope scope, const Settings& settings, const text::FileSystem& disk)
    : path_(std::move(path)), scope_(scope), settings_(settings), disk_(path_, disk), files_(disk_) {
  reload();
}

Folder::~Folder() = default;

bool Folder::holds(std::string_view absolute) const {
  return path_ == "/" || (absolute.starts_with(path_) && absolute.substr(path_.size()).starts_with('/'));
}

std::string Folder::name_of(std::string_view absolute) const {
  if (path_ == "/") return std::string(absolute.substr(1));
  return std::string(holds(absolute) ? absolute.substr(path_.size() + 1) : absolute);
}

void Folder::reload() {
  kept_.reset();
  linter_ = std::make_unique<lint::Linter>(settings_.options, files_);
  problem_.clear();
  if (!linter_->problems().empty()) {
    const finding::Finding& first = linter_->problems().front();
    problem_ = fmt::format("{}: {}", first.place.source->name(), first.message);
  }
  for (auto& [name, state] : states_) {
    if (is_configuration(name)) state.shown.clear();
  }
  kept_ = std::make_unique<lint::KeptFiles>(*linter_);
  if (scope_ != Scope::kAlone) find_files();
  for (const std::string& name : open_) kept_->put(name);
  stamp_ = stamp();
  const std::vector<std::string> all = kept_->paths();
  queue(all, all);
  rest_ = scope_ == Scope::kWorkspace;
}

std::optional<std::string> Folder::take_problem() {
  if (problem_.empty()) return std::nullopt;
  return std::exchange(problem_, {});
}

std::uint64_t Folder::stamp() const {
  std::uint64_t hash = text::stable_hash("");
  add_pack(std::string(lint::kConfigurationName), 0, hash);
  add_pack(settings_.options.baseline, 0, hash);
  for (const std::string& pack : settings_.options.rule_packs) add_pack(pack, 0, hash);
  for (const lint::Setup* setup : linter_->engine().setups()) {
    for (const lint::Configuration* each : lint::with_bases(*setup->configuration)) {
      add_pack(each->path, 0, hash);
      for (const std::string& pack : each->packs) add_pack(pack, 0, hash);
    }
  }
  return hash;
}

/// A file, or the rules and tables in a folder.
void Folder::add_pack(const std::string& path, int depth, std::uint64_t& hash) const {
  constexpr int kMostDepth = 4;
  if (path.empty() || depth > kMostDepth) return;
  if (const auto entries = files_.is_directory(path) ? files_.list(path) : text::Error{}; entries) {
    for (const text::DirectoryEntry& entry : *entries) {
      if (entry.directory || entry.name.ends_with(".toml"))
        add_pack(lint::join_path(path, entry.name), depth + 1, hash);
    }
  } else if (const auto source = files_.read(path)) {
    hash = text::stable_hash(source->bytes(), text::stable_hash(path, hash * 31));
  }
}

/// As `ecslint check` walks; git is asked by absolute path, since it knows only the process's own folder.
void Folder::find_files() {
  const lint::Walk found =
      lint::walk(files_, {&path_, 1}, {.git = linter_->engine().git(), .limit = kMaxFiles});
  for (const lint::Input& input : found.files) kept_->put(name_of(input.path));
}

void Folder::queue(std::vector<std::string> run, const std::vector<std::string>& report) {
  to_run_.assign(std::make_move_iterator(run.begin()), std::make_move_iterator(run.end()));
  to_report_.clear();
  for (const std::string& name : report) {
    if (is_shown(name)) to_report_.push_back(name);
  }
  total_ = to_run_.size() + to_report_.size();
}

bool Folder::is_shown(const std::string& name) const {
  return scope_ == Scope::kWorkspace || open_.contains(name);
}

void Folder::open(const std::string& name, const std::string& text) {
  files_.put(name, text);
  open_.insert(name);
  states_[name];
  if (!is_configuration(name)) kept_->put(name);
}

void Folder::change(const std::string& name, const std::string& text, const std::vector<text::Edit>& edits) {
  files_.put(name, text);
  if (!is_configuration(name)) kept_->put(name);
  for (const text::Edit& edit : edits) follow_edit(name, edit, states_[name].sound);
}

/// From now on what is on disk counts again.
void Folder::close(const std::string& name) {
  files_.drop(name);
  open_.erase(name);
  if (is_configuration(name)) return;
  touch(name);
}

void Folder::touch(const std::string& name) {
  touched_ = true;
  const bool there = files_.exists(name) && (scope_ != Scope::kAlone || open_.contains(name));
  if (there && (lint::can_hold_ecs(name) || open_.contains(name))) {
    kept_->put(name);
    to_run_.push_back(name);
    to_report_.push_back(name);
    return;
  }
  kept_->drop(name);
  if (const auto state = states_.find(name); state != states_.end()) state->second = {};
  to_report_.push_back(name);  // tells that there is nothing any more
}

bool Folder::is_configuration(std::string_view name) const {
  if (name == lint::kConfigurationName || name.ends_with("/ecslint.toml")) return true;
  if (name == settings_.options.baseline || name == settings_.options.config_file) return true;
  if (name.ends_with(".toml")) return true;  // of a pack, or what another extends
  return std::ranges::any_of(settings_.options.rule_packs, [name](const std::string& pack) {
    return lint::is_below(name, lint::plain(pack));
  });
}

Folder::Changed Folder::check(const std::string& name) {
  Changed changed;
  if (is_configuration(name)) return changed;
  std::vector<std::string> names{name};
  for (const std::string& other : kept_->linked()) {
    if (other != name && open_.contains(other)) names.push_back(other);
  }
  // What hangs together with a file that is in pieces would flicker: it waits.
  const lint::ParsedFile* file = kept_->parsed(name);
  const bool broken = file != nullptr && file->broken;
  if (broken) names.resize(1);
  run(names, names, false, changed);
  if (!broken) queue_stale();
  return changed;
}

void Folder::queue_stale() {
  std::vector<std::string> stale = kept_->stale();
  if (!stale.empty() && !rest_) queue(std::move(stale), kept_->linked());
}

bool Folder::idle() const { return to_run_.empty() && to_report_.empty() && !rest_ && !touched_; }

int Folder::progress() const {
  const std::size_t left = to_run_.size() + to_report_.size();
  return total_ == 0 ? 100 : static_cast<int>(100 * (total_ - std::min(total_, left)) / total_);
}

Folder::Changed Folder::work() {
  Changed changed;
  if (!to_run_.empty()) {
    run(take_chunk(to_run_), {}, false, changed);
  } else if (!to_report_.empty()) {
    const std::vector<std::string> names = take_chunk(to_report_);
    run({}, names, false, changed);
    for (const std::string& name : names) {
      if (!kept_->has(name) || !is_shown(name)) changed.push_back(name);  // nothing, any more
    }
  } else if (rest_) {
    rest_ = false;
    run({}, {}, true, changed);
  } else if (touched_) {
    touched_ = false;
    queue_stale();
  }
  return changed;
}

Folder::Changed Folder::finish() {
  Changed changed;
  while (!idle()) {
    const Changed more = work();
    changed.insert(changed.end(), more.begin(), more.end());
  }
  return changed;
}

const FileState* Folder::state(const std::string& name) const {
  const auto at = states_.find(name);
  return at == states_.end() ? nullptr : &at->second;
}

void Folder::run(std::span<const std::string> run, std::span<const std::string> report, bool rest,
                 Changed& changed) {
  if (!linter_->problems().empty()) return;
  configurations_.clear();
  const lint::Sink sink = [&](const lint::FileResult& result) { take(result, changed); };
  rest ? kept_->check_rest(sink) : kept_->check(run, report, sink);
  for (auto& [name, state] : states_) {
    if (!is_configuration(name)) continue;
    std::vector<Diagnosis>& now = configurations_[name];
    const bool told = !now.empty();
    for (const Diagnosis& old : state.shown) {
      const bool of_reading =
          old.code.starts_with("CFG");  // told when it is read, good until it is read again
      if (of_reading ? !told : !rest && old.code == lint::kUnusedSuppression) now.push_back(old);
    }
  }
  for (auto& [name, diagnoses] : configurations_) show(name, std::move(diagnoses), changed);
}

void Folder::take(const lint::FileResult& result, Changed& changed) {
  std::string name(result.file);
  std::vector<Diagnosis> diagnoses;
  for (const finding::Finding& finding : result.findings) diagnoses.push_back(diagnosis_of(finding));
  if (result.verdict == lint::Verdict::kConfiguration) {
    std::ranges::move(diagnoses, std::back_inserter(configurations_[name]));
    return;
  }
  FileState& state = states_[name];
  state.broken = result.verdict == lint::Verdict::kUnreadable && result.source != nullptr;
  state.ecs = result.verdict == lint::Verdict::kEcs || (state.broken && !result.what.empty());
  if (!state.broken) {
    state.sound = diagnoses;
    state.ever_sound = true;
  } else if (open_.contains(name)) {
    if (state.ever_sound) {
      std::erase_if(diagnoses, [](const Diagnosis& each) { return !is_syntax(each); });
      diagnoses.insert(diagnoses.end(), state.sound.begin(), state.sound.end());
    }
    keep_first_error(diagnoses);
  }
  show(name, std::move(diagnoses), changed);
}

void Folder::show(const std::string& name, std::vector<Diagnosis> diagnoses, Changed& changed) {
  FileState& state = states_[name];
  const std::uint64_t hash = hash_of(diagnoses);
  if (hash != state.hash) changed.push_back(name);
  state.shown = std::move(diagnoses);
  state.hash = hash;
}

}  // namespace ecslint::lsp
