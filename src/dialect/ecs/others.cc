// SPDX-License-Identifier: Apache-2.0
#include "dialect/ecs/others.h"

#include <algorithm>

#include "dialect/ecs/keys.h"

namespace ecslint::dialect_ecs {
namespace {

using doc::Node;

bool is_string(const Node* node) { return node != nullptr && node->is_string(); }
bool is_object(const Node* node) { return node != nullptr && node->is_object(); }
bool is_array(const Node* node) { return node != nullptr && node->is_array(); }

bool text_starts(const Node* node, std::string_view prefix) {
  return is_string(node) && node->as_string().starts_with(prefix);
}

/// Some member of the object holds an object for which the test is true.
template <typename Test>
bool any_object_in(const Node* node, Test test) {
  return is_object(node) && std::ranges::any_of(node->members(), [&](const doc::Member& member) {
           return member.value.is_object() && test(member.value);
         });
}

template <typename Test>
bool any_element(const Node& node, Test test) {
  return std::ranges::any_of(node.elements(), [&](const Node& e) { return e.is_object() && test(e); });
}

bool has_aws_resources(const Node& root) {
  return any_object_in(root.find("Resources"), [](const Node& resource) {
    const Node* type = resource.find("Type");
    return text_starts(type, "AWS::") || text_starts(type, "Custom::") || text_starts(type, "Alexa::");
  });
}

bool has_serverless_resources(const Node& root) {
  return any_object_in(root.find("Resources"),
                       [](const Node& r) { return text_starts(r.find("Type"), "AWS::Serverless::"); });
}

bool is_copilot(const Node& root) {
  constexpr std::string_view kTypes[] = {"Load Balanced Web Service",
                                         "Backend Service",
                                         "Worker Service",
                                         "Request-Driven Web Service",
                                         "Static Site",
                                         "Scheduled Job",
                                         "Environment"};
  const Node* type = root.find("type");
  return is_string(type) && std::ranges::find(kTypes, type->as_string()) != std::end(kTypes);
}

bool is_compose(const Node& root) {
  return any_object_in(root.find("services"), [](const Node& service) {
    return count_keys(service, "image build ports command environment volumes depends_on extends") > 0;
  });
}

bool is_appspec(const Node& root) {
  const Node* resources = root.find("Resources") != nullptr ? root.find("Resources") : root.find("resources");
  return is_array(resources) && any_element(*resources, [](const Node& resource) {
           return any_object_in(&resource,
                                [](const Node& r) { return count_keys(r, "Type Properties") == 2; });
         });
}

bool is_policy(const Node& root) {
  const Node* statement = root.find("Statement");
  return (is_array(statement) || is_object(statement)) && root.find("containerDefinitions") == nullptr;
}

bool is_json_schema(const Node& root) {
  const Node* schema = root.find("$schema");
  return is_string(schema) && schema->as_string().find("json-schema.org") != std::string_view::npos;
}

bool is_ecs_params(const Node& root) {
  return is_object(root.find("task_definition")) || is_object(root.find("run_params"));
}

bool is_plan(const Node& root) {
  return count_keys(root, "planned_values resource_changes") > 0 || is_string(root.find("terraform_version"));
}

bool is_pipeline_images(const Node& root) {
  return root.is_array() &&
         any_element(root, [](const Node& e) { return count_keys(e, "name imageUri") == 2; });
}

bool is_playbook(const Node& root) {
  return root.is_array() && any_element(root, [](const Node& play) {
           return count_keys(play,
                             "hosts tasks roles block import_playbook include_tasks ansible.builtin.debug") >
                      0 ||
                  (is_string(play.find("name")) &&
                   count_keys(play, "register when loop vars become debug") > 0);
         });
}

bool is_parameters(const Node& root) {
  return root.is_array() &&
         any_element(root, [](const Node& e) { return e.find("ParameterKey") != nullptr; });
}

bool is_compilation(const Node& root) { return is_object(root.find("compilerOptions")); }

bool has_jobs(const Node& root) { return is_object(root.find("jobs")); }

bool is_gitlab(const Node& root) {
  return any_object_in(&root, [](const Node& job) {
    return is_array(job.find("script")) && count_keys(job, "stage image only rules tags extends needs") > 0;
  });
}

bool is_batch(const Node& root) { return is_object(root.find("containerProperties")); }

struct Row {
  std::string_view name;
  std::string_view why;
  std::string_view all;                      // keys it must have
  std::string_view any = {};                 // of which it must have one
  bool (*test)(const Node& root) = nullptr;  // and what no list of keys can say
};

constexpr Row kRows[] = {
    {"Kubernetes manifest", "it has apiVersion and kind", "apiVersion kind"},
    {"Elastic Beanstalk Dockerrun file", "it has AWSEBDockerrunVersion", "AWSEBDockerrunVersion"},
    {"SAM template", "it has resources of type AWS::Serverless", "Resources", {}, has_serverless_resources},
    {"CloudFormation template", "it has AWSTemplateFormatVersion", "AWSTemplateFormatVersion"},
    {"CloudFormation template", "it has resources of AWS types", "Resources", {}, has_aws_resources},
    {"CodeDeploy appspec", "it has a list of resources with Type and Properties", {}, {}, is_appspec},
    {"CodeDeploy appspec", "it has version, os and hooks", "version os", "hooks files"},
    {"CDK cloud assembly", "it has version and artifacts", "version artifacts"},
    {"CDK asset manifest", "it has version, files and dockerImages", "version files dockerImages"},
    {"Copilot manifest", "its type is one of Copilot's", "name type", {}, is_copilot},
    {"ecspresso configuration", "it has service_definition or task_definition beside region or cluster",
     "task_definition", "region cluster service_definition", nullptr},
    {"ecs-cli parameters", "it has task_definition or run_params", "version", "task_definition run_params",
     is_ecs_params},
    {"compose file", "its services have image or build", "services", {}, is_compose},
    {"Terraform state or plan", "it has terraform_version or resource_changes", {}, {}, is_plan},
    {"Helm chart", "it has apiVersion, name and version", "apiVersion name version"},
    {"Kustomization", "it has resources and kustomize keys", "resources",
     "namePrefix commonLabels patchesStrategicMerge configMapGenerator"},
    {"Pulumi project", "it has name and runtime", "name runtime"},
    {"Serverless Framework file", "it has service, provider and functions", "service provider functions"},
    {"GitHub workflow", "it has on and jobs", "on jobs", {}, has_jobs},
    {"GitHub action", "it has runs and inputs or name", "runs", "inputs name description"},
    {"CircleCI configuration", "it has version and jobs or workflows", "version", "orbs workflows"},
    {"CodeBuild buildspec", "it has version and phases", "version phases"},
    {"GitLab pipeline", "it has jobs with a script", {}, {}, is_gitlab},
    {"OpenAPI document", "it has openapi and paths", "openapi", "paths components info"},
    {"OpenAPI document", "it has swagger", "swagger", "paths definitions info"},
    {"npm lock file", "it has lockfileVersion", "lockfileVersion"},
    {"package.json", "it has name and dependencies or scripts", {}, "devDependencies peerDependencies"},
    {"package.json", "it has name and version with dependencies, scripts or main", "name version",
     "dependencies scripts main exports bin license"},
    {"TypeScript configuration", "it has compilerOptions", "compilerOptions", {}, is_compilation},
    {"JSON Schema", "its $schema is one of json-schema.org", "$schema", {}, is_json_schema},
    {"IAM policy", "it has Version and Statement", "Statement", {}, is_policy},
    {"AWS Batch job definition", "it has containerProperties", "containerProperties", {}, is_batch},
    {"ECS task description", "it has containers and their last status", "containers lastStatus"},
    {"ECS task description", "it is the output of describe-tasks or run-task", "tasks failures"},
    {"ECS task overrides", "it has containerOverrides", "containerOverrides"},
    {"Step Functions state machine", "it has StartAt and States", "StartAt States"},
    {"EKS configuration", "it has vpc or nodeGroups beside metadata", "metadata",
     "nodeGroups managedNodeGroups"},
    {"CodePipeline image definitions", "it is a list of name and imageUri", {}, {}, is_pipeline_images},
    {"CloudFormation parameters", "it is a list of ParameterKey", {}, {}, is_parameters},
    {"Ansible playbook or tasks", "it is a list of plays or tasks", {}, {}, is_playbook},
};

bool matches(const Row& row, const Node& root) {
  if (row.all.empty() && row.any.empty()) return row.test(root);
  if (!root.is_object() || count_keys(root, row.all) != count_words(row.all)) return false;
  if (!row.any.empty() && count_keys(root, row.any) == 0) return false;
  return row.test == nullptr || row.test(root);
}

}  // namespace

Other recognise_other(const Node& root) {
  for (const Row& row : kRows) {
    if (matches(row, root)) return {row.name, row.why};
  }
  return {};
}

Other other_by_name(std::string_view file_name) {
  if (file_name.ends_with(".jsonnet") || file_name.ends_with(".libsonnet")) {
    return {"Jsonnet program", "its name ends in .jsonnet"};
  }
  return {};
}

}  // namespace ecslint::dialect_ecs
