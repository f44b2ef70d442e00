// SPDX-License-Identifier: Apache-2.0
#include "dialect/ecs/iam.h"

#include <algorithm>

#include "dialect/ecs/embedded.h"
#include "dialect/ecs/keys.h"
#include "doc/synthetic.h"

namespace ecslint::dialect_ecs {
namespace {

using doc::Node;
using model::Form;
using model::Kind;
using model::Resource;

bool is_document(const Node& object) {
  const Node* statement = object.find("Statement");
  if (statement == nullptr) return false;
  if (statement->is_object()) return statement->find("Effect") != nullptr;
  return std::ranges::any_of(statement->elements(),
                             [](const Node& s) { return s.find("Effect") != nullptr; });
}

class Reader {
 public:
  Reader(doc::Document& document, std::vector<Resource>& out, std::vector<finding::Finding>& findings)
      : document_(document), make_(document.arena()), out_(out), findings_(findings) {}

  std::optional<Reading> read(const Node& root);

  /// A policy with this document; {} stands for names that are not written.
  void policy(const Node& written, const Node* name, const Node* arn, const Node* role, Form form) {
    const Node document = embedded_json(document_, written, findings_);
    Members members = {
        {"policyName", name}, {"policyArn", arn}, {"roleName", role}, {"policyDocument", &document}};
    const Node* node = object(members, written.range());
    push(Kind::kPolicy, form, node, document.is_object() ? node->find("policyDocument") : node);
  }

 private:
  using Members = doc::Synthetic::Members;
  struct Row {
    std::string_view keys;  // that it must have
    std::string_view why;
    bool (Reader::*read)(const Node& root);  // false: it is something else
  };
  static const Row kRows[];

  bool document(const Node& root) {
    if (!is_document(root)) return false;
    policy(root, nullptr, nullptr, nullptr, Form::kCreate);
    return true;
  }
  bool policy_version(const Node& root) {
    const Node* document = root.find("PolicyVersion")->find("Document");
    if (document != nullptr) policy(*document, nullptr, nullptr, nullptr, Form::kDescribe);
    return document != nullptr;
  }
  bool create_policy(const Node& root) {
    policy(*root.find("PolicyDocument"), root.find("PolicyName"), root.find("PolicyArn"), nullptr,
           Form::kCreate);
    return true;
  }
  bool inline_policy(const Node& root) {
    policy(*root.find("PolicyDocument"), root.find("PolicyName"), nullptr, root.find("RoleName"),
           Form::kCreate);
    return true;
  }
  bool update_trust(const Node& root) {
    Members members = {{"roleName", root.find("RoleName")}};
    trust(root.find("PolicyDocument"), members);
    push_role(members, root, root, Form::kUpdate, true);
    return true;
  }
  bool create_role(const Node& root) { return role(root, Form::kCreate); }
  bool get_role(const Node& root) {
    const Node& role_node = *root.find("Role");
    return role_node.find("RoleName") != nullptr && role(role_node, Form::kDescribe);
  }
  bool list_roles(const Node& root) {
    bool any = false;
    for (const Node& element : root.find("Roles")->elements()) {
      if (element.find("RoleName") != nullptr) any = role(element, Form::kDescribe) || any;
    }
    return any;
  }
  bool attach(const Node& root) {
    const Node attached = list({attachment(root.find("PolicyArn"), nullptr)}, root.range(), true);
    Members members = {{"roleName", root.find("RoleName")}, {"attachedManagedPolicies", &attached}};
    push_role(members, root, root, Form::kUpdate, true);
    return true;
  }
  bool bound(const Node& root) {
    const Node limit = boundary(*root.find("PermissionsBoundary"));
    Members members = {{"roleName", root.find("RoleName")}, {"permissionsBoundary", &limit}};
    push_role(members, root, root, Form::kUpdate, true);
    return true;
  }
  /// The output does not say of which role.
  bool list_attached(const Node& root) {
    const Node* given = root.find("AttachedPolicies");
    if (!given->is_array()) return false;
    const Node attached = attachments(*given);
    push_role({{"attachedManagedPolicies", &attached}}, root, root, Form::kUpdate, true);
    return true;
  }
  /// The whole of an account: nothing can be added to its roles by another document.
  bool account(const Node& root) {
    for (const Node& detail : root.find("RoleDetailList")->elements()) {
      if (detail.is_object()) role_detail(detail);
    }
    const Node* managed = root.find("Policies");
    for (const Node& detail : managed == nullptr ? std::span<const Node>() : managed->elements()) {
      managed_policy(detail);
    }
    return true;
  }

  bool role(const Node& root, Form form) {
    Members members = {{"roleName", root.find("RoleName")}, {"arn", root.find("Arn")}};
    trust(root.find("AssumeRolePolicyDocument"), members);
    Node limit;
    if (const Node* given = root.find("PermissionsBoundary")) {
      limit = boundary(*given);
      members.emplace_back("permissionsBoundary", &limit);
    }
    push_role(members, root, root, form, true);
    return true;
  }

