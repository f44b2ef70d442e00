// SPDX-License-Identifier: Apache-2.0
#include "doc/placeholder.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "text/find.h"

namespace ecslint::doc {
namespace {

constexpr std::size_t kNone = std::string_view::npos;
constexpr std::size_t kMaxAngle = 80;
constexpr int kMaxBraces = 8;  // also keeps "${${${…" linear

bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return upper(c) || (c >= 'a' && c <= 'z'); }
bool alnum(char c) { return letter(c) || digit(c); }
bool word(char c) { return alnum(c) || c == '_'; }
bool upper_word(char c) { return upper(c) || digit(c) || c == '_'; }
bool space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

char at(std::string_view s, std::size_t i) { return i < s.size() ? s[i] : '\0'; }

template <typename Test>
std::size_t run(std::string_view s, std::size_t from, Test test) {
  std::size_t i = from;
  while (i < s.size() && test(s[i])) ++i;
  return i;
}

constexpr std::array<bool, 256> trigger_table() {
  std::array<bool, 256> table{};
  for (const char c : kPlaceholderTriggers) table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr std::array<bool, 256> kTriggers = trigger_table();

/// From an opening mark at `open` to behind its partner on the same line; 0 when there is none or nothing
/// between.
std::size_t balanced(std::string_view s, std::size_t open, char opening = '{', char closing = '}') {
  int depth = 0;
  const std::size_t limit = std::min(s.size(), open + kMaxPlaceholder);
  for (std::size_t i = open; i < limit && s[i] != '\n'; ++i) {
    if (s[i] == opening && ++depth > kMaxBraces) return 0;
    if (s[i] == closing && --depth == 0) return i > open + 1 ? i + 1 : 0;
  }
  return 0;
}

/// ${…}, $(name), $NAME; with `any_case` also $name.
std::size_t match_dollar(std::string_view s, bool any_case) {
  const char next = at(s, 1);
  if (next == '{') return balanced(s, 1);
  if (next == '(') {
    const std::size_t end = run(s, 2, [](char c) { return word(c) || c == '.' || c == '-'; });
    return end > 2 && at(s, end) == ')' ? end + 1 : 0;
  }
  if (any_case) return letter(next) || next == '_' ? run(s, 1, word) : 0;
  const std::size_t end = run(s, 1, upper_word);
  return upper(next) && end > 2 && !letter(at(s, end)) ? end : 0;
}

/// {{ … }} and {{{ … }}}; what is inside must begin like an expression, not like JSON with doubled braces.
std::size_t match_mustache(std::string_view s) {
  const std::size_t braces = at(s, 2) == '{' ? 3 : 2;
  std::size_t first = run(s, braces, [](char c) { return c == '-' || c == '~' || c == '#' || c == '/'; });
  first = run(s, first, space);
  const char c = at(s, first);
  if (!word(c) && c != '.' && c != '$' && c != '(' && c != '`' && c != '*') return 0;
  const std::size_t limit = std::min(s.size(), kMaxPlaceholder);
  for (std::size_t i = first; i + 1 < limit; ++i) {
    if (s[i] == '{' && s[i + 1] == '{') return 0;
    if (s[i] == '}' && s[i + 1] == '}') return std::min(s.size(), i + braces);
  }
  return 0;
}

/// From `s` beginning with an opening mark to behind `close`, not past another opening mark.
std::size_t match_until(std::string_view s, std::string_view open, std::string_view close) {
  const std::size_t limit = std::min(s.size(), kMaxPlaceholder);
  for (std::size_t i = open.size(); i < limit; ++i) {
    if (s.compare(i, open.size(), open) == 0) return 0;
    if (s.compare(i, close.size(), close) == 0) return i > open.size() ? i + close.size() : 0;
  }
  return 0;
}

/// {NAME} and {some_name}: braces around one word in capitals or one with a separator in it.
std::size_t match_braced_word(std::string_view s) {
  const std::size_t end = run(s, 1, [](char c) { return word(c) || c == '-'; });
  const std::string_view name = s.substr(1, end - 1);
  if (name.size() < 2 || at(s, end) != '}' || !letter(name[0]) || !alnum(name.back())) return 0;
  const bool capitals = std::all_of(name.begin(), name.end(), upper_word);
  return capitals || name.find_first_of("_-") != kNone ? end + 1 : 0;
}

std::size_t match_brace(std::string_view s) {
  if (at(s, 1) == '{') return match_mustache(s);
  if (at(s, 1) == '%') return match_until(s, "{%", "%}");
  return match_braced_word(s);
}

std::string_view first_word(std::string_view s) {
  std::size_t from = run(s, 0, [](char c) { return c == '-' || c == '~' || c == '+'; });
  from = run(s, from, space);
  if (at(s, from) == '#' || at(s, from) == '/') ++from;
  return s.substr(from, run(s, from, word) - from);
}

Directive keyword(std::string_view w) {
  const auto among = [w](std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), w) != words.end();
  };
  if (among({"if", "for", "range", "with", "block", "define", "each", "unless"})) return Directive::kOpen;
  if (among({"else", "elif", "elseif", "elsif"})) return Directive::kMiddle;
  if (among({"end", "endif", "endfor", "endblock", "endwith", "endunless"})) return Directive::kClose;
  return Directive::kNone;
}

