// SPDX-License-Identifier: Apache-2.0
// White space, comments, directives and bare words; strings are in scanner_strings.cc.
#include "syntax/json/scanner.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "doc/placeholder.h"
#include "syntax/json/number.h"
#include "text/utf8.h"

namespace ecslint::syntax_json {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

bool space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool key_character(char c) { return letter(c) || digit(c) || c == '-' || c == '.' || c == '/'; }
bool ends_bare(char c) { return space(c) || std::string_view(",;{}[]").find(c) != kNone; }

bool may_begin_placeholder(char c) { return doc::kPlaceholderTriggers.find(c) != kNone; }

/// Words of other languages for JSON's three.
std::string_view json_word(std::string_view word) {
  for (const std::string_view yes : {"True", "TRUE"}) {
    if (word == yes) return "true";
  }
  for (const std::string_view no : {"False", "FALSE"}) {
    if (word == no) return "false";
  }
  for (const std::string_view none : {"None", "NULL", "Null", "nil", "undefined"}) {
    if (word == none) return "null";
  }
  return word;
}

bool literal(std::string_view word, doc::Node& node) {
  if (word == "true" || word == "false") return node = doc::Node::boolean(word == "true", {}), true;
  if (word == "null") return node = doc::Node::null({}), true;
  return false;
}

bool infinite(std::string_view word) {
  if (!word.empty() && (word[0] == '-' || word[0] == '+')) word.remove_prefix(1);
  return word == "NaN" || word == "Infinity" || word == "nan" || word == "Inf" || word == "inf";
}

/// Behind the white space that JSON does not have (no-break and zero-width spaces, form feeds), or 0.
std::size_t odd_space(std::string_view s) {
  if (s[0] == '\f' || s[0] == '\v') return 1;
  switch (text::decode_code_point(s)) {
    case 0x00A0:
    case 0x200B:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x2060:
    case 0x3000:
    case 0xFEFF:
      return text::utf8_sequence_length(s);
    default:
      return 0;
  }
}

}  // namespace

bool Scanner::skip_trivia(Blocks blocks) {
  bool directive = false;
  std::size_t comments = kNone;
  std::size_t comments_end = 0;
  for (;;) {
    while (!at_end() && space(peek())) ++at_;
    if (at_end()) break;
    if (const std::size_t end = comment_end(); end != 0) {
      comments = std::min(comments, at_);
      at_ = comments_end = end;
    } else if (const std::size_t size = directive_size(blocks); size != 0) {
      directive = true;
      at_ += size;
    } else if (!skip_odd_space()) {
      break;
    }
  }
  if (comments != kNone) tell_comments(comments, comments_end);
  if (directive) builder_.allow_duplicates();
  return directive;
}

/// Behind the comment at the cursor, 0 when there is none.
std::size_t Scanner::comment_end() const {
  const bool hash = peek() == '#' && doc::bare_placeholder(rest()) == 0;
  if (hash || (peek() == '/' && peek(1) == '/'))
    return std::min(text_.find_first_of("\r\n", at_), text_.size());
  if (peek() != '/' || peek(1) != '*') return 0;
  const std::size_t close = text_.find("*/", at_ + 2);
  return close == kNone ? text_.size() : close + 2;
}

/// A comment with the blanks in front of it where it ends its line, or with the whole of its lines.
static std::pair<std::size_t, std::size_t> with_blanks(std::string_view text, std::size_t begin,
                                                       std::size_t end) {
  const bool ends_line = end == text.size() || text[end] == '\n' || text[end] == '\r';
  if (!ends_line) return {begin, end};
  while (begin > 0 && (text[begin - 1] == ' ' || text[begin - 1] == '\t')) --begin;
  if (begin > 0 && text[begin - 1] != '\n') return {begin, end};
  if (end < text.size() && text[end] == '\r') ++end;
  if (end < text.size() && text[end] == '\n') ++end;
  return {begin, end};
}

void Scanner::tell_comments(std::size_t begin, std::size_t end) {
  const std::string_view comment = text_.substr(begin, end - begin);
  const std::size_t open = comment.rfind("/*");
  if (end == text_.size() && open != kNone && comment.find("*/", open + 2) == kNone) {
    mistakes_.report(Code::kUnclosed, begin + open, begin + open + 2, "this comment is never closed");
    mistakes_.mute();
    return;
  }
  auto* told =
      mistakes_.report(Code::kNotStrict, begin, end, "JSON has no comments, and AWS tools refuse them");
  const auto [from, to] = with_blanks(text_, begin, end);
  mistakes_.fix(told, false, "remove the comment", from, to, "");
}

