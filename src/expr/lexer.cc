// SPDX-License-Identifier: Apache-2.0
#include "expr/lexer.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace ecslint::expr {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return std::isxdigit(static_cast<unsigned char>(c)) != 0; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_part(char c) { return is_name_start(c) || is_digit(c); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

/// A prefix of a string literal: b, r, br in either case.
bool is_prefix(std::string_view word, bool& bytes, bool& raw) {
  if (word.empty() || word.size() > 2) return false;
  const char first = lower(word[0]);
  if (word.size() == 2 && (first != 'b' || lower(word[1]) != 'r')) return false;
  bytes = first == 'b';
  raw = word.size() == 2 || first == 'r';
  return bytes || raw;
}

std::string shown(char c) {
  if (c >= 0x20 && c < 0x7F) return std::string("'") + c + "'";
  return "a character that is no part of an expression";
}

}  // namespace

bool is_reserved(std::string_view word) {
  static constexpr std::string_view kWords[] = {
      "as",  "break", "const",   "continue",  "else",   "for", "function", "if",   "import",
      "let", "loop",  "package", "namespace", "return", "var", "void",     "while"};
  return std::find(std::begin(kWords), std::end(kWords), word) != std::end(kWords);
}

void Lexer::next() {
  if (token_ == Token::kError) return;
  skip_space();
  begin_ = at_;
  token_ = scan();
}

void Lexer::skip_space() {
  while (at_ < source_.size()) {
    const char c = source_[at_];
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      ++at_;
    } else if (source_.substr(at_).starts_with("//")) {
      at_ = static_cast<std::uint32_t>(std::min(source_.find('\n', at_), source_.size()));
    } else {
      return;
    }
  }
}

bool Lexer::take(char c) {
  if (at_ >= source_.size() || source_[at_] != c) return false;
  return ++at_, true;
}

Token Lexer::fail(std::string message) {
  message_ = std::move(message);
  return Token::kError;
}

Token Lexer::scan() {
  if (at_ >= source_.size()) return Token::kEnd;
  const char c = source_[at_];
  if (is_name_start(c)) return name();
  if (is_digit(c)) return number();
  if (c == '.' && at_ + 1 < source_.size() && is_digit(source_[at_ + 1])) return number();
  if (c == '"' || c == '\'') return string(false, false);
  if (c == '`') return quoted_name();
  ++at_;
  switch (c) {
    case '(':
      return Token::kLeftParen;
    case ')':
      return Token::kRightParen;
    case '[':
      return Token::kLeftBracket;
    case ']':
      return Token::kRightBracket;
    case '{':
      return Token::kLeftBrace;
    case '}':
      return Token::kRightBrace;
    case ',':
      return Token::kComma;
    case '.':
      return Token::kDot;
    case ':':
      return Token::kColon;
    case '?':
      return Token::kQuestion;
    case '+':
      return Token::kPlus;
    case '-':
      return Token::kMinus;
    case '*':
      return Token::kStar;
    case '/':
      return Token::kSlash;
    case '%':
      return Token::kPercent;
    case '!':
      return take('=') ? Token::kNotEqual : Token::kNot;
    case '<':
      return take('=') ? Token::kLessEqual : Token::kLess;
    case '>':
      return take('=') ? Token::kGreaterEqual : Token::kGreater;
    case '=':
      return take('=') ? Token::kEqual : fail("a single '=': comparing is written ==");
    case '&':
      return take('&') ? Token::kAnd : fail("a single '&': 'and' is written &&");
    case '|':
      return take('|') ? Token::kOr : fail("a single '|': 'or' is written ||");
    default:
      return fail("unexpected " + shown(c));
  }
}

Token Lexer::name() {
  const std::uint32_t start = at_;
  while (at_ < source_.size() && is_name_part(source_[at_])) ++at_;
  const std::string_view word = source_.substr(start, at_ - start);
  const bool quote = at_ < source_.size() && (source_[at_] == '"' || source_[at_] == '\'');
  bool bytes = false;
  bool raw = false;
  if (quote && is_prefix(word, bytes, raw)) return string(bytes, raw);
  if (word == "true") return Token::kTrue;
  if (word == "false") return Token::kFalse;
  if (word == "null") return Token::kNull;
  if (word == "in") return Token::kIn;
  return Token::kName;
}

Token Lexer::hex() {
  at_ += 2;
  const std::uint32_t digits = at_;
  while (at_ < source_.size() && is_hex(source_[at_])) ++at_;
  if (at_ == digits) return fail("0x without digits");
  return take('u') || take('U') ? Token::kUint : Token::kInt;
}

Token Lexer::number() {
  const auto digits = [&] {
    const std::uint32_t start = at_;
    while (at_ < source_.size() && is_digit(source_[at_])) ++at_;
    return at_ > start;
  };
  const std::string_view rest = source_.substr(at_);
  if (rest.starts_with("0x") || rest.starts_with("0X")) return hex();
  digits();
  bool real = false;
  if (at_ + 1 < source_.size() && source_[at_] == '.' && is_digit(source_[at_ + 1])) {
    ++at_;
    real = digits();
  }
  if (at_ < source_.size() && lower(source_[at_]) == 'e') {
    ++at_;
    if (!take('+')) take('-');
    if (!digits()) return fail("an exponent without digits");
    real = true;
  }
  if (real) return Token::kDouble;
  return take('u') || take('U') ? Token::kUint : Token::kInt;
}

Token Lexer::quoted_name() {
  const std::uint32_t start = ++at_;
  while (at_ < source_.size() && source_[at_] != '`') {
    const char c = source_[at_];
    if (!is_name_part(c) && std::string_view("-./ ").find(c) == std::string_view::npos) {
      return fail(shown(c) + " in a quoted name: letters, digits, _ - . / and spaces may stand there");
    }
    ++at_;
  }
  if (at_ == start) return fail("an empty quoted name");
  return take('`') ? Token::kQuotedName : fail("a quoted name without its closing `");
}

bool Lexer::close(char quote, bool triple) {
  const std::string_view rest = source_.substr(at_);
  if (!triple) return take(quote);
  if (rest.size() < 3 || rest[0] != quote || rest[1] != quote || rest[2] != quote) return false;
  return at_ += 3, true;
}

Token Lexer::string(bool bytes, bool raw) {
  const char quote = source_[at_];
  const bool triple = close(quote, true);
  if (!triple) ++at_;
  while (at_ < source_.size()) {
    if (close(quote, triple)) return bytes ? Token::kBytes : Token::kString;
    const char c = source_[at_];
    if (!triple && (c == '\n' || c == '\r')) break;
    at_ += !raw && c == '\\' && at_ + 1 < source_.size() ? 2 : 1;
  }
  at_ = std::min(at_, static_cast<std::uint32_t>(source_.size()));
  return fail("a string without its closing quote");
}

}  // namespace ecslint::expr
