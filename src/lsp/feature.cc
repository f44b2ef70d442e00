// SPDX-License-Identifier: Apache-2.0
#include "lsp/feature.h"

#include <map>

#include "lsp/uri.h"

namespace ecslint::lsp {

const PositionMap& Context::positions() const {
  if (const OpenDocument* open = documents_.document(folder_, name_)) return open->positions();
  if (!positions_) positions_.emplace(positions(name_));
  return *positions_;
}

PositionMap Context::positions(const std::string& name) const {
  if (const OpenDocument* open = documents_.document(folder_, name)) return open->positions();
  if (!folder_.is_configuration(name)) {
    const lint::ParsedFile* parsed = file(name);
    return {parsed == nullptr ? std::string_view() : parsed->document->source().bytes(), encoding_};
  }
  if (!texts_.contains(name)) {
    auto source = folder_.disk().read(name);
    texts_.emplace(name, source ? std::move(source).value() : text::Source(name, ""));
  }
  return {texts_.at(name).bytes(), encoding_};
}

std::string Context::uri(const std::string& name) const {
  if (const OpenDocument* open = documents_.document(folder_, name)) return open->uri();
  return uri_of_path(folder_.absolute(name));
}

std::optional<std::int64_t> Context::version(const std::string& name) const {
  const OpenDocument* open = documents_.document(folder_, name);
  return open == nullptr ? std::nullopt : std::optional(open->version());
}

Json Context::workspace_edit(const std::vector<std::pair<std::string, text::Edit>>& edits) const {
  std::map<std::string, DocumentEdits> by_file;
  for (const auto& [name, edit] : edits) {
    DocumentEdits& document = by_file[name];
    document.uri = uri(name);
    document.version = version(name);
    document.edits.push_back({positions(name).range(edit.range), edit.replacement});
  }
  std::vector<DocumentEdits> list;
  for (auto& [name, document] : by_file) list.push_back(std::move(document));
  return to_json(list, client_.document_changes);
}

std::optional<text::Offset> offset_in(const Context& context, const Json& params) {
  const auto position = position_from(get(params, "position"));
  if (!position || context.file() == nullptr) return std::nullopt;
  return context.positions().offset(*position);
}

}  // namespace ecslint::lsp
