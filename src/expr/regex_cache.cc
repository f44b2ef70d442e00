// SPDX-License-Identifier: Apache-2.0
#include "expr/regex_cache.h"

#include <cstdint>

namespace ecslint::expr {

re2::RE2::Options regex_options() {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(4 << 20);
  return options;
}

RegexCache::~RegexCache() {
  for (auto& bucket : buckets_) {
    for (Entry* entry = bucket.load(std::memory_order_relaxed); entry;) {
      Entry* next = entry->next;
      delete entry;
      entry = next;
    }
  }
}

const re2::RE2* RegexCache::get(std::string_view pattern) {
  const auto address = reinterpret_cast<std::uintptr_t>(pattern.data());
  std::atomic<Entry*>& bucket = buckets_[(address >> 3 ^ address >> 10 ^ address) % buckets_.size()];
  Entry* head = bucket.load(std::memory_order_acquire);
  for (Entry* entry = head; entry; entry = entry->next) {
    if (entry->pattern.data() == pattern.data() && entry->pattern.size() == pattern.size()) {
      return entry->compiled.ok() ? &entry->compiled : nullptr;
    }
  }
  // Two threads may compile the same pattern once each; both entries are good.
  auto* fresh =
      new Entry{pattern, re2::RE2(re2::StringPiece(pattern.data(), pattern.size()), regex_options()), head};
  while (!bucket.compare_exchange_weak(fresh->next, fresh, std::memory_order_acq_rel)) {
  }
  return fresh->compiled.ok() ? &fresh->compiled : nullptr;
}

}  // namespace ecslint::expr
