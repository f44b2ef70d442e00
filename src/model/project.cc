// SPDX-License-Identifier: Apache-2.0
#include "model/project.h"

#include <algorithm>
#include <limits>

namespace ecslint::model {
namespace {

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

/// More that are equally near say nothing about what is meant, and comparing all with all would take forever.
constexpr std::size_t kMostCandidates = 64;

/// A cheap first step: where some lie in the same folder, the others are further away.
void keep_same_folder(const Resource& from, std::vector<const Resource*>& found) {
  const std::string_view folder = folder_of(file_of(from));
  const auto same = [folder](const Resource* candidate) { return folder_of(file_of(*candidate)) == folder; };
  if (std::ranges::any_of(found, same)) std::erase_if(found, [&](const Resource* c) { return !same(c); });
}

void keep_nearest(const Resource& from, std::vector<const Resource*>& found) {
  if (found.size() > kMostCandidates) keep_same_folder(from, found);
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

bool contains(const std::vector<const Resource*>& resources, const Resource* one) {
  return std::ranges::find(resources, one) != resources.end();
}

/// "default" when none is named, empty when it is not known.
std::string_view cluster_name(const Resource& from, const References& reference) {
  if (!reference.named.empty()) {
    const std::string_view text = reference.named[0]->as_string();
    const bool other = from.kind == Kind::kEventRule && text.find(":cluster/") == std::string_view::npos;
    return other ? std::string_view() : arn_leaf(text);
  }
  return reference.unknown > 0 || from.form == Form::kDescribe ? std::string_view() : "default";
}

/// A name or ID, or what is known to be that of a resource of the same template.
bool is_reference(const doc::Node& node) {
  return node.is_string() || (node.is_unresolved() && !node.why().refers_to.empty());
}

/// What an alarm's dimensions say.
struct WatchedService {
  std::string_view cluster;
  std::string_view service;
  const doc::Node* referred = nullptr;  // the service, in the same template
  bool unknown = false;
};

WatchedService watched_service(const doc::Node& alarm) {
  WatchedService watched;
  const doc::Node* dimensions = alarm.find("Dimensions");
  if (dimensions == nullptr) return watched;
  watched.unknown = dimensions->is_unresolved();
  for (const doc::Node& dimension : dimensions->elements()) {
    const doc::Node* name = dimension.find("Name");
    const doc::Node* value = dimension.find("Value");
    if (name == nullptr || value == nullptr || !name->is_string()) continue;
    const bool service = name->as_string() == "ServiceName";
    if (!service && name->as_string() != "ClusterName") continue;
    if (service && is_reference(*value) && !value->is_string()) watched.referred = value;
    if (!is_reference(*value)) watched.unknown = watched.unknown || service;
    if (value->is_string()) (service ? watched.service : watched.cluster) = value->as_string();
  }
  return watched;
}

/// The table serves the subnets of its VPC that no table names.
bool is_main_table(const doc::Node& table, const Resource& subnet) {
  const doc::Node* vpc = table.find("VpcId");
  const doc::Node* own = subnet.node->find("VpcId");
  if (vpc == nullptr || own == nullptr || !doc::equal_values(*vpc, *own)) return false;
  const doc::Node* associations = table.find("Associations");
  if (associations == nullptr) return false;
  return std::ranges::any_of(associations->elements(), [](const doc::Node& association) {
    const doc::Node* main = association.find("Main");
    return main != nullptr && main->is(doc::Kind::kBool) && main->as_bool();
  });
}

/// What a service says of the kind when it uses it.
Relation forward_of_services(Kind kind) {
  switch (kind) {
    case Kind::kCluster:
      return Relation::kCluster;
    case Kind::kTargetGroup:
      return Relation::kTargetGroups;
    case Kind::kSecurityGroup:
      return Relation::kSecurityGroups;
    case Kind::kSubnet:
      return Relation::kSubnets;
    case Kind::kDiscoveryService:
      return Relation::kDiscoveryServices;
    default:
      return Relation::kTaskDefinition;
  }
}

}  // namespace

std::size_t folder_distance(std::string_view file_a, std::string_view file_b) {
  const std::string_view a = folder_of(file_a);
  const std::string_view b = folder_of(file_b);
  return depth_of(a) + depth_of(b) - 2 * common_depth(a, b);
}

void Project::clear() {
  roots_.assign(1, Root{});
  resources_.clear();
  by_name_.clear();
  for (auto& resources : of_kind_) resources.clear();
  pointers_.clear();
  joined_.clear();
  roles_.clear();
  by_id_.clear();
  arena_.reset();
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
  pointers_.clear();
  RoleAssembler(arena_, resources_).run(roles_);
  by_name_.clear();
  for (auto& resources : of_kind_) resources.clear();
  by_id_.clear();
  for (const Resource& resource : resources_) {
    if (resource.piece) continue;
    if (!resource.logical_id.empty()) by_id_[resource.logical_id].push_back(&resource);
    of_kind_[static_cast<std::size_t>(resource.kind)].push_back(&resource);
    if (resource.named()) by_name_.emplace_back(resource.name, &resource);
    if (!resource.arn.empty() && resource.arn != resource.name)
      by_name_.emplace_back(resource.arn, &resource);
  }
  std::ranges::stable_sort(by_name_, {}, &std::pair<std::string_view, const Resource*>::first);
}

Project::Candidates Project::named(Kind kind, std::string_view name, std::uint32_t root) const {
  Candidates found;
  if (of_kind_[static_cast<std::size_t>(kind)].empty()) return found;
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
  if (found.size() > kMostCandidates) return unresolved("too many of this name are equally near");
  const auto state = found.size() == 1 ? Link::State::kFound : Link::State::kSeveral;
  return {.state = state, .targets = std::move(found)};
}

const Resource* Project::meant(const Resource& from, Kind kind, const doc::Node& reference) const {
  return of_template(from, kind, reference.why().refers_to);
}

const Resource* Project::bucket_of(const Resource& from, const doc::Node& reference) const {
  for (const doc::Piece& piece : reference.why().pieces) {
    std::string_view id = piece.text;  // ${Bucket.Arn}
    if (piece.known || !id.starts_with("${")) continue;
    id = id.substr(2, id.find_first_of(".}") - 2);
    if (const Resource* bucket = of_template(from, Kind::kBucket, id)) return bucket;
  }
  const std::string_view name = known_name(Kind::kBucket, reference);
  const Candidates found = name.empty() ? Candidates() : named(Kind::kBucket, name, from.root);
  return found.size() == 1 ? found[0] : nullptr;
}

const Resource* Project::of_template(const Resource& from, Kind kind, std::string_view id) const {
  const auto at = by_id_.find(id);
  if (at == by_id_.end()) return nullptr;
  const auto same = [&](const Resource* other) {
    return other->kind == kind && other->document == from.document;
  };
  const auto found = std::ranges::find_if(at->second, same);
  return found == at->second.end() ? nullptr : *found;
}

std::optional<Link> Project::meant(const Resource& from, Relation relation,
                                   const References& reference) const {
  if (reference.referred.empty()) return std::nullopt;
  const Resource* target = meant(from, info(relation).target, *reference.referred[0]);
  if (target == nullptr) return unresolved(info(relation).missing);
  return Link{.state = Link::State::kFound, .targets = {target}};
}

/// By ARN or ID if some file says it, else by the name in the reference among those that say none.
Project::Candidates Project::meant(Kind kind, std::string_view reference, std::uint32_t root) const {
  if (of_kind_[static_cast<std::size_t>(kind)].empty()) return {};
  Candidates found = named(kind, reference, root);
  if (std::ranges::any_of(found, [&](const Resource* c) { return c->arn == reference; })) {
    std::erase_if(found, [&](const Resource* c) { return c->arn != reference; });
    return found;
  }
  const std::string_view name = short_name(kind, reference);
  if (name == reference) return found;
  found = named(kind, name, root);
  std::erase_if(found, [&](const Resource* c) { return !c->arn.empty() && c->arn != reference; });
  return found;
}

Link Project::task_definition(const Resource& from, const doc::Node* element) const {
  if (const auto at = joined_.find(&from); at != joined_.end()) {
    return pick(from, at->second, {});
  }
  const References reference = references(from, Relation::kTaskDefinition, element);
  if (const auto link = meant(from, Relation::kTaskDefinition, reference)) return *link;
  if (reference.unknown > 0) return unresolved("the task definition's name is not known");
  if (reference.named.empty()) return unresolved("no task definition is named");
  const auto [family, revision] = parse_family(reference.named[0]->as_string());
  Candidates found = named(Kind::kTaskDefinition, family, from.root);
  keep_revision(revision, found);
  return pick(from, std::move(found), info(Relation::kTaskDefinition).missing);
}

Link Project::cluster(const Resource& from, const doc::Node* element) const {
  const References reference = references(from, Relation::kCluster, element);
  if (const auto link = meant(from, Relation::kCluster, reference)) return *link;
  const std::string_view name = cluster_name(from, reference);
  if (name.empty()) return unresolved("the cluster's name is not known");
  return pick(from, named(Kind::kCluster, name, from.root), info(Relation::kCluster).missing);
}

Project::Candidates Project::services_meant(std::string_view cluster, std::string_view name,
                                            std::uint32_t root) const {
  Candidates found = named(Kind::kService, name, root);
  if (!cluster.empty()) {
    std::erase_if(found, [&](const Resource* service) {
      const References own = references(*service, Relation::kCluster);
      // Whoever writes none often names it on the command line.
      return !own.named.empty() && arn_leaf(own.named[0]->as_string()) != cluster;
    });
  }
  return found;
}

/// The service that is scaled, watched or divided into sets.
Link Project::service(const Resource& from) const {
  const std::string_view missing = info(Relation::kService).missing;
  if (from.kind == Kind::kAlarm) {
    const WatchedService watched = watched_service(*from.node);
    if (watched.unknown) return unresolved("the service's name is not known");
    if (watched.referred != nullptr) {
      return *meant(from, Relation::kService, {.named = {}, .referred = {watched.referred}});
    }
    if (watched.service.empty()) return {.state = Link::State::kAbsent};
    return pick(from, services_meant(watched.cluster, watched.service, from.root), missing);
  }
  const References reference = references(from, Relation::kService);
  if (!reference.referred.empty()) {
    // A scaling policy names its target, and that the service.
    const Resource* target = meant(from, Kind::kScalableTarget, *reference.referred[0]);
    return target != nullptr ? service(*target) : *meant(from, Relation::kService, reference);
  }
  if (reference.named.empty()) return unresolved("the service's name is not known");
  const std::string_view text = reference.named[0]->as_string();
  if (from.kind == Kind::kTaskSet || from.kind == Kind::kPrimaryTaskSet)
    return pick(from, named(Kind::kService, arn_leaf(text), from.root), missing);
  if (from.kind == Kind::kDeploymentGroup) return pick(from, services_meant({}, text, from.root), missing);
  const ScaledService scaled = parse_resource_id(text);
  if (scaled.service.empty()) return unresolved("its resource id is not that of a service");
  return pick(from, services_meant(scaled.cluster, scaled.service, from.root), missing);
}

Link Project::one(const Resource& from, Relation relation, const doc::Node* element) const {
  const References reference = references(from, relation, element);
  const RelationInfo& row = info(relation);
  if (const auto link = meant(from, relation, reference)) return *link;
  if (row.target == Kind::kRole && reference.endings.size() == 1 && reference.unknown == 1) {
    return pick(from, named(row.target, reference.endings[0], from.root), row.missing);
  }
  if (row.target == Kind::kRepository && reference.partly.size() == 1) {
    const std::string_view name = known_name(row.target, *reference.partly[0]);
    return pick(from, name.empty() ? Candidates() : named(row.target, name, from.root), row.missing);
  }
  if (reference.unknown > 0) return unresolved("its name is not known");
  if (reference.named.empty()) return {.state = Link::State::kAbsent};
  const std::string_view name = reference.named[0]->as_string();
  const bool elsewhere = row.target == Kind::kRepository && name.find(".dkr.ecr") == std::string_view::npos;
  return pick(from, elsewhere ? Candidates() : meant(row.target, name, from.root), row.missing);
}

Link Project::many(const Resource& from, Relation relation, const doc::Node* element) const {
  const References reference = references(from, relation, element);
  const RelationInfo& row = info(relation);
  Link link{.state = Link::State::kFound, .missing = reference.unknown, .reason = row.missing};
  for (const doc::Node* node : reference.named) {
    const std::string_view name = node->as_string();
    if (row.target == Kind::kCapacityProvider && name.starts_with("FARGATE")) continue;
    Candidates found = meant(row.target, name, from.root);
    if (relation != Relation::kMountTargets) keep_nearest(from, found);
    const bool clear = found.size() == 1 || relation == Relation::kMountTargets;
    if (!clear || found.empty()) ++link.missing;
    for (const Resource* target : found) {
      if (clear && !contains(link.targets, target)) link.targets.push_back(target);
    }
  }
  for (const doc::Node* node : reference.referred) {
    const Resource* target = meant(from, row.target, *node);
    if (target == nullptr) ++link.missing;
    if (target != nullptr && !contains(link.targets, target)) link.targets.push_back(target);
  }
  for (const doc::Node* node : reference.partly) {
    const Resource* target = row.target == Kind::kBucket ? bucket_of(from, *node) : nullptr;
    if (target == nullptr) continue;
    --link.missing;
    if (!contains(link.targets, target)) link.targets.push_back(target);
  }
  link.complete = link.missing == 0;
  if (link.targets.empty()) link.state = link.complete ? Link::State::kAbsent : Link::State::kUnresolved;
  return link;
}

const Project::Pointers& Project::pointers(Kind kind, Relation forward) const {
  const auto [at, fresh] = pointers_.try_emplace({kind, forward});
  if (!fresh) return at->second;
  for (const Resource* resource : of_kind_[static_cast<std::size_t>(kind)]) {
    const Link link = follow(*resource, forward);
    for (const Resource* target : link.targets) at->second[target].push_back({resource, link.found()});
  }
  return at->second;
}

Link Project::pointing_at(const Resource& of, Kind kind, Relation forward, Relation relation) const {
  const RelationInfo& row = info(relation);
  Link link{.state = Link::State::kFound, .complete = is_whole(of.root), .reason = row.missing};
  const Pointers& all = pointers(kind, forward);
  if (const auto at = all.find(&of); at != all.end()) {
    for (const Pointer& pointer : at->second) {
      if (pointer.alone) link.targets.push_back(pointer.from);
      link.complete &= pointer.alone;
    }
  }
  // A listener whose actions are not known may forward to any target group.
  if (of.kind == Kind::kTargetGroup && forward == Relation::kTargetGroups) {
    link.complete &=
        std::ranges::none_of(of_kind_[static_cast<std::size_t>(kind)], [&](const Resource* from) {
          return from->root == of.root && references(*from, forward).unknown > 0;
        });
  }
  if (!row.list && link.targets.size() > 1) {
    keep_nearest(of, link.targets);
    if (link.targets.size() > 1) link.state = Link::State::kSeveral;
  }
  if (link.targets.empty()) link.state = link.complete ? Link::State::kAbsent : Link::State::kUnresolved;
  return link;
}

/// Those that name the subnet, else the main one of its VPC; of a service those of all its subnets.
Link Project::route_tables(const Resource& from) const {
  if (from.kind == Kind::kSubnet) {
    Link link = pointing_at(from, Kind::kRouteTable, Relation::kSubnets, Relation::kRouteTables);
    for (const Resource* table : of_kind_[static_cast<std::size_t>(Kind::kRouteTable)]) {
      if (link.found() || table->root != from.root || !is_main_table(*table->node, from)) continue;
      link.state = Link::State::kFound;
      link.targets.push_back(table);
    }
    if (link.state == Link::State::kAbsent) link.state = Link::State::kUnresolved;
    return link;
  }
  const Link subnets = many(from, Relation::kSubnets, nullptr);
  Link link{.state = Link::State::kFound, .missing = subnets.missing, .reason = subnets.reason};
  for (const Resource* subnet : subnets.targets) {
    const Link tables = route_tables(*subnet);
    if (!tables.found()) ++link.missing, link.reason = tables.reason;
    for (const Resource* table : tables.targets) {
      if (!contains(link.targets, table)) link.targets.push_back(table);
    }
  }
  link.complete = link.missing == 0;
  if (link.targets.empty()) link.state = link.complete ? Link::State::kAbsent : Link::State::kUnresolved;
  return link;
}

/// All in the VPC of the subnet, or of those subnets of a service that are known.
Link Project::endpoints(const Resource& from) const {
  std::vector<const doc::Node*> vpcs;
  const Link subnets =
      from.kind == Kind::kSubnet ? Link{.targets = {&from}} : many(from, Relation::kSubnets, {});
  for (const Resource* subnet : subnets.targets) {
    const doc::Node* vpc = subnet->node->find("VpcId");
    if (vpc != nullptr && is_reference(*vpc)) vpcs.push_back(vpc);
  }
  Link link{.state = Link::State::kFound, .reason = info(Relation::kVpcEndpoints).missing};
  link.complete = is_whole(from.root) && subnets.missing == 0;
  for (const Resource* endpoint : of_kind_[static_cast<std::size_t>(Kind::kVpcEndpoint)]) {
    const doc::Node* vpc = endpoint->root == from.root ? endpoint->node->find("VpcId") : nullptr;
    if (vpc == nullptr || !is_reference(*vpc)) continue;
    const auto same = [vpc](const doc::Node* other) { return doc::equal_values(*vpc, *other); };
    if (std::ranges::any_of(vpcs, same)) link.targets.push_back(endpoint);
  }
  if (link.targets.empty()) link.state = link.complete ? Link::State::kAbsent : Link::State::kUnresolved;
  return link;
}

/// Those that its target group names, and those whose listeners or rules forward to it.
Link Project::load_balancers(const Resource& from, const doc::Node* element) const {
  Link link{.reason = info(Relation::kLoadBalancers).missing};
  const auto add = [&link](const Link& other) {
    for (const Resource* balancer : other.targets) {
      if (!contains(link.targets, balancer)) link.targets.push_back(balancer);
    }
  };
  const Link groups =
      from.kind == Kind::kTargetGroup ? Link{.targets = {&from}} : one(from, Relation::kTargetGroup, element);
  for (const Resource* group : groups.targets) {
    const Link named_there = many(*group, Relation::kLoadBalancers, nullptr);
    link.missing += named_there.missing;
    add(named_there);
    for (const Resource* listener : follow(*group, Relation::kListeners).targets) {
      add(one(*listener, Relation::kLoadBalancer, nullptr));
    }
    for (const Resource* rule : follow(*group, Relation::kListenerRules).targets) {
      for (const Resource* listener : one(*rule, Relation::kListener, nullptr).targets) {
        add(one(*listener, Relation::kLoadBalancer, nullptr));
      }
    }
  }
  if (!link.targets.empty()) link.state = Link::State::kFound;
  return link;
}

/// Of a volume, or of all volumes of the service's task definition.
Link Project::mount_targets(const Resource& from, const doc::Node* element) const {
  if (from.kind != Kind::kTaskDefinition) {
    const Link tasks = task_definition(from, nullptr);
    return tasks.found() ? mount_targets(*tasks.targets[0], nullptr) : unresolved(tasks.reason);
  }
  Link link = many(from, Relation::kMountTargets, element);
  for (const doc::Node* node : references(from, Relation::kMountTargets, element).referred) {
    const std::size_t before = link.targets.size();
    for (const Resource* mount : of_kind_[static_cast<std::size_t>(Kind::kMountTarget)]) {
      const doc::Node* id = mount->node->find("FileSystemId");
      const bool same = id != nullptr && id->is_unresolved() && mount->document == from.document &&
                        id->why().refers_to == node->why().refers_to;
      if (same && !contains(link.targets, mount)) link.targets.push_back(mount);
    }
    if (link.targets.size() > before) --link.missing;  // a template has all or none of them
  }
  link.complete = link.missing == 0;
  if (!link.targets.empty()) link.state = Link::State::kFound;
  return link;
}

/// Of the secrets of its tasks.
Link Project::keys(const Resource& from) const {
  if (from.kind == Kind::kSecret) return many(from, Relation::kKeys, nullptr);
  const Link secrets = many(from, Relation::kSecrets, nullptr);
  Link link{
      .state = Link::State::kFound, .missing = secrets.missing, .reason = info(Relation::kKeys).missing};
  for (const Resource* secret : secrets.targets) {
    const Link own = many(*secret, Relation::kKeys, nullptr);
    link.missing += own.missing;
    for (const Resource* key : own.targets) {
      if (!contains(link.targets, key)) link.targets.push_back(key);
    }
  }
  link.complete = link.missing == 0;
  if (link.targets.empty()) link.state = link.complete ? Link::State::kAbsent : Link::State::kUnresolved;
  return link;
}

/// Capacity provider, Auto Scaling group, launch template, instance profile, role.
Link Project::instance_role(const Resource& from) const {
  const Resource* at = &from;
  for (const Relation step :
       {Relation::kAutoScalingGroup, Relation::kLaunchTemplate, Relation::kInstanceProfile}) {
    if (at->kind == Kind::kInstanceProfile) break;
    if (!begins_at(step, at->kind)) continue;
    const Link link = one(*at, step, nullptr);
    if (!link.found()) return unresolved(info(Relation::kInstanceRole).missing);
    at = link.targets[0];
  }
  return one(*at, Relation::kInstanceRole, nullptr);
}

bool Project::is_found(const Resource& from, Relation relation, std::string_view reference) const {
  const Kind target = info(relation).target;
  switch (target) {
    case Kind::kService: {
      const ScaledService scaled = parse_resource_id(reference);
      const std::string_view name = scaled.service.empty() ? arn_leaf(reference) : scaled.service;
      return !services_meant(scaled.cluster, name, from.root).empty();
    }
    case Kind::kTaskDefinition:
    case Kind::kCluster:
      return true;  // only those that are wanted are read
    case Kind::kSecret:
    case Kind::kSsmParameter:
      return true;  // one list names both
    case Kind::kRepository:
    case Kind::kBucket:
      return true;  // images and files may be anybody's
    case Kind::kCapacityProvider:
      return reference.starts_with("FARGATE") || !meant(target, reference, from.root).empty();
    default:
      return !meant(target, reference, from.root).empty();
  }
}

std::vector<const doc::Node*> Project::unfound(const Resource& from) const {
  std::vector<const doc::Node*> out;
  if (!roots_[from.root].closed) return out;
  for (const RelationInfo& row : relations()) {
    const auto& there = of_kind_[static_cast<std::size_t>(row.target)];
    const bool some = std::ranges::any_of(there, [&](const Resource* r) { return r->root == from.root; });
    if (!some || !begins_at(row.relation, from.kind)) continue;
    for (const doc::Node* reference : references(from, row.relation).named) {
      if (std::ranges::find(out, reference) != out.end()) continue;
      if (!is_found(from, row.relation, reference->as_string())) out.push_back(reference);
    }
  }
  return out;
}

/// Of a task definition; of what runs tasks that of its task definition.
Link Project::role(const Resource& from, Relation relation, const doc::Node* element) const {
  if (from.kind == Kind::kTaskDefinition || from.kind == Kind::kDaemonTaskDefinition) {
    return one(from, relation, element);
  }
  const Link task = task_definition(from, element);
  if (!task.found()) return unresolved(task.reason.empty() ? info(relation).missing : task.reason);
  return one(*task.targets[0], relation, nullptr);
}

Link Project::follow(const Resource& from, Relation relation, const doc::Node* element) const {
  const auto back = [&](Kind kind, Relation forward) { return pointing_at(from, kind, forward, relation); };
  switch (relation) {
    case Relation::kTaskDefinition:
      return task_definition(from, element);
    case Relation::kCluster:
      return cluster(from, element);
    case Relation::kService:
      return service(from);
    case Relation::kServices:
      return back(Kind::kService, forward_of_services(from.kind));
    case Relation::kScaling:
      if (from.kind == Kind::kScalingPolicy) return one(from, relation, element);
      return back(Kind::kScalableTarget, Relation::kService);
    case Relation::kScalingPolicies:
      return back(Kind::kScalingPolicy,
                  from.kind == Kind::kService ? Relation::kService : Relation::kScaling);
    case Relation::kRouteTables:
      return route_tables(from);
    case Relation::kVpcEndpoints:
      return endpoints(from);
    case Relation::kLoadBalancers:
      return load_balancers(from, element);
    case Relation::kMountTargets:
      return mount_targets(from, element);
    case Relation::kKeys:
      return keys(from);
    case Relation::kInstanceRole:
      return instance_role(from);
    case Relation::kAlarms:
      return back(Kind::kAlarm, Relation::kService);
    case Relation::kTaskDefinitions:
      return back(Kind::kTaskDefinition,
                  from.kind == Kind::kRole ? Relation::kTaskRole : Relation::kLogGroups);
    case Relation::kExecutionRole:
    case Relation::kTaskRole:
      return role(from, relation, element);
    case Relation::kListeners:
      return back(Kind::kListener,
                  from.kind == Kind::kLoadBalancer ? Relation::kLoadBalancer : Relation::kTargetGroups);
    case Relation::kListenerRules:
      return back(Kind::kListenerRule,
                  from.kind == Kind::kListener ? Relation::kListener : Relation::kTargetGroups);
    default:
      return info(relation).list ? many(from, relation, element) : one(from, relation, element);
  }
}

}  // namespace ecslint::model
