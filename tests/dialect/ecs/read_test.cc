// SPDX-License-Identifier: Apache-2.0
#include "dialect/ecs/read.h"

#include <catch2/catch.hpp>

#include "dialect/ecs/marks.h"
#include "dialect/ecs/others.h"
#include "syntax/json/parse.h"

using namespace ecslint;
using model::Kind;
using model::Resource;

namespace {

struct Parsed {
  doc::Document document;
  std::vector<Resource> resources;
  dialect_ecs::Reading reading;

  explicit Parsed(std::string_view text, std::optional<Kind> as = {})
      : document(text::Source("t.json", text)) {
    std::vector<finding::Finding> findings;
    syntax_json::parse_json(document, findings);
    reading = dialect_ecs::read_resources(document, as, resources);
  }
  Parsed(const Parsed&) = delete;

  /// "kind/form name" of each resource, or what else it is in brackets.
  std::string summary() const {
    std::string out;
    for (const Resource& r : resources) {
      out +=
          (out.empty() ? "" : ", ") + std::string(info(r.kind).name) + "/" + std::string(to_string(r.form));
      if (r.named()) out += " " + std::string(r.name);
    }
    return out.empty() ? "[" + std::string(reading.what) + "]" : out;
  }
};

std::string summary(std::string_view text, std::optional<Kind> as = {}) { return Parsed(text, as).summary(); }

}  // namespace

TEST_CASE("documents are told apart by their keys") {
  const struct {
    std::string_view text;
    std::string_view expected;
  } rows[] = {
      {R"({"family": "web", "containerDefinitions": []})", "task-definition/create web"},
      {R"({"containerDefinitions": [{"name": "a"}]})", "task-definition/create"},
      {R"({"family": "web", "networkMode": "awsvpc"})", "task-definition/create web"},
      {R"({"Family": "web", "ContainerDefinitions": []})", "task-definition/create"},
      {R"({"family": "Smith", "given": "Ann"})", "[]"},
      {R"({"serviceName": "s", "taskDefinition": "web:1"})", "service/create s"},
      {R"({"taskDefinition": "web", "cluster": "c", "loadBalancers": [], "desiredCount": 1})",
       "service/create"},
      {R"({"deploymentConfiguration": {}, "desiredCount": 1, "launchType": "FARGATE"})", "service/create"},
      {R"({"service": "s", "taskDefinition": "web:2"})", "service/update s"},
      {R"({"service": "s", "cluster": "c", "taskDefinition": "t", "externalId": "x"})", "task-set/create"},
      {R"({"service": "s", "cluster": "c", "taskSet": "t", "scale": {}})", "task-set/update"},
      {R"({"taskDefinition": "web", "cluster": "c", "launchType": "FARGATE"})", "run-task/create"},
      {R"({"taskDefinition": "web", "containerInstances": ["i"]})", "run-task/start"},
      {R"({"clusterName": "c", "settings": []})", "cluster/create c"},
      {R"({"cluster": "c", "capacityProviders": [], "defaultCapacityProviderStrategy": []})",
       "cluster/providers"},
      {R"({"name": "p", "autoScalingGroupProvider": {}})", "capacity-provider/create p"},
      {R"({"daemonName": "d", "daemonTaskDefinitionArn": "a", "capacityProviderArns": []})",
       "daemon/create d"},
      {R"({"primaryContainer": {"image": "i"}, "executionRoleArn": "r"})", "express-service/create"},
      {R"([{"name": "a", "image": "i", "essential": true}])", "task-definition/containers"},
      {R"([{"name": "a", "imageUri": "i"}])", "[CodePipeline image definitions]"},
      {R"({"image": "i", "essential": true, "portMappings": []})", "task-definition/container"},
      {R"({"family": "web"})", "[]"},
      {R"([])", "[]"},
      {R"("text")", "[]"},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(summary(row.text) == row.expected);
  }
}

TEST_CASE("envelopes are taken off") {
  CHECK(summary(R"({"taskDefinition": {"family": "web", "containerDefinitions": []}})") ==
        "task-definition/create web");
  CHECK(
      summary(
          R"({"services": [{"serviceName": "a", "serviceArn": "x"}, {"serviceName": "b", "desiredCount": 1}],
                    "failures": []})") == "service/describe a, service/create b");
  CHECK(summary(R"({"clusters": [{"clusterArn": "x", "clusterName": "c"}]})") == "cluster/describe c");
  CHECK(summary(R"({"taskSets": [{"taskSetArn": "x", "taskDefinition": "t"}]})") == "task-set/describe");
  CHECK(summary(R"({"service": {"serviceName": "a", "serviceArn": "x"}})") == "service/describe a");
  CHECK(summary(R"({"services": {"web": {"image": "nginx"}}})") == "[compose file]");
}

