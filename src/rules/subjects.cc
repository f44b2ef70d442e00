// SPDX-License-Identifier: Apache-2.0
#include "rules/subjects.h"

#include <algorithm>
#include <array>

#include "rules/records.h"

namespace ecslint::rules {
namespace {

using model::Kind;
using model::Relation;

constexpr Variable resource(std::string_view name, std::string_view schema) {
  return {name, Origin::kResource, schema};
}
constexpr Variable element(std::string_view name, std::string_view schema) {
  return {name, Origin::kElement, schema};
}
constexpr Variable link(Relation relation, std::string_view name, std::string_view schema,
                        bool list = false) {
  return {name, Origin::kLink, schema, list, relation};
}

/// A link that begins at the element.
constexpr Variable element_link(Relation relation, std::string_view name, std::string_view schema,
                                bool list = false) {
  return {name, Origin::kLink, schema, list, relation, true};
}
constexpr bool kList = true;

constexpr Variable kForm = {"form", Origin::kForm, ""};
constexpr Variable kUnfound = {"unfound", Origin::kUnfound, "", true};
constexpr Variable kServices = link(Relation::kServices, "services", "service", kList);
constexpr Variable kExecutionRole = link(Relation::kExecutionRole, "executionRole", "role");
constexpr Variable kTaskRole = link(Relation::kTaskRole, "taskRole", "role");
constexpr Variable kTaskDefinition = resource("taskDefinition", "task-definition");
constexpr Variable kLinkedTask = link(Relation::kTaskDefinition, "taskDefinition", "task-definition");
constexpr Variable kLinkedCluster = link(Relation::kCluster, "cluster", "cluster");
constexpr Variable kLinkedService = link(Relation::kService, "service", "service");
constexpr Variable kScaling = link(Relation::kScaling, "scaling", "scalable-target");
constexpr Variable kScalingPolicies =
    link(Relation::kScalingPolicies, "scalingPolicies", "scaling-policy", kList);
constexpr Variable kTargetGroups = link(Relation::kTargetGroups, "targetGroups", "target-group", kList);
constexpr Variable kSecurityGroups =
    link(Relation::kSecurityGroups, "securityGroups", "security-group", kList);
constexpr Variable kSubnets = link(Relation::kSubnets, "subnets", "subnet", kList);
constexpr Variable kRouteTables = link(Relation::kRouteTables, "routeTables", "route-table", kList);
constexpr Variable kVpcEndpoints = link(Relation::kVpcEndpoints, "vpcEndpoints", "vpc-endpoint", kList);
constexpr Variable kCapacityProviders =
    link(Relation::kCapacityProviders, "capacityProviders", "capacity-provider", kList);
constexpr Variable kDeploymentAlarms = link(Relation::kDeploymentAlarms, "deploymentAlarms", "alarm", kList);
constexpr Variable kAlarms = link(Relation::kAlarms, "alarms", "alarm", kList);
constexpr Variable kLogGroups = link(Relation::kLogGroups, "logGroups", "log-group", kList);
constexpr Variable kLoadBalancers = link(Relation::kLoadBalancers, "loadBalancers", "load-balancer", kList);
constexpr Variable kListeners = link(Relation::kListeners, "listeners", "listener", kList);
constexpr Variable kListenerRules = link(Relation::kListenerRules, "listenerRules", "listener-rule", kList);

constexpr Variable kKeys = link(Relation::kKeys, "keys", "kms-key", kList);
constexpr Variable kParameters = element_link(Relation::kParameters, "parameters", "ssm-parameter", kList);
constexpr Variable kRepository = element_link(Relation::kRepository, "repository", "repository");
constexpr Variable kBuckets = element_link(Relation::kBuckets, "buckets", "bucket", kList);

constexpr std::array kOfTaskDefinition = {kTaskDefinition, kForm,      kServices, kExecutionRole,
                                          kTaskRole,       kLogGroups, kUnfound,  kKeys};
constexpr std::array kOfContainer = {element("container", "container-definition"),
                                     kTaskDefinition,
                                     kForm,
                                     kServices,
                                     kExecutionRole,
                                     kTaskRole,
                                     element_link(Relation::kLogGroup, "logGroup", "log-group"),
                                     kParameters,
                                     kRepository,
                                     kBuckets};
constexpr std::array kOfVolume = {
    element("volume", "task-definition#volumes"),
    kTaskDefinition,
    kForm,
    kServices,
    kExecutionRole,
    kTaskRole,
    element_link(Relation::kMountTargets, "mountTargets", "mount-target", kList),
    element_link(Relation::kFileSystem, "fileSystem", "file-system"),
    element_link(Relation::kAccessPoint, "accessPoint", "access-point")};
constexpr std::array kOfService = {
    resource("service", "service"),
    kForm,
    kLinkedTask,
    kLinkedCluster,
    kScaling,
    kScalingPolicies,
    kTargetGroups,
    kSecurityGroups,
    kSubnets,
    kRouteTables,
    kVpcEndpoints,
    kCapacityProviders,
    kDeploymentAlarms,
    kAlarms,
    kUnfound,
    link(Relation::kMountTargets, "mountTargets", "mount-target", kList),
    kTaskRole,
    link(Relation::kDiscoveryServices, "discoveryServices", "discovery-service", kList)};
constexpr std::array kOfServiceLoadBalancer = {
    element("serviceLoadBalancer", "service#loadBalancers"),
    resource("service", "service"),
    kForm,
    kLinkedTask,
    kLinkedCluster,
    element_link(Relation::kTargetGroup, "targetGroup", "target-group"),
    kScaling,
    kScalingPolicies,
    element_link(Relation::kLoadBalancers, "loadBalancers", "load-balancer", kList),
    kSecurityGroups};
constexpr std::array kOfCluster = {resource("cluster", "cluster"), kForm, kServices, kCapacityProviders,
                                   link(Relation::kBuckets, "buckets", "bucket", kList)};
constexpr std::array kOfCapacityProvider = {
    resource("capacityProvider", "capacity-provider"), kForm,
    link(Relation::kAutoScalingGroup, "autoScalingGroup", "auto-scaling-group"), kUnfound,
    link(Relation::kInstanceRole, "instanceRole", "role")};
constexpr std::array kOfTaskSet = {resource("taskSet", "task-set"), kForm, kLinkedTask, kLinkedService,
                                   kUnfound};
constexpr std::array kOfRunTask = {resource("runTask", "run-task"),
                                   kForm,
                                   kLinkedTask,
                                   kLinkedCluster,
                                   kSecurityGroups,
                                   kSubnets,
                                   kUnfound,
                                   kTaskRole};
constexpr std::array kOfDaemon = {resource("daemon", "daemon"), kForm};
constexpr Variable kDaemonTask = resource("daemonTaskDefinition", "daemon-task-definition");
// Also as `taskDefinition`: what daemons do not have is absent there, so that one condition serves both.
constexpr std::array kOfDaemonTask = {kDaemonTask, kTaskDefinition, kForm,    kExecutionRole,
                                      kTaskRole,   kLogGroups,      kUnfound, kKeys};
constexpr std::array kOfDaemonContainer = {
    element("container", "daemon-task-definition#containerDefinitions"),
    kDaemonTask,
    kTaskDefinition,
    kForm,
    kExecutionRole,
    kTaskRole,
    element_link(Relation::kLogGroup, "logGroup", "log-group"),
    kParameters,
    kRepository,
    kBuckets};
constexpr std::array kOfExpressService = {resource("expressService", "express-gateway-service"), kForm};
constexpr std::array kOfTargetGroup = {
    resource("targetGroup", "target-group"), kForm, kServices, kListeners, kListenerRules, kLoadBalancers};
constexpr std::array kOfListener = {resource("listener", "listener"),
                                    kForm,
                                    link(Relation::kLoadBalancer, "loadBalancer", "load-balancer"),
                                    kTargetGroups,
                                    kListenerRules,
                                    kUnfound};
constexpr std::array kOfListenerRule = {resource("listenerRule", "listener-rule"), kForm,
                                        link(Relation::kListener, "listener", "listener"), kTargetGroups,
                                        kUnfound};
constexpr std::array kOfLoadBalancer = {
    resource("loadBalancer", "load-balancer"), kForm, kListeners, kSecurityGroups, kSubnets, kUnfound};
constexpr std::array kOfScalableTarget = {resource("scalableTarget", "scalable-target"), kForm,
                                          kLinkedService, kScalingPolicies, kUnfound};
constexpr std::array kOfScalingPolicy = {resource("scalingPolicy", "scaling-policy"), kForm, kScaling,
                                         kLinkedService, kUnfound};
constexpr std::array kOfSecurityGroup = {resource("securityGroup", "security-group"), kForm, kServices};
constexpr std::array kOfSubnet = {resource("subnet", "subnet"), kForm, kServices, kRouteTables,
                                  kVpcEndpoints};
constexpr std::array kOfVpcEndpoint = {resource("vpcEndpoint", "vpc-endpoint"), kForm, kSecurityGroups,
                                       kSubnets, kUnfound};
constexpr std::array kOfRouteTable = {resource("routeTable", "route-table"), kForm, kSubnets};
constexpr std::array kOfLogGroup = {
    resource("logGroup", "log-group"), kForm,
    link(Relation::kTaskDefinitions, "taskDefinitions", "task-definition", kList)};
constexpr std::array kOfAlarm = {resource("alarm", "alarm"), kForm, kLinkedService};
constexpr std::array kOfEventRule = {resource("eventRule", "event-rule"), kForm};
constexpr std::array kOfEventTarget = {
    element("eventTarget", "event-rule#Targets"),
    resource("eventRule", "event-rule"),
    kForm,
    element_link(Relation::kTaskDefinition, "taskDefinition", "task-definition"),
    element_link(Relation::kCluster, "cluster", "cluster"),
    element_link(Relation::kSecurityGroups, "securityGroups", "security-group", kList),
    element_link(Relation::kSubnets, "subnets", "subnet", kList)};
constexpr std::array kOfAutoScalingGroup = {
    resource("autoScalingGroup", "auto-scaling-group"), kForm,
    link(Relation::kLaunchTemplate, "launchTemplate", "launch-template"), kUnfound};
constexpr std::array kOfLaunchTemplate = {resource("launchTemplate", "launch-template"), kForm};
constexpr std::array kOfMountTarget = {resource("mountTarget", "mount-target"), kForm, kSecurityGroups,
                                       kSubnets, kUnfound};
constexpr std::array kOfRole = {
    resource("role", "role"), kForm,
    link(Relation::kTaskDefinitions, "taskDefinitions", "task-definition", kList)};
constexpr std::array kOfPrimaryTaskSet = {resource("primaryTaskSet", "primary-task-set"), kForm,
                                          kLinkedService};
constexpr std::array kOfSecret = {resource("secret", "secret"), kForm, kKeys};
constexpr std::array kOfParameter = {resource("ssmParameter", "ssm-parameter"), kForm};
constexpr std::array kOfKey = {resource("kmsKey", "kms-key"), kForm};
constexpr std::array kOfFileSystem = {resource("fileSystem", "file-system"), kForm};
constexpr std::array kOfAccessPoint = {resource("accessPoint", "access-point"), kForm,
                                       link(Relation::kFileSystem, "fileSystem", "file-system")};
constexpr std::array kOfInstanceProfile = {resource("instanceProfile", "instance-profile"), kForm,
                                           link(Relation::kInstanceRole, "instanceRole", "role")};
constexpr std::array kOfDeploymentGroup = {resource("deploymentGroup", "deployment-group"), kForm,
                                           kLinkedService};
constexpr std::array kOfDiscoveryService = {
    resource("discoveryService", "discovery-service"), kForm, kServices,
    link(Relation::kNamespace, "discoveryNamespace", "discovery-namespace")};
constexpr std::array kOfNamespace = {resource("discoveryNamespace", "discovery-namespace"), kForm};
constexpr std::array kOfNatGateway = {resource("natGateway", "nat-gateway"), kForm, kSubnets, kRouteTables};
constexpr std::array kOfInternetGateway = {resource("internetGateway", "internet-gateway"), kForm};
constexpr std::array kOfBucket = {resource("bucket", "bucket"), kForm};
constexpr std::array kOfRepository = {resource("repository", "repository"), kForm};
constexpr std::array kOfPolicy = {resource("policy", "role#policies"), kForm};

constexpr std::array kSubjects = {
    Subject{"taskDefinition", Kind::kTaskDefinition, "", kOfTaskDefinition},
    Subject{"container", Kind::kTaskDefinition, "containerDefinitions", kOfContainer},
    Subject{"volume", Kind::kTaskDefinition, "volumes", kOfVolume},
    Subject{"service", Kind::kService, "", kOfService},
    Subject{"serviceLoadBalancer", Kind::kService, "loadBalancers", kOfServiceLoadBalancer},
    Subject{"cluster", Kind::kCluster, "", kOfCluster},
    Subject{"capacityProvider", Kind::kCapacityProvider, "", kOfCapacityProvider},
    Subject{"taskSet", Kind::kTaskSet, "", kOfTaskSet},
    Subject{"runTask", Kind::kRunTask, "", kOfRunTask},
    Subject{"daemon", Kind::kDaemon, "", kOfDaemon},
    Subject{"daemonTaskDefinition", Kind::kDaemonTaskDefinition, "", kOfDaemonTask},
    Subject{"daemonContainer", Kind::kDaemonTaskDefinition, "containerDefinitions", kOfDaemonContainer},
    Subject{"expressService", Kind::kExpressService, "", kOfExpressService},
    Subject{"targetGroup", Kind::kTargetGroup, "", kOfTargetGroup},
    Subject{"listener", Kind::kListener, "", kOfListener},
    Subject{"listenerRule", Kind::kListenerRule, "", kOfListenerRule},
    Subject{"loadBalancer", Kind::kLoadBalancer, "", kOfLoadBalancer},
    Subject{"scalableTarget", Kind::kScalableTarget, "", kOfScalableTarget},
    Subject{"scalingPolicy", Kind::kScalingPolicy, "", kOfScalingPolicy},
    Subject{"securityGroup", Kind::kSecurityGroup, "", kOfSecurityGroup},
    Subject{"subnet", Kind::kSubnet, "", kOfSubnet},
    Subject{"routeTable", Kind::kRouteTable, "", kOfRouteTable},
    Subject{"vpcEndpoint", Kind::kVpcEndpoint, "", kOfVpcEndpoint},
    Subject{"logGroup", Kind::kLogGroup, "", kOfLogGroup},
    Subject{"alarm", Kind::kAlarm, "", kOfAlarm},
    Subject{"eventRule", Kind::kEventRule, "", kOfEventRule},
    Subject{"eventTarget", Kind::kEventRule, "Targets", kOfEventTarget},
    Subject{"autoScalingGroup", Kind::kAutoScalingGroup, "", kOfAutoScalingGroup},
    Subject{"launchTemplate", Kind::kLaunchTemplate, "", kOfLaunchTemplate},
    Subject{"mountTarget", Kind::kMountTarget, "", kOfMountTarget},
    Subject{"role", Kind::kRole, "", kOfRole},
    Subject{"policy", Kind::kPolicy, "", kOfPolicy},
    Subject{"primaryTaskSet", Kind::kPrimaryTaskSet, "", kOfPrimaryTaskSet},
    Subject{"secret", Kind::kSecret, "", kOfSecret},
    Subject{"ssmParameter", Kind::kSsmParameter, "", kOfParameter},
    Subject{"kmsKey", Kind::kKmsKey, "", kOfKey},
    Subject{"fileSystem", Kind::kFileSystem, "", kOfFileSystem},
    Subject{"accessPoint", Kind::kAccessPoint, "", kOfAccessPoint},
    Subject{"instanceProfile", Kind::kInstanceProfile, "", kOfInstanceProfile},
    Subject{"deploymentGroup", Kind::kDeploymentGroup, "", kOfDeploymentGroup},
    Subject{"discoveryService", Kind::kDiscoveryService, "", kOfDiscoveryService},
    Subject{"discoveryNamespace", Kind::kDiscoveryNamespace, "", kOfNamespace},
    Subject{"natGateway", Kind::kNatGateway, "", kOfNatGateway},
    Subject{"internetGateway", Kind::kInternetGateway, "", kOfInternetGateway},
    Subject{"bucket", Kind::kBucket, "", kOfBucket},
    Subject{"repository", Kind::kRepository, "", kOfRepository},
};

static_assert(kOfService.size() <= kMaxVariables);

}  // namespace

std::uint32_t Subject::resource_slot() const {
  const auto found = std::ranges::find(variables, Origin::kResource, &Variable::origin);
  return static_cast<std::uint32_t>(found - variables.begin());
}

std::span<const Subject> subjects() { return kSubjects; }

std::optional<std::uint8_t> find_subject(std::string_view name) {
  const auto found =
      std::find_if(kSubjects.begin(), kSubjects.end(), [&](const Subject& s) { return s.name == name; });
  if (found == kSubjects.end()) return std::nullopt;
  return static_cast<std::uint8_t>(found - kSubjects.begin());
}

}  // namespace ecslint::rules
