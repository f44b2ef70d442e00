// SPDX-License-Identifier: Apache-2.0
#include "syntax/yaml/fast_path.h"

#include <algorithm>
#include <array>
#include <limits>

#include "text/find.h"

namespace ecslint::syntax_yaml {
namespace {

constexpr std::size_t kLongestKey = 1000;                  // libyaml takes 1024 code points
constexpr int kOneLine = std::numeric_limits<int>::max();  // nothing stands right of it

/// Sets of characters, as a table.
using Set = std::array<bool, 256>;
constexpr Set set_of(std::string_view characters) {
  Set set = {};
  for (const char c : characters) set[static_cast<unsigned char>(c)] = true;
  return set;
}
bool in(const Set& set, char c) { return set[static_cast<unsigned char>(c)]; }

constexpr Set kNotPlain =
    set_of(std::string_view("?:,[]{}#&*!|>'\"%@`\0", 19));  // as first; '-' with a blank
constexpr Set kEndsPlainInFlow = set_of(std::string_view("\n:#\0,[]{}?", 10));
constexpr Set kOfTag = set_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:");

/// Line ends of YAML 1.1 beside \n.
bool has_other_line_ends(std::string_view text) {
  return text.find("\xC2\x85") != std::string_view::npos ||
         text.find("\xE2\x80\xA8") != std::string_view::npos ||
         text.find("\xE2\x80\xA9") != std::string_view::npos;
}

/// Where the next line with --- begins, or the end. Nothing that is read here goes on beyond it.
std::size_t next_document(std::string_view text, std::size_t from) {
  for (;;) {
    const std::size_t found = text::find(text, "\n---", from);
    if (found == std::string_view::npos) return text.size();
    from = found + 4;
    if (from == text.size() || text[from] == ' ' || text[from] == '\n') return found + 1;
  }
}

/// The text of a block scalar, line by line.
class BlockText {
 public:
  explicit BlockText(bool folds) : folds_(folds) {}

  void add_empty_line() { breaks_ += '\n'; }
  void add_line(std::string_view line, bool ends) {
    const bool blank = line.starts_with(' ');
    const bool joins = folds_ && !break_before_.empty() && !blank_before_ && !blank;
    if (!joins) value_ += break_before_;
    if (joins && breaks_.empty()) value_ += ' ';
    value_ += breaks_;
    value_ += line;
    breaks_.clear();
    break_before_ = ends ? "\n" : "";
    blank_before_ = blank;
  }
  std::string_view finish(Chomping chomping) {
    if (chomping != Chomping::kStrip) value_ += break_before_;
    if (chomping == Chomping::kKeep) value_ += breaks_;
    return value_;
  }

