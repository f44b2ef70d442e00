// SPDX-License-Identifier: Apache-2.0
#include "dialect/ecs/read.h"

#include <algorithm>

#include "dialect/ecs/embedded.h"
#include "dialect/ecs/iam.h"
#include "dialect/ecs/neighbours.h"
#include "dialect/ecs/others.h"
#include "dialect/ecs/recognise.h"

namespace ecslint::dialect_ecs {
namespace {

using doc::Node;
using model::Form;
using model::Kind;
using model::Resource;

/// The key under which the API's output holds a resource, or a list of them.
struct Envelope {
  std::string_view key;
  Kind kind;
  std::string_view arn;  // present in output only; empty: the object's own keys must say what it is
  std::string_view why;
};

constexpr Envelope kEnvelopes[] = {
    {"taskDefinition", Kind::kTaskDefinition, "taskDefinitionArn", "it holds a taskDefinition"},
    {"services", Kind::kService, "serviceArn", "it holds a list of services"},
    {"service", Kind::kService, "serviceArn", "it holds a service"},
    {"clusters", Kind::kCluster, "clusterArn", "it holds a list of clusters"},
    {"cluster", Kind::kCluster, "clusterArn", "it holds a cluster"},
    {"taskSets", Kind::kTaskSet, "taskSetArn", "it holds a list of taskSets"},
    {"taskSet", Kind::kTaskSet, "taskSetArn", "it holds a taskSet"},
    {"capacityProviders", Kind::kCapacityProvider, "capacityProviderArn",
     "it holds a list of capacityProviders"},
    {"capacityProvider", Kind::kCapacityProvider, "capacityProviderArn", "it holds a capacityProvider"},
    {"daemonTaskDefinition", Kind::kDaemonTaskDefinition, "daemonTaskDefinitionArn",
     "it holds a daemonTaskDefinition"},
    {"daemon", Kind::kDaemon, "daemonArn", "it holds a daemon"},
    {"TargetGroups", Kind::kTargetGroup, "", "it holds a list of TargetGroups"},
    {"Listeners", Kind::kListener, "", "it holds a list of Listeners"},
    {"Rules", Kind::kListenerRule, "", "it holds a list of Rules"},
    {"Rules", Kind::kEventRule, "", "it holds a list of Rules"},
    {"LoadBalancers", Kind::kLoadBalancer, "", "it holds a list of LoadBalancers"},
    {"ScalableTargets", Kind::kScalableTarget, "", "it holds a list of ScalableTargets"},
    {"ScalingPolicies", Kind::kScalingPolicy, "", "it holds a list of ScalingPolicies"},
    {"SecurityGroups", Kind::kSecurityGroup, "", "it holds a list of SecurityGroups"},
    {"Subnets", Kind::kSubnet, "", "it holds a list of Subnets"},
    {"RouteTables", Kind::kRouteTable, "", "it holds a list of RouteTables"},
    {"VpcEndpoints", Kind::kVpcEndpoint, "", "it holds a list of VpcEndpoints"},
    {"VpcEndpoint", Kind::kVpcEndpoint, "", "it holds a VpcEndpoint"},
    {"logGroups", Kind::kLogGroup, "", "it holds a list of logGroups"},
    {"MetricAlarms", Kind::kAlarm, "", "it holds a list of MetricAlarms"},
    {"AutoScalingGroups", Kind::kAutoScalingGroup, "", "it holds a list of AutoScalingGroups"},
    {"LaunchTemplateVersions", Kind::kLaunchTemplate, "", "it holds a list of LaunchTemplateVersions"},
    {"MountTargets", Kind::kMountTarget, "", "it holds a list of MountTargets"},
};

/// Builds the resources of one document.
class Reader {
 public:
  Reader(doc::Document& document, std::optional<Kind> as, std::vector<Resource>& out,
         std::vector<finding::Finding>& findings)
      : document_(document), as_(as), out_(out), findings_(findings) {}

  Reading read(const Node& root) {
    if (root.is_array()) return read_array(root);
    if (!root.is_object()) return {};
    if (const auto plain = recognise_plain(root)) {
      add(plain->kind, plain->form, root);
      return {info(plain->kind).title, plain->why};
    }
    if (const Reading inner = read_envelope(root); !inner.what.empty()) return inner;
    if (const auto iam = read_iam(document_, root, out_, findings_)) return *iam;
    if (const Other other = recognise_other(root); !other.name.empty()) return {other.name, other.why};
    if (const auto resource = recognise(root)) {
      add(resource->kind, resource->form, root);
      return {info(resource->kind).title, resource->why};
    }
    if (count_as_container(root)) return read_container(root);
    return {};
  }

