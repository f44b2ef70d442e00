// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <unordered_map>

#include "dialect/cloudformation/composites.h"
#include "dialect/cloudformation/mapper.h"
#include "dialect/cloudformation/order.h"
#include "doc/synthetic.h"
#include "text/edit_distance.h"

namespace ecslint::dialect_cloudformation {
namespace {

using doc::Node;
using model::Form;
using model::Kind;
using model::Resource;

struct Row {
  std::string_view type;
  Kind kind;
  Form form = Form::kCreate;
  bool strict = false;  // names that its shape lacks are mistakes
};

constexpr std::string_view kEcs = "AWS::ECS::";

constexpr Row kRows[] = {
    {"AWS::ECS::TaskDefinition", Kind::kTaskDefinition, Form::kCreate, true},
    {"AWS::ECS::Service", Kind::kService, Form::kCreate, true},
    {"AWS::ECS::Cluster", Kind::kCluster, Form::kCreate, true},
    {"AWS::ECS::CapacityProvider", Kind::kCapacityProvider, Form::kCreate, true},
    {"AWS::ECS::ClusterCapacityProviderAssociations", Kind::kCluster, Form::kProviders, true},
    {"AWS::ECS::TaskSet", Kind::kTaskSet, Form::kCreate, true},
    {"AWS::ECS::Daemon", Kind::kDaemon, Form::kCreate, true},
    {"AWS::ECS::DaemonTaskDefinition", Kind::kDaemonTaskDefinition, Form::kCreate, true},
    {"AWS::ECS::ExpressGatewayService", Kind::kExpressService, Form::kCreate, true},
    {"AWS::ApplicationAutoScaling::ScalableTarget", Kind::kScalableTarget},
    {"AWS::ElasticLoadBalancingV2::TargetGroup", Kind::kTargetGroup},
    {"AWS::ElasticLoadBalancingV2::Listener", Kind::kListener},
    {"AWS::ElasticLoadBalancingV2::ListenerRule", Kind::kListenerRule},
    {"AWS::ElasticLoadBalancingV2::LoadBalancer", Kind::kLoadBalancer},
    {"AWS::ApplicationAutoScaling::ScalingPolicy", Kind::kScalingPolicy},
    {"AWS::Events::Rule", Kind::kEventRule},
    {"AWS::Logs::LogGroup", Kind::kLogGroup},
    {"AWS::CloudWatch::Alarm", Kind::kAlarm},
    {"AWS::EC2::Subnet", Kind::kSubnet},
    {"AWS::EC2::VPCEndpoint", Kind::kVpcEndpoint},
    {"AWS::EC2::LaunchTemplate", Kind::kLaunchTemplate},
    {"AWS::AutoScaling::AutoScalingGroup", Kind::kAutoScalingGroup},
    {"AWS::EFS::MountTarget", Kind::kMountTarget},
    {"AWS::ECS::PrimaryTaskSet", Kind::kPrimaryTaskSet, Form::kCreate, true},
    {"AWS::SecretsManager::Secret", Kind::kSecret},
    {"AWS::SSM::Parameter", Kind::kSsmParameter},
    {"AWS::KMS::Key", Kind::kKmsKey},
    {"AWS::EFS::FileSystem", Kind::kFileSystem},
    {"AWS::EFS::AccessPoint", Kind::kAccessPoint},
    {"AWS::IAM::InstanceProfile", Kind::kInstanceProfile},
    {"AWS::CodeDeploy::DeploymentGroup", Kind::kDeploymentGroup},
    {"AWS::ServiceDiscovery::Service", Kind::kDiscoveryService},
    {"AWS::ServiceDiscovery::HttpNamespace", Kind::kDiscoveryNamespace},
    {"AWS::ServiceDiscovery::PrivateDnsNamespace", Kind::kDiscoveryNamespace},
    {"AWS::ServiceDiscovery::PublicDnsNamespace", Kind::kDiscoveryNamespace},
    {"AWS::EC2::NatGateway", Kind::kNatGateway},
    {"AWS::S3::Bucket", Kind::kBucket},
    {"AWS::ECR::Repository", Kind::kRepository},
};

const Node* type_of(const Node& resource) {
  const Node* type = resource.find("Type");
  return type != nullptr && type->is_string() ? type : nullptr;
}

/// Stack/Service/TaskDef of "Stack/Service/TaskDef/Resource".
std::string_view construct_of(const Node& resource) {
  const Node* metadata = resource.find("Metadata");
  const Node* path = metadata == nullptr ? nullptr : metadata->find("aws:cdk:path");
  if (path == nullptr || !path->is_string()) return {};
  std::string_view text = path->as_string();
  constexpr std::string_view kEnding = "/Resource";
  if (text.ends_with(kEnding)) text.remove_suffix(kEnding.size());
  return text;
}

/// Only of a written ARN; one that is put together has EcsParameters to be known by.
bool is_cluster(const Node* arn) {
  if (arn == nullptr || !arn->is_string()) return false;
  const std::string_view text = arn->as_string();
  return text.find(":ecs:") != std::string_view::npos && text.find(":cluster/") != std::string_view::npos;
}

bool starts_task(const Node& target) {
  return target.is_object() && (target.find("EcsParameters") != nullptr || is_cluster(target.find("Arn")));
}

bool starts_tasks(const Node& rule) {
  const Node* targets = rule.find("Targets");
  return targets != nullptr && std::ranges::any_of(targets->elements(), starts_task);
}

class Reader {
 public:
  Reader(doc::Document& document, const Node& root, const ReadOptions& options,
         std::vector<Resource>& resources, Openness& open, std::vector<finding::Finding>& findings)
      : document_(document),
        template_(document, root, options.given, findings),
        evaluator_(template_, options.answers == nullptr ? none_ : *options.answers, options.defaults),
        composites_(template_, evaluator_,
                    [this](const TemplateResource& from, Kind kind, const Node* node, const Node* written) {
                      push(from, {from.type, kind}, node, written);
                      resources_.back().spelling = composite_spelling();
                    }),
        make_(document.arena()),
        resources_(resources),
        open_(open),
        before_(options.answers == nullptr ? nullptr : options.before),
        answers_(options.answers),
        findings_(findings) {}

