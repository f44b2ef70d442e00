// SPDX-License-Identifier: Apache-2.0
#include "dialect/ecs/neighbours.h"

#include <algorithm>

#include "dialect/ecs/keys.h"

namespace ecslint::dialect_ecs {
namespace {

using doc::Node;
using model::Form;
using model::Kind;

/// Application Auto Scaling serves others too.
bool of_ecs(const Node& object) {
  const Node* space = object.find("ServiceNamespace");
  return space == nullptr || !space->is_string() || space->as_string() == "ecs";
}

/// Targets of EventBridge, not of a load balancer; one that runs a task, or a rule that says whose they are.
bool event_targets(const Node& object) {
  const Node* targets = object.find("Targets");
  if (!targets->is_array()) return false;
  return std::ranges::any_of(targets->elements(), [&](const Node& target) {
    return target.find("EcsParameters") != nullptr ||
           (object.find("Rule") != nullptr && count_keys(target, "Id Arn") == 2);
  });
}

/// A log group's name stands in many a configuration file: nothing else may be there.
bool only(const Node& object, std::string_view words) {
  return count_keys(object, words) == static_cast<int>(object.members().size());
}
bool only_log_group(const Node& object) {
  return only(object, "logGroupName kmsKeyId tags logGroupClass deletionProtectionEnabled");
}
bool only_retention(const Node& object) { return only(object, "logGroupName retentionInDays"); }

struct Signature {
  Kind kind;
  Form form;
  std::string_view why;
  std::string_view all;
  std::string_view any = {};   // one of these
  std::string_view none = {};  // none of these
  bool (*test)(const Node& object) = nullptr;
};

constexpr std::string_view kHealthChecks =
    "HealthCheckProtocol HealthCheckPort HealthCheckPath HealthCheckEnabled HealthCheckIntervalSeconds "
    "HealthCheckTimeoutSeconds HealthyThresholdCount UnhealthyThresholdCount Matcher";

/// The first that matches counts.
constexpr Signature kSignatures[] = {
    {Kind::kTargetGroup, Form::kDescribe, "it has TargetGroupArn and TargetGroupName",
     "TargetGroupArn TargetGroupName"},
    {Kind::kTargetGroup, Form::kUpdate, "it has TargetGroupArn and attributes", "TargetGroupArn Attributes"},
    {Kind::kTargetGroup, Form::kUpdate, "it has TargetGroupArn and health check settings", "TargetGroupArn",
     kHealthChecks},
    {Kind::kTargetGroup, Form::kCreate, "it has Name, Protocol, Port and VpcId", "Name Protocol Port VpcId"},
    {Kind::kTargetGroup, Form::kCreate, "it has Name and settings of a target group", "Name",
     "TargetType ProtocolVersion HealthCheckProtocol HealthCheckPort HealthCheckPath "
     "HealthCheckIntervalSeconds "
     "HealthCheckTimeoutSeconds HealthyThresholdCount UnhealthyThresholdCount"},
    {Kind::kLoadBalancer, Form::kDescribe, "it has LoadBalancerArn and LoadBalancerName",
     "LoadBalancerArn LoadBalancerName"},
    {Kind::kLoadBalancer, Form::kUpdate, "it has LoadBalancerArn and attributes",
     "LoadBalancerArn Attributes"},
    {Kind::kLoadBalancer, Form::kCreate, "it has Name and subnets", "Name", "Subnets SubnetMappings"},
    {Kind::kListener, Form::kDescribe, "it has ListenerArn and LoadBalancerArn",
     "ListenerArn LoadBalancerArn"},
    {Kind::kListener, Form::kCreate, "it has LoadBalancerArn and DefaultActions",
     "LoadBalancerArn DefaultActions"},
    {Kind::kListener, Form::kUpdate, "it has ListenerArn and what modify-listener takes", "ListenerArn",
     "DefaultActions Certificates SslPolicy", "Conditions Actions"},
    {Kind::kListenerRule, Form::kDescribe, "it has RuleArn, Priority and Actions",
     "RuleArn Priority Actions"},
    {Kind::kListenerRule, Form::kUpdate, "it has RuleArn and what modify-rule takes", "RuleArn",
     "Actions Conditions"},
    {Kind::kListenerRule, Form::kCreate, "it has ListenerArn, Conditions and Actions",
     "ListenerArn Conditions Actions"},
    {Kind::kScalingPolicy,
     Form::kDescribe,
     "it has PolicyARN, ResourceId and ScalableDimension",
     "PolicyARN ResourceId ScalableDimension",
     {},
     {},
     of_ecs},
    {Kind::kScalingPolicy,
     Form::kCreate,
     "it has PolicyName, ResourceId and ScalableDimension",
     "PolicyName ResourceId ScalableDimension",
     {},
     {},
     of_ecs},
    {Kind::kScalableTarget, Form::kDescribe, "it has ResourceId, ScalableDimension and CreationTime",
     "ResourceId ScalableDimension", "CreationTime ScalableTargetARN", "ScheduledActionName", of_ecs},
    {Kind::kScalableTarget, Form::kCreate, "it has ResourceId, ScalableDimension and bounds",
     "ResourceId ScalableDimension", "MinCapacity MaxCapacity SuspendedState RoleARN",
     "ScheduledActionName Schedule", of_ecs},
    {Kind::kSecurityGroup, Form::kDescribe, "it has GroupId, GroupName and IpPermissions",
     "GroupId GroupName", "IpPermissions IpPermissionsEgress"},
    {Kind::kSecurityGroup, Form::kUpdate, "it has IpPermissions and the group they are for", "IpPermissions",
     "GroupId GroupName"},
    {Kind::kSecurityGroup,
     Form::kCreate,
     "it has GroupName, Description and VpcId",
     "GroupName Description VpcId",
     {},
     "UserPoolId"},
    {Kind::kSubnet, Form::kDescribe, "it has SubnetId, VpcId and CidrBlock", "SubnetId VpcId CidrBlock"},
    {Kind::kRouteTable, Form::kDescribe, "it has RouteTableId and Routes", "RouteTableId Routes"},
    {Kind::kVpcEndpoint, Form::kDescribe, "it has VpcEndpointId, VpcId and ServiceName",
     "VpcEndpointId VpcId ServiceName"},
    {Kind::kVpcEndpoint, Form::kCreate, "it has VpcId, ServiceName and settings of an endpoint",
     "VpcId ServiceName",
     "VpcEndpointType RouteTableIds SubnetIds SecurityGroupIds PrivateDnsEnabled PolicyDocument"},
    {Kind::kLogGroup, Form::kDescribe, "it has logGroupName and storedBytes", "logGroupName",
     "storedBytes metricFilterCount logGroupArn", "logStreamName filterName"},
    {Kind::kLogGroup,
     Form::kUpdate,
     "it has logGroupName and retentionInDays",
     "logGroupName retentionInDays",
     {},
     {},
     only_retention},
    {Kind::kLogGroup,
     Form::kCreate,
     "it has logGroupName and only what create-log-group takes",
     "logGroupName",
     {},
     {},
     only_log_group},
    {Kind::kAlarm, Form::kDescribe, "it has AlarmArn and AlarmName", "AlarmArn AlarmName",
     "MetricName Metrics StateValue", "AlarmRule"},
    {Kind::kAlarm, Form::kCreate, "it has AlarmName and what is compared", "AlarmName",
     "ComparisonOperator EvaluationPeriods MetricName Threshold", "AlarmRule"},
    {Kind::kEventRule, Form::kUpdate, "it has Rule and Targets", "Rule Targets", {}, {}, event_targets},
    {Kind::kEventRule,
     Form::kDescribe,
     "it has targets with EcsParameters",
     "Targets",
     {},
     "TargetGroupArn Name",
     event_targets},
    {Kind::kEventRule, Form::kDescribe, "it has Name, Arn and when it acts", "Name Arn",
     "ScheduleExpression EventPattern", "Target"},
    {Kind::kEventRule, Form::kCreate, "it has Name and when it acts", "Name",
     "ScheduleExpression EventPattern", "Target FlexibleTimeWindow"},
    {Kind::kAutoScalingGroup, Form::kDescribe, "it has AutoScalingGroupName and AutoScalingGroupARN",
     "AutoScalingGroupName AutoScalingGroupARN", "MinSize MaxSize"},
    {Kind::kAutoScalingGroup, Form::kCreate, "it has AutoScalingGroupName, MinSize and MaxSize",
     "AutoScalingGroupName MinSize MaxSize"},
    {Kind::kLaunchTemplate, Form::kDescribe, "it has LaunchTemplateData and VersionNumber",
     "LaunchTemplateData VersionNumber"},
    {Kind::kLaunchTemplate, Form::kCreate, "it has LaunchTemplateName and LaunchTemplateData",
     "LaunchTemplateName LaunchTemplateData"},
    {Kind::kMountTarget, Form::kDescribe, "it has MountTargetId, FileSystemId and SubnetId",
     "MountTargetId FileSystemId SubnetId"},
    {Kind::kMountTarget, Form::kCreate, "it has FileSystemId and SubnetId", "FileSystemId SubnetId"},
};

constexpr Alias kAliases[] = {
    {Kind::kTargetGroup, "TargetGroupName", "Name"},
    {Kind::kLoadBalancer, "LoadBalancerName", "Name"},
    {Kind::kEventRule, "Rule", "Name"},
};

constexpr Elsewhere kElsewhere[] = {
    {Kind::kTargetGroup, true, "Attributes", "modify-target-group-attributes, which sets them"},
    {Kind::kLoadBalancer, true, "Attributes", "modify-load-balancer-attributes, which sets them"},
    {Kind::kSecurityGroup, false, "IpPermissions", "authorize-security-group-ingress, which sets them"},
    {Kind::kSecurityGroup, false, "IpPermissionsEgress", "authorize-security-group-egress, which sets them"},
    {Kind::kLogGroup, false, "retentionInDays", "put-retention-policy, which sets it"},
    {Kind::kEventRule, true, "Targets", "put-targets, which sets them"},
};

bool matches(const Signature& s, const Node& object) {
  return count_keys(object, s.all) == count_words(s.all) &&
         (s.any.empty() || count_keys(object, s.any) > 0) &&
         (s.none.empty() || count_keys(object, s.none) == 0) && (s.test == nullptr || s.test(object));
}

}  // namespace

std::optional<Recognised> recognise_neighbour(const Node& object) {
  for (const Signature& signature : kSignatures) {
    if (matches(signature, object)) return Recognised{signature.kind, signature.form, signature.why};
  }
  return std::nullopt;
}

std::span<const Alias> aliases() { return kAliases; }

std::span<const Elsewhere> elsewhere() { return kElsewhere; }

}  // namespace ecslint::dialect_ecs
