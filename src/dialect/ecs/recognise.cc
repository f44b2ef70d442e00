// SPDX-License-Identifier: Apache-2.0
#include "dialect/ecs/recognise.h"

#include <algorithm>

#include "dialect/ecs/keys.h"
#include "dialect/ecs/neighbours.h"

namespace ecslint::dialect_ecs {
namespace {

using doc::Node;
using model::Form;
using model::Kind;

constexpr std::string_view kServiceOnly =
    "desiredCount loadBalancers deploymentConfiguration schedulingStrategy deploymentController "
    "serviceRegistries "
    "healthCheckGracePeriodSeconds serviceConnectConfiguration";
constexpr std::string_view kServiceAny =
    "taskDefinition desiredCount launchType loadBalancers networkConfiguration deploymentConfiguration "
    "schedulingStrategy capacityProviderStrategy serviceRegistries deploymentController serviceArn";
constexpr std::string_view kContainerOnly =
    "essential portMappings logConfiguration mountPoints entryPoint memoryReservation readonlyRootFilesystem "
    "linuxParameters dependsOn healthCheck volumesFrom ulimits dockerLabels pseudoTerminal "
    "firelensConfiguration "
    "startTimeout stopTimeout systemControls versionConsistency environmentFiles repositoryCredentials "
    "resourceRequirements";

struct Signature {
  Kind kind;
  Form form;
  std::string_view why;
  std::string_view all;
  std::string_view any = {};   // one of these
  std::string_view none = {};  // none of these
};

/// The first that matches counts.
constexpr Signature kSignatures[] = {
    {Kind::kDaemonTaskDefinition, Form::kDescribe, "it has daemonTaskDefinitionArn and containerDefinitions",
     "daemonTaskDefinitionArn containerDefinitions"},
    {Kind::kTaskDefinition, Form::kCreate, "it has containerDefinitions", "containerDefinitions"},
    {Kind::kTaskDefinition, Form::kCreate, "it has family and other properties of a task definition",
     "family",
     "taskRoleArn executionRoleArn networkMode requiresCompatibilities runtimePlatform ephemeralStorage "
     "pidMode "
     "ipcMode proxyConfiguration placementConstraints"},
    {Kind::kExpressService, Form::kDescribe, "it has serviceArn and activeConfigurations",
     "serviceArn activeConfigurations"},
    {Kind::kExpressService, Form::kUpdate, "it has serviceArn and primaryContainer", "serviceArn",
     "primaryContainer scalingTarget healthCheckPath cpuArchitecture"},
    {Kind::kExpressService, Form::kCreate, "it has primaryContainer", "primaryContainer"},
    {Kind::kExpressService, Form::kCreate, "it has infrastructureRoleArn and taskDefinitionArn",
     "infrastructureRoleArn taskDefinitionArn"},
    {Kind::kTaskSet, Form::kUpdate, "it has service, taskSet and scale", "service taskSet scale"},
    {Kind::kTaskSet, Form::kDescribe, "it has taskSetArn", "taskSetArn taskDefinition"},
    {Kind::kTaskSet, Form::kCreate, "it has service and taskDefinition with externalId or scale",
     "service taskDefinition", "externalId scale", "serviceName desiredCount"},
    {Kind::kTaskSet, Form::kCreate,
     "it has cluster, service, taskDefinition and what update-service does not take",
     "cluster service taskDefinition", "launchType clientToken tags",
     "serviceName desiredCount forceNewDeployment deploymentConfiguration healthCheckGracePeriodSeconds"},
    {Kind::kService, Form::kUpdate, "it has service and what update-service takes", "service",
     "taskDefinition desiredCount forceNewDeployment deploymentConfiguration networkConfiguration "
     "healthCheckGracePeriodSeconds capacityProviderStrategy enableExecuteCommand",
     "serviceName image provider"},
    {Kind::kRunTask, Form::kStart, "it has taskDefinition and containerInstances",
     "taskDefinition containerInstances"},
    {Kind::kService, Form::kCreate, "it has serviceName and other properties of a service", "serviceName",
     kServiceAny},
    {Kind::kService, Form::kCreate, "it has taskDefinition and properties that only services have",
     "taskDefinition", kServiceOnly},
    {Kind::kService, Form::kCreate, "it has desiredCount and other properties of a service", "desiredCount",
     "loadBalancers deploymentConfiguration schedulingStrategy deploymentController serviceRegistries "
     "launchType "
     "networkConfiguration capacityProviderStrategy"},
    {Kind::kService, Form::kCreate, "it has deploymentConfiguration and other properties of a service",
     "deploymentConfiguration",
     "loadBalancers schedulingStrategy deploymentController serviceRegistries launchType "
     "networkConfiguration"},
    {Kind::kRunTask, Form::kCreate, "it has taskDefinition and what run-task takes", "taskDefinition",
     "count overrides startedBy launchType networkConfiguration capacityProviderStrategy group "
     "platformVersion "
     "referenceId cluster enableExecuteCommand"},
    {Kind::kCluster, Form::kProviders, "it has what put-cluster-capacity-providers takes",
     "cluster capacityProviders defaultCapacityProviderStrategy"},
    {Kind::kCluster, Form::kDescribe, "it has clusterArn and its counts", "clusterArn clusterName",
     "status registeredContainerInstancesCount activeServicesCount"},
    {Kind::kCluster, Form::kCreate, "it has clusterName and other properties of a cluster", "clusterName",
     "settings configuration capacityProviders defaultCapacityProviderStrategy serviceConnectDefaults"},
    {Kind::kCluster, Form::kUpdate, "it has cluster and serviceConnectDefaults",
     "cluster serviceConnectDefaults"},
    {Kind::kCapacityProvider, Form::kDescribe, "it has capacityProviderArn", "capacityProviderArn name"},
    {Kind::kCapacityProvider, Form::kCreate, "it has name and the provider of a capacity provider", "name",
     "autoScalingGroupProvider managedInstancesProvider"},
    {Kind::kDaemon,
     Form::kUpdate,
     "it has daemonArn and daemonTaskDefinitionArn",
     "daemonArn daemonTaskDefinitionArn",
     {},
     "daemonName"},
    {Kind::kDaemon, Form::kCreate, "it has daemonTaskDefinitionArn and capacityProviderArns",
     "daemonTaskDefinitionArn", "capacityProviderArns daemonName"},
};

bool matches(const Signature& s, const Node& object, Spelling spelling) {
  return count_keys(object, s.all, spelling) == count_words(s.all) &&
         (s.any.empty() || count_keys(object, s.any, spelling) > 0) &&
         (s.none.empty() || count_keys(object, s.none, spelling) == 0);
}

/// What must be more than a key: containers are a list, a service to update is a name.
bool values_fit(const Signature& s, const Node& object, Spelling spelling) {
  const auto fits = [&](std::string_view key, auto... kinds) {
    const Node* value = value_of(object, key, spelling);
    return value == nullptr || value->is_unresolved() || (value->is(kinds) || ...);
  };
  if (s.kind == Kind::kTaskDefinition)
    return fits("containerDefinitions", doc::Kind::kArray, doc::Kind::kObject, doc::Kind::kString);
  if (s.form == Form::kUpdate)
    return fits("service", doc::Kind::kString) && fits("cluster", doc::Kind::kString);
  return true;
}

/// What register-daemon-task-definition takes looks like a task definition, but for these.
std::string_view only_daemons_have(const Node& object) {
  for (const std::string_view key : {"pidMode", "ipcMode"}) {
    const Node* mode = object.find(key);
    if (mode != nullptr && mode->is_string() && mode->as_string() == "shared")
      return "it has containerDefinitions and a pidMode or ipcMode shared, which only daemons know";
  }
  const Node* volumes = object.find("volumes");
  if (volumes == nullptr) return {};
  for (const Node& volume : volumes->elements()) {
    if (volume.find("logDriverVolumeConfiguration") != nullptr)
      return "it has containerDefinitions and logDriverVolumeConfiguration, which only daemons know";
  }
  return {};
}

/// An update of a capacity provider cannot name the group, which a new one must.
bool updates_provider(const Node& object) {
  const Node* group = object.find("autoScalingGroupProvider");
  if (group == nullptr || group->members().empty()) return false;
  return std::ranges::all_of(group->members(), [](const doc::Member& member) {
    return member.key == "managedScaling" || member.key == "managedTerminationProtection" ||
           member.key == "managedDraining";
  });
}

std::optional<Recognised> search(const Node& object, Spelling spelling) {
  for (const Signature& signature : kSignatures) {
    if (matches(signature, object, spelling) && values_fit(signature, object, spelling)) {
      return Recognised{signature.kind, signature.form, signature.why};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Recognised> recognise(const Node& object) {
  if (!object.is_object()) return std::nullopt;
  if (const auto exact = search(object, Spelling::kExact)) {
    if (exact->kind == Kind::kCapacityProvider && exact->form == Form::kCreate && updates_provider(object)) {
      return Recognised{Kind::kCapacityProvider, Form::kUpdate,
                        "it has name and what of a capacity provider can change"};
    }
    const std::string_view daemon =
        exact->kind == Kind::kTaskDefinition ? only_daemons_have(object) : std::string_view();
    return daemon.empty() ? exact : Recognised{Kind::kDaemonTaskDefinition, Form::kCreate, daemon};
  }
  if (const auto neighbour = recognise_neighbour(object)) return neighbour;
  return search(object, Spelling::kAnyCase);
}

bool is_container(const Node& object) {
  if (!object.is_object()) return false;
  const int own = count_keys(object, kContainerOnly);
  const int common = count_keys(object, "name image");
  return (common > 0 && own >= 2) ||
         (common == 2 && (own == 1 || count_keys(object, "cpu memory secrets") >= 1));
}

}  // namespace ecslint::dialect_ecs
