// SPDX-License-Identifier: Apache-2.0
#include "model/relation.h"

#include <catch2/catch.hpp>
#include <deque>

#include "model/project.h"
#include "text/hash.h"

using namespace ecslint;
using doc::Node;
using model::Form;
using model::Kind;
using model::Link;
using model::Project;
using model::Relation;
using model::Resource;

namespace {

/// A tree written down as C++: {{"a", str("x")}, {"b", list({…})}}.
class World {
 public:
  using Members = std::initializer_list<std::pair<std::string_view, Node>>;

  Node object(Members members) {
    auto* at = arena_.allocate<doc::Member>(members.size());
    std::size_t n = 0;
    for (const auto& [key, value] : members) new (at + n++) doc::Member{key, {0, 1}, value};
    return Node::object({at, n}, {0, 2});
  }
  Node list(std::initializer_list<Node> elements) {
    auto* at = arena_.allocate<Node>(elements.size());
    std::uninitialized_copy(elements.begin(), elements.end(), at);
    return Node::array({at, elements.size()}, {0, 2});
  }
  static Node str(std::string_view text) { return Node::string(text, {0, 1}); }
  Node unknown() { return Node::unresolved(&why_, {0, 1}); }

  const Resource& add(Kind kind, Members members, Form form = Form::kCreate, std::uint32_t root = 0) {
    doc::Document& document = documents_.emplace_back(text::Source("a/file.json", "{}"));
    document.add_root(object(members));
    const Node* node = &document.roots()[0];
    if (form == Form::kUpdate) node->set(Node::kOpen);
    return project.add({.kind = kind,
                        .form = form,
                        .node = node,
                        .written = node,
                        .document = &document,
                        .name = model::name_of(kind, *node),
                        .arn = model::arn_of(kind, *node),
                        .root = root});
  }
  Link follow(const Resource& from, Relation relation, const Node* element = nullptr) {
    project.finish();
    return project.follow(from, relation, element);
  }

  Project project;

 private:
  doc::Arena arena_;
  std::deque<doc::Document> documents_;
  doc::Unresolved why_{"placeholder ${X}", "${X}", {}};
};

constexpr std::string_view kWebArn =
    "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/6d0ecf831eec9f09";
constexpr std::string_view kOtherArn =
    "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/0000000000000000";

const Resource& service(World& world, std::string_view group, std::string_view cluster = "prod") {
  return world.add(Kind::kService,
                   {{"serviceName", World::str("web")},
                    {"cluster", World::str(cluster)},
                    {"loadBalancers", world.list({world.object({{"targetGroupArn", World::str(group)}})})}});
}

}  // namespace

TEST_CASE("the short name in a reference") {
  const struct {
    Kind target;
    std::string_view reference;
    std::string_view expected;
  } rows[] = {
      {Kind::kTargetGroup, kWebArn, "web"},
      {Kind::kTargetGroup, "web", "web"},
      {Kind::kLoadBalancer, "arn:aws:elasticloadbalancing:r:1:loadbalancer/app/edge/50dc6c495c0c9188",
       "edge"},
      {Kind::kLoadBalancer, "arn:aws:elasticloadbalancing:r:1:loadbalancer/net/edge/50dc6c495c0c9188",
       "edge"},
      {Kind::kLogGroup, "/ecs/web", "/ecs/web"},
      {Kind::kLogGroup, "arn:aws:logs:r:1:log-group:/ecs/web:*", "/ecs/web"},
      {Kind::kAlarm, "arn:aws:cloudwatch:r:1:alarm:web: cpu", "web: cpu"},
      {Kind::kTaskDefinition, "arn:aws:ecs:r:1:task-definition/web:3", "web"},
      {Kind::kService, "service/prod/web", "web"},
      {Kind::kService, "arn:aws:ecs:r:1:service/prod/web", "web"},
      {Kind::kCluster, "arn:aws:ecs:r:1:cluster/prod", "prod"},
      {Kind::kRole, "arn:aws:iam::1:role/path/task", "task"},
      {Kind::kScalableTarget, "service/prod/web", "service/prod/web"},
      {Kind::kAutoScalingGroup, "arn:aws:autoscaling:r:1:autoScalingGroup:u:autoScalingGroupName/g", "g"},
      {Kind::kSecurityGroup, "sg-1", "sg-1"},
  };
  for (const auto& row : rows) {
    INFO(row.reference);
    CHECK(model::short_name(row.target, row.reference) == row.expected);
  }
}

