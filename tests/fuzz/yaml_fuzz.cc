// SPDX-License-Identifier: Apache-2.0
// Any bytes as YAML: no crash, sound trees, and a file without a tree says why.
#include <string_view>

#include "fuzz/tree_check.h"
#include "syntax/yaml/yaml.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace ecslint;
  doc::Document document(
      text::Source("fuzz.yaml", std::string_view(reinterpret_cast<const char*>(data), size)));
  std::vector<finding::Finding> findings;
  syntax_yaml::parse_yaml(document, findings);
  fuzz::check_findings(document.source(), findings);
  for (const doc::Node& root : document.roots()) fuzz::check_tree(document.source(), root, 0);
  for (const finding::Finding& finding : findings) {
    if (finding.fix) fuzz::require(finding.fix->edits[0].edit.range == finding.place.range);
  }
  return 0;
}
