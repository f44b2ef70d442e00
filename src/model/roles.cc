// SPDX-License-Identifier: Apache-2.0
#include "model/roles.h"

#include <algorithm>
#include <limits>
#include <map>

#include "model/project.h"

namespace ecslint::model {
namespace {

using doc::Node;

std::string_view text(const Node* node) {
  return node != nullptr && node->is_string() ? node->as_string() : std::string_view();
}

std::string_view role_of(const Resource& resource) {
  return resource.kind == Kind::kRole ? resource.name : text(resource.node->find("roleName"));
}

/// It says what the role is, not only one thing about it.
bool is_anchor(const Resource& resource) {
  return resource.kind == Kind::kRole && resource.form != Form::kUpdate;
}

std::string_view file_of(const Resource& resource) { return resource.document->source().name(); }

std::size_t distance(const Resource& a, const Resource& b) {
  return a.document == b.document ? 0 : 1 + folder_distance(file_of(a), file_of(b));
}

/// The nearest of these; the first of those that tie.
template <typename Pieces>
const Resource* nearest(const Pieces& candidates, const Resource& from) {
  const Resource* best = nullptr;
  std::size_t least = std::numeric_limits<std::size_t>::max();
  for (const Resource* candidate : candidates) {
    if (distance(*candidate, from) >= least) continue;
    best = candidate;
    least = distance(*candidate, from);
  }
  return best;
}

}  // namespace

void RoleAssembler::run(const std::vector<RoleSetting>& settings) {
  for (const RoleSetting& setting : settings) from_setting(setting);
  from_files();
}

void RoleAssembler::from_setting(const RoleSetting& setting) {
  Whole whole{.name = setting.name, .arn = setting.arn, .open = !setting.complete};
  Resource resource;
  resource.node = resource.written = setting.written;
  resource.document = setting.document;
  resource.root = setting.root;
  if (whole.name == nullptr) {
    whole.name = make_.keep(make_.string(arn_leaf(text(setting.arn)), setting.arn->range()));
  }
  for (const Resource* piece : setting.policies) {
    piece->kind == Kind::kRole ? add_role(*piece, whole) : add_policy(*piece, whole);
  }
  for (const Node* name : setting.managed) add_attached(*managed(*name), resource, whole);
  for (const Resource* piece : setting.trust) {
    const Node* document =
        piece->node->find(piece->kind == Kind::kRole ? "assumeRolePolicyDocument" : "policyDocument");
    if (document != nullptr) whole.trust = document;
    whole.parts.push_back(piece);
  }
  for (const Resource* piece : setting.boundary) {
    whole.boundary = piece->node;
    whole.parts.push_back(piece);
  }
  if (setting.boundary_name != nullptr) {
    whole.boundary = with_document(*managed(*setting.boundary_name), resource, whole);
  }
  Pieces said;  // of the same role by files: of that only the trust policy counts beside the setting
  for (Resource& other : resources_) {
    const bool same =
        other.root == setting.root && other.kind == Kind::kRole && other.name == text(whole.name);
    if (!same) continue;
    other.piece = true;
    if (other.node->find("assumeRolePolicyDocument") != nullptr) said.push_back(&other);
  }
  if (whole.trust == nullptr && said.size() == 1) {
    whole.trust = said.front()->node->find("assumeRolePolicyDocument");
    whole.parts.push_back(said.front());
  }
  finish(whole, resource);
}

/// Roles of one name belong together unless several files say what the role is: then each piece belongs to
/// the nearest of those.
void RoleAssembler::from_files() {
  std::map<std::pair<std::uint32_t, std::string_view>, Pieces> by_name;
  for (const Resource& resource : resources_) {
    const bool counts = (resource.kind == Kind::kRole || resource.kind == Kind::kPolicy) && !resource.piece &&
                        resource.logical_id.empty();  // templates put theirs together themselves
    if (counts && !role_of(resource).empty())
      by_name[{resource.root, role_of(resource)}].push_back(&resource);
  }
  for (const auto& [name, pieces] : by_name) {
    Pieces anchors;
    std::ranges::copy_if(pieces, std::back_inserter(anchors),
                         [](const Resource* r) { return is_anchor(*r); });
    if (anchors.size() < 2) {
      from_pieces(pieces);
      continue;
    }
    for (const Resource* anchor : anchors) {
      Pieces own = {anchor};
      std::ranges::copy_if(pieces, std::back_inserter(own), [&](const Resource* piece) {
        return !is_anchor(*piece) && nearest(anchors, *piece) == anchor;
      });
      from_pieces(own);
    }
  }
}

void RoleAssembler::from_pieces(const Pieces& pieces) {
  const auto anchor = std::ranges::find_if(pieces, [](const Resource* r) { return is_anchor(*r); });
  const bool closed = anchor != pieces.end() && !(*anchor)->node->has(Node::kOpen);
  Whole whole{.open = !closed};
  if (anchor != pieces.end()) add_role(**anchor, whole);
  for (const Resource* piece : pieces) {
    if (anchor != pieces.end() && piece == *anchor) continue;
    if (closed) {  // it has all of them already; they are better places for what is said of policies
      if (piece->kind == Kind::kPolicy) whole.parts.push_back(piece);
      continue;
    }
    piece->kind == Kind::kRole ? add_role(*piece, whole) : add_policy(*piece, whole);
  }
  finish(whole, anchor != pieces.end() ? **anchor : *pieces.front());
}

void RoleAssembler::add_role(const Resource& role, Whole& whole) {
  const Node& node = *role.node;
  const auto take = [&node](const Node*& into, std::string_view key) {
    if (const Node* value = node.find(key)) into = value;
  };
  if (whole.name == nullptr) take(whole.name, "roleName");
  take(whole.arn, "arn");
  take(whole.trust, "assumeRolePolicyDocument");
  whole.parts.push_back(&role);
  if (const Node* list = node.find("policies")) {
    whole.policies.insert(whole.policies.end(), list->elements().begin(), list->elements().end());
  }
  if (const Node* list = node.find("attachedManagedPolicies")) {
    for (const Node& policy : list->elements()) add_attached(policy, role, whole);
  }
  if (const Node* boundary = node.find("permissionsBoundary")) {
    whole.boundary = with_document(*boundary, role, whole);
  }
}

void RoleAssembler::add_policy(const Resource& policy, Whole& whole) {
  if (whole.name == nullptr) whole.name = policy.node->find("roleName");
  whole.policies.push_back(*policy.node);
  whole.parts.push_back(&policy);
}

void RoleAssembler::add_attached(const Node& policy, const Resource& near, Whole& whole) {
  whole.attached.push_back(*with_document(policy, near, whole));
}

/// The same with the document of a policy of one's own, when that is in the run.
const Node* RoleAssembler::with_document(const Node& policy, const Resource& near, Whole& whole) {
  const Node* arn = policy.find("policyArn");
  const Resource* found = policy.find("policyDocument") == nullptr ? document_of(text(arn), near) : nullptr;
  if (found == nullptr) return &policy;
  whole.parts.push_back(found);
  const Node* document = found->node->find("policyDocument");
  return make_.keep(make_.object(
      {{"policyName", policy.find("policyName")}, {"policyArn", arn}, {"policyDocument", document}},
      policy.range()));
}

/// By its ARN, or by the name in it among those that say none.
const Resource* RoleAssembler::document_of(std::string_view arn, const Resource& near) const {
  if (arn.empty() || arn.find(":iam::aws:policy/") != std::string_view::npos) return nullptr;
  Pieces found;
  for (const Resource& resource : resources_) {
    if (resource.kind != Kind::kPolicy || resource.root != near.root || !role_of(resource).empty()) continue;
    const bool same =
        resource.arn.empty() ? resource.named() && resource.name == arn_leaf(arn) : resource.arn == arn;
    if (same) found.push_back(&resource);
  }
  return nearest(found, near);
}

/// {policyArn}: of a name, that of AWS's policy with this name. Its path says nothing.
const Node* RoleAssembler::managed(const Node& name) {
  Node arn = name;
  if (!text(&name).starts_with("arn:")) {
    arn = make_.string("arn:aws:iam::aws:policy/" + std::string(text(&name)), name.range());
  }
  const Node* kept = make_.keep(arn);
  return make_.keep(make_.object({{"policyArn", kept}}, name.range()));
}

void RoleAssembler::finish(const Whole& whole, Resource resource) {
  const doc::Range place = resource.written->range();
  Node policies = make_.list(whole.policies, place);
  Node attached = make_.list(whole.attached, place);
  if (whole.open) policies.set(Node::kOpen), attached.set(Node::kOpen);
  const Node* node = make_.keep(make_.object({{"roleName", whole.name},
                                              {"arn", whole.arn},
                                              {"assumeRolePolicyDocument", whole.trust},
                                              {"policies", &policies},
                                              {"attachedManagedPolicies", &attached},
                                              {"permissionsBoundary", whole.boundary}},
                                             place));
  if (whole.open) node->set(Node::kOpen);
  for (const Resource* part : whole.parts) {
    if (part->kind == Kind::kRole) part->piece = true;
  }
  resource.kind = Kind::kRole;
  resource.piece = false;
  resource.node = node;
  resource.name = text(whole.name);
  resource.arn = text(whole.arn);
  Pieces parts = whole.parts;
  std::stable_partition(parts.begin(), parts.end(),
                        [](const Resource* part) { return part->kind == Kind::kPolicy; });
  resource.parts = arena_.copy(std::span<const Resource* const>(parts));
  resources_.push_back(resource);
}

}  // namespace ecslint::model