TEST_CASE("a service meets its target group by ARN, else by the name in it") {
  {
    World world;
    const Resource& group = world.add(Kind::kTargetGroup, {{"Name", World::str("web")}});
    const Resource& web = service(world, kWebArn);
    CHECK(world.follow(web, Relation::kTargetGroups).targets == std::vector{&group});
    const Node& entry = web.node->find("loadBalancers")->elements()[0];
    CHECK(world.follow(web, Relation::kTargetGroup, &entry).targets == std::vector{&group});
    CHECK(world.follow(group, Relation::kServices).targets == std::vector{&web});
  }
  {
    World world;
    world.add(Kind::kTargetGroup, {{"Name", World::str("web")}, {"TargetGroupArn", World::str(kOtherArn)}});
    const Resource& mine =
        world.add(Kind::kTargetGroup, {{"Name", World::str("web")}, {"TargetGroupArn", World::str(kWebArn)}});
    CHECK(world.follow(service(world, kWebArn), Relation::kTargetGroups).targets == std::vector{&mine});
  }
  {
    World world;
    world.add(Kind::kTargetGroup, {{"Name", World::str("web")}, {"TargetGroupArn", World::str(kOtherArn)}});
    const Link link = world.follow(service(world, kWebArn), Relation::kTargetGroups);
    CHECK(link.state == Link::State::kUnresolved);
    CHECK(link.missing == 1);
  }
}

TEST_CASE("a list knows how many of its members are not known") {
  World world;
  const Resource& one = world.add(Kind::kSubnet, {{"SubnetId", World::str("subnet-1")}});
  const auto with = [&](Node subnets) -> const Resource& {
    return world.add(Kind::kService,
                     {{"serviceName", World::str("web")},
                      {"networkConfiguration",
                       world.object({{"awsvpcConfiguration", world.object({{"subnets", subnets}})}})}});
  };
  const Link all = world.follow(with(world.list({World::str("subnet-1")})), Relation::kSubnets);
  CHECK(all.complete);
  CHECK(all.targets == std::vector{&one});
  const Link some =
      world.follow(with(world.list({World::str("subnet-1"), World::str("subnet-2"), world.unknown()})),
                   Relation::kSubnets);
  CHECK(some.found());
  CHECK_FALSE(some.complete);
  CHECK(some.missing == 2);
  CHECK(world.follow(with(world.unknown()), Relation::kSubnets).state == Link::State::kUnresolved);
  CHECK(world.follow(with(world.list({})), Relation::kSubnets).state == Link::State::kAbsent);
}

TEST_CASE("a service meets what scales it by cluster and name") {
  World world;
  const Resource& web = service(world, kWebArn);
  const Resource& target = world.add(Kind::kScalableTarget, {{"ResourceId", World::str("service/prod/web")}});
  const Resource& other = world.add(Kind::kScalableTarget, {{"ResourceId", World::str("service/dev/web")}});
  const Resource& policy = world.add(Kind::kScalingPolicy, {{"PolicyName", World::str("cpu")},
                                                            {"ResourceId", World::str("service/prod/web")}});
  CHECK(world.follow(target, Relation::kService).targets == std::vector{&web});
  CHECK(world.follow(other, Relation::kService).state == Link::State::kUnresolved);
  CHECK(world.follow(web, Relation::kScaling).targets == std::vector{&target});
  CHECK(world.follow(web, Relation::kScalingPolicies).targets == std::vector{&policy});
  CHECK(world.follow(policy, Relation::kScaling).targets == std::vector{&target});
  CHECK(world.follow(policy, Relation::kService).targets == std::vector{&web});
  CHECK(world.follow(target, Relation::kScalingPolicies).targets == std::vector{&policy});
  CHECK(world.follow(other, Relation::kScalingPolicies).state == Link::State::kUnresolved);
}

