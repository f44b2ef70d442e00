// SPDX-License-Identifier: Apache-2.0
// Templates through the whole linter: spelling, places, links, conditions, suppression, fixes.
#include <catch2/catch.hpp>

#include "lint/linter.h"
#include "lint/parameter_file.h"
#include "text/overlay.h"

using namespace ecslint;
using lint::FileResult;
using lint::Linter;
using lint::Options;

namespace {

Options options(std::vector<std::string> select) {
  Options out;
  out.git = false;
  out.isolated = true;
  out.no_config = true;
  out.select = std::move(select);
  return out;
}

/// One line a finding: what its place says, code, message, and the condition behind a semicolon.
std::string findings(std::string_view text, const Options& given) {
  const text::RealFileSystem files;
  const Linter linter(given, files);
  REQUIRE(linter.problems().empty());
  std::string out;
  linter.check_source(text::Source(text.starts_with('{') ? "t.template.json" : "t.yaml", text),
                      [&](const FileResult& result) {
                        for (const auto& finding : result.findings) {
                          out += std::string(finding.place.source->slice(finding.place.range)) + ": " +
                                 finding.code + " " + finding.message;
                          if (const std::string text = finding::condition_text(finding); !text.empty())
                            out += "; " + text;
                          out += "\n";
                        }
                      });
  return out;
}

std::string findings(std::string_view text, std::vector<std::string> select) {
  return findings(text, options(std::move(select)));
}

std::string task(std::string_view properties) {
  return "Resources:\n  Web:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n" +
         std::string(properties);
}

}  // namespace

TEST_CASE("messages, places and paths are the template's") {
  const std::string text =
      task("      Cpu: abc\n      ContainerDefinitions: [{Name: a, Image: x, Essential: perhaps}]\n");
  CHECK(findings(text, {"SCH"}) ==
        "abc: SCH007 Cpu must be CPU units such as \"256\", or vCPUs such as \".25 vCPU\", found \"abc\"\n"
        "perhaps: SCH003 Essential must be true or false in the container definition, found string "
        "\"perhaps\"\n");
  CHECK(findings(task("      Cpu: 256\n"), {"SCH"}) ==
        "Web: SCH002 required property \"ContainerDefinitions\" is missing in the task definition\n");
}

TEST_CASE("rules find what is absent at the logical id") {
  const std::string text = task("      ContainerDefinitions: [{Name: a, Image: 'x:1', Memory: 128}]\n");
  CHECK(findings(text, {"PLT030"}).starts_with("Web: PLT030"));
}

TEST_CASE("what is linked by Ref is looked at together") {
  const std::string text = R"(Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      NetworkMode: awsvpc
      ContainerDefinitions: [{Name: a, Image: 'x:1', Memory: 128}]
  Service: {Type: 'AWS::ECS::Service', Properties: {TaskDefinition: !Ref Task, LaunchType: FARGATE}}
)";
  CHECK(findings(text, {"NET004"}).starts_with("Service: NET004 "));
}

TEST_CASE("a secret by reference is covered by a policy on the same reference") {
  const auto text = [](std::string_view action, std::string_view resource) {
    return R"(Resources:
  DbSecret: {Type: 'AWS::SecretsManager::Secret'}
  Other: {Type: 'AWS::SecretsManager::Secret'}
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: 'sts:AssumeRole'}]}
  Policy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: p
      Roles: [!Ref Role]
      PolicyDocument: {Version: '2012-10-17', Statement: [{Effect: Allow, Action: ')" +
           std::string(action) + R"(', Resource: )" + std::string(resource) + R"(}]}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ExecutionRoleArn: !GetAtt Role.Arn
      ContainerDefinitions:
        - {Name: a, Image: 'public.ecr.aws/x/y:1', Memory: 128, Secrets: [{Name: A, ValueFrom: !Ref DbSecret}, {Name: B, ValueFrom: !Sub '${DbSecret}:password::'}]}
)";
  };
  CHECK(findings(text("secretsmanager:GetSecretValue", "!Ref DbSecret"), {"IAM"}).find("GetSecretValue") ==
        std::string::npos);
  CHECK(findings(text("s3:GetObject", "'*'"), {"IAM"}).find("GetSecretValue") != std::string::npos);
}

