// SPDX-License-Identifier: Apache-2.0
// The editor in CloudFormation templates, in YAML and in JSON: what can be written where, what names mean,
// and that everything that works in a task definition works here. § is the caret.
#include <catch2/catch.hpp>
#include <set>
#include <string>
#include <vector>

#include "lsp/editor.h"

namespace ecslint::lsp {
namespace {

constexpr std::string_view kYaml = R"(AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Image:
    Type: String
    Default: shop:1
    Description: What the container runs
  Secret:
    Type: String
    NoEcho: true
    Default: hidden
Mappings:
  Sizes:
    small: {cpu: "256", memory: "512"}
    large: {cpu: "1024", memory: "2048"}
Conditions:
  IsLarge: !Equals [!Ref Image, "shop:2"]
  IsSmall: !Not [!Condition IsLarge]
Resources:
  Role:
    Type: AWS::IAM::Role
  Task:
    Type: AWS::ECS::TaskDefinition
    DependsOn: Role
    Properties:
      Family: shop
      RequiresCompatibilities: [FARGATE]
      NetworkMode: awsvpc
      Cpu: "512"
      Memory: "512"
      TaskRoleArn: !GetAtt Role.Arn
      Volumes:
        - Name: data
      ContainerDefinitions:
        - Name: api
          Image: !Sub "${Image}"
          Cpu: 256
          PortMappings:
            - Name: http
              ContainerPort: 3000
              HostPort: 80
          MountPoints:
            - SourceVolume: data
              ContainerPath: /data
        - Name: sidecar
          Image: !Sub
            - ${Image}-${Image2}
            - Image2: !Ref Image
          Cpu: 128
          DependsOn:
            - ContainerName: api
              Condition: START
  Service:
    Type: AWS::ECS::Service
    Condition: IsLarge
    DependsOn:
      - Role
      - Task
    Properties:
      TaskDefinition: !Ref Task
      DesiredCount: !If [IsLarge, 2, !FindInMap [Sizes, small, cpu]]
      LoadBalancers:
        - ContainerName: api
          ContainerPort: 3000
          TargetGroupArn: arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/a/0123456789abcdef
Outputs:
  Arn:
    Condition: IsSmall
    Value: !Ref Task
)";

constexpr std::string_view kJson = R"({
  "Parameters": {
    "Image": {"Type": "String", "Default": "shop:1"}
  },
  "Mappings": {
    "Sizes": {"small": {"cpu": "256"}, "large": {"memory": "512"}}
  },
  "Conditions": {
    "IsLarge": {"Fn::Equals": [{"Ref": "Image"}, "shop:2"]},
    "IsSmall": {"Fn::Not": [{"Condition": "IsLarge"}]}
  },
  "Resources": {
    "Role": {"Type": "AWS::IAM::Role"},
    "Task": {
      "Type": "AWS::ECS::TaskDefinition",
      "DependsOn": ["Role"],
      "Properties": {
        "Family": "shop",
        "RequiresCompatibilities": ["FARGATE"],
        "NetworkMode": "awsvpc",
        "Cpu": "512",
        "Memory": "512",
        "TaskRoleArn": {"Fn::GetAtt": ["Role", "Arn"]},
        "ContainerDefinitions": [
          {
            "Name": "api",
            "Image": {"Fn::Sub": "${Image}"},
            "PortMappings": [{"ContainerPort": 3000, "HostPort": 80}]
          },
          {
            "Name": "sidecar",
            "Image": {"Ref": "Image"},
            "DependsOn": [{"ContainerName": "api", "Condition": "START"}]
          }
        ]
      }
    },
    "Service": {
      "Type": "AWS::ECS::Service",
      "Condition": "IsLarge",
      "Properties": {
        "TaskDefinition": {"Ref": "Task"},
        "DesiredCount": {"Fn::If": ["IsLarge", 2, {"Fn::FindInMap": ["Sizes", "small", "cpu"]}]}
      }
    }
  }
}
)";

