// SPDX-License-Identifier: Apache-2.0
// Takes down what is wrong with a JSON file. Bounded, and kinds that a whole file is written in (bare keys,
// single quotes, another encoding) are said once with a count, because they are one mistake.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "finding/syntax_codes.h"

namespace ecslint::syntax_json {

class Mistakes {
 public:
  using Code = finding::SyntaxCode;

  /// More than these are not told, and nothing behind them is read.
  static constexpr std::size_t kMost = 20;

  /// Kinds that are told once a file.
  enum Once { kBareKey, kSingleQuotes, kEncoding, kOddSpace, kOnceCount };

  /// `shift` is added to all offsets.
  Mistakes(const text::Source& source, std::vector<finding::Finding>& findings, text::Offset shift)
      : source_(source), findings_(findings), shift_(shift) {}

  /// The finding, for the caller to complete until the next one; nullptr when nothing was taken down.
  finding::Finding* report(Code code, std::size_t begin, std::size_t end, std::string message);
  void report_once(Once kind, Code code, std::size_t begin, std::size_t end, std::string message);

  /// Completes a finding, if there is one.
  void relate(finding::Finding* finding, std::size_t begin, std::size_t end, std::string message) const;
  void fix(finding::Finding* finding, bool safe, std::string title, std::size_t begin, std::size_t end,
           std::string replacement) const;

  /// While muted nothing is taken down: what follows comes of a mistake that has been told. Nests.
  void mute() { ++muted_; }
  void unmute() { --muted_; }
  /// How many were not taken down.
  std::size_t unsaid() const { return unsaid_; }

  /// How many findings there are, which is the number of the next one.
  std::size_t next() const { return findings_.size(); }
  /// That one is offered no fix any more.
  void drop_fix(std::size_t number) const {
    if (number < findings_.size()) findings_[number].fix.reset();
  }

  /// Whether the last one told reaches to `end`.
  bool told_up_to(std::size_t end) const { return last_end_ >= end; }

  bool full() const { return count_ >= kMost; }

  /// Adds the counts, and a word about what was not read from `at` on if there were too many.
  void finish(std::size_t at);

 private:
  text::Range range(std::size_t begin, std::size_t end) const;

  struct Repeated {
    std::optional<std::size_t> finding;
    std::size_t more = 0;
  };

  const text::Source& source_;
  std::vector<finding::Finding>& findings_;
  text::Offset shift_;
  std::size_t count_ = 0;
  std::size_t last_end_ = 0;
  Repeated once_[kOnceCount];
  int muted_ = 0;
  std::size_t unsaid_ = 0;
};

}  // namespace ecslint::syntax_json
