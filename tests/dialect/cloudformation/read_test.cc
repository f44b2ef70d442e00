// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/read.h"

#include <catch2/catch.hpp>

#include "doc/dump.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"

using namespace ecslint;
using namespace ecslint::dialect_cloudformation;

namespace {

struct Read {
  doc::Document document;
  std::vector<model::Resource> resources;
  Openness open;
  std::vector<finding::Finding> findings;

  explicit Read(std::string_view text, ReadOptions options = {}) : document(text::Source("t.yaml", text)) {
    text.starts_with('{') ? syntax_json::parse_json(document, findings)
                          : syntax_yaml::parse_yaml(document, findings);
    findings.clear();
    read_template(document, document.roots().front(), options, resources, open, findings);
  }
  Read(const Read&) = delete;

  std::string json(std::size_t i = 0) const { return doc::to_json(*resources.at(i).node); }
  std::string messages() const {
    std::string out;
    for (const auto& finding : findings) {
      out += finding.code + " " + std::string(document.source().slice(finding.place.range)) + ": " +
             finding.message + "\n";
    }
    return out;
  }
};

}  // namespace

TEST_CASE("properties are called as the API calls them, by path") {
  const Read read(R"(Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      Cpu: 256
      ContainerDefinitions:
        - Name: web
          Memory: '512'
          Essential: 'true'
          DockerLabels: {Some.Key: 1}
          LogConfiguration: {LogDriver: awslogs, Options: {awslogs-group: x}}
      ProxyConfiguration: {ContainerName: web, ProxyConfigurationProperties: [{Name: a, Value: 1}]}
      Volumes:
        - Name: v
          EFSVolumeConfiguration: {FilesystemId: fs-1, AuthorizationConfig: {IAM: ENABLED}}
)");
  CHECK(
      read.json() ==
      R"({"family":"web","cpu":"256","containerDefinitions":[{"name":"web","memory":512,"essential":true,)"
      R"("dockerLabels":{"Some.Key":"1"},"logConfiguration":{"logDriver":"awslogs","options":{"awslogs-group":"x"}}}],)"
      R"("proxyConfiguration":{"containerName":"web","properties":[{"name":"a","value":"1"}]},)"
      R"("volumes":[{"name":"v","efsVolumeConfiguration":{"fileSystemId":"fs-1","authorizationConfig":{"iam":"ENABLED"}}}]})");
  CHECK(read.messages().empty());
  const model::Resource& web = read.resources.at(0);
  CHECK(web.logical_id == "Web");
  CHECK(read.document.source().slice(web.id_range) == "Web");
  CHECK(web.spelling->path("containerDefinitions[\"a.b\"].logConfiguration.options[\"x\"]") ==
        "ContainerDefinitions[\"a.b\"].LogConfiguration.Options[\"x\"]");
  std::string words = "The ";
  web.spelling->add_words("networkMode and memory of efsVolumeConfiguration", words);
  CHECK(words == "The NetworkMode and memory of EFSVolumeConfiguration");
  const doc::Node& memory = *web.node->find("containerDefinitions")->elements()[0].find("memory");
  CHECK(read.document.source().slice(memory.range()) == "'512'");
}

TEST_CASE("names that no property has are told in the template's spelling") {
  const Read read(R"(Resources:
  Web:
    Type: AWS::ECS::TaskDefinition
    Properties:
      family: web
      ContainerDefinitions:
        - Nmae: web
          NetworkMode: awsvpc
          Whatever: 1
)");
  CHECK(read.messages() ==
        "SCH001 family: \"family\" is written \"Family\" in templates\n"
        "SCH001 Nmae: unknown property \"Nmae\" in ContainerDefinitions[0]; did you mean \"Name\"?\n"
        "SCH001 NetworkMode: unknown property \"NetworkMode\" in ContainerDefinitions[0]; it belongs in "
        "AWS::ECS::TaskDefinition\n"
        "SCH001 Whatever: unknown property \"Whatever\" in ContainerDefinitions[0]\n");
  CHECK(read.json() == R"({"family":"web","containerDefinitions":[{"name":"web"}]})");
}

