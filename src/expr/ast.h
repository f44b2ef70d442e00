// SPDX-License-Identifier: Apache-2.0
// The tree of an expression, as parsed. Nodes are known by 32-bit ids and live in one vector; macros are
// nodes of their own. Strings are views into the source or, when they had escapes, into the tree. The checker
// writes what it found out beside it (checker.h).
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace ecslint::expr {

using AstId = std::uint32_t;

enum class AstKind : std::uint8_t {
  kNull,
  kBool,    // number.boolean
  kInt,     // number.integer
  kUint,    // number.uinteger
  kDouble,  // number.real
  kString,  // text
  kBytes,
  kName,    // text; rooted: written with a leading dot
  kSelect,  // children[0].text; optional: .?
  kHas,     // the operand of the selection in has(), text: its field
  kIndex,   // children[0][children[1]]; optional: [?]
  kCall,    // text(children...); rooted
  kMethod,  // children[0].text(children[1...])
  kUnary,   // op: '!' or '-'
  kBinary,
  kAnd,  // two or more
  kOr,
  kConditional,
  kList,
  kMap,           // keys and values in turn
  kOptionalPart,  // [?x], {?k: x}
  kMacro,         // children: range, then the expressions
};

enum class Binary : std::uint8_t {
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kIn,
};

enum class Macro : std::uint8_t {
  kAll,
  kExists,
  kExistsOne,
  kMap,
  kFilter,
  kTransformList,
  kTransformMap,
  kTransformMapEntry,
  kSortBy,
  kBind,
  kOptMap,
  kOptFlatMap,
};

struct AstNode {
  AstKind kind = AstKind::kNull;
  union {
    Binary binary;
    Macro macro;
    char unary;
  };
  bool optional = false;
  bool rooted = false;
  std::uint16_t height = 1;
  std::uint32_t place = 0;  // what a message points at: the name, the operator, the literal
  std::uint32_t size = 0;
  std::string_view text;
  union {
    bool boolean;
    std::int64_t integer;
    std::uint64_t uinteger;
    double real;
  };
  std::string_view variables[2];  // of a macro; the second is empty when it has one
  std::vector<AstId> children;

  AstNode() : binary(), integer(0) {}
};

class Ast {
 public:
  const AstNode& operator[](AstId id) const { return nodes_[id]; }
  AstNode& operator[](AstId id) { return nodes_[id]; }
  AstId add(AstNode node) { return nodes_.push_back(std::move(node)), static_cast<AstId>(nodes_.size() - 1); }
  std::size_t size() const { return nodes_.size(); }
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }

  AstId root = 0;

 private:
  std::vector<AstNode> nodes_;
  std::deque<std::string> texts_;
};

}  // namespace ecslint::expr
