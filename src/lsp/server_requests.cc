// SPDX-License-Identifier: Apache-2.0
// Requests about the workspace: its symbols and the commands.
#include <fmt/format.h>

#include <algorithm>

#include "lint/add_ignore.h"
#include "lsp/commands.h"
#include "lsp/mend.h"
#include "lsp/server.h"
#include "lsp/symbols.h"
#include "lsp/uri.h"

namespace ecslint::lsp {
namespace {

constexpr std::size_t kMostSymbols = 500;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// The letters of the query stand in the name in their order.
bool answers(std::string_view name, std::string_view query) {
  for (const char c : name) {
    if (!query.empty() && lower(c) == lower(query.front())) query.remove_prefix(1);
  }
  return query.empty();
}

void collect(const std::vector<DocumentSymbol>& symbols, std::string_view query, const std::string& uri,
             const std::string& container, Json& out) {
  for (const DocumentSymbol& symbol : symbols) {
    if (out.size() >= kMostSymbols) return;
    if (answers(symbol.name, query)) {
      out.push_back({{"name", symbol.name},
                     {"kind", static_cast<int>(symbol.kind)},
                     {"location", to_json(Location{uri, symbol.selection})},
                     {"containerName", container}});
    }
    collect(symbol.children, query, uri, symbol.name, out);
  }
}

}  // namespace

Answer Server::workspace_symbol(const Json& params) {
  const std::string query = as_string(get(params, "query"));
  Json out = Json::array();
  for (const auto& folder : folders_) {
    for (const std::string& name : folder->files().marked_paths()) {
      const Context at = context(*folder, name);
      if (at.file() != nullptr)
        collect(symbols_of(*at.file(), at.positions()), query, at.uri(name), name, out);
    }
  }
  return out;
}

Answer Server::execute_command(const Json& params) {
  const std::string name = as_string(get(params, "command"));
  const Json& arguments = get(params, "arguments");
  if (name == kFixAllCommand) return fix_all_command(arguments);
  if (name == kIgnoreCommand) return ignore_command(arguments);
  if (name == kExplainCommand) return explain_command(arguments);
  return text::Error{fmt::format("no command {}", name)};
}

void Server::apply(std::string_view label, Json edit) {
  ask("workspace/applyEdit", {{"label", label}, {"edit", std::move(edit)}});
}

Answer Server::fix_all_command(const Json& arguments) {
  const Json document{
      {"textDocument", {{"uri", arguments.is_array() && !arguments.empty() ? arguments[0] : Json()}}}};
  const auto at = context_for(document);
  if (!at) return text::Error{"no such document is open"};
  const FileEdits edits = fix_all(*at);
  if (!edits.empty()) apply("ecslint: mend", at->workspace_edit(edits));
  return Json();
}

/// [uri, code, line from 0, reason]: without a reason SUP003 will ask for it.
Answer Server::ignore_command(const Json& arguments) {
  const Json none;
  const auto argument = [&](std::size_t i) -> const Json& {
    return arguments.is_array() && i < arguments.size() ? arguments[i] : none;
  };
  const auto at = open_.find(as_string(argument(0)));
  const auto line = as_uint(argument(2));
  if (at == open_.end() || !line) return text::Error{"no such document is open"};
  Folder& folder = *at->second.folder;
  lint::Options options = settings_.options;
  options.git = false;  // it knows only the process's own folder
  const auto text = lint::add_ignore(
      folder.disk(), options, {as_string(argument(1)), at->second.name, *line + 1, as_string(argument(3))});
  if (!text) {
    constexpr int kWarning = 2;
    tell("window/showMessage", {{"type", kWarning}, {"message", "ecslint: " + text.error().message}});
    return Json();
  }
  apply("ecslint: ignore", edit_of(folder, *text));
  return Json();
}

Json Server::edit_of(const Folder& folder, const lint::IgnoreText& text) const {
  DocumentEdits document;
  const OpenDocument* open = this->document(folder, text.path);
  document.uri = open != nullptr ? open->uri() : uri_of_path(folder.absolute(text.path));
  if (open != nullptr) document.version = open->version();
  const PositionMap positions(text.before, encoding_);
  for (const auto& [name, edit] : difference(text.path, text.before, text.after)) {
    document.edits.push_back({positions.range(edit.range), edit.replacement});
  }
  Json out = to_json(std::vector{document}, client_.document_changes);
  if (text.is_new && client_.document_changes) {
    Json& changes = out["documentChanges"];
    changes.insert(changes.begin(), Json{{"kind", "create"}, {"uri", document.uri}});
  }
  return out;
}

/// The rule as a page of Markdown.
Answer Server::explain_command(const Json& arguments) {
  const std::string code =
      arguments.is_array() && !arguments.empty() ? as_string(arguments[0]) : std::string();
  if (folders_.empty()) return text::Error{"no folder is open"};
  const lint::Linter& linter = folders_.front()->linter();
  const auto number = linter.rules().find(code);
  if (!number) return text::Error{fmt::format("no rule {}", code)};
  const rules::RuleInfo rule = linter.rules().info(*number);
  std::string out =
      fmt::format("# {} {}\n\n{}\n\n{}\n", rule.code(), rule.name(), rule.summary(), rule.help());
  for (const std::string_view link : rule.references()) out += fmt::format("\n- <{}>", link);
  return Json(out + "\n");
}

}  // namespace ecslint::lsp