TEST_CASE("roles are put together from all that names them") {
  const Read read(R"(Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {Statement: []}
      Policies: [{PolicyName: own, PolicyDocument: {Statement: [{Effect: Allow}]}}]
      ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', !Ref Managed]
  Policy:
    Type: AWS::IAM::Policy
    Properties: {PolicyName: more, PolicyDocument: {Statement: []}, Roles: [!Ref Role]}
  Other:
    Type: AWS::IAM::Policy
    Properties: {PolicyName: other, PolicyDocument: {Statement: []}, Roles: [!Ref Else]}
  Managed:
    Type: AWS::IAM::ManagedPolicy
    Properties: {PolicyDocument: {Statement: [{Effect: Deny}]}}
  Else: {Type: 'AWS::IAM::Role'}
)");
  const auto role = std::find_if(read.resources.begin(), read.resources.end(),
                                 [](const auto& r) { return r.kind == model::Kind::kRole; });
  REQUIRE(role != read.resources.end());
  CHECK(role->logical_id == "Role");
  CHECK_FALSE(role->node->has(doc::Node::kOpen));
  CHECK(doc::to_json(*role->node->find("policies")) ==
        R"([{"policyName":"own","policyDocument":{"Statement":[{"Effect":"Allow"}]}},)"
        R"({"policyName":"more","policyDocument":{"Statement":[]}}])");
  CHECK(role->node->find("attachedManagedPolicies")->size() == 2);
  CHECK(doc::to_json(*role->node->find("attachedManagedPolicies")->elements()[1].find("policyDocument")) ==
        R"({"Statement":[{"Effect":"Deny"}]})");
}

TEST_CASE("a resource whose condition does not hold is not there, and open questions are told") {
  const std::string text = R"(Parameters: {Env: {Type: String}}
Conditions:
  Prod: !Equals [!Ref Env, prod]
  Never: !Equals [a, b]
Resources:
  A: {Type: 'AWS::ECS::Cluster', Condition: Never}
  B: {Type: 'AWS::ECS::Cluster', Condition: Prod}
  C: {Type: 'AWS::ECS::Cluster', Properties: {ClusterName: !If [Prod, a, b]}}
  D: {Type: 'AWS::ECS::Cluster'}
)";
  const Read read(text);
  REQUIRE(read.resources.size() == 3);
  REQUIRE(read.open.size() == 3);
  const OpenQuestions expected = {{"${Env}", {"prod", std::string(kAnotherAnswer)}}};
  CHECK(read.open[0].questions == expected);
  CHECK(read.open[1].questions == expected);
  CHECK(read.open[2].questions.empty());
  const Answers no = {{"${Env}", std::string(kAnotherAnswer)}};
  const Read other(text, {{}, &no});
  REQUIRE(other.resources.size() == 2);
  CHECK(other.resources[0].name == "b");
  const Answers yes = {{"${Env}", "prod"}};
  const Read prod(text, {{}, &yes});
  CHECK(prod.resources.at(1).name == "a");
}