TEST_CASE("what a condition decides is checked both ways, and says which") {
  const std::string text = R"(Parameters: {Env: {Type: String, Default: dev}}
Conditions:
  Prod: !Equals [!Ref Env, prod]
Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Cpu: !If [Prod, '256', '512']
      Memory: !If [Prod, '4096', '1024']
      NetworkMode: awsvpc
      RequiresCompatibilities: [FARGATE]
      ContainerDefinitions: [{Name: a, Image: 'x:1', Privileged: !If [Prod, !Ref 'AWS::NoValue', true]}]
)";
  const std::string found = findings(text, {"RES", "PLT002"});
  CHECK(found.find("; Prod is true\n") != std::string::npos);
  CHECK(found.find("; Prod is false\n") != std::string::npos);
  Options prod = options({"RES001", "PLT002"});
  prod.parameters = {{"", {{"Env", "prod"}}}};
  CHECK(findings(text, prod).find("; Prod") == std::string::npos);
}

TEST_CASE("parameters: of ecslint.toml, then of its [[path]], then of a parameter file and --param") {
  text::MemoryFileSystem files;
  const std::string text =
      "Parameters: {Tag: {Type: String, Default: '1.0'}}\n" +
      task("      ContainerDefinitions: [{Name: a, Image: !Sub 'x:${Tag}', Memory: 9}]\n");
  for (const char* path : {"dev/t.yaml", "prod/t.yaml", "other/t.yaml"}) files.add(path, text);
  files.add("other/ecslint.toml", "");
  files.add("ecslint.toml",
            "parameters = { Tag = \"latest\" }\n"
            "[[path]]\nfiles = \"prod/**\"\nparameters = { Tag = 1.25 }\n");
  const auto found = [&files](std::vector<lint::ParameterSet> given) {
    Options options;
    options.git = false;
    options.select = {"IMG001"};
    options.parameters = std::move(given);
    const Linter linter(options, files);
    REQUIRE(linter.problems().empty());
    const std::string paths[] = {"."};
    std::string out;
    linter.check(paths, [&out](const FileResult& result) {
      for (const auto& finding : result.findings) {
        out += std::string(result.file) + " " + finding::condition_text(finding) + "\n";
      }
    });
    return out;
  };
  CHECK(found({}) == "dev/t.yaml \n");
  CHECK(found({{"", {{"Tag", "2.0"}}}}) == "");
  CHECK(found({{"", {{"Tag", "2.0"}, {"Tag", "latest"}}}}) == "dev/t.yaml \nother/t.yaml \nprod/t.yaml \n");
  CHECK(found({{"a.json", {{"Tag", "2.0"}}}, {"b.json", {}}}) == "dev/t.yaml with b.json\n");
}

TEST_CASE("what AllowedValues rule out is not checked") {
  const auto text = [](std::string_view declaration) {
    return "Parameters: {Env: {Type: String" + std::string(declaration) + R"(}}
Conditions:
  Dev: !Equals [!Ref Env, dev]
  Prod: !Equals [!Ref Env, prod]
Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions: [{Name: a, Image: 'x:1', Privileged: !If [Dev, false, !If [Prod, false, true]]}]
)";
  };
  CHECK(findings(text(""), {"CTR001"}).ends_with("; Dev is false and Prod is false\n"));
  CHECK(findings(text(", AllowedValues: [dev, prod]"), {"CTR001"}).empty());
}

TEST_CASE("what is told of a condition is neither wider nor longer than it has to be") {
  const auto text = [](std::string_view privileged, std::string_view compatible = "[EC2]") {
    return R"(Parameters: {A: {Type: String}, B: {Type: String}, Env: {Type: String, AllowedValues: [v1, latest, prod]}}
Conditions:
  IsA: !Equals [!Ref A, a]
  IsB: !Equals [!Ref B, b]
  Prod: !Equals [!Ref Env, prod]
Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      RequiresCompatibilities: )" +
           std::string(compatible) + R"(
      ContainerDefinitions: [{Name: a, Image: !Sub 'x:${Env}', ReadonlyRootFilesystem: !If [IsB, true, !If [Prod, true, false]], Privileged: )" +
           std::string(privileged) + R"(}]
  Bridge:
    Type: AWS::ECS::TaskDefinition
    Properties: {NetworkMode: !If [IsA, bridge, awsvpc], ContainerDefinitions: [{Name: a, Image: 'x:1'}]}
  Service: {Type: 'AWS::ECS::Service', Properties: {TaskDefinition: !Ref Bridge}}
)";
  };
  const auto condition = [&](const std::string& of, const char* code = "CTR001") {
    const std::string found = findings(of, {code});
    return found.substr(std::min(found.find("; ") + 2, found.size()));
  };
  CHECK(condition(text("!If [IsA, true, !If [IsB, false, false]]")) == "IsA is true\n");
  CHECK(condition(text("!If [IsA, !If [IsB, true, false], false]")) == "IsA is true and IsB is true\n");
  // Each place has its own.
  CHECK(condition(text("!If [IsA, true, !If [IsB, true, false]]"))
            .ends_with("; IsA is false and IsB is true\n"));
  CHECK(condition(text("true", "!If [IsA, [FARGATE], !If [IsB, [FARGATE], [EC2]]]"), "PLT002") ==
        "IsA is true, or IsB is true\n");
  // It stands in what the service is linked with.
  CHECK(condition(text("false"), "NET004") == "IsA is false\n");
  // No condition tells v1 from latest.
  CHECK(condition(text("false"), "IMG001").ends_with("; Env is latest\n"));
}

