// SPDX-License-Identifier: Apache-2.0
#include "lsp/task_sums.h"

#include <fmt/format.h>

#include "rules/functions/units.h"

namespace ecslint::lsp {
namespace {

using doc::Node;
using Read = std::optional<std::int64_t> (*)(const Node*);

TaskSum sum_of(const Node& task, std::string_view key, std::string_view other, Read read) {
  TaskSum out;
  out.limit = read(task.find(key));
  const Node* containers = task.find("containerDefinitions");
  if (containers == nullptr) return out;
  for (const Node& container : containers->elements()) {
    const Node* value = container.find(key);
    if (value == nullptr && !other.empty()) value = container.find(other);
    if (value == nullptr) continue;
    const auto number = read(value);
    out.known = out.known && number.has_value();
    out.any = out.any || number.value_or(0) > 0;
    out.sum += number.value_or(0);
  }
  return out;
}

}  // namespace

std::optional<std::int64_t> cpu_of(const Node* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is(doc::Kind::kInteger)) return value->as_int();
  return value->is_string() ? rules::cpu_units(value->as_string()) : std::nullopt;
}

std::optional<std::int64_t> memory_of(const Node* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is(doc::Kind::kInteger)) return value->as_int();
  return value->is_string() ? rules::memory_mib(value->as_string()) : std::nullopt;
}

TaskSum cpu_sum(const Node& task) { return sum_of(task, "cpu", "", cpu_of); }

TaskSum memory_sum(const Node& task) { return sum_of(task, "memory", "memoryReservation", memory_of); }

std::string vcpu_text(std::int64_t units) {
  return fmt::format("{:g} vCPU", static_cast<double>(units) / 1024);
}

std::string memory_text(std::int64_t mib) {
  if (mib % 256 != 0) return fmt::format("{} MiB", mib);
  return fmt::format("{:g} GB", static_cast<double>(mib) / 1024);
}

}  // namespace ecslint::lsp