TEST_CASE("what can be written in a YAML template") {
  const Row rows[] = {
      {"      NetworkMode: awsvpc\n",
       "      NetworkMode: awsvpc\n      §\n",
       {"EphemeralStorage", "PidMode"},
       {"Cpu", "pidMode", "Type"}},
      {"      NetworkMode: awsvpc\n", "      NetworkMode: §\n", {"awsvpc", "bridge", "!Ref", "!If"}, {}},
      {"          Cpu: 256\n",
       "          Cpu: 256\n          Ess§\n",
       {"Essential", "LogConfiguration"},
       {"Name", "essential"}},
      {"Memory: \"512\"", "Memory: §", {"1024", "2048", "!FindInMap"}, {"512", "8192"}},
      {"Cpu: \"512\"\n      Memory: \"512\"",
       "Cpu: \"§\"\n      Memory: \"8192\"",
       {"1024", "4096"},
       {"256", "512"}},
      {"SourceVolume: data", "SourceVolume: §", {"data"}, {"api"}},
      {"            - ContainerName: api\n",
       "            - ContainerName: §\n",
       {"api"},
       {"sidecar", "data"}},
      {"Condition: START", "Condition: §", {"START", "HEALTHY"}, {"IsLarge"}},
      {"LoadBalancers:\n        - ContainerName: api",
       "LoadBalancers:\n        - ContainerName: §",
       {"api", "sidecar"},
       {}},
      {"RequiresCompatibilities: [FARGATE]", "RequiresCompatibilities: [§]", {"FARGATE", "EC2"}, {}},
      {"RequiresCompatibilities: [FARGATE]", "RequiresCompatibilities: [EC2, §]", {"FARGATE"}, {}},
      {"        - Name: data", "        - {Name: data, §}", {"Host", "EFSVolumeConfiguration"}, {"Name"}},
      {"        - Name: data", "        - {Name: data, Host: {§}}", {"SourcePath"}, {"Name"}},
      {"!GetAtt Role.Arn", "!GetAtt §", {"Role", "Service"}, {"Image", "IsLarge", "Task"}},
      {"!GetAtt Role.Arn", "!GetAtt Role.§", {"Arn"}, {"Role"}},
      {"!GetAtt Role.Arn", "\n        Fn::GetAtt: [Role, §]", {"Arn"}, {}},
      {"!GetAtt Role.Arn", "\n        Fn::GetAtt:\n          - §", {"Role"}, {"Image"}},
      {"!Sub \"${Image}\"", "!Sub \"${§}\"", {"Image", "Role", "AWS::Region"}, {"Task", "IsLarge"}},
      {"!Sub \"${Image}\"", "!Sub \"${AWS::§}\"", {"AWS::Region", "AWS::AccountId"}, {}},
      {"!Sub \"${Image}\"", "!Sub \"${Role.§}\"", {"Arn"}, {"Image"}},
      {"TaskDefinition: !Ref Task",
       "TaskDefinition: !Ref §",
       {"Task", "Image", "AWS::StackName"},
       {"Sizes", "IsLarge", "Service"}},
      {"TaskDefinition: !Ref Task", "TaskDefinition: !§", {"!Ref", "!GetAtt", "!Sub"}, {}},
      {"TaskDefinition: !Ref Task", "TaskDefinition:\n        §", {"Ref", "Fn::GetAtt"}, {}},
      {"!If [IsLarge, 2,", "!If [§, 2,", {"IsLarge", "IsSmall"}, {"Image", "Task"}},
      {"!FindInMap [Sizes, small, cpu]", "!FindInMap [§]", {"Sizes"}, {"small"}},
      {"!FindInMap [Sizes, small, cpu]", "!FindInMap [Sizes, §]", {"small", "large"}, {"cpu"}},
      {"!FindInMap [Sizes, small, cpu]", "!FindInMap [Sizes, small, §]", {"cpu", "memory"}, {"small"}},
      {"    Condition: IsLarge\n", "    Condition: §\n", {"IsLarge", "IsSmall"}, {"Task"}},
      {"!Not [!Condition IsLarge]", "!Not [!Condition §]", {"IsLarge"}, {"Image"}},
      {"      - Role\n      - Task\n", "      - Role\n      - §\n", {"Role", "Task"}, {"Image"}},
      {"    DependsOn: Role\n", "    DependsOn: §\n", {"Role", "Service"}, {"Image"}},
      {"  Role:\n    Type: AWS::IAM::Role",
       "  Role:\n    Type: §",
       {"AWS::ECS::Service", "AWS::IAM::Role"},
       {"String"}},
      {"  Role:\n    Type: AWS::IAM::Role\n",
       "  Role:\n    Type: AWS::IAM::Role\n    §\n",
       {"Properties", "DeletionPolicy"},
       {"Type"}},
      {"    Description: What the container runs\n",
       "    Description: What the container runs\n    §\n",
       {"AllowedValues"},
       {"Default"}},
      {"  Image:\n    Type: String", "  Image:\n    Type: §", {"String", "Number"}, {"AWS::ECS::Service"}},
      {"Outputs:\n", "§\nOutputs:\n", {"Metadata", "Rules"}, {"Resources", "family"}},
      {"    Condition: IsSmall\n", "    Condition: §\n", {"IsSmall"}, {}},
      {"    Condition: IsSmall\n    Value: !Ref Task\n",
       "    Value: !GetAtt Service.§\n",
       {"Name", "ServiceArn"},
       {}},
  };
  for (const Row& row : rows) check(kYaml, true, row);
}

