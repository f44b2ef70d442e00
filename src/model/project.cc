// SPDX-License-Identifier: Apache-2.0
#include "model/project.h"

#include <algorithm>
#include <limits>

namespace ecslint::model {
namespace {

constexpr RelationInfo kRelations[] = {
    {Relation::kTaskDefinition, "taskDefinition", Kind::kTaskDefinition},
    {Relation::kCluster, "cluster", Kind::kCluster},
    {Relation::kScaling, "scaling", Kind::kScalableTarget},
    {Relation::kTargetGroups, "targetGroups", Kind::kTargetGroup, true},
    {Relation::kServices, "services", Kind::kService, true},
    {Relation::kExecutionRole, "executionRole", Kind::kRole},
    {Relation::kTaskRole, "taskRole", Kind::kRole},
};

Link unresolved(std::string_view reason) { return {.reason = reason}; }

std::string_view folder_of(std::string_view file) {
  while (file.starts_with("./")) file.remove_prefix(2);
  const std::size_t slash = file.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : file.substr(0, slash);
}

std::size_t depth_of(std::string_view folder) {
  return folder.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(folder, '/')) + 1;
}

/// Folders that both paths begin with.
std::size_t common_depth(std::string_view a, std::string_view b) {
  std::size_t depth = 0;
  while (!a.empty() && !b.empty()) {
    const std::string_view head_a = a.substr(0, a.find('/'));
    const std::string_view head_b = b.substr(0, b.find('/'));
    if (head_a != head_b) break;
    ++depth;
    a.remove_prefix(std::min(a.size(), head_a.size() + 1));
    b.remove_prefix(std::min(b.size(), head_b.size() + 1));
  }
  return depth;
}

std::string_view file_of(const Resource& resource) { return resource.document->source().name(); }

/// Nearness for links: the same file beats the same folder.
std::size_t distance(const Resource& a, const Resource& b) {
  if (a.document == b.document) return 0;
  return 1 + folder_distance(file_of(a), file_of(b));
}

void keep_nearest(const Resource& from, std::vector<const Resource*>& found) {
  std::size_t best = std::numeric_limits<std::size_t>::max();
  for (const Resource* candidate : found) best = std::min(best, distance(from, *candidate));
  std::erase_if(found, [&](const Resource* candidate) { return distance(from, *candidate) > best; });
}

/// The revision that describe output states; 0 where the file does not say.
std::int64_t stated_revision(const Resource& resource) {
  const doc::Node* revision = resource.node->find("revision");
  return revision != nullptr && revision->is(doc::Kind::kInteger) ? revision->as_int() : 0;
}

/// Of candidates for family:revision, those that say so; else those that say nothing.
void keep_revision(std::int64_t revision, std::vector<const Resource*>& found) {
  if (revision == 0) return;
  const auto states = [revision](const Resource* c) { return stated_revision(*c) == revision; };
  const bool exact = std::ranges::any_of(found, states);
  std::erase_if(found, [&](const Resource* c) { return exact ? !states(c) : stated_revision(*c) != 0; });
}

}  // namespace

std::span<const RelationInfo> relations() { return kRelations; }

const RelationInfo& info(Relation relation) { return kRelations[static_cast<std::size_t>(relation)]; }

std::size_t folder_distance(std::string_view file_a, std::string_view file_b) {
  const std::string_view a = folder_of(file_a);
  const std::string_view b = folder_of(file_b);
  return depth_of(a) + depth_of(b) - 2 * common_depth(a, b);
}

void Project::clear() {
  roots_.assign(1, Root{});
  resources_.clear();
  by_name_.clear();
  joined_.clear();
}

std::uint32_t Project::add_root(Root root) {
  roots_.push_back(std::move(root));
  return static_cast<std::uint32_t>(roots_.size() - 1);
}

const Resource& Project::add(const Resource& resource) { return resources_.emplace_back(resource); }

void Project::join(const Resource& service, const Resource& task_definition) {
  joined_[&service].push_back(&task_definition);
}

void Project::finish() {
  by_name_.clear();
  for (const Resource& resource : resources_) {
    if (resource.named()) by_name_.emplace_back(resource.name, &resource);
  }
  std::ranges::stable_sort(by_name_, {}, &std::pair<std::string_view, const Resource*>::first);
}

