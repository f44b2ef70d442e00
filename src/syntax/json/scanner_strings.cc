// SPDX-License-Identifier: Apache-2.0
// Strings with mistakes in them: bad escapes and characters, quotes that are missing or too many.
#include <fmt/format.h>

#include <algorithm>

#include "doc/placeholder.h"
#include "syntax/json/scanner.h"
#include "syntax/json/string_text.h"
#include "text/utf8.h"

namespace ecslint::syntax_json {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr unsigned kEscapeTold = 1;
constexpr unsigned kControlTold = 2;
constexpr std::size_t kNear = 1024;  // how far a probable closing quote is looked for

bool space(char c) { return c == ' ' || c == '\t'; }
bool line_end(char c) { return c == '\n' || c == '\r'; }
bool among(char c, std::string_view set) { return set.find(c) != kNone; }

std::size_t skip_spaces(std::string_view s, std::size_t at) {
  while (at < s.size() && space(s[at])) ++at;
  return at;
}

/// A string may end here: what follows its quote separates or closes.
bool ends_value(std::string_view s, std::size_t at) {
  at = skip_spaces(s, at);
  return at >= s.size() || among(s[at], ",}]\r\n");
}

std::string escape_mistake(std::string_view s) {
  if (s.size() < 2 || s[1] != 'u') {
    return "there is no such escape in JSON: a backslash itself is written \\\\";
  }
  const std::string_view digits = s.substr(2, 4);
  const bool hex = digits.size() == 4 && digits.find_first_not_of("0123456789abcdefABCDEF") == kNone;
  return hex ? "half of a surrogate pair: \\uD800 to \\uDBFF must be followed by \\uDC00 to \\uDFFF"
             : "\\u is followed by four hexadecimal digits";
}

std::string control_mistake(char c) {
  switch (c) {
    case '\n':
    case '\r':
      return "a line break inside a string is written \\n";
    case '\t':
      return "a tab inside a string is written \\t";
    default:
      return fmt::format("a control character inside a string is written \\u{:04X}",
                         static_cast<unsigned>(c));
  }
}

std::size_t escape_extent(std::string_view s) {
  if (s.size() < 2) return 1;
  if (s[1] != 'u') return static_cast<unsigned char>(s[1]) < 0x80 && !line_end(s[1]) ? 2 : 1;
  std::size_t end = 2;
  while (end < std::min<std::size_t>(s.size(), 6) && std::isxdigit(static_cast<unsigned char>(s[end])) != 0) {
    ++end;
  }
  return end;
}

}  // namespace

void Scanner::string_value(doc::Node& node) {
  StringToken token = scan_string();
  if (token.closed) misplaced_quote(token);
  const std::size_t begin = token.begin + 1;
  builder_.string(text_.substr(begin, token.text_end - begin), range(token.begin, token.end), node);
  at_ = token.end;
}

void Scanner::string_key(doc::Member& member) {
  StringToken token = scan_string();
  if (token.closed) unclosed_key(token);
  const std::size_t begin = token.begin + 1;
  builder_.key(text_.substr(begin, token.text_end - begin), range(token.begin, token.end), member);
  at_ = token.end;
}

/// The string at the cursor; each kind of wrong character in it is told once.
Scanner::StringToken Scanner::scan_string() {
  const char quote = peek();
  StringToken token{at_, at_ + 1, at_ + 1, true};
  if (quote == '\'') {
    mistakes_.report_once(Mistakes::kSingleQuotes, Code::kNotStrict, at_, at_ + 1,
                          "strings stand in double quotes, not in single ones");
  }
  unsigned told = 0;
  std::size_t i = at_ + 1;
  while (i < text_.size() && text_[i] != quote) {
    if (line_end(text_[i]) && !goes_on_after(i)) break;
    i = scan_character(i, quote, told);
  }
  if (i >= text_.size() || text_[i] != quote) {
    unclosed_string(i, token);
  } else {
    token.text_end = i;
    token.end = i + 1;
  }
  return token;
}

