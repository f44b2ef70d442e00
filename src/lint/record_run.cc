// SPDX-License-Identifier: Apache-2.0
#include "lint/record_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "finding/syntax_codes.h"
#include "lint/threads.h"
#include "lint/walk.h"
#include "text/hash.h"

namespace ecslint::lint {
namespace {

constexpr std::size_t kRecords = 32;                            // of a batch
constexpr std::size_t kBatchBytes = std::size_t{256} << 10;     // a batch is full with this
constexpr std::size_t kFlightBytes = std::size_t{4} << 20;      // of all batches, but for a single one
constexpr std::size_t kKeptOfDocument = std::size_t{64} << 10;  // memory kept for the next document
constexpr std::size_t kBatchesOfThread = 2;

/// Batches given to the workers, and which are done.
class Queue {
 public:
  struct Entry {
    RecordBatch batch;
    bool checked = false;
  };

  void add(Entry& entry) {
    {
      const std::lock_guard guard(lock_);
      entry.checked = false;
      waiting_.push_back(&entry);
    }
    work_.notify_one();
  }
  /// The next to check; null when no more will come.
  Entry* take() {
    std::unique_lock guard(lock_);
    work_.wait(guard, [this] { return closed_ || !waiting_.empty(); });
    if (waiting_.empty()) return nullptr;
    Entry* entry = waiting_.front();
    waiting_.pop_front();
    return entry;
  }
  void finished(Entry& entry) {
    {
      const std::lock_guard guard(lock_);
      entry.checked = true;
    }
    ready_.notify_one();
  }
  void wait_for(const Entry& entry) {
    std::unique_lock guard(lock_);
    ready_.wait(guard, [&entry] { return entry.checked; });
  }
  void close() {
    {
      const std::lock_guard guard(lock_);
      closed_ = true;
    }
    work_.notify_all();
  }

