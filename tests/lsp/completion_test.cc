// SPDX-License-Identifier: Apache-2.0
// What can be written at every kind of place of task definitions and services, in JSON and in YAML.
#include <catch2/catch.hpp>

#include "lsp/editor.h"

namespace ecslint::lsp {
namespace {

constexpr std::string_view kTask = R"({
  "family": "shop",
  "cpu": "1024",
  "memory": "2048",
  "volumes": [{"name": "data"}],
  "containerDefinitions": [
    {"name": "api", "image": "shop:1", "portMappings": [{"name": "http", "containerPort": 3000}]},
    {"name": "log", "image": "log:1", HERE}
  ]
}
)";

constexpr std::string_view kYamlTask = R"(family: shop
volumes:
  - name: data
containerDefinitions:
  - name: api
    image: shop:1
    portMappings:
      - name: http
        containerPort: 3000
  - name: log
    image: log:1
    HERE
)";

constexpr std::string_view kService = R"({"serviceName": "shop", "taskDefinition": "shop", HERE})";

TEST_CASE("names and words in a JSON task definition") {
  const Row rows[] = {
      {"HERE", R"("dependsOn": [{"containerName": "§"}])", {"api"}, {"log", "data"}},
      {"HERE", R"("dependsOn": [{"containerName": "api", "condition": "§"}])", {"START", "HEALTHY"}, {"api"}},
      {"HERE", R"("volumesFrom": [{"sourceContainer": "§"}])", {"api"}, {"log", "data"}},
      {"HERE", R"("links": ["§"])", {"api"}, {"log"}},
      {"HERE", R"("mountPoints": [{"sourceVolume": "§"}])", {"data"}, {"api"}},
      {"HERE",
       R"("linuxParameters": {"capabilities": {"add": ["§"]}})",
       {"SYS_PTRACE", "NET_ADMIN"},
       {"api"}},
      {"HERE", R"("logConfiguration": {"logDriver": "§"})", {"awslogs", "awsfirelens"}, {}},
      {"HERE",
       R"("logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "a", "§"}})",
       {"awslogs-region", "awslogs-stream-prefix"},
       {"awslogs-group", "splunk-url"}},
      {"HERE",
       R"("logConfiguration": {"logDriver": "splunk", "options": {"§"}})",
       {"splunk-url"},
       {"awslogs-group"}},
      {"HERE", R"("essential": §)", {"true", "false"}, {}},
      {"HERE", R"("environment": [{"§"}])", {"name", "value"}, {"image"}},
      {"HERE", R"("§")", {"portMappings", "healthCheck"}, {"image", "family"}},
      {"HERE", "// \"§\"", {}, {"portMappings", "healthCheck"}},
      {"HERE", "/* \"§\" */", {}, {"portMappings"}},
      {"HERE", "/* 1 */ \"§\"", {"portMappings"}, {}},
      {R"("memory": "2048")", R"("memory": "§")", {"2048", "8192"}, {"512", "16384"}},
      {R"("cpu": "1024",)", R"("cpu": "§",)", {"256", "1024"}, {"4096"}},
      {R"("cpu": "1024",)", R"("§",)", {"networkMode", "requiresCompatibilities"}, {"family", "revision"}},
  };
  for (const Row& row : rows) check(kTask, false, row);
}

TEST_CASE("names and words in a YAML task definition") {
  const Row rows[] = {
      {"HERE", "dependsOn:\n      - containerName: §", {"api"}, {"log"}},
      {"HERE", "dependsOn: [{containerName: §}]", {"api"}, {"log"}},
      {"HERE", "dependsOn:\n      - containerName: api\n        condition: §", {"START"}, {}},
      {"HERE", "volumesFrom:\n      - sourceContainer: §", {"api"}, {"log"}},
      {"HERE", "links:\n      - §", {"api"}, {"log"}},
      {"HERE", "links: [§]", {"api"}, {"log"}},
      {"HERE", "mountPoints:\n      - sourceVolume: §", {"data"}, {}},
      {"HERE", "linuxParameters:\n      capabilities:\n        drop: [ALL, §]", {"NET_ADMIN"}, {}},
      {"HERE",
       "logConfiguration:\n      logDriver: awslogs\n      options:\n        §",
       {"awslogs-group"},
       {"splunk-url"}},
      {"HERE", "essential: §", {"true"}, {}},
      {"HERE", "health§", {"healthCheck"}, {"image"}},
      {"HERE", "# health§", {}, {"healthCheck"}},
      {"HERE", "essential: true # §", {}, {"true", "false"}},
      {"HERE", "essential: §# which?", {"true"}, {}},
      {"HERE", "command:\n      - |\n        essential: §", {}, {"true"}},
      {"HERE", "user: 'it''s # so'\n    health§", {"healthCheck"}, {}},
      {"HERE\n", "cpu: 8\nrequiresCompatibilities: [§]\n", {"FARGATE", "EC2"}, {}},
  };
  for (const Row& row : rows) check(kYamlTask, true, row);
}

TEST_CASE("names of another file's task definition in a service") {
  const std::map<std::string, std::string> others = {{"task.json", replaced(kTask, "HERE", R"("cpu": 8)")}};
  const Row rows[] = {
      {R"("taskDefinition": "shop")", R"("taskDefinition": "§")", {"shop"}, {"api"}},
      {"HERE", R"("loadBalancers": [{"containerName": "§"}])", {"api", "log"}, {"data"}},
      {"HERE", R"("serviceRegistries": [{"containerName": "§"}])", {"api", "log"}, {}},
      {"HERE", R"("volumeConfigurations": [{"name": "§"}])", {"data"}, {"api"}},
      {"HERE", R"("serviceConnectConfiguration": {"services": [{"portName": "§"}]})", {"http"}, {"api"}},
      {"HERE", R"("launchType": "§")", {"FARGATE", "EC2"}, {}},
  };
  for (const Row& row : rows) check(kService, false, row, others);
}

}  // namespace
}  // namespace ecslint::lsp
