// SPDX-License-Identifier: Apache-2.0
#include "lint/run.h"

#include <algorithm>
#include <atomic>
#include <set>

#include "dialect/ecs/others.h"
#include "finding/syntax_codes.h"
#include "lint/fingerprint.h"
#include "lint/kept_files.h"
#include "lint/threads.h"
#include "text/large_pages.h"

namespace ecslint::lint {
namespace {

// Bytes of files kept from the survey, so that all but huge runs read each file once.
constexpr std::size_t kKeptBytes = std::size_t{64} << 20;
// Files that are checked together are all in memory.
constexpr std::size_t kGroupBytes = std::size_t{256} << 10;

// Its tree, resources and findings take so many times its bytes at least.
constexpr std::size_t kLargeFile = std::size_t{256} << 10;
constexpr std::size_t kMemoryOfLargeFile = 4;

/// Bytes of the largest file that has been read.
std::size_t largest(const std::vector<Item>& items) {
  std::size_t size = 0;
  for (const Item& item : items) {
    if (item.source) size = std::max(size, item.source->bytes().size());
  }
  return size;
}

bool by_path(const Item& a, const Item& b) { return a.path < b.path; }

}  // namespace

Run::Run(const Engine& engine, const Sink& sink)
    : engine_(engine), sink_(sink), baseline_(engine.baseline()) {}

Run::~Run() {
  if (kept_ != nullptr) give_back();
}

/// The one that stays warm in an editor, or one of the run's own.
Checker& Run::checker() {
  if (kept_ != nullptr) return kept_->checker_;
  if (!checker_) checker_.emplace(engine_);
  return *checker_;
}

Summary Run::over_paths(std::span<const std::string> paths) {
  Walk walked = walk(engine_.files(), paths, {.git = engine_.git()});
  folders_ = std::move(walked.folders);
  if (!find_changes(paths)) return summary_;
  items_.reserve(walked.files.size() + walked.problems.size());
  if (walked.files.size() >= kFilesForThreads)
    text::prefer_large_pages(kKeptBytes);
  else
    is_short_ = true;
  for (const Input& input : walked.files) add_item(input, true);
  for (const std::string& path : walked.problems) add_item({path, true}, true);
  return run();
}

Summary Run::over_source(text::Source source) {
  const std::string name(source.name());
  if (!find_changes({&name, 1})) return summary_;
  add_item({source.name(), true}, true);
  items_.back().source = std::move(source);
  return run();
}

Summary Run::run() {
  tell_files();
  survey(0);
  if (const std::size_t size = largest(items_); is_short_ && size >= kLargeFile)
    text::prefer_large_pages(kMemoryOfLargeFile * size);
  link();
  add_configurations();
  std::ranges::sort(items_, by_path);
  const int jobs = threads(items_.size());
  if (jobs > 1) {
    hand_out_in_parallel(jobs);
  } else {
    hand_out_serially();
  }
  if (checker_) add_costs(*checker_);
  report_roles();
  report_unused();
  if (baseline_ && !changes_) {  // of what did not change nothing was looked for
    summary_.gone = baseline_->gone();
    std::erase_if(summary_.gone, [this](const BaselineEntry& entry) { return !asks(entry); });
  }
  return summary_;
}

/// A rule that was not selected there has not been looked for.
bool Run::asks(const BaselineEntry& entry) const {
  const Home& home = engine_.home_of(folder_of(entry.file));
  return engine_.setup_for(home, entry.file).selection->shows(entry.code);
}

/// What can be told of an ecslint.toml only when all files have been seen.
void Run::report_unused() {
  const Secrets none;
  for (const Setup* setup : engine_.setups()) {
    FileResult result;
    result.findings = setup->suppressor->unused(walked(setup->configuration->folder), engine_.files());
    std::erase_if(result.findings, [setup](finding::Finding& f) { return !setup->selection->accept(f); });
    if (result.findings.empty()) continue;
    set_fingerprints(result.findings);
    result.file = setup->configuration->path;
    result.source = &setup->configuration->document->source();
    result.verdict = Verdict::kConfiguration;
    result.secrets = &none;
    summary_.add(result);
    sink_(result);
  }
}

void Run::add_item(const Input& input, bool report) {
  Item& item = items_.emplace_back();
  item.path = input.path;
  item.named = input.named;
  item.report = report;
  item.home = &engine_.home_of(folder_of(plain(item.path)));
  item.setup = &engine_.setup_for(*item.home, item.path);
  if (item.home->has_root && !engine_.options().isolated) {
    item.root = item.home->root;
    return;
  }
  for (const std::string& folder : folders_) {
    const std::string_view given = plain(folder);
    if (is_below(plain(item.path), given) && given.size() > item.root.size()) item.root = given;
  }
}

/// Those of other folders, whose files were read only to be linked, are not this run's business.
void Run::add_configurations() {
  std::set<const Setup*> ours;
  for (const Item& item : items_) {
    if (item.report) ours.insert(item.home->setup);
  }
  for (const Setup* setup : ours) {
    if (setup->configuration == nullptr || setup->problems.empty()) continue;
    Item& item = items_.emplace_back();
    item.path = setup->configuration->path;
    item.state = Item::State::kConfiguration;
    item.setup = setup;
  }
}

int Run::threads(std::size_t items) const {
  if (items < kFilesForThreads) return 1;
  const int wanted = engine_.options().jobs;
  return wanted > 0 ? wanted : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

void Run::survey(std::size_t from) {
  std::atomic<std::size_t> next{from};
  std::atomic<std::size_t> kept{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < items_.size(); i = next++) {
      look_at(items_[i]);
      if (Progress* progress = engine_.options().progress) ++progress->read;
      if (!items_[i].source) continue;
      const std::size_t size = items_[i].source->bytes().size();
      if (kept.fetch_add(size) + size > kKeptBytes && !items_[i].named) items_[i].source.reset();
    }
  };
  const Threads others(static_cast<std::size_t>(threads(items_.size() - from)) - 1, work);
  work();
}

/// With Options::since; false when there is no such revision.
bool Run::find_changes(std::span<const std::string> paths) {
  if (engine_.options().since.empty()) return true;
  changes_.emplace(engine_.options().since);
  for (const std::string& path : paths) {
    if (const auto error = changes_->open(path)) return summary_.failure = error->message, false;
  }
  return true;
}

/// For whoever shows how far it has come.
void Run::tell_files() const {
  Progress* progress = engine_.options().progress;
  if (progress == nullptr) return;
  progress->read = 0;
  progress->done = 0;
  progress->files = items_.size();
}

/// A file of a folder that went away since the folder was read is none; all others should have been there.
void Run::fail(Item& item, const text::Error& error) {
  const bool vanished = !item.named && !engine_.files().exists(item.path);
  item.state = vanished ? Item::State::kUnmarked : Item::State::kFailed;
  item.error = error.message;
  if (item.error.starts_with(item.path + ": "))
    item.error.erase(0, item.path.size() + 2);  // it is said anyway
  item.too_large = item.error.ends_with(text::kTooLarge);
}

void Run::look_at(Item& item) {
  if (!item.source) {
    auto source = engine_.files().read(item.path);
    if (!source) return fail(item, source.error());
    item.source = std::move(source).value();
  }
  if (!dialect_ecs::other_by_name(item.path).name.empty() && !engine_.options().takes_all()) {
    item.state = Item::State::kAlone;
    return;
  }
  item.marks = dialect_ecs::marks(item.source->bytes());
  const bool parse =
      item.marks.any || engine_.options().takes_all() || engine_.options().name_others || item.named;
  item.state = parse ? Item::State::kAlone : Item::State::kUnmarked;
  if (!parse) item.source.reset();
}

/// As many as go together, which cost less than one by one; gives how many.
std::size_t Run::check(Checker& checker, std::span<Item> items, std::span<Work> work) {
  std::vector<Alone> files;
  std::size_t done = 0;
  for (std::size_t bytes = 0; done < std::min(items.size(), work.size()) && bytes < kGroupBytes;) {
    Item& item = items[done];
    Work& of_item = work[done++];
    if (!item.report || item.state == Item::State::kHeld) continue;
    begin(item, of_item);
    if (!parse(checker, item, of_item)) continue;
    files.push_back(alone(item, of_item.file, of_item));
    bytes += of_item.result.source->bytes().size();
  }
  checker.check_alone(files);
  return done;
}

void Run::begin(Item& item, Work& work) {
  FileResult& result = work.result;
  result = FileResult{};
  result.file = item.path;
  result.secrets = &work.secrets;
  work.secrets.clear();
  if (item.state == Item::State::kAlone && !item.source && item.kept == nullptr) {
    auto again = engine_.files().read(item.path);
    if (again) {
      item.source = std::move(again).value();
    } else {
      fail(item, again.error());
    }
  }
  if (item.state == Item::State::kFailed && item.too_large && !item.named) {
    result.what = "file larger than 16 MiB";  // whatever it is, nobody registers it with ECS
  } else if (item.state == Item::State::kFailed) {
    using enum finding::SyntaxCode;
    result.verdict = Verdict::kUnreadable;
    work.file.document = std::make_unique<doc::Document>(text::Source(item.path, ""));
    result.source = &work.file.document->source();
    result.findings.push_back(finding::syntax_finding(item.too_large ? kLimit : kUnreadable, *result.source,
                                                      {}, "cannot be read: " + item.error));
  }
  if (item.state == Item::State::kConfiguration) {
    result.verdict = Verdict::kConfiguration;
    result.source = &item.setup->configuration->document->source();
    result.findings = item.setup->problems;
    std::erase_if(result.findings,
                  [&item](finding::Finding& f) { return !item.setup->selection->accept(f); });
    finding::sort_for_report(result.findings);
  }
  set_fingerprints(result.findings);
}

/// False when there is nothing left to check.
bool Run::parse(Checker& checker, Item& item, Work& work) {
  if (item.state != Item::State::kAlone) return false;
  if (const auto other = dialect_ecs::other_by_name(item.path);
      !other.name.empty() && !engine_.options().takes_all()) {
    work.result.what = other.name;
    return false;
  }
  if (item.kept != nullptr) return check_kept(checker, item, work), false;
  checker.parse(std::move(*item.source), *item.setup, engine_.options().takes_all(), work.file);
  item.source.reset();
  return true;
}

Alone Run::alone(const Item& item, ParsedFile& file, Work& work) {
  FileResult& result = work.result;
  result.source = &file.document->source();
  result.what = file.what;
  if (!file.resources.empty()) result.verdict = Verdict::kEcs;
  if (file.broken) result.verdict = Verdict::kUnreadable;
  return {&file, item.setup, item.setup->closed(), &work.secrets, &result};
}

void Run::check_kept(Checker& checker, Item& item, Work& work) {
  KeptFile& kept = *item.kept;
  kept.shaped ? kept_->parse_again(kept) : kept_->parse(kept);
  const std::vector<finding::Finding> of_syntax = kept.file.findings;
  const Alone file = alone(item, kept.file, work);
  checker.check_alone({&file, 1});
  kept.file.findings = of_syntax;
  kept.shaped = true;
}

void Run::hand_out_serially() {
  std::vector<Work> work(std::min(rules::Runner::kLanes, items_.size()));
  for (std::size_t i = 0; i < items_.size();) {
    const std::size_t done = check(checker(), std::span(items_).subspan(i), work);
    for (std::size_t k = 0; k < done; ++k, ++i) {
      if (!items_[i].report) continue;
      const bool held = items_[i].state == Item::State::kHeld;
      deliver(items_[i], held ? held_[items_[i].held].result : work[k].result);
    }
  }
}

void Run::add_costs(const Checker& checker) {
  const std::lock_guard guard(costs_lock_);
  rules::RuleCosts& sum = summary_.rule_costs;
  sum.resize(std::max(sum.size(), checker.costs().size()));
  for (std::size_t i = 0; i < checker.costs().size(); ++i) sum[i] += checker.costs()[i];
}

void Run::deliver(const Item& item, FileResult& result) {
  result.file = item.path;  // items have been sorted since it was checked
  if (Progress* progress = engine_.options().progress) ++progress->done;
  if (changes_) {
    const bool read = item.state != Item::State::kConfiguration;  // what keeps it from that is always told
    std::erase_if(result.findings, [&](const auto& finding) {
      return (read || finding.code.starts_with("SUP")) && !changes_->concerns(finding);
    });
    if (result.verdict == Verdict::kUnreadable && result.findings.empty()) result.verdict = Verdict::kOther;
  }
  if (result.verdict == Verdict::kOther && !item.named) result.findings.clear();  // nothing is said of it
  if (baseline_) result.suppressed += baseline_->filter(item.path, result.findings);
  if (item.state != Item::State::kConfiguration) ++summary_.opened;
  summary_.add(result);
  if (result.verdict != Verdict::kOther || item.named) sink_(result);
}

}  // namespace ecslint::lint
