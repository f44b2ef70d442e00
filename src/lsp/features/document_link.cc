// SPDX-License-Identifier: Apache-2.0
// Links: from the codes in suppressing comments to their rules and, where it is wanted, from ARNs to the
// console.
#include <fmt/format.h>

#include "lint/suppression.h"
#include "lsp/cursor.h"
#include "lsp/diagnostics.h"
#include "lsp/features/features.h"

namespace ecslint::lsp {
namespace {

void add_arns(const Context& context, const doc::Node& node, int depth, Json& out) {
  if (depth > doc::kMaxDepth) return;
  if (node.is_string() && node.as_string().starts_with("arn:") && !node.has(doc::Node::kEscaped)) {
    out.push_back(
        {{"range", to_json(context.positions().range(inside_quotes(context.source(), node.range())))},
         {"target", fmt::format("https://console.aws.amazon.com/go/view?arn={}", node.as_string())},
         {"tooltip", "AWS console"}});
  }
  for (const doc::Node& element : node.elements()) add_arns(context, element, depth + 1, out);
  for (const doc::Member& member : node.members()) add_arns(context, member.value, depth + 1, out);
}

}  // namespace

Answer document_link(const Context& context, const Json&) {
  Json out = Json::array();
  const doc::Document& document = *context.file()->document;
  for (const lint::Suppression& comment : lint::find_suppressions(document)) {
    for (const text::Range& word : comment.words) {
      const std::string target = help_uri(context.folder().linter(), document.source().slice(word));
      if (!target.empty())
        out.push_back({{"range", to_json(context.positions().range(word))}, {"target", target}});
    }
  }
  if (context.settings().console_links) {
    for (const doc::Node& root : document.roots()) add_arns(context, root, 0, out);
  }
  return out;
}

}  // namespace ecslint::lsp