TEST_CASE("a service that names no cluster may be in any") {
  World world;
  const Resource& web = world.add(Kind::kService, {{"serviceName", World::str("web")}});
  const Resource& target = world.add(Kind::kScalableTarget, {{"ResourceId", World::str("service/prod/web")}});
  CHECK(world.follow(target, Relation::kService).targets == std::vector{&web});
  CHECK(world.follow(web, Relation::kScaling).targets == std::vector{&target});
}

TEST_CASE("in a closed root nobody else scales the service") {
  World world;
  const auto closed = world.project.add_root({.folder = "c", .closed = true});
  const Resource& web =
      world.add(Kind::kService, {{"serviceName", World::str("web")}}, Form::kCreate, closed);
  CHECK(world.follow(web, Relation::kScaling).state == Link::State::kAbsent);
  CHECK(world.follow(web, Relation::kScalingPolicies).state == Link::State::kAbsent);
  CHECK(world.follow(web, Relation::kAlarms).state == Link::State::kAbsent);
}

TEST_CASE("an alarm watches the service of its dimensions") {
  World world;
  const Resource& web = service(world, kWebArn);
  const auto dimension = [&](std::string_view name, Node value) {
    return world.object({{"Name", World::str(name)}, {"Value", value}});
  };
  const Resource& alarm =
      world.add(Kind::kAlarm, {{"AlarmName", World::str("cpu")},
                               {"Dimensions", world.list({dimension("ClusterName", World::str("prod")),
                                                          dimension("ServiceName", World::str("web"))})}});
  const Resource& host =
      world.add(Kind::kAlarm, {{"AlarmName", World::str("disk")},
                               {"Dimensions", world.list({dimension("InstanceId", World::str("i-1"))})}});
  const Resource& vague =
      world.add(Kind::kAlarm, {{"AlarmName", World::str("x")},
                               {"Dimensions", world.list({dimension("ServiceName", world.unknown())})}});
  CHECK(world.follow(alarm, Relation::kService).targets == std::vector{&web});
  CHECK(world.follow(host, Relation::kService).state == Link::State::kAbsent);
  CHECK(world.follow(vague, Relation::kService).state == Link::State::kUnresolved);
  CHECK(world.follow(web, Relation::kAlarms).targets == std::vector{&alarm});
}

TEST_CASE("a container meets its log group, and the group its users") {
  World world;
  const Resource& group = world.add(Kind::kLogGroup, {{"logGroupName", World::str("/ecs/web")}});
  const auto container = [&](std::string_view name) {
    return world.object({{"logConfiguration",
                          world.object({{"options", world.object({{"awslogs-group", World::str(name)}})}})}});
  };
  const Resource& task =
      world.add(Kind::kTaskDefinition,
                {{"family", World::str("web")},
                 {"containerDefinitions", world.list({container("/ecs/web"), container("/ecs/other")})}});
  const auto elements = task.node->find("containerDefinitions")->elements();
  CHECK(world.follow(task, Relation::kLogGroup, &elements[0]).targets == std::vector{&group});
  CHECK(world.follow(task, Relation::kLogGroup, &elements[1]).state == Link::State::kUnresolved);
  const Link groups = world.follow(task, Relation::kLogGroups);
  CHECK(groups.targets == std::vector{&group});
  CHECK(groups.missing == 1);
  CHECK(world.follow(group, Relation::kTaskDefinitions).targets == std::vector{&task});
}

TEST_CASE("a target of an EventBridge rule meets its task definition and cluster") {
  World world;
  const Resource& task = world.add(Kind::kTaskDefinition, {{"family", World::str("job")}});
  const Resource& cluster = world.add(Kind::kCluster, {{"clusterName", World::str("prod")}});
  const Resource& rule = world.add(
      Kind::kEventRule,
      {{"Name", World::str("nightly")},
       {"Targets",
        world.list({world.object({{"Arn", World::str("arn:aws:ecs:r:1:cluster/prod")},
                                  {"EcsParameters",
                                   world.object({{"TaskDefinitionArn",
                                                  World::str("arn:aws:ecs:r:1:task-definition/job:2")}})}}),
                    world.object({{"Arn", World::str("arn:aws:sns:r:1:topic")}})})}});
  const auto targets = rule.node->find("Targets")->elements();
  CHECK(world.follow(rule, Relation::kTaskDefinition, &targets[0]).targets == std::vector{&task});
  CHECK(world.follow(rule, Relation::kCluster, &targets[0]).targets == std::vector{&cluster});
  CHECK(world.follow(rule, Relation::kTaskDefinition, &targets[1]).state == Link::State::kUnresolved);
  CHECK(world.follow(rule, Relation::kCluster, &targets[1]).state == Link::State::kUnresolved);
}

