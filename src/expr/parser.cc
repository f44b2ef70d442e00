// SPDX-License-Identifier: Apache-2.0
#include "expr/parser.h"

#include <algorithm>

#include "expr/literals.h"
#include "text/utf8.h"

namespace ecslint::expr {
namespace {

struct Level {
  Token token;
  Binary op;
  int level;
};
constexpr Level kOperators[] = {
    {Token::kLess, Binary::kLess, 0},       {Token::kLessEqual, Binary::kLessEqual, 0},
    {Token::kGreater, Binary::kGreater, 0}, {Token::kGreaterEqual, Binary::kGreaterEqual, 0},
    {Token::kEqual, Binary::kEqual, 0},     {Token::kNotEqual, Binary::kNotEqual, 0},
    {Token::kIn, Binary::kIn, 0},           {Token::kPlus, Binary::kAdd, 1},
    {Token::kMinus, Binary::kSubtract, 1},  {Token::kStar, Binary::kMultiply, 2},
    {Token::kSlash, Binary::kDivide, 2},    {Token::kPercent, Binary::kModulo, 2},
};
constexpr int kUnaryLevel = 3;

const Level* operator_at(Token token, int level) {
  const auto* found = std::find_if(std::begin(kOperators), std::end(kOperators), [&](const Level& row) {
    return row.token == token && row.level == level;
  });
  return found == std::end(kOperators) ? nullptr : found;
}

/// Other languages have words for these.
std::string_view word_operator_hint(std::string_view before, std::string_view token) {
  if (token == "and") return ": and is written &&";
  if (token == "or") return ": or is written ||";
  while (!before.empty() && before.back() == ' ') before.remove_suffix(1);
  const bool negated =
      token == "not" || before == "not" || before.ends_with(" not") || before.ends_with("(not");
  return negated ? ": not is written !" : "";
}

}  // namespace

std::optional<Ast> Parser::run() {
  const std::string_view source = lexer_.source();
  if (source.size() > kMaxSourceSize) {
    fail("the expression is longer than 64 KiB", 0, 0);
    return std::nullopt;
  }
  if (const auto bad = text::find_invalid_utf8(source); bad != std::string_view::npos) {
    const auto at = static_cast<std::uint32_t>(bad);
    fail("the expression is not valid UTF-8", at, at + 1);
    return std::nullopt;
  }
  if (is(Token::kEnd)) fail("the expression is empty");
  const AstId root = failed_ ? kFailed : expression();
  if (!failed_ && !is(Token::kEnd)) unexpected("an operator or the end");
  if (failed_) return std::nullopt;
  ast_.root = root;
  return std::move(ast_);
}

AstNode Parser::token_node(AstKind kind) const {
  AstNode node;
  node.kind = kind;
  node.place = lexer_.begin();
  node.size = lexer_.end() - lexer_.begin();
  node.text = lexer_.text();
  return node;
}

AstId Parser::add(AstNode node) {
  if (failed_) return kFailed;
  for (const AstId child : node.children) {
    node.height = std::max<std::uint16_t>(node.height, ast_[child].height + 1);
  }
  if (node.height > kMaxNesting) {
    return fail("the expression is nested more than 250 deep", node.place, node.place + node.size);
  }
  return ast_.add(std::move(node));
}

bool Parser::take(Token token) {
  if (failed_ || !is(token)) return false;
  return lexer_.next(), true;
}

bool Parser::expect(Token token, std::string_view what) {
  if (take(token)) return true;
  if (!failed_) unexpected(what);
  return false;
}

AstId Parser::fail(std::string message, std::uint32_t begin, std::uint32_t end) {
  if (!failed_) errors_.push_back({std::move(message), begin, end - begin});
  failed_ = true;
  return kFailed;
}

AstId Parser::unexpected(std::string_view wanted) {
  if (is(Token::kError)) return fail(lexer_.message());
  std::string message = "expected " + std::string(wanted);
  message +=
      is(Token::kEnd) ? ", but the expression ends here" : ", not '" + std::string(lexer_.text()) + "'";
  message += word_operator_hint(lexer_.source().substr(0, lexer_.begin()), lexer_.text());
  return fail(std::move(message));
}

AstId Parser::expression() {
  if (++depth_ > kMaxNesting) return fail("the expression is nested more than 250 deep");
  const AstId result = conditional();
  --depth_;
  return result;
}

AstId Parser::conditional() {
  const AstId condition = disjunction();
  if (failed_ || !is(Token::kQuestion)) return condition;
  AstNode node = token_node(AstKind::kConditional);
  take(Token::kQuestion);
  const AstId chosen = disjunction();
  if (!expect(Token::kColon, "':' of the conditional")) return kFailed;
  const AstId otherwise = expression();
  if (failed_) return kFailed;
  node.children = {condition, chosen, otherwise};
  return add(std::move(node));
}

AstId Parser::junction(Token op, AstKind kind, AstId (Parser::*operand)()) {
  const AstId first = (this->*operand)();
  if (failed_ || !is(op)) return first;
  AstNode node = token_node(kind);
  node.children.push_back(first);
  while (take(op)) {
    node.children.push_back((this->*operand)());
    if (failed_) return kFailed;
  }
  return add(std::move(node));
}

AstId Parser::binary(int level) {
  if (level == kUnaryLevel) return unary();
  AstId left = binary(level + 1);
  while (!failed_) {
    const Level* found = operator_at(lexer_.token(), level);
    if (!found) break;
    AstNode node = token_node(AstKind::kBinary);
    node.binary = found->op;
    lexer_.next();
    const AstId right = binary(level + 1);
    if (failed_) break;
    node.children = {left, right};
    left = add(std::move(node));
  }
  return failed_ ? kFailed : left;
}

AstId Parser::unary() {
  const Token sign = lexer_.token();
  if (sign != Token::kNot && sign != Token::kMinus) return postfix(primary());
  std::vector<AstNode> signs;
  for (AstNode node = token_node(AstKind::kUnary); take(sign); node = token_node(AstKind::kUnary)) {
    node.unary = sign == Token::kNot ? '!' : '-';
    signs.push_back(std::move(node));
  }
  const bool negative = sign == Token::kMinus && (is(Token::kInt) || is(Token::kDouble));
  if (negative) signs.pop_back();
  AstId operand = postfix(negative ? number(true) : primary());
  for (; !signs.empty() && !failed_; signs.pop_back()) {
    signs.back().children = {operand};
    operand = add(std::move(signs.back()));
  }
  return failed_ ? kFailed : operand;
}

AstId Parser::postfix(AstId operand) {
  while (!failed_) {
    if (take(Token::kDot)) {
      operand = selection(operand);
    } else if (take(Token::kLeftBracket)) {
      operand = index(operand);
    } else if (is(Token::kLeftBrace)) {
      return fail("messages cannot be made here; a map is written {'key': value}");
    } else {
      return operand;
    }
  }
  return kFailed;
}

AstId Parser::selection(AstId operand) {
  AstNode node = token_node(AstKind::kSelect);
  if (take(Token::kQuestion)) {
    node = token_node(AstKind::kSelect);
    node.optional = true;
  }
  const bool quoted = is(Token::kQuotedName);
  if (quoted) node.text = node.text.substr(1, node.text.size() - 2);
  if (!quoted && !is(Token::kName)) return unexpected("a name after the dot");
  lexer_.next();
  if (!quoted && !node.optional && is(Token::kLeftParen)) return method(operand, std::move(node));
  node.children = {operand};
  return add(std::move(node));
}

AstId Parser::method(AstId receiver, AstNode node) {
  node.kind = AstKind::kMethod;
  lexer_.next();
  if (!arguments(node.children)) return kFailed;
  return method_macro(receiver, std::move(node));
}

AstId Parser::index(AstId operand) {
  AstNode node = token_node(AstKind::kIndex);
  node.optional = take(Token::kQuestion);
  if (node.optional) node = token_node(AstKind::kIndex), node.optional = true;
  const AstId at = expression();
  if (!expect(Token::kRightBracket, "']'")) return kFailed;
  node.children = {operand, at};
  return add(std::move(node));
}

AstId Parser::primary() {
  switch (lexer_.token()) {
    case Token::kName:
      return name_or_call(false);
    case Token::kInt:
    case Token::kUint:
    case Token::kDouble:
      return number(false);
    case Token::kString:
    case Token::kBytes:
      return text_literal();
    case Token::kLeftBracket:
      return list();
    case Token::kLeftBrace:
      return map();
    case Token::kNull: {
      AstNode node = token_node(AstKind::kNull);
      return lexer_.next(), add(std::move(node));
    }
    case Token::kTrue:
    case Token::kFalse: {
      AstNode node = token_node(AstKind::kBool);
      node.boolean = is(Token::kTrue);
      return lexer_.next(), add(std::move(node));
    }
    case Token::kDot:
      lexer_.next();
      return is(Token::kName) ? name_or_call(true) : unexpected("a name after the dot");
    case Token::kLeftParen: {
      lexer_.next();
      const AstId inner = expression();
      return expect(Token::kRightParen, "')'") ? inner : kFailed;
    }
    case Token::kQuotedName:
      return fail("a quoted name may stand only after a dot");
    default:
      return unexpected("a value");
  }
}

AstId Parser::name_or_call(bool rooted) {
  AstNode node = token_node(AstKind::kName);
  node.rooted = rooted;
  if (is_reserved(node.text)) return fail("'" + std::string(node.text) + "' is a reserved word");
  lexer_.next();
  if (!take(Token::kLeftParen)) return add(std::move(node));
  node.kind = AstKind::kCall;
  if (!arguments(node.children)) return kFailed;
  return global_macro(std::move(node));
}

AstId Parser::number(bool negative) {
  if (is(Token::kInt)) return integer(negative);
  AstNode node = token_node(is(Token::kUint) ? AstKind::kUint : AstKind::kDouble);
  if (is(Token::kDouble)) {
    const double value = parse_double(node.text);
    node.real = negative ? -value : value;
  } else {
    const auto value = parse_uint(node.text);
    if (!value) return fail("this number does not fit 64 bits");
    node.uinteger = *value;
  }
  lexer_.next();
  return add(std::move(node));
}

AstId Parser::integer(bool negative) {
  AstNode node = token_node(AstKind::kInt);
  const auto value = parse_int(node.text, negative);
  if (!value) return fail("this number does not fit a 64-bit int");
  node.integer = *value;
  lexer_.next();
  return add(std::move(node));
}

AstId Parser::text_literal() {
  AstNode node = token_node(is(Token::kBytes) ? AstKind::kBytes : AstKind::kString);
  std::uint32_t bad = 0;
  auto decoded = parse_string(node.text, bad);
  if (!decoded) return fail("this escape means nothing", node.place + bad, node.place + bad + 2);
  node.text = ast_.keep(std::move(*decoded));
  lexer_.next();
  return add(std::move(node));
}

bool Parser::arguments(std::vector<AstId>& into) {
  if (take(Token::kRightParen)) return true;
  do {
    into.push_back(expression());
    if (failed_) return false;
  } while (take(Token::kComma));
  return expect(Token::kRightParen, "',' or ')'");
}

/// An expression, wrapped when it was marked with '?'.
bool Parser::part(AstId& into, bool optional) {
  AstNode node = token_node(AstKind::kOptionalPart);
  into = expression();
  if (failed_ || !optional) return !failed_;
  node.children = {into};
  into = add(std::move(node));
  return !failed_;
}

AstId Parser::list() {
  AstNode node = token_node(AstKind::kList);
  lexer_.next();
  while (!is(Token::kRightBracket)) {
    const bool optional = take(Token::kQuestion);
    if (!part(node.children.emplace_back(), optional)) return kFailed;
    if (!take(Token::kComma)) break;
  }
  if (!expect(Token::kRightBracket, "',' or ']'")) return kFailed;
  return add(std::move(node));
}

AstId Parser::map() {
  AstNode node = token_node(AstKind::kMap);
  lexer_.next();
  while (!is(Token::kRightBrace)) {
    const bool optional = take(Token::kQuestion);
    if (!part(node.children.emplace_back(), false)) return kFailed;
    if (!expect(Token::kColon, "':' after the key")) return kFailed;
    if (!part(node.children.emplace_back(), optional)) return kFailed;
    if (!take(Token::kComma)) break;
  }
  if (!expect(Token::kRightBrace, "',' or '}'")) return kFailed;
  return add(std::move(node));
}

}  // namespace ecslint::expr