  void read() {
    if (answers_ == nullptr) check_order(template_);
    for (const TemplateResource& resource : template_.resources()) {
      if (before_ != nullptr && take_from_before(resource.id)) continue;
      evaluator_.take_questions();
      evaluator_.take_conditions();
      // A condition that certainly does not hold takes it away.
      if (evaluator_.exists(resource) == false) continue;
      const std::size_t before = resources_.size();
      const auto* row = std::ranges::find(kRows, resource.type, &Row::type);
      if (row == std::end(kRows)) check_type(resource);
      row != std::end(kRows) ? read(resource, *row) : (void)composites_.read(resource);
      open_.resize(open_.size() + resources_.size() - before,
                   {evaluator_.take_questions(), evaluator_.take_conditions(), resource.id});
    }
  }

 private:
  /// What was read from the resource before, if the answers make no difference to it. Both go through the
  /// resources in the same order.
  bool take_from_before(std::string_view id) {
    const std::size_t begin = taken_;
    while (taken_ < before_->open.size() && before_->open[taken_].from == id) ++taken_;
    if (begin == taken_ || before_->anew->contains(id)) return false;
    const auto answered = [this](const auto& question) { return answers_->contains(question.first); };
    if (std::ranges::any_of(before_->open[begin].questions, answered)) return false;
    const auto kept = before_->resources.subspan(begin, taken_ - begin);
    resources_.insert(resources_.end(), kept.begin(), kept.end());
    open_.insert(open_.end(), before_->open.begin() + static_cast<std::ptrdiff_t>(begin),
                 before_->open.begin() + static_cast<std::ptrdiff_t>(taken_));
    return true;
  }