TEST_CASE("what can be written in a JSON template") {
  const Row rows[] = {
      {"\"NetworkMode\": \"awsvpc\",",
       "\"NetworkMode\": \"awsvpc\", \"§\"",
       {"EphemeralStorage"},
       {"Cpu", "pidMode"}},
      {"\"NetworkMode\": \"awsvpc\"", "\"NetworkMode\": \"§\"", {"awsvpc", "bridge"}, {"!Ref"}},
      {"\"Memory\": \"512\"", "\"Memory\": \"§\"", {"1024", "2048"}, {"512", "8192"}},
      {"\"Memory\": \"512\"", "\"Memory\": §", {"1024"}, {}},
      {"\"Memory\": \"512\"", "\"Memory\": {\"§\"}", {"Ref", "Fn::FindInMap"}, {"Cpu"}},
      {"{\"ContainerName\": \"api\"", "{\"ContainerName\": \"§\"", {"api"}, {"sidecar"}},
      {"[\"Role\", \"Arn\"]", "[\"§\", \"Arn\"]", {"Role", "Service"}, {"Image"}},
      {"[\"Role\", \"Arn\"]", "[\"Role\", \"§\"]", {"Arn"}, {}},
      {"[\"Role\", \"Arn\"]", "\"Role.§\"", {"Arn"}, {"Role"}},
      {"{\"Ref\": \"Task\"}", "{\"Ref\": \"§\"}", {"Task", "Image", "AWS::Region"}, {"IsLarge"}},
      {"{\"Ref\": \"Task\"}", "{\"Ref\": §}", {"Task", "Image"}, {}},
      {"\"${Image}\"", "\"${§}\"", {"Image", "Role"}, {"Task"}},
      {"[\"IsLarge\", 2,", "[\"§\", 2,", {"IsLarge", "IsSmall"}, {"Image"}},
      {"[\"Sizes\", \"small\", \"cpu\"]", "[\"§\"]", {"Sizes"}, {}},
      {"[\"Sizes\", \"small\", \"cpu\"]", "[\"Sizes\", \"§\"]", {"small", "large"}, {}},
      {"[\"Sizes\", \"small\", \"cpu\"]", "[\"Sizes\", \"small\", \"§\"]", {"cpu"}, {"memory"}},
      {"{\"Condition\": \"IsLarge\"}", "{\"Condition\": \"§\"}", {"IsLarge"}, {"Image"}},
      {"\"Condition\": \"IsLarge\",", "\"Condition\": \"§\",", {"IsLarge"}, {}},
      {"\"DependsOn\": [\"Role\"]", "\"DependsOn\": [\"§\"]", {"Role", "Service"}, {"Image"}},
      {"\"Type\": \"AWS::IAM::Role\"", "\"Type\": \"§\"", {"AWS::ECS::Service"}, {}},
      {"\"Type\": \"AWS::IAM::Role\"", "\"Type\": \"AWS::IAM::Role\", \"§\"", {"Properties"}, {"Type"}},
      {"  \"Parameters\": {", "  \"§\",\n  \"Parameters\": {", {"Outputs"}, {"Parameters", "family"}},
  };
  for (const Row& row : rows) check(kJson, false, row);
}

