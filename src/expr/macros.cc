// SPDX-License-Identifier: Apache-2.0
// Macros are known by name and number of arguments when a call has been parsed, and become nodes of their
// own.
#include <algorithm>

#include "expr/parser.h"

namespace ecslint::expr {
namespace {

struct Row {
  std::string_view name;
  std::size_t arguments;
  std::size_t variables;
  Macro macro;
};
constexpr Row kMethods[] = {
    {"all", 2, 1, Macro::kAll},
    {"all", 3, 2, Macro::kAll},
    {"exists", 2, 1, Macro::kExists},
    {"exists", 3, 2, Macro::kExists},
    {"exists_one", 2, 1, Macro::kExistsOne},
    {"exists_one", 3, 2, Macro::kExistsOne},
    {"existsOne", 2, 1, Macro::kExistsOne},
    {"existsOne", 3, 2, Macro::kExistsOne},
    {"map", 2, 1, Macro::kMap},
    {"map", 3, 1, Macro::kMap},
    {"filter", 2, 1, Macro::kFilter},
    {"transformList", 3, 2, Macro::kTransformList},
    {"transformList", 4, 2, Macro::kTransformList},
    {"transformMap", 3, 2, Macro::kTransformMap},
    {"transformMap", 4, 2, Macro::kTransformMap},
    {"transformMapEntry", 3, 2, Macro::kTransformMapEntry},
    {"transformMapEntry", 4, 2, Macro::kTransformMapEntry},
    {"sortBy", 2, 1, Macro::kSortBy},
    {"optMap", 2, 1, Macro::kOptMap},
    {"optFlatMap", 2, 1, Macro::kOptFlatMap},
};

}  // namespace

AstId Parser::global_macro(AstNode node) {
  if (node.text != "has" || node.children.size() != 1) return add(std::move(node));
  const AstNode& operand = ast_[node.children[0]];
  if (operand.kind != AstKind::kSelect) {
    return fail("has() takes a selection: has(container.image)", node.place, node.place + node.size);
  }
  AstNode has = operand;
  has.kind = AstKind::kHas;
  return add(std::move(has));
}

/// Moves the variables' names from the first arguments into the node.
bool Parser::take_variables(AstNode& node, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    const AstNode& name = ast_[node.children[i]];
    if (name.kind != AstKind::kName || name.rooted) {
      fail("the variable of " + std::string(node.text) + "() must be a simple name", name.place,
           name.place + name.size);
      return false;
    }
    node.variables[i] = name.text;
  }
  if (count == 2 && node.variables[0] == node.variables[1]) {
    const AstNode& name = ast_[node.children[1]];
    fail("the two variables have the same name", name.place, name.place + name.size);
    return false;
  }
  node.children.erase(node.children.begin(), node.children.begin() + static_cast<std::ptrdiff_t>(count));
  return true;
}

AstId Parser::bind_macro(AstNode node) {
  if (!take_variables(node, 1)) return kFailed;
  node.kind = AstKind::kMacro;
  node.macro = Macro::kBind;
  return add(std::move(node));
}

AstId Parser::method_macro(AstId receiver, AstNode node) {
  const AstNode& target = ast_[receiver];
  if (node.text == "bind" && node.children.size() == 3 && target.kind == AstKind::kName &&
      target.text == "cel") {
    return bind_macro(std::move(node));
  }
  const auto* row = std::find_if(std::begin(kMethods), std::end(kMethods), [&](const Row& r) {
    return r.name == node.text && r.arguments == node.children.size();
  });
  if (row != std::end(kMethods)) {
    if (!take_variables(node, row->variables)) return kFailed;
    node.kind = AstKind::kMacro;
    node.macro = row->macro;
  }
  node.children.insert(node.children.begin(), receiver);
  return add(std::move(node));
}

}  // namespace ecslint::expr
