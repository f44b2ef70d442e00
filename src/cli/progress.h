// SPDX-License-Identifier: Apache-2.0
// One line on a terminal that tells how far a run has come, from its second second on. It is wiped away
// before anything else is written and at the end.
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "cli/output.h"
#include "lint/progress.h"

namespace ecslint::cli {

class Progress {
 public:
  explicit Progress(Output& err) : err_(err) {}
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress() { stop(); }

  /// What the run counts into.
  lint::Progress& counts() { return counts_; }

  /// From now on the line is shown, if that is a terminal; only this writes to it until stop().
  void start();
  void stop();

  /// The line is away as long as this lives.
  class Pause {
   public:
    explicit Pause(Progress& progress) : guard_(progress.lock_) { progress.wipe(); }

   private:
    std::lock_guard<std::mutex> guard_;
  };

 private:
  void show_from_time_to_time();
  void wipe();

  Output& err_;
  lint::Progress counts_;
  std::mutex lock_;
  std::condition_variable changed_;
  bool stopped_ = true;
  bool shown_ = false;
  std::thread thread_;
};

}  // namespace ecslint::cli