  void role_detail(const Node& root) {
    Members members = {{"roleName", root.find("RoleName")}, {"arn", root.find("Arn")}};
    trust(root.find("AssumeRolePolicyDocument"), members);
    std::vector<Node> own;
    if (const Node* policies = root.find("RolePolicyList")) {
      for (const Node& element : policies->elements())
        own.push_back(inline_of(element, root.find("RoleName")));
    }
    const Node own_list = list(own, root.range(), false);
    const Node* given = root.find("AttachedManagedPolicies");
    const Node attached = given != nullptr ? attachments(*given) : list({}, root.range(), false);
    members.emplace_back("policies", &own_list);
    members.emplace_back("attachedManagedPolicies", &attached);
    Node limit;
    if (const Node* boundary_node = root.find("PermissionsBoundary")) {
      limit = boundary(*boundary_node);
      members.emplace_back("permissionsBoundary", &limit);
    }
    push_role(members, root, root, Form::kDescribe, false);
  }

  /// Also a resource of its own: what is wrong with a policy is said of the policy.
  Node inline_of(const Node& element, const Node* role_name) {
    const Node* written = element.find("PolicyDocument");
    if (written == nullptr) return element;
    policy(*written, element.find("PolicyName"), nullptr, role_name, Form::kDescribe);
    return *out_.back().node;
  }

  void managed_policy(const Node& detail) {
    const Node* versions = detail.find("PolicyVersionList");
    for (const Node& version : versions == nullptr ? std::span<const Node>() : versions->elements()) {
      const Node* current = version.find("IsDefaultVersion");
      const Node* written = version.find("Document");
      const bool counts = current != nullptr && current->is(doc::Kind::kBool) && current->as_bool();
      if (counts && written != nullptr) {
        policy(*written, detail.find("PolicyName"), detail.find("Arn"), nullptr, Form::kDescribe);
      }
    }
  }

  void trust(const Node* written, Members& members) {
    if (written == nullptr) return;
    const Node* document = make_.keep(embedded_json(document_, *written, findings_));
    members.emplace_back("assumeRolePolicyDocument", document);
  }

  Node attachment(const Node* arn, const Node* name) {
    return *object({{"policyName", name}, {"policyArn", arn}}, arn != nullptr ? arn->range() : doc::Range{});
  }
  Node attachments(const Node& given) {
    std::vector<Node> out;
    for (const Node& element : given.elements()) {
      out.push_back(attachment(element.find("PolicyArn"), element.find("PolicyName")));
    }
    return list(out, given.range(), false);
  }
  /// An ARN in input, an object with one in output.
  Node boundary(const Node& given) {
    return attachment(given.is_object() ? given.find("PermissionsBoundaryArn") : &given, nullptr);
  }

  Node list(const std::vector<Node>& elements, doc::Range range, bool open) {
    Node node = make_.list(elements, range);
    return open ? node.with(Node::kOpen) : node;
  }
  const Node* object(const Members& members, doc::Range range) {
    return make_.keep(make_.object(members, range));
  }

  void push_role(const Members& members, const Node& place, const Node& written, Form form, bool open) {
    const Node* node = object(members, place.range());
    if (open) node->set(Node::kOpen);
    push(Kind::kRole, form, node, &written);
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
    out_.push_back(resource);
  }

  doc::Document& document_;
  doc::Synthetic make_;
  std::vector<Resource>& out_;
  std::vector<finding::Finding>& findings_;
};

/// The first whose keys are all there counts.
const Reader::Row Reader::kRows[] = {
    {"Statement", "it has statements with an Effect", &Reader::document},
    {"RoleName AssumeRolePolicyDocument", "it has RoleName and AssumeRolePolicyDocument",
     &Reader::create_role},
    {"RoleName PolicyName PolicyDocument", "it has RoleName, PolicyName and PolicyDocument",
     &Reader::inline_policy},
    {"RoleName PolicyDocument", "it has RoleName and PolicyDocument", &Reader::update_trust},
    {"RoleName PolicyArn", "it has RoleName and PolicyArn", &Reader::attach},
    {"RoleName PermissionsBoundary", "it has RoleName and PermissionsBoundary", &Reader::bound},
    {"PolicyName PolicyDocument", "it has PolicyName and PolicyDocument", &Reader::create_policy},
    {"PolicyArn PolicyDocument", "it has PolicyArn and PolicyDocument", &Reader::create_policy},
    {"PolicyVersion", "it holds a PolicyVersion", &Reader::policy_version},
    {"Role", "it holds a Role", &Reader::get_role},
    {"Roles", "it holds a list of Roles", &Reader::list_roles},
    {"RoleDetailList", "it holds a list of RoleDetailList", &Reader::account},
    {"AttachedPolicies", "it holds a list of AttachedPolicies", &Reader::list_attached},
};

std::optional<Reading> Reader::read(const Node& root) {
  if (!root.is_object()) return std::nullopt;
  for (const Row& row : kRows) {
    if (count_keys(root, row.keys) != count_words(row.keys)) continue;
    const std::size_t before = out_.size();
    if ((this->*row.read)(root) && out_.size() > before)
      return Reading{info(out_[before].kind).title, row.why};
  }
  return std::nullopt;
}

}  // namespace

std::optional<Reading> read_iam(doc::Document& document, const Node& root, std::vector<Resource>& resources,
                                std::vector<finding::Finding>& findings) {
  return Reader(document, resources, findings).read(root);
}

void read_policy(doc::Document& document, const Node& root, std::vector<Resource>& resources,
                 std::vector<finding::Finding>& findings) {
  Reader(document, resources, findings).policy(root, nullptr, nullptr, nullptr, Form::kCreate);
}

}  // namespace ecslint::dialect_ecs
