// SPDX-License-Identifier: Apache-2.0
#include "cli/statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "cli/check_arguments.h"

namespace ecslint::cli {
namespace {

/// The rules that took most, and their share of the time all rules took. Steps are the evaluator's alone:
/// what a screen dismisses has none.
void print_costs(Context& context, const lint::Linter& linter, const rules::RuleCosts& costs) {
  rules::RuleCost sum;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    sum += costs[i];
    if (costs[i].time.count() > 0) order.push_back(i);
  }
  std::ranges::sort(order, [&](auto a, auto b) { return costs[a].time > costs[b].time; });
  const auto seconds = [](const rules::RuleCost& cost) {
    return std::chrono::duration<double>(cost.time).count();
  };
  context.err << fmt::format("rules: {} steps of the evaluator, {:.3f} s (measured, which takes time too)\n",
                             sum.steps, seconds(sum));
  constexpr std::size_t kShown = 20;
  for (std::size_t i = 0; i < std::min(kShown, order.size()); ++i) {
    const rules::RuleCost& cost = costs[order[i]];
    context.err << fmt::format("  {} {:4.1f} % of the time, {} steps\n", linter.rules().info(order[i]).code(),
                               100.0 * seconds(cost) / seconds(sum), cost.steps);
  }
}

}  // namespace

void print_statistics(Context& context, const lint::Linter& linter, const lint::Summary& summary,
                      double seconds) {
  context.err << fmt::format("{} opened, {} {} ECS resources, {} could not be read; {} undecided; {:.3f} s\n",
                             counted(summary.opened, "file", "files"), summary.files,
                             summary.files == 1 ? "holds" : "hold", summary.unreadable,
                             counted(summary.undecided, "rule check", "rule checks"), seconds);
  for (const auto& [what, count] : summary.others)
    context.err << fmt::format("  {} skipped: {}\n", count, what);
  print_costs(context, linter, summary.rule_costs);
}

void tell_gone(Context& context, const std::string& baseline, const lint::Summary& summary) {
  if (summary.gone.empty()) return;
  context.err << fmt::format("ecslint: {} of {} no longer found (--write-baseline renews it):\n",
                             counted(summary.gone.size(), "entry", "entries"), baseline);
  constexpr std::size_t kShown = 10;
  for (std::size_t i = 0; i < std::min(kShown, summary.gone.size()); ++i) {
    const lint::BaselineEntry& entry = summary.gone[i];
    context.err << fmt::format("  {}: {} {}\n", entry.file, entry.code, entry.path);
  }
  if (summary.gone.size() > kShown)
    context.err << fmt::format("  and {} more\n", summary.gone.size() - kShown);
}

}  // namespace ecslint::cli