  /// A type of ECS that is not read, and like one that is; what is like none may be newer.
  void check_type(const TemplateResource& resource) {
    constexpr std::size_t kSlip = 2;
    if (!resource.type.starts_with(kEcs) || template_.is_rewritten()) return;
    for (const Row& row : kRows) {
      if (!row.type.starts_with(kEcs)) continue;
      const std::string_view name = row.type.substr(kEcs.size());
      if (text::edit_distance(resource.type.substr(kEcs.size()), name, kSlip) > kSlip) continue;
      return template_.report(
          finding::SyntaxCode::kTemplateType, resource.node->find("Type")->range(),
          fmt::format("there is no resource type {}; did you mean {}?", resource.type, row.type));
    }
  }

  void check_depends_on(const TemplateResource& resource) {
    const Node* written = resource.node->find("DependsOn");
    if (written == nullptr || template_.is_open()) return;
    const std::span<const Node> one(written, 1);
    for (const Node& name : written->is_array() ? written->elements() : one) {
      if (!name.is_string() || template_.resource(name.as_string()) != nullptr) continue;
      template_.report(finding::SyntaxCode::kTemplateReference, name.range(),
                       fmt::format("the template has no resource \"{}\"{}", name.as_string(),
                                   template_.near_name(name.as_string())));
    }
  }

  void read(const TemplateResource& resource, const Row& row) {
    const std::size_t before = findings_.size();
    check_depends_on(resource);
    Mapper mapper(template_, evaluator_, findings_, row.strict);
    const Node* node = make_.keep(mapper.properties(resource, shape_of(resource.type)));
    if (row.kind == Kind::kScalingPolicy) node = with_target(resource, *node);
    if (row.kind == Kind::kService) node = with_count(*node);
    if (row.form == Form::kProviders) node = shared_providers(resource, *node);
    const Node* written = node;
    if (row.kind == Kind::kCluster && row.form == Form::kCreate) node = with_providers(resource, *node);
    if (row.kind == Kind::kKmsKey) {
      node = with_member(*node, "Arn", evaluator_.attribute_of(resource, "Arn", resource.id_range));
    } else if (row.kind == Kind::kSubnet) {
      node = with_member(*node, "SubnetId", evaluator_.attribute_of(resource, "SubnetId", resource.id_range));
    } else if (row.kind == Kind::kMountTarget) {
      node = with_member(*node, "AvailabilityZoneName", zone_of(resource, *node));
    } else if (row.kind == Kind::kDiscoveryNamespace) {
      node = with_member(*node, "Type", make_.string(namespace_type(resource.type), resource.id_range));
    }
    if (!belongs(row.kind, *node)) return;
    push(resource, row, node, written);
    for (std::size_t i = before; i < findings_.size(); ++i) {
      if (!findings_[i].resource_kind.empty()) continue;
      findings_[i].resource_kind = model::info(row.kind).name;
      findings_[i].resource_name = resource.id;
    }
  }

  /// Of a scaling policy that names its target instead of what that scales.
  const Node* with_target(const TemplateResource& resource, const Node& node) {
    const Node* written =
        resource.properties == nullptr ? nullptr : resource.properties->find("ScalingTargetId");
    const auto target = written == nullptr ? std::nullopt : evaluator_.evaluate(*written);
    if (!target || node.find("ResourceId") != nullptr) return &node;
    return with_member(node, "ResourceId", *target);
  }

  /// The cluster has the same values, so that what the schema refuses here is refused there.
  const Node* shared_providers(const TemplateResource& resource, const Node& node) {
    return make_.keep(providers_.try_emplace(resource.id, node).first->second);
  }