Project::Candidates Project::named(Kind kind, std::string_view name, std::uint32_t root) const {
  Candidates found;
  const auto first =
      std::ranges::lower_bound(by_name_, name, {}, &std::pair<std::string_view, const Resource*>::first);
  for (auto row = first; row != by_name_.end() && row->first == name; ++row) {
    if (row->second->kind == kind && row->second->root == root) found.push_back(row->second);
  }
  return found;
}

Link Project::pick(const Resource& from, Candidates found, std::string_view missing) const {
  if (found.empty()) return unresolved(missing);
  keep_nearest(from, found);
  const auto state = found.size() == 1 ? Link::State::kFound : Link::State::kSeveral;
  return {.state = state, .targets = std::move(found)};
}

Link Project::task_definition(const Resource& from) const {
  if (const auto at = joined_.find(&from); at != joined_.end()) {
    return pick(from, at->second, {});
  }
  const doc::Node* reference = from.node->find("taskDefinition");
  if (reference == nullptr) return unresolved("no task definition is named");
  if (!reference->is_string()) return unresolved("the task definition's name is not known");
  const auto [family, revision] = parse_family(reference->as_string());
  Candidates found = named(Kind::kTaskDefinition, family, from.root);
  keep_revision(revision, found);
  return pick(from, std::move(found), "the task definition is not among the files read");
}

Link Project::cluster(const Resource& from) const {
  const doc::Node* reference =
      from.node->find(from.kind == Kind::kService && from.form == Form::kDescribe ? "clusterArn" : "cluster");
  if (reference != nullptr && !reference->is_string()) return unresolved("the cluster's name is not known");
  const std::string_view name = reference == nullptr ? "default" : arn_leaf(reference->as_string());
  return pick(from, named(Kind::kCluster, name, from.root), "the cluster is not among the files read");
}

Link Project::services(const Resource& of) const {
  Link link{.state = Link::State::kFound, .complete = roots_[of.root].closed};
  const auto forward = of.kind == Kind::kCluster ? Relation::kCluster : Relation::kTaskDefinition;
  for (const Resource& resource : resources_) {
    if (resource.kind != Kind::kService || resource.root != of.root) continue;
    const Link back = follow(resource, forward);
    if (std::ranges::find(back.targets, &of) == back.targets.end()) continue;
    if (back.found()) {
      link.targets.push_back(&resource);
    } else {
      link.complete = false;
    }
  }
  if (link.targets.empty()) {
    if (!link.complete) return unresolved("the services that use it may be elsewhere");
    link.state = Link::State::kAbsent;
  }
  return link;
}

Link Project::role(const Resource& of, std::string_view property) const {
  const doc::Node* reference = of.node->find(property);
  if (reference == nullptr) {
    if (of.node->has(doc::Node::kOpen)) return unresolved("the role may be named elsewhere");
    return {.state = Link::State::kAbsent};
  }
  if (!reference->is_string()) return unresolved("the role's name is not known");
  return pick(of, named(Kind::kRole, arn_leaf(reference->as_string()), of.root),
              "the role is not among the files read");
}

Link Project::follow(const Resource& from, Relation relation) const {
  const bool runs = from.kind == Kind::kService || from.kind == Kind::kTaskSet || from.kind == Kind::kRunTask;
  const bool has_roles = from.kind == Kind::kTaskDefinition || from.kind == Kind::kDaemonTaskDefinition;
  switch (relation) {
    case Relation::kTaskDefinition:
      if (runs) return task_definition(from);
      break;
    case Relation::kCluster:
      if (runs) return cluster(from);
      break;
    case Relation::kServices:
      if (from.kind == Kind::kTaskDefinition || from.kind == Kind::kCluster) return services(from);
      break;
    case Relation::kExecutionRole:
      if (has_roles) return role(from, "executionRoleArn");
      break;
    case Relation::kTaskRole:
      if (has_roles) return role(from, "taskRoleArn");
      break;
    case Relation::kScaling:
      if (from.kind == Kind::kService) return unresolved("its scalable target is not among the files read");
      break;
    case Relation::kTargetGroups:
      if (from.kind == Kind::kService) return unresolved("its target groups are not among the files read");
      break;
  }
  return {.state = Link::State::kAbsent};
}

}  // namespace ecslint::model
