// SPDX-License-Identifier: Apache-2.0
// What can be folded away: every object, list and text of more than one line.
#include "lsp/features/features.h"

namespace ecslint::lsp {
namespace {

constexpr std::size_t kMostRanges = 5000;

struct Fold {
  std::uint32_t start;
  std::uint32_t end;
};

/// `head` is the key in front of the node, where there is one.
void fold(const doc::Node& node, text::Offset head, const PositionMap& positions, std::string_view bytes,
          int depth, std::vector<Fold>& out) {
  if (depth > doc::kMaxDepth || out.size() >= kMostRanges) return;
  if (node.is_unresolved() && node.why().tagged != nullptr)
    return fold(*node.why().tagged, head, positions, bytes, depth + 1, out);
  if (!node.is_object() && !node.is_array() && !node.is_string() && !node.is_unresolved()) return;
  const text::Range range = node.range();
  if (!range.empty() && !node.has(doc::Node::kShared)) {
    const bool bracket = bytes[range.begin] == '{' || bytes[range.begin] == '[';
    const std::uint32_t start = positions.position(std::min(head, range.begin)).line;
    // A closing bracket stays to be seen.
    std::uint32_t end = positions.position(range.end).line;
    if (bracket && end > start) --end;
    if (!bracket && end > start && positions.position(range.end).character == 0) --end;
    if (end > start) out.push_back({start, end});
  }
  for (const doc::Node& element : node.elements())
    fold(element, element.range().begin, positions, bytes, depth + 1, out);
  for (const doc::Member& member : node.members()) {
    fold(member.value, member.key_range.begin, positions, bytes, depth + 1, out);
  }
}

}  // namespace

Answer folding_range(const Context& context, const Json&) {
  std::vector<Fold> folds;
  const std::string_view bytes = context.source().bytes();
  for (const doc::Node& root : context.file()->document->roots()) {
    fold(root, root.range().begin, context.positions(), bytes, 0, folds);
  }
  Json out = Json::array();
  for (const Fold& each : folds) out.push_back({{"startLine", each.start}, {"endLine", each.end}});
  return out;
}

}  // namespace ecslint::lsp
