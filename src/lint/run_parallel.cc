// SPDX-License-Identifier: Apache-2.0
// Handing out with threads: workers take chunks of files from a queue, the calling thread gives the results
// to the sink in the order of names. A window bounds how far workers may run ahead, and with it the memory.
#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <vector>

#include "lint/run.h"
#include "lint/threads.h"

namespace ecslint::lint {
namespace {

constexpr std::size_t kChunk = 32;

/// Who may work on which chunk, and which are done.
class Queue {
 public:
  Queue(std::size_t chunks, std::size_t window) : chunks_(chunks), window_(window), done_(window, kNone) {}

  /// The next chunk to work on; `chunks` when there is none.
  std::size_t take() {
    std::unique_lock guard(lock_);
    if (next_ == chunks_) return chunks_;
    const std::size_t chunk = next_++;
    free_.wait(guard, [&] { return chunk < emitted_ + window_; });
    return chunk;
  }
  void finished(std::size_t chunk) {
    {
      const std::lock_guard guard(lock_);
      done_[chunk % window_] = chunk;
    }
    ready_.notify_one();
  }
  void wait_for(std::size_t chunk) {
    std::unique_lock guard(lock_);
    ready_.wait(guard, [&] { return done_[chunk % window_] == chunk; });
  }
  void emitted() {
    {
      const std::lock_guard guard(lock_);
      ++emitted_;
    }
    free_.notify_all();
  }

 private:
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::size_t chunks_;
  std::size_t window_;
  std::size_t next_ = 0;
  std::size_t emitted_ = 0;
  std::vector<std::size_t> done_;
  std::mutex lock_;
  std::condition_variable free_;
  std::condition_variable ready_;
};

}  // namespace

void Run::hand_out_in_parallel(int jobs) {
  const std::size_t chunks = (items_.size() + kChunk - 1) / kChunk;
  const std::size_t window = static_cast<std::size_t>(jobs) * 4;
  std::vector<std::vector<Work>> slots(window);
  for (auto& slot : slots) slot.resize(kChunk);
  Queue queue(chunks, window);

  const auto work = [&] {
    Checker checker(engine_);
    for (std::size_t chunk = queue.take(); chunk < chunks; chunk = queue.take()) {
      const std::size_t begin = chunk * kChunk;
      const auto items = std::span(items_).subspan(begin, std::min(kChunk, items_.size() - begin));
      for (std::size_t i = 0; i < items.size();) {
        const auto slot = std::span(slots[chunk % window]).subspan(i);
        i += check(checker, items.subspan(i), slot.first(std::min(rules::Runner::kLanes, slot.size())));
      }
      queue.finished(chunk);
    }
    add_costs(checker);
  };
  const Threads workers(static_cast<std::size_t>(jobs), work);
  if (workers.none()) return hand_out_serially();
  for (std::size_t chunk = 0; chunk < chunks; ++chunk) {
    queue.wait_for(chunk);
    const std::size_t begin = chunk * kChunk;
    for (std::size_t i = begin; i < std::min(begin + kChunk, items_.size()); ++i) {
      const Item& item = items_[i];
      if (!item.report) continue;
      const bool held = item.state == Item::State::kHeld;
      deliver(item, held ? held_[item.held].result : slots[chunk % window][i - begin].result);
    }
    queue.emitted();
  }
}

}  // namespace ecslint::lint