  /// A cluster with the capacity providers that another resource gives it.
  const Node* with_providers(const TemplateResource& resource, const Node& node) {
    constexpr std::string_view kType = "AWS::ECS::ClusterCapacityProviderAssociations";
    bool open = false;
    const Composites::Pieces pieces = composites_.pieces(kType, "Cluster", resource, open);
    if (pieces.empty() && !open) return &node;
    Node out = node;
    if (!pieces.empty() && pieces[0]->properties != nullptr) {  // it takes the place of what the cluster says
      const auto [at, fresh] = providers_.try_emplace(pieces[0]->id);
      if (fresh) {
        at->second = Mapper(template_, evaluator_, findings_, false).properties(*pieces[0], shape_of(kType));
      }
      const Node& given = at->second;
      std::vector<doc::Member> members;
      for (const doc::Member& member : node.members()) {
        if (given.find(member.key) == nullptr) members.push_back(member);
      }
      for (const std::string_view name : {"capacityProviders", "defaultCapacityProviderStrategy"}) {
        const Node* value = given.find(name);
        if (value == nullptr || !(value->is_array() || value->is_unresolved())) continue;
        members.push_back({name, {value->range().begin, value->range().begin}, *value});
      }
      out = Node::object(document_.arena().copy(std::span<const doc::Member>(members)), node.range());
      out.with_notes_of(node);
      evaluator_.bind(*resource.bindings);
    }
    if (open) out.set(Node::kOpen);
    return make_.keep(out);
  }

  /// Something that the resource has and the template does not write there.
  const Node* with_member(const Node& node, std::string_view name, const Node& value) {
    std::vector<doc::Member> members(node.members().begin(), node.members().end());
    members.push_back({name, value.range(), value});
    const auto kept = document_.arena().copy(std::span<const doc::Member>(members));
    return make_.keep(Node::object(kept, node.range()).with_notes_of(node).with(Node::kShared));
  }

  /// Of a mount target: that of its subnet.
  Node zone_of(const TemplateResource& resource, const Node& node) {
    const Node* id = node.find("SubnetId");
    const TemplateResource* subnet =
        id != nullptr && id->is_unresolved() ? template_.resource(id->why().refers_to) : nullptr;
    const Node* written = subnet == nullptr || subnet->properties == nullptr
                              ? nullptr
                              : subnet->properties->find("AvailabilityZone");
    const auto zone = written == nullptr ? std::nullopt : evaluator_.evaluate(*written);
    return zone ? *zone : evaluator_.attribute_of(resource, "AvailabilityZoneName", resource.id_range);
  }

  static std::string_view namespace_type(std::string_view type) {
    if (type.ends_with("::HttpNamespace")) return "HTTP";
    return type.ends_with("::PublicDnsNamespace") ? "DNS_PUBLIC" : "DNS_PRIVATE";
  }

  /// Where a template says no count, a new service has one task and an old one keeps what it has.
  const Node* with_count(const Node& node) {
    constexpr std::string_view kName = "desiredCount";
    const Node* strategy = node.find("schedulingStrategy");
    const bool replica = strategy == nullptr || (strategy->is_string() && strategy->as_string() == "REPLICA");
    if (!replica || node.find(kName) != nullptr) return &node;
    static constexpr doc::Unresolved kWhy = {"the count that the service has", "", {}};
    const doc::Range place = {node.range().begin, node.range().begin};
    std::vector<doc::Member> members = {
        {kName, place, Node::unresolved(&kWhy, place).with(Node::kSynthetic)}};
    members.insert(members.end(), node.members().begin(), node.members().end());
    const auto kept = document_.arena().copy(std::span<const doc::Member>(members));
    return make_.keep(Node::object(kept, node.range()).with_notes_of(node));
  }

  static bool waits_for_ecs(const Node& rule) {
    const Node* pattern = rule.find("EventPattern");
    const Node* source = pattern == nullptr ? nullptr : pattern->find("source");
    const auto is_ecs = [](const Node& value) { return value.is_string() && value.as_string() == "aws.ecs"; };
    return source != nullptr && (is_ecs(*source) || std::ranges::any_of(source->elements(), is_ecs));
  }

