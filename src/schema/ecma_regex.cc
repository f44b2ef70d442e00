// SPDX-License-Identifier: Apache-2.0
#include "schema/ecma_regex.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "text/utf8.h"

namespace ecslint::schema {

namespace {

constexpr char32_t kLast = 0x10FFFF;
constexpr int kMaxNesting = 60;

using Type = RegexNode::Type;

/// \p names that RE2 spells otherwise: long names of general categories.
constexpr std::array<std::pair<std::string_view, std::string_view>, 39> kCategories = {{
    {"Letter", "L"},
    {"Cased_Letter", "LC"},
    {"Uppercase_Letter", "Lu"},
    {"Lowercase_Letter", "Ll"},
    {"Titlecase_Letter", "Lt"},
    {"Modifier_Letter", "Lm"},
    {"Other_Letter", "Lo"},
    {"Mark", "M"},
    {"Combining_Mark", "M"},
    {"Nonspacing_Mark", "Mn"},
    {"Spacing_Mark", "Mc"},
    {"Enclosing_Mark", "Me"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Letter_Number", "Nl"},
    {"Other_Number", "No"},
    {"Punctuation", "P"},
    {"punct", "P"},
    {"Connector_Punctuation", "Pc"},
    {"Dash_Punctuation", "Pd"},
    {"Open_Punctuation", "Ps"},
    {"Close_Punctuation", "Pe"},
    {"Initial_Punctuation", "Pi"},
    {"Final_Punctuation", "Pf"},
    {"Other_Punctuation", "Po"},
    {"Symbol", "S"},
    {"Math_Symbol", "Sm"},
    {"Currency_Symbol", "Sc"},
    {"Modifier_Symbol", "Sk"},
    {"Other_Symbol", "So"},
    {"Separator", "Z"},
    {"Space_Separator", "Zs"},
    {"Line_Separator", "Zl"},
    {"Paragraph_Separator", "Zp"},
    {"Other", "C"},
    {"Control", "Cc"},
    {"cntrl", "Cc"},
    {"Format", "Cf"},
}};

std::string re2_property(std::string_view name) {
  for (const std::string_view prefix :
       {"General_Category=", "gc=", "Script=", "sc=", "Script_Extensions=", "scx="}) {
    if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
  }
  for (const auto& [from, to] : kCategories) {
    if (name == from) return std::string(to);
  }
  return std::string(name);
}

void add_digits(CharSet& set) { set.add('0', '9'); }

void add_word(CharSet& set) {
  set.add('a', 'z');
  set.add('A', 'Z');
  set.add('0', '9');
  set.add('_', '_');
}

void add_space(CharSet& set) {
  set.add('\t', '\r');
  for (const char32_t c : {U' ', U'\u00A0', U'\u1680', U'\u202F', U'\u205F', U'\u3000', U'\uFEFF'})
    set.add(c, c);
  set.add(0x2000, 0x200A);
  set.add(0x2028, 0x2029);
}

void add_line_ends(CharSet& set) {
  set.add('\n', '\n');
  set.add('\r', '\r');
  set.add(0x2028, 0x2029);
}

class Parser {
 public:
  explicit Parser(std::string_view pattern) : in_(pattern) {}

  ParsedRegex parse() {
    ParsedRegex result;
    result.tree = alternatives(0);
    if (ok_ && at_ < in_.size()) fail("unbalanced )");
    result.ok = ok_;
    result.error = std::move(error_);
    return result;
  }

 private:
  bool more() const { return ok_ && at_ < in_.size(); }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < in_.size() ? in_[at_ + ahead] : '\0'; }
  bool looking_at(std::string_view s) const { return in_.substr(at_).starts_with(s); }
  bool accept(std::string_view s) {
    if (!looking_at(s)) return false;
    at_ += s.size();
    return true;
  }
  void fail(std::string message, bool unsupported = false) {
    if (!ok_) return;
    ok_ = false;
    error_ = {std::move(message), at_, unsupported};
  }

  char32_t next_code_point() {
    const std::string_view rest = in_.substr(at_);
    const char32_t c = text::decode_code_point(rest);
    at_ += std::max<std::size_t>(1, text::utf8_sequence_length(rest));
    return c;
  }

  RegexNode alternatives(int depth) {
    RegexNode node{Type::kAlternate, {}, {}, 0, 0};
    if (depth > kMaxNesting) fail("groups nested too deep", true);
    do {
      node.children.push_back(sequence(depth));
    } while (ok_ && accept("|"));
    return node.children.size() == 1 ? std::move(node.children[0]) : std::move(node);
  }

  RegexNode sequence(int depth) {
    RegexNode node;
    while (more() && peek() != '|' && peek() != ')') {
      RegexNode item = term(depth);
      if (ok_) node.children.push_back(std::move(item));
    }
    return node;
  }

  RegexNode term(int depth) {
    if (accept("^")) return {Type::kBegin, {}, {}, 0, 0};
    if (accept("$")) return {Type::kEnd, {}, {}, 0, 0};
    if (accept("\\b")) return {Type::kWordEdge, {}, {}, 0, 0};
    if (accept("\\B")) return {Type::kNoWordEdge, {}, {}, 0, 0};
    RegexNode item = atom(depth);
    return ok_ ? quantified(std::move(item)) : item;
  }

  RegexNode atom(int depth) {
    if (peek() == '(') return group(depth);
    RegexNode node;
    node.type = Type::kSet;
    if (accept(".")) {
      add_line_ends(node.set);
      node.set.invert();
    } else if (peek() == '[') {
      node.set = bracketed();
    } else if (peek() == '\\') {
      escape(node.set, false);
    } else if (peek() == '*' || peek() == '+' || peek() == '?') {
      fail("nothing to repeat");
    } else {
      const char32_t c = next_code_point();
      node.set.add(c, c);
    }
    node.set.normalise();
    return node;
  }

  RegexNode group(int depth) {
    for (const std::string_view look : {"(?=", "(?!", "(?<=", "(?<!"}) {
      if (looking_at(look)) fail("look-ahead and look-behind cannot be used", true);
    }
    if (!accept("(?:") && accept("(?<")) {
      const std::size_t end = in_.find('>', at_);
      if (end == std::string_view::npos || end == at_) fail("a group name needs an end");
      if (ok_) at_ = end + 1;
    } else if (looking_at("(?")) {
      fail("unknown kind of group");
    } else if (peek() == '(') {
      ++at_;
    }
    RegexNode node = alternatives(depth + 1);
    if (ok_ && !accept(")")) fail("missing )");
    return node;
  }

  RegexNode quantified(RegexNode item) {
    std::uint32_t least = 1;
    std::uint32_t most = 1;
    if (accept("*")) {
      least = 0;
      most = RegexNode::kUnbounded;
    } else if (accept("+")) {
      most = RegexNode::kUnbounded;
    } else if (accept("?")) {
      least = 0;
    } else if (!braces(least, most)) {
      return item;
    }
    accept("?");  // lazy or not, the same texts match
    if (most < least) fail("the numbers of a repeat are out of order");
    RegexNode node{Type::kRepeat, {}, {}, least, most};
    node.children.push_back(std::move(item));
    return node;
  }

  /// {n}, {n,} or {n,m}; anything else is a literal brace.
  bool braces(std::uint32_t& least, std::uint32_t& most) {
    const std::size_t start = at_;
    if (!accept("{")) return false;
    const std::optional<std::uint32_t> first = number();
    std::optional<std::uint32_t> second = first;
    if (first && accept(",")) second = peek() == '}' ? RegexNode::kUnbounded : number();
    if (!first || !second || !accept("}")) {
      at_ = start;
      return false;
    }
    least = *first;
    most = *second;
    return true;
  }

  std::optional<std::uint32_t> number() {
    if (peek() < '0' || peek() > '9') return std::nullopt;
    std::uint32_t value = 0;
    while (peek() >= '0' && peek() <= '9') {
      value = std::min<std::uint32_t>(value * 10 + static_cast<std::uint32_t>(peek() - '0'), 100'000'000);
      ++at_;
    }
    return value;
  }

  CharSet bracketed() {
    CharSet set;
    ++at_;
    const bool negated = accept("^");
    while (more() && peek() != ']') class_item(set);
    if (ok_ && !accept("]")) fail("missing ]");
    if (!negated) return set;
    set.properties.empty() ? set.invert() : void(set.negated = true);
    return set;
  }

  /// One character, range or escape inside [ ].
  void class_item(CharSet& set) {
    const std::optional<char32_t> first = class_atom(set);
    if (!ok_ || peek() != '-' || peek(1) == ']' || peek(1) == '\0') {
      if (first) set.add(*first, *first);
      return;
    }
    ++at_;
    const std::optional<char32_t> last = class_atom(set);
    if (!ok_) return;
    if (!first || !last) return fail("a range needs single characters at its ends");
    if (*last < *first) return fail("a range is out of order");
    set.add(*first, *last);
  }

  /// A single character, or nothing when a set was added.
  std::optional<char32_t> class_atom(CharSet& set) {
    if (peek() == '\\') return escape(set, true);
    return next_code_point();
  }

  /// Reads \…; adds it to `set`, or returns the character when asked to (in a class).
  std::optional<char32_t> escape(CharSet& set, bool in_class) {
    ++at_;
    const char c = peek();
    if (class_escape(c, set)) return std::nullopt;
    const std::optional<char32_t> character = character_escape(c, in_class);
    if (!character) {
      fail(c == '\0' ? "a lone backslash at the end" : fmt::format("unknown escape \\{}", c));
      return std::nullopt;
    }
    if (!in_class) set.add(*character, *character);
    return character;
  }

  bool class_escape(char c, CharSet& set) {
    CharSet found;
    switch (c) {
      case 'd':
      case 'D':
        add_digits(found);
        break;
      case 'w':
      case 'W':
        add_word(found);
        break;
      case 's':
      case 'S':
        add_space(found);
        break;
      case 'p':
      case 'P':
        return property(set, c);
      default:
        return false;
    }
    ++at_;
    if (c < 'a') found.invert();
    set.ranges.insert(set.ranges.end(), found.ranges.begin(), found.ranges.end());
    return true;
  }

  bool property(CharSet& set, char c) {
    const std::size_t end = in_.find('}', at_);
    if (peek(1) != '{' || end == std::string_view::npos) {
      fail("\\p needs a name in braces");
      return true;
    }
    const std::string name = re2_property(in_.substr(at_ + 2, end - at_ - 2));
    at_ = end + 1;
    if (name == "Any" || name == "ASCII") {
      CharSet plain;
      plain.add(0, name == "Any" ? kLast : 0x7F);
      if (c == 'P') plain.invert();
      set.ranges.insert(set.ranges.end(), plain.ranges.begin(), plain.ranges.end());
    } else {
      set.properties.push_back(fmt::format("\\{}{{{}}}", c, name));
    }
    return true;
  }

  std::optional<char32_t> character_escape(char c, bool in_class) {
    constexpr std::string_view kLetters = "tnvfr";
    constexpr std::string_view kControls = "\t\n\v\f\r";
    if (const std::size_t i = kLetters.find(c); c != '\0' && i != std::string_view::npos) {
      ++at_;
      return kControls[i];
    }
    if (c == 'b' && in_class) return ++at_, U'\b';
    if (c == '0' && (peek(1) < '0' || peek(1) > '9')) return ++at_, U'\0';
    if ((c >= '1' && c <= '9') || c == 'k') {
      fail("back-references cannot be used", true);
      return std::nullopt;
    }
    if (c == 'c') return control_escape();
    if (c == 'x') return ++at_, hex(2);
    if (c == 'u') return unicode_escape();
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || at_ >= in_.size()) return std::nullopt;
    return next_code_point();  // punctuation stands for itself
  }

