// SPDX-License-Identifier: Apache-2.0
// What a resource can be, ECS's own or a neighbour, and in which form people write it down. One explicit
// table joins the kind with its name on the command line and in reports, the subject that rules bind, and the
// property that names it; a second one gives the schema of each form. A new kind is a row here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace ecslint::model {

enum class Kind : std::uint8_t {
  kTaskDefinition,
  kService,
  kCluster,
  kCapacityProvider,
  kRunTask,  // run-task and start-task input
  kTaskSet,
  kDaemon,
  kDaemonTaskDefinition,
  kExpressService,
  kRole,
  kScalableTarget,
  kTargetGroup,
  kListener,
  kListenerRule,
  kLoadBalancer,
  kScalingPolicy,
  kSecurityGroup,
  kSubnet,
  kRouteTable,
  kVpcEndpoint,
  kLogGroup,
  kAlarm,
  kEventRule,
  kAutoScalingGroup,
  kLaunchTemplate,
  kMountTarget,
  kPolicy,  // of IAM: of a role, or by itself
  kPrimaryTaskSet,
  kSecret,
  kSsmParameter,
  kKmsKey,
  kFileSystem,
  kAccessPoint,
  kInstanceProfile,
  kDeploymentGroup,
  kDiscoveryService,
  kDiscoveryNamespace,
  kNatGateway,
  kInternetGateway,
  kBucket,      // of S3
  kRepository,  // of ECR
};
inline constexpr std::size_t kKindCount = 41;

/// How it is written: the input of which call, its output, or only the containers.
enum class Form : std::uint8_t {
  kCreate,      // register-, create-, run-: what a person writes
  kUpdate,      // update-, modify-, put-retention-policy …: what stays away keeps its value
  kStart,       // start-task
  kProviders,   // put-cluster-capacity-providers
  kDescribe,    // output, with read-only properties
  kContainers,  // a bare array of container definitions; the rest is written elsewhere
  kContainer,   // one bare container definition
};
inline constexpr std::size_t kFormCount = 7;

struct KindInfo {
  Kind kind;
  std::string_view name;        // "task-definition": --as, reports, dump
  std::string_view subject;     // "taskDefinition": what rules bind
  std::string_view title;       // "task definition": in sentences
  std::string_view identifier;  // "family": the property that names it, empty when none does
  std::string_view arn = {};    // "TargetGroupArn": the property with the ARN or ID that AWS gave it
  bool neighbour = false;       // another service's; ECS resources refer to it or it to them
};

/// In the order of Kind.
std::span<const KindInfo> kinds();
const KindInfo& info(Kind kind);
std::optional<Kind> kind_from(std::string_view name);
std::optional<Kind> kind_of_subject(std::string_view subject);

/// "register", "update", "describe" …: for dump and explain-file.
std::string_view to_string(Form form);

/// The file in schemas/ that describes a form, without ".json". A form without a row has none.
struct SchemaRow {
  Kind kind;
  Form form;
  std::string_view schema;
};
std::span<const SchemaRow> schema_rows();

}  // namespace ecslint::model