TEST_CASE("loops are written out, up to a bound") {
  const Read read(R"(Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Services:
    - Name
    - [web, api]
    - 'Service${Name}':
        Type: AWS::ECS::Service
        Properties: {ServiceName: !Ref Name, TaskDefinition: !Sub '${Name}-task:1'}
)");
  REQUIRE(read.resources.size() == 2);
  CHECK(read.resources[0].logical_id == "Serviceweb");
  CHECK(read.json(1) ==
        R"({"desiredCount":{"$unresolved":""},"serviceName":"api","taskDefinition":"api-task:1"})");

  std::string bomb = "Resources:\n";
  std::string indent = "  ";
  const std::string values = "[a, b, c, d, e, f, g, h, i, j]";
  for (int i = 0; i < 9; ++i) {
    const std::string n = std::to_string(i);
    bomb += indent + "Fn::ForEach::L" + n + ":\n" + indent + "- V" + n + "\n" + indent + "- " + values +
            "\n" + indent + "-\n";
    indent += "  ";
  }
  bomb += indent + "'C${V0}${V1}${V2}${V3}${V4}${V5}${V6}${V7}${V8}': {Type: 'AWS::ECS::Cluster'}\n";
  const Read exploded(bomb);
  CHECK(exploded.resources.size() <= 5'000);
  CHECK(exploded.messages().find("SYN033") != std::string::npos);
}

TEST_CASE("loops inside properties are written out too") {
  const Read read(R"(Transform: AWS::LanguageExtensions
Parameters:
  Sizes: {Type: CommaDelimitedList, Default: 'Cpu, Memory'}
  Unknown: {Type: CommaDelimitedList}
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Fn::ForEach::Sizes: [Size, !Ref Sizes, {'${Size}': '1024', 'Wrong&{Size}': 1}]
      ContainerDefinitions:
        - Name: web
          DockerLabels:
            kept: yes
            Fn::ForEach::Labels: [Label, [a, b], {'l.${Label}': !Ref Label}]
          Fn::ForEach::More: [Key, !Ref Unknown, {'${Key}': 1}]
)");
  CHECK(read.json() ==
        R"({"cpu":"1024","memory":"1024","containerDefinitions":[{"name":"web","dockerLabels":)"
        R"({"kept":"yes","l.a":"a","l.b":"b"}}]})");
  CHECK(read.resources.at(0).node->find("containerDefinitions")->elements()[0].has(doc::Node::kOpen));
  CHECK_FALSE(read.resources.at(0).node->has(doc::Node::kOpen));
  CHECK(read.messages() ==
        "SCH001 'Wrong&{Size}': unknown property \"WrongCpu\" in AWS::ECS::TaskDefinition\n"
        "SCH001 'Wrong&{Size}': unknown property \"WrongMemory\" in AWS::ECS::TaskDefinition\n");
}

TEST_CASE("Rules and Globals are not in the way") {
  const Read read(R"(Transform: AWS::Serverless-2016-10-31
Globals:
  Function: {Runtime: python3.12, Environment: {Variables: {A: !Ref Nothing}}}
Parameters: {Env: {Type: String}}
Rules:
  Odd: what
  OddToo: {Assertions: what}
  Deep: {Assertions: [{Assert: {'Fn::And': {'Fn::And': x}}}, what, {AssertDescription: none}]}
  All: {Assertions: [{Assert: {'Fn::EachMemberIn': [{'Fn::ValueOfAll': ['AWS::EC2::VPC::Id', Tags.Team]}, {'Fn::RefAll': 'AWS::EC2::VPC::Id'}]}}]}
Resources:
  Handler: {Type: 'AWS::Serverless::Function', Properties: {Handler: a.b}}
  Web: {Type: 'AWS::ECS::Cluster', Properties: {ClusterName: !Sub '${Env}-${HandlerRole}'}}
)");
  REQUIRE(read.resources.size() == 1);
  CHECK(read.messages().empty());
}

TEST_CASE("what a parameter can be is all that is tried") {
  const auto tried = [](std::string_view declaration) {
    const Read read("Parameters: {Env: {Type: String" + std::string(declaration) + R"(}}
Conditions: {Prod: !Equals [!Ref Env, prod]}
Resources: {A: {Type: 'AWS::ECS::Cluster', Condition: Prod}}
)");
    return read.open.at(0).questions;
  };
  const std::string another(kAnotherAnswer);
  CHECK(tried("") == OpenQuestions{{"${Env}", {"prod", another}}});
  CHECK(tried(", AllowedValues: [dev, test, prod]") == OpenQuestions{{"${Env}", {"dev", "test", "prod"}}});
  CHECK(tried(", AllowedValues: [1, 2, 3, 4, prod]") == OpenQuestions{{"${Env}", {"prod", another}}});
}

TEST_CASE("neighbours of ECS are called as their own APIs call them") {
  const Read read(R"(Resources:
  Primary: {Type: 'AWS::ECS::PrimaryTaskSet', Properties: {Cluster: c, Service: s, TaskSetId: t}}
  Key: {Type: 'AWS::KMS::Key', Properties: {KeyPolicy: {Statement: []}, EnableKeyRotation: true}}
  Files: {Type: 'AWS::EFS::FileSystem', Properties: {Encrypted: 'true', FileSystemTags: [{Key: a, Value: b}]}}
  Http: {Type: 'AWS::ServiceDiscovery::HttpNamespace', Properties: {Name: internal}}
  Group:
    Type: AWS::CodeDeploy::DeploymentGroup
    Properties:
      ApplicationName: web
      ServiceRoleArn: r
      ECSServices: [{ClusterName: c, ServiceName: s}]
      LoadBalancerInfo: {TargetGroupPairInfoList: [{TargetGroups: [{Name: blue}], ProdTrafficRoute: {ListenerArns: [l]}}]}
)");
  REQUIRE(read.resources.size() == 5);
  CHECK(read.json(0) == R"({"cluster":"c","service":"s","primaryTaskSet":"t"})");
  CHECK(read.json(1) ==
        R"({"PolicyDocument":{"Statement":[]},"Arn":{"$unresolved":"arn:${AWS::Partition}:kms:)"
        R"(${AWS::Region}:${AWS::AccountId}:key/${Key}"}})");
  CHECK(read.json(2) == R"({"Encrypted":true,"Tags":[{"Key":"a","Value":"b"}]})");
  CHECK(read.json(3) == R"({"Name":"internal","Type":"HTTP"})");
  CHECK(
      read.json(4) ==
      R"({"applicationName":"web","serviceRoleArn":"r","ecsServices":[{"clusterName":"c","serviceName":"s"}],)"
      R"("loadBalancerInfo":{"targetGroupPairInfoList":[{"targetGroups":[{"name":"blue"}],)"
      R"("prodTrafficRoute":{"listenerArns":["l"]}}]}})");
  CHECK(read.messages().empty());
}

