// SPDX-License-Identifier: Apache-2.0
#include "lsp/protocol.h"

#include <fmt/format.h>

#include <algorithm>

namespace ecslint::lsp {
namespace {

bool contains(const Json& list, std::string_view word) {
  return list.is_array() && std::ranges::any_of(list, [word](const Json& each) { return each == word; });
}

}  // namespace

ClientCapabilities client_capabilities(const Json& all) {
  const Json& document = get(all, "textDocument");
  const Json& workspace = get(all, "workspace");
  ClientCapabilities out;
  out.utf8 = contains(get(all, "general", "positionEncodings"), "utf-8");
  out.pull_diagnostics = get(document, "diagnostic").is_object();
  out.diagnostic_refresh = as_bool(get(workspace, "diagnostics", "refreshSupport"));
  out.watches_files = as_bool(get(workspace, "didChangeWatchedFiles", "dynamicRegistration"));
  out.progress = as_bool(get(all, "window", "workDoneProgress"));
  out.snippets = as_bool(get(document, "completion", "completionItem", "snippetSupport"));
  out.document_changes = as_bool(get(workspace, "workspaceEdit", "documentChanges"));
  out.hierarchical_symbols = as_bool(get(document, "documentSymbol", "hierarchicalDocumentSymbolSupport"));
  out.code_action_literals = get(document, "codeAction", "codeActionLiteralSupport").is_object();
  out.code_action_edits_resolved =
      contains(get(document, "codeAction", "resolveSupport", "properties"), "edit");
  out.markdown = contains(get(document, "hover", "contentFormat"), "markdown");
  out.configuration = as_bool(get(workspace, "configuration"));
  out.inlay_refresh = as_bool(get(workspace, "inlayHint", "refreshSupport"));
  out.lens_refresh = as_bool(get(workspace, "codeLens", "refreshSupport"));
  return out;
}

std::optional<Position> position_from(const Json& value) {
  const auto line = as_uint(get(value, "line"));
  const auto character = as_uint(get(value, "character"));
  if (!line || !character) return std::nullopt;
  return Position{*line, *character};
}

std::optional<Range> range_from(const Json& value) {
  const auto start = position_from(get(value, "start"));
  const auto end = position_from(get(value, "end"));
  if (!start || !end) return std::nullopt;
  return Range{*start, *end};
}

Json to_json(Position position) { return {{"line", position.line}, {"character", position.character}}; }

Json to_json(const Range& range) { return {{"start", to_json(range.start)}, {"end", to_json(range.end)}}; }

Json to_json(const Location& location) { return {{"uri", location.uri}, {"range", to_json(location.range)}}; }

Json to_json(const TextEdit& edit) { return {{"range", to_json(edit.range)}, {"newText", edit.text}}; }

Json to_json(const DocumentSymbol& symbol) {
  Json out{{"name", symbol.name},
           {"kind", static_cast<int>(symbol.kind)},
           {"range", to_json(symbol.range)},
           {"selectionRange", to_json(symbol.selection)}};
  if (!symbol.detail.empty()) out["detail"] = symbol.detail;
  if (!symbol.children.empty()) out["children"] = list_to_json(symbol.children);
  return out;
}

namespace {

/// "[text](address)" at the place becomes the address, behind the text where that is another; how long it
/// was.
std::size_t take_link(std::string_view line, std::string& out) {
  const std::size_t middle = line.find("](");
  const std::size_t end = middle == std::string_view::npos ? middle : line.find(')', middle);
  if (end == std::string_view::npos) return 0;
  const std::string_view text = line.substr(1, middle - 1);
  const std::string_view address = line.substr(middle + 2, end - middle - 2);
  if (text.find('[') != std::string_view::npos) return 0;
  out += text == address ? std::string(address) : fmt::format("{} ({})", text, address);
  return end + 1;
}

/// Without the signs for code, bold and links; code itself stays as it is.
std::string plain_line(std::string_view line) {
  std::string out;
  bool code = false;
  for (std::size_t at = 0; at < line.size();) {
    const std::string_view rest = line.substr(at);
    std::size_t taken = 0;
    if (rest[0] == '`') {
      code = !code;
      taken = 1;
    } else if (!code && rest.starts_with("**")) {
      taken = 2;
    } else if (!code && rest[0] == '[') {
      taken = take_link(rest, out);
    }
    if (taken == 0) out += rest[0];
    at += std::max<std::size_t>(taken, 1);
  }
  return out;
}

}  // namespace

Json to_json(const std::vector<DocumentEdits>& edits, bool versioned) {
  Json changes = Json::object();
  Json documents = Json::array();
  for (const DocumentEdits& document : edits) {
    Json list = list_to_json(document.edits);
    if (versioned) {
      const Json version = document.version ? Json(*document.version) : Json();
      documents.push_back(
          {{"textDocument", {{"uri", document.uri}, {"version", version}}}, {"edits", std::move(list)}});
    } else {
      changes[document.uri] = std::move(list);
    }
  }
  return versioned ? Json{{"documentChanges", std::move(documents)}} : Json{{"changes", std::move(changes)}};
}

std::string plain_text(std::string_view markdown) {
  std::string out;
  bool fenced = false;
  for (std::size_t at = 0; at < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', at), markdown.size());
    const std::string_view line = markdown.substr(at, end - at);
    const bool fence = line.starts_with("```");
    fenced ^= fence;
    const bool sign = fence || (!fenced && line == "---");
    if (!sign) out += fenced ? std::string(line) : plain_line(line);
    if (!sign && end < markdown.size()) out += '\n';
    at = end + 1;
  }
  return out;
}

Json markup(std::string_view text, bool markdown) {
  return {{"kind", markdown ? "markdown" : "plaintext"},
          {"value", markdown ? std::string(text) : plain_text(text)}};
}

}  // namespace ecslint::lsp
