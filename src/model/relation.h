// SPDX-License-Identifier: Apache-2.0
// From whom to whom links lead, and where in a document the other end is named. Two explicit tables: what a
// relation leads to, and at which paths of which kinds its references stand. What a reference means (family
// and revision, ARN, resource id) is Project's business.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/resource.h"

namespace ecslint::model {

/// The names are those that rules bind. "Who points at me" is complete only where the root is closed.
enum class Relation : std::uint8_t {
  kTaskDefinition,     // of a service, task set, task run or target of an EventBridge rule
  kCluster,            // of the same
  kScaling,            // of a service or scaling policy: who scales me
  kTargetGroups,       // of a service, listener or listener rule; a list
  kServices,           // of a task definition, cluster, target group or security group: who points at me
  kExecutionRole,      // of a task definition
  kTaskRole,           // of a task definition, or of what runs one
  kService,            // of a scalable target, scaling policy, alarm or task set
  kScalingPolicies,    // of a service or scalable target: who points at me
  kSecurityGroups,     // of what stands in a VPC; a list
  kSubnets,            // of what stands in a VPC; a list
  kRouteTables,        // of a subnet, or of the subnets of a service; a list
  kVpcEndpoints,       // of the VPC of a subnet, or of a service's subnets: who points at me
  kCapacityProviders,  // of a cluster or service; a list, without Fargate's own
  kDeploymentAlarms,   // of a service: those that its deployments obey; a list
  kAlarms,             // of a service: those on its metrics: who points at me
  kTargetGroup,        // of one entry of a service's loadBalancers
  kLogGroups,          // of a task definition; a list
  kLogGroup,           // of one container
  kTaskDefinitions,    // of a log group, or of a role as their task role: who points at me
  kListeners,          // of a target group or load balancer: who points at me
  kListenerRules,      // of a target group or listener: who points at me
  kListener,           // of a listener rule
  kLoadBalancer,       // of a listener
  kAutoScalingGroup,   // of a capacity provider
  kLaunchTemplate,     // of an Auto Scaling group
  kMountTargets,       // of one volume, or of the volumes of a service's tasks; a list
  kLoadBalancers,      // of a target group, or of one entry of a service's loadBalancers; a list
  kSecrets,            // of a task definition: what its containers get from Secrets Manager; a list
  kKeys,               // of a task definition: those its secrets are under; a list
  kParameters,         // of one container; a list
  kFileSystem,         // of one volume, or of an access point
  kAccessPoint,        // of one volume
  kInstanceProfile,    // of a launch template
  kInstanceRole,       // of an instance profile, or of the instances of a capacity provider
  kDiscoveryServices,  // of a service: the names under which its tasks are found; a list
  kNamespace,          // of a discovery service
  kRepository,         // of one container: where its image is, in ECR
  kBuckets,            // of one container's environment files, or of a cluster's log of ECS Exec; a list
};
inline constexpr std::size_t kRelationCount = 39;

struct RelationInfo {
  Relation relation;
  std::string_view name;  // "taskDefinition", "services" …
  Kind target;
  bool list = false;
  std::string_view missing = {};  // "the role is not among the files read"
};
std::span<const RelationInfo> relations();
const RelationInfo& info(Relation relation);

/// The values under which a document names the other end of a relation.
struct References {
  std::vector<const doc::Node*> named;          // strings
  std::uint32_t unknown = 0;                    // places where something else may be named
  std::vector<const doc::Node*> referred = {};  // unresolved: they mean resources of the template
  std::vector<std::string_view> endings =
      {};                                     // of partly known ones: what follows the last slash, when known
  std::vector<const doc::Node*> partly = {};  // those
};

/// The paths of relations that begin at a kind.
bool begins_at(Relation relation, Kind kind);

/// The references of the resource, or of one element of the array that they stand in.
References references(const Resource& from, Relation relation, const doc::Node* element = nullptr);

/// Every name, ARN or ID by which the resource refers to another, and the short name in it.
std::vector<std::string_view> referred_names(const Resource& from);

/// The name in a reference: "web" of "…:targetgroup/web/6d0ecf831eec9f09"; the reference itself if it has
/// none.
std::string_view short_name(Kind target, std::string_view reference);

/// The same of a reference that is partly known: "web" of ${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/web:1 or
/// of arn:${PARTITION}:s3:::web/app.env; empty when the name is not known.
std::string_view known_name(Kind target, const doc::Node& reference);

/// The cluster and service of "service/CLUSTER/SERVICE"; empty when it is something else.
struct ScaledService {
  std::string_view cluster;
  std::string_view service;
};
ScaledService parse_resource_id(std::string_view resource_id);

}  // namespace ecslint::model
