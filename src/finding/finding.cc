// SPDX-License-Identifier: Apache-2.0
#include "finding/finding.h"

#include <algorithm>
#include <array>
#include <tuple>

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

bool report_order(const Finding& a, const Finding& b) {
  const auto key = [](const Finding& f) {
    return std::tuple(file_name(f), f.record, f.place.range.begin, std::string_view(f.code),
                      f.place.range.end, std::string_view(f.message), std::string_view(f.condition));
  };
  return key(a) < key(b);
}

/// Findings are large: their places are sorted, and each is moved once.
void sort_for_report(std::vector<Finding>& findings) {
  if (std::ranges::is_sorted(findings, report_order)) return;
  std::vector<Finding*> order;
  order.reserve(findings.size());
  for (Finding& finding : findings) order.push_back(&finding);
  std::ranges::stable_sort(order, [](const Finding* a, const Finding* b) { return report_order(*a, *b); });
  std::vector<Finding> sorted;
  sorted.reserve(findings.size());
  for (Finding* finding : order) sorted.push_back(std::move(*finding));
  findings = std::move(sorted);
}

}  // namespace ecslint::finding