TEST_CASE("a parameter file each, and what holds with one of them only says so") {
  Options both = options({"CTR001"});
  both.parameters = {{"dev.json", {{"Open", "true"}}}, {"prod.json", {{"Open", "false"}}}};
  const std::string text =
      "Parameters: {Open: {Type: String}}\n" +
      task("      ContainerDefinitions: [{Name: a, Image: 'x:1', Privileged: !Ref Open}]\n");
  const std::string found = findings(text, both);
  CHECK(found.starts_with("Open: CTR001 "));
  CHECK(found.ends_with("; with dev.json\n"));
}

TEST_CASE("conditions are consistent across what is linked, and never asked for more than 64 combinations") {
  std::string text = "Parameters: {A: {Type: String}}\nConditions:\n";
  for (int i = 0; i < 80; ++i) {
    text += "  C" + std::to_string(i) + ": !Equals [!Ref A, v" + std::to_string(i) + "]\n";
  }
  text +=
      "Resources:\n  Web:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      "
      "ContainerDefinitions:\n";
  for (int i = 0; i < 80; ++i) {
    text += "        - {Name: c" + std::to_string(i) + ", Image: x, Privileged: !If [C" + std::to_string(i) +
            ", true, false]}\n";
  }
  CHECK(findings(text, {"CTR001"}).empty());
}

TEST_CASE("Metadata suppresses, with a reason") {
  const auto text = [](std::string_view metadata) {
    return "Resources:\n  Web:\n    Type: AWS::ECS::TaskDefinition\n" + std::string(metadata) +
           "    Properties:\n      ContainerDefinitions: [{Name: a, Image: 'x:latest', Memory: 9}]\n";
  };
  CHECK(findings(text(""), {"IMG001", "SUP"}).find("IMG001") != std::string::npos);
  CHECK(findings(text("    Metadata: {ecslint: {ignore: [{code: IMG001, reason: a test}]}}\n"),
                 {"IMG001", "SUP"}) == "");
  CHECK(findings(text("    Metadata: {ecslint: {ignore: [{code: IMG001}]}}\n"), {"IMG001", "SUP"}) ==
        "IMG001: SUP003 this entry gives no reason: write reason: …\n");
  CHECK(findings("Metadata: {ecslint: {ignore: [{code: [IMG001, CTR], reason: all}]}}\n" + text(""),
                 {"IMG001", "SUP"}) == "");
}

TEST_CASE("fixes are written in the template's spelling, and not where a function gives the text") {
  const text::RealFileSystem files;
  const auto fixes = [&](const std::string& text, const std::string& code) {
    const Linter linter(options({code}), files);
    std::string out;
    linter.check_source(text::Source("t.yaml", text), [&](const FileResult& result) {
      for (const auto& finding : result.findings) {
        if (!finding.fix) continue;
        for (const auto& edit : finding.fix->edits) out += edit.edit.replacement + "\n";
      }
    });
    return out;
  };
  CHECK(fixes(task("      ContainerDefinitions:\n        - Name: a\n          Image: x\n"), "CTR003") ==
        "\n          ReadonlyRootFilesystem: true\n");
  CHECK(fixes(task("      ContainerDefinitions:\n        - Name: a\n          Image: x\n"
                   "          ReadonlyRootFilesystem: !Select [0, ['false']]\n"),
              "CTR003") == "");
}

