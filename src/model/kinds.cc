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
    {Kind::kRole, "role", "role", "role", "roleName"},
    {Kind::kScalableTarget, "scalable-target", "scaling", "scalable target", "resourceId"},
    {Kind::kTargetGroup, "target-group", "targetGroup", "target group", "name"},
};

static_assert(std::size(kKinds) == kKindCount);

struct SchemaRow {
  Kind kind;
  Form form;
  std::string_view schema;
};

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

std::string_view schema_name(Kind kind, Form form) {
  for (const SchemaRow& row : kSchemas) {
    if (row.kind == kind && row.form == form) return row.schema;
  }
  return {};
}

}  // namespace ecslint::model