TEST_CASE("what is taken goes in as the language wants it") {
  struct Taken {
    bool yaml;
    const char* what;
    const char* typed;
    const char* label;
    const char* gives;
  };
  const Taken rows[] = {
      {true, "!Ref Task", "!Ref T§", "Task", "TaskDefinition: !Ref Task\n"},
      {true, "!Ref Task", "!Ref§", "!Ref", "TaskDefinition: !Ref\n"},
      {true, "!GetAtt Role.Arn", "!GetAtt Role.A§", "Arn", "TaskRoleArn: !GetAtt Role.Arn\n"},
      {true, "!Sub \"${Image}\"", "!Sub \"${AWS::Re§}\"", "AWS::Region", "Image: !Sub \"${AWS::Region}\"\n"},
      {true, "Memory: \"512\"", "Memory:§", "2048", "Memory: \"2048\"\n"},
      {true, "      NetworkMode: awsvpc\n", "      NetworkMode: awsvpc\n      Pid§\n", "PidMode",
       "\n      PidMode: \n"},
      {false, "{\"Ref\": \"Task\"}", "{\"Ref\": \"Ta§\"}", "Task",
       "\"TaskDefinition\": {\"Ref\": \"Task\"},"},
      {false, "{\"Ref\": \"Task\"}", "{\"Ref\": §}", "Task", "\"TaskDefinition\": {\"Ref\": \"Task\"},"},
      {false, "[\"Role\", \"Arn\"]", "\"Role.§\"", "Arn", "{\"Fn::GetAtt\": \"Role.Arn\"}"},
      {false, "\"NetworkMode\": \"awsvpc\"", "\"NetworkMode\": \"§\"", "bridge",
       "\"NetworkMode\": \"bridge\","},
  };
  for (const Taken& row : rows) {
    Editor editor(replaced(row.yaml ? kYaml : kJson, row.what, row.typed), row.yaml);
    INFO(row.typed << " and " << row.label);
    CHECK_THAT(editor.completed(row.label), Catch::Matchers::Contains(row.gives));
  }
}

/// Lines of what is meant: the definition first.
std::vector<std::string> lines_of(Editor& editor, const Json& locations) {
  std::vector<std::string> out;
  for (const Json& location : locations) {
    const std::size_t at = editor.offset(range_from(get(location, "range"))->start);
    const std::size_t begin = editor.text().rfind('\n', at) + 1;
    const std::string line = editor.text().substr(begin, editor.text().find('\n', at) - begin);
    out.push_back(line.substr(line.find_first_not_of(' ')));
  }
  return out;
}

