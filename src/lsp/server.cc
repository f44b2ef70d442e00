// SPDX-License-Identifier: Apache-2.0
// Messages and the life cycle of a session.
#include "lsp/server.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "lsp/commands.h"
#include "lsp/uri.h"

namespace ecslint::lsp {

struct Server::Method {
  std::string_view name;
  bool request;
  Answer (Server::*run)(const Json& params);
};

std::span<const Server::Method> Server::methods() {
  static constexpr std::array<Method, 13> kMethods = {{
      {"shutdown", true, &Server::shutdown},
      {"initialized", false, &Server::initialized},
      {"textDocument/didOpen", false, &Server::did_open},
      {"textDocument/didChange", false, &Server::did_change},
      {"textDocument/didClose", false, &Server::did_close},
      {"textDocument/didSave", false, &Server::did_save},
      {"workspace/didChangeWatchedFiles", false, &Server::did_change_watched_files},
      {"workspace/didChangeConfiguration", false, &Server::did_change_configuration},
      {"workspace/didChangeWorkspaceFolders", false, &Server::did_change_folders},
      {"textDocument/diagnostic", true, &Server::document_diagnostic},
      {"workspace/diagnostic", true, &Server::workspace_diagnostic},
      {"workspace/symbol", true, &Server::workspace_symbol},
      {"workspace/executeCommand", true, &Server::execute_command},
  }};
  return kMethods;
}

namespace {

constexpr std::string_view kWatched[] = {
    "**/*.{json,jsonc,yaml,yml,template,tpl,tmpl,j2,jsonnet}",
    "**/*.toml",
};

/// Surrogates without their other half, which some clients send and no UTF-8 can hold, become U+FFFD.
std::string mend_surrogates(std::string_view text) {
  std::string out(text);
  const auto unit = [&out](std::size_t at) -> int {
    if (at + 6 > out.size() || out[at] != '\\' || out[at + 1] != 'u') return -1;
    int value = 0;
    for (std::size_t i = at + 2; i < at + 6; ++i) {
      const char c = static_cast<char>(out[i] | 0x20);
      const int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
      if (digit < 0) return -1;
      value = value * 16 + digit;
    }
    return value;
  };
  const auto is_high = [](int u) { return u >= 0xD800 && u < 0xDC00; };
  const auto is_low = [](int u) { return u >= 0xDC00 && u < 0xE000; };
  for (std::size_t at = out.find('\\'); at != std::string::npos && at + 1 < out.size();
       at = out.find('\\', at)) {
    const int here = unit(at);
    if (is_high(here) && is_low(unit(at + 6))) {
      at += 12;
    } else if (is_high(here) || is_low(here)) {
      out.replace(at, 6, "\\ufffd");
      at += 6;
    } else {
      at += 2;
    }
  }
  return out;
}

/// Deeper than any message is, and less than would be too much for what reads it.
bool is_too_deep(std::string_view text) {
  constexpr int kMaxDepth = 1000;
  int depth = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      if (c == '"') quoted = false;
    } else if (c == '"') {
      quoted = true;
    } else if (c == '{' || c == '[') {
      if (++depth > kMaxDepth) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

Json parse(std::string_view text) {
  if (is_too_deep(text)) return Json(Json::value_t::discarded);
  Json message = Json::parse(text, nullptr, false);
  return message.is_discarded() ? Json::parse(mend_surrogates(text), nullptr, false) : message;
}

bool is_id(const Json& id) { return id.is_string() || id.is_number_integer(); }

}  // namespace

Server::Server(Settings settings, const text::FileSystem& disk, std::string version, Send send)
    : settings_(std::move(settings)), disk_(disk), version_(std::move(version)), send_(std::move(send)) {}

Server::~Server() = default;

void Server::receive(std::string_view text) {
  const Json message = parse(text);
  if (message.is_discarded()) return fail(nullptr, kParseError, "the message is not JSON");
  dispatch(message);
}

void Server::malformed(std::string_view why) { fail(nullptr, kParseError, why); }

void Server::look_ahead(std::string_view text) {
  if (text.size() > 500 || text.find("$/cancelRequest") == std::string_view::npos) return;
  const Json message = parse(text);
  if (get(message, "method") == "$/cancelRequest") cancelled_.insert(to_text(get(message, "params", "id")));
}

void Server::dispatch(const Json& message) {
  const Json& id = get(message, "id");
  const Json& method = get(message, "method");
  if (!message.is_object()) return fail(nullptr, kInvalidRequest, "the message is not an object");
  if (method.is_string()) {
    if (is_id(id)) return request(id, method.get<std::string>(), get(message, "params"));
    if (!message.contains("id")) return notify(method.get<std::string>(), get(message, "params"));
    return fail(nullptr, kInvalidRequest, "id is neither a string nor an integer");
  }
  if (is_id(id) && (message.contains("result") || message.contains("error"))) return response(message);
  fail(is_id(id) ? id : Json(), kInvalidRequest, "the message has no method");
}

void Server::request(const Json& id, const std::string& method, const Json& params) {
  if (cancelled_.erase(to_text(id)) > 0) return fail(id, kRequestCancelled, "cancelled");
  if (phase_ == Phase::kShutDown) return fail(id, kInvalidRequest, "the server has been shut down");
  const bool first = method == "initialize";
  if (first != (phase_ == Phase::kNew)) {
    return first ? fail(id, kInvalidRequest, "initialize comes once")
                 : fail(id, kServerNotInitialized, "initialize comes first");
  }
  const auto give = [&](const Answer& answer) {
    answer ? reply(id, *answer) : fail(id, kInvalidParams, answer.error().message);
  };
  if (first) return give(initialize(params));
  for (const Method& each : methods()) {
    if (each.request && each.name == method) return give((this->*each.run)(params));
  }
  for (const Feature& feature : features()) {
    if (feature.method != method) continue;
    if (open_for(params) == nullptr) return fail(id, kInvalidParams, "no such document is open");
    // Editors ask for several things in a row.
    quiet_until_ = std::max(quiet_until_, Clock::now() + std::chrono::milliseconds(50));
    const auto context = context_for(params);
    return context ? give(feature.answer(*context, params)) : reply(id, Json());
  }
  fail(id, kMethodNotFound, fmt::format("no method {}", method));
}

void Server::notify(const std::string& method, const Json& params) {
  if (method == "exit") return static_cast<void>(exit(params));
  if (phase_ != Phase::kRunning) return;
  for (const Method& each : methods()) {
    if (each.request || each.name != method) continue;
    const Answer answer = (this->*each.run)(params);
    if (!answer) log(fmt::format("{}: {}", method, answer.error().message));
  }
}

void Server::response(const Json& message) {
  const auto at = awaited_.find(to_text(get(message, "id")));
  if (at == awaited_.end()) return;
  const auto then = std::move(at->second);
  awaited_.erase(at);
  if (then) then(get(message, "result"));
}

void Server::send(Json message) {
  message["jsonrpc"] = "2.0";
  send_(to_text(message));
}

void Server::reply(const Json& id, Json result) { send({{"id", id}, {"result", std::move(result)}}); }

void Server::fail(const Json& id, int code, std::string_view message) {
  send({{"id", id}, {"error", {{"code", code}, {"message", message}}}});
}

void Server::tell(std::string_view method, Json params) {
  send({{"method", method}, {"params", std::move(params)}});
}

void Server::ask(std::string_view method, Json params, std::function<void(const Json&)> then) {
  const std::string id = fmt::format("ecslint-{}", ++next_id_);
  awaited_[to_text(id)] = std::move(then);
  send({{"id", id}, {"method", method}, {"params", std::move(params)}});
}

void Server::log(std::string_view text) {
  constexpr int kWarning = 2;
  tell("window/logMessage", {{"type", kWarning}, {"message", fmt::format("ecslint: {}", text)}});
}

Answer Server::initialize(const Json& params) {
  phase_ = Phase::kRunning;
  client_ = client_capabilities(get(params, "capabilities"));
  encoding_ = client_.utf8 ? Encoding::kUtf8 : Encoding::kUtf16;
  // `initialized` comes next: progress is asked for before there is some.
  quiet_until_ = Clock::now() + std::chrono::milliseconds(200);
  settings_.update(get(params, "initializationOptions"));
  const Json& folders = get(params, "workspaceFolders");
  if (folders.is_array()) {
    for (const Json& folder : folders) {
      if (const auto path = path_of_uri(as_string(get(folder, "uri")))) add_folder(*path, Scope::kWorkspace);
    }
  } else if (const auto path = path_of_uri(as_string(get(params, "rootUri")))) {
    add_folder(*path, Scope::kWorkspace);
  }
  Json all{
      {"positionEncoding", encoding_ == Encoding::kUtf8 ? "utf-8" : "utf-16"},
      {"textDocumentSync", {{"openClose", true}, {"change", 2}, {"save", true}}},
      {"workspace", {{"workspaceFolders", {{"supported", true}, {"changeNotifications", true}}}}},
      {"workspaceSymbolProvider", true},
      {"executeCommandProvider", {{"commands", command_names()}}},
  };
  for (const Feature& feature : features()) {
    if (!feature.capability.empty()) all[feature.capability] = Json::parse(feature.options);
  }
  if (client_.pull_diagnostics) {
    all["diagnosticProvider"] = {
        {"identifier", "ecslint"}, {"interFileDependencies", true}, {"workspaceDiagnostics", true}};
  }
  return Json{{"capabilities", std::move(all)}, {"serverInfo", {{"name", "ecslint"}, {"version", version_}}}};
}

Answer Server::initialized(const Json&) {
  quiet_until_ = Clock::now();
  if (client_.watches_files) watch_files();
  if (client_.configuration) fetch_settings();
  begin_progress();
  return Json();
}

Answer Server::shutdown(const Json&) {
  phase_ = Phase::kShutDown;
  open_.clear();
  return Json();
}

Answer Server::exit(const Json&) {
  exit_code_ = phase_ == Phase::kShutDown ? 0 : 1;
  return Json();
}

Folder& Server::add_folder(const std::string& path, Scope scope) {
  folders_.push_back(std::make_unique<Folder>(path, scope, settings_, disk_));
  if (const auto problem = folders_.back()->take_problem()) log(*problem);
  return *folders_.back();
}

void Server::watch_files() {
  Json watchers = Json::array();
  for (const std::string_view pattern : kWatched) watchers.push_back({{"globPattern", pattern}});
  ask("client/registerCapability",
      {{"registrations", Json::array({{{"id", "ecslint-files"},
                                       {"method", "workspace/didChangeWatchedFiles"},
                                       {"registerOptions", {{"watchers", std::move(watchers)}}}}})}});
}

void Server::fetch_settings() {
  ask("workspace/configuration", {{"items", Json::array({{{"section", "ecslint"}}})}},
      [this](const Json& result) {
        if (result.is_array() && !result.empty()) take_settings(result.front());
      });
}

void Server::take_settings(const Json& value) {
  if (settings_.update(value)) reload();
}

void Server::reload() {
  reload_wanted_ = false;
  for (const auto& folder : folders_) {
    folder->reload();
    if (const auto problem = folder->take_problem()) log(*problem);
  }
  for (auto& [uri, open] : open_) open.due = Clock::now();
  quiet_until_ = Clock::now();
}

}  // namespace ecslint::lsp
