// SPDX-License-Identifier: Apache-2.0
// Neighbours of other services in the files of a run: read, checked and linked, with a rule pack made for it.
#include <catch2/catch.hpp>

#include "lint/linter.h"

using namespace ecslint;
using lint::FileResult;
using lint::Linter;
using lint::Options;

namespace {

/// A rule that points at the service, container or target group itself.
std::string rule(std::string_view subject, std::string_view assertion, std::string_view message) {
  std::string out = "code = 'ACME001'\nname = 'acme'\nsummary = 'S'\nseverity = 'error'\nhelp = 'H.'\n";
  out += "since = '0.1'\nat = '" + std::string(subject) + "'\n";
  out += "subject = '" + std::string(subject) + "'\n";
  out += "assert = '''" + std::string(assertion) + "'''\n";
  return out + "message = '''" + std::string(message) + "'''\n";
}

text::MemoryFileSystem with_rule(std::string_view subject, std::string_view assertion,
                                 std::string_view message) {
  text::MemoryFileSystem files;
  files.add("pack/ACME001-acme.toml", rule(subject, assertion, message));
  return files;
}

using Lines = std::vector<std::string>;

/// "file message" of every finding; undecided ones as "file ? reason".
Lines said(const text::FileSystem& files, std::vector<std::string_view> select = {"ACME"}) {
  Options options;
  options.git = false;
  options.rule_packs = {"pack"};
  for (const std::string_view code : select) options.select.emplace_back(code);
  options.show_undecided = true;
  const Linter linter(std::move(options), files);
  for (const auto& problem : linter.problems()) FAIL(problem.message);
  Lines lines;
  const std::string paths[] = {"a"};
  linter.check(paths, [&](const FileResult& result) {
    for (const auto& finding : result.findings)
      lines.push_back(std::string(result.file) + " " + finding.message);
    for (const auto& undecided : result.undecided) {
      lines.push_back(std::string(result.file) + " ? " + undecided.reason);
    }
  });
  return lines;
}

constexpr std::string_view kService = R"({"serviceName": "web", "cluster": "prod", "desiredCount": 2,
  "taskDefinition": "web", "loadBalancers": [
    {"targetGroupArn": "arn:aws:elasticloadbalancing:r:1:targetgroup/web/1", "containerName": "a"},
    {"targetGroupArn": "arn:aws:elasticloadbalancing:r:1:targetgroup/api/2", "containerName": "b"}]})";
constexpr std::string_view kWebGroup =
    R"({"Name": "web", "Port": 80, "Protocol": "HTTP", "TargetType": "instance", "VpcId": "v"})";
constexpr std::string_view kTask = R"({"family": "web", "containerDefinitions": [
    {"name": "a", "image": "i", "logConfiguration": {"logDriver": "awslogs",
                                                     "options": {"awslogs-group": "/ecs/a"}}},
    {"name": "b", "image": "i"}]})";

}  // namespace

TEST_CASE("each entry of loadBalancers meets its own target group") {
  auto files = with_rule("serviceLoadBalancer", "targetGroup.TargetType == 'ip'",
                         "{serviceLoadBalancer.containerName} goes to {targetGroup.TargetType}");
  files.add("a/service.json", std::string(kService));
  files.add("a/group.json", std::string(kWebGroup));
  CHECK(said(files) == Lines{"a/service.json a goes to instance",
                             "a/service.json ? the target group is not among the files read"});
}

TEST_CASE("in a list of which a part is not in the run, all is undecided and size right") {
  auto files = with_rule("service", "targetGroups.all(g, g.TargetType == 'instance')", "not all");
  files.add("a/service.json", std::string(kService));
  files.add("a/group.json", std::string(kWebGroup));
  CHECK(said(files) == Lines{"a/service.json ? its target groups are not among the files read"});
  files.add("pack/ACME001-acme.toml",
            rule("service", "targetGroups.all(g, g.TargetType != 'instance')", "some"));
  CHECK(said(files) == Lines{"a/service.json some"});
  files.add("pack/ACME001-acme.toml", rule("service", "size(targetGroups) != 2", "two"));
  CHECK(said(files) == Lines{"a/service.json two"});
}

TEST_CASE("a container's log group may be in a file beside a task definition, without any service") {
  auto files = with_rule("container", "!has(container.logConfiguration) || has(logGroup.retentionInDays)",
                         "{container.name}: for ever");
  files.add("a/task.json", std::string(kTask));
  files.add("a/groups.json", R"({"logGroups": [{"logGroupName": "/ecs/a", "storedBytes": 1}]})");
  CHECK(said(files) == Lines{"a/task.json a: for ever"});
  files.add("a/groups.json", R"({"logGroupName": "/ecs/a"})");
  CHECK(said(files).empty());  // put-retention-policy may have been called, too
}

TEST_CASE("what scales a service is read from wherever it stands") {
  auto files = with_rule("service", "!has(scaling.MinCapacity) || scaling.MinCapacity <= 2", "too few");
  files.add("a/service.json", std::string(kService));
  files.add("a/scaling.yaml",
            "ServiceNamespace: ecs\nResourceId: service/prod/web\n"
            "ScalableDimension: ecs:service:DesiredCount\nMinCapacity: 3\nMaxCapacity: 9\n");
  CHECK(said(files) == Lines{"a/service.json too few"});
  files.add("a/ecslint.toml", "closed = true\n");
  files.add("a/scaling.yaml", "ServiceNamespace: dynamodb\n");
  CHECK(said(files).empty());
}

TEST_CASE("inputs of neighbours are checked for their shape, output is not") {
  auto files = with_rule("service", "true", "never");
  files.add("a/group.json", R"({"Name": "web", "TargetTyp": "ip", "HealthCheckPath": "/"})");
  CHECK(
      said(files, {"SCH"}) ==
      Lines{"a/group.json unknown property \"TargetTyp\" in the target group; did you mean \"TargetType\"?"});
  files.add("a/group.json", R"({"TargetGroups": [{"TargetGroupArn": "arn:t", "TargetGroupName": "web",
                                                   "ToCome": 1}]})");
  CHECK(said(files, {"SCH"}).empty());
  files.add("a/group.json", R"({"TargetGroups": [{"TargetGroupArn": "arn:t", "TargetGroupName": 7}]})");
  CHECK(said(files, {"SCH"}).size() == 1);
}

TEST_CASE("names and limits of load balancers are checked in templates too, shapes are not") {
  auto files = with_rule("service", "true", "never");
  files.add("a/stack.yaml",
            "Resources:\n"
            "  Cluster: {Type: 'AWS::ECS::Cluster'}\n"
            "  A: {Type: 'AWS::ElasticLoadBalancingV2::TargetGroup', Properties: {Name: a_b, NoSuch: 1, "
            "Tags: []}}\n"
            "  B: {Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {Name: !Sub '${A}_b'}}\n"
            "  C: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: 'a b'}}\n");
  CHECK(said(files, {"SCH"}) == Lines{"a/stack.yaml Name must be 1 to 32 letters, digits and hyphens, none "
                                      "at either end, found \"a_b\""});
}

TEST_CASE("what the schema refused of a neighbour is unknown to rules") {
  auto files = with_rule("targetGroup", "targetGroup.?Port.orValue(0) == 80", "port");
  files.add("a/group.json",
            R"({"TargetGroups": [{"TargetGroupArn": "arn:t", "TargetGroupName": "web", "Port": "x"}]})");
  const Lines lines = said(files, {"ACME"});
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].starts_with("a/group.json ? "));
}
