// SPDX-License-Identifier: Apache-2.0
#include "rules/pattern_tree.h"

#include <algorithm>

#include "text/utf8.h"

namespace ecslint::rules {
namespace {

using schema::CharSet;
using schema::RegexNode;
using Type = RegexNode::Type;

constexpr int kMaxDepth = 50;
constexpr std::uint32_t kMaxRepeat = 1000;

CharSet digits() {
  CharSet set;
  set.add('0', '9');
  return set;
}

CharSet word_characters() {
  CharSet set = digits();
  set.add('A', 'Z');
  set.add('a', 'z');
  set.add('_', '_');
  return set;
}

CharSet white_space() {
  CharSet set;
  set.add('\t', '\n');
  set.add('\f', '\r');
  set.add(' ', ' ');
  return set;
}

/// Letters in the other case, as RE2 folds them: k and s have a third form each.
void fold(CharSet& set) {
  const std::vector<schema::CodeRange> ranges = set.ranges;
  for (const schema::CodeRange& range : ranges) {
    for (char32_t c = 'A'; c <= 'Z'; ++c) {
      const char32_t small = c + 32;
      const bool holds =
          (range.first <= c && c <= range.last) || (range.first <= small && small <= range.last);
      if (!holds) continue;
      set.add(c, c);
      set.add(small, small);
      if (small == 'k') set.add(0x212A, 0x212A);
      if (small == 's') set.add(0x17F, 0x17F);
    }
  }
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  std::optional<RegexNode> run() {
    RegexNode tree = alternatives(0);
    if (!ok_ || at_ != text_.size()) return std::nullopt;
    return tree;
  }

 private:
  bool done() const { return at_ >= text_.size(); }
  char here(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  bool take(std::string_view token) {
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  RegexNode fail() { return ok_ = false, RegexNode(); }
  static RegexNode anchor(Type type) {
    RegexNode node;
    node.type = type;
    return node;
  }

  RegexNode alternatives(int depth) {
    if (depth > kMaxDepth) return fail();
    const bool outer = fold_;
    RegexNode node;
    node.type = Type::kAlternate;
    do {
      node.children.push_back(sequence(depth));
    } while (ok_ && take("|"));
    fold_ = outer;
    return node.children.size() == 1 ? std::move(node.children[0]) : std::move(node);
  }

  RegexNode sequence(int depth) {
    RegexNode node;
    node.type = Type::kConcat;
    while (ok_ && !done() && here() != '|' && here() != ')') {
      if (take("(?i)")) {
        fold_ = true;
        continue;
      }
      node.children.push_back(repeated(depth));
    }
    return node;
  }

  RegexNode repeated(int depth) {
    RegexNode item = atom(depth);
    std::uint32_t least = 0;
    std::uint32_t most = 0;
    while (ok_ && quantifier(least, most)) {
      if (here() == '*' || here() == '+' || here() == '{') return fail();  // RE2 has rules of its own for **
      take("?");                                                           // lazy: finds the same
      RegexNode node;
      node.type = Type::kRepeat;
      node.least = least;
      node.most = most;
      node.children.push_back(std::move(item));
      item = std::move(node);
    }
    return item;
  }

  bool quantifier(std::uint32_t& least, std::uint32_t& most) {
    if (take("*")) return least = 0, most = RegexNode::kUnbounded, true;
    if (take("+")) return least = 1, most = RegexNode::kUnbounded, true;
    if (take("?")) return least = 0, most = 1, true;
    if (here() != '{') return false;
    const std::size_t begin = at_++;
    const bool has_least = number(least);
    most = least;
    if (has_least && take(",") && !number(most)) most = RegexNode::kUnbounded;
    if (!has_least || !take("}")) return at_ = begin, ok_ = false, false;  // a literal brace: leave it
    if (least > kMaxRepeat || (most != RegexNode::kUnbounded && (most > kMaxRepeat || most < least)))
      ok_ = false;
    return ok_;
  }

  bool number(std::uint32_t& value) {
    const std::size_t begin = at_;
    value = 0;
    while (here() >= '0' && here() <= '9' && at_ - begin < 5) {
      value = value * 10 + static_cast<std::uint32_t>(text_[at_++] - '0');
    }
    return at_ > begin;
  }

  RegexNode atom(int depth) {
    if (take("(")) return group(depth);
    if (take("[")) return bracket();
    if (take("^")) return anchor(Type::kBegin);
    if (take("$")) return anchor(Type::kEnd);
    if (take(".")) {
      CharSet set;
      set.add('\n', '\n');
      set.invert();
      return leaf(std::move(set), false);
    }
    if (here() == '*' || here() == '+' || here() == '?' || here() == '{') return fail();
    if (take("\\A")) return anchor(Type::kBegin);
    if (take("\\z")) return anchor(Type::kEnd);
    CharSet set;
    if (!(here() == '\\' ? escape(set) : literal(set))) return fail();
    return leaf(std::move(set), fold_);
  }

  RegexNode group(int depth) {
    const bool outer = fold_;
    if (take("?i:")) {
      fold_ = true;
    } else if (!take("?:") && here() == '?') {
      return fail();
    }
    RegexNode node = alternatives(depth + 1);
    fold_ = outer;
    return take(")") ? std::move(node) : fail();
  }

  static RegexNode leaf(CharSet set, bool folded) {
    if (folded) fold(set);
    set.normalise();
    RegexNode node;
    node.type = Type::kSet;
    node.set = std::move(set);
    return node;
  }

  bool literal(CharSet& set) {
    if (done()) return false;
    const char32_t c = text::decode_code_point(text_.substr(at_));
    at_ += std::max<std::size_t>(1, text::utf8_sequence_length(text_.substr(at_)));
    set.add(c, c);
    return true;
  }

  static void join(CharSet& set, CharSet other, bool inverted) {
    if (inverted) {
      other.normalise();
      other.invert();
    }
    for (const schema::CodeRange& range : other.ranges) set.add(range.first, range.last);
  }

  /// A class or one character after a backslash.
  bool escape(CharSet& set) {
    const char c = here(1);
    at_ += 2;
    switch (c) {
      case 'd':
      case 'D':
        return join(set, digits(), c == 'D'), true;
      case 'w':
      case 'W':
        return join(set, word_characters(), c == 'W'), true;
      case 's':
      case 'S':
        return join(set, white_space(), c == 'S'), true;
      case 'n':
        return set.add('\n', '\n'), true;
      case 't':
        return set.add('\t', '\t'), true;
      case 'r':
        return set.add('\r', '\r'), true;
      case 'f':
        return set.add('\f', '\f'), true;
      default:
        break;
    }
    const bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (letter || static_cast<unsigned char>(c) >= 0x80 || c == '\0') return false;
    set.add(static_cast<char32_t>(c), static_cast<char32_t>(c));
    return true;
  }

  RegexNode bracket() {
    const bool negated = take("^");
    CharSet set;
    for (bool first = true; first || here() != ']'; first = false) {
      if (done() || (here() == '[' && here(1) == ':') || !range(set)) return fail();
    }
    ++at_;
    if (fold_) fold(set);
    set.normalise();
    if (negated) set.invert();
    return leaf(std::move(set), false);
  }

  bool range(CharSet& set) {
    CharSet one;
    if (!(here() == '\\' ? escape(one) : literal(one))) return false;
    const bool single = one.ranges.size() == 1 && one.ranges[0].first == one.ranges[0].last;
    if (single && here() == '-' && here(1) != ']' && here(1) != '\0') {
      ++at_;
      CharSet end;
      if (!(here() == '\\' ? escape(end) : literal(end))) return false;
      if (end.ranges.size() != 1 || end.ranges[0].first < one.ranges[0].first) return false;
      one.ranges[0].last = end.ranges[0].first;
    }
    join(set, std::move(one), false);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool fold_ = false;
  bool ok_ = true;
};

}  // namespace

std::optional<RegexNode> pattern_tree(std::string_view pattern) { return Parser(pattern).run(); }

}  // namespace ecslint::rules