std::size_t Scanner::directive_size(Blocks blocks) {
  if (peek() != '{' && peek() != '%') return 0;
  const doc::DirectiveAt directive = doc::directive_at(rest());
  if (directive.kind == doc::Directive::kNone) return 0;
  const bool opens = directive.kind == doc::Directive::kOpen;
  return opens && blocks == Blocks::kStop && block_end() != 0 ? 0 : directive.size;
}

/// Behind the directive that closes the block opened at the cursor, 0 when there is none near.
std::size_t Scanner::block_end() {
  const std::size_t limit = std::min(text_.size(), at_ + std::min<std::size_t>(block_budget_, 16 * 1024));
  std::size_t depth = 0;
  std::size_t i = at_;
  while (i < limit) {
    const bool may = text_[i] == '{' || text_[i] == '%';
    const doc::DirectiveAt directive = may ? doc::directive_at(text_.substr(i)) : doc::DirectiveAt{};
    i += std::max<std::size_t>(directive.size, 1);
    if (directive.kind == doc::Directive::kOpen) ++depth;
    if (directive.kind == doc::Directive::kClose && --depth == 0) break;
    if (i >= limit) depth = 1;
  }
  block_budget_ -= std::min(block_budget_, i - at_);
  return depth == 0 ? i : 0;
}

bool Scanner::skip_odd_space() {
  const std::size_t begin = at_;
  for (std::size_t size = 1; !at_end() && size != 0; at_ += size) size = odd_space(rest());
  if (at_ == begin) return false;
  mistakes_.report_once(
      Mistakes::kOddSpace, Code::kUnexpected, begin, at_,
      "an invisible character that JSON does not take for a space, such as a no-break space");
  return true;
}

void Scanner::bare_value(std::string_view after, doc::Node& node) {
  const std::size_t begin = at_;
  std::string_view hole;
  const auto pass_hole = [this, &hole](std::size_t size) {
    if (hole.empty()) hole = text_.substr(at_, size);
    at_ += size;
  };
  if (doc::directive_at(rest()).kind == doc::Directive::kOpen) {
    if (const std::size_t end = block_end(); end != 0) pass_hole(end - at_);
  }
  for (; !at_end(); ++at_) {
    const bool comment = peek() == '/' && (peek(1) == '/' || peek(1) == '*');
    if (comment && at_ > begin && text_[at_ - 1] != ':') break;
    const std::size_t size = may_begin_placeholder(peek()) ? doc::bare_placeholder(rest()) : 0;
    if (size == 0 && ends_bare(peek())) break;
    if (size != 0) pass_hole(size), --at_;
  }
  const std::string_view token = text_.substr(begin, at_ - begin);
  if (!hole.empty()) {
    after_hole_ = true;
    node = doc::Node::unresolved(doc::unknown_value(builder_.arena(), token, hole), range(begin, at_));
  } else if (token.empty()) {
    no_value(after, node);
  } else {
    word_value(token, after, node);
  }
}

void Scanner::no_value(std::string_view after, doc::Node& node) {
  node = unreadable(at_, at_);
  if (at_end()) return;  // an unclosed bracket is the mistake
  const std::string what = after.empty() ? "a value" : fmt::format("a value after \"{}\"", after);
  mistakes_.report(Code::kUnexpected, at_, std::min(at_ + 1, text_.size()),
                   fmt::format("expected {}, found {}", what, found()));
}

/// A word that has been passed: a number, a literal, or a mistake, of which the value is never repeated.
void Scanner::word_value(std::string_view token, std::string_view after, doc::Node& node) {
  const std::size_t begin = at_ - token.size();
  const char* const token_end = token.data() + token.size();
  const std::string_view word = json_word(token);
  if (literal(word, node) || read_number(token.data(), token_end, node) == token_end) {
    node.with_range(range(begin, at_));
    if (word == token) return;
    auto* told =
        mistakes_.report(Code::kUnexpected, begin, at_, fmt::format("JSON writes {}, not {}", word, token));
    return mistakes_.fix(told, true, fmt::format("write {}", word), begin, at_, std::string(word));
  }
  if (infinite(token)) {
    mistakes_.report(Code::kBadNumber, begin, at_, "JSON has no NaN or Infinity");
  } else if (digit(token[0]) || token[0] == '-' || token[0] == '+' || token[0] == '.') {
    mistakes_.report(Code::kBadNumber, begin, at_, std::string(number_mistake(token)));
  } else {
    strange_value(begin, after);
  }
  node = unreadable(begin, at_);
}