TEST_CASE("gateways, buckets and repositories, and who belongs to them") {
  const Read read(R"(Resources:
  Gateway: {Type: 'AWS::EC2::InternetGateway', Properties: {Tags: [{Key: a, Value: b}]}}
  Attachment: {Type: 'AWS::EC2::VPCGatewayAttachment', Properties: {VpcId: vpc-1, InternetGatewayId: !Ref Gateway}}
  Public: {Type: 'AWS::EC2::Subnet', Properties: {AvailabilityZone: eu-west-1a, CidrBlock: 10.0.0.0/24}}
  Nat: {Type: 'AWS::EC2::NatGateway', Properties: {SubnetId: !Ref Public, SecondaryPrivateIpAddressCount: '2'}}
  Files: {Type: 'AWS::S3::Bucket', Properties: {BucketName: files, AccessControl: Private}}
  Images:
    Type: AWS::ECR::Repository
    Properties:
      RepositoryName: team/web
      ImageScanningConfiguration: {ScanOnPush: 'true'}
      RepositoryPolicyText: {Statement: []}
  Mount: {Type: 'AWS::EFS::MountTarget', Properties: {FileSystemId: fs-1, SubnetId: !Ref Public}}
)");
  REQUIRE(read.resources.size() == 6);
  CHECK(read.json(0) ==
        R"({"InternetGatewayId":{"$unresolved":"igw-${Gateway}"},"Attachments":[{"VpcId":"vpc-1"}],)"
        R"("Tags":[{"Key":"a","Value":"b"}]})");
  CHECK(read.json(1) == R"({"AvailabilityZone":"eu-west-1a","CidrBlock":"10.0.0.0/24",)"
                        R"("SubnetId":{"$unresolved":"subnet-${Public}"}})");
  CHECK(read.json(2) ==
        R"({"SubnetId":{"$unresolved":"subnet-${Public}"},"SecondaryPrivateIpAddressCount":2})");
  CHECK(read.json(3) == R"({"Bucket":"files","AccessControl":"Private"})");
  CHECK(read.resources[3].name == "files");
  CHECK(read.json(4) == R"({"repositoryName":"team/web","imageScanningConfiguration":{"scanOnPush":true}})");
  CHECK(read.json(5) == R"({"FileSystemId":"fs-1","SubnetId":{"$unresolved":"subnet-${Public}"},)"
                        R"("AvailabilityZoneName":"eu-west-1a"})");
  CHECK(read.messages().empty());
}

TEST_CASE("a cluster has the capacity providers that another resource gives it") {
  const auto cluster = [](std::string_view name, std::string_view of, std::string_view more = "") {
    const Read read(
        "Parameters: {P: {Type: String, Default: prod}, Q: {Type: String}}\n"
        "Conditions: {C: !Equals [!Ref Q, x]}\n"
        "Resources:\n  Cluster: {Type: 'AWS::ECS::Cluster', Properties: {" +
        std::string(name) +
        "}}\n"
        "  Providers:\n    Type: AWS::ECS::ClusterCapacityProviderAssociations\n" +
        std::string(more) + "    Properties: {Cluster: " + std::string(of) +
        ", CapacityProviders: [FARGATE], DefaultCapacityProviderStrategy: "
        "[{CapacityProvider: FARGATE, Weight: '1'}]}\n");
    return read.json() + (read.resources[0].node->has(doc::Node::kOpen) ? " open" : "");
  };
  const std::string both =
      R"("capacityProviders":["FARGATE"],"defaultCapacityProviderStrategy":[{"capacityProvider":"FARGATE","weight":1}]})";
  CHECK(cluster("", "!Ref Cluster") == "{" + both);
  CHECK(cluster("ClusterName: prod", "prod") == R"({"clusterName":"prod",)" + both);
  CHECK(cluster("ClusterName: !Ref P", "!Ref Cluster") == R"({"clusterName":"prod",)" + both);
  CHECK(cluster("CapacityProviders: [FARGATE_SPOT]", "!Ref Cluster") == "{" + both);
  CHECK(cluster("ClusterName: prod", "other") == R"({"clusterName":"prod"})");
  CHECK(cluster("ClusterName: prod", "!ImportValue Name") == R"({"clusterName":"prod"} open)");
  CHECK(cluster("ClusterName: prod", "prod", "    Condition: C\n") == R"({"clusterName":"prod"} open)");
}

