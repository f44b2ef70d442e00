// SPDX-License-Identifier: Apache-2.0
// Splits an expression into tokens. A token is a place in the source; what a literal means is decoded by
// literals.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ecslint::expr {

enum class Token : std::uint8_t {
  kEnd,
  kError,       // message() says why
  kName,        // also reserved words; is_reserved() tells
  kQuotedName,  // `content-type`, quotes included
  kInt,
  kUint,
  kDouble,
  kString,  // with prefix and quotes
  kBytes,
  kTrue,
  kFalse,
  kNull,
  kIn,
  kLeftParen,
  kRightParen,
  kLeftBracket,
  kRightBracket,
  kLeftBrace,
  kRightBrace,
  kComma,
  kDot,
  kColon,
  kQuestion,
  kPlus,
  kMinus,
  kStar,
  kSlash,
  kPercent,
  kNot,
  kAnd,
  kOr,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
};

class Lexer {
 public:
  explicit Lexer(std::string_view source) : source_(source) { next(); }

  Token token() const { return token_; }
  std::uint32_t begin() const { return begin_; }
  std::uint32_t end() const { return at_; }
  std::string_view text() const { return source_.substr(begin_, at_ - begin_); }
  const std::string& message() const { return message_; }
  std::string_view source() const { return source_; }

  /// Moves to the next token; stays at the end and at an error.
  void next();

 private:
  Token scan();
  void skip_space();
  bool take(char c);
  Token name();
  Token number();
  Token hex();
  Token quoted_name();
  Token string(bool bytes, bool raw);
  bool close(char quote, bool triple);
  Token fail(std::string message);

  std::string_view source_;
  std::uint32_t begin_ = 0;
  std::uint32_t at_ = 0;
  Token token_ = Token::kEnd;
  std::string message_;
};

/// Words that cannot be variables or global functions: as, break, for, if, …
bool is_reserved(std::string_view word);

}  // namespace ecslint::expr
