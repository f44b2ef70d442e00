// SPDX-License-Identifier: Apache-2.0
#include "lsp/completion_place.h"

#include <algorithm>

namespace ecslint::lsp {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
         c == '.' || c == '/' || c == '$' || c == '{' || c == '}';
}

/// One open bracket in front of the caret.
struct Frame {
  bool object = false;
  std::string key;        // the last one read
  bool value = false;     // its colon was read, a value follows
  bool seen = false;      // and was read
  std::size_t index = 0;  // of a list
};

/// Reads JSON up to the caret, forgiving everything.
class JsonReader {
 public:
  JsonReader(std::string_view text, text::Offset offset)
      : text_(text), end_(std::min<std::size_t>(offset, text.size())) {}

  CompletionPlace read() {
    while (at_ < end_) step();
    CompletionPlace out;
    out.comment = in_comment_;
    for (const Frame& frame : frames_) {
      if (&frame == &frames_.back()) break;
      out.steps.push_back(frame.object ? PlaceStep{frame.key, 0} : PlaceStep{"", frame.index});
    }
    token(out);
    if (frames_.empty()) return out;
    const Frame& last = frames_.back();
    out.key = last.object && !last.value;
    out.element = !last.object;
    if (last.object && last.value) out.steps.push_back({last.key, 0});
    if (!last.object) out.steps.push_back({"", last.index});
    what_follows(out);
    return out;
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '"') return string();
    if (c == '/' && at_ + 1 < end_ && (text_[at_ + 1] == '/' || text_[at_ + 1] == '*')) return comment();
    ++at_;
    if (c == '{' || c == '[') frames_.push_back({c == '{', {}, false, false, 0});
    if ((c == '}' || c == ']') && !frames_.empty()) frames_.pop_back();
    if (frames_.empty()) return;
    Frame& last = frames_.back();
    if (c == ':' && last.object) {
      last.value = true;
    } else if (c == ',') {
      last.value = last.seen = false;
      ++last.index;
    } else if (!is_space(c) && c != '{' && c != '[') {
      last.seen = last.value;
    }
  }

  void string() {
    const std::size_t begin = at_++;
    // Behind a whole value: a key whose comma is missing.
    if (!frames_.empty() && frames_.back().seen) frames_.back().value = frames_.back().seen = false;
    while (at_ < text_.size() && text_[at_] != '"' && text_[at_] != '\n') at_ += text_[at_] == '\\' ? 2 : 1;
    at_ = std::min(at_, text_.size());
    const bool closed = at_ < text_.size() && text_[at_] == '"';
    if (at_ >= end_) {  // the caret is inside
      open_string_ = begin;
      string_end_ = closed ? at_ + 1 : at_;
      at_ = end_;
      return;
    }
    ++at_;
    if (frames_.empty()) return;
    Frame& last = frames_.back();
    if (last.object && !last.value) last.key = std::string(text_.substr(begin + 1, at_ - begin - 2));
    last.seen = last.value;
  }

  void comment() {
    const bool line = text_[at_ + 1] == '/';
    const std::size_t stop = text_.find(line ? "\n" : "*/", at_ + 2);
    const std::size_t behind = stop == std::string_view::npos ? text_.size() + 1 : stop + (line ? 1 : 2);
    in_comment_ = behind > end_;
    at_ = std::min(end_, behind);
  }

  void token(CompletionPlace& out) const {
    out.quoted = open_string_ != std::string_view::npos;
    if (out.quoted) {
      out.token = {static_cast<text::Offset>(open_string_), static_cast<text::Offset>(string_end_)};
      return;
    }
    std::size_t begin = end_;
    std::size_t stop = end_;
    while (begin > 0 && is_word(text_[begin - 1]) && text_[begin - 1] != '{' && text_[begin - 1] != '}')
      --begin;
    while (stop < text_.size() && is_word(text_[stop]) && text_[stop] != '{' && text_[stop] != '}') ++stop;
    out.token = {static_cast<text::Offset>(begin), static_cast<text::Offset>(stop)};
  }

  void what_follows(CompletionPlace& out) const {
    std::size_t at = out.token.end;
    while (at < text_.size() && is_space(text_[at])) ++at;
    if (at >= text_.size()) return;
    out.colon_follows = text_[at] == ':';
    out.more_follows = text_[at] == '"' || (out.element && text_[at] == '{');
  }

  std::string_view text_;
  std::size_t end_;
  std::size_t at_ = 0;
  std::vector<Frame> frames_;
  std::size_t open_string_ = std::string_view::npos;
  std::size_t string_end_ = 0;
  bool in_comment_ = false;
};

