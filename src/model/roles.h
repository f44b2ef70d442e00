// SPDX-License-Identifier: Apache-2.0
// One role of all that says something about it: get-role gives the trust policy, put-role-policy one inline
// policy, attach-role-policy one managed policy, and ecslint.toml says what belongs together when files
// don't. The whole is a resource of its own; its pieces are marked, so that nothing is said of them twice. A
// role of which other calls may say more carries Node::kOpen, and so do its lists of policies.
#pragma once

#include <deque>
#include <string_view>
#include <vector>

#include "doc/synthetic.h"
#include "model/resource.h"

namespace ecslint::model {

/// [[role]] of ecslint.toml.
struct RoleSetting {
  const doc::Node* name = nullptr;  // strings; one of both
  const doc::Node* arn = nullptr;
  std::vector<const Resource*> policies = {};  // what the files under `policies` hold
  std::vector<const doc::Node*> managed = {};  // names or ARNs
  std::vector<const Resource*> trust = {};     // what the file under `trust` holds
  std::vector<const Resource*> boundary = {};  // what the file under `boundary` holds
  const doc::Node* boundary_name = nullptr;    // or the name or ARN of a managed policy
  bool complete = true;                        // there are no other policies
  const doc::Node* written = nullptr;          // the table
  const doc::Document* document = nullptr;
  std::uint32_t root = 0;
};

class RoleAssembler {
 public:
  /// Nodes are made in the arena; whole roles are appended to the resources.
  RoleAssembler(doc::Arena& arena, std::deque<Resource>& resources)
      : make_(arena), arena_(arena), resources_(resources) {}

  /// To be called once. What ecslint.toml says of a role counts alone.
  void run(const std::vector<RoleSetting>& settings);

 private:
  using Pieces = std::vector<const Resource*>;
  /// A role as it grows.
  struct Whole {
    const doc::Node* name = nullptr;
    const doc::Node* arn = nullptr;
    const doc::Node* trust = nullptr;
    const doc::Node* boundary = nullptr;
    std::vector<doc::Node> policies = {};
    std::vector<doc::Node> attached = {};
    Pieces parts = {};
    bool open = true;
  };

  void from_setting(const RoleSetting& setting);
  void from_files();
  void from_pieces(const Pieces& pieces);
  void add_role(const Resource& role, Whole& whole);
  void add_policy(const Resource& policy, Whole& whole);
  void add_attached(const doc::Node& policy, const Resource& near, Whole& whole);
  const doc::Node* with_document(const doc::Node& policy, const Resource& near, Whole& whole);
  const doc::Node* managed(const doc::Node& name);
  void finish(const Whole& whole, Resource resource);
  const Resource* document_of(std::string_view arn, const Resource& near) const;

  doc::Synthetic make_;
  doc::Arena& arena_;
  std::deque<Resource>& resources_;
};

}  // namespace ecslint::model
