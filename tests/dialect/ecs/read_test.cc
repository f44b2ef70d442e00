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
    reading = dialect_ecs::read_resources(document, as, resources, findings);
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
      {R"({"service": "s", "cluster": "c", "taskDefinition": "t", "launchType": "EC2"})", "task-set/create"},
      {R"({"service": "s", "cluster": "c", "taskDefinition": "t", "tags": [], "desiredCount": 1})",
       "service/update s"},
      {R"({"service": "s", "cluster": "c", "taskSet": "t", "scale": {}})", "task-set/update"},
      {R"({"taskDefinition": "web", "cluster": "c", "launchType": "FARGATE"})", "run-task/create"},
      {R"({"taskDefinition": "web", "containerInstances": ["i"]})", "run-task/start"},
      {R"({"clusterName": "c", "settings": []})", "cluster/create c"},
      {R"({"cluster": "c", "capacityProviders": [], "defaultCapacityProviderStrategy": []})",
       "cluster/providers"},
      {R"({"name": "p", "autoScalingGroupProvider": {}})", "capacity-provider/create p"},
      {R"({"name": "p", "autoScalingGroupProvider": {"managedDraining": "ENABLED"}})",
       "capacity-provider/update p"},
      {R"({"daemonName": "d", "daemonTaskDefinitionArn": "a", "capacityProviderArns": []})",
       "daemon/create d"},
      {R"({"family": "d", "containerDefinitions": [], "pidMode": "shared"})",
       "daemon-task-definition/create d"},
      {R"({"family": "d", "containerDefinitions": [], "volumes": [{"name": "l", "logDriverVolumeConfiguration": {}}]})",
       "daemon-task-definition/create d"},
      {R"({"family": "t", "containerDefinitions": [], "pidMode": "host", "volumes": [{"name": "l"}, 1]})",
       "task-definition/create t"},
      {R"({"primaryContainer": {"image": "i"}, "executionRoleArn": "r"})", "express-service/create"},
      {R"({"serviceName": "s", "infrastructureRoleArn": "r", "taskDefinitionArn": "t", "networkConfiguration": {}})",
       "express-service/create s"},
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
  CHECK(marks(R"({"requiresCompatibilities": ["FARGATE"], "contaienrDefinitions": []})").any);
  CHECK_FALSE(marks(R"({"compilerOptions": {}})").any);
  const auto workflow = marks("run: jq '.taskDefinition.containerDefinitions[0]'\n");
  CHECK(workflow.any);
  CHECK_FALSE(workflow.strong);
}

TEST_CASE("marks are found in UTF-16, which PowerShell writes") {
  std::string wide = "\xFF\xFE";
  for (const char c : std::string_view(R"({"containerDefinitions": [)")) wide.append(1, c).append(1, '\0');
  CHECK(dialect_ecs::marks(wide).strong);
  CHECK(dialect_ecs::marks(std::string_view(wide).substr(2)).strong);
  CHECK_FALSE(dialect_ecs::marks("\xFF\xFE\xFF\xFE").any);
}

