// SPDX-License-Identifier: Apache-2.0
// Constant patterns of one image, compiled on first use and shared by all threads. A pattern is known by the
// address of its text, which lies in the image and never moves, so that finding one costs a load and a
// compare.
#pragma once

#include <re2/re2.h>

#include <array>
#include <atomic>
#include <string_view>

namespace ecslint::expr {

class RegexCache {
 public:
  RegexCache() = default;
  RegexCache(const RegexCache&) = delete;
  RegexCache& operator=(const RegexCache&) = delete;
  ~RegexCache();

  /// The compiled pattern, nullptr when it is bad. `pattern` must stay where it is as long as this lives.
  const re2::RE2* get(std::string_view pattern);

 private:
  struct Entry {
    std::string_view pattern;
    re2::RE2 compiled;
    Entry* next;
  };
  std::array<std::atomic<Entry*>, 128> buckets_{};
};

/// The options every pattern is compiled with: UTF-8, quiet, bounded memory.
re2::RE2::Options regex_options();

}  // namespace ecslint::expr