TEST_CASE("a target group meets its listeners and rules") {
  World world;
  const Resource& group =
      world.add(Kind::kTargetGroup, {{"Name", World::str("web")}, {"TargetGroupArn", World::str(kWebArn)}});
  const auto forward = [&](std::string_view property) {
    return std::pair<std::string_view, Node>(
        property, world.list({world.object(
                      {{"Type", World::str("forward")}, {"TargetGroupArn", World::str(kWebArn)}})}));
  };
  const Resource& balancer = world.add(
      Kind::kLoadBalancer,
      {{"Name", World::str("edge")},
       {"LoadBalancerArn", World::str("arn:aws:elasticloadbalancing:r:1:loadbalancer/app/edge/1")}});
  const Resource& listener =
      world.add(Kind::kListener,
                {{"ListenerArn", World::str("arn:l")},
                 {"LoadBalancerArn", World::str("arn:aws:elasticloadbalancing:r:1:loadbalancer/app/edge/1")},
                 forward("DefaultActions")});
  const Resource& rule =
      world.add(Kind::kListenerRule, {{"ListenerArn", World::str("arn:l")}, forward("Actions")});
  CHECK(world.follow(group, Relation::kListeners).targets == std::vector{&listener});
  CHECK(world.follow(group, Relation::kListenerRules).targets == std::vector{&rule});
  CHECK(world.follow(listener, Relation::kLoadBalancer).targets == std::vector{&balancer});
  CHECK(world.follow(listener, Relation::kListenerRules).targets == std::vector{&rule});
  CHECK(world.follow(balancer, Relation::kListeners).targets == std::vector{&listener});
  CHECK(world.follow(rule, Relation::kListener).targets == std::vector{&listener});
}

TEST_CASE("a service meets the route tables and endpoints of its subnets") {
  World world;
  const auto subnet = [&](std::string_view id) -> const Resource& {
    return world.add(Kind::kSubnet, {{"SubnetId", World::str(id)}, {"VpcId", World::str("vpc-1")}});
  };
  subnet("subnet-1");
  subnet("subnet-2");
  const Resource& table =
      world.add(Kind::kRouteTable,
                {{"RouteTableId", World::str("rtb-1")},
                 {"Associations", world.list({world.object({{"SubnetId", World::str("subnet-1")}})})}});
  const Resource& endpoint = world.add(
      Kind::kVpcEndpoint, {{"VpcEndpointId", World::str("vpce-1")}, {"VpcId", World::str("vpc-1")}});
  world.add(Kind::kVpcEndpoint, {{"VpcEndpointId", World::str("vpce-2")}, {"VpcId", World::str("vpc-2")}});
  const Node subnets = world.list({World::str("subnet-1"), World::str("subnet-2")});
  const Resource& web = world.add(
      Kind::kService, {{"serviceName", World::str("web")},
                       {"networkConfiguration",
                        world.object({{"awsvpcConfiguration", world.object({{"subnets", subnets}})}})}});
  const Link tables = world.follow(web, Relation::kRouteTables);
  CHECK(tables.targets == std::vector{&table});
  CHECK(tables.missing == 1);  // subnet-2 has the main table, which is not in the run
  CHECK(world.follow(web, Relation::kVpcEndpoints).targets == std::vector{&endpoint});
}

