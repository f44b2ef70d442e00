// SPDX-License-Identifier: Apache-2.0
#include "syntax/json/mistakes.h"

#include <fmt/format.h>

#include <utility>

namespace ecslint::syntax_json {

text::Range Mistakes::range(std::size_t begin, std::size_t end) const {
  return {static_cast<text::Offset>(begin + shift_), static_cast<text::Offset>(end + shift_)};
}

finding::Finding* Mistakes::report(Code code, std::size_t begin, std::size_t end, std::string message) {
  if (muted_ > 0) ++unsaid_;
  if (muted_ > 0 || full()) return nullptr;
  ++count_;
  last_end_ = end;
  findings_.push_back(finding::syntax_finding(code, source_, range(begin, end), std::move(message)));
  return &findings_.back();
}

void Mistakes::report_once(Once kind, Code code, std::size_t begin, std::size_t end, std::string message) {
  Repeated& repeated = once_[kind];
  if (repeated.finding) {
    ++repeated.more;
  } else if (report(code, begin, end, std::move(message)) != nullptr) {
    repeated.finding = findings_.size() - 1;
  }
}

void Mistakes::relate(finding::Finding* finding, std::size_t begin, std::size_t end,
                      std::string message) const {
  if (finding != nullptr) finding->related.push_back({{&source_, range(begin, end)}, std::move(message)});
}

void Mistakes::fix(finding::Finding* finding, bool safe, std::string title, std::size_t begin,
                   std::size_t end, std::string replacement) const {
  if (finding == nullptr) return;
  finding::Fix fix{std::move(title), safe, {}};
  fix.edits.push_back({&source_, {range(begin, end), std::move(replacement)}});
  finding->fix = std::move(fix);
}

void Mistakes::finish(std::size_t at) {
  for (const Repeated& repeated : once_) {
    if (repeated.more == 0) continue;
    findings_[*repeated.finding].message += fmt::format(" ({} more in this file)", repeated.more);
  }
  if (!full()) return;
  findings_.push_back(finding::syntax_finding(
      Code::kLimit, source_, range(at, at),
      fmt::format("more than {} syntax mistakes: the file is not read from here on", kMost)));
}

}  // namespace ecslint::syntax_json
