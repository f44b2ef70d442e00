// SPDX-License-Identifier: Apache-2.0
#include "model/relation.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>

#include "text/find.h"

namespace ecslint::model {
namespace {

using doc::Node;

constexpr RelationInfo kRelations[] = {
    {Relation::kTaskDefinition, "taskDefinition", Kind::kTaskDefinition, false,
     "the task definition is not among the files read"},
    {Relation::kCluster, "cluster", Kind::kCluster, false, "the cluster is not among the files read"},
    {Relation::kScaling, "scaling", Kind::kScalableTarget, false,
     "its scalable target is not among the files read"},
    {Relation::kTargetGroups, "targetGroups", Kind::kTargetGroup, true,
     "its target groups are not among the files read"},
    {Relation::kServices, "services", Kind::kService, true, "the services that use it may be elsewhere"},
    {Relation::kExecutionRole, "executionRole", Kind::kRole, false, "the role is not among the files read"},
    {Relation::kTaskRole, "taskRole", Kind::kRole, false, "the role is not among the files read"},
    {Relation::kService, "service", Kind::kService, false, "the service is not among the files read"},
    {Relation::kScalingPolicies, "scalingPolicies", Kind::kScalingPolicy, true,
     "its scaling policies may be elsewhere"},
    {Relation::kSecurityGroups, "securityGroups", Kind::kSecurityGroup, true,
     "its security groups are not among the files read"},
    {Relation::kSubnets, "subnets", Kind::kSubnet, true, "its subnets are not among the files read"},
    {Relation::kRouteTables, "routeTables", Kind::kRouteTable, true,
     "its route tables are not among the files read"},
    {Relation::kVpcEndpoints, "vpcEndpoints", Kind::kVpcEndpoint, true,
     "the endpoints of its VPC may be elsewhere"},
    {Relation::kCapacityProviders, "capacityProviders", Kind::kCapacityProvider, true,
     "its capacity providers are not among the files read"},
    {Relation::kDeploymentAlarms, "deploymentAlarms", Kind::kAlarm, true,
     "its alarms are not among the files read"},
    {Relation::kAlarms, "alarms", Kind::kAlarm, true, "the alarms on its metrics may be elsewhere"},
    {Relation::kTargetGroup, "targetGroup", Kind::kTargetGroup, false,
     "the target group is not among the files read"},
    {Relation::kLogGroups, "logGroups", Kind::kLogGroup, true, "its log groups are not among the files read"},
    {Relation::kLogGroup, "logGroup", Kind::kLogGroup, false, "the log group is not among the files read"},
    {Relation::kTaskDefinitions, "taskDefinitions", Kind::kTaskDefinition, true,
     "the task definitions that use it may be elsewhere"},
    {Relation::kListeners, "listeners", Kind::kListener, true, "its listeners may be elsewhere"},
    {Relation::kListenerRules, "listenerRules", Kind::kListenerRule, true, "its rules may be elsewhere"},
    {Relation::kListener, "listener", Kind::kListener, false, "the listener is not among the files read"},
    {Relation::kLoadBalancer, "loadBalancer", Kind::kLoadBalancer, false,
     "the load balancer is not among the files read"},
    {Relation::kAutoScalingGroup, "autoScalingGroup", Kind::kAutoScalingGroup, false,
     "the Auto Scaling group is not among the files read"},
    {Relation::kLaunchTemplate, "launchTemplate", Kind::kLaunchTemplate, false,
     "the launch template is not among the files read"},
    {Relation::kMountTargets, "mountTargets", Kind::kMountTarget, true,
     "the mount targets of its file system may be elsewhere"},
    {Relation::kLoadBalancers, "loadBalancers", Kind::kLoadBalancer, true,
     "the load balancer is not among the files read"},
    {Relation::kSecrets, "secrets", Kind::kSecret, true, "its secrets are not among the files read"},
    {Relation::kKeys, "keys", Kind::kKmsKey, true, "the keys of its secrets are not among the files read"},
    {Relation::kParameters, "parameters", Kind::kSsmParameter, true,
     "its parameters are not among the files read"},
    {Relation::kFileSystem, "fileSystem", Kind::kFileSystem, false,
     "the file system is not among the files read"},
    {Relation::kAccessPoint, "accessPoint", Kind::kAccessPoint, false,
     "the access point is not among the files read"},
    {Relation::kInstanceProfile, "instanceProfile", Kind::kInstanceProfile, false,
     "the instance profile is not among the files read"},
    {Relation::kInstanceRole, "instanceRole", Kind::kRole, false,
     "the role of its instances is not among the files read"},
    {Relation::kDiscoveryServices, "discoveryServices", Kind::kDiscoveryService, true,
     "its registries are not among the files read"},
    {Relation::kNamespace, "discoveryNamespace", Kind::kDiscoveryNamespace, false,
     "the namespace is not among the files read"},
    {Relation::kRepository, "repository", Kind::kRepository, false,
     "the repository is not among the files read"},
    {Relation::kBuckets, "buckets", Kind::kBucket, true, "its buckets are not among the files read"},
};
static_assert(std::size(kRelations) == kRelationCount);

/// Where references of a relation stand. With an array the path begins at its elements.
struct PathRow {
  Relation relation;
  Kind from;
  std::string_view array;
  std::string_view path;
};

constexpr PathRow kPaths[] = {
    {Relation::kTaskDefinition, Kind::kService, "", "taskDefinition"},
    {Relation::kTaskDefinition, Kind::kTaskSet, "", "taskDefinition"},
    {Relation::kTaskDefinition, Kind::kRunTask, "", "taskDefinition"},
    {Relation::kTaskDefinition, Kind::kEventRule, "Targets", "EcsParameters.TaskDefinitionArn"},
    {Relation::kCluster, Kind::kService, "", "cluster"},
    {Relation::kCluster, Kind::kService, "", "clusterArn"},
    {Relation::kCluster, Kind::kTaskSet, "", "cluster"},
    {Relation::kCluster, Kind::kRunTask, "", "cluster"},
    {Relation::kCluster, Kind::kEventRule, "Targets", "Arn"},
    {Relation::kExecutionRole, Kind::kTaskDefinition, "", "executionRoleArn"},
    {Relation::kTaskRole, Kind::kTaskDefinition, "", "taskRoleArn"},
    {Relation::kExecutionRole, Kind::kDaemonTaskDefinition, "", "executionRoleArn"},
    {Relation::kTaskRole, Kind::kDaemonTaskDefinition, "", "taskRoleArn"},
    {Relation::kScaling, Kind::kScalingPolicy, "", "ResourceId"},
    {Relation::kService, Kind::kScalableTarget, "", "ResourceId"},
    {Relation::kService, Kind::kScalingPolicy, "", "ResourceId"},
    {Relation::kService, Kind::kTaskSet, "", "service"},
    {Relation::kTargetGroups, Kind::kService, "loadBalancers", "targetGroupArn"},
    {Relation::kTargetGroups, Kind::kService, "loadBalancers",
     "advancedConfiguration.alternateTargetGroupArn"},
    {Relation::kTargetGroups, Kind::kListener, "DefaultActions", "TargetGroupArn"},
    {Relation::kTargetGroups, Kind::kListener, "DefaultActions",
     "ForwardConfig.TargetGroups[].TargetGroupArn"},
    {Relation::kTargetGroups, Kind::kListenerRule, "Actions", "TargetGroupArn"},
    {Relation::kTargetGroups, Kind::kListenerRule, "Actions", "ForwardConfig.TargetGroups[].TargetGroupArn"},
    {Relation::kTargetGroup, Kind::kService, "loadBalancers", "targetGroupArn"},
    {Relation::kSecurityGroups, Kind::kService, "",
     "networkConfiguration.awsvpcConfiguration.securityGroups[]"},
    {Relation::kSecurityGroups, Kind::kRunTask, "",
     "networkConfiguration.awsvpcConfiguration.securityGroups[]"},
    {Relation::kSecurityGroups, Kind::kTaskSet, "",
     "networkConfiguration.awsvpcConfiguration.securityGroups[]"},
    {Relation::kSecurityGroups, Kind::kEventRule, "Targets",
     "EcsParameters.NetworkConfiguration.awsvpcConfiguration.SecurityGroups[]"},
    {Relation::kSecurityGroups, Kind::kLoadBalancer, "", "SecurityGroups[]"},
    {Relation::kSecurityGroups, Kind::kVpcEndpoint, "", "SecurityGroupIds[]"},
    {Relation::kSecurityGroups, Kind::kVpcEndpoint, "Groups", "GroupId"},
    {Relation::kSecurityGroups, Kind::kMountTarget, "", "SecurityGroups[]"},
    {Relation::kSubnets, Kind::kService, "", "networkConfiguration.awsvpcConfiguration.subnets[]"},
    {Relation::kSubnets, Kind::kRunTask, "", "networkConfiguration.awsvpcConfiguration.subnets[]"},
    {Relation::kSubnets, Kind::kTaskSet, "", "networkConfiguration.awsvpcConfiguration.subnets[]"},
    {Relation::kSubnets, Kind::kEventRule, "Targets",
     "EcsParameters.NetworkConfiguration.awsvpcConfiguration.Subnets[]"},
    {Relation::kSubnets, Kind::kLoadBalancer, "", "Subnets[]"},
    {Relation::kSubnets, Kind::kLoadBalancer, "SubnetMappings", "SubnetId"},
    {Relation::kSubnets, Kind::kLoadBalancer, "AvailabilityZones", "SubnetId"},
    {Relation::kSubnets, Kind::kVpcEndpoint, "", "SubnetIds[]"},
    {Relation::kSubnets, Kind::kMountTarget, "", "SubnetId"},
    {Relation::kSubnets, Kind::kRouteTable, "Associations", "SubnetId"},
    {Relation::kCapacityProviders, Kind::kCluster, "", "capacityProviders[]"},
    {Relation::kCapacityProviders, Kind::kCluster, "defaultCapacityProviderStrategy", "capacityProvider"},
    {Relation::kCapacityProviders, Kind::kService, "capacityProviderStrategy", "capacityProvider"},
    {Relation::kDeploymentAlarms, Kind::kService, "", "deploymentConfiguration.alarms.alarmNames[]"},
    {Relation::kLogGroups, Kind::kTaskDefinition, "containerDefinitions",
     "logConfiguration.options.awslogs-group"},
    {Relation::kLogGroup, Kind::kTaskDefinition, "containerDefinitions",
     "logConfiguration.options.awslogs-group"},
    {Relation::kLogGroups, Kind::kDaemonTaskDefinition, "containerDefinitions",
     "logConfiguration.options.awslogs-group"},
    {Relation::kLogGroup, Kind::kDaemonTaskDefinition, "containerDefinitions",
     "logConfiguration.options.awslogs-group"},
    {Relation::kListener, Kind::kListenerRule, "", "ListenerArn"},
    {Relation::kLoadBalancer, Kind::kListener, "", "LoadBalancerArn"},
    {Relation::kAutoScalingGroup, Kind::kCapacityProvider, "",
     "autoScalingGroupProvider.autoScalingGroupArn"},
    {Relation::kLaunchTemplate, Kind::kAutoScalingGroup, "", "LaunchTemplate.LaunchTemplateName"},
    {Relation::kLaunchTemplate, Kind::kAutoScalingGroup, "", "LaunchTemplate.LaunchTemplateId"},
    {Relation::kMountTargets, Kind::kTaskDefinition, "volumes", "efsVolumeConfiguration.fileSystemId"},
    {Relation::kLoadBalancers, Kind::kTargetGroup, "", "LoadBalancerArns[]"},
    {Relation::kService, Kind::kPrimaryTaskSet, "", "service"},
    {Relation::kService, Kind::kDeploymentGroup, "ecsServices", "serviceName"},
    {Relation::kSecrets, Kind::kTaskDefinition, "containerDefinitions", "secrets[].valueFrom"},
    {Relation::kSecrets, Kind::kTaskDefinition, "containerDefinitions",
     "logConfiguration.secretOptions[].valueFrom"},
    {Relation::kSecrets, Kind::kTaskDefinition, "containerDefinitions",
     "repositoryCredentials.credentialsParameter"},
    {Relation::kSecrets, Kind::kDaemonTaskDefinition, "containerDefinitions", "secrets[].valueFrom"},
    {Relation::kParameters, Kind::kTaskDefinition, "containerDefinitions", "secrets[].valueFrom"},
    {Relation::kParameters, Kind::kDaemonTaskDefinition, "containerDefinitions", "secrets[].valueFrom"},
    {Relation::kKeys, Kind::kSecret, "", "KmsKeyId"},
    {Relation::kFileSystem, Kind::kTaskDefinition, "volumes", "efsVolumeConfiguration.fileSystemId"},
    {Relation::kFileSystem, Kind::kAccessPoint, "", "FileSystemId"},
    {Relation::kAccessPoint, Kind::kTaskDefinition, "volumes",
     "efsVolumeConfiguration.authorizationConfig.accessPointId"},
    {Relation::kInstanceProfile, Kind::kLaunchTemplate, "", "LaunchTemplateData.IamInstanceProfile.Name"},
    {Relation::kInstanceProfile, Kind::kLaunchTemplate, "", "LaunchTemplateData.IamInstanceProfile.Arn"},
    {Relation::kInstanceRole, Kind::kInstanceProfile, "", "Roles[]"},
    {Relation::kDiscoveryServices, Kind::kService, "serviceRegistries", "registryArn"},
    {Relation::kNamespace, Kind::kDiscoveryService, "", "NamespaceId"},
    {Relation::kNamespace, Kind::kDiscoveryService, "", "DnsConfig.NamespaceId"},
    {Relation::kSubnets, Kind::kNatGateway, "", "SubnetId"},
    {Relation::kRepository, Kind::kTaskDefinition, "containerDefinitions", "image"},
    {Relation::kRepository, Kind::kDaemonTaskDefinition, "containerDefinitions", "image"},
    {Relation::kBuckets, Kind::kTaskDefinition, "containerDefinitions", "environmentFiles[].value"},
    {Relation::kBuckets, Kind::kDaemonTaskDefinition, "containerDefinitions", "environmentFiles[].value"},
    {Relation::kBuckets, Kind::kCluster, "",
     "configuration.executeCommandConfiguration.logConfiguration.s3BucketName"},
};

/// The rows of one relation, and perhaps some between them.
struct Rows {
  std::size_t first = 0;
  std::size_t end = 0;
};
constexpr auto kRowsOf = [] {
  std::array<Rows, kRelationCount> rows{};
  for (std::size_t i = 0; i < std::size(kPaths); ++i) {
    Rows& own = rows[static_cast<std::size_t>(kPaths[i].relation)];
    if (own.end == 0) own.first = i;
    own.end = i + 1;
  }
  return rows;
}();
std::span<const PathRow> rows_of(Relation relation) {
  const Rows rows = kRowsOf[static_cast<std::size_t>(relation)];
  return std::span(kPaths).subspan(rows.first, rows.end - rows.first);
}

/// "app" of arn:aws:iam::${ACCOUNT}:role/app.
std::string_view known_ending(const Node& node) {
  if (!node.is_unresolved() || node.why().pieces.empty() || !node.why().pieces.back().known) return {};
  const std::string_view text = node.why().pieces.back().text;
  const std::size_t slash = text.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
}

/// Follows one path; [] goes over all elements.
void collect(const Node& node, std::string_view path, References& out) {
  if (path.empty() && node.is_unresolved() && !node.why().refers_to.empty()) {
    out.referred.push_back(&node);
  } else if (node.is_unresolved() || node.has(Node::kRefused)) {
    ++out.unknown;
    if (path.empty() && !known_ending(node).empty()) out.endings.push_back(known_ending(node));
    if (path.empty() && node.is_unresolved() && !node.why().pieces.empty()) out.partly.push_back(&node);
  } else if (path.empty()) {
    if (node.is_string()) out.named.push_back(&node);
  } else if (path.starts_with("[]")) {
    path.remove_prefix(2);
    if (path.starts_with(".")) path.remove_prefix(1);
    for (const Node& element : node.elements()) collect(element, path, out);
    if (node.has(Node::kOpen)) ++out.unknown;
  } else {
    const std::size_t end = std::min(text::find_any<'.', '['>(path), path.size());
    const Node* member = node.find(path.substr(0, end));
    path.remove_prefix(end);
    if (path.starts_with(".")) path.remove_prefix(1);
    if (member != nullptr) return collect(*member, path, out);
    if (node.has(Node::kOpen)) ++out.unknown;
  }
}

void collect(const PathRow& row, const Resource& from, const Node* element, References& out) {
  if (row.array.empty()) return collect(*from.node, row.path, out);
  if (element != nullptr) return collect(*element, row.path, out);
  const Node* array = from.node->find(row.array);
  if (array == nullptr) {
    if (from.node->has(Node::kOpen)) ++out.unknown;
    return;
  }
  if (array->is_unresolved() || array->has(Node::kOpen) || array->has(Node::kRefused)) ++out.unknown;
  for (const Node& one : array->elements()) collect(one, row.path, out);
}

/// The text behind the last occurrence of a mark, up to the next of `ends`.
std::string_view behind(std::string_view text, std::string_view mark, std::string_view ends) {
  if (text::find(text, mark) == std::string_view::npos) return text;
  const std::size_t at = text.rfind(mark);
  text.remove_prefix(at + mark.size());
  return text.substr(0, text.find_first_of(ends));
}

/// The text before any of `ends`; empty when it may go on behind what is known.
std::string_view ended(std::string_view text, std::string_view ends, bool last) {
  const std::size_t end = text.find_first_of(ends);
  return end == std::string_view::npos && !last ? std::string_view() : text.substr(0, end);
}

std::string_view load_balancer_name(std::string_view arn) {
  for (const std::string_view mark : {":loadbalancer/app/", ":loadbalancer/net/", ":loadbalancer/gwy/"}) {
    if (arn.find(mark) != std::string_view::npos) return behind(arn, mark, "/");
  }
  return arn;
}

/// Of an image in ECR; others are in no repository that could be meant.
std::string_view repository_name(std::string_view image) {
  if (image.find(".dkr.ecr") == std::string_view::npos) return image;
  const std::size_t slash = image.find('/');
  if (slash == std::string_view::npos) return image;
  image.remove_prefix(slash + 1);
  return image.substr(0, text::find_any<':', '@'>(image));
}

}  // namespace

std::span<const RelationInfo> relations() { return kRelations; }

const RelationInfo& info(Relation relation) { return kRelations[static_cast<std::size_t>(relation)]; }

bool begins_at(Relation relation, Kind kind) {
  return std::ranges::any_of(
      rows_of(relation), [&](const PathRow& row) { return row.relation == relation && row.from == kind; });
}

References references(const Resource& from, Relation relation, const Node* element) {
  References out;
  for (const PathRow& row : rows_of(relation)) {
    if (row.relation == relation && row.from == from.kind) collect(row, from, element, out);
  }
  return out;
}

namespace {

/// Their targets are read from templates only, in which all links are made: an image names no file.
bool is_of_templates(Relation relation) {
  return relation == Relation::kRepository || relation == Relation::kBuckets;
}

}  // namespace

std::vector<std::string_view> referred_names(const Resource& from) {
  std::vector<std::string_view> names;
  for (const PathRow& row : kPaths) {
    if (row.from != from.kind || is_of_templates(row.relation)) continue;
    References found;
    collect(row, from, nullptr, found);
    for (const Node* reference : found.named) {
      const std::string_view text = reference->as_string();
      names.push_back(text);
      const std::string_view name = short_name(info(row.relation).target, text);
      if (name != text) names.push_back(name);
    }
    if (info(row.relation).target == Kind::kRole) {
      names.insert(names.end(), found.endings.begin(), found.endings.end());
    }
  }
  return names;
}

std::string_view short_name(Kind target, std::string_view reference) {
  switch (target) {
    case Kind::kTaskDefinition:
      return parse_family(reference).family;
    case Kind::kService:
      return parse_resource_id(reference).service.empty() ? arn_leaf(reference)
                                                          : parse_resource_id(reference).service;
    case Kind::kTargetGroup:
      return behind(reference, ":targetgroup/", "/");
    case Kind::kLoadBalancer:
      return load_balancer_name(reference);
    case Kind::kLogGroup:
      return behind(reference, ":log-group:", ":");
    case Kind::kAlarm:
      return behind(reference, ":alarm:", "");
    case Kind::kSsmParameter:
      return behind(reference, ":parameter", "");
    case Kind::kBucket:  // arn:aws:s3:::NAME/KEY
      return behind(reference, ":s3:::", "/");
    case Kind::kRepository:  // ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG
      return repository_name(reference);
    case Kind::kScalableTarget:
      return reference;
    default:
      return arn_leaf(reference);
  }
}

std::string_view known_name(Kind target, const Node& reference) {
  if (!reference.is_unresolved()) return {};
  for (const doc::Piece& piece : reference.why().pieces) {
    if (!piece.known) continue;
    const bool last = &piece == &reference.why().pieces.back();
    const bool bucket = target == Kind::kBucket && piece.text.find(":s3:::") != std::string_view::npos;
    if (bucket) return ended(behind(piece.text, ":s3:::", ""), "/", last);
    const std::size_t slash = piece.text.find('/');
    if (target == Kind::kRepository && slash != std::string_view::npos)
      return ended(piece.text.substr(slash + 1), ":@", last);
  }
  return {};
}

ScaledService parse_resource_id(std::string_view resource_id) {
  constexpr std::string_view kPrefix = "service/";
  if (!resource_id.starts_with(kPrefix)) return {};
  resource_id.remove_prefix(kPrefix.size());
  const std::size_t slash = resource_id.find('/');
  if (slash == std::string_view::npos) return {};
  return {resource_id.substr(0, slash), resource_id.substr(slash + 1)};
}

}  // namespace ecslint::model
