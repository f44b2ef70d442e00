// SPDX-License-Identifier: Apache-2.0
// bench_rules FILE... [--each]: what the rules cost in process, without reading, parsing and reporting:
// making rule set and runner, the first run over each task definition, and a warm one. --each adds a line a
// rule.
#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <ctime>
#include <memory>
#include <vector>

#include "rules/builtin.h"
#include "rules/runner.h"
#include "syntax/json/parse.h"
#include "text/file_system.h"

using namespace ecslint;

namespace {

/// Time of this thread alone, in microseconds: other programs on the machine don't count.
double now() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_nsec) / 1e3;
}
double micros(double since) { return now() - since; }

struct Input {
  std::unique_ptr<doc::Document> document;
  model::Project project;
};

std::vector<std::unique_ptr<Input>> read(int argc, char** argv) {
  std::vector<std::unique_ptr<Input>> inputs;
  for (int i = 1; i < argc; ++i) {
    auto source = text::RealFileSystem().read(argv[i]);
    if (!source) continue;
    auto input = std::make_unique<Input>();
    input->document = std::make_unique<doc::Document>(std::move(*source));
    std::vector<finding::Finding> findings;
    syntax_json::parse_json(*input->document, findings);
    if (input->document->roots().empty()) continue;
    model::Resource resource;
    resource.node = resource.written = &input->document->roots().front();
    resource.document = input->document.get();
    resource.name = model::name_of(resource.kind, *resource.node);
    input->project.add(resource);
    input->project.finish();
    inputs.push_back(std::move(input));
  }
  return inputs;
}

std::size_t run(rules::Runner& runner, const std::vector<std::unique_ptr<Input>>& inputs) {
  std::size_t findings = 0;
  for (const auto& input : inputs) {
    rules::Results results;
    runner.run(input->project, input->project.resources().front(), results);
    findings += results.findings.size();
  }
  return findings;
}

/// The best of several rounds, a file.
double warm(rules::Runner& runner, const std::vector<std::unique_ptr<Input>>& inputs, int rounds) {
  double best = 1e9;
  for (int i = 0; i < rounds; ++i) {
    const double start = now();
    run(runner, inputs);
    best = std::min(best, micros(start));
  }
  return best / static_cast<double>(inputs.size());
}

void each_rule(const rules::RuleSet& set, const std::vector<std::unique_ptr<Input>>& inputs) {
  std::vector<std::pair<double, std::string>> costs;
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (!set.info(i).has_condition()) continue;
    const rules::Plan plan(set, rules::Plan::only(set, i));
    rules::Runner runner(plan);
    const std::size_t found = run(runner, inputs);
    costs.emplace_back(warm(runner, inputs, 5),
                       fmt::format("{} {} ({} findings)", set.info(i).code(), set.info(i).name(), found));
  }
  std::sort(costs.rbegin(), costs.rend());
  for (const auto& [cost, rule] : costs) fmt::print("{:8.3f} us  {}\n", cost, rule);
}

}  // namespace

int main(int argc, char** argv) {
  const bool each = argc > 1 && std::strcmp(argv[argc - 1], "--each") == 0;
  const auto inputs = read(argc - each, argv);
  if (inputs.empty()) return 2;
  double start = now();
  rules::RuleSet set;
  (void)set.add(std::make_shared<rules::Pack>(rules::builtin_pack()));
  const rules::Plan plan(set, rules::Plan::defaults(set));
  rules::Runner runner(plan);
  fmt::print("{} rules made ready in {:.1f} us\n", set.size(), micros(start));
  start = now();
  const std::size_t found = run(runner, inputs);
  fmt::print("first run {:.1f} us a file, {} findings in {} files\n",
             micros(start) / static_cast<double>(inputs.size()), found, inputs.size());
  fmt::print("warm run {:.1f} us a file\n", warm(runner, inputs, 20));
  if (each) each_rule(set, inputs);
  return 0;
}
