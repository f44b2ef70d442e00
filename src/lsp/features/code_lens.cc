// SPDX-License-Identifier: Apache-2.0
// Above a task definition: what its containers ask for, and the services that run it.
#include <fmt/format.h>

#include "lsp/commands.h"
#include "lsp/features/features.h"
#include "lsp/names.h"
#include "lsp/task_sums.h"

namespace ecslint::lsp {
namespace {

std::string against(const TaskSum& sum, std::string_view what, std::string_view unit) {
  if (!sum.any || !sum.known) return {};
  if (!sum.limit) return fmt::format("{} {} {}", what, sum.sum, unit);
  return fmt::format("{} {} of {} {}", what, sum.sum, *sum.limit, unit);
}

Json lens(const Range& range, const std::string& title, std::string_view command = {},
          Json arguments = Json::array()) {
  Json out{{"range", to_json(range)}, {"command", {{"title", title}, {"command", command}}}};
  if (!arguments.empty()) out["command"]["arguments"] = std::move(arguments);
  return out;
}

void add(const Context& context, const model::Resource& task, Json& out) {
  const doc::Node* family = task.node->find("family");
  const text::Range place = family != nullptr ? family->range() : task.written->range();
  const Range range = context.positions().range(text::Range{place.begin, place.begin});
  std::string sums = against(cpu_sum(*task.node), "cpu", "units");
  const std::string memory = against(memory_sum(*task.node), "memory", "MiB");
  if (!memory.empty()) sums += (sums.empty() ? "" : ", ") + memory;
  if (!sums.empty()) out.push_back(lens(range, "containers: " + sums));
  const std::vector<FilePlace> users = users_of(context, task);
  if (users.empty()) return;
  std::vector<Location> locations;
  for (const FilePlace& user : users) locations.push_back(context.location(user.file, user.range));
  const std::string title =
      fmt::format("{} {} it", users.size(), users.size() == 1 ? "service runs" : "services run");
  const std::string_view command = context.settings().show_references ? kShowReferences : "";
  out.push_back(lens(range, title, command,
                     command.empty() ? Json::array()
                                     : Json::array({context.uri(context.name()), to_json(range.start),
                                                    list_to_json(locations)})));
}

}  // namespace

Answer code_lens(const Context& context, const Json&) {
  Json out = Json::array();
  if (!context.settings().code_lens) return out;
  // By copies: what is linked leaves its file while it is looked at.
  const std::vector<model::Resource> resources = context.file()->resources;
  for (const model::Resource& resource : resources) {
    if (resource.kind == model::Kind::kTaskDefinition && !resource.partial()) add(context, resource, out);
  }
  return out;
}

}  // namespace ecslint::lsp
