// SPDX-License-Identifier: Apache-2.0
// Names of each kind over files: found from either side, and given others everywhere at once.
#include <catch2/catch.hpp>

#include "lsp/editor.h"

namespace ecslint::lsp {
namespace {

constexpr std::string_view kTask = R"({
  "family": "shop",
  "volumes": [{"name": "data"}],
  "containerDefinitions": [
    {"name": "api", "image": "shop:1", "links": ["log:l"], "volumesFrom": [{"sourceContainer": "log"}],
     "portMappings": [{"name": "http", "containerPort": 3000}], "mountPoints": [{"sourceVolume": "data"}]},
    {"name": "log", "image": "log:1", "dependsOn": [{"containerName": "api", "condition": "START"}]}
  ]
}
)";

constexpr const char* kService = R"(serviceName: shop
taskDefinition: shop:3
loadBalancers:
  - containerName: api
volumeConfigurations:
  - name: data
serviceConnectConfiguration:
  services:
    - portName: http
)";

TEST_CASE("names are the same in task definition and service") {
  struct Named {
    const char* place;
    std::size_t inside;
    std::size_t here;    // in the task definition
    std::size_t others;  // in the service
  };
  const Named rows[] = {
      {R"("name": "api")", 10, 2, 1},
      {R"("name": "log")", 10, 3, 0},
      {R"("log:l")", 2, 3, 0},
      {R"("name": "data")", 10, 2, 1},
      {R"("sourceVolume": "data")", 18, 2, 1},
      {R"("name": "http")", 10, 1, 1},
      {R"("family": "shop")", 12, 1, 1},
  };
  Editor editor(kTask, false, {{"service.yaml", kService}});
  for (const Named& row : rows) {
    INFO(row.place);
    std::map<std::string, std::size_t> found;
    const Json references = editor.ask(row.place, row.inside, "references");
    for (const Json& each : references) ++found[as_string(get(each, "uri"))];
    CHECK(found["file:///w/open.json"] == row.here);
    CHECK(found["file:///w/service.yaml"] == row.others);

    std::map<std::string, std::size_t> edited;
    const Json edit = editor.ask(row.place, row.inside, "rename", {{"newName", "other"}});
    for (const Json& document : get(edit, "documentChanges"))
      edited[as_string(get(document, "textDocument", "uri"))] = get(document, "edits").size();
    CHECK(edited["file:///w/open.json"] == row.here);
    CHECK(edited["file:///w/service.yaml"] == row.others);
    CHECK(editor.ask(row.place, row.inside, "definition").size() == 1);
  }
  // The revision stays, and the alias of a link.
  const Json family = editor.ask(R"("family": "shop")", 12, "rename", {{"newName", "store"}});
  for (const Json& document : get(family, "documentChanges")) {
    if (get(document, "textDocument", "uri") != "file:///w/service.yaml") continue;
    CHECK(to_text(document["edits"][0]["range"]) ==
          R"({"end":{"character":20,"line":1},"start":{"character":16,"line":1}})");
  }
  const Json log = editor.ask(R"("name": "log")", 10, "rename", {{"newName", "logger"}});
  CHECK_THAT(editor.edited(log["documentChanges"][0]["edits"]), Catch::Matchers::Contains("[\"logger:l\"]"));
}

/// Labels offered for the container of a service that stands beside other files.
std::set<std::string> containers_for(std::string_view reference,
                                     const std::map<std::string, std::string>& others) {
  const std::string service = R"({"serviceName": "s", "cluster": "main", "taskDefinition": ")" +
                              std::string(reference) + R"(", "loadBalancers": [{"containerName": "§"}]})";
  Editor editor(service, false, others);
  return editor.labels();
}

std::string task_of(const std::string& family, const std::string& container) {
  return R"({"family": ")" + family + R"(", "containerDefinitions": [{"name": ")" + container +
         R"(", "image": "i"}]})";
}

TEST_CASE("a service is offered the containers of the task definition that it runs, and no others") {
  using Names = std::set<std::string>;
  std::map<std::string, std::string> files{
      {"a.json", task_of("shop", "api")},
      {"b.json", task_of("store", "db")},
      {"shopping.json", task_of("shopping", "cart")},
      {"other.json", R"({"serviceName": "t", "cluster": "main", "taskDefinition": "store"})"}};
  CHECK(containers_for("shop", files) == Names{"api"});
  CHECK(containers_for("shop:7", files) == Names{"api"});
  CHECK(containers_for("arn:aws:ecs:eu-west-1:111122223333:task-definition/store:2", files) == Names{"db"});
  CHECK(containers_for("nowhere", files) == Names{});
  // What an ecslint.toml says goes before names.
  files["ecslint.toml"] = "[[link]]\nservice = \"open.json\"\ntask-definition = \"b.json\"\n";
  CHECK(containers_for("shop", files) == Names{"db"});
  CHECK(containers_for("${task}", files) == Names{"db"});
}

TEST_CASE("what is asked about names leaves the findings of linked files as they are") {
  const char* wrong = "serviceName: s\ntaskDefinition: shop\nloadBalancers:\n  - containerName: apu\n";
  Editor editor(kTask, false, {{"service.yaml", wrong}});
  const std::size_t before = editor.findings_of("file:///w/service.yaml");
  CHECK(before > 0);
  for (int i = 0; i < 2; ++i) {
    CHECK(editor.ask(R"("name": "api")", 10, "references").size() == 2);
    editor.touch();
    CHECK(editor.findings_of("file:///w/service.yaml") == before);
  }
}

TEST_CASE("symbols of the workspace are those of files and of templates") {
  const char* yaml =
      "Parameters: {Image: {Type: String}}\nResources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n"
      "    Properties: {Family: b, ContainerDefinitions: [{Name: sidecar, Image: a}]}\n";
  Editor editor(kTask, false, {{"service.yaml", kService}, {"template.yaml", yaml}});
  const auto names = [&](const char* query) {
    std::set<std::string> out;
    const Json answer = editor.request("workspace/symbol", {{"query", query}});
    for (const Json& each : answer) out.insert(as_string(get(each, "name")));
    return out;
  };
  CHECK(names("sidecar") == std::set<std::string>{"sidecar"});
  CHECK(names("Image") == std::set<std::string>{"Image"});
  CHECK(names("api").count("api") == 1);
  CHECK(names("nowhere").empty());
}

}  // namespace
}  // namespace ecslint::lsp
