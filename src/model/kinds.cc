// SPDX-License-Identifier: Apache-2.0
#include "model/kinds.h"

#include <algorithm>
#include <iterator>

namespace ecslint::model {
namespace {

constexpr KindInfo kKinds[] = {
    {Kind::kTaskDefinition, "task-definition", "taskDefinition", "task definition", "family"},
    {Kind::kService, "service", "service", "service", "serviceName"},
    {Kind::kCluster, "cluster", "cluster", "cluster", "clusterName"},
    {Kind::kCapacityProvider, "capacity-provider", "capacityProvider", "capacity provider", "name"},
    {Kind::kRunTask, "run-task", "runTask", "task run", ""},
    {Kind::kTaskSet, "task-set", "taskSet", "task set", ""},
    {Kind::kDaemon, "daemon", "daemon", "daemon", "daemonName"},
    {Kind::kDaemonTaskDefinition, "daemon-task-definition", "daemonTaskDefinition", "daemon task definition",
     "family"},
    {Kind::kExpressService, "express-service", "expressService", "Express gateway service", "serviceName"},
    {Kind::kRole, "role", "role", "role", "roleName", "arn", true},
    {Kind::kScalableTarget, "scalable-target", "scalableTarget", "scalable target", "ResourceId", "", true},
    {Kind::kTargetGroup, "target-group", "targetGroup", "target group", "Name", "TargetGroupArn", true},
    {Kind::kListener, "listener", "listener", "listener", "ListenerArn", "ListenerArn", true},
    {Kind::kListenerRule, "listener-rule", "listenerRule", "listener rule", "RuleArn", "RuleArn", true},
    {Kind::kLoadBalancer, "load-balancer", "loadBalancer", "load balancer", "Name", "LoadBalancerArn", true},
    {Kind::kScalingPolicy, "scaling-policy", "scalingPolicy", "scaling policy", "PolicyName", "PolicyARN",
     true},
    {Kind::kSecurityGroup, "security-group", "securityGroup", "security group", "GroupName", "GroupId", true},
    {Kind::kSubnet, "subnet", "subnet", "subnet", "SubnetId", "SubnetId", true},
    {Kind::kRouteTable, "route-table", "routeTable", "route table", "RouteTableId", "RouteTableId", true},
    {Kind::kVpcEndpoint, "vpc-endpoint", "vpcEndpoint", "VPC endpoint", "ServiceName", "VpcEndpointId", true},
    {Kind::kLogGroup, "log-group", "logGroup", "log group", "logGroupName", "", true},
    {Kind::kAlarm, "alarm", "alarm", "alarm", "AlarmName", "", true},
    {Kind::kEventRule, "event-rule", "eventRule", "EventBridge rule", "Name", "", true},
    {Kind::kAutoScalingGroup, "auto-scaling-group", "autoScalingGroup", "Auto Scaling group",
     "AutoScalingGroupName", "AutoScalingGroupARN", true},
    {Kind::kLaunchTemplate, "launch-template", "launchTemplate", "launch template", "LaunchTemplateName",
     "LaunchTemplateId", true},
    {Kind::kMountTarget, "mount-target", "mountTarget", "mount target", "FileSystemId", "MountTargetId",
     true},
    {Kind::kPolicy, "iam-policy", "policy", "IAM policy", "policyName", "policyArn", true},
    {Kind::kPrimaryTaskSet, "primary-task-set", "primaryTaskSet", "primary task set", ""},
    {Kind::kSecret, "secret", "secret", "secret", "Name", "ARN", true},
    {Kind::kSsmParameter, "ssm-parameter", "ssmParameter", "parameter", "Name", "", true},
    {Kind::kKmsKey, "kms-key", "kmsKey", "KMS key", "KeyId", "Arn", true},
    {Kind::kFileSystem, "file-system", "fileSystem", "file system", "FileSystemId", "FileSystemId", true},
    {Kind::kAccessPoint, "access-point", "accessPoint", "access point", "AccessPointId", "AccessPointId",
     true},
    {Kind::kInstanceProfile, "instance-profile", "instanceProfile", "instance profile", "InstanceProfileName",
     "Arn", true},
    {Kind::kDeploymentGroup, "deployment-group", "deploymentGroup", "deployment group", "deploymentGroupName",
     "", true},
    {Kind::kDiscoveryService, "discovery-service", "discoveryService", "discovery service", "Name", "Arn",
     true},
    {Kind::kDiscoveryNamespace, "discovery-namespace", "discoveryNamespace", "namespace", "Name", "Arn",
     true},
    {Kind::kNatGateway, "nat-gateway", "natGateway", "NAT gateway", "NatGatewayId", "NatGatewayId", true},
    {Kind::kInternetGateway, "internet-gateway", "internetGateway", "internet gateway", "InternetGatewayId",
     "InternetGatewayId", true},
    {Kind::kBucket, "bucket", "bucket", "bucket", "Bucket", "BucketArn", true},
    {Kind::kRepository, "repository", "repository", "repository", "repositoryName", "repositoryArn", true},
};

static_assert(std::size(kKinds) == kKindCount);

constexpr SchemaRow kSchemas[] = {
    {Kind::kTaskDefinition, Form::kCreate, "task-definition"},
    {Kind::kTaskDefinition, Form::kDescribe, "task-definition"},
    {Kind::kTaskDefinition, Form::kContainers, "container-definitions"},
    {Kind::kTaskDefinition, Form::kContainer, "container-definition"},
    {Kind::kService, Form::kCreate, "service"},
    {Kind::kService, Form::kDescribe, "service"},
    {Kind::kService, Form::kUpdate, "service-update"},
    {Kind::kCluster, Form::kCreate, "cluster"},
    {Kind::kCluster, Form::kDescribe, "cluster"},
    {Kind::kCluster, Form::kUpdate, "cluster-update"},
    {Kind::kCluster, Form::kProviders, "cluster-capacity-providers"},
    {Kind::kCapacityProvider, Form::kCreate, "capacity-provider"},
    {Kind::kCapacityProvider, Form::kDescribe, "capacity-provider"},
    {Kind::kCapacityProvider, Form::kUpdate, "capacity-provider-update"},
    {Kind::kRunTask, Form::kCreate, "run-task"},
    {Kind::kRunTask, Form::kStart, "start-task"},
    {Kind::kTaskSet, Form::kCreate, "task-set"},
    {Kind::kTaskSet, Form::kDescribe, "task-set"},
    {Kind::kTaskSet, Form::kUpdate, "task-set-update"},
    {Kind::kDaemon, Form::kCreate, "daemon"},
    {Kind::kDaemon, Form::kDescribe, "daemon"},
    {Kind::kDaemon, Form::kUpdate, "daemon-update"},
    {Kind::kDaemonTaskDefinition, Form::kCreate, "daemon-task-definition"},
    {Kind::kDaemonTaskDefinition, Form::kDescribe, "daemon-task-definition"},
    {Kind::kExpressService, Form::kCreate, "express-gateway-service"},
    {Kind::kExpressService, Form::kDescribe, "express-gateway-service"},
    {Kind::kExpressService, Form::kUpdate, "express-gateway-service-update"},
    {Kind::kScalableTarget, Form::kCreate, "scalable-target"},
    {Kind::kScalableTarget, Form::kDescribe, "scalable-target"},
    {Kind::kTargetGroup, Form::kCreate, "target-group"},
    {Kind::kTargetGroup, Form::kDescribe, "target-group"},
    {Kind::kTargetGroup, Form::kUpdate, "target-group-update"},
    {Kind::kListener, Form::kCreate, "listener"},
    {Kind::kListener, Form::kDescribe, "listener"},
    {Kind::kListenerRule, Form::kCreate, "listener-rule"},
    {Kind::kListenerRule, Form::kDescribe, "listener-rule"},
    {Kind::kLoadBalancer, Form::kCreate, "load-balancer"},
    {Kind::kLoadBalancer, Form::kDescribe, "load-balancer"},
    {Kind::kLoadBalancer, Form::kUpdate, "load-balancer-update"},
    {Kind::kScalingPolicy, Form::kCreate, "scaling-policy"},
    {Kind::kScalingPolicy, Form::kDescribe, "scaling-policy"},
    {Kind::kSecurityGroup, Form::kCreate, "security-group"},
    {Kind::kSecurityGroup, Form::kDescribe, "security-group"},
    {Kind::kSecurityGroup, Form::kUpdate, "security-group-update"},
    {Kind::kSubnet, Form::kDescribe, "subnet"},
    {Kind::kRouteTable, Form::kDescribe, "route-table"},
    {Kind::kVpcEndpoint, Form::kCreate, "vpc-endpoint"},
    {Kind::kVpcEndpoint, Form::kDescribe, "vpc-endpoint"},
    {Kind::kLogGroup, Form::kCreate, "log-group"},
    {Kind::kLogGroup, Form::kDescribe, "log-group"},
    {Kind::kLogGroup, Form::kUpdate, "log-group-update"},
    {Kind::kAlarm, Form::kCreate, "alarm"},
    {Kind::kAlarm, Form::kDescribe, "alarm"},
    {Kind::kEventRule, Form::kCreate, "event-rule"},
    {Kind::kEventRule, Form::kDescribe, "event-rule"},
    {Kind::kEventRule, Form::kUpdate, "event-rule-update"},
    {Kind::kAutoScalingGroup, Form::kCreate, "auto-scaling-group"},
    {Kind::kAutoScalingGroup, Form::kDescribe, "auto-scaling-group"},
    {Kind::kLaunchTemplate, Form::kCreate, "launch-template"},
    {Kind::kLaunchTemplate, Form::kDescribe, "launch-template"},
    {Kind::kMountTarget, Form::kCreate, "mount-target"},
    {Kind::kMountTarget, Form::kDescribe, "mount-target"},
    {Kind::kRole, Form::kCreate, "iam-role"},
    {Kind::kRole, Form::kDescribe, "iam-role"},
    {Kind::kPolicy, Form::kCreate, "iam-policy"},
    {Kind::kPolicy, Form::kDescribe, "iam-policy"},
    {Kind::kPrimaryTaskSet, Form::kCreate, "primary-task-set"},
    {Kind::kSecret, Form::kCreate, "secret"},
    {Kind::kSsmParameter, Form::kCreate, "ssm-parameter"},
    {Kind::kKmsKey, Form::kCreate, "kms-key"},
    {Kind::kFileSystem, Form::kCreate, "file-system"},
    {Kind::kAccessPoint, Form::kCreate, "access-point"},
    {Kind::kInstanceProfile, Form::kCreate, "instance-profile"},
    {Kind::kDeploymentGroup, Form::kCreate, "deployment-group"},
    {Kind::kDiscoveryService, Form::kCreate, "discovery-service"},
    {Kind::kDiscoveryNamespace, Form::kCreate, "discovery-namespace"},
    {Kind::kNatGateway, Form::kCreate, "nat-gateway"},
    {Kind::kInternetGateway, Form::kCreate, "internet-gateway"},
    {Kind::kBucket, Form::kCreate, "bucket"},
    {Kind::kRepository, Form::kCreate, "repository"},
};

template <typename Projection>
std::optional<Kind> find_kind(std::string_view word, Projection projection) {
  const auto* at = std::ranges::find(kKinds, word, projection);
  return at == std::end(kKinds) ? std::nullopt : std::optional(at->kind);
}

}  // namespace

std::span<const KindInfo> kinds() { return kKinds; }

const KindInfo& info(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::optional<Kind> kind_from(std::string_view name) { return find_kind(name, &KindInfo::name); }

std::optional<Kind> kind_of_subject(std::string_view subject) {
  return find_kind(subject, &KindInfo::subject);
}

std::string_view to_string(Form form) {
  constexpr std::string_view kNames[kFormCount] = {"create",   "update",     "start",    "providers",
                                                   "describe", "containers", "container"};
  return kNames[static_cast<std::size_t>(form)];
}

std::span<const SchemaRow> schema_rows() { return kSchemas; }

}  // namespace ecslint::model