TEST_CASE("tags beside a described task definition belong to it") {
  const Parsed parsed(
      R"({"taskDefinition": {"taskDefinitionArn": "a", "family": "web", "containerDefinitions": []},
                          "tags": [{"key": "k", "value": "v"}]})");
  REQUIRE(parsed.resources.size() == 1);
  const Resource& resource = parsed.resources[0];
  CHECK(resource.form == model::Form::kDescribe);
  REQUIRE(resource.node->find("tags") != nullptr);
  CHECK(resource.node->find("tags")->size() == 1);
  CHECK(resource.node->find("family") != nullptr);
}

TEST_CASE("bare containers are a task definition of which the rest is unknown") {
  const Parsed list(R"([{"name": "a", "image": "i", "essential": true}])");
  REQUIRE(list.resources.size() == 1);
  CHECK(list.resources[0].node->has(doc::Node::kOpen));
  CHECK(list.resources[0].written == &list.document.roots()[0]);
  const doc::Node* containers = list.resources[0].node->find("containerDefinitions");
  REQUIRE(containers != nullptr);
  CHECK(containers->elements().data() == list.document.roots()[0].elements().data());

  const Parsed one(R"({"name": "a", "image": "i", "essential": true, "portMappings": []})");
  REQUIRE(one.resources.size() == 1);
  const doc::Node* single = one.resources[0].node->find("containerDefinitions");
  REQUIRE(single != nullptr);
  CHECK(single->elements().data() == &one.document.roots()[0]);
  CHECK(single->has(doc::Node::kOpen));
  CHECK_FALSE(containers->has(doc::Node::kOpen));
}

TEST_CASE("an update is open: what it leaves out keeps its value") {
  const Parsed parsed(R"({"service": "arn:aws:ecs:r:1:service/c/web", "desiredCount": 2})");
  REQUIRE(parsed.resources.size() == 1);
  CHECK(parsed.resources[0].name == "web");
  CHECK(parsed.resources[0].node->has(doc::Node::kOpen));
}

TEST_CASE("--as beats detection") {
  CHECK(summary(R"({"a": 1})", Kind::kService) == "service/create");
  CHECK(summary(R"([{"a": 1}])", Kind::kTaskDefinition) == "task-definition/containers");
  CHECK(summary(R"({"taskDefinition": {"family": "web", "containerDefinitions": []}})",
                Kind::kTaskDefinition) == "task-definition/create web");
  CHECK(summary(R"({"service": "web"})", Kind::kService) == "service/create");
}

TEST_CASE("other files are named") {
  const struct {
    std::string_view text;
    std::string_view expected;
  } rows[] = {
      {R"({"apiVersion": "v1", "kind": "Pod", "spec": {}})", "Kubernetes manifest"},
      {R"({"AWSEBDockerrunVersion": 2, "containerDefinitions": []})", "Elastic Beanstalk Dockerrun file"},
      {R"({"Resources": {"T": {"Type": "AWS::ECS::Service"}}})", "CloudFormation template"},
      {R"({"Resources": {"T": {"Type": "AWS::Serverless::Function"}}})", "SAM template"},
      {R"({"version": 0.0, "Resources": [{"T": {"Type": "AWS::ECS::Service", "Properties": {}}}]})",
       "CodeDeploy appspec"},
      {R"({"name": "x", "version": "1", "scripts": {}})", "package.json"},
      {R"({"compilerOptions": {}})", "TypeScript configuration"},
      {R"({"name": "api", "type": "Backend Service", "image": {}})", "Copilot manifest"},
      {R"({"version": 1, "task_definition": {}})", "ecs-cli parameters"},
      {R"({"region": "r", "cluster": "c", "task_definition": "t.json"})", "ecspresso configuration"},
      {R"({"on": "push", "jobs": {}})", "GitHub workflow"},
      {R"({"openapi": "3.1.0", "paths": {}})", "OpenAPI document"},
      {R"({"planned_values": {}, "format_version": "1"})", "Terraform state or plan"},
      {R"({"Version": "2012-10-17", "Statement": []})", "IAM policy"},
      {R"({"containerOverrides": []})", "ECS task overrides"},
      {R"({"containers": [], "lastStatus": "STOPPED"})", "ECS task description"},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    const Parsed parsed(row.text);
    CHECK(parsed.resources.empty());
    CHECK(parsed.reading.what == row.expected);
  }
  CHECK(dialect_ecs::other_by_name("a/ecs-task-def.jsonnet").name == "Jsonnet program");
}

TEST_CASE("marks are found in bytes") {
  using dialect_ecs::marks;
  CHECK(marks(R"({"containerDefinitions": [)").strong);
  CHECK_FALSE(marks(R"({"containerDefinitions": [)").refers);
  CHECK(marks("containerDefinitions:\n- name: a").strong);
  CHECK(marks(R"({"serviceName": "s", "taskDefinition": "t")").refers);
  CHECK(marks(R"({"serviceName": "s", "taskDefinition": "t")").strong);
  CHECK(marks(R"([{"name": "a", "image": "i", "portMappings": [)").strong);
  CHECK_FALSE(marks(R"({"compilerOptions": {}})").any);
  const auto workflow = marks("run: jq '.taskDefinition.containerDefinitions[0]'\n");
  CHECK(workflow.any);
  CHECK_FALSE(workflow.strong);
}