TEST_CASE("an attribute that a type does not have is told: certain where it is like one that it has") {
  const auto messages = [](std::string_view attribute) {
    return Read(
               "AWSTemplateFormatVersion: '2010-09-09'\nResources:\n  Role: {Type: 'AWS::IAM::Role'}\n"
               "  Mine: {Type: 'Custom::Thing'}\n"
               "  Web: {Type: 'AWS::ECS::TaskDefinition', Properties: {TaskRoleArn: !GetAtt " +
               std::string(attribute) + "}}\n")
        .messages();
  };
  CHECK(messages("Role.Arn").empty());
  CHECK(messages("Mine.Arm").empty());
  CHECK(messages("Role.ARN") ==
        "SYN030 Role.ARN: AWS::IAM::Role has no attribute \"ARN\"; did you mean \"Arn\"?\n");
  CHECK(messages("Role.Path") ==
        "SYN030 Role.Path: AWS::IAM::Role has no attribute \"Path\" that we know of; it has Arn, "
        "RoleId\n");
}

TEST_CASE("a schedule is a rule with one target, unless it starts something else") {
  const Read read(R"(Resources:
  Other: {Type: 'AWS::Scheduler::Schedule', Properties: {ScheduleExpression: rate(1 day), Target: {Arn: a, RoleArn: r}}}
  Nightly:
    Type: AWS::Scheduler::Schedule
    Properties:
      ScheduleExpression: rate(1 day)
      Target:
        Arn: !GetAtt Cluster.Arn
        RoleArn: r
        Input: '{}'
        EcsParameters:
          TaskDefinitionArn: web:3
          NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [s]}}
)");
  REQUIRE(read.resources.size() == 1);
  CHECK(read.resources[0].kind == model::Kind::kEventRule);
  CHECK(
      read.json() ==
      R"x({"ScheduleExpression":"rate(1 day)","Targets":[{"Id":"Nightly",)x"
      R"x("Arn":{"$unresolved":"${Cluster.Arn}"},"RoleArn":"r","EcsParameters":{"TaskDefinitionArn":"web:3",)x"
      R"x("NetworkConfiguration":{"awsvpcConfiguration":{"Subnets":["s"]}}},"Input":"{}"}]})x");
  CHECK(read.resources[0].spelling->path("Targets[\"Nightly\"].EcsParameters.NetworkConfiguration") ==
        "Target.EcsParameters.NetworkConfiguration");
}

TEST_CASE("a rule is read that has a cluster among its targets, also when it names no task") {
  const Read read(R"(Resources:
  Tells: {Type: 'AWS::Events::Rule', Properties: {Targets: [{Id: a, Arn: 'arn:aws:sns:eu-west-1:111122223333:told'}]}}
  Other: {Type: 'AWS::Events::Rule', Properties: {Targets: [{Id: a, Arn: 'arn:aws:kafka:eu-west-1:1:cluster/a'}]}}
  Runs: {Type: 'AWS::Events::Rule', Properties: {Targets: [{Id: a, Arn: 'arn:aws:ecs:eu-west-1:1:cluster/a'}]}}
  Cluster: {Type: 'AWS::ECS::Cluster'}
)");
  REQUIRE(read.resources.size() == 2);
  CHECK(read.resources[0].logical_id == "Runs");
}

TEST_CASE("what answers make no difference to is taken from the reading before") {
  const std::string text = R"(Parameters: {Env: {Type: String}}
Conditions: {Prod: !Equals [!Ref Env, prod]}
Resources:
  A: {Type: 'AWS::ECS::Cluster', Properties: {ClusterName: a}}
  B: {Type: 'AWS::ECS::Cluster', Properties: {ClusterName: !If [Prod, b, c]}}
  C: {Type: 'AWS::ECS::Cluster', Condition: Prod}
  D: {Type: 'AWS::ECS::Service', Properties: {Cluster: !Ref B, TaskDefinition: 'web:1'}}
)";
  Read read(text);
  REQUIRE(read.resources.size() == 4);
  CHECK(read.open[3].questions.size() == 1);  // the name of B is asked there, too
  const std::set<std::string_view> none;
  const Before before = {read.resources, read.open, &none};
  const Answers answers = {{"${Env}", "dev"}};
  std::vector<model::Resource> resources;
  Openness open;
  read_template(read.document, read.document.roots().front(), {{}, &answers, true, &before}, resources, open,
                read.findings);
  REQUIRE(resources.size() == 3);
  CHECK(resources[0].node == read.resources[0].node);
  CHECK(resources[1].name == "c");
  CHECK(resources[2].node->find("cluster")->as_string() == "c");
}