  /// Application Auto Scaling and EventBridge serve others too.
  static bool belongs(Kind kind, const Node& node) {
    if (kind == Kind::kEventRule) return starts_tasks(node) || waits_for_ecs(node);
    if (kind != Kind::kScalableTarget && kind != Kind::kScalingPolicy) return true;
    const Node* space = node.find("ServiceNamespace");
    return space == nullptr || !space->is_string() || space->as_string() == "ecs";
  }

  void push(const TemplateResource& from, const Row& row, const Node* node, const Node* written) {
    Resource resource;
    resource.kind = row.kind;
    resource.form = row.form;
    resource.node = node;
    resource.written = written;
    resource.document = &document_;
    resource.name = model::name_of(row.kind, *node);
    resource.arn = model::arn_of(row.kind, *node);
    resource.logical_id = from.id;
    resource.id_range = from.id_range;
    resource.construct = construct_of(*from.node);
    resource.spelling = spelling_of(from.type);
    resources_.push_back(resource);
  }

  const Answers none_;
  doc::Document& document_;
  Template template_;
  Evaluator evaluator_;
  Composites composites_;
  doc::Synthetic make_;
  std::vector<Resource>& resources_;
  Openness& open_;
  const Before* before_;
  const Answers* answers_;
  std::size_t taken_ = 0;                                 // of before_
  std::unordered_map<std::string_view, Node> providers_;  // of clusters, by the resource that gives them
  std::vector<finding::Finding>& findings_;
};

}  // namespace

bool is_template(const Node& root) {
  const Node* resources = root.find("Resources");
  if (resources == nullptr || !resources->is_object()) return false;
  if (root.find("AWSTemplateFormatVersion") != nullptr) return true;
  return std::ranges::any_of(resources->members(), [](const doc::Member& member) {
    const Node* type = type_of(member.value);
    return is_loop(member.key) || (type != nullptr && type->as_string().starts_with("AWS::"));
  });
}

std::vector<std::string_view> types_read() {
  std::vector<std::string_view> out;
  for (const Row& row : kRows) out.push_back(row.type);
  return out;
}

/// A neighbour that starts tasks or deploys services: of ECS even where nothing else of the template is.
static bool runs_tasks(std::string_view type, const Node& resource) {
  const Node* properties = resource.find("Properties");
  if (properties == nullptr) return false;
  if (type == "AWS::CodeDeploy::DeploymentGroup") return properties->find("ECSServices") != nullptr;
  const Node* target = type == "AWS::Scheduler::Schedule" ? properties->find("Target") : nullptr;
  return (target != nullptr && starts_task(*target)) ||
         (type == "AWS::Events::Rule" && starts_tasks(*properties));
}

bool has_ecs(const Node& root) {
  const Node* resources = root.find("Resources");
  if (resources == nullptr) return false;
  return std::ranges::any_of(resources->members(), [](const doc::Member& member) {
    if (is_loop(member.key)) return true;
    const Node* type = type_of(member.value);
    return type != nullptr &&
           (type->as_string().starts_with(kEcs) || runs_tasks(type->as_string(), member.value));
  });
}

Reading read_template(doc::Document& document, const Node& root, const ReadOptions& options,
                      std::vector<Resource>& resources, Openness& open,
                      std::vector<finding::Finding>& findings) {
  const std::size_t before = resources.size();
  Reader(document, root, options, resources, open, findings).read();
  const bool versioned = root.find("AWSTemplateFormatVersion") != nullptr;
  const bool any = resources.size() > before;
  return {"CloudFormation template", any         ? "it has resources of type AWS::ECS"
                                     : versioned ? "it has AWSTemplateFormatVersion"
                                                 : "it has resources of AWS types"};
}

}  // namespace ecslint::dialect_cloudformation
