// SPDX-License-Identifier: Apache-2.0
// Lines and columns for the places of findings: one line index per source, kept while the findings of one
// file are written, since neighbours share it.
#pragma once

#include <algorithm>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "finding/finding.h"
#include "lint/redacted_view.h"
#include "text/line_counter.h"
#include "text/line_index.h"

namespace ecslint::report {

struct Span {
  text::Position start;
  text::Position end;
};

class Locator {
 public:
  /// For findings of one add(). Those of a record of NDJSON count lines from the record's.
  Locator(const lint::Secrets& secrets, std::span<const finding::Finding> findings)
      : secrets_(secrets), first_line_(findings.empty() ? 1 : std::max(1U, findings.front().record)) {}

  const text::LineIndex& lines(const text::Source& source) {
    auto& slot = indexes_[&source];
    if (slot == nullptr) slot = std::make_unique<text::LineIndex>(source.bytes(), first_line_);
    return *slot;
  }

  /// Where a place that has a source begins, in code points: cheaper than an index for the few of a file.
  text::Position start(const finding::Place& place) {
    if (place.source != counted_) {
      counted_ = place.source;
      counter_.emplace(counted_->bytes(), first_line_);
    }
    return counter_->position(place.range.begin);
  }

  /// Start and end of a place that has a source.
  Span span(const finding::Place& place, text::ColumnUnit unit = text::ColumnUnit::kCodePoint) {
    const text::LineIndex& index = lines(*place.source);
    return {index.position(place.range.begin, unit), index.position(place.range.end, unit)};
  }

  /// The text of a range as it may be shown.
  std::string text(const text::Source& source, text::Range range) {
    auto& slot = views_[&source];
    if (slot == nullptr) slot = std::make_unique<lint::RedactedView>(source, secrets_);
    return slot->text(range);
  }
  std::string mask(std::string_view text) const { return secrets_.mask(text); }

 private:
  const lint::Secrets& secrets_;
  std::uint32_t first_line_;
  const text::Source* counted_ = nullptr;
  std::optional<text::LineCounter> counter_;
  std::unordered_map<const text::Source*, std::unique_ptr<text::LineIndex>> indexes_;
  std::unordered_map<const text::Source*, std::unique_ptr<lint::RedactedView>> views_;
};

/// Terminal escapes and other control characters, in names and values of other people's files, as \xNN, and
/// characters that turn the direction of writing as \uNNNN.
std::string printable(std::string_view s);
void append_printable(std::string& out, std::string_view s);

}  // namespace ecslint::report
