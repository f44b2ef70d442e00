// SPDX-License-Identifier: Apache-2.0
// Any bytes as TOML: no crash, a sound tree or a finding, and every place in a string's value stands in its
// literal.
#include <string_view>

#include "fuzz/tree_check.h"
#include "syntax/toml/toml.h"

namespace {

using namespace ecslint;

void check_offsets(const text::Source& source, const doc::Node& node) {
  for (const doc::Node& element : node.elements()) check_offsets(source, element);
  for (const doc::Member& member : node.members()) check_offsets(source, member.value);
  if (!node.is_string()) return;
  text::Offset before = node.range().begin;
  for (std::size_t i = 0; i <= node.size(); ++i) {
    const auto at = syntax_toml::source_offset(node, source, i);
    fuzz::require(at.has_value() && *at >= before && *at <= node.range().end);
    before = *at;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  if (size > 4096) return 0;
  doc::Document document(
      text::Source("fuzz.toml", std::string_view(reinterpret_cast<const char*>(data), size)));
  std::vector<finding::Finding> findings;
  syntax_toml::parse_toml(document, findings);
  fuzz::check_findings(document.source(), findings);
  fuzz::require(document.roots().size() + findings.size() >= 1);
  for (const doc::Node& root : document.roots()) {
    // Tables may be written in parts between others, so members need not lie in their table.
    check_offsets(document.source(), root);
  }
  return 0;
}
