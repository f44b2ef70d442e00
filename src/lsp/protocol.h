// SPDX-License-Identifier: Apache-2.0
// The structures of LSP 3.17 that are used here, with their names, and how they are read and written. Lines
// and characters count from 0; what a character is has been negotiated. Knows nothing of linting.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lsp/json.h"

namespace ecslint::lsp {

struct Position {
  std::uint32_t line = 0;
  std::uint32_t character = 0;
  friend auto operator<=>(const Position&, const Position&) = default;
};

struct Range {
  Position start;
  Position end;
  friend auto operator<=>(const Range&, const Range&) = default;
};

struct Location {
  std::string uri;
  Range range;
  friend auto operator<=>(const Location&, const Location&) = default;
};

/// One of a didChange's changes; without a range it is the whole text.
struct ContentChange {
  std::optional<Range> range;
  std::string text;
};

struct TextEdit {
  Range range;
  std::string text;
};

/// Edits of one document; `version` is null for one that is not open.
struct DocumentEdits {
  std::string uri;
  std::optional<std::int64_t> version;
  std::vector<TextEdit> edits;
};

enum class SymbolKind : std::uint8_t {
  kModule = 2,
  kClass = 5,
  kProperty = 7,
  kInterface = 11,
  kVariable = 13,
  kConstant = 14,
  kBoolean = 17,
  kObject = 19,
  kStruct = 23,
  kEvent = 24,
};

struct DocumentSymbol {
  std::string name;
  std::string detail;
  SymbolKind kind = SymbolKind::kObject;
  Range range;
  Range selection;
  std::vector<DocumentSymbol> children;
};

enum class CompletionKind : std::uint8_t { kFunction = 3, kProperty = 10, kValue = 12, kReference = 18 };

struct CompletionItem {
  std::string label;
  std::string detail;
  std::string documentation;  // Markdown
  std::string text;           // what is inserted; a snippet where the client takes them
  std::string filter;
  std::string sort;
  Range range;  // that the text replaces
  CompletionKind kind = CompletionKind::kProperty;
  bool snippet = false;
  bool preselect = false;
};

// Error codes of JSON-RPC and LSP.
inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kMethodNotFound = -32601;
inline constexpr int kInvalidParams = -32602;
inline constexpr int kInternalError = -32603;
inline constexpr int kServerNotInitialized = -32002;
inline constexpr int kRequestFailed = -32803;
inline constexpr int kRequestCancelled = -32800;

/// What of the client's abilities matters here.
struct ClientCapabilities {
  bool utf8 = false;                // it offers positions in bytes
  bool pull_diagnostics = false;    // it asks for diagnostics
  bool diagnostic_refresh = false;  // and can be told to ask again
  bool watches_files = false;       // it registers watchers when asked
  bool progress = false;
  bool snippets = false;
  bool document_changes = false;  // versioned edits
  bool hierarchical_symbols = false;
  bool code_action_literals = false;
  bool code_action_edits_resolved = false;
  bool markdown = false;
  bool configuration = false;  // answers workspace/configuration
  bool inlay_refresh = false;
  bool lens_refresh = false;
};
ClientCapabilities client_capabilities(const Json& capabilities);

std::optional<Position> position_from(const Json& value);
std::optional<Range> range_from(const Json& value);

Json to_json(Position position);
Json to_json(const Range& range);
Json to_json(const Location& location);
Json to_json(const TextEdit& edit);
Json to_json(const DocumentSymbol& symbol);
/// WorkspaceEdit; with versions where the client takes them.
Json to_json(const std::vector<DocumentEdits>& edits, bool versioned);

/// The same text for clients that show it as it is.
std::string plain_text(std::string_view markdown);
/// {"kind": "markdown", "value": …}
Json markup(std::string_view text, bool markdown = true);

template <typename T>
Json list_to_json(const std::vector<T>& values) {
  Json out = Json::array();
  for (const T& value : values) out.push_back(to_json(value));
  return out;
}

}  // namespace ecslint::lsp