TEST_CASE("Fargate's own capacity providers are nobody's resource") {
  World world;
  const Resource& own = world.add(Kind::kCapacityProvider, {{"name", World::str("own")}});
  const Resource& cluster = world.add(
      Kind::kCluster, {{"clusterName", World::str("c")},
                       {"capacityProviders", world.list({World::str("FARGATE"), World::str("own")})}});
  const Link link = world.follow(cluster, Relation::kCapacityProviders);
  CHECK(link.targets == std::vector{&own});
  CHECK(link.complete);
}

TEST_CASE("what an update leaves out may be anything") {
  World world;
  const Resource& update = world.add(Kind::kService, {{"service", World::str("web")}}, Form::kUpdate);
  CHECK(world.follow(update, Relation::kTargetGroups).state == Link::State::kUnresolved);
  CHECK(world.follow(update, Relation::kSubnets).state == Link::State::kUnresolved);
}

TEST_CASE("every name that a resource refers to is told, with the short one") {
  World world;
  const Resource& web = service(world, kWebArn);
  CHECK(model::referred_names(web) == std::vector<std::string_view>{"prod", kWebArn, "web", kWebArn, "web"});
}

TEST_CASE("a subnet that no table names has the main one of its VPC") {
  World world;
  const Resource& subnet =
      world.add(Kind::kSubnet, {{"SubnetId", World::str("subnet-1")}, {"VpcId", World::str("vpc-1")}});
  const auto table = [&](std::string_view id, std::string_view vpc) -> const Resource& {
    return world.add(Kind::kRouteTable,
                     {{"RouteTableId", World::str(id)},
                      {"VpcId", World::str(vpc)},
                      {"Associations", world.list({world.object({{"Main", Node::boolean(true, {0, 1})}})})}});
  };
  table("rtb-other", "vpc-2");
  CHECK(world.follow(subnet, Relation::kRouteTables).state == Link::State::kUnresolved);
  const Resource& main = table("rtb-main", "vpc-1");
  CHECK(world.follow(subnet, Relation::kRouteTables).targets == std::vector{&main});
  const Resource& own =
      world.add(Kind::kRouteTable,
                {{"RouteTableId", World::str("rtb-own")},
                 {"Associations", world.list({world.object({{"SubnetId", World::str("subnet-1")}})})}});
  CHECK(world.follow(subnet, Relation::kRouteTables).targets == std::vector{&own});
}

TEST_CASE("an entry of loadBalancers meets the load balancers in front of its target group") {
  World world;
  const std::string_view arn = "arn:aws:elasticloadbalancing:r:1:loadbalancer/app/edge/1";
  const Resource& balancer =
      world.add(Kind::kLoadBalancer, {{"Name", World::str("edge")}, {"LoadBalancerArn", World::str(arn)}});
  const Resource& web = service(world, kWebArn);
  const Node& entry = web.node->find("loadBalancers")->elements()[0];
  world.add(Kind::kTargetGroup, {{"Name", World::str("web")}});
  CHECK(world.follow(web, Relation::kLoadBalancers, &entry).state == Link::State::kUnresolved);
  world.add(Kind::kListener,
            {{"ListenerArn", World::str("arn:l")},
             {"LoadBalancerArn", World::str(arn)},
             {"DefaultActions", world.list({world.object({{"TargetGroupArn", World::str(kWebArn)}})})}});
  CHECK(world.follow(web, Relation::kLoadBalancers, &entry).targets == std::vector{&balancer});
}

TEST_CASE("a service meets the mount targets of its tasks' file systems") {
  World world;
  const Resource& mine = world.add(Kind::kMountTarget, {{"FileSystemId", World::str("fs-1")}});
  const Resource& second = world.add(Kind::kMountTarget, {{"FileSystemId", World::str("fs-1")}});
  world.add(Kind::kMountTarget, {{"FileSystemId", World::str("fs-2")}});
  const Node volume =
      world.object({{"efsVolumeConfiguration", world.object({{"fileSystemId", World::str("fs-1")}})}});
  const Resource& task =
      world.add(Kind::kTaskDefinition, {{"family", World::str("web")}, {"volumes", world.list({volume})}});
  const Resource& web =
      world.add(Kind::kService, {{"serviceName", World::str("web")}, {"taskDefinition", World::str("web")}});
  const std::vector<const Resource*> both = {&mine, &second};
  CHECK(world.follow(task, Relation::kMountTargets).targets == both);
  CHECK(world.follow(web, Relation::kMountTargets).targets == both);
}

