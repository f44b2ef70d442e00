// SPDX-License-Identifier: Apache-2.0
// Linking: which files hang together, read and checked as one project. Nothing happens here unless some file
// of the run refers to others (a service, a neighbour) or an ecslint.toml says that its folder is closed.
#include <algorithm>
#include <unordered_map>

#include "lint/fingerprint.h"
#include "lint/kept_files.h"
#include "lint/run.h"
#include "lint/told.h"

namespace ecslint::lint {
namespace {

using model::Kind;
using model::Resource;

// How many files around the named ones are looked at for links.
constexpr std::size_t kMaxFilesAround = 5000;

bool runs_tasks(const Resource& resource) {
  return resource.kind == Kind::kService || resource.kind == Kind::kTaskSet ||
         resource.kind == Kind::kRunTask;
}

bool refers(const Resource& resource) {
  return runs_tasks(resource) || resource.kind == Kind::kCluster ||
         resource.kind == Kind::kCapacityProvider || info(resource.kind).neighbour;
}

/// Whether a file's bytes can hold one of a few names; a cheap answer before parsing.
bool may_hold(std::string_view bytes, const std::unordered_set<std::string>& keys) {
  constexpr std::size_t kFew = 16;
  if (keys.size() > kFew) return true;
  return std::ranges::any_of(keys, [&](const std::string& key) {
    const std::size_t name = key.find('\n') + 1;
    return bytes.find(std::string_view(key).substr(name)) != std::string_view::npos;
  });
}

/// What the configuration and its bases say is linked, with who says it: their patterns start from there.
struct FolderLink {
  const Configuration* configuration;
  const LinkSetting* link;
};

std::vector<FolderLink> links_of(const Item& item) {
  std::vector<FolderLink> out;
  if (item.home->setup->configuration == nullptr) return out;
  for (const Configuration* each : with_bases(*item.home->setup->configuration)) {
    for (const LinkSetting& link : each->links) out.push_back({each, &link});
  }
  return out;
}

bool is_link_target(const Item& item) {
  const bool linked = std::ranges::any_of(links_of(item), [&item](const FolderLink& row) {
    return matches_pattern(row.link->task_definition, row.configuration->below(item.path));
  });
  return linked || std::ranges::any_of(roles_of(item), [&item](const FolderRole& row) {
           return std::ranges::any_of(row.role->files(), [&](const doc::Node* file) {
             return matches_pattern(file->as_string(), row.configuration->below(item.path));
           });
         });
}

}  // namespace

std::string key(const Item& item, std::string_view name) {
  return std::string(item.root).append("\n").append(name);
}

void Run::link() {
  if (!hold_linked()) return;
  kept_ != nullptr ? check_held_kept() : check_held();
}

/// Makes the project of all that hangs together; false where nothing can.
bool Run::hold_linked() {
  const std::set<std::string> roots = roots_to_link();
  if (roots.empty()) return false;
  add_files_around(roots);
  Names wanted;
  const auto linkable = [&](const Item& item) {
    return item.state == Item::State::kAlone && item.marks.any && roots.contains(std::string(item.root));
  };
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (linkable(items_[i]) && items_[i].marks.refers && hold(checker(), i, nullptr))
      collect_names(held_.back(), wanted);
  }
  for (const Item& item : items_) {
    if (linkable(item)) collect_role_names(item, wanted);
  }
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (linkable(items_[i])) hold(checker(), i, &wanted);
  }
  build_project();
  return true;
}

std::set<std::string> Run::roots_to_link() const {
  std::set<std::string> roots;
  for (const Item& item : items_) {
    if (item.state != Item::State::kAlone || (!item.report && kept_ == nullptr)) continue;
    if (item.marks.refers || ((item.home->setup->closed() || !roles_of(item).empty()) && item.marks.any))
      roots.insert(std::string(item.root));
  }
  return roots;
}

bool Run::walked(std::string_view root) const {
  return std::ranges::any_of(folders_,
                             [root](std::string_view folder) { return is_below(root, plain(folder)); });
}

void Run::add_files_around(const std::set<std::string>& roots) {
  std::set<std::string, std::less<>> known;
  for (const Item& item : items_) known.emplace(plain(item.path));
  const std::size_t before = items_.size();
  for (const std::string& root : roots) {
    const auto owner = std::ranges::find_if(items_, [&](const Item& item) { return item.root == root; });
    if (kept_ != nullptr || !owner->home->has_root || engine_.options().isolated || walked(root)) continue;
    const std::string folder = root.empty() ? "." : root;
    const Walk around = walk(engine_.files(), {&folder, 1}, {.git = engine_.git(), .limit = kMaxFilesAround});
    for (const Input& input : around.files) {
      if (known.insert(std::string(plain(input.path))).second) add_item(input, false);
    }
  }
  survey(before);
  std::erase_if(items_, [](const Item& item) { return !item.report && item.state != Item::State::kAlone; });
}

/// Makes the project of those items in which one of the names stands, as a resource's or as a reference to
/// it.
void Run::hold_named(std::span<const std::string_view> names) {
  if (items_.empty()) return;
  Names wanted;
  for (const std::string_view name : names) wanted.insert(key(items_.front(), name));
  for (std::size_t i = 0; i < items_.size(); ++i) hold(checker(), i, &wanted);
  build_project();
}