TEST_CASE("neighbours are told by their keys, as input and as output") {
  const struct {
    std::string_view text;
    std::string_view expected;
  } rows[] = {
      {R"({"Name": "web", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1", "TargetType": "ip"})",
       "target-group/create web"},
      {R"({"Name": "fn", "TargetType": "lambda"})", "target-group/create fn"},
      {R"({"TargetGroups": [{"TargetGroupArn": "arn:aws:elasticloadbalancing:r:1:targetgroup/web/1",
          "TargetGroupName": "web", "Protocol": "HTTP", "Port": 80}]})",
       "target-group/describe web"},
      {R"({"TargetGroupArn": "arn:t", "Attributes": [{"Key": "k", "Value": "v"}]})",
       "target-group/update arn:t"},
      {R"({"TargetGroupArn": "arn:t", "HealthCheckPath": "/up"})", "target-group/update arn:t"},
      {R"({"LoadBalancerArn": "arn:l", "Port": 80, "Protocol": "HTTP", "DefaultActions": []})",
       "listener/create"},
      {R"({"Listeners": [{"ListenerArn": "arn:x", "LoadBalancerArn": "arn:l", "Port": 80},
                         {"ListenerArn": "arn:y", "LoadBalancerArn": "arn:l", "Port": 443}]})",
       "listener/describe arn:x, listener/describe arn:y"},
      {R"({"ListenerArn": "arn:x", "Priority": 1, "Conditions": [], "Actions": []})", "listener-rule/create"},
      {R"({"Rules": [{"RuleArn": "arn:r", "Priority": "1", "Conditions": [], "Actions": []}]})",
       "listener-rule/describe arn:r"},
      {R"({"Name": "edge", "Subnets": ["subnet-1", "subnet-2"], "Type": "application"})",
       "load-balancer/create edge"},
      {R"({"LoadBalancers": [{"LoadBalancerArn": "arn:l", "LoadBalancerName": "edge"}]})",
       "load-balancer/describe edge"},
      {R"({"ServiceNamespace": "ecs", "ResourceId": "service/c/s",
          "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 1, "MaxCapacity": 4})",
       "scalable-target/create service/c/s"},
      {R"({"ScalableTargets": [{"ServiceNamespace": "ecs", "ResourceId": "service/c/s",
          "ScalableDimension": "ecs:service:DesiredCount", "MinCapacity": 1, "MaxCapacity": 4,
          "CreationTime": 1.5}]})",
       "scalable-target/describe service/c/s"},
      {R"({"ServiceNamespace": "dynamodb", "ResourceId": "table/t",
          "ScalableDimension": "dynamodb:table:ReadCapacityUnits", "MinCapacity": 1})",
       "[]"},
      {R"({"PolicyName": "cpu", "ServiceNamespace": "ecs", "ResourceId": "service/c/s",
          "ScalableDimension": "ecs:service:DesiredCount", "PolicyType": "TargetTrackingScaling"})",
       "scaling-policy/create cpu"},
      {R"({"ScalingPolicies": [{"PolicyARN": "arn:p", "PolicyName": "cpu", "ServiceNamespace": "ecs",
          "ResourceId": "service/c/s", "ScalableDimension": "ecs:service:DesiredCount"}]})",
       "scaling-policy/describe cpu"},
      {R"({"ScalingPolicies": [{"AutoScalingGroupName": "g", "PolicyName": "cpu"}]})", "[]"},
      {R"({"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "IpPermissions": []}]})",
       "security-group/describe web"},
      {R"({"GroupName": "web", "Description": "d", "VpcId": "vpc-1"})", "security-group/create web"},
      {R"({"GroupId": "sg-1", "IpPermissions": [{"IpProtocol": "tcp"}]})", "security-group/update sg-1"},
      {R"({"GroupName": "admins", "Description": "d", "UserPoolId": "p"})", "[]"},
      {R"({"Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24"}]})",
       "subnet/describe subnet-1"},
      {R"({"RouteTables": [{"RouteTableId": "rtb-1", "Routes": [], "VpcId": "vpc-1"}]})",
       "route-table/describe rtb-1"},
      {R"({"VpcEndpoints": [{"VpcEndpointId": "vpce-1", "VpcId": "vpc-1", "ServiceName": "s"}]})",
       "vpc-endpoint/describe s"},
      {R"({"VpcId": "vpc-1", "ServiceName": "s", "VpcEndpointType": "Interface"})", "vpc-endpoint/create s"},
      {R"({"logGroupName": "/ecs/web"})", "log-group/create /ecs/web"},
      {R"({"logGroupName": "/ecs/web", "retentionInDays": 30})", "log-group/update /ecs/web"},
      {R"({"logGroups": [{"logGroupName": "/ecs/web", "storedBytes": 1}]})", "log-group/describe /ecs/web"},
      {R"({"logGroupName": "/ecs/web", "logStreamName": "s"})", "[]"},
      {R"({"logGroupName": "/ecs/web", "region": "eu-west-1"})", "[]"},
      {R"({"AlarmName": "cpu", "MetricName": "CPUUtilization", "Threshold": 80})", "alarm/create cpu"},
      {R"({"MetricAlarms": [{"AlarmName": "cpu", "AlarmArn": "arn:a", "MetricName": "m"}],
          "CompositeAlarms": []})",
       "alarm/describe cpu"},
      {R"({"AlarmName": "both", "AlarmRule": "ALARM(a) AND x"})", "[]"},
      {R"({"Name": "nightly", "ScheduleExpression": "rate(1 day) "})", "event-rule/create nightly"},
      {R"({"Rules": [{"Name": "nightly", "Arn": "arn:e", "ScheduleExpression": "rate(1 day) "}]})",
       "event-rule/describe nightly"},
      {R"({"Rule": "nightly", "Targets": [{"Id": "1", "Arn": "arn:c"}]})", "event-rule/update nightly"},
      {R"({"Targets": [{"Id": "1", "Arn": "arn:c", "EcsParameters": {}}]})", "event-rule/describe"},
      {R"({"TargetGroupArn": "arn:t", "Targets": [{"Id": "i-1", "Port": 80}]})", "[]"},
      {R"({"AutoScalingGroupName": "g", "MinSize": 1, "MaxSize": 2})", "auto-scaling-group/create g"},
      {R"({"AutoScalingGroups": [{"AutoScalingGroupName": "g", "AutoScalingGroupARN": "arn:g",
          "MinSize": 1}]})",
       "auto-scaling-group/describe g"},
      {R"({"LaunchTemplateName": "t", "LaunchTemplateData": {}})", "launch-template/create t"},
      {R"({"LaunchTemplateVersions": [{"LaunchTemplateName": "t", "LaunchTemplateId": "lt-1",
          "VersionNumber": 1, "LaunchTemplateData": {}}]})",
       "launch-template/describe t"},
      {R"({"FileSystemId": "fs-1", "SubnetId": "subnet-1"})", "mount-target/create fs-1"},
      {R"({"MountTargets": [{"MountTargetId": "fsmt-1", "FileSystemId": "fs-1", "SubnetId": "subnet-1"}]})",
       "mount-target/describe fs-1"},
      {R"({"SecurityGroups": [{"GroupId": "sg-1", "GroupName": "web", "IpPermissions": []}],
          "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24"}]})",
       "security-group/describe web, subnet/describe subnet-1"},
      // Others.
      {R"({"apiVersion": "v1", "kind": "Service", "metadata": {"name": "web"},
          "spec": {"ports": [{"port": 80, "targetPort": 8080}]}})",
       "[Kubernetes manifest]"},
      {R"({"format_version": "1.2", "terraform_version": "1.9.0", "resource_changes": [],
          "planned_values": {}, "Rules": []})",
       "[Terraform state or plan]"},
      {R"({"Resources": {"Group": {"Type": "AWS::ElasticLoadBalancingV2::TargetGroup", "Properties":
          {"Name": "web", "Port": 80, "Protocol": "HTTP", "VpcId": "vpc-1"}}}})",
       "[CloudFormation template]"},
      {R"({"Name": "web", "Port": 80})", "[]"},
      {R"({"name": "web", "protocol": "HTTP", "port": 80, "vpcId": "vpc-1"})", "[]"},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    CHECK(summary(row.text) == row.expected);
  }
}