/// %{ if … }; a format such as curl's %{http_code} is none.
std::size_t match_percent_directive(std::string_view s) {
  return keyword(first_word(s.substr(2))) == Directive::kNone ? 0 : balanced(s, 1);
}

/// %SERVICE_NAME: a name of two words at least, so that no format is taken for one.
std::size_t match_percent_name(std::string_view s) {
  const std::size_t end = run(s, 1, upper_word);
  const std::string_view name = s.substr(1, end - 1);
  const bool words = name.size() > 4 && name.find('_') != kNone && letter(name.front()) && alnum(name.back());
  return words && at(s, end) != '%' && !letter(at(s, end)) ? end : 0;
}

/// Marks on both sides of a word: @NAME@, @@NAME@@, %NAME%.
std::size_t match_fenced(std::string_view s, char mark, bool any_case) {
  const std::size_t fence = mark == '@' && at(s, 1) == '@' ? 2 : 1;
  const std::size_t end = any_case ? run(s, fence, word) : run(s, fence, upper_word);
  const std::size_t least = any_case ? 1 : (mark == '%' ? 3 : 2);
  if (end - fence < least || !letter(at(s, fence))) return 0;
  for (std::size_t i = 0; i < fence; ++i) {
    if (at(s, end + i) != mark) return 0;
  }
  return alnum(at(s, end + fence)) ? 0 : end + fence;
}

/// __NAME__, which stands alone: FOO__BAR__BAZ is how .NET spells nested settings.
std::size_t match_underscores(std::string_view s, bool any_case) {
  const char first = at(s, 2);
  if (at(s, 1) != '_' || !(any_case ? letter(first) : upper(first))) return 0;
  const std::size_t end = any_case ? run(s, 2, word) : run(s, 2, upper_word);
  const bool fenced = end >= 5 && s[end - 1] == '_' && s[end - 2] == '_';
  return fenced && !alnum(at(s, end)) ? end : 0;
}

/// #{NAME} and #{NAME}#.
std::size_t match_hash(std::string_view s) {
  if (at(s, 1) != '{') return 0;
  const std::size_t end = balanced(s, 1);
  return end != 0 && at(s, end) == '#' ? end + 1 : end;
}

/// <NAME>, <<NAME>>, <your account id>, and what Harness and ERB write: <+pipeline.name>, <%= name %>.
std::size_t angle(std::string_view s) {
  if (at(s, 1) == '+') return letter(at(s, 2)) || at(s, 2) == '<' ? balanced(s, 0, '<', '>') : 0;
  if (at(s, 1) == '%') return match_until(s, "<%", "%>");
  const std::size_t fence = at(s, 1) == '<' ? 2 : 1;
  if (!letter(at(s, fence)) && at(s, fence) != '_') return 0;
  const std::string_view near = s.substr(0, kMaxAngle);
  const auto inner = [](char c) { return word(c) || c == ' ' || c == '-' || c == '.'; };
  const std::size_t end = run(near, fence, inner);
  if (at(s, end) != '>' || !word(s[end - 1])) return 0;
  return fence == 1 ? end + 1 : (at(s, end + 1) == '>' ? end + 2 : 0);
}