/// A key or dash of a line in front of the caret.
struct Level {
  std::size_t indent;
  std::string key;  // empty: a dash
  std::size_t index = 0;
};

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

std::string unquoted(std::string_view key) {
  while (!key.empty() && is_space(key.back())) key.remove_suffix(1);
  if (key.size() >= 2 && (key[0] == '"' || key[0] == '\'') && key.back() == key[0])
    key = key.substr(1, key.size() - 2);
  return std::string(key);
}

/// Where a flow collection begins, [ or {, behind a tag at most; npos where none does.
std::size_t flow_of(std::string_view text) {
  std::size_t at = 0;
  if (text.starts_with('!')) at = std::min(text.find_first_not_of(' ', text.find(' ')), text.size());
  return at < text.size() && (text[at] == '[' || text[at] == '{') ? at : std::string_view::npos;
}

/// The colon that ends a key, or npos.
std::size_t colon_of(std::string_view text) {
  if (flow_of(text) != std::string_view::npos) return std::string_view::npos;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quote != 0) {
      if (text[i] == quote) quote = 0;
    } else if (text[i] == '"' || text[i] == '\'') {
      quote = text[i];
    } else if (text[i] == '#' && i > 0 && text[i - 1] == ' ') {
      return std::string_view::npos;
    } else if (text[i] == ':' && (i + 1 == text.size() || is_space(text[i + 1]))) {
      return i;
    }
  }
  return std::string_view::npos;
}

/// A number sign behind a blank, outside of quotes; a quote opens where a word begins.
bool ends_in_comment(std::string_view line) {
  char quote = 0;
  char last = ' ';
  for (const char c : line) {
    const bool begins = is_space(last) || last == '[' || last == '{' || last == ',';
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (begins && (c == '"' || c == '\'')) {
      quote = c;
    } else if (c == '#' && is_space(last)) {
      return true;
    }
    last = c;
  }
  return false;
}

/// Reads flow collections, [a, {b: c, up to the caret; on one line, as they are mostly written.
class FlowReader {
 public:
  explicit FlowReader(std::string_view text) : text_(text) {}

  /// False when all that was opened is closed. `begin`: of the word at the caret.
  bool read(std::size_t at, CompletionPlace& out, std::size_t& begin) {
    for (begin = at; at < text_.size(); ++at) {
      const char c = text_[at];
      if ((c == '"' || c == '\'') && is_start(begin, at)) {
        at = std::min(text_.find(c, at + 1), text_.size());
      } else if (take(c, at, begin)) {
        begin = at + 1;
      }
    }
    if (frames_.empty()) return false;
    while (begin < text_.size() && text_[begin] == ' ') ++begin;
    for (const Frame& frame : frames_) {
      const bool last = &frame == &frames_.back();
      if (!frame.object) {
        out.steps.push_back({"", frame.index});
      } else if (!last || frame.value) {
        out.steps.push_back({frame.key, 0});
      }
    }
    out.key = frames_.back().object && !frames_.back().value;
    out.element = !frames_.back().object;
    return true;
  }

 private:
  bool is_start(std::size_t begin, std::size_t at) const {
    return text_.substr(begin, at - begin).find_first_not_of(' ') == std::string_view::npos;
  }

  /// True when the character is not of a word.
  bool take(char c, std::size_t at, std::size_t begin) {
    if (c == '[' || c == '{') return frames_.push_back({c == '{', {}, false, false, 0}), true;
    if (frames_.empty()) return false;
    Frame& last = frames_.back();
    if (c == ']' || c == '}') return frames_.pop_back(), true;
    if (c == ',') return last.value = false, ++last.index, true;
    const bool colon = c == ':' && (at + 1 == text_.size() || text_[at + 1] == ' ');
    if (!colon || !last.object) return false;
    std::string_view key = text_.substr(begin, at - begin);
    key.remove_prefix(std::min(key.find_first_not_of(' '), key.size()));
    return last.key = unquoted(key), last.value = true;
  }

  std::string_view text_;
  std::vector<Frame> frames_;
};

class YamlReader {
 public:
  YamlReader(std::string_view text, text::Offset offset)
      : text_(text), end_(std::min<std::size_t>(offset, text.size())) {}

  CompletionPlace read() {
    std::size_t at = 0;
    while (true) {
      const std::size_t stop = std::min(text_.find('\n', at), text_.size());
      if (stop >= end_) return caret(at, stop);
      whole_line(text_.substr(at, stop - at));
      at = stop + 1;
    }
  }