  Reading read_as(const Node& root) {
    const std::size_t before = out_.size();
    if (root.is_array() && *as_ == Kind::kTaskDefinition) {
      add_containers(root);
    } else if (*as_ == Kind::kPolicy || *as_ == Kind::kRole) {
      const bool read = read_iam(document_, root, out_, findings_).has_value();
      if (!read && *as_ == Kind::kPolicy) read_policy(document_, root, out_, findings_);
      if (!read && *as_ == Kind::kRole) add(Kind::kRole, Form::kCreate, root);
    } else if (const Reading inner = read_envelope(root); inner.what.empty() || out_.back().kind != *as_) {
      out_.resize(before);
      const auto resource = recognise(root);
      add(*as_, resource && resource->kind == *as_ ? resource->form : Form::kCreate, root);
    }
    return {info(*as_).title, "--as says so"};
  }

 private:
  /// The commonest of all, without a look at anything else: a task definition.
  static std::optional<Recognised> recognise_plain(const Node& root) {
    const Node* containers = root.find("containerDefinitions");
    if (containers == nullptr || !containers->is_array()) return std::nullopt;
    if (root.find("AWSEBDockerrunVersion") != nullptr || root.find("apiVersion") != nullptr)
      return std::nullopt;
    return recognise(root);
  }

  static bool count_as_container(const Node& root) {
    return is_container(root) && root.find("image") != nullptr && root.find("type") == nullptr;
  }

  Reading read_envelope(const Node& root) {
    Reading first;
    for (const Envelope& envelope : kEnvelopes) {
      const Node* inner = root.find(envelope.key);
      if (inner == nullptr) continue;
      const std::size_t before = out_.size();
      if (inner->is_object()) open(envelope, *inner, root.find("tags"));
      for (const Node& element : inner->elements()) open(envelope, element, nullptr);
      if (out_.size() > before && first.what.empty()) first = {info(envelope.kind).title, envelope.why};
    }
    return first;
  }

  void open(const Envelope& envelope, const Node& inner, const Node* tags) {
    const auto resource = recognise(inner);
    const bool output = !envelope.arn.empty() && inner.find(envelope.arn) != nullptr;
    const bool same =
        resource && (resource->kind == envelope.kind ||
                     (resource->kind == Kind::kExpressService && envelope.kind == Kind::kService));
    if (!same && !output) return;
    const Kind kind = same ? resource->kind : envelope.kind;
    const Form form = output ? Form::kDescribe : resource->form;
    const bool beside = tags != nullptr && tags->is_array() && inner.find("tags") == nullptr;
    add(kind, form, beside ? with_tags(inner, *tags) : inner);
  }

  Reading read_array(const Node& root) {
    const auto& elements = root.elements();
    if (const Other other = recognise_other(root); !other.name.empty()) return {other.name, other.why};
    if (std::ranges::any_of(elements, is_container)) {
      add_containers(root);
      return {"container definitions", "it is a list of container definitions"};
    }
    Reading first;
    for (const Node& element : elements) {
      const auto resource = recognise(element);
      if (!resource) continue;
      add(resource->kind, resource->form, element);
      if (first.what.empty()) first = {info(resource->kind).title, "it is a list of them"};
    }
    return first;
  }

  Reading read_container(const Node& root) {
    // Others may stand beside it elsewhere.
    add_partial(Form::kContainer, root, Node::array({&root, 1}, root.range()).with(Node::kOpen));
    return {"container definition", "it has image and other properties of a container definition"};
  }

  void add_containers(const Node& array) { add_partial(Form::kContainers, array, array); }

  void add_partial(Form form, const Node& written, const Node& containers) {
    const Node* whole = make_object({{"containerDefinitions", containers}}, written.range());
    whole->set(Node::kOpen);
    push(Kind::kTaskDefinition, form, whole, &written);
  }

  const Node& with_tags(const Node& inner, const Node& tags) {
    return with_members(inner, {member("tags", tags)});
  }

  const Node& with_members(const Node& inner, const std::vector<doc::Member>& added) {
    const auto members = inner.members();
    auto* copy = document_.arena().allocate<doc::Member>(members.size() + added.size());
    std::uninitialized_copy(members.begin(), members.end(), copy);
    std::uninitialized_copy(added.begin(), added.end(), copy + members.size());
    return *keep(Node::object({copy, members.size() + added.size()}, inner.range()).with_notes_of(inner));
  }

