// SPDX-License-Identifier: Apache-2.0
#include "rules/cel_text.h"

#include <algorithm>

namespace ecslint::rules {
namespace {

bool word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool word(char c) { return word_start(c) || (c >= '0' && c <= '9'); }
bool white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  std::vector<Chain> run() {
    while (at_ < text_.size()) step();
    return std::move(out_);
  }

  /// Offsets of && outside of brackets; none when || or ? stands beside them, which bind less.
  std::vector<std::size_t> ands() {
    std::vector<std::size_t> found;
    for (int depth = 0; at_ < text_.size();) {
      const char c = here();
      if (c == '(' || c == '[' || c == '{') ++depth;
      if (c == ')' || c == ']' || c == '}') --depth;
      const bool optional = c == '?' && at_ > 0 && (text_[at_ - 1] == '.' || text_[at_ - 1] == '[');
      if (depth == 0 && ((c == '|' && here(1) == '|') || (c == '?' && !optional))) return {};
      if (depth == 0 && c == '&' && here(1) == '&') found.push_back(at_++);
      step();
    }
    return found;
  }

 private:
  char here(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void step() {
    if (here() == '\'' || here() == '"') return quoted(raw_before());
    if (here() == '/' && here(1) == '/') return comment();
    if (word_start(here())) return chain();
    if (word(here())) return number();
    ++at_;
  }

  /// r or R stands right before the quote.
  bool raw_before() const {
    for (std::size_t i = at_; i > 0 && at_ - i < 2 && word(text_[i - 1]); --i) {
      if (text_[i - 1] == 'r' || text_[i - 1] == 'R') return true;
    }
    return false;
  }

  void quoted(bool raw) {
    const char quote = here();
    const bool triple = here(1) == quote && here(2) == quote;
    const std::size_t width = triple ? 3 : 1;
    at_ += width;
    while (at_ < text_.size()) {
      if (here() == '\\' && !raw) {
        at_ += 2;
      } else if (here() == quote && (!triple || (here(1) == quote && here(2) == quote))) {
        at_ += width;
        return;
      } else {
        ++at_;
      }
    }
  }

  void comment() {
    while (at_ < text_.size() && here() != '\n') ++at_;
  }

  void number() {
    while (word(here()) || (here() == '.' && word(here(1)))) ++at_;
  }

  std::string_view name() {
    const std::size_t begin = at_;
    while (word(here())) ++at_;
    return text_.substr(begin, at_ - begin);
  }

  bool after_dot(std::size_t i) const {
    while (i > 0 && white(text_[i - 1])) --i;
    return i > 0 && (text_[i - 1] == '.' || (text_[i - 1] == '?' && i > 1 && text_[i - 2] == '.'));
  }

  bool called() const {
    std::size_t i = at_;
    while (i < text_.size() && white(text_[i])) ++i;
    return i < text_.size() && text_[i] == '(';
  }

  void chain() {
    Chain chain;
    chain.begin = at_;
    const bool member = after_dot(at_);
    for (;;) {
      const std::string_view part = name();
      if (here() == '\'' || here() == '"') return;  // a prefix of a string literal
      if (called()) break;
      chain.names.push_back(part);
      chain.end = at_;
      const std::size_t dot = at_;
      const std::size_t skip = here() == '.' && here(1) == '?' ? 2 : 1;
      if (here() != '.' || !word_start(here(skip))) break;
      if (chain.names.size() == 1) chain.first_dot = dot;
      at_ += skip;
    }
    if (!chain.names.empty() && !member) out_.push_back(std::move(chain));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Chain> out_;
};

std::size_t trimmed_end(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0 && white(text[end - 1])) --end;
  return end;
}

}  // namespace

std::vector<Chain> chains(std::string_view cel) { return Scanner(cel).run(); }

std::vector<std::string_view> pure_path(std::string_view cel) {
  const auto found = chains(cel);
  if (found.size() != 1) return {};
  const bool alone = cel.substr(0, found[0].begin).find_first_not_of(" \t\r\n") == std::string_view::npos &&
                     found[0].end == trimmed_end(cel);
  return alone ? found[0].names : std::vector<std::string_view>();
}

std::vector<std::string_view> tail_names(std::string_view cel) {
  std::vector<std::string_view> names;
  std::size_t end = trimmed_end(cel);
  for (;;) {
    std::size_t begin = end;
    while (begin > 0 && word(cel[begin - 1])) --begin;
    if (begin == end || begin == 0 || !word_start(cel[begin])) break;
    std::size_t dot = begin - 1;
    if (cel[dot] == '?' && dot > 0) --dot;
    if (cel[dot] != '.') break;
    names.insert(names.begin(), cel.substr(begin, end - begin));
    end = dot;
  }
  return names;
}

std::vector<Part> conjuncts(std::string_view cel) {
  std::vector<Part> parts;
  std::vector<std::size_t> ands = Scanner(cel).ands();
  ands.push_back(cel.size());
  std::size_t begin = 0;
  for (const std::size_t end : ands) {
    std::size_t first = begin;
    while (first < end && white(cel[first])) ++first;
    parts.push_back({cel.substr(first, trimmed_end(cel.substr(0, end)) - first), first});
    begin = end + 2;
  }
  const bool sound = std::none_of(parts.begin(), parts.end(), [](const Part& part) {
    return part.text.empty() || part.text.find("//") != std::string_view::npos;
  });
  return sound ? parts : std::vector<Part>{{cel, 0}};
}

bool mentions(std::string_view cel, std::string_view variable) {
  const auto found = chains(cel);
  return std::any_of(found.begin(), found.end(),
                     [&](const Chain& chain) { return chain.names[0] == variable; });
}

}  // namespace ecslint::rules