TEST_CASE("findings name the construct of a CDK app") {
  const std::string text =
      R"({"Resources": {"WebTask1": {"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": )"
      R"([{"Name": "a", "Image": "x:latest", "Memory": 9}]}, "Metadata": {"aws:cdk:path": "Stack/Web/Task/Resource"}}}})";
  CHECK(findings(text, {"IMG001"}).find("(Stack/Web/Task)") != std::string::npos);
}

TEST_CASE("parameter files in all their forms") {
  text::RealFileSystem real;
  text::OverlayFileSystem files(real);
  using Parameters = lint::Parameters;
  const Parameters expected = {{"A", "1"}, {"B", "x,y"}};
  files.put(
      "cli.json",
      R"([{"ParameterKey": "A", "ParameterValue": "1"}, {"ParameterKey": "B", "ParameterValue": "x,y"}])");
  files.put("pipeline.json", R"({"Parameters": {"A": 1, "B": ["x", "y"]}, "Tags": {}})");
  files.put("words.json", R"(["A=1", "B=x,y"])");
  files.put("map.yaml", "A: 1\nB: [x, y]\n");
  files.put("bad.json", R"([{"Key": "A"}])");
  for (const char* name : {"cli.json", "pipeline.json", "words.json", "map.yaml"}) {
    auto read = lint::read_parameter_file(files, name);
    REQUIRE(read);
    CHECK(*read == expected);
  }
  CHECK_FALSE(lint::read_parameter_file(files, "bad.json").ok());
}

namespace {

/// What is found in a hostile template; tests/hostile holds such ones to their time and memory.
std::string hostile(const std::string& text) { return findings(text, {"SYN", "CTR001"}); }

bool says(const std::string& found, std::string_view what) { return found.find(what) != std::string::npos; }

std::string privileged(const std::string& value) {
  return task("      ContainerDefinitions: [{Name: a, Image: 'x:1', Privileged: " + value + "}]\n");
}

}  // namespace

TEST_CASE("hostile templates: what refers to itself") {
  // Resources that wait for each other are CloudFormation's to refuse; they have no value that depends on
  // itself.
  CHECK(
      hostile("Resources:\n  A: {Type: 'AWS::ECS::Cluster', Properties: {Tags: [{Key: a, Value: !Ref B}]}}\n"
              "  B: {Type: 'AWS::ECS::Cluster', Properties: {Tags: [{Key: a, Value: !Ref A}]}}\n") == "");
  CHECK(says(hostile("Resources:\n  A: {Type: 'AWS::ECS::Cluster', Properties: {ClusterName: !Ref B}}\n"
                     "  B: {Type: 'AWS::ECS::Cluster', Properties: {ClusterName: !Sub '${A}x'}}\n"),
             "SYN031 the name of B depends on itself"));
  CHECK(says(
      hostile("Conditions: {A: !Condition B, B: !Not [!Condition A]}\n" + privileged("!If [A, true, false]")),
      "A: SYN031 condition A depends on itself"));
}

TEST_CASE("what stands behind a mistake of YAML is not missing") {
  const std::string text =
      "Parameters: {}\n" + privileged("true") +
      "      ExecutionRoleArn: !GetAtt Role.Arn\n  Bad:\n    - a\n   - b\n  Role: {Type: "
      "'AWS::IAM::Role'}\n";
  CHECK(says(hostile(text), "SYN021"));
  CHECK_FALSE(says(hostile(text), "SYN030"));
}

TEST_CASE("hostile templates: functions without end") {
  std::string deep = "x";
  for (int i = 0; i < 5000; ++i) deep = "{'Fn::Join': ['', [a, " + deep + "]]}";
  CHECK(says(hostile(privileged(deep)), "SYN"));
  std::string conditions = "Parameters: {P: {Type: String}}\nConditions:\n  C0: !Equals [!Ref P, x]\n";
  for (int i = 1; i < 200; ++i) {
    const std::string before = std::to_string(i - 1);
    conditions +=
        "  C" + std::to_string(i) + ": !And [!Condition C" + before + ", !Condition C" + before + "]\n";
  }
  CHECK(says(hostile(conditions + privileged("!If [C20, true, false]")), "CTR001"));
  std::string loops = "Transform: AWS::LanguageExtensions\n" +
                      task(
                          "      ContainerDefinitions:\n        - Name: a\n          Image: x\n"
                          "          DockerLabels:\n");
  std::string indent(12, ' ');
  std::string name;
  for (int i = 0; i < 6; ++i) {
    const std::string n = std::to_string(i);
    loops += indent + "'Fn::ForEach::L" + n + "':\n" + indent + "- V" + n + "\n" + indent +
             "- [a, b, c, d, e, f, g, h, i, j]\n" + indent + "-\n";
    indent += "  ";
    name += "${V" + n + "}";
  }
  CHECK(says(hostile(loops + indent + "'" + name + "': x\n"), "SYN033"));
}

