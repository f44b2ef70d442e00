// SPDX-License-Identifier: Apache-2.0
// All resources of a run (or of one file) and how they hang together. A link is made only inside one root;
// the nearest folder wins; several that tie are all given, and only what holds for each may be reported. What
// is not in the run is unresolved, never absent. "Who points at me" is complete only where the root is
// closed. architecture.md "Links" is the contract. Belongs to one thread.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "model/relation.h"
#include "model/resource.h"
#include "model/roles.h"

namespace ecslint::model {

/// What following a relation gave.
struct Link {
  enum class State : std::uint8_t {
    kFound,       // one target, or for a list all of them (see complete)
    kSeveral,     // candidates that tie: report only what holds for each
    kUnresolved,  // named but not in the run, or not known: `reason` says why
    kAbsent,      // certainly nothing
  };
  State state = State::kUnresolved;
  std::vector<const Resource*> targets = {};
  bool complete = false;         // of a list: nothing is missing
  std::uint32_t missing = 0;     // of a list: how many others are named but not known
  std::string_view reason = {};  // of kUnresolved: completes "unknown because of …"

  bool found() const { return state == State::kFound; }
};

/// A directory that bounds links.
struct Root {
  std::string folder = {};
  bool closed = false;       // ecslint.toml says that all that points at a resource is here
  bool is_template = false;  // it is one template: what points at a resource of it is in it
};

class Project {
 public:
  /// Forgets everything but keeps its memory; there is always a root 0, open and unnamed.
  void clear();
  Project() { clear(); }

  std::uint32_t add_root(Root root);
  const Root& root(std::uint32_t index) const { return roots_[index]; }

  /// Addresses of resources stay good until clear().
  const Resource& add(const Resource& resource);
  const std::deque<Resource>& resources() const { return resources_; }

  /// An explicit link of ecslint.toml: beats every search. Both must have been added.
  void join(const Resource& service, const Resource& task_definition);

  /// [[role]] of ecslint.toml. What it points at must have been added and outlive the project's use.
  void define(RoleSetting role) { roles_.push_back(std::move(role)); }

  /// To be called once all are added, before follow().
  void finish();

  /// Where the relation leads from this resource, or from one element of an array
  /// in it. It must be one of those that relation.h lists for its kind.
  Link follow(const Resource& from, Relation relation, const doc::Node* element = nullptr) const;

  /// In a closed root: the names, ARNs and IDs in the resource that nothing there has, though others of their
  /// kind are there.
  std::vector<const doc::Node*> unfound(const Resource& from) const;

 private:
  using Candidates = std::vector<const Resource*>;

  /// Who points at a resource, and whether at that one alone.
  struct Pointer {
    const Resource* from;
    bool alone;
  };
  using Pointers = std::unordered_map<const Resource*, std::vector<Pointer>>;

  const Pointers& pointers(Kind kind, Relation forward) const;
  Link task_definition(const Resource& from, const doc::Node* element) const;
  Link cluster(const Resource& from, const doc::Node* element) const;
  Link role(const Resource& from, Relation relation, const doc::Node* element) const;
  Link service(const Resource& from) const;
  /// The resource of this kind that an unresolved value of the same template means; nullptr when none.
  const Resource* meant(const Resource& from, Kind kind, const doc::Node& reference) const;
  const Resource* of_template(const Resource& from, Kind kind, std::string_view id) const;
  /// The bucket in which an object is whose ARN is partly known.
  const Resource* bucket_of(const Resource& from, const doc::Node& reference) const;
  /// The link that such a value makes; nothing when the reference has none.
  std::optional<Link> meant(const Resource& from, Relation relation, const References& reference) const;
  Link one(const Resource& from, Relation relation, const doc::Node* element) const;
  Link many(const Resource& from, Relation relation, const doc::Node* element) const;
  /// All that points at a resource of the root is in the run.
  bool is_whole(std::uint32_t root) const { return roots_[root].closed || roots_[root].is_template; }
  Link pointing_at(const Resource& of, Kind kind, Relation forward, Relation relation) const;
  Link route_tables(const Resource& from) const;
  Link endpoints(const Resource& from) const;
  Link load_balancers(const Resource& from, const doc::Node* element) const;
  Link mount_targets(const Resource& from, const doc::Node* element) const;
  Link keys(const Resource& from) const;
  Link instance_role(const Resource& from) const;
  bool is_found(const Resource& from, Relation relation, std::string_view reference) const;
  Link pick(const Resource& from, Candidates found, std::string_view missing) const;
  Candidates named(Kind kind, std::string_view name, std::uint32_t root) const;
  Candidates meant(Kind kind, std::string_view reference, std::uint32_t root) const;
  Candidates services_meant(std::string_view cluster, std::string_view name, std::uint32_t root) const;

  std::vector<Root> roots_;
  std::vector<RoleSetting> roles_;
  doc::Arena arena_;  // of whole roles
  std::deque<Resource> resources_;
  std::vector<std::pair<std::string_view, const Resource*>> by_name_;  // and ARN; sorted by finish()
  std::array<std::vector<const Resource*>, kKindCount> of_kind_;
  std::unordered_map<std::string_view, std::vector<const Resource*>> by_id_;  // of templates
  mutable std::map<std::pair<Kind, Relation>, Pointers> pointers_;            // made when first asked for
  std::unordered_map<const Resource*, Candidates> joined_;
};

/// Steps between two files' folders, up and down: 0 in the same folder. Paths are compared as text.
std::size_t folder_distance(std::string_view file_a, std::string_view file_b);

}  // namespace ecslint::model
