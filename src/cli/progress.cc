// SPDX-License-Identifier: Apache-2.0
#include "cli/progress.h"

#include <fmt/format.h>

#include <chrono>

namespace ecslint::cli {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSilence{1000};
constexpr milliseconds kBetween{100};
constexpr std::string_view kWipe = "\r\x1b[K";

std::string line(const lint::Progress& counts) {
  const std::size_t all = counts.files;
  const std::size_t read = counts.read;
  const std::size_t done = counts.done;
  if (all == 0) return "looking for files";
  if (done == 0) return fmt::format("{} of {} files read", read, all);
  return fmt::format("{} of {} files checked", done, all);
}

}  // namespace

void Progress::start() {
  if (!err_.is_terminal()) return;
  stopped_ = false;
  thread_ = std::thread([this] { show_from_time_to_time(); });
}

void Progress::show_from_time_to_time() {
  std::unique_lock guard(lock_);
  const auto stopped = [this] { return stopped_; };
  for (milliseconds wait = kSilence; !changed_.wait_for(guard, wait, stopped); wait = kBetween) {
    err_ << kWipe << line(counts_);
    err_.flush();
    shown_ = true;
  }
}

void Progress::wipe() {
  if (!shown_) return;
  err_ << kWipe;
  err_.flush();
  shown_ = false;
}

void Progress::stop() {
  {
    const std::lock_guard guard(lock_);
    stopped_ = true;
    wipe();
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

}  // namespace ecslint::cli