std::string_view reason(Arena& arena, std::string_view hole) {
  return arena.copy(std::string("placeholder ").append(hole.substr(0, 60)));
}

const Unresolved* keep(Arena& arena, const Unresolved& why) {
  return arena.copy(std::span<const Unresolved>(&why, 1)).data();
}

Directive directive_of(std::string_view inner) {
  const std::size_t from = run(inner, 0, [](char c) { return c == '-' || c == '~' || space(c); });
  if (inner.substr(from, 2) == "/*") return Directive::kOther;
  if (at(inner, from) == '/') return Directive::kClose;
  const Directive kind = keyword(first_word(inner));
  if (kind != Directive::kNone) return kind;
  return inner.find(":=") != kNone ? Directive::kOther : Directive::kNone;
}

bool name_character(char c) { return word(c) || c == '-' || c == '.'; }

/// A word between two marks, the second of which is the first's partner, or a word behind a dollar.
bool has_marked_word(std::string_view s) {
  constexpr std::string_view kOpen = "[({#%@_$";
  constexpr std::string_view kClose = "])}#%@_";
  for (std::size_t i = 0; i + 1 < s.size(); ++i) {
    const std::size_t mark = kOpen.find(s[i]);
    if (mark == kNone) continue;
    if (s[i] == '_' && (at(s, i + 1) != '_' || (i > 0 && word(s[i - 1])))) continue;
    const std::size_t begin = s[i] == '_' ? i + 2 : i + 1;
    if (!letter(at(s, begin))) continue;
    if (mark == kClose.size()) return true;  // $name
    const std::size_t end = s[i] == '_' ? run(s, begin, word) : run(s, begin, name_character);
    if (s[i] == '_' ? s.substr(begin, end - begin).ends_with("__") : at(s, end) == kClose[mark]) return true;
  }
  return false;
}

/// TASK_CPU, YOUR-ACCOUNT, or a word for what is still to be done.
bool is_stand_in(std::string_view s) {
  const bool capitals = std::all_of(s.begin(), s.end(), [](char c) { return upper_word(c) || c == '-'; });
  if (!capitals || !letter(at(s, 0))) return false;
  const bool words = s.find_first_of("_-") != kNone;
  return words || s == "TBD" || s == "TODO" || s == "CHANGEME" || s == "REPLACEME" ||
         s.find_first_not_of('X') == kNone;
}

bool same_name(std::string_view a, std::string_view b) {
  std::size_t i = 0;
  for (const char c : a) {
    if (!alnum(c)) continue;
    if (i == b.size() || (c | 0x20) != (b[i] | 0x20)) return false;
    ++i;
  }
  return i == b.size() && i > 0;
}

}  // namespace

bool is_left_open(std::string_view text, std::string_view key) {
  if (text.size() > kMaxPlaceholder) return false;
  return text.find("***") != kNone || has_marked_word(text) || is_stand_in(text) || same_name(text, key);
}

bool PlaceholderFinder::looks_like_markup() {
  if (markup_ == Markup::kUnasked) {
    const bool yes = text_.find("</") != kNone || text_.find("/>") != kNone || text_.find("<!") != kNone;
    markup_ = yes ? Markup::kYes : Markup::kNo;
  }
  return markup_ == Markup::kYes;
}

std::size_t PlaceholderFinder::match_angle() {
  std::size_t size = angle(text_.substr(at_));
  const bool sentence =
      at_ == 0 && text_.size() <= kMaxPlaceholder && letter(at(text_, 1)) && text_.ends_with('>');
  if (size == 0 && sentence) size = text_.size();  // <REPLACE: the ARN of the role>
  return size != 0 && looks_like_markup() ? 0 : size;
}