TEST_CASE("names of a template") {
  Editor yaml(kYaml, true);
  using Lines = std::vector<std::string>;
  struct Named {
    const char* words;
    std::size_t inside;
    Lines lines;
  };
  const Named rows[] = {
      {"Ref Task\n", 5, {"Task:", "- Task", "TaskDefinition: !Ref Task", "Value: !Ref Task"}},
      {"Role.Arn", 2, {"Role:", "DependsOn: Role", "TaskRoleArn: !GetAtt Role.Arn", "- Role"}},
      {"${Image}\"",
       3,
       {"Image:", "IsLarge: !Equals [!Ref Image, \"shop:2\"]", "Image: !Sub \"${Image}\"",
        "- ${Image}-${Image2}", "- Image2: !Ref Image"}},
      {"IsLarge, 2",
       2,
       {"IsLarge: !Equals [!Ref Image, \"shop:2\"]", "IsSmall: !Not [!Condition IsLarge]",
        "Condition: IsLarge", "DesiredCount: !If [IsLarge, 2, !FindInMap [Sizes, small, cpu]]"}},
      {"Condition: IsSmall", 13, {"IsSmall: !Not [!Condition IsLarge]", "Condition: IsSmall"}},
      {"[Sizes,", 3, {"Sizes:", "DesiredCount: !If [IsLarge, 2, !FindInMap [Sizes, small, cpu]]"}},
  };
  for (const Named& row : rows) {
    INFO(row.words);
    CHECK(lines_of(yaml, yaml.ask(row.words, row.inside, "references")) == row.lines);
    CHECK(lines_of(yaml, yaml.ask(row.words, row.inside, "definition")) == Lines{row.lines.front()});
    CHECK(yaml.ask(row.words, row.inside, "documentHighlight").size() == row.lines.size());
  }
  Lines own = lines_of(yaml, yaml.ask("ContainerName: api", 16, "references"));
  CHECK(own == Lines{"- Name: api", "- ContainerName: api", "- ContainerName: api"});
  CHECK(lines_of(yaml, yaml.ask("SourceVolume: data", 16, "definition")) == Lines{"- Name: data"});

  Editor json(kJson, false);
  CHECK(json.ask("\"Role\", \"Arn\"", 2, "references").size() == 3);
  CHECK(json.ask("\"IsLarge\", 2", 2, "references").size() == 4);
  CHECK(json.ask("${Image}", 3, "references").size() == 4);
  CHECK(json.ask("\"Sizes\", ", 2, "references").size() == 2);
  CHECK(json.ask("{\"Ref\": \"Task\"}", 10, "definition").size() == 1);
  CHECK(json.ask("\"ContainerName\": \"api\"", 19, "references").size() == 2);
}

TEST_CASE("names of a template are given others") {
  Editor yaml(kYaml, true);
  const auto renamed = [&](std::string_view words, std::size_t inside, const char* to) {
    const Json answer = yaml.ask(words, inside, "rename", {{"newName", to}});
    INFO(answer.dump());
    REQUIRE(get(answer, "documentChanges").size() == 1);
    Json edits = Json::array();
    return yaml.edited(answer["documentChanges"][0]["edits"]);
  };
  std::string task = renamed("Ref Task\n", 5, "ShopTask");
  for (const char* line :
       {"\n  ShopTask:\n", "      - ShopTask\n", "TaskDefinition: !Ref ShopTask\n", "Value: !Ref ShopTask\n"})
    CHECK_THAT(task, Catch::Matchers::Contains(line));
  CHECK_THAT(task, Catch::Matchers::Contains("AWS::ECS::TaskDefinition"));
  CHECK(task.size() == kYaml.size() + 4 * 4);
  // Image2 belongs to that Fn::Sub alone.
  CHECK_THAT(renamed("${Image}\"", 3, "Tag"),
             Catch::Matchers::Contains("- ${Tag}-${Image2}\n            - Image2: !Ref Tag\n"));
  CHECK_THAT(renamed("- Name: api", 8, "web"),
             Catch::Matchers::Contains("- ContainerName: web\n          ContainerPort"));

  CHECK(yaml.ask("Ref Task\n", 5, "prepareRename")["placeholder"] == "Task");
  CHECK(yaml.ask("Type: AWS", 2, "prepareRename").is_null());
  // Taken, or no name.
  CHECK(get(yaml.ask("Ref Task\n", 5, "rename", {{"newName", "Image"}}), "code") == kInvalidParams);
  CHECK(get(yaml.ask("Ref Task\n", 5, "rename", {{"newName", "shop-task"}}), "code") == kInvalidParams);
  CHECK(get(yaml.ask("Ref Task\n", 5, "rename", {{"newName", "IsLarge"}}), "code").is_null());
}

std::string hover(Editor& editor, std::string_view words, std::size_t inside) {
  return as_string(get(editor.ask(words, inside, "hover"), "contents", "value"));
}