/// Passes one character, escape or template expression inside a string.
std::size_t Scanner::scan_character(std::size_t at, char quote, unsigned& told) {
  const std::string_view s = text_.substr(at);
  const auto tell = [&](unsigned what, Code code, std::size_t size, std::string message) {
    if ((told & what) == 0) mistakes_.report(code, at, at + size, std::move(message));
    told |= what;
  };
  if (s[0] == '\\') {
    if (const std::size_t size = escape_length(s); size != 0) return at + size;
    if (quote == '\'' && s.size() > 1 && s[1] == quote) return at + 2;
    const std::size_t size = escape_extent(s);
    tell(kEscapeTold, Code::kBadEscape, size, escape_mistake(s));
    return at + size;
  }
  if (among(s[0], "${%")) return at + std::max<std::size_t>(hole_with_quotes(at), 1);
  const auto byte = static_cast<unsigned char>(s[0]);
  if (byte < 0x20) {
    tell(kControlTold, Code::kControlCharacter, 1, control_mistake(s[0]));
    return at + (s.substr(0, 2) == "\r\n" ? 2 : 1);
  }
  const std::size_t size = text::utf8_sequence_length(s);
  if (size == 0) not_utf8(at);
  return at + std::max<std::size_t>(size, 1);
}

/// At a line break inside a string: whether the string is probably meant to go on in the next line.
bool Scanner::goes_on_after(std::size_t at) const {
  const std::size_t next = text_.find_first_not_of(" \t\r\n", at);
  if (next == kNone || among(text_[next], "\"'{}[],/#")) return false;
  return text_.substr(next, kNear).find('"') != kNone;
}

/// The string has no closing quote before `at`, where its line or the file ends; a comma or brackets before
/// that were not meant to be part of it.
void Scanner::unclosed_string(std::size_t at, StringToken& token) {
  std::size_t end = at;
  while (end > token.begin + 1 && among(text_[end - 1], " \t,}]")) --end;
  token = {token.begin, end, end, false};
  mistakes_.report(Code::kUnclosed, token.begin, end, "this string has no closing quote");
  if (at >= text_.size()) mistakes_.mute();
}

/// "name: "web": the key's closing quote is missing, and the one found opens the value.
void Scanner::unclosed_key(StringToken& token) {
  const std::size_t next = skip_spaces(text_, token.end);
  if (next < text_.size() && text_[next] == ':') return;
  std::size_t colon = token.text_end;
  while (colon > token.begin + 1 && space(text_[colon - 1])) --colon;
  if (colon <= token.begin + 1 || text_[--colon] != ':') return;
  mistakes_.report(Code::kUnclosed, token.begin, colon, "this key has no closing quote");
  token.text_end = token.end = colon;
}

/// Text directly behind a string's closing quote: that quote was not meant to close it, or the one before
/// is missing.
void Scanner::misplaced_quote(StringToken& token) {
  if (token.end >= text_.size() || among(text_[token.end], " \t\r\n,}]:\"/#'[{")) return;
  std::size_t word = token.end;
  while (word < text_.size() && !among(text_[word], " \t\r\n\",:{}[]")) ++word;
  std::size_t comma = token.text_end;
  while (comma > token.begin + 1 && space(text_[comma - 1])) --comma;
  const bool key_behind = word < text_.size() && text_[word] == '"' &&
                          skip_spaces(text_, word + 1) < text_.size() &&
                          text_[skip_spaces(text_, word + 1)] == ':';
  if (key_behind && comma > token.begin + 1 && text_[comma - 1] == ',') {  // "a": "x, "b": 1
    mistakes_.report(Code::kUnclosed, token.begin, comma - 1, "this string has no closing quote");
    token.text_end = token.end = comma - 1;
    return;
  }
  const std::size_t limit = std::min(text_.size(), token.end + kNear);
  for (std::size_t i = token.end; i < limit && !line_end(text_[i]); ++i) {
    if (text_[i] != '"' || !ends_value(text_, i + 1)) continue;
    mistakes_.report(Code::kUnexpected, token.text_end, token.text_end + 1,
                     "a double quote inside a string is written \\\"");
    token.text_end = i;
    token.end = i + 1;
    return;
  }
}

/// Length of a template expression that has an even number of quotes in it, {{ must_env "TAG" }}, which its
/// tool replaces before anybody reads the file as JSON; 0 when there is none at the place.
std::size_t Scanner::hole_with_quotes(std::size_t at) const {
  if (at + 1 >= text_.size() || !among(text_[at + 1], "{%")) return 0;
  const std::size_t size = doc::bare_placeholder(text_.substr(at));
  const std::string_view hole = text_.substr(at, size);
  const auto quotes = std::count(hole.begin(), hole.end(), '"');
  return quotes > 0 && quotes % 2 == 0 ? size : 0;
}

}  // namespace ecslint::syntax_json
