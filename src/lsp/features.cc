// SPDX-License-Identifier: Apache-2.0
// The table of features; a new one is a file in features/ and a row here.
#include "lsp/features/features.h"

#include <array>

#include "lsp/feature.h"

namespace ecslint::lsp {
namespace {

constexpr std::string_view kCompletion = R"({"triggerCharacters": ["\"", ":", " ", "!", "{", "."]})";
constexpr std::string_view kCodeAction = R"({"codeActionKinds": ["quickfix", "source.fixAll.ecslint"]})";

constexpr std::array<Feature, 13> kFeatures = {{
    {"textDocument/completion", "completionProvider", kCompletion, completion},
    {"textDocument/hover", "hoverProvider", "true", hover},
    {"textDocument/definition", "definitionProvider", "true", definition},
    {"textDocument/references", "referencesProvider", "true", references},
    {"textDocument/documentHighlight", "documentHighlightProvider", "true", document_highlight},
    {"textDocument/documentSymbol", "documentSymbolProvider", "true", document_symbol},
    {"textDocument/codeAction", "codeActionProvider", kCodeAction, code_action},
    {"textDocument/codeLens", "codeLensProvider", "{}", code_lens},
    {"textDocument/documentLink", "documentLinkProvider", "{}", document_link},
    {"textDocument/prepareRename", "", "", prepare_rename},
    {"textDocument/rename", "renameProvider", R"({"prepareProvider": true})", rename},
    {"textDocument/foldingRange", "foldingRangeProvider", "true", folding_range},
    {"textDocument/inlayHint", "inlayHintProvider", "true", inlay_hint},
}};

}  // namespace

std::span<const Feature> features() { return kFeatures; }

}  // namespace ecslint::lsp