std::size_t PlaceholderFinder::match() {
  const std::string_view s = text_.substr(at_);
  if (at_ == 0 && s[0] != '_' && s.size() < kMaxPlaceholder && bare_placeholder(s) == s.size())
    return s.size();
  const char before = at_ == 0 ? '\0' : text_[at_ - 1];
  switch (s[0]) {
    case '$':
      return match_dollar(s, false);
    case '{':
      return before == '$' || before == '%' ? 0 : match_brace(s);
    case '<':
      return match_angle();
    case '#':
      return match_hash(s);
    case '_':
      return word(before) ? 0 : match_underscores(s, false);
    case '%':
      if (at(s, 1) == '{') return match_percent_directive(s);
      if (alnum(before)) return 0;
      return std::max(match_fenced(s, '%', false), match_percent_name(s));
    case '@':
      return alnum(before) ? 0 : match_fenced(s, '@', false);
    default:
      return 0;
  }
}

bool PlaceholderFinder::next(Hole& hole) {
  for (; at_ < text_.size(); ++at_) {
    if (!kTriggers[static_cast<unsigned char>(text_[at_])]) continue;
    const char doubled = at(text_, at_ + 1);
    if ((text_[at_] == '$' || text_[at_] == '%') && doubled == text_[at_]) {  // $${ is a way to write ${
      ++at_;
      continue;
    }
    const std::size_t size = match();
    if (size == 0) continue;
    hole = {at_, size};
    at_ += size;
    return true;
  }
  return false;
}

bool may_have_placeholder(std::string_view text) {
  static_assert(kPlaceholderTriggers == "$<{#%@_");
  constexpr auto next = text::find_any<'$', '<', '{', '#', '%', '@', '_'>;
  for (std::size_t i = next(text, 0); i != kNone; i = next(text, i + 1)) {
    if (text[i] != '_' || at(text, i + 1) == '_') return true;
  }
  return false;
}

bool has_placeholder(std::string_view text) {
  Hole hole;
  return PlaceholderFinder(text).next(hole);
}

const Unresolved* partly_known(Arena& arena, std::string_view text) {
  PlaceholderFinder finder(text);
  Hole hole;
  if (!finder.next(hole)) return nullptr;
  const std::string_view first = text.substr(hole.begin, hole.size);
  std::vector<Piece> pieces;
  std::size_t done = 0;
  do {
    if (hole.begin > done) pieces.push_back({text.substr(done, hole.begin - done), true});
    pieces.push_back({text.substr(hole.begin, hole.size), false});
    done = hole.begin + hole.size;
  } while (finder.next(hole));
  if (done < text.size()) pieces.push_back({text.substr(done), true});
  return keep(arena, {reason(arena, first), text, arena.copy(std::span<const Piece>(pieces))});
}

const Unresolved* unknown_value(Arena& arena, std::string_view spelling, std::string_view hole) {
  return keep(arena, {reason(arena, hole), spelling, {}});
}

std::size_t bare_placeholder(std::string_view text) {
  std::string_view s = text.substr(0, kMaxPlaceholder);
  s = s.substr(0, s.find('\n'));
  switch (at(s, 0)) {
    case '$':
      return match_dollar(s, true);
    case '{':
      return at(s, 1) == '{' || at(s, 1) == '%' ? match_brace(s) : 0;
    case '<':
      return angle(s);
    case '#':
      return match_hash(s);
    case '_':
      return match_underscores(s, true);
    case '%':
      return at(s, 1) == '{' ? match_percent_directive(s) : match_fenced(s, '%', true);
    case '@':
      return match_fenced(s, '@', true);
    default:
      return 0;
  }
}

DirectiveAt directive_at(std::string_view text) {
  const std::string_view s = text.substr(0, kMaxPlaceholder);
  const std::string_view open = s.substr(0, 2);
  if (open == "{#") {
    const std::size_t size = match_until(s, "{#", "#}");
    return size == 0 ? DirectiveAt{} : DirectiveAt{Directive::kOther, size};
  }
  std::size_t size = 0;
  if (open == "{{") size = match_mustache(s);
  if (open == "{%") size = match_until(s, "{%", "%}");
  if (open == "%{") size = match_percent_directive(s);
  if (size == 0) return {};
  Directive kind = directive_of(s.substr(2, size - 2));
  if (kind == Directive::kNone && open == "{%") kind = Directive::kOther;  // {% set … %}
  return kind == Directive::kNone ? DirectiveAt{} : DirectiveAt{kind, size};
}

}  // namespace ecslint::doc