 private:
  void whole_line(std::string_view line) {
    while (!line.empty() && is_space(line.back())) line.remove_suffix(1);
    const std::size_t indent = indent_of(line);
    if (indent == line.size() || line[indent] == '#') return;
    if (line.starts_with("---")) return levels_.clear();
    if (block_ != npos && indent > block_) return;
    block_ = npos;
    read_line(line, indent);
  }

  /// Takes dashes and the key of a line; gives what follows them.
  std::string_view read_line(std::string_view line, std::size_t indent) {
    std::string_view rest = line.substr(indent);
    while (rest == "-" || rest.starts_with("- ")) {
      dash(indent);
      const std::size_t skip = std::min(rest.find_first_not_of(' ', 1), rest.size());
      rest.remove_prefix(skip);
      indent += skip;
    }
    const std::size_t colon = colon_of(rest);
    if (colon == npos) return rest;
    pop(indent);
    levels_.push_back({indent, unquoted(rest.substr(0, colon)), 0});
    rest.remove_prefix(colon + 1);
    const std::size_t value = std::min(rest.find_first_not_of(' '), rest.size());
    if (value < rest.size() && (rest[value] == '|' || rest[value] == '>')) block_ = indent;
    return rest.substr(value);
  }

  void dash(std::size_t indent) {
    // A dash may stand below its key's first letter.
    while (!levels_.empty() && (levels_.back().indent > indent ||
                                (levels_.back().indent == indent && levels_.back().key.empty()))) {
      if (levels_.back().indent == indent && levels_.back().key.empty()) {
        const std::size_t index = levels_.back().index + 1;
        levels_.pop_back();
        levels_.push_back({indent, "", index});
        return;
      }
      levels_.pop_back();
    }
    levels_.push_back({indent, "", 0});
  }

  /// Forgets what is not around a key at this indent.
  void pop(std::size_t indent) {
    while (!levels_.empty() && levels_.back().indent >= indent) levels_.pop_back();
  }

  CompletionPlace caret(std::size_t begin, std::size_t stop) {
    CompletionPlace out;
    const std::string_view before = text_.substr(begin, end_ - begin);
    const std::size_t indent = indent_of(before);
    out.block = block_ != npos && indent > block_;
    out.comment = !out.block && ends_in_comment(before);
    const std::string_view rest = read_line(before, indent);
    out.indent = dashes(before);
    out.key = colon_of(before.substr(out.indent)) == npos;
    out.element = out.key && out.indent > indent;
    if (out.key) pop(out.indent);
    for (const Level& level : levels_) out.steps.push_back({level.key, level.index});
    const std::size_t flow = flow_of(rest);
    std::size_t word = 0;
    const bool in_flow = flow != npos && FlowReader(rest).read(flow, out, word);
    token(in_flow ? rest.substr(word) : rest, stop, out);
    return out;
  }

  /// Where behind blanks and dashes something begins.
  static std::size_t dashes(std::string_view line) {
    std::size_t at = indent_of(line);
    while (at < line.size() && line[at] == '-' && (at + 1 == line.size() || line[at + 1] == ' ')) {
      at = std::min(line.find_first_not_of(' ', at + 1), line.size());
    }
    return at;
  }

  void token(std::string_view rest, std::size_t stop, CompletionPlace& out) const {
    const std::size_t begin = end_ - rest.size();
    std::size_t last = end_;
    while (last < stop && (is_word(text_[last]) ||
                           (!rest.empty() && (rest[0] == '"' || rest[0] == '\'') && text_[last] == rest[0])))
      ++last;
    out.quoted = !rest.empty() && (rest[0] == '"' || rest[0] == '\'');
    out.token = {static_cast<text::Offset>(begin), static_cast<text::Offset>(last)};
    std::size_t after = last;
    while (after < stop && text_[after] == ' ') ++after;
    out.colon_follows = after < stop && text_[after] == ':';
  }

  static constexpr std::size_t npos = std::string_view::npos;

  std::string_view text_;
  std::size_t end_;
  std::vector<Level> levels_;
  std::size_t block_ = npos;  // indent of the key of a block scalar
};

}  // namespace

CompletionPlace place_in_json(std::string_view text, text::Offset offset) {
  return JsonReader(text, offset).read();
}

CompletionPlace place_in_yaml(std::string_view text, text::Offset offset) {
  return YamlReader(text, offset).read();
}

}  // namespace ecslint::lsp