 private:
  std::deque<Entry*> waiting_;
  bool closed_ = false;
  std::mutex lock_;
  std::condition_variable work_;
  std::condition_variable ready_;
};

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r") == std::string_view::npos; }

/// A record is known by its id: the same finding in another record is another one.
void name_record(const std::string& id, std::uint32_t number, finding::Finding& finding) {
  finding.id = id;
  finding.record = number;
  if (!id.empty()) finding.fingerprint = text::stable_hash(id, finding.fingerprint);
}

/// All that is said of a line of which only the beginning was kept.
void too_long(ParsedFile& file) {
  file.resources.clear();
  file.findings.clear();
  file.what.clear();
  file.broken = true;
  file.findings.push_back(finding::syntax_finding(
      finding::SyntaxCode::kLimit, file.document->source(), {0, 1},
      fmt::format("the line is longer than {} MiB and was not read", kLongestRecord >> 20)));
}

/// What one large document took is not kept for the small ones that follow.
void forget_large(RecordBatch::Record& record) {
  if (record.work.file.document->arena().capacity() > kKeptOfDocument) record.work = Work();
  if (record.text.capacity() > kKeptOfDocument) record.text = std::string();
}

}  // namespace

Summary RecordRun::over(text::LineReader& lines, const std::string& name) {
  name_ = name;
  setup_ = &engine_.setup_for(engine_.home_of(folder_of(plain(name))), name);
  const int wanted = engine_.options().jobs;
  const unsigned jobs = wanted > 0 ? static_cast<unsigned>(wanted) : std::thread::hardware_concurrency();
  jobs > 1 ? in_parallel(lines, jobs) : in_turn(lines);
  if (baseline_) summary_.gone = baseline_->gone();
  return summary_;
}

/// False when there is nothing more.
bool RecordRun::read(text::LineReader& lines, RecordBatch& batch) {
  batch.count = batch.bytes = 0;
  batch.records.resize(kRecords);
  while (batch.count < kRecords && batch.bytes < kBatchBytes) {
    const std::optional<text::LineReader::Line> line = lines.next();
    if (!line) break;
    if (is_blank(line->text)) continue;
    RecordBatch::Record& record = batch.records[batch.count++];
    record.text = line->text;
    record.number = line->number;
    record.too_long = line->too_long;
    batch.bytes += line->text.size();
  }
  return batch.count > 0;
}

void RecordRun::in_turn(text::LineReader& lines) {
  Checker checker(engine_);
  RecordBatch batch;
  while (read(lines, batch)) {
    check(checker, batch);
    deliver(batch);
  }
  add_costs(checker);
}

void RecordRun::in_parallel(text::LineReader& lines, std::size_t jobs) {
  Queue queue;
  std::vector<Queue::Entry> entries(jobs * kBatchesOfThread);
  std::vector<Queue::Entry*> free;
  for (Queue::Entry& entry : entries) free.push_back(&entry);
  const auto work = [&] {
    Checker checker(engine_);
    while (Queue::Entry* entry = queue.take()) {
      check(checker, entry->batch);
      queue.finished(*entry);
    }
    add_costs(checker);
  };
  Threads workers(jobs, work);
  if (workers.none()) return in_turn(lines);

  std::deque<Queue::Entry*> under_way;
  std::size_t bytes = 0;
  const auto land = [&] {
    Queue::Entry& entry = *under_way.front();
    under_way.pop_front();
    queue.wait_for(entry);
    deliver(entry.batch);
    bytes -= entry.batch.bytes;
    free.push_back(&entry);
  };
  for (;;) {
    if (free.empty()) land();
    Queue::Entry& entry = *free.back();
    if (!read(lines, entry.batch)) break;
    free.pop_back();
    while (!under_way.empty() && bytes + entry.batch.bytes > kFlightBytes) land();
    bytes += entry.batch.bytes;
    under_way.push_back(&entry);
    queue.add(entry);
  }
  while (!under_way.empty()) land();
  queue.close();
  workers.join();
}

void RecordRun::check(Checker& checker, RecordBatch& batch) const {
  std::vector<Alone> files;
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < batch.count; ++i) {
    RecordBatch::Record& record = batch.records[i];
    ids.push_back(parse(checker, record));
    files.push_back({&record.work.file, setup_, false, &record.work.secrets, &record.work.result});
  }
  checker.check_alone(files);
  for (std::size_t i = 0; i < batch.count; ++i) {
    RecordBatch::Record& record = batch.records[i];
    const std::string shown = record.work.secrets.mask(ids[i]);
    for (finding::Finding& finding : record.work.result.findings) name_record(shown, record.number, finding);
  }
}

/// Gives its id.
std::string RecordRun::parse(Checker& checker, RecordBatch::Record& record) const {
  ParsedFile& file = record.work.file;
  FileResult& result = record.work.result;
  result = FileResult{};
  result.file = name_;
  result.secrets = &record.work.secrets;
  record.work.secrets.clear();
  std::string id = checker.parse_record(text::Source(name_, record.text), *setup_, file);
  if (record.too_long) too_long(file);
  result.source = &file.document->source();
  result.what = file.what;
  result.verdict = file.broken               ? Verdict::kBadRecord
                   : !file.resources.empty() ? Verdict::kEcs
                                             : Verdict::kOther;
  return id;
}

void RecordRun::deliver(RecordBatch& batch) {
  for (std::size_t i = 0; i < batch.count; ++i) {
    RecordBatch::Record& record = batch.records[i];
    FileResult& result = record.work.result;
    if (baseline_) result.suppressed += baseline_->filter(name_, result.findings);
    ++summary_.opened;
    summary_.add(result);
    if (!result.findings.empty() || !result.undecided.empty()) sink_(result);
    forget_large(record);
  }
}

void RecordRun::add_costs(const Checker& checker) {
  const std::lock_guard guard(costs_lock_);
  rules::RuleCosts& sum = summary_.rule_costs;
  sum.resize(std::max(sum.size(), checker.costs().size()));
  for (std::size_t i = 0; i < checker.costs().size(); ++i) sum[i] += checker.costs()[i];
}

}  // namespace ecslint::lint