/// Parses the file and keeps it when it refers to something (`wanted` null) or holds what is wanted.
bool Run::hold(Checker& checker, std::size_t index, const Names* wanted) {
  Item& item = items_[index];
  if (!item.source && item.kept == nullptr) {
    auto again = engine_.files().read(item.path);
    if (!again) return false;
    item.source = std::move(again).value();
  }
  const std::string_view bytes = item.kept != nullptr ? item.kept->bytes() : item.source->bytes();
  if (wanted != nullptr && !is_link_target(item) && !may_hold(bytes, *wanted)) return false;
  Held held{index, {}, {}, item.kept};
  if (item.kept != nullptr) {
    kept_->parse(*item.kept);
  } else {
    checker.parse(text::Source(item.source->name(), bytes), *item.setup, engine_.options().takes_all(),
                  held.file);
  }
  const ParsedFile& file = item.kept != nullptr ? item.kept->file : held.file;
  if (file.is_template) return false;  // its links are made inside it
  const bool keep =
      wanted == nullptr ? std::ranges::any_of(file.resources, refers) : is_wanted(item, file, *wanted);
  if (!keep) return false;
  if (item.kept != nullptr) lend(*item.kept, held);
  item.source.reset();
  item.state = Item::State::kHeld;
  held_.push_back(std::move(held));
  return true;
}

bool Run::is_wanted(const Item& item, const ParsedFile& file, const Names& wanted) const {
  if (file.resources.empty()) return false;
  if (is_link_target(item)) return true;
  const auto is = [&](std::string_view name) { return wanted.contains(key(item, name)); };
  return std::ranges::any_of(file.resources, [&](const Resource& resource) {
    return (resource.named() && is(resource.name)) || std::ranges::any_of(referred_names(resource), is);
  });
}

/// What its resources refer to, and by what others may refer to its neighbours.
void Run::collect_names(const Held& held, Names& names) const {
  const Item& item = items_[held.item];
  for (const Resource& resource : held.file.resources) {
    for (const std::string_view name : referred_names(resource)) names.insert(key(item, name));
    if (info(resource.kind).neighbour && resource.named()) names.insert(key(item, resource.name));
    const doc::Node* role = resource.kind == Kind::kPolicy ? resource.node->find("roleName") : nullptr;
    if (role != nullptr && role->is_string()) names.insert(key(item, role->as_string()));
  }
}

void Run::build_project() {
  std::ranges::sort(held_,
                    [&](const Held& a, const Held& b) { return items_[a.item].path < items_[b.item].path; });
  for (std::size_t i = 0; i < held_.size(); ++i) items_[held_[i].item].held = i;
  Roots roots;
  for (Held& held : held_) {
    const Item& item = items_[held.item];
    const auto [at, fresh] = roots.try_emplace(std::string(item.root), 0);
    if (fresh) {
      at->second = project_.add_root({.folder = at->first, .closed = item.home->setup->closed()});
    }
    for (Resource& resource : held.file.resources) {
      resource.root = at->second;
      project_.add(resource);
    }
    held_by_source_.emplace(&held.file.document->source(), items_[held.item].held);
  }
  join_configured();
  define_roles(roots);
  project_.finish();
}

void Run::join_configured() {
  for (const Resource& service : project_.resources()) {
    if (!runs_tasks(service)) continue;
    const Item& item = items_[held_[held_by_source_.at(&service.document->source())].item];
    for (const FolderLink& row : links_of(item)) {
      if (!matches_pattern(row.link->service, row.configuration->below(item.path))) continue;
      for (const Resource& task : project_.resources()) {
        const Item& other = items_[held_[held_by_source_.at(&task.document->source())].item];
        const bool fits = task.kind == Kind::kTaskDefinition && task.root == service.root &&
                          matches_pattern(row.link->task_definition, row.configuration->below(other.path));
        if (fits) project_.join(service, task);
      }
    }
  }
}

void Run::check_held() {
  Checker& checker = this->checker();
  std::vector<finding::Finding> findings;
  for (Held& held : held_) {
    checker.check_shape(held.file);
    std::ranges::move(held.file.findings, std::back_inserter(findings));
  }
  checker.begin_linked(project_.resources().size());
  for (const Resource& resource : project_.resources()) {
    if (resource.piece) continue;
    const auto at = held_by_source_.find(&resource.document->source());
    if (at == held_by_source_.end()) {
      check_configured_role(checker, resource, findings);
      continue;
    }
    Held& held = held_[at->second];
    const Item& item = items_[held.item];
    if (!item.report) continue;
    checker.check_rules(project_, resource, *item.setup, findings, held.result.undecided,
                        held.result.undecided_count);
  }
  distribute(std::move(findings));
  for (Held& held : held_) {
    collect_secrets(*items_[held.item].setup, *held.file.document, held.result.findings, held_secrets_);
  }
  for (Held& held : held_) {
    if (items_[held.item].report) finish_held(held);
  }
}

void Run::finish_held(Held& held) {
  FileResult& result = held.result;
  result.file = items_[held.item].path;
  result.source = &held.file.document->source();
  result.what = held.file.what;
  result.verdict = held.file.broken ? Verdict::kUnreadable : Verdict::kEcs;
  result.secrets = &held_secrets_;
  finish_findings(*items_[held.item].setup, held_secrets_, *held.file.document, result);
  if (engine_.options().fingerprints) set_fingerprints(result.findings);
}

/// Each finding belongs to the file of its place; what two services say alike of one task definition is said
/// once.
void Run::distribute(std::vector<finding::Finding> findings) {
  std::unordered_map<const void*, Told> told;
  for (finding::Finding& finding : findings) {
    const auto at = held_by_source_.find(finding.place.source);
    const auto role = role_results_.find(finding.place.source);
    if (at == held_by_source_.end() && role == role_results_.end()) continue;
    auto& into = at == held_by_source_.end() ? role->second.findings : held_[at->second].result.findings;
    if (told.try_emplace(&into, into).first->second.add(finding)) into.push_back(std::move(finding));
  }
}

}  // namespace ecslint::lint
