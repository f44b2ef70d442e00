// SPDX-License-Identifier: Apache-2.0
// Roles of ecslint.toml: which files hold what they may do, and what is said about such a role itself, whose
// place is in the ecslint.toml.
#include <algorithm>

#include "lint/fingerprint.h"
#include "lint/run.h"

namespace ecslint::lint {
namespace {

using model::Kind;
using model::Resource;

finding::Finding bad_setting(const text::Source& source, text::Range range, std::string message) {
  finding::Finding finding;
  finding.code = kBadSetting;
  finding.level = finding::Level::kError;
  finding.message = std::move(message);
  finding.place = {&source, range};
  return finding;
}

}  // namespace

std::vector<FolderRole> roles_of(const Item& item) {
  std::vector<FolderRole> out;
  if (item.home->setup->configuration == nullptr) return out;
  for (const Configuration* each : with_bases(*item.home->setup->configuration)) {
    for (const RoleEntry& role : each->roles) out.push_back({each, &role});
  }
  return out;
}

void Run::collect_role_names(const Item& item, Names& names) const {
  for (const FolderRole& row : roles_of(item)) {
    if (row.role->name != nullptr) names.insert(key(item, row.role->name->as_string()));
    if (row.role->arn != nullptr) names.insert(key(item, model::arn_leaf(row.role->arn->as_string())));
  }
}

/// Each root has the roles that the ecslint.toml of its files describes.
void Run::define_roles(const Roots& roots) {
  std::set<std::string_view> done;
  for (const Held& held : held_) {
    const Item& item = items_[held.item];
    if (!done.insert(item.root).second) continue;
    for (const FolderRole& row : roles_of(item)) define_role(item, row, roots.at(std::string(item.root)));
  }
}

void Run::define_role(const Item& item, const FolderRole& row, std::uint32_t root) {
  const RoleEntry& entry = *row.role;
  model::RoleSetting role;
  role.name = entry.name;
  role.arn = entry.arn;
  role.managed = entry.managed;
  role.complete = entry.complete;
  role.written = entry.table;
  role.document = row.configuration->document.get();
  role.root = root;
  for (const doc::Node* file : entry.policies) {
    const auto found = resources_in(item, row, *file, root);
    if (found.empty()) role.complete = false;
    std::ranges::copy(found, std::back_inserter(role.policies));
  }
  if (entry.trust != nullptr) role.trust = resources_in(item, row, *entry.trust, root);
  if (entry.boundary_is_file()) role.boundary = resources_in(item, row, *entry.boundary, root);
  if (!entry.boundary_is_file()) role.boundary_name = entry.boundary;
  project_.define(std::move(role));
}

/// The roles and policies in the files that the pattern names. Naming none is a mistake, unless files around
/// those given are not looked at.
std::vector<const Resource*> Run::resources_in(const Item& item, const FolderRole& row,
                                               const doc::Node& pattern, std::uint32_t root) {
  std::vector<const Resource*> found;
  for (const Resource& resource : project_.resources()) {
    if (resource.root != root || (resource.kind != Kind::kRole && resource.kind != Kind::kPolicy)) continue;
    const Item& holder = items_[held_[held_by_source_.at(&resource.document->source())].item];
    if (matches_pattern(pattern.as_string(), row.configuration->below(holder.path)))
      found.push_back(&resource);
  }
  if (found.empty() && !engine_.options().isolated) {
    const std::string message =
        "no file " + std::string(pattern.as_string()) + " here holds a role or policy";
    const text::Source& source = row.configuration->document->source();
    role_results_[&source].setup = item.home->setup;
    role_results_[&source].findings.push_back(bad_setting(source, pattern.range(), message));
  }
  return found;
}

/// A role that ecslint.toml describes has no file of its own.
void Run::check_configured_role(Checker& checker, const Resource& role,
                                std::vector<finding::Finding>& findings) {
  const text::Source& source = role.document->source();
  for (const Held& held : held_) {
    const Item& item = items_[held.item];
    const auto roles = roles_of(item);
    const bool described = std::ranges::any_of(roles, [&](const FolderRole& row) {
      return &row.configuration->document->source() == &source && row.role->table == role.written;
    });
    if (!described || !item.report) continue;
    role_results_[&source].setup = item.home->setup;
    std::vector<Undecided> undecided;
    checker.check_rules(project_, role, *item.home->setup, findings, undecided, summary_.undecided);
    return;
  }
}

void Run::report_roles() {
  const Secrets none;
  std::vector<RoleResult*> results;
  for (auto& [source, role_result] : role_results_) {
    role_result.source = source;
    results.push_back(&role_result);
  }
  std::ranges::sort(results, {}, [](const RoleResult* r) { return r->source->name(); });
  for (RoleResult* role_result : results) {
    FileResult result;
    result.findings = std::move(role_result->findings);
    const Selection& selection = *role_result->setup->selection;
    std::erase_if(result.findings, [&selection](finding::Finding& f) { return !selection.accept(f); });
    if (result.findings.empty()) continue;
    finding::sort_for_report(result.findings);
    set_fingerprints(result.findings);
    result.file = role_result->source->name();
    result.source = role_result->source;
    result.verdict = Verdict::kConfiguration;
    result.secrets = &none;
    summary_.add(result);
    sink_(result);
  }
}

}  // namespace ecslint::lint
