// SPDX-License-Identifier: Apache-2.0
// A document that is open in an editor, as tests see it: the caret stands where § is, and what is asked is
// answered in words of the text.
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lsp/server.h"
#include "text/file_system.h"

namespace ecslint::lsp {

inline constexpr std::string_view kCaret = "§";

inline std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out(text);
  const std::size_t at = out.find(what);
  REQUIRE(at != std::string::npos);
  return out.replace(at, what.size(), by);
}

/// One open document.
class Editor {
 public:
  /// With other files beside it.
  Editor(std::string_view text, bool yaml, const std::map<std::string, std::string>& others = {})
      : uri_(yaml ? "file:///w/open.yaml" : "file:///w/open.json"),
        server_(settings(), files_, "0", [this](const std::string& message) { take(message); }) {
    text_ = text;
    at_ = text_.find(kCaret);
    if (at_ != std::string::npos) text_.erase(at_, kCaret.size());
    at_ = std::min(at_, text_.size());
    for (const auto& [name, content] : others) files_.add("/w/" + name, content);
    request(
        "initialize",
        R"({"rootUri": "file:///w", "capabilities": {"general": {"positionEncodings": ["utf-8"]}, "textDocument":
      {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}, "hover": {"contentFormat": ["markdown"]}},
      "workspace": {"workspaceEdit": {"documentChanges": true}}}})"_json);
    server_.receive(
        to_text({{"method", "textDocument/didOpen"},
                 {"params", {{"textDocument", {{"uri", uri_}, {"version", 1}, {"text", text_}}}}}}));
    server_.settle();
  }

  /// At the caret, or at the middle of a word of the text.
  Json ask(const std::string& feature, Json more = Json::object()) {
    return ask_at(at_, feature, std::move(more));
  }
  Json ask(std::string_view words, std::size_t inside, const std::string& feature,
           Json more = Json::object()) {
    const std::size_t at = text_.find(words);
    REQUIRE(at != std::string::npos);
    return ask_at(at + inside, feature, std::move(more));
  }

  std::set<std::string> labels() {
    std::set<std::string> out;
    const Json answer = ask("completion");
    for (const Json& item : get(answer, "items")) out.insert(as_string(get(item, "label")));
    return out;
  }

  /// The text with the item of this label taken.
  std::string completed(const std::string& label) {
    const Json answer = ask("completion");
    for (const Json& item : get(answer, "items")) {
      if (get(item, "label") != label) continue;
      return edited(
          {{{"range", get(item, "textEdit", "range")}, {"newText", get(item, "textEdit", "newText")}}});
    }
    return "nothing called " + label;
  }

  /// The text with edits, in whichever order they come.
  std::string edited(const Json& edits) const {
    std::vector<std::pair<std::pair<std::size_t, std::size_t>, std::string>> sorted;
    for (const Json& edit : edits) {
      const auto range = range_from(get(edit, "range"));
      sorted.push_back({{offset(range->start), offset(range->end)}, as_string(get(edit, "newText"))});
    }
    std::sort(sorted.rbegin(), sorted.rend());
    std::string out = text_;
    for (const auto& [range, by] : sorted) out.replace(range.first, range.second - range.first, by);
    return out;
  }

  const std::string& text() const { return text_; }
  const Json& diagnostics() const { return diagnostics_; }
  std::string at(const Json& range) const {
    const auto read = range_from(range);
    return text_.substr(offset(read->start), offset(read->end) - offset(read->start));
  }
  std::size_t offset(Position position) const {
    std::size_t at = 0;
    for (std::uint32_t i = 0; i < position.line; ++i) at = text_.find('\n', at) + 1;
    return at + position.character;
  }

  /// The same text once more, as after typing a letter and taking it away.
  void touch() {
    const Json document{{"uri", uri_}, {"version", 2}};
    server_.receive(to_text(
        {{"method", "textDocument/didChange"},
         {"params", {{"textDocument", document}, {"contentChanges", Json::array({{{"text", text_}}})}}}}));
    server_.settle();
  }

  /// Of any file of the workspace.
  std::size_t findings_of(const std::string& uri) {
    const Json answer = request("workspace/diagnostic", {{"previousResultIds", Json::array()}});
    for (const Json& each : get(answer, "items")) {
      if (get(each, "uri") == uri) return get(each, "items").size();
    }
    return 0;
  }

  Json request(const std::string& method, Json params) {
    answer_ = {};
    server_.receive(to_text({{"id", 1}, {"method", method}, {"params", std::move(params)}}));
    return answer_;
  }

 private:
  static Settings settings() {
    Settings out;
    out.options.git = false;
    return out;
  }

  Json ask_at(std::size_t offset, const std::string& feature, Json more) {
    const auto line =
        static_cast<std::size_t>(std::count(text_.begin(), text_.begin() + std::ptrdiff_t(offset), '\n'));
    const std::size_t begin = offset == 0 ? 0 : text_.rfind('\n', offset - 1) + 1;
    more["textDocument"] = {{"uri", uri_}};
    more["position"] = {{"line", line}, {"character", offset - begin}};
    if (!more.contains("range")) more["range"] = {{"start", more["position"]}, {"end", more["position"]}};
    return request("textDocument/" + feature, std::move(more));
  }

  void take(const std::string& message) {
    const Json json = Json::parse(message);
    if (get(json, "id") == 1) answer_ = json.contains("result") ? json["result"] : json["error"];
    if (get(json, "method") == "textDocument/publishDiagnostics")
      diagnostics_ = get(json, "params", "diagnostics");
  }

  std::string uri_;
  std::string text_;
  std::size_t at_ = 0;
  text::MemoryFileSystem files_;
  Json answer_;
  Json diagnostics_;
  Server server_;
};

/// A place, and some of what can be written there.
struct Row {
  const char* what;   // stands in the template
  const char* typed;  // instead of it, with the caret
  std::vector<std::string> wanted;
  std::vector<std::string> unwanted;
};

inline void check(std::string_view text, bool yaml, const Row& row,
                  const std::map<std::string, std::string>& others = {}) {
  INFO(row.typed);
  Editor editor(replaced(text, row.what, row.typed), yaml, others);
  const std::set<std::string> labels = editor.labels();
  std::string all;
  for (const std::string& label : labels) all += label + " ";
  INFO("offered: " << all);
  for (const std::string& word : row.wanted) CHECK((labels.count(word) == 1 ? "" : word) == "");
  for (const std::string& word : row.unwanted) CHECK((labels.count(word) == 0 ? "" : word) == "");
}

}  // namespace ecslint::lsp
