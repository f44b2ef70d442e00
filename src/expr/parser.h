// SPDX-License-Identifier: Apache-2.0
// Recursive descent over the grammar of CEL, with precedence climbing for binary operators. The first syntax
// error ends it. Nesting and the height of the tree are limited, so that everything after it may recurse.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "expr/ast.h"
#include "expr/compile.h"
#include "expr/lexer.h"

namespace ecslint::expr {

class Parser {
 public:
  Parser(std::string_view source, std::vector<CompileError>& errors) : lexer_(source), errors_(errors) {}

  /// The tree, nothing after a syntax error (which is appended).
  std::optional<Ast> run();

 private:
  static constexpr AstId kFailed = 0xFFFFFFFF;

  AstId expression();
  AstId conditional();
  AstId junction(Token op, AstKind kind, AstId (Parser::*operand)());
  AstId disjunction() { return junction(Token::kOr, AstKind::kOr, &Parser::conjunction); }
  AstId conjunction() { return junction(Token::kAnd, AstKind::kAnd, &Parser::comparison); }
  AstId comparison() { return binary(0); }
  AstId binary(int level);
  AstId unary();
  AstId postfix(AstId operand);
  AstId selection(AstId operand);
  AstId method(AstId receiver, AstNode node);
  AstId index(AstId operand);
  AstId primary();
  AstId name_or_call(bool rooted);
  AstId integer(bool negative);
  AstId number(bool negative);
  AstId text_literal();
  AstId list();
  AstId map();
  bool arguments(std::vector<AstId>& into);
  bool part(AstId& into, bool optional);

  // macros.cc
  AstId global_macro(AstNode node);
  AstId method_macro(AstId receiver, AstNode node);
  AstId bind_macro(AstNode node);
  bool take_variables(AstNode& node, std::size_t count);

  AstNode token_node(AstKind kind) const;
  AstId add(AstNode node);
  bool is(Token token) const { return lexer_.token() == token; }
  bool take(Token token);
  bool expect(Token token, std::string_view what);
  AstId fail(std::string message) { return fail(std::move(message), lexer_.begin(), lexer_.end()); }
  AstId fail(std::string message, std::uint32_t begin, std::uint32_t end);
  AstId unexpected(std::string_view wanted);

  Lexer lexer_;
  std::vector<CompileError>& errors_;
  Ast ast_;
  int depth_ = 0;
  bool failed_ = false;
};

}  // namespace ecslint::expr
