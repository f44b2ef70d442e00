// SPDX-License-Identifier: Apache-2.0
#include "syntax/toml/literal.h"

#include <algorithm>
#include <charconv>

namespace ecslint::syntax_toml {
namespace {

std::size_t utf8_size(unsigned long c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

std::size_t line_break(std::string_view s, std::size_t at) {
  return s.substr(at, 2) == "\r\n" ? 2 : s.substr(at, 1) == "\n" ? 1 : 0;
}

}  // namespace

Literal::Literal(std::string_view text) : text_(text), end_(text.size()) {
  const char quote = text.empty() ? '\0' : text[0];
  if (quote != '"' && quote != '\'') return;
  lines_ = text.size() >= 6 && text[1] == quote && text[2] == quote;
  escapes_ = quote == '"';
  const std::size_t quotes = lines_ ? 3 : 1;
  begin_ = lines_ ? 3 + line_break(text, 3) : 1;
  end_ = std::max(begin_, text.size() - std::min(quotes, text.size()));
  at_ = begin_;
}

bool Literal::next(Unit& unit) {
  if (at_ >= end_) return false;
  if (escapes_ && text_[at_] == '\\') {
    unit = escape();
  } else if (lines_ && line_break(text_, at_) == 2) {
    unit = {at_, 2, 1};
  } else {
    unit = {at_, 1, 1};
  }
  at_ += unit.source;
  return true;
}

Literal::Unit Literal::escape() const {
  const char c = at_ + 1 < end_ ? text_[at_ + 1] : '\0';
  if (c != 'u' && c != 'U')
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' ? continuation() : Unit{at_, 2, 1};
  const std::size_t digits = c == 'u' ? 4 : 8;
  const std::string_view hex = text_.substr(at_ + 2, digits);
  unsigned long point = 0;
  std::from_chars(hex.data(), hex.data() + hex.size(), point, 16);
  return {at_, 2 + digits, utf8_size(point)};
}

Literal::Unit Literal::continuation() const {
  const std::size_t stop = std::min(text_.find_first_not_of(" \t\r\n", at_ + 1), end_);
  return {at_, stop - at_, 0};
}

}  // namespace ecslint::syntax_toml
