// SPDX-License-Identifier: Apache-2.0
#include "rules/subjects.h"

#include <algorithm>
#include <array>

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

constexpr Variable kForm = {"form", Origin::kForm, ""};
constexpr Variable kServices = link(Relation::kServices, "services", "service", true);
constexpr Variable kExecutionRole = link(Relation::kExecutionRole, "executionRole", "");
constexpr Variable kTaskRole = link(Relation::kTaskRole, "taskRole", "");
constexpr Variable kTaskDefinition = resource("taskDefinition", "task-definition");
constexpr Variable kLinkedTask = link(Relation::kTaskDefinition, "taskDefinition", "task-definition");
constexpr Variable kLinkedCluster = link(Relation::kCluster, "cluster", "cluster");
constexpr Variable kScaling = link(Relation::kScaling, "scaling", "");
constexpr Variable kTargetGroups = link(Relation::kTargetGroups, "targetGroups", "", true);

constexpr std::array kOfTaskDefinition = {kTaskDefinition, kForm, kServices, kExecutionRole, kTaskRole};
constexpr std::array kOfContainer = {element("container", "container-definition"),
                                     kTaskDefinition,
                                     kForm,
                                     kServices,
                                     kExecutionRole,
                                     kTaskRole};
constexpr std::array kOfVolume = {element("volume", "task-definition#volumes"),
                                  kTaskDefinition,
                                  kForm,
                                  kServices,
                                  kExecutionRole,
                                  kTaskRole};
constexpr std::array kOfService = {
    resource("service", "service"), kForm, kLinkedTask, kLinkedCluster, kScaling, kTargetGroups};
constexpr std::array kOfCluster = {resource("cluster", "cluster"), kForm, kServices};
constexpr std::array kOfCapacityProvider = {resource("capacityProvider", "capacity-provider"), kForm};
constexpr std::array kOfTaskSet = {resource("taskSet", "task-set"), kForm, kLinkedTask};
constexpr std::array kOfRunTask = {resource("runTask", "run-task"), kForm, kLinkedTask, kLinkedCluster};
constexpr std::array kOfDaemon = {resource("daemon", "daemon"), kForm};
constexpr Variable kDaemonTask = resource("daemonTaskDefinition", "daemon-task-definition");
// Also as `taskDefinition`: what daemons do not have is absent there, so that one condition serves both.
constexpr std::array kOfDaemonTask = {kDaemonTask, kTaskDefinition, kForm, kExecutionRole, kTaskRole};
constexpr std::array kOfDaemonContainer = {
    element("container", "daemon-task-definition#containerDefinitions"),
    kDaemonTask,
    kTaskDefinition,
    kForm,
    kExecutionRole,
    kTaskRole};
constexpr std::array kOfExpressService = {resource("expressService", "express-gateway-service"), kForm};

constexpr std::array kSubjects = {
    Subject{"taskDefinition", Kind::kTaskDefinition, "", kOfTaskDefinition},
    Subject{"container", Kind::kTaskDefinition, "containerDefinitions", kOfContainer},
    Subject{"volume", Kind::kTaskDefinition, "volumes", kOfVolume},
    Subject{"service", Kind::kService, "", kOfService},
    Subject{"cluster", Kind::kCluster, "", kOfCluster},
    Subject{"capacityProvider", Kind::kCapacityProvider, "", kOfCapacityProvider},
    Subject{"taskSet", Kind::kTaskSet, "", kOfTaskSet},
    Subject{"runTask", Kind::kRunTask, "", kOfRunTask},
    Subject{"daemon", Kind::kDaemon, "", kOfDaemon},
    Subject{"daemonTaskDefinition", Kind::kDaemonTaskDefinition, "", kOfDaemonTask},
    Subject{"daemonContainer", Kind::kDaemonTaskDefinition, "containerDefinitions", kOfDaemonContainer},
    Subject{"expressService", Kind::kExpressService, "", kOfExpressService},
};

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
