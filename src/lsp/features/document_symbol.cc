// SPDX-License-Identifier: Apache-2.0
// The outline: resources, their containers with ports, and volumes; in a template all logical ids.
#include <fmt/format.h>

#include <algorithm>

#include "lsp/features/features.h"
#include "lsp/symbols.h"

namespace ecslint::lsp {
namespace {

void flatten(const std::vector<DocumentSymbol>& symbols, const std::string& uri, const std::string& container,
             Json& out) {
  for (const DocumentSymbol& symbol : symbols) {
    out.push_back({{"name", symbol.name},
                   {"kind", static_cast<int>(symbol.kind)},
                   {"location", {{"uri", uri}, {"range", to_json(symbol.range)}}},
                   {"containerName", container}});
    flatten(symbol.children, uri, symbol.name, out);
  }
}

}  // namespace

Answer document_symbol(const Context& context, const Json&) {
  const std::vector<DocumentSymbol> symbols = symbols_of(*context.file(), context.positions());
  if (context.client().hierarchical_symbols) return list_to_json(symbols);
  Json out = Json::array();
  flatten(symbols, context.uri(context.name()), "", out);
  return out;
}

}  // namespace ecslint::lsp
