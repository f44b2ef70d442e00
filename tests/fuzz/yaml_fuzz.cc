// SPDX-License-Identifier: Apache-2.0
// Any bytes as YAML: no crash, sound trees, a file without a tree says why, and the fast way says what
// libyaml says.
#include <string_view>

#include "doc/dump.h"
#include "fuzz/tree_check.h"
#include "syntax/yaml/yaml.h"

namespace {

using namespace ecslint;

struct Read {
  Read(std::string_view bytes, syntax_yaml::Way way) : document(text::Source("fuzz.yaml", bytes)) {
    syntax_yaml::parse_yaml(document, findings, way);
  }
  doc::Document document;
  std::vector<finding::Finding> findings;
};

void require_same(const Read& a, const Read& b) {
  fuzz::require(a.document.roots().size() == b.document.roots().size());
  for (std::size_t i = 0; i < a.document.roots().size(); ++i)
    fuzz::require(doc::dump(a.document.roots()[i]) == doc::dump(b.document.roots()[i]));
  fuzz::require(a.findings.size() == b.findings.size());
  for (std::size_t i = 0; i < a.findings.size(); ++i) {
    fuzz::require(a.findings[i].code == b.findings[i].code && a.findings[i].message == b.findings[i].message);
    fuzz::require(a.findings[i].place.range == b.findings[i].place.range);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Read read(bytes, syntax_yaml::Way::kAny);
  fuzz::check_findings(read.document.source(), read.findings);
  for (const doc::Node& root : read.document.roots()) fuzz::check_tree(read.document.source(), root, 0);
  for (const finding::Finding& finding : read.findings) {
    if (finding.fix) fuzz::require(finding.fix->edits[0].edit.range == finding.place.range);
  }
  require_same(read, Read(bytes, syntax_yaml::Way::kLibyaml));
  return 0;
}
