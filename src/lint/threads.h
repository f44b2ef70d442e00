// SPDX-License-Identifier: Apache-2.0
// Threads as far as the system has any to give: where memory or processes are limited a run is slower, not
// over.
#pragma once

#include <cstddef>
#include <system_error>
#include <thread>
#include <vector>

namespace ecslint::lint {

/// Starts `count` threads that call `work`, or as many as can be started; joins them at its end.
class Threads {
 public:
  template <typename F>
  Threads(std::size_t count, const F& work) {
    threads_.reserve(count);
    try {
      for (std::size_t i = 0; i < count; ++i) threads_.emplace_back(work);
    } catch (const std::system_error&) {
      // Those that run will do.
    }
  }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;
  ~Threads() { join(); }

  bool none() const { return threads_.empty(); }
  void join() {
    for (std::thread& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  std::vector<std::thread> threads_;
};

}  // namespace ecslint::lint