TEST_CASE("what an ECS describe call gives is read, lists of several too") {
  CHECK(summary(R"({"clusters": [{"clusterArn": "x", "clusterName": "a"}, {"clusterArn": "y",
                    "clusterName": "b"}], "failures": []})") == "cluster/describe a, cluster/describe b");
  CHECK(summary(R"({"capacityProviders": [{"capacityProviderArn": "x", "name": "FARGATE", "status": "ACTIVE"},
                    {"capacityProviderArn": "y", "name": "own", "autoScalingGroupProvider": {}}]})") ==
        "capacity-provider/describe FARGATE, capacity-provider/describe own");
  CHECK(summary(R"({"service": {"serviceArn": "x", "serviceName": "web", "activeConfigurations": [],
                    "cluster": "c"}})") == "express-service/describe web");
  CHECK(summary(R"({"daemon": {"daemonArn": "x", "daemonName": "d"}})") == "daemon/describe d");
  CHECK(summary(R"({"daemonTaskDefinition": {"daemonTaskDefinitionArn": "x", "family": "d",
                    "containerDefinitions": []}})") == "daemon-task-definition/describe d");
}

TEST_CASE("a neighbour is completed: one name, and what another call sets is unknown") {
  const Parsed group(R"({"TargetGroups": [{"TargetGroupArn": "arn:t", "TargetGroupName": "web"}]})");
  REQUIRE(group.resources.size() == 1);
  const doc::Node& node = *group.resources[0].node;
  REQUIRE(node.find("Name") != nullptr);
  CHECK(node.find("Name")->as_string() == "web");
  CHECK(node.find("Name")->range() == node.find("TargetGroupName")->range());
  REQUIRE(node.find("Attributes") != nullptr);
  CHECK(node.find("Attributes")->why().reason == "modify-target-group-attributes, which sets them");
  CHECK(group.resources[0].arn == "arn:t");
  CHECK(group.resources[0].written->find("Name") == nullptr);

  const Parsed update(R"({"TargetGroupArn": "arn:t", "Attributes": []})");
  REQUIRE(update.resources.size() == 1);
  CHECK(update.resources[0].node->has(doc::Node::kOpen));

  const Parsed described(R"({"logGroups": [{"logGroupName": "g", "storedBytes": 1}]})");
  REQUIRE(described.resources.size() == 1);
  CHECK(described.resources[0].node->find("retentionInDays") == nullptr);
}

TEST_CASE("bytes of neighbours are worth parsing, and ask for links") {
  const auto marks = [](std::string_view bytes) { return dialect_ecs::marks(bytes); };
  CHECK(marks(R"({"TargetGroups": []})").any);
  CHECK(marks(R"({"TargetGroups": []})").refers);
  CHECK(marks(R"({"logGroupName": "/ecs/web"})").refers);
  CHECK(marks("Type: AWS::EC2::Subnet\nVpcId: x").any);
  CHECK_FALSE(marks("Type: AWS::EC2::Subnet\nVpcId: x").refers);
  CHECK_FALSE(marks(R"({"family": "web", "containerDefinitions": []})").refers);
  CHECK_FALSE(marks(R"({"compilerOptions": {}})").any);
}

TEST_CASE("of a key that stands twice the last counts, also where rules see more than is written") {
  const Parsed group(
      R"({"Name": "web", "Port": 80, "Protocol": "HTTP", "VpcId": "vpc-0a", "TargetType": "ip",
          "HealthCheckPath": "/first", "HealthCheckPath": "/last"})");
  REQUIRE(group.summary() == "target-group/create web");
  CHECK(group.resources[0].node->find("HealthCheckPath")->as_string() == "/last");
  const Parsed described(
      R"({"taskDefinition": {"family": "first", "family": "last", "containerDefinitions": []},
          "tags": [{"key": "a", "value": "b"}]})");
  REQUIRE(described.resources.size() == 1);
  CHECK(described.resources[0].node->find("family")->as_string() == "last");
}
