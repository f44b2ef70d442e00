// SPDX-License-Identifier: Apache-2.0
// Open documents, folders and files on disk.
#include <fmt/format.h>

#include <algorithm>

#include "lint/walk.h"
#include "lsp/server.h"
#include "lsp/uri.h"

namespace ecslint::lsp {
namespace {

constexpr auto kReloadDelay = std::chrono::milliseconds(150);

std::optional<std::vector<ContentChange>> changes_from(const Json& list) {
  if (!list.is_array()) return std::nullopt;
  std::vector<ContentChange> out;
  for (const Json& each : list) {
    ContentChange change;
    if (!get(each, "text").is_string()) return std::nullopt;
    change.text = get(each, "text").get<std::string>();
    if (each.contains("range") && !each["range"].is_null()) {
      change.range = range_from(each["range"]);
      if (!change.range) return std::nullopt;
    }
    out.push_back(std::move(change));
  }
  return out;
}

}  // namespace

/// The folder of the workspace that holds it most closely.
Folder* Server::folder_of(const std::string& path) {
  Folder* best = nullptr;
  for (const auto& folder : folders_) {
    if (folder->holds(path) && (best == nullptr || folder->path().size() > best->path().size()))
      best = folder.get();
  }
  return best;
}

/// Outside of the workspace: what its ecslint.toml or repository holds is read for links, as `check FILE`
/// does.
Folder& Server::folder_for(const std::string& path) {
  if (Folder* folder = folder_of(path)) return *folder;
  for (const std::string& up : lint::folders_upwards(path, {})) {
    const bool root = disk_.exists(lint::join_path(up, lint::kConfigurationName)) ||
                      disk_.exists(lint::join_path(up, ".git"));
    if (root && !up.empty()) return add_folder(up, Scope::kAround);
  }
  const std::string_view parent = lint::folder_of(path);
  return add_folder(parent.empty() ? "/" : std::string(parent), Scope::kAlone);
}

void Server::place(Open& open, const std::string& text) {
  const std::string& uri = open.document ? open.document->uri() : open.name;
  const auto path = path_of_uri(uri);
  open.folder = path ? &folder_for(*path) : nullptr;
  if (open.folder == nullptr) {
    const auto at = std::ranges::find_if(folders_, [](const auto& f) { return f->path() == "/"; });
    open.folder = at != folders_.end() ? at->get() : &add_folder("/", Scope::kAlone);
  }
  open.name = path ? open.folder->name_of(*path) : uri;
  open.folder->open(open.name, text);
}

Answer Server::did_open(const Json& params) {
  const Json& item = get(params, "textDocument");
  const std::string uri = as_string(get(item, "uri"));
  if (uri.empty() || !get(item, "text").is_string()) return text::Error{"no uri or no text"};
  const auto text = get(item, "text").get<std::string>();
  const Json& version = get(item, "version");
  Open& open = open_[uri];
  open.document = std::make_unique<OpenDocument>(
      uri, text, version.is_number_integer() ? version.get<std::int64_t>() : 0, encoding_);
  place(open, text);
  open.due = Clock::now();
  if (open.folder->is_configuration(open.name)) reload_wanted_ = true;
  return Json();
}

Server::Open* Server::open_for(const Json& params) {
  const auto at = open_.find(as_string(get(params, "textDocument", "uri")));
  return at == open_.end() ? nullptr : &at->second;
}

Answer Server::did_change(const Json& params) {
  Open* open = open_for(params);
  if (open == nullptr) return text::Error{"the document is not open"};
  const auto changes = changes_from(get(params, "contentChanges"));
  if (!changes)
    return text::Error{"a change without text or with an impossible range; the text may differ now"};
  const Json& version = get(params, "textDocument", "version");
  const std::int64_t number =
      version.is_number_integer() ? version.get<std::int64_t>() : open->document->version() + 1;
  const std::vector<text::Edit> edits = open->document->apply(*changes, number);
  open->folder->change(open->name, open->document->text(), edits);
  const auto now = Clock::now();
  // What takes long waits for a pause.
  const bool fast = last_check_ < std::chrono::milliseconds(20);
  open->due = fast ? now
                   : now + std::chrono::duration_cast<Clock::duration>(std::min<std::chrono::microseconds>(
                               last_check_, std::chrono::milliseconds(500)));
  quiet_until_ = now + std::chrono::milliseconds(200);
  if (open->folder->is_configuration(open->name)) {
    reload_wanted_ = true;
    reload_at_ = now + kReloadDelay;
  }
  return Json();
}

Answer Server::did_close(const Json& params) {
  Open* open = open_for(params);
  if (open == nullptr) return text::Error{"the document is not open"};
  Folder& folder = *open->folder;
  const std::string name = open->name;
  const std::string uri = open->document->uri();
  const bool configuration = folder.is_configuration(name);
  open_.erase(uri);
  folder.close(name);
  if (configuration) {
    reload_wanted_ = true;
    reload_at_ = Clock::now();
  } else if (!folder.is_shown(name) || !path_of_uri(uri)) {
    if (!client_.pull_diagnostics)
      tell("textDocument/publishDiagnostics", {{"uri", uri}, {"diagnostics", Json::array()}});
  }
  return Json();
}

/// For clients that watch no files: a moment to look at what findings depend on.
Answer Server::did_save(const Json& params) {
  Open* open = open_for(params);
  if (open == nullptr) return text::Error{"the document is not open"};
  if (open->folder->is_configuration(open->name) || (!client_.watches_files && open->folder->is_outdated())) {
    reload_wanted_ = true;
    reload_at_ = Clock::now();
  }
  return Json();
}

Answer Server::did_change_watched_files(const Json& params) {
  const Json& changes = get(params, "changes");
  if (!changes.is_array()) return text::Error{"no changes"};
  for (const Json& change : changes) {
    const std::string uri = as_string(get(change, "uri"));
    const auto path = path_of_uri(uri);
    Folder* folder = path ? folder_of(*path) : nullptr;
    if (folder == nullptr || open_.contains(uri)) continue;
    const std::string name = folder->name_of(*path);
    if (folder->is_configuration(name)) {
      reload_wanted_ = true;
      reload_at_ = Clock::now() + kReloadDelay;
    } else {
      folder->touch(name);
    }
  }
  return Json();
}

Answer Server::did_change_configuration(const Json& params) {
  const Json& settings = get(params, "settings");
  take_settings(get(settings, "ecslint").is_object() ? get(settings, "ecslint") : settings);
  if (client_.configuration) fetch_settings();
  return Json();
}

/// Documents find their new folder.
Answer Server::did_change_folders(const Json& params) {
  const Json& event = get(params, "event");
  for (const Json& folder : get(event, "removed")) {
    const auto path = path_of_uri(as_string(get(folder, "uri")));
    const auto at = std::ranges::find_if(folders_, [&](const auto& f) { return path && f->path() == *path; });
    if (at == folders_.end()) continue;
    for (const auto& [name, state] : (*at)->states()) {
      if (state.shown.empty() || client_.pull_diagnostics) continue;
      tell("textDocument/publishDiagnostics",
           {{"uri", uri_of_path((*at)->absolute(name))}, {"diagnostics", Json::array()}});
    }
    folders_.erase(at);
  }
  for (const Json& folder : get(event, "added")) {
    if (const auto path = path_of_uri(as_string(get(folder, "uri")))) add_folder(*path, Scope::kWorkspace);
  }
  for (auto& [uri, open] : open_) {
    if (const auto path = path_of_uri(uri); path && folder_of(*path) != open.folder) {
      place(open, open.document->text());
    }
    open.due = Clock::now();
  }
  return Json();
}

const OpenDocument* Server::document(const Folder& folder, const std::string& name) const {
  for (const auto& [uri, open] : open_) {
    if (open.folder == &folder && open.name == name) return open.document.get();
  }
  return nullptr;
}

Context Server::context(Folder& folder, const std::string& name) {
  return Context(folder, name, *this, settings_, client_, encoding_);
}

std::optional<Context> Server::context_for(const Json& params) {
  Open* open = open_for(params);
  if (open == nullptr || open->folder->is_configuration(open->name)) return std::nullopt;
  if (open->folder->parsed(open->name) == nullptr) return std::nullopt;
  return context(*open->folder, open->name);
}

}  // namespace ecslint::lsp
