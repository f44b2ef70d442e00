// SPDX-License-Identifier: Apache-2.0
#include "lsp/names.h"

#include <algorithm>

#include "lsp/cursor.h"
#include "model/project.h"

namespace ecslint::lsp {
namespace {

using doc::Node;
using model::Kind;
using model::Resource;

enum class Part : std::uint8_t { kWhole, kBeforeColon, kFamily };

struct Row {
  Entity entity;
  bool definition;
  bool task;  // of a task definition, else of what runs one
  std::string_view path;
  Part part = Part::kWhole;
};

constexpr Row kRows[] = {
    {Entity::kFamily, true, true, "family"},
    {Entity::kContainer, true, true, "containerDefinitions[].name"},
    {Entity::kVolume, true, true, "volumes[].name"},
    {Entity::kPort, true, true, "containerDefinitions[].portMappings[].name"},
    {Entity::kContainer, false, true, "containerDefinitions[].dependsOn[].containerName"},
    {Entity::kContainer, false, true, "containerDefinitions[].volumesFrom[].sourceContainer"},
    {Entity::kContainer, false, true, "containerDefinitions[].links[]", Part::kBeforeColon},
    {Entity::kContainer, false, true, "proxyConfiguration.containerName"},
    {Entity::kVolume, false, true, "containerDefinitions[].mountPoints[].sourceVolume"},
    {Entity::kFamily, false, false, "taskDefinition", Part::kFamily},
    {Entity::kContainer, false, false, "loadBalancers[].containerName"},
    {Entity::kContainer, false, false, "serviceRegistries[].containerName"},
    {Entity::kContainer, false, false, "overrides.containerOverrides[].name"},
    {Entity::kVolume, false, false, "volumeConfigurations[].name"},
    {Entity::kPort, false, false, "serviceConnectConfiguration.services[].portName"},
    {Entity::kPort, false, false, "vpcLatticeConfigurations[].portName"},
};

bool runs_tasks(const Resource& resource) {
  return resource.kind == Kind::kService || resource.kind == Kind::kTaskSet ||
         resource.kind == Kind::kRunTask;
}

bool applies(const Row& row, const Resource& resource) {
  return row.task ? resource.kind == Kind::kTaskDefinition : runs_tasks(resource);
}

std::string_view part_of(std::string_view text, Part part) {
  switch (part) {
    case Part::kWhole:
      return text;
    case Part::kBeforeColon:
      return text.substr(0, text.find(':'));
    case Part::kFamily:
      return model::parse_family(text).family;
  }
  return text;
}

/// Calls f for every node at the path.
template <typename F>
void each_at(const Node& node, std::string_view path, const F& f) {
  if (path.empty()) return f(node);
  if (path.starts_with("[]")) {
    path.remove_prefix(path.size() > 2 && path[2] == '.' ? 3 : 2);
    for (const Node& element : node.elements()) each_at(element, path, f);
    return;
  }
  const std::size_t end = std::min(path.find_first_of(".["), path.size());
  const Node* below = node.find(path.substr(0, end));
  if (below == nullptr) return;
  path.remove_prefix(end < path.size() && path[end] == '.' ? end + 1 : end);
  each_at(*below, path, f);
}

void add_mention(const Resource& resource, const Row& row, const Node& node, std::vector<Mention>& out) {
  if (!node.is_string()) return;
  const text::Source& source = resource.document->source();
  const text::Range range = inside_quotes(source, node.range());
  const std::string_view name = part_of(node.as_string(), row.part);
  const std::size_t at = source.slice(range).find(name);
  // What is written with escapes is not the name letter by letter.
  if (name.empty() || at == std::string_view::npos) return;
  const auto begin = static_cast<text::Offset>(range.begin + at);
  out.push_back({source.name(),
                 {begin, begin + static_cast<text::Offset>(name.size())},
                 row.entity,
                 row.definition,
                 std::string(name)});
}

/// The task definitions that a resource is, or runs.
std::vector<const Resource*> tasks_of(const model::Project& project, const Resource& resource) {
  if (resource.kind == Kind::kTaskDefinition) return {&resource};
  if (!runs_tasks(resource)) return {};
  return project.follow(resource, model::Relation::kTaskDefinition).targets;
}

/// Those and whatever else means them.
std::vector<const Resource*> family_of(const model::Project& project, const Resource& resource) {
  std::vector<const Resource*> out = tasks_of(project, resource);
  const std::vector<const Resource*> tasks = out;
  for (const Resource& other : project.resources()) {
    if (!runs_tasks(other)) continue;
    const auto run = tasks_of(project, other);
    if (std::ranges::any_of(
            run, [&](const Resource* task) { return std::ranges::find(tasks, task) != tasks.end(); }))
      out.push_back(&other);
  }
  return out;
}

/// Calls f with what hangs together with the resource of this node; false when the project does not have it.
template <typename F>
bool call_with_family(const model::Project& project, const Node* node, const F& f) {
  const auto& all = project.resources();
  const auto at = std::ranges::find(all, node, &Resource::node);
  if (at == all.end()) return false;
  std::vector<const Resource*> family = family_of(project, *at);
  if (std::ranges::find(family, &*at) == family.end()) family.push_back(&*at);
  f(family);
  return true;
}

/// Of the task definitions that a resource is, or runs: a family stands in whatever means them.
std::string_view family_named_by(const Resource& resource) {
  const Node* node = resource.node->find(runs_tasks(resource) ? "taskDefinition" : "family");
  return node != nullptr && node->is_string() ? model::parse_family(node->as_string()).family
                                              : std::string_view();
}

/// Calls f with the resources that hang together with this one: in all files or, when it is linked with no
/// other, in its own.
template <typename F>
void with_family(const Context& context, const Resource& resource, const F& f) {
  const Node* node = resource.node;
  bool found = false;
  const std::string_view family = family_named_by(resource);
  context.folder().files().with_project(
      context.name(), {&family, family.empty() ? 0U : 1U},
      [&](const model::Project& project) { found = call_with_family(project, node, f); });
  if (found) return;
  const lint::ParsedFile& file = *context.file();
  model::Project project;
  const std::uint32_t root =
      project.add_root({.folder = {}, .closed = false, .is_template = file.is_template});
  for (Resource each : file.resources) {
    each.root = root;
    project.add(each);
  }
  project.finish();
  call_with_family(project, node, f);
}

}  // namespace

std::string_view title(Entity entity) {
  constexpr std::string_view kTitles[] = {"container", "volume", "port", "family"};
  return kTitles[static_cast<int>(entity)];
}

std::vector<Mention> mentions_in(const Resource& resource) {
  std::vector<Mention> out;
  for (const Row& row : kRows) {
    if (applies(row, resource))
      each_at(*resource.node, row.path, [&](const Node& node) { add_mention(resource, row, node, out); });
  }
  return out;
}

std::optional<Mention> mention_at(const Context& context, text::Offset offset) {
  const Resource* resource = resource_at(*context.file(), offset);
  if (resource == nullptr) return std::nullopt;
  for (const Mention& mention : mentions_in(*resource)) {
    if (mention.range.begin <= offset && offset <= mention.range.end) return mention;
  }
  return std::nullopt;
}

std::vector<Mention> same_as(const Context& context, const Mention& mention) {
  std::vector<Mention> out;
  const Resource* resource = resource_at(*context.file(), mention.range.begin);
  if (resource == nullptr) return out;
  with_family(context, *resource, [&](const std::vector<const Resource*>& family) {
    for (const Resource* each : family) {
      for (Mention& other : mentions_in(*each)) {
        if (other.entity == mention.entity && other.name == mention.name) out.push_back(std::move(other));
      }
    }
  });
  std::ranges::stable_sort(out,
                           [](const Mention& a, const Mention& b) { return a.definition > b.definition; });
  return out;
}

std::vector<std::string> known_names(const Context& context, const Resource& resource, Entity entity) {
  std::vector<std::string> out;
  const auto add = [&](const Resource& each) {
    for (Mention& mention : mentions_in(each)) {
      if (mention.entity != entity || !mention.definition) continue;
      if (std::ranges::find(out, mention.name) == out.end()) out.push_back(std::move(mention.name));
    }
  };
  if (entity == Entity::kFamily) {
    for (const std::string& name : context.folder().files().marked_paths()) {
      const lint::ParsedFile* file = context.file(name);
      if (file == nullptr) continue;
      for (const Resource& each : file->resources) add(each);
    }
    return out;
  }
  // All other names are given in task definitions: to link thousands of files would tell nothing more.
  if (resource.kind == Kind::kTaskDefinition) return add(resource), out;
  with_family(context, resource, [&](const std::vector<const Resource*>& family) {
    for (const Resource* each : family) add(*each);
  });
  return out;
}

std::optional<Entity> named_by(const Resource& resource, std::string_view pattern) {
  for (const Row& row : kRows) {
    if (!row.definition && applies(row, resource) && row.path == pattern) return row.entity;
  }
  return std::nullopt;
}

std::vector<FilePlace> users_of(const Context& context, const Resource& task_definition) {
  std::vector<FilePlace> out;
  with_family(context, task_definition, [&](const std::vector<const Resource*>& family) {
    for (const Resource* each : family) {
      const Node* run = runs_tasks(*each) ? each->node->find("taskDefinition") : nullptr;
      if (run == nullptr) continue;
      const text::Source& source = each->document->source();
      out.push_back({source.name(), inside_quotes(source, run->range())});
    }
  });
  return out;
}

}  // namespace ecslint::lsp