TEST_CASE("a task definition meets the keys of its secrets") {
  World world;
  const Resource& key = world.add(Kind::kKmsKey, {{"KeyId", World::str("k-1")}});
  world.add(Kind::kKmsKey, {{"KeyId", World::str("k-2")}});
  const Resource& secret =
      world.add(Kind::kSecret, {{"Name", World::str("db")}, {"KmsKeyId", World::str("k-1")}});
  const auto task = [&](Node value_from) -> const Resource& {
    const Node entry = world.object({{"name", World::str("A")}, {"valueFrom", value_from}});
    const Node container = world.object({{"secrets", world.list({entry})}});
    return world.add(Kind::kTaskDefinition, {{"containerDefinitions", world.list({container})}});
  };
  const Resource& web = task(World::str("db"));
  CHECK(world.follow(web, Relation::kSecrets).targets == std::vector{&secret});
  CHECK(world.follow(web, Relation::kKeys).targets == std::vector{&key});
  CHECK(world.follow(web, Relation::kKeys).complete);
  const Link unknown = world.follow(task(world.unknown()), Relation::kKeys);
  CHECK(unknown.state == Link::State::kUnresolved);
  CHECK_FALSE(unknown.complete);
}

TEST_CASE("a capacity provider meets the role of its instances") {
  World world;
  const Resource& provider =
      world.add(Kind::kCapacityProvider,
                {{"name", World::str("p")},
                 {"autoScalingGroupProvider", world.object({{"autoScalingGroupArn", World::str("asg")}})}});
  CHECK(world.follow(provider, Relation::kInstanceRole).state == Link::State::kUnresolved);
  world.add(Kind::kAutoScalingGroup,
            {{"AutoScalingGroupName", World::str("asg")},
             {"LaunchTemplate", world.object({{"LaunchTemplateName", World::str("lt")}})}});
  const Node profile = world.object({{"Name", World::str("profile")}});
  const Resource& launch_template = world.add(
      Kind::kLaunchTemplate, {{"LaunchTemplateName", World::str("lt")},
                              {"LaunchTemplateData", world.object({{"IamInstanceProfile", profile}})}});
  const Resource& instances = world.add(
      Kind::kInstanceProfile,
      {{"InstanceProfileName", World::str("profile")}, {"Roles", world.list({World::str("node")})}});
  world.add(Kind::kRole, {{"roleName", World::str("node")}});
  const auto role_of = [&](const Resource& from) {
    const Link link = world.follow(from, Relation::kInstanceRole);
    return link.found() ? std::string(link.targets[0]->name) : std::string("none");
  };
  CHECK(world.follow(launch_template, Relation::kInstanceProfile).targets == std::vector{&instances});
  CHECK(role_of(instances) == "node");
  CHECK(role_of(provider) == "node");
}

TEST_CASE("a deployment group meets its service, and a registry the services that use it") {
  World world;
  const Node entry = world.object({{"registryArn", World::str("arn:sd:1")}});
  const Resource& web = world.add(
      Kind::kService, {{"serviceName", World::str("web")}, {"serviceRegistries", world.list({entry})}});
  const Node named = world.object({{"serviceName", World::str("web")}, {"clusterName", World::str("c")}});
  const Resource& group = world.add(Kind::kDeploymentGroup, {{"ecsServices", world.list({named})}});
  const Resource& registry = world.add(Kind::kDiscoveryService, {{"Name", World::str("web")},
                                                                 {"Arn", World::str("arn:sd:1")},
                                                                 {"NamespaceId", World::str("internal")}});
  const Resource& space = world.add(Kind::kDiscoveryNamespace, {{"Name", World::str("internal")}});
  CHECK(world.follow(group, Relation::kService).targets == std::vector{&web});
  CHECK(world.follow(web, Relation::kDiscoveryServices).targets == std::vector{&registry});
  CHECK(world.follow(registry, Relation::kServices).targets == std::vector{&web});
  CHECK(world.follow(registry, Relation::kNamespace).targets == std::vector{&space});
}