TEST_CASE("hostile templates: what is not there") {
  CHECK(says(hostile("Parameters: {}\n" + privileged("!FindInMap [Nope, a, b]")),
             "SYN030 the template has no mapping \"Nope\""));
  CHECK(says(hostile("Parameters: {}\nMappings: nothing\n" + privileged("!FindInMap [A, a, b]")), "SYN030"));
  CHECK(says(hostile("Parameters: {}\nMappings: {A: {a: [1]}}\n" + privileged("!FindInMap [A, a, b]")),
             "SYN030 mapping A has no \"b\""));
  std::string missing = "Parameters:\n";
  for (int i = 0; i < 1900; ++i) missing += "  Parameter" + std::to_string(i) + ": {Type: String}\n";
  missing += task("      ContainerDefinitions:\n        - Name: a\n          Image: x\n          Command:\n");
  for (int i = 0; i < 10'000; ++i) missing += "          - !Ref Paramter" + std::to_string(i) + "\n";
  CHECK(
      says(hostile(missing), "SYN030 the template has no parameter or resource \"Paramter0\"; did you mean"));
}

TEST_CASE("hostile templates: large ones") {
  std::string parameters = "Parameters:\n";
  std::string environment =
      "      ContainerDefinitions:\n        - Name: a\n          Image: x\n          Command:\n";
  for (int i = 0; i < 10'000; ++i) {
    parameters += "  P" + std::to_string(i) + ": {Type: String, AllowedValues: [a, b, c]}\n";
    if (i % 2 == 0) environment += "          - !Ref P" + std::to_string(i) + "\n";
  }
  CHECK_FALSE(says(hostile(parameters + task(environment)), "SYN"));  // what is undecided fills nothing
  std::string conditions = "Conditions:\n";
  std::string open = "      ContainerDefinitions:\n";
  for (int i = 0; i < 2'000; ++i) {
    const std::string n = std::to_string(i);
    conditions += "  C" + n + ": !Equals [!Ref P" + n + ", a]\n";
    open += "        - {Name: c" + n + ", Image: 'x:1', Privileged: !If [C" + n + ", true, false]}\n";
  }
  hostile(parameters + conditions + task(open));
  std::string tasks = "Parameters: {P: {Type: String}}\nConditions: {C: !Equals [!Ref P, a]}\nResources:\n";
  for (int i = 0; tasks.size() < (std::size_t{1} << 20); ++i) {
    tasks += "  T" + std::to_string(i) +
             ":\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions: [{Name: a, "
             "Image: 'x:1', Memory: 64, Privileged: !If [C, true, false]}]\n";
  }
  CHECK(says(hostile(tasks), "CTR001"));
}

TEST_CASE("hostile templates: aliases") {
  std::string laughs = "Metadata:\n  a0: &a0 [x, x]\n";
  for (int i = 1; i < 40; ++i) {
    const std::string n = std::to_string(i);
    const std::string before = "*a" + std::to_string(i - 1);
    laughs += "  a" + n + ": &a" + n + " [" + before + ", " + before + "]\n";
  }
  CHECK(says(hostile(laughs + privileged("*a39")), "SYN"));
  CHECK(says(hostile("Metadata: &m {Yes: &yes true}\n" + privileged("*yes")), "CTR001"));
}

TEST_CASE("what cfn-lint says of ECS is said here") {
  const auto fargate = [](std::string_view size, std::string_view more = "",
                          std::string_view container = "") {
    return task("      NetworkMode: awsvpc\n      RequiresCompatibilities: [FARGATE]\n      " +
                std::string(size) + "\n" + std::string(more) +
                "      ContainerDefinitions: [{Name: web, Image: 'nginx:1.27', Memory: 128" +
                std::string(container) + "}]\n");
  };
  const auto ec2 = [](std::string_view container, std::string_view mode = "bridge") {
    return task("      NetworkMode: " + std::string(mode) +
                "\n      ContainerDefinitions: [{Name: web, Image: " + "'nginx:1.27', Memory: 128, " +
                std::string(container) + "}]\n");
  };
  const auto service = [](std::string_view properties) {
    return "  Service: {Type: 'AWS::ECS::Service', Properties: {TaskDefinition: !Ref Web, " +
           std::string(properties) + "}}\n";
  };
  const std::string small = "Cpu: '256'\n      Memory: '512'";
  const std::string network =
      "NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [subnet-0123456789abcdef0]}}";
  const struct {
    std::string_view theirs;
    std::string_view ours;
    std::string text;
  } rows[] = {
      {"E3042", "DEP005", ec2("Essential: false")},
      {"E3044", "PLT015",
       fargate(small) + service("LaunchType: FARGATE, SchedulingStrategy: DAEMON, " + network)},
      {"E3044", "DEP016",
       ec2("Essential: true") +
           service("DeploymentController: {Type: EXTERNAL}, SchedulingStrategy: DAEMON")},
      {"E3046", "LOG002", ec2("LogConfiguration: {LogDriver: awslogs, Options: {awslogs-group: x}}")},
      {"E3046", "LOG014",
       ec2("LogConfiguration: {LogDriver: awslogs, Options: {awslogs-group: x, awslogs-region: eu-west-1, "
           "awslogs-grop: x}}")},
      {"E3047", "RES001", fargate("Cpu: '256'\n      Memory: '4096'")},
      {"E3047", "RES001", fargate("Cpu: .5 vCPU\n      Memory: 16GB")},
      {"E3048", "PLT001",
       task("      NetworkMode: bridge\n      RequiresCompatibilities: [FARGATE]\n      "
            "ContainerDefinitions: []\n")},
      {"E3048", "RES007", fargate("Cpu: '256'")},
      {"E3048", "RES001", fargate("Cpu: '128'\n      Memory: '512'")},
      {"E3048", "PLT005", fargate(small, "      PlacementConstraints: [{Type: memberOf, Expression: x}]\n")},
      {"E3048", "LOG001", fargate(small, "", ", LogConfiguration: {LogDriver: json-file}")},
      {"E3049", "NET062",
       ec2("PortMappings: [{ContainerPort: 80, HostPort: 0}]") +
           service("LoadBalancers: [{ContainerName: web, ContainerPort: 80, TargetGroupArn: !Ref Group}]") +
           "  Group: {Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: {HealthCheckPort: "
           "'8080', "
           "Port: 80, Protocol: HTTP, VpcId: vpc-0123456789abcdef0}}\n"},
      {"E3052", "NET004", ec2("Essential: true", "awsvpc") + service("DesiredCount: 2")},
      {"E3053", "NET003", ec2("PortMappings: [{ContainerPort: 80, HostPort: 8080}]", "awsvpc")},
      {"E3054", "PLT009", ec2("Essential: true") + service("LaunchType: FARGATE, " + network)},
      {"E3713", "LOG001",
       ec2("LogConfiguration: {LogDriver: syslog}", "awsvpc") + service("LaunchType: FARGATE, " + network)},
      {"E3005", "SYN030",
       "Parameters: {}\nResources:\n  Web: {Type: 'AWS::ECS::Cluster', DependsOn: [Nothing]}\n"},
  };
  for (const auto& row : rows) {
    INFO(row.theirs);
    CHECK(says(findings(row.text, {std::string(row.ours)}), row.ours));
  }
}

TEST_CASE("what the parser says is told whatever conditions and parameters are") {
  const std::string text =
      "Parameters: {Size: {Type: String, Default: '256'}}\n"
      "Conditions: {Big: !Equals [!Ref Size, '512']}\n" +
      task(
          "      Cpu: !If [Big, 512, 256]\n      ContainerDefinitions: [{Name: a, Image: 'x:1', Memory: "
          "9}]\n") +
      "x: y\n  z:\n";
  const std::string expected =
      "z: SYN021 a key can't stand here: the line above already has a value; check the indentation\n";
  CHECK(findings(text, {"SYN"}) == expected);
  Options sets = options({"SYN"});
  sets.parameters = {{"small", {{"Size", "256"}}}, {"big", {{"Size", "512"}}}};
  CHECK(findings(text, sets) == expected);
}
