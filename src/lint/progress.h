// SPDX-License-Identifier: Apache-2.0
// How far a run has come, counted by its threads and read by whoever shows it.
#pragma once

#include <atomic>
#include <cstddef>

namespace ecslint::lint {

struct Progress {
  std::atomic<std::size_t> files{0};  // that were found
  std::atomic<std::size_t> read{0};   // and searched for ECS
  std::atomic<std::size_t> done{0};   // and checked
};

}  // namespace ecslint::lint