  std::optional<char32_t> control_escape() {
    const char c = peek(1);
    if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z')) return std::nullopt;
    at_ += 2;
    return static_cast<char32_t>(c & 0x1F);
  }

  std::optional<char32_t> hex(std::size_t digits) {
    char32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i) {
      const char c = peek(i);
      const bool decimal = c >= '0' && c <= '9';
      const bool letter = (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
      if (!decimal && !letter) return std::nullopt;
      value = value * 16 + static_cast<char32_t>(decimal ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    at_ += digits;
    return value;
  }

  std::optional<char32_t> unicode_escape() {
    ++at_;
    if (peek() == '{') {
      const std::size_t end = in_.find('}', at_);
      if (end == std::string_view::npos || end == at_ + 1 || end - at_ > 7) return std::nullopt;
      ++at_;
      const std::optional<char32_t> value = hex(end - at_);
      if (!value || *value > kLast) return std::nullopt;
      ++at_;
      return value;
    }
    const std::optional<char32_t> value = hex(4);
    if (!value || *value < 0xD800 || *value > 0xDBFF || !looking_at("\\u")) return value;
    const std::size_t back = at_;
    at_ += 2;
    const std::optional<char32_t> low = hex(4);
    if (low && *low >= 0xDC00 && *low <= 0xDFFF) return 0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00);
    at_ = back;
    return value;
  }

  std::string_view in_;
  std::size_t at_ = 0;
  bool ok_ = true;
  RegexError error_;
};

std::string re2_set(const CharSet& set) {
  if (set.properties.empty() && set.ranges.empty()) return "[^\\x00-\\x{10FFFF}]";
  std::string out = set.negated ? "[^" : "[";
  for (const CodeRange& range : set.ranges) {
    out += fmt::format("\\x{{{:X}}}", static_cast<std::uint32_t>(range.first));
    if (range.last != range.first) out += fmt::format("-\\x{{{:X}}}", static_cast<std::uint32_t>(range.last));
  }
  for (const std::string& property : set.properties) out += property;
  return out + "]";
}

std::string re2_repeat(const RegexNode& node) {
  const std::string inner = "(?:" + to_re2(node.children[0]) + ")";
  if (node.most == RegexNode::kUnbounded && node.least <= 1) return inner + (node.least == 0 ? "*" : "+");
  if (node.most == RegexNode::kUnbounded) return inner + fmt::format("{{{},}}", node.least);
  return inner + fmt::format("{{{},{}}}", node.least, node.most);
}

}  // namespace

void CharSet::normalise() {
  std::sort(ranges.begin(), ranges.end(), [](CodeRange a, CodeRange b) { return a.first < b.first; });
  std::vector<CodeRange> merged;
  for (const CodeRange& range : ranges) {
    if (!merged.empty() && range.first <= merged.back().last + 1) {
      merged.back().last = std::max(merged.back().last, range.last);
    } else {
      merged.push_back(range);
    }
  }
  ranges = std::move(merged);
}

void CharSet::invert() {
  normalise();
  std::vector<CodeRange> rest;
  char32_t next = 0;
  for (const CodeRange& range : ranges) {
    if (range.first > next) rest.push_back({next, range.first - 1});
    next = range.last + 1;
  }
  if (next <= kLast) rest.push_back({next, kLast});
  ranges = std::move(rest);
}

ParsedRegex parse_regex(std::string_view pattern) { return Parser(pattern).parse(); }

std::string to_re2(const RegexNode& tree) {
  std::string out;
  switch (tree.type) {
    case Type::kSet:
      return re2_set(tree.set);
    case Type::kConcat:
      for (const RegexNode& child : tree.children) out += to_re2(child);
      return out;
    case Type::kAlternate:
      for (const RegexNode& child : tree.children) out += (out.empty() ? "(?:" : "|") + to_re2(child);
      return out + ")";
    case Type::kRepeat:
      return re2_repeat(tree);
    case Type::kBegin:
      return "\\A";
    case Type::kEnd:
      return "\\z";
    case Type::kWordEdge:
      return "\\b";
    case Type::kNoWordEdge:
      return "\\B";
  }
  return out;
}

}  // namespace ecslint::schema
