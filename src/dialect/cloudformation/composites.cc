// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/composites.h"

#include <algorithm>

#include "dialect/cloudformation/returned.h"

namespace ecslint::dialect_cloudformation {
namespace {

using doc::Node;
using model::Kind;

const Node& no_name() {
  static const Node kNone = Node::null({});
  return kNone;
}

Node member(const Node& object, std::string_view name) {
  const Node* found = object.find(name);
  return found == nullptr ? no_name() : *found;
}

/// nullptr for what is not there, so that the member is left out.
const Node* given(const Node& node) { return node.is_null() ? nullptr : &node; }

class CapitalSpelling final : public doc::Spelling {
 public:
  std::string_view property(std::span<const std::string_view>, std::string_view name) const override {
    constexpr std::pair<std::string_view, std::string_view> kNames[] = {
        {"policies", "Policies"},
        {"policyName", "PolicyName"},
        {"policyDocument", "PolicyDocument"},
        {"policyArn", "PolicyArn"},
        {"roleName", "RoleName"},
        {"arn", "Arn"},
        {"assumeRolePolicyDocument", "AssumeRolePolicyDocument"},
        {"attachedManagedPolicies", "ManagedPolicyArns"},
        {"permissionsBoundary", "PermissionsBoundary"},
        {"awsvpcConfiguration", "AwsvpcConfiguration"},
        {"IpPermissions", "SecurityGroupIngress"},
        {"IpPermissionsEgress", "SecurityGroupEgress"},
    };
    const auto* at = std::ranges::find(kNames, name, &std::pair<std::string_view, std::string_view>::first);
    return at == std::end(kNames) ? name : at->second;
  }
  std::string path(std::string_view path) const override {
    if (path.starts_with("Targets[")) {  // of a schedule, which has one
      path.remove_prefix(std::min(path.find(']') + 1, path.size()));
      return "Target" + std::string(path);
    }
    const std::size_t end = std::min(path.find_first_of(".["), path.size());
    std::string out(property({}, path.substr(0, end)));
    for (path.remove_prefix(end); !path.empty();) {
      const std::size_t dot = path[0] == '.' ? 1 : 0;
      const std::size_t next = std::min(path.find_first_of(".[", 1), path.size());
      out += path.substr(0, dot);
      out += property({}, path.substr(dot, next - dot));
      path.remove_prefix(next);
    }
    return out;
  }
  void add_words(std::string_view sentence, std::string& to) const override { to += sentence; }
};

}  // namespace

const doc::Spelling* composite_spelling() {
  static const CapitalSpelling kSpelling;
  return &kSpelling;
}

Composites::Composites(Template& source, Evaluator& evaluator, Sink sink)
    : template_(source), evaluator_(evaluator), make_(source.arena()), sink_(std::move(sink)) {}

bool Composites::read(const TemplateResource& resource) {
  constexpr std::pair<std::string_view, void (Composites::*)(const TemplateResource&)> kTypes[] = {
      {"AWS::IAM::Role", &Composites::role},
      {"AWS::IAM::ManagedPolicy", &Composites::managed_policy},
      {"AWS::EC2::SecurityGroup", &Composites::security_group},
      {"AWS::EC2::RouteTable", &Composites::route_table},
      {"AWS::EC2::InternetGateway", &Composites::internet_gateway},
      {"AWS::Scheduler::Schedule", &Composites::schedule},
  };
  const auto* at = std::ranges::find_if(kTypes, [&](const auto& row) { return row.first == resource.type; });
  if (at == std::end(kTypes)) return false;
  (this->*at->second)(resource);
  return true;
}

/// Evaluated all the way down; nullptr when it is not there.
const Node* Composites::property(const TemplateResource& resource, std::string_view name) {
  const Node* written = resource.properties == nullptr ? nullptr : resource.properties->find(name);
  if (written == nullptr) return nullptr;
  evaluator_.bind(*resource.bindings);
  const auto value = evaluator_.whole(*written);
  return value ? make_.keep(*value) : nullptr;
}

const Composites::Named& Composites::named(std::string_view type, std::string_view name) {
  const auto [at, fresh] = named_.try_emplace(type);
  Named& out = at->second;
  if (!fresh) return out;
  const OpenQuestions questions = evaluator_.take_questions();
  const Names conditions = evaluator_.take_conditions();
  for (const TemplateResource& resource : template_.resources()) {
    const Node* holders = resource.type == type ? property(resource, name) : nullptr;
    if (holders == nullptr) continue;
    const std::span<const Node> one(holders, 1);
    for (const Node& value : holders->is_array() ? holders->elements() : one) {
      if (value.is_string()) out.by_name[value.as_string()].push_back(&resource);
      if (!value.is_unresolved()) continue;
      const std::string_view id = value.why().refers_to;
      id.empty() ? void(out.open = true) : out.by_id[id].push_back(&resource);
    }
  }
  out.questions = evaluator_.take_questions();
  out.conditions = evaluator_.take_conditions();
  evaluator_.note(questions, conditions);
  return out;
}

Composites::Pieces Composites::pieces(std::string_view type, std::string_view name,
                                      const TemplateResource& of, bool& open) {
  const Named& all = named(type, name);
  evaluator_.note(all.questions, all.conditions);
  open = open || all.open || template_.is_cut();
  Pieces mine;
  const auto take = [&mine](const auto& index, std::string_view key) {
    if (const auto at = index.find(key); at != index.end()) {
      mine.insert(mine.end(), at->second.begin(), at->second.end());
    }
  };
  take(all.by_id, of.id);
  const std::string_view property = name_property(of.type);
  const Node* own = property.empty() ? nullptr : this->property(of, property);
  if (own != nullptr && own->is_string()) take(all.by_name, own->as_string());
  std::ranges::sort(mine);
  mine.erase(std::unique(mine.begin(), mine.end()), mine.end());  // clang 14 has no ranges::unique
  std::erase_if(mine, [&](const TemplateResource* piece) {
    const auto there = evaluator_.exists(*piece);
    open = open || !there;
    return there != true;
  });
  return mine;
}

/// The policy, which is also a resource of its own: what is wrong with it is said of it.
Node Composites::inline_policy(const TemplateResource& holder, const Node& name, const Node& document,
                               doc::Range place) {
  const Node* node =
      make_.keep(make_.object({{"policyName", given(name)}, {"policyDocument", given(document)}}, place));
  const Node* kept = node->find("policyDocument");
  sink_(holder, Kind::kPolicy, node, kept != nullptr && kept->is_object() ? kept : node);
  return *node;
}

/// {policyArn} of an ARN; with the document of a managed policy of the template.
Node Composites::attachment(const Node& arn) {
  const Node* document = nullptr;
  const TemplateResource* own = arn.is_unresolved() ? template_.resource(arn.why().refers_to) : nullptr;
  if (own != nullptr && own->type == "AWS::IAM::ManagedPolicy") document = property(*own, "PolicyDocument");
  return make_.object({{"policyArn", &arn}, {"policyDocument", document}}, arn.range());
}

/// A role always has a name; where the template does not say it, messages say the logical id.
Node Composites::name_of_role(const TemplateResource& resource) {
  if (const Node* written = property(resource, "RoleName")) return *written;
  const Node name = evaluator_.attribute_of(resource, {}, resource.id_range);
  if (!name.is_unresolved()) return name;
  auto* why = new (template_.arena().allocate<doc::Unresolved>(1)) doc::Unresolved(name.why());
  why->spelling = resource.id;
  return Node::unresolved(why, resource.id_range).with(Node::kSynthetic);
}

void Composites::role(const TemplateResource& resource) {
  const bool included =
      resource.properties != nullptr && resource.properties->find("Fn::Transform") != nullptr;
  bool open = included || template_.has_unknown_resources();
  std::vector<Node> policies;
  std::vector<Node> attached;
  if (const Node* own = property(resource, "Policies")) {
    open = open || !own->is_array();
    for (const Node& policy : own->elements()) {
      if (!policy.is_object()) open = true;
      if (!policy.is_object()) continue;
      policies.push_back(inline_policy(resource, member(policy, "PolicyName"),
                                       member(policy, "PolicyDocument"), policy.range()));
    }
  }
  for (const auto& [type, holder] :
       {std::pair<std::string_view, std::string_view>{"AWS::IAM::Policy", "Roles"},
        {"AWS::IAM::RolePolicy", "RoleName"}}) {
    for (const TemplateResource* piece : pieces(type, holder, resource, open)) {
      const Node* name = property(*piece, "PolicyName");
      const Node* document = property(*piece, "PolicyDocument");
      if (document == nullptr) continue;
      policies.push_back(
          inline_policy(*piece, name == nullptr ? no_name() : *name, *document, piece->id_range));
    }
  }
  if (const Node* arns = property(resource, "ManagedPolicyArns")) {
    open = open || !arns->is_array();
    for (const Node& arn : arns->elements()) attached.push_back(attachment(arn));
  }
  for (const TemplateResource* piece : pieces("AWS::IAM::ManagedPolicy", "Roles", resource, open)) {
    const Node arn = evaluator_.attribute_of(*piece, {}, piece->id_range);
    attached.push_back(attachment(*make_.keep(arn)));
  }
  const doc::Range place = resource.properties == nullptr ? resource.id_range : resource.properties->range();
  Node policy_list = make_.list(policies, place);
  Node attached_list = make_.list(attached, place);
  if (open) policy_list.set(Node::kOpen), attached_list.set(Node::kOpen);
  const Node* boundary = property(resource, "PermissionsBoundary");
  const Node limit = boundary == nullptr ? Node() : attachment(*boundary);
  const Node arn = evaluator_.attribute_of(resource, "Arn", resource.id_range);
  const Node name = name_of_role(resource);
  const Node* node =
      make_.keep(make_.object({{"roleName", &name},
                               {"arn", &arn},
                               {"assumeRolePolicyDocument", property(resource, "AssumeRolePolicyDocument")},
                               {"policies", &policy_list},
                               {"attachedManagedPolicies", &attached_list},
                               {"permissionsBoundary", boundary == nullptr ? nullptr : &limit}},
                              place));
  if (open) node->set(Node::kOpen);
  sink_(resource, Kind::kRole, node, node);
}

void Composites::managed_policy(const TemplateResource& resource) {
  const Node* document = property(resource, "PolicyDocument");
  if (document == nullptr) return;
  const Node* name = property(resource, "ManagedPolicyName");
  inline_policy(resource, name == nullptr ? no_name() : *name, *document, resource.id_range);
}

/// A rule as a permission of the API: whom it lets in is a list there.
const Node* Composites::permission(const Node& rule) {
  struct Peer {
    std::string_view written;
    std::string_view list;
    std::string_view name;
  };
  constexpr Peer kPeers[] = {
      {"CidrIp", "IpRanges", "CidrIp"},
      {"CidrIpv6", "Ipv6Ranges", "CidrIpv6"},
      {"SourceSecurityGroupId", "UserIdGroupPairs", "GroupId"},
      {"DestinationSecurityGroupId", "UserIdGroupPairs", "GroupId"},
      {"SourcePrefixListId", "PrefixListIds", "PrefixListId"},
      {"DestinationPrefixListId", "PrefixListIds", "PrefixListId"},
  };
  const auto number = [&](std::string_view name) -> const Node* {
    const Node* value = rule.find(name);
    if (value == nullptr) return value;
    if (!value->is_string() && !value->is_numeric())
      value->set(Node::kRefused);  // unknown, or no port at all
    if (!value->is_string()) return value;
    std::int64_t port = 0;
    for (const char c : value->as_string()) {
      if (c >= '0' && c <= '9' && port <= 65535) {
        port = port * 10 + (c - '0');
        continue;
      }
      if (value->as_string() == "-1") return keep_number(-1, *value);
      value->set(Node::kRefused);
      return value;
    }
    return keep_number(port, *value);
  };
  const Node* protocol = rule.find("IpProtocol");
  Node protocol_text;
  if (protocol != nullptr && protocol->is_numeric()) {
    protocol_text = make_.string(scalar_text(*protocol), protocol->range());
    protocol = &protocol_text;
  }
  Members members = {
      {"IpProtocol", protocol}, {"FromPort", number("FromPort")}, {"ToPort", number("ToPort")}};
  std::vector<Node> kept;
  kept.reserve(std::size(kPeers));
  for (const Peer& peer : kPeers) {
    const Node* value = rule.find(peer.written);
    if (value == nullptr) continue;
    kept.push_back(make_.list(
        {make_.object({{peer.name, value}, {"Description", rule.find("Description")}}, value->range())},
        value->range()));
    members.emplace_back(peer.list, &kept.back());
  }
  return make_.keep(make_.object(members, rule.range()));
}

const Node* Composites::keep_number(std::int64_t value, const Node& written) {
  return make_.keep(Node::integer(value, written.range()).with(Node::kSynthetic));
}

void Composites::security_group(const TemplateResource& resource) {
  struct Direction {
    std::string_view property;
    std::string_view type;
    std::string_view name;
  };
  constexpr Direction kDirections[] = {
      {"SecurityGroupIngress", "AWS::EC2::SecurityGroupIngress", "IpPermissions"},
      {"SecurityGroupEgress", "AWS::EC2::SecurityGroupEgress", "IpPermissionsEgress"},
  };
  const Node id = evaluator_.attribute_of(resource, "GroupId", resource.id_range);
  const doc::Range place = resource.properties == nullptr ? resource.id_range : resource.properties->range();
  Node lists[2];
  Members members = {{"GroupName", property(resource, "GroupName")},
                     {"Description", property(resource, "GroupDescription")},
                     {"VpcId", property(resource, "VpcId")},
                     {"GroupId", &id},
                     {"Tags", property(resource, "Tags")}};
  for (std::size_t i = 0; i < 2; ++i) {
    const Direction& direction = kDirections[i];
    bool open = false;
    std::vector<Node> permissions;
    const Node* own = property(resource, direction.property);
    if (own != nullptr) {
      open = !own->is_array();
      for (const Node& rule : own->elements()) {
        rule.is_object() ? permissions.push_back(*permission(rule)) : (void)(open = true);
      }
    }
    for (const TemplateResource* piece : pieces(direction.type, "GroupId", resource, open)) {
      const auto rule = evaluator_.whole(*piece->properties);
      if (rule && rule->is_object()) permissions.push_back(*permission(*rule));
    }
    const bool says_nothing = own == nullptr || (own->is_array() && own->elements().empty() && !open);
    if (i == 1 && says_nothing && permissions.empty()) {  // what AWS lets out then
      const Node everything = make_.string("-1", place);
      const Node anywhere = make_.string("0.0.0.0/0", place);
      const Node ranges = make_.list({make_.object({{"CidrIp", &anywhere}}, place)}, place);
      permissions.push_back(make_.object({{"IpProtocol", &everything}, {"IpRanges", &ranges}}, place));
    }
    lists[i] = make_.list(permissions, place);
    if (own != nullptr) lists[i].with_range(own->range());
    if (open) lists[i].set(Node::kOpen);
    members.emplace_back(direction.name, &lists[i]);
  }
  const Node* node = make_.keep(make_.object(members, place));
  sink_(resource, Kind::kSecurityGroup, node, node);
}

void Composites::route_table(const TemplateResource& resource) {
  bool open = false;
  const auto all = [&](std::string_view type) {
    std::vector<Node> out;
    for (const TemplateResource* piece : pieces(type, "RouteTableId", resource, open)) {
      const auto value = evaluator_.whole(*piece->properties);
      if (value && value->is_object()) out.push_back(*value);
    }
    return out;
  };
  const doc::Range place = resource.properties == nullptr ? resource.id_range : resource.properties->range();
  Node routes = make_.list(all("AWS::EC2::Route"), place);
  Node associations = make_.list(all("AWS::EC2::SubnetRouteTableAssociation"), place);
  if (open) routes.set(Node::kOpen), associations.set(Node::kOpen);
  const Node id = evaluator_.attribute_of(resource, {}, resource.id_range);
  const Node* node = make_.keep(make_.object({{"RouteTableId", &id},
                                              {"VpcId", property(resource, "VpcId")},
                                              {"Routes", &routes},
                                              {"Associations", &associations}},
                                             place));
  sink_(resource, Kind::kRouteTable, node, node);
}

void Composites::internet_gateway(const TemplateResource& resource) {
  bool open = false;
  std::vector<Node> attachments;
  for (const TemplateResource* piece :
       pieces("AWS::EC2::VPCGatewayAttachment", "InternetGatewayId", resource, open)) {
    attachments.push_back(make_.object({{"VpcId", property(*piece, "VpcId")}}, piece->properties->range()));
  }
  const doc::Range place = resource.properties == nullptr ? resource.id_range : resource.properties->range();
  Node list = make_.list(attachments, place);
  if (open) list.set(Node::kOpen);
  const Node id = evaluator_.attribute_of(resource, {}, resource.id_range);
  const Node* node = make_.keep(make_.object(
      {{"InternetGatewayId", &id}, {"Attachments", &list}, {"Tags", property(resource, "Tags")}}, place));
  sink_(resource, Kind::kInternetGateway, node, node);
}

/// What EventBridge Scheduler starts, as a target of EventBridge; only tasks are of interest.
void Composites::schedule(const TemplateResource& resource) {
  const Node* target = property(resource, "Target");
  const Node* written = target == nullptr ? nullptr : target->find("EcsParameters");
  if (written == nullptr || !written->is_object()) return;
  Node network;
  Members parameters;
  for (const doc::Member& member : written->members()) {
    const Node* vpc =
        member.key == "NetworkConfiguration" ? member.value.find("AwsvpcConfiguration") : nullptr;
    if (vpc != nullptr) network = make_.object({{"awsvpcConfiguration", vpc}}, member.value.range());
    parameters.emplace_back(member.key, vpc == nullptr ? &member.value : &network);
  }
  const Node tasks = make_.object(parameters, written->range());
  const Node id = make_.string(resource.id, resource.id_range);
  const Node list = make_.list({make_.object({{"Id", &id},
                                              {"Arn", target->find("Arn")},
                                              {"RoleArn", target->find("RoleArn")},
                                              {"EcsParameters", &tasks},
                                              {"Input", target->find("Input")},
                                              {"DeadLetterConfig", target->find("DeadLetterConfig")},
                                              {"RetryPolicy", target->find("RetryPolicy")}},
                                             target->range())},
                               target->range());
  const Node* node =
      make_.keep(make_.object({{"Name", property(resource, "Name")},
                               {"ScheduleExpression", property(resource, "ScheduleExpression")},
                               {"State", property(resource, "State")},
                               {"Targets", &list}},
                              resource.properties->range()));
  sink_(resource, Kind::kEventRule, node, node);
}

}  // namespace ecslint::dialect_cloudformation
