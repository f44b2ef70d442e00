// SPDX-License-Identifier: Apache-2.0
#include "lint/kept_files.h"

#include <algorithm>

#include "lint/engine.h"
#include "lint/run.h"

namespace ecslint::lint {
namespace {

bool mentions(const finding::Finding& finding, const text::Source& source) {
  const auto here = [&source](const auto& place) { return place.source == &source; };
  if (here(finding.place)) return true;
  if (std::ranges::any_of(finding.related, [&](const auto& related) { return here(related.place); }))
    return true;
  return finding.fix && std::ranges::any_of(finding.fix->edits, here);
}

}  // namespace

KeptFiles::KeptFiles(const Linter& linter) : linter_(linter), checker_(linter.engine()) {}

KeptFiles::~KeptFiles() = default;

void KeptFiles::put(const std::string& path) {
  auto& kept = files_[path];
  if (kept == nullptr) return;
  if (kept->parsed) forget_findings_in(kept->file.document->source());
  const bool linked = kept->linked;
  if (linked) doubt_linked();
  kept.reset();
  if (load(path) != nullptr) kept->linked = linked;
}

void KeptFiles::drop(const std::string& path) {
  if (!has(path)) return;
  put(path);
  files_.erase(path);
}

std::vector<std::string> KeptFiles::paths() const {
  std::vector<std::string> out;
  for (const auto& [path, kept] : files_) out.push_back(path);
  return out;
}

void KeptFiles::doubt_linked() {
  for (auto& [path, file] : files_) {
    if (file != nullptr && file->linked && file->rules == KeptFile::Rules::kFresh)
      file->rules = KeptFile::Rules::kStale;
  }
}

std::vector<std::string> KeptFiles::marked_paths() {
  std::vector<std::string> out;
  for (const std::string& path : paths()) {
    const KeptFile* kept = load(path);
    if (kept != nullptr && kept->marks.any) out.push_back(path);
  }
  return out;
}

/// What was said about a text that is no more points nowhere.
void KeptFiles::forget_findings_in(const text::Source& source) {
  for (auto& [path, file] : files_) {
    if (file == nullptr || file->rules == KeptFile::Rules::kNone) continue;
    if (!std::ranges::any_of(file->findings, [&](const auto& f) { return mentions(f, source); })) continue;
    file->findings.clear();
    file->rules = KeptFile::Rules::kNone;
  }
}

KeptFile* KeptFiles::load(const std::string& path) {
  auto& kept = files_[path];
  if (kept != nullptr) return kept.get();
  auto source = linter_.engine().files().read(path);
  if (!source) return nullptr;
  kept = std::make_unique<KeptFile>();
  kept->source = std::move(source).value();
  kept->marks = dialect_ecs::marks(kept->source->bytes());
  kept->home = &linter_.engine().home_of(folder_of(plain(path)));
  kept->setup = &linter_.engine().setup_for(*kept->home, path);
  return kept.get();
}

void KeptFiles::parse(KeptFile& kept) {
  if (kept.parsed) return;
  checker_.parse(std::move(*kept.source), *kept.setup, linter_.engine().options().takes_all(), kept.file);
  kept.source.reset();
  kept.parsed = true;
}

/// Without the marks: a value that was refused does not look the same to a second check.
void KeptFiles::parse_again(KeptFile& kept) {
  const text::Source& source = kept.file.document->source();
  kept.source.emplace(source.name(), source.bytes());
  kept.parsed = kept.shaped = false;
  kept.written_findings.clear();
  parse(kept);
}

const ParsedFile* KeptFiles::parsed(const std::string& path) {
  KeptFile* kept = load(path);
  if (kept == nullptr) return nullptr;
  parse(*kept);
  return &kept->file;
}

void KeptFiles::check(std::span<const std::string> run, std::span<const std::string> report,
                      const Sink& sink) {
  Run(linter_.engine(), sink).over_kept(*this, run, report, false);
}

void KeptFiles::check_rest(const Sink& sink) { Run(linter_.engine(), sink).over_kept(*this, {}, {}, true); }

void KeptFiles::with_project(const std::string& path, std::span<const std::string_view> names,
                             const std::function<void(const model::Project&)>& f) {
  const Sink none = [](const FileResult&) {};
  Run run(linter_.engine(), none);
  run.link_kept(*this, path, names);
  f(run.project());
}

std::vector<std::string> KeptFiles::linked() const {
  std::vector<std::string> out;
  for (const auto& [path, kept] : files_) {
    if (kept != nullptr && kept->linked) out.push_back(path);
  }
  return out;
}

std::vector<std::string> KeptFiles::stale() const {
  std::vector<std::string> out;
  for (const auto& [path, kept] : files_) {
    if (kept != nullptr && kept->linked && kept->rules != KeptFile::Rules::kFresh) out.push_back(path);
  }
  return out;
}

}  // namespace ecslint::lint
