// SPDX-License-Identifier: Apache-2.0
#include "finding/finding.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <tuple>
#include <utility>

namespace ecslint::finding {
namespace {

constexpr std::array<std::string_view, 3> kNames = {"info", "warning", "error"};

std::string_view file_name(const Finding& f) {
  return f.place.source == nullptr ? std::string_view{} : f.place.source->name();
}

}  // namespace

std::string_view to_string(Level level) { return kNames[static_cast<std::size_t>(level)]; }

std::optional<Level> level_from(std::string_view word) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == word) return static_cast<Level>(i);
  }
  return std::nullopt;
}

std::string condition_text(const Finding& finding) {
  if (finding.parameter_file.empty()) return finding.condition;
  return finding.condition + (finding.condition.empty() ? "with " : ", with ") + finding.parameter_file;
}

std::string condition_clause(const Finding& finding) {
  return (finding.condition.empty() ? "" : "when ") + condition_text(finding);
}

std::string full_message(const Finding& finding) {
  const std::string clause = condition_clause(finding);
  return clause.empty() ? finding.message : finding.message + " (" + clause + ")";
}

bool report_order(const Finding& a, const Finding& b) {
  const auto key = [](const Finding& f) {
    return std::tuple(file_name(f), f.record, f.place.range.begin, std::string_view(f.code),
                      f.place.range.end, std::string_view(f.message), std::string_view(f.condition),
                      std::string_view(f.parameter_file));
  };
  return key(a) < key(b);
}

/// Findings are large: their numbers are sorted, and each is moved once, round by round.
void sort_for_report(std::vector<Finding>& findings) {
  if (std::ranges::is_sorted(findings, report_order)) return;
  std::vector<std::uint32_t> from(findings.size());  // by place: the number of what belongs there
  std::iota(from.begin(), from.end(), 0U);
  std::ranges::stable_sort(
      from, [&](std::uint32_t a, std::uint32_t b) { return report_order(findings[a], findings[b]); });
  for (std::uint32_t first = 0; first < from.size(); ++first) {
    if (from[first] == first) continue;
    Finding taken = std::move(findings[first]);
    std::uint32_t place = first;
    while (from[place] != first) {
      findings[place] = std::move(findings[from[place]]);
      place = std::exchange(from[place], place);
    }
    findings[place] = std::move(taken);
    from[place] = place;
  }
}

}  // namespace ecslint::finding