TEST_CASE("a container meets the repository of its image and the buckets of its environment files") {
  World world;
  const Resource& images = world.add(Kind::kRepository, {{"repositoryName", World::str("team/web")}});
  const Resource& files = world.add(Kind::kBucket, {{"Bucket", World::str("files")}});
  const auto container = [&](Node image, Node file) -> Link {
    const Node one =
        world.object({{"image", image}, {"environmentFiles", world.list({world.object({{"value", file}})})}});
    const Resource& task = world.add(Kind::kTaskDefinition, {{"containerDefinitions", world.list({one})}});
    const Node* element = &task.node->find("containerDefinitions")->elements()[0];
    const Link buckets = world.follow(task, Relation::kBuckets, element);
    Link link = world.follow(task, Relation::kRepository, element);
    link.targets.insert(link.targets.end(), buckets.targets.begin(), buckets.targets.end());
    return link;
  };
  const std::vector both = {&images, &files};
  constexpr std::string_view kImage = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web";
  constexpr std::string_view kTagged = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/web:1.0";
  CHECK(container(World::str(kImage), World::str("arn:aws:s3:::files/a.env")).targets == both);
  CHECK(container(World::str(kTagged), World::str("files")).targets == both);
  CHECK(container(World::str("team/web"), World::str("files")).targets == std::vector{&files});
  CHECK(container(World::str("web:1"), World::str("arn:aws:s3:::files2/a")).targets.empty());
  CHECK(container(world.unknown(), world.unknown()).targets.empty());
}

TEST_CASE("the name in a reference of which parts are known") {
  const auto name = [](Kind kind, std::initializer_list<doc::Piece> pieces) {
    const std::vector<doc::Piece> kept = pieces;
    const doc::Unresolved why{"a part", "…", kept};
    return std::string(model::known_name(kind, Node::unresolved(&why, {})));
  };
  CHECK(name(Kind::kBucket, {{"arn:", true}, {"${P}", false}, {":s3:::files/a.env", true}}) == "files");
  CHECK(name(Kind::kBucket, {{"arn:aws:s3:::files-", true}, {"${A}", false}, {"/a", true}}).empty());
  CHECK(name(Kind::kRepository, {{"${A}", false}, {".dkr.ecr.eu-west-1.amazonaws.com/team/web:1", true}}) ==
        "team/web");
  CHECK(name(Kind::kRepository, {{"${A}", false}, {".dkr.ecr.x/web", true}, {"${B}", false}}).empty());
  CHECK(name(Kind::kRepository, {{"${A}", false}, {".dkr.ecr.x/web:", true}, {"${B}", false}}) == "web");
}

TEST_CASE("a closed root tells what it names and does not have, where it has others of the kind") {
  World world;
  const auto closed = world.project.add_root({.folder = "c", .closed = true});
  const Node group = world.object({{"targetGroupArn", World::str(kWebArn)}});
  const Node subnets = world.list({World::str("subnet-1"), World::str("subnet-2"), world.unknown()});
  const auto web = [&](std::uint32_t root) -> const Resource& {
    return world.add(Kind::kService,
                     {{"serviceName", World::str("web")},
                      {"loadBalancers", world.list({group})},
                      {"networkConfiguration",
                       world.object({{"awsvpcConfiguration", world.object({{"subnets", subnets}})}})}},
                     Form::kCreate, root);
  };
  const Resource& open = web(0);
  const Resource& mine = web(closed);
  world.add(Kind::kSubnet, {{"SubnetId", World::str("subnet-1")}}, Form::kDescribe, closed);
  const Resource& target =
      world.add(Kind::kScalableTarget, {{"ResourceId", World::str("service/c/api")}}, Form::kCreate, closed);
  world.project.finish();
  CHECK(world.project.unfound(open).empty());
  const auto unfound = world.project.unfound(mine);
  REQUIRE(unfound.size() == 1);  // there is no target group at all: they may all be elsewhere
  CHECK(unfound[0]->as_string() == "subnet-2");
  REQUIRE(world.project.unfound(target).size() == 1);
  CHECK(world.project.unfound(target)[0]->as_string() == "service/c/api");
}
