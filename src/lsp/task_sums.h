// SPDX-License-Identifier: Apache-2.0
// What the containers of a task ask for, against what the task has: for inlay hints and code lenses.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/resource.h"

namespace ecslint::lsp {

struct TaskSum {
  std::optional<std::int64_t> limit;  // of the task
  std::int64_t sum = 0;               // of its containers
  bool known = true;                  // every container's value could be read
  bool any = false;                   // some container has one
};

/// CPU units. Of containers memory counts as `memory`, else `memoryReservation`, in MiB.
TaskSum cpu_sum(const doc::Node& task_definition);
TaskSum memory_sum(const doc::Node& task_definition);

/// A number that stands as integer or as text ("0.5 vCPU", "1 GB").
std::optional<std::int64_t> cpu_of(const doc::Node* value);
std::optional<std::int64_t> memory_of(const doc::Node* value);

/// "0.25 vCPU", "1.5 GB", "300 MiB"
std::string vcpu_text(std::int64_t units);
std::string memory_text(std::int64_t mib);

}  // namespace ecslint::lsp