TEST_CASE("hover in a template") {
  using Catch::Matchers::Contains;
  Editor yaml(kYaml, true);
  CHECK_THAT(hover(yaml, "NetworkMode: awsvpc", 3), Contains("**NetworkMode** string") && Contains("one of"));
  CHECK_THAT(hover(yaml, "Memory: \"512\"", 11), Contains("RES001") && Contains("**Memory**"));
  CHECK_THAT(hover(yaml, "Ref Task\n", 5), Contains("**Task** resource AWS::ECS::TaskDefinition"));
  CHECK_THAT(hover(yaml, "${Image}\"", 3),
             Contains("What the container runs") && Contains("default: `shop:1`"));
  CHECK_THAT(hover(yaml, "  Secret:\n", 4), Contains("parameter String") && !Contains("hidden"));
  Editor json(kJson, false);
  CHECK_THAT(hover(json, "\"NetworkMode\"", 4), Contains("**NetworkMode** string"));
  CHECK_THAT(hover(json, "\"IsLarge\", 2", 3), Contains("**IsLarge** condition"));
}

TEST_CASE("findings and their mending in a template") {
  for (const bool yaml : {true, false}) {
    Editor editor(yaml ? kYaml : kJson, yaml);
    const Json* port = nullptr;
    for (const Json& each : editor.diagnostics()) {
      if (get(each, "code") == "NET003") port = &each;
    }
    REQUIRE(port != nullptr);
    CHECK(editor.at(get(*port, "range")) == "80");
    CHECK_THAT(as_string(get(*port, "data", "path")), Catch::Matchers::Contains("HostPort"));
    const Json actions = editor.ask("codeAction", {{"range", get(*port, "range")}});
    const auto fix =
        std::find_if(actions.begin(), actions.end(), [](const Json& each) { return each.contains("edit"); });
    REQUIRE(fix != actions.end());
    const std::string mended = editor.edited((*fix)["edit"]["documentChanges"][0]["edits"]);
    CHECK_THAT(mended, Catch::Matchers::Contains(yaml ? "HostPort: 3000" : "\"HostPort\": 3000"));
  }
}

TEST_CASE("outline, folds, hints and lenses of a template") {
  for (const bool yaml : {true, false}) {
    Editor editor(yaml ? kYaml : kJson, yaml);
    std::set<std::string> names;
    std::set<std::string> inside;
    const Json symbols = editor.ask("documentSymbol");
    for (const Json& symbol : symbols) {
      names.insert(as_string(get(symbol, "name")));
      for (const Json& child : get(symbol, "children")) inside.insert(as_string(get(child, "name")));
    }
    for (const char* name : {"Image", "Sizes", "IsLarge", "Role", "Task", "Service"})
      CHECK(names.count(name) == 1);
    for (const char* name : {"api", "sidecar"}) CHECK(inside.count(name) == 1);

    std::set<std::uint32_t> starts;
    const Json folds = editor.ask("foldingRange");
    for (const Json& fold : folds) starts.insert(*as_uint(get(fold, "startLine")));
    const auto line_of = [&](std::string_view words) {
      const std::size_t at = editor.text().find(words);
      return static_cast<std::uint32_t>(
          std::count(editor.text().begin(), editor.text().begin() + std::ptrdiff_t(at), '\n'));
    };
    CHECK(starts.count(line_of(yaml ? "  Task:" : "    \"Task\": {")) == 1);
    CHECK(starts.count(line_of(yaml ? "ContainerDefinitions:" : "\"ContainerDefinitions\"")) == 1);
    if (yaml) CHECK(starts.count(line_of("Image: !Sub\n")) == 1);

    std::set<std::string> hints;
    const Json all = editor.ask(
        "inlayHint",
        R"({"range": {"start": {"line": 0, "character": 0}, "end": {"line": 200, "character": 0}}})"_json);
    for (const Json& hint : all) hints.insert(as_string(get(hint, "label")));
    CHECK(hints.count("= 0.5 vCPU") == 1);
    CHECK(hints.count("= 0.5 GB") == 1);
    CHECK(hints.count("essential: true") == 1);
    if (yaml) CHECK(hints.count("containers: 384 of 512 units") == 1);

    std::set<std::string> lenses;
    const Json lens = editor.ask("codeLens");
    for (const Json& each : lens) lenses.insert(as_string(get(each, "command", "title")));
    CHECK(lenses.count("1 service runs it") == 1);
    if (yaml) CHECK(lenses.count("containers: cpu 384 of 512 units") == 1);
  }
}

}  // namespace
}  // namespace ecslint::lsp
