// SPDX-License-Identifier: Apache-2.0
// Any bytes as JSON: no crash, sound trees, and what simdjson's own parser accepts is accepted here, with
// nothing but duplicate keys, depth and a byte order mark to tell.
#include <simdjson.h>

#include <string_view>

#include "doc/dump.h"
#include "fuzz/tree_check.h"
#include "syntax/json/parse.h"

namespace {

using namespace ecslint;

bool harmless(const finding::Finding& finding) {
  const bool mark = finding.code == "SYN005" && finding.level == finding::Level::kWarning;
  return mark || finding.code == "SYN010" || finding.code == "SYN006";
}

bool simdjson_accepts(std::string_view text) {
  simdjson::dom::parser parser;
  return parser.parse(simdjson::padded_string(text)).error() == simdjson::SUCCESS;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  doc::Document document(
      text::Source("fuzz.json", std::string_view(reinterpret_cast<const char*>(data), size)));
  std::vector<finding::Finding> findings;
  syntax_json::parse_json(document, findings);
  fuzz::check_findings(document.source(), findings);
  fuzz::require(findings.size() <= 64);
  fuzz::require(document.roots().size() == 1 || !findings.empty());
  for (const doc::Node& root : document.roots()) {
    fuzz::check_tree(document.source(), root, 0);
    fuzz::require(!doc::dump(root).empty() && !doc::to_json(root).empty());
  }
  if (!simdjson_accepts(document.source().content())) return 0;
  for (const finding::Finding& finding : findings) fuzz::require(harmless(finding));
  fuzz::require(document.roots().size() == 1);
  return 0;
}
