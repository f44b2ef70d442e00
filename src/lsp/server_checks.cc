// SPDX-License-Identifier: Apache-2.0
// When what is checked, and how the client learns of it.
#include <fmt/format.h>

#include <algorithm>

#include "lsp/diagnostics.h"
#include "lsp/server.h"
#include "lsp/uri.h"

namespace ecslint::lsp {
namespace {

using std::chrono::milliseconds;

std::string result_id(const FileState& state) { return fmt::format("{:x}", state.hash); }

}  // namespace

std::optional<milliseconds> Server::work() {
  if (phase_ != Phase::kRunning) return std::nullopt;
  const auto now = Clock::now();
  if (reload_wanted_ && now >= reload_at_) reload();
  std::optional<Clock::time_point> next;
  for (auto& [uri, open] : open_) {
    if (!open.due) continue;
    if (*open.due <= now) {
      check(open);
      return milliseconds(0);
    }
    next = std::min(next.value_or(*open.due), *open.due);
  }
  if (reload_wanted_) next = std::min(next.value_or(reload_at_), reload_at_);
  const bool busy = std::ranges::any_of(folders_, [](const auto& folder) { return !folder->idle(); });
  if (busy && now >= quiet_until_ && work_in_background()) return milliseconds(0);
  if (busy) next = std::min(next.value_or(quiet_until_), quiet_until_);
  if (!next) return std::nullopt;
  return std::max(milliseconds(1), std::chrono::duration_cast<milliseconds>(*next - now));
}

void Server::settle() {
  for (auto& [uri, open] : open_) {
    if (open.due) open.due = Clock::now();
  }
  reload_at_ = quiet_until_ = Clock::now();
  while (work()) quiet_until_ = reload_at_ = Clock::now();
}

void Server::check(Open& open) {
  const auto start = Clock::now();
  open.due.reset();
  Folder& folder = *open.folder;
  const std::string name = open.name;
  Changed changed = folder.check(name);
  std::erase(changed, name);
  if (!folder.is_configuration(name)) changed.insert(changed.begin(), name);
  publish(folder, changed);
  last_check_ = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start);
}

bool Server::work_in_background() {
  for (const auto& folder : folders_) {
    if (folder->idle()) continue;
    publish(*folder, folder->work());
    if (progress_ == Progress::kShown) {
      tell("$/progress",
           {{"token", "ecslint"}, {"value", {{"kind", "report"}, {"percentage", folder->progress()}}}});
    }
    break;
  }
  const bool done = std::ranges::all_of(folders_, [](const auto& folder) { return folder->idle(); });
  if (done) end_progress();
  return true;
}

void Server::publish(Folder& folder, const Changed& changed) {
  if (changed.empty()) return;
  if (!client_.pull_diagnostics) {
    for (const std::string& name : changed) publish_one(folder, name);
    return;
  }
  // Whoever asks gets what is new of the file asked for; that there is more, it must be told.
  if (changed.size() > 1 || document(folder, changed.front()) == nullptr) refresh();
}

void Server::publish_one(Folder& folder, const std::string& name) {
  const OpenDocument* open = document(folder, name);
  Json params{{"uri", open != nullptr ? open->uri() : uri_of_path(folder.absolute(name))}};
  if (open != nullptr) params["version"] = open->version();
  params["diagnostics"] = folder.is_shown(name) || folder.is_configuration(name)
                              ? diagnostics_of(context(folder, name))
                              : Json::array();
  tell("textDocument/publishDiagnostics", std::move(params));
}

/// At most one such request is on its way.
void Server::refresh() {
  if (!client_.diagnostic_refresh || refresh_wanted_) return;
  refresh_wanted_ = true;
  ask("workspace/diagnostic/refresh", nullptr, [this](const Json&) { refresh_wanted_ = false; });
}

Answer Server::document_diagnostic(const Json& params) {
  Open* open = open_for(params);
  if (open == nullptr) return Json{{"kind", "full"}, {"items", Json::array()}};
  if (open->due) check(*open);
  const FileState* state = open->folder->state(open->name);
  const std::string id = state == nullptr ? "0" : result_id(*state);
  if (as_string(get(params, "previousResultId")) == id) return Json{{"kind", "unchanged"}, {"resultId", id}};
  return Json{
      {"kind", "full"}, {"resultId", id}, {"items", diagnostics_of(context(*open->folder, open->name))}};
}

Answer Server::workspace_diagnostic(const Json& params) {
  std::map<std::string, std::string> known;
  for (const Json& each : get(params, "previousResultIds")) {
    known[as_string(get(each, "uri"))] = as_string(get(each, "value"));
  }
  Json items = Json::array();
  for (const auto& folder : folders_) {
    for (const auto& [name, state] : folder->states()) {
      const OpenDocument* open = document(*folder, name);
      const std::string uri = open != nullptr ? open->uri() : uri_of_path(folder->absolute(name));
      const auto before = known.find(uri);
      const std::string id = result_id(state);
      if (before == known.end() ? state.shown.empty() : before->second == id) continue;
      if (!folder->is_shown(name) && !folder->is_configuration(name)) continue;
      items.push_back({{"kind", "full"},
                       {"uri", uri},
                       {"version", open != nullptr ? Json(open->version()) : Json()},
                       {"resultId", id},
                       {"items", diagnostics_of(context(*folder, name))}});
    }
  }
  return Json{{"items", std::move(items)}};
}

void Server::begin_progress() {
  if (!client_.progress || folders_.empty()) return;
  progress_ = Progress::kAsked;
  ask("window/workDoneProgress/create", {{"token", "ecslint"}}, [this](const Json&) {
    if (progress_ != Progress::kAsked) return;
    progress_ = Progress::kShown;
    tell("$/progress", {{"token", "ecslint"},
                        {"value",
                         {{"kind", "begin"},
                          {"title", "ecslint"},
                          {"message", "checking the workspace"},
                          {"percentage", 0}}}});
  });
}

void Server::end_progress() {
  if (progress_ == Progress::kShown) tell("$/progress", {{"token", "ecslint"}, {"value", {{"kind", "end"}}}});
  progress_ = Progress::kNone;
}

}  // namespace ecslint::lsp
