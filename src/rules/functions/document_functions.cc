// SPDX-License-Identifier: Apache-2.0
// json.size, is_known, placeholder
#include "expr/context.h"
#include "rules/functions/functions.h"

namespace ecslint::rules {
namespace {

using doc::Kind;
using doc::Node;
using expr::Context;
using expr::Value;
using Args = std::span<const Value>;

// Bytes of the node as JSON without blanks. What is not known, and what must be escaped in a string, counts
// for nothing, so that the answer is never too large. Documents are no deeper than their parsers allow.
std::uint64_t least_json(const Node& node) {
  std::uint64_t bytes = 2;  // quotes, brackets
  switch (node.kind()) {
    case Kind::kString:
      return bytes + node.size();
    case Kind::kArray:
      for (const Node& element : node.elements()) bytes += 1 + least_json(element);
      return bytes - (node.size() > 0 ? 1 : 0);
    case Kind::kObject:
      for (const doc::Member& member : node.members()) {
        bytes += 4 + member.key.size() + least_json(member.value);
      }
      return bytes - (node.size() > 0 ? 1 : 0);
    case Kind::kUnresolved:
      return 0;
    default:
      return 1;
  }
}

Value json_size(Context& context, Args args) {
  const Node* node = args[0].node();
  if (node == nullptr) return context.no_such_overload();
  if (!context.charge(1 + node->range().size() / 16)) return context.exhausted();
  return Value::integer(static_cast<std::int64_t>(least_json(*node)));
}

Value placeholder(Context&, Args args) {
  const bool unresolved = args[0].is_unknown() && args[0].cause() == expr::Cause::kUnresolved;
  return Value::string(unresolved ? args[0].node()->why().spelling : std::string_view());
}

Value is_known(Context&, Args args) { return Value::boolean(!args[0].is_unknown()); }

constexpr auto G = expr::Style::kGlobal;

constexpr expr::Function kFunctions[] = {
    expr::kept({"json.size", G, "dyn", "int", json_size}),
    {"is_known", G, "dyn", "bool", is_known, expr::Accepts::kAnything},
    {"placeholder", G, "dyn", "string", placeholder, expr::Accepts::kAnything},
};

}  // namespace

std::span<const expr::Function> document_functions() { return kFunctions; }

}  // namespace ecslint::rules