/// Text that begins nothing in JSON.
void Scanner::strange_value(std::size_t begin, std::string_view after) {
  at_ = begin;
  const std::string what = found();
  const bool bytes = text::utf8_sequence_length(rest()) == 0;
  const bool words = letter(peek());
  skip_junk();
  if (at_ == begin) ++at_;
  std::size_t end = at_;
  while (end > begin + 1 && space(text_[end - 1])) --end;
  const std::string where = after.empty() ? "" : fmt::format(" after \"{}\"", after);
  if (bytes) return not_utf8(begin);
  mistakes_.report(Code::kUnexpected, begin, end,
                   words ? fmt::format("expected a value{}: text stands in double quotes", where)
                         : fmt::format("expected a value{}, found {}", where, what));
}

void Scanner::not_utf8(std::size_t at) {
  const auto byte = static_cast<unsigned char>(text_[at]);
  mistakes_.report_once(
      Mistakes::kEncoding, Code::kEncoding, at, at + 1,
      fmt::format("the byte 0x{:02X} is not UTF-8: the file is damaged or in another encoding", byte));
}

bool Scanner::key_follows() const {
  std::size_t i = at_;
  const char quote = peek();
  if (quote == '"' || quote == '\'') {
    for (++i; i < text_.size() && text_[i] != quote && text_[i] != '\n'; ++i) {
      if (text_[i] == '\\') ++i;
    }
    if (i >= text_.size() || text_[i] != quote) return false;
    ++i;
  } else {
    i = bare_key_end();
    if (i == at_) return false;
  }
  while (i < text_.size() && space(text_[i])) ++i;
  return i < text_.size() && text_[i] == ':';
}

std::size_t Scanner::bare_key_end() const {
  std::size_t i = at_;
  while (i < text_.size()) {
    const std::size_t hole = may_begin_placeholder(text_[i]) ? doc::bare_placeholder(text_.substr(i)) : 0;
    if (hole == 0 && !key_character(text_[i])) break;
    i += std::max<std::size_t>(hole, 1);
  }
  return i;
}

void Scanner::bare_key(doc::Member& member) {
  const std::size_t begin = at_;
  at_ = bare_key_end();
  member.key = text_.substr(begin, at_ - begin);
  member.key_range = range(begin, at_);
  if (doc::has_placeholder(member.key)) return;
  mistakes_.report_once(Mistakes::kBareKey, Code::kNotStrict, begin, at_, "a key stands in double quotes");
}

void Scanner::skip_junk() {
  while (!at_end()) {
    const char c = peek();
    if (c == ',' || c == '}' || c == ']' || c == '\n' || c == '\r') return;
    const bool opens = c == '"' && (at_ == 0 || !key_character(text_[at_ - 1]));
    ++at_;
    if (!opens) continue;
    const std::size_t close = text_.find_first_of("\"\n", at_);
    if (close != kNone && text_[close] == '"') at_ = close + 1;
  }
}

std::string Scanner::found() const {
  if (at_end()) return "the end of the file";
  const char c = peek();
  if (c == '"' || c == '\'') return "a string";
  if (c == '\0') return "a NUL byte";
  if (letter(c)) return "text";
  if (digit(c)) return "a number";
  const std::size_t size = text::utf8_sequence_length(rest());
  if (size == 0) return "a byte that is not UTF-8";
  return static_cast<unsigned char>(c) < 0x20 ? "a control character"
                                              : fmt::format("\"{}\"", rest().substr(0, size));
}

doc::Node Scanner::unreadable(std::size_t begin, std::size_t end) {
  const doc::Unresolved why{kSyntaxError, text_.substr(begin, end - begin), {}};
  const auto kept = builder_.arena().copy(std::span<const doc::Unresolved>(&why, 1));
  return doc::Node::unresolved(kept.data(), range(begin, end));
}

}  // namespace ecslint::syntax_json