 private:
  bool folds_;
  std::string value_;
  std::string_view break_before_;  // of the line before
  std::string breaks_;             // of empty lines since
  bool blank_before_ = false;
};

bool has(std::string_view text, char c) { return text.find(c) != std::string_view::npos; }

}  // namespace

bool FastPath::read() {
  if (!is_readable()) return false;
  const std::string_view all = text_;
  do {
    text_ = all;
    if (!next_line()) return false;
    text_ = all.substr(0, next_document(all, at_));
    builder_.begin_document(false);
    if (!document_start() || at_ == text_.size() || !block_node(-1, {}) || at_ != text_.size()) return false;
  } while (at_ < all.size());
  return true;
}

bool FastPath::is_readable() const {
  return !has(text_, '\t') && !has(text_, '\r') && (ascii_ || !has_other_line_ends(text_));
}

/// --- on a line of its own.
bool FastPath::document_start() {
  if (column() != 0 || !text_.substr(at_).starts_with("---")) return true;
  at_ += 3;
  return is_blank_or_end(at_) && ends_line() && next_line();
}

/// A node that begins here, which is right of the indentation of what it belongs to.
bool FastPath::block_node(int indent, const Before& before) {
  const int here = column();
  if (is_entry()) return block_sequence(here, before, false);
  if (peek(at_) == '!') return before.tag.empty() && tagged_node(indent, false);
  const char c = peek(at_);
  if (c == '[' || c == '{') return flow_node(before) && ends_line() && next_line();
  if (c == '|' || c == '>') return block_scalar(indent, before);
  Text first;
  if (!text(first, indent)) return false;
  skip_spaces();
  if (is_key_end(at_)) return block_mapping(here, before, first);
  if (indent < 0) return false;
  tell(first, before);
  return ends_line() && next_line();
}

/// Behind its tag a node stands in the same line, or is a block of its own.
bool FastPath::tagged_node(int indent, bool in_mapping) {
  Before before;
  if (!tag(before)) return false;
  skip_spaces();
  if (peek(at_) != '\n' && peek(at_) != '#') return inline_node(indent, before, in_mapping);
  if (!ends_line() || !next_line() || at_ == text_.size()) return false;
  if (column() > indent) return peek(at_) != '!' && block_node(indent, before);
  return in_mapping && column() == indent && is_entry() && block_sequence(indent, before, true);
}

/// The first key has been read, and its colon is next.
bool FastPath::block_mapping(int column_of_keys, const Before& before, const Text& first) {
  if (first.end - first.begin > kLongestKey) return false;
  if (!begin(true, false, before, first.begin, first.begin)) return false;
  tell(first, {});
  while (mapping_value(column_of_keys)) {
    if (at_ == text_.size() || column() < column_of_keys) {
      end(at_, at_);
      return true;
    }
    Text key;
    if (column() != column_of_keys || is_entry() || !text(key, kOneLine)) return false;
    if (key.end - key.begin > kLongestKey) return false;
    skip_spaces();
    if (!is_key_end(at_)) return false;
    tell(key, {});
  }
  return false;
}

bool FastPath::mapping_value(int column_of_keys) {
  const std::size_t behind = ++at_;
  skip_spaces();
  if (peek(at_) != '\n' && peek(at_) != '#' && at_ < text_.size())
    return inline_node(column_of_keys, {}, true);
  if (!ends_line() || !next_line()) return false;
  if (at_ < text_.size() && column() > column_of_keys) return block_node(column_of_keys, {});
  if (at_ < text_.size() && column() == column_of_keys && is_entry())
    return block_sequence(column_of_keys, {}, true);
  tell({{}, behind, behind}, {});
  return true;
}

/// In a mapping its entries may stand under the key.
bool FastPath::block_sequence(int column_of_entries, const Before& before, bool in_mapping) {
  if (!begin(false, false, before, at_, at_)) return false;
  while (sequence_entry(column_of_entries)) {
    if (at_ < text_.size() && column() > column_of_entries) return false;
    if (at_ < text_.size() && column() == column_of_entries && is_entry()) continue;
    if (at_ < text_.size() && column() == column_of_entries && !in_mapping) return false;
    end(at_, at_);
    return true;
  }
  return false;
}

bool FastPath::sequence_entry(int column_of_entries) {
  const std::size_t behind = ++at_;
  skip_spaces();
  if (at_ < text_.size() && peek(at_) != '\n' && peek(at_) != '#') return block_node(column_of_entries, {});
  if (!ends_line() || !next_line()) return false;
  if (at_ < text_.size() && column() > column_of_entries) return block_node(column_of_entries, {});
  tell({{}, behind, behind}, {});
  return true;
}

/// What stands in the line of its key or tag.
bool FastPath::inline_node(int indent, const Before& before, bool in_mapping) {
  const char c = peek(at_);
  if (c == '!') return before.tag.empty() && tagged_node(indent, in_mapping);
  if (c == '|' || c == '>') return block_scalar(indent, before);
  if (c == '[' || c == '{') return flow_node(before) && ends_line() && next_line();
  Text scalar;
  if (indent < 0 || !text(scalar, indent)) return false;  // a document of one text may end in ...
  skip_spaces();
  if (peek(at_) == ':') return false;
  tell(scalar, before);
  return ends_line() && next_line();
}

bool FastPath::flow_node(const Before& before) {
  const char c = peek(at_);
  if (c == '!') {
    Before own;
    if (!before.tag.empty() || !tag(own)) return false;
    skip_spaces();
    return flow_node(own);
  }
  if (c == '[' || c == '{') return flow_collection(c == '[' ? ']' : '}', before);
  Text scalar;
  if (!text_in_flow(scalar)) return false;
  tell(scalar, before);
  return true;
}

bool FastPath::flow_collection(char close, const Before& before) {
  const bool object = close == '}';
  const std::size_t from = at_++;
  if (!begin(object, true, before, from, at_) || !between_in_flow()) return false;
  while (peek(at_) != close) {
    if (!(object ? flow_pair() : flow_node({})) || !between_in_flow()) return false;
    if (peek(at_) == close) break;
    if (peek(at_) != ',') return false;
    ++at_;
    if (!between_in_flow()) return false;
  }
  ++at_;
  end(at_ - 1, at_);
  return true;
}

bool FastPath::flow_pair() {
  Text key;
  if (!text_in_flow(key) || key.end - key.begin > kLongestKey) return false;
  tell(key, {});
  skip_spaces();
  if (peek(at_) != ':' || (key.style == Style::kPlain && !is_blank_or_end(at_ + 1))) return false;
  ++at_;
  if (!between_in_flow()) return false;
  return peek(at_) != ',' && peek(at_) != '}' && flow_node({});
}

/// Blanks, line ends and comments.
bool FastPath::between_in_flow() {
  skip_spaces();
  if (peek(at_) == '#' && text_[at_ - 1] != ' ') return false;
  if (peek(at_) != '\n' && peek(at_) != '#') return at_ < text_.size();
  return next_line() && at_ < text_.size();
}

/// In a block, right of this indentation.
bool FastPath::text(Text& out, int indent) {
  if (peek(at_) == '\'') return single_quoted(out);
  if (peek(at_) == '"') return double_quoted(out);
  return plain(out, indent);
}

bool FastPath::text_in_flow(Text& out) {
  if (peek(at_) == '\'') return single_quoted(out);
  if (peek(at_) == '"') return double_quoted(out);
  return plain_in_flow(out);
}

bool FastPath::single_quoted(Text& out) {
  out = {{}, at_, 0, Style::kQuoted};
  const std::size_t line = std::min(text_.find('\n', at_), text_.size());
  std::size_t quote = text_.find('\'', at_ + 1);
  bool doubled = false;
  while (quote < line && peek(quote + 1) == '\'') {
    doubled = true;
    quote = text_.find('\'', quote + 2);
  }
  if (quote >= line) return false;
  out.end = quote + 1;
  out.value = text_.substr(at_ + 1, quote - at_ - 1);
  at_ = out.end;
  if (!doubled) return true;
  unescaped_.clear();
  for (std::size_t i = 0; i < out.value.size(); ++i) {
    unescaped_ += out.value[i];
    if (out.value[i] == '\'') ++i;
  }
  out.value = unescaped_;
  return true;
}

bool FastPath::double_quoted(Text& out) {
  out = {{}, at_, 0, Style::kQuoted};
  std::size_t i = at_ + 1;
  while (i < text_.size() && text_[i] != '"' && text_[i] != '\\' && text_[i] != '\n') ++i;
  out.value = text_.substr(at_ + 1, i - at_ - 1);
  if (peek(i) == '\\') {
    unescaped_.assign(out.value);
    for (; i < text_.size() && text_[i] != '"'; ++i) {
      if (text_[i] == '\n') return false;
      if (text_[i] != '\\') {
        unescaped_ += text_[i];
        continue;
      }
      switch (peek(++i)) {
        case '"':
        case '\\':
        case '/':
          unescaped_ += text_[i];
          break;
        case 'n':
          unescaped_ += '\n';
          break;
        case 't':
          unescaped_ += '\t';
          break;
        case 'r':
          unescaped_ += '\r';
          break;
        default:
          return false;
      }
    }
    out.value = unescaped_;
  }
  if (peek(i) != '"') return false;
  out.end = at_ = i + 1;
  return true;
}

/// Where a text without quotes stops that goes on here, in this line; npos for what libyaml has to judge.
std::size_t FastPath::end_of_plain(std::size_t i, bool flow) const {
  for (;; ++i) {
    i = std::min(flow ? text::find_any<'\n', ':', '#', '\0', ',', '[', ']', '{', '}', '?'>(text_, i)
                      : text::find_any<'\n', ':', '#', '\0'>(text_, i),
                 text_.size());
    const char stop = peek(i);
    if (i == text_.size() || stop == '\n') return i;
    if (stop == '#') {
      if (text_[i - 1] == ' ') return i;
    } else if (stop == ':') {
      if (is_blank_or_end(i + 1)) return i;
      if (flow && in(kEndsPlainInFlow, peek(i + 1)) && peek(i + 1) != ':') return std::string_view::npos;
    } else {
      return stop == '?' || stop == '\0' ? std::string_view::npos : i;
    }
  }
}

std::size_t FastPath::without_blanks(std::size_t end) const {
  while (text_[end - 1] == ' ') --end;
  return end;
}

/// As far as this line goes.
bool FastPath::plain_line(Text& out, bool flow) {
  if (!begins_plain()) return false;
  const std::size_t stop = end_of_plain(at_, flow);
  if (stop == std::string_view::npos) return false;
  out = {{}, at_, without_blanks(stop), Style::kPlain};
  out.value = text_.substr(out.begin, out.end - out.begin);
  at_ = stop;
  return true;
}

bool FastPath::plain_in_flow(Text& out) {
  if (!plain_line(out, true)) return false;
  if (peek(at_) != '\n') return true;
  // The next line could go on with it.
  if (!next_line()) return false;
  const char next = peek(at_);
  return next == ',' || next == ']' || next == '}';
}

/// It goes on in further lines that stand right of the indentation.
bool FastPath::plain(Text& out, int indent) {
  if (!plain_line(out, false)) return false;
  while (peek(at_) == '\n') {
    std::size_t next = at_;
    std::size_t line = 0;
    std::size_t breaks = 0;
    for (; peek(next) == '\n'; ++breaks) {
      line = next + 1;
      next = text::skip(text_, ' ', line);
    }
    if (next == text_.size() || static_cast<int>(next - line) <= indent || text_[next] == '#') break;
    const std::size_t stop = end_of_plain(next, false);
    if (stop == std::string_view::npos || peek(stop) == ':') return false;
    if (out.value.data() != unescaped_.data()) unescaped_.assign(out.value);
    breaks == 1 ? unescaped_ += ' ' : unescaped_.append(breaks - 1, '\n');
    out.end = without_blanks(stop);
    unescaped_ += text_.substr(next, out.end - next);
    out.value = unescaped_;
    line_ = line;
    at_ = stop;
  }
  return true;
}

bool FastPath::begins_plain() const {
  const char c = peek(at_);
  return !in(kNotPlain, c) && c != '\n' && (c != '-' || !is_blank_or_end(at_ + 1));
}

bool FastPath::tag(Before& out) {
  std::size_t i = at_ + 1;
  while (i < text_.size() && in(kOfTag, text_[i])) ++i;
  if (i == at_ + 1 || !is_blank_or_end(i)) return false;
  out = {text_.substr(at_, i - at_), at_};
  at_ = i;
  return true;
}

/// | and > with - or +, and a comment; the indentation is that of the first line with something in it.
bool FastPath::block_header(Chomping& chomping) {
  ++at_;
  chomping = peek(at_) == '-' ? Chomping::kStrip : peek(at_) == '+' ? Chomping::kKeep : Chomping::kClip;
  if (chomping != Chomping::kClip) ++at_;
  return ends_line() && at_ < text_.size();
}

bool FastPath::block_scalar(int indent, const Before& before) {
  const std::size_t from = at_;
  const bool folds = peek(at_) == '>';
  Chomping chomping = Chomping::kClip;
  if (!block_header(chomping)) return false;
  // The first line with something in it.
  std::size_t line = text_.find('\n', at_) + 1;
  std::size_t first = text_.find_first_not_of(" \n", line);
  if (line == 0 || first == std::string_view::npos) return false;
  const std::size_t begins = text_.rfind('\n', first) + 1;
  const std::size_t width = first - begins;
  if (static_cast<int>(width) <= std::max(indent, 0)) return false;
  BlockText lines(folds);
  for (; line < begins; line = text_.find('\n', line) + 1) {
    if (text_.find('\n', line) - line > width) return false;
    lines.add_empty_line();
  }
  std::size_t last = first;
  while (line < text_.size()) {
    const std::size_t end = std::min(text_.find('\n', line), text_.size());
    const std::size_t content = std::min(text_.find_first_not_of(' ', line), end);
    const bool empty = content == end && content - line <= width;
    if (!empty && content - line < width) break;
    if (empty && end == text_.size()) return false;
    if (empty) {
      lines.add_empty_line();
    } else {
      lines.add_line(text_.substr(line + width, end - line - width), end < text_.size());
      last = end;
    }
    line = std::min(end + 1, text_.size());
  }
  while (last > from && (text_[last - 1] == ' ' || text_[last - 1] == '\n')) --last;
  tell({lines.finish(chomping), from, last, Style::kBlock}, before);
  at_ = line_ = line;
  return next_line();
}

void FastPath::tell(const Text& text, const Before& before) {
  const bool plain = text.style == Style::kPlain && before.tag.empty() && !masked_;
  if (plain && text.value.data() == text_.data() + text.begin)
    return builder_.plain_scalar(text.value, range(text.begin, text.end));
  Scalar scalar;
  scalar.value = text.value;
  scalar.style = text.style;
  scalar.properties.tag = before.tag;
  scalar.range = range(std::min(before.begin, text.begin), text.end);
  builder_.scalar(scalar);
}

bool FastPath::begin(bool object, bool flow, const Before& before, std::size_t begin, std::size_t end) {
  return builder_.begin(object, flow, {{}, before.tag}, range(std::min(before.begin, begin), end));
}

/// Nothing but blanks and a comment is left of the line.
bool FastPath::ends_line() {
  skip_spaces();
  return at_ == text_.size() || text_[at_] == '\n' || (text_[at_] == '#' && text_[at_ - 1] == ' ');
}

/// To the next token behind this line's end, or the token here if the line has just begun. False at the mark
/// that ends a document.
bool FastPath::next_line() {
  skip_lines();
  return column() != 0 || text_.substr(at_, 3) != "..." || !is_blank_or_end(at_ + 3);
}

void FastPath::skip_lines() {
  while (at_ < text_.size()) {
    skip_spaces();
    if (peek(at_) == '#') at_ = std::min(text_.find('\n', at_), text_.size());
    if (at_ == text_.size() || text_[at_] != '\n') break;
    line_ = ++at_;
  }
}

bool FastPath::is_blank_or_end(std::size_t at) const {
  const char c = peek(at);
  return c == ' ' || c == '\n' || at >= text_.size();
}

void FastPath::skip_spaces() { at_ = text::skip(text_, ' ', at_); }

}  // namespace ecslint::syntax_yaml
