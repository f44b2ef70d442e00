// SPDX-License-Identifier: Apache-2.0
// Any bytes as a template, in YAML and JSON: no crash, bounded time, findings inside the file, and canonical
// trees whose values stand inside it too.
#include <string_view>

#include "dialect/cloudformation/read.h"
#include "fuzz/tree_check.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"

namespace {

using namespace ecslint;

void check_place(const text::Source& source, const doc::Node& node, int depth) {
  fuzz::require(depth <= 2 * doc::kMaxDepth);
  fuzz::require(node.range().begin <= node.range().end && node.range().end <= source.bytes().size());
  for (const doc::Node& element : node.elements()) check_place(source, element, depth + 1);
  for (const doc::Member& member : node.members()) {
    fuzz::require(member.key.hash() == text::key_hash(member.key));
    check_place(source, member.value, depth + 1);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using dialect_cloudformation::Answers;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  doc::Document document(text::Source("fuzz", text));
  std::vector<finding::Finding> findings;
  text.starts_with('{') ? syntax_json::parse_json(document, findings)
                        : syntax_yaml::parse_yaml(document, findings);
  if (document.roots().empty()) return 0;
  const doc::Node& root = document.roots().front();
  const Answers answers = {{"${A}", "a"}};
  for (const Answers* assumed : {static_cast<const Answers*>(nullptr), &answers}) {
    std::vector<model::Resource> resources;
    dialect_cloudformation::Openness open;
    dialect_cloudformation::read_template(document, root, {{}, assumed}, resources, open, findings);
    fuzz::require(open.size() == resources.size());
    for (const model::Resource& resource : resources) check_place(document.source(), *resource.node, 0);
  }
  fuzz::check_findings(document.source(), findings);
  return 0;
}