  /// A neighbour as rules read it: one name for what input and output call differently, and what another call
  /// sets is there, but unknown.
  const Node& complete(Kind kind, Form form, const Node& node) {
    std::vector<doc::Member> added;
    for (const Alias& alias : aliases()) {
      const Node* value = alias.kind == kind ? node.find(alias.written) : nullptr;
      if (value == nullptr || node.find(alias.canonical) != nullptr) continue;
      added.push_back(member(alias.canonical, Node(*value).with(Node::kSynthetic)));
    }
    for (const Elsewhere& other : elsewhere()) {
      const bool applies =
          other.kind == kind && (form == Form::kCreate || (form == Form::kDescribe && other.output));
      if (!applies || node.find(other.property) != nullptr) continue;
      added.push_back(member(other.property, unknown(other.reason, node.range())));
    }
    const Node& all = added.empty() ? node : with_members(node, added);
    return kind == Kind::kEventRule ? with_pattern(all) : all;
  }

  /// The API takes the pattern as JSON in a string: rules read the object that it holds.
  const Node& with_pattern(const Node& rule) {
    constexpr std::string_view kPattern = "EventPattern";
    const doc::Member* written = rule.find_member(kPattern, text::key_hash(kPattern));
    if (written == nullptr || !written->value.is_string()) return rule;
    const Node pattern = embedded_json(document_, written->value, findings_);
    if (!pattern.is_object()) return rule;
    std::vector<doc::Member> members(rule.members().begin(), rule.members().end());
    members[static_cast<std::size_t>(written - rule.members().data())].value = pattern;
    const auto kept = document_.arena().copy(std::span<const doc::Member>(members));
    return *keep(Node::object(kept, rule.range()).with_notes_of(rule));
  }

  Node unknown(std::string_view reason, doc::Range range) {
    auto* why = new (document_.arena().allocate<doc::Unresolved>(1)) doc::Unresolved{reason, "", {}};
    return Node::unresolved(why, {range.begin, range.begin}).with(Node::kSynthetic);
  }

  const Node* make_object(std::initializer_list<std::pair<std::string_view, Node>> members,
                          doc::Range range) {
    auto* at = document_.arena().allocate<doc::Member>(members.size());
    std::size_t n = 0;
    for (const auto& [key, value] : members) new (at + n++) doc::Member(member(key, value));
    return keep(Node::object({at, n}, range));
  }

  static doc::Member member(std::string_view key, const Node& value) {
    return {key, {value.range().begin, value.range().begin}, value};
  }

  const Node* keep(Node node) {
    node.set(Node::kSynthetic);
    return new (document_.arena().allocate<Node>(1)) Node(node);
  }

  void add(Kind kind, Form form, const Node& node) {
    const Node& whole = info(kind).neighbour ? complete(kind, form, node) : node;
    // What an update leaves out keeps its value; a list of targets does not say of which rule.
    if (form == Form::kUpdate || (kind == Kind::kEventRule && whole.find("Name") == nullptr) ||
        is_fragment(kind, whole)) {
      whole.set(Node::kOpen);
    }
    push(kind, form, &whole, &node);
  }

  /// Containers and volumes without the task around them, family first of all: whoever registers it adds
  /// that.
  static bool is_fragment(Kind kind, const Node& node) {
    return kind == Kind::kTaskDefinition &&
           std::ranges::all_of(node.members(), [](const doc::Member& member) {
             return member.key == "containerDefinitions" || member.key == "volumes" ||
                    member.key == "$schema";
           });
  }

  void push(Kind kind, Form form, const Node* node, const Node* written) {
    Resource resource;
    resource.kind = kind;
    resource.form = form;
    resource.node = node;
    resource.written = written;
    resource.document = &document_;
    resource.name = model::name_of(kind, *node);
    resource.arn = model::arn_of(kind, *node);
    if (kind == Kind::kService && form == Form::kUpdate) {
      const Node* service = node->find("service");
      if (service != nullptr && service->is_string()) resource.name = model::arn_leaf(service->as_string());
    }
    out_.push_back(resource);
  }

  doc::Document& document_;
  std::optional<Kind> as_;
  std::vector<Resource>& out_;
  std::vector<finding::Finding>& findings_;
};

}  // namespace

Reading read_resources(doc::Document& document, std::optional<Kind> as, std::vector<Resource>& resources,
                       std::vector<finding::Finding>& findings) {
  Reader reader(document, as, resources, findings);
  Reading result;
  bool found = false;
  for (const Node& root : document.roots()) {
    const std::size_t before = resources.size();
    const Reading reading = as ? reader.read_as(root) : reader.read(root);
    const bool holds = resources.size() > before;
    if (result.what.empty() || (holds && !found)) result = reading;
    found = found || holds;
  }
  return result;
}

}  // namespace ecslint::dialect_ecs
