// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/iam_text.h"

#include <algorithm>
#include <span>

namespace ecslint::rules {
namespace {

using Symbol = IamText::Symbol;
using Symbols = std::span<const Symbol>;

constexpr std::size_t kFields = 6;

bool is_hole(Symbol s) { return s <= IamText::kNamelessHole; }

bool same(Symbol pattern, Symbol text) {
  if (pattern == IamText::kAnyOne) return text >= 0;
  return pattern == text && pattern != IamText::kNamelessHole;
}

/// Whether a pattern with runs of anything matches; after a wrong guess the last run takes one more.
template <typename Sequence, typename IsRun, typename Same>
bool matches_with_runs(const Sequence& pattern, const Sequence& text, IsRun is_run, Same same) {
  std::size_t p = 0;
  std::size_t star = pattern.size();
  std::size_t from = 0;
  for (std::size_t t = 0; t < text.size();) {
    if (p < pattern.size() && is_run(pattern[p])) {
      star = p++;
      from = t;
    } else if (p < pattern.size() && same(pattern[p], text[t])) {
      ++p;
      ++t;
    } else if (star < pattern.size()) {
      p = star + 1;
      t = ++from;
    } else {
      return false;
    }
  }
  return std::all_of(pattern.begin() + static_cast<std::ptrdiff_t>(p), pattern.end(), is_run);
}

/// Whether every filling matches: a hole of the text can be swallowed by * or be the pattern's own.
bool surely(Symbols pattern, Symbols text) {
  return matches_with_runs(
      pattern, text, [](Symbol s) { return s == IamText::kAnyRun; }, same);
}

/// Whether some filling matches: both sides are patterns now, and the question is whether they have a string
/// in common. Row by row: reached[p] says that the text so far can be matched by the first p symbols.
bool possibly(Symbols pattern, Symbols text) {
  const auto runs = [](Symbol s) { return s == IamText::kAnyRun || is_hole(s); };
  std::vector<char> reached(pattern.size() + 1, 0);
  reached[0] = 1;
  const auto pass_runs = [&] {
    for (std::size_t p = 0; p < pattern.size(); ++p) {
      if (reached[p] && runs(pattern[p])) reached[p + 1] = 1;
    }
  };
  pass_runs();
  for (const Symbol symbol : text) {
    if (is_hole(symbol)) {  // it can be anything, so all that lies ahead is within reach
      const auto first = std::find(reached.begin(), reached.end(), 1);
      std::fill(first, reached.end(), 1);
      continue;
    }
    for (std::size_t p = pattern.size() + 1; p-- > 0;) {
      const bool stays = p < pattern.size() && runs(pattern[p]) && reached[p];
      const bool moves = p > 0 && reached[p - 1] && !runs(pattern[p - 1]) && same(pattern[p - 1], symbol);
      reached[p] = stays || moves;
    }
    pass_runs();
  }
  return reached[pattern.size()] != 0;
}

Tri match(Symbols pattern, Symbols text) {
  if (surely(pattern, text)) return Tri::kYes;
  const bool open =
      std::any_of(pattern.begin(), pattern.end(), is_hole) || std::any_of(text.begin(), text.end(), is_hole);
  return open && possibly(pattern, text) ? Tri::kUnknown : Tri::kNo;
}

Tri by_fields(const std::vector<IamText>& pattern, const std::vector<IamText>& text) {
  Tri all = Tri::kYes;
  for (std::size_t i = 0; i < kFields; ++i) all = both(all, match(pattern[i].symbols(), text[i].symbols()));
  return all;
}

}  // namespace

void IamText::append(std::string_view text) {
  const std::size_t begin = symbols_.size();
  symbols_.resize(begin + text.size());
  std::transform(text.begin(), text.end(), symbols_.begin() + static_cast<std::ptrdiff_t>(begin),
                 [](char c) { return static_cast<unsigned char>(c); });
}

void IamText::lower() {
  for (Symbol& s : symbols_) {
    if (s >= 'A' && s <= 'Z') s += 'a' - 'A';
  }
}

bool IamText::has_holes() const { return std::any_of(symbols_.begin(), symbols_.end(), is_hole); }

std::string IamText::known() const {
  std::string out;
  for (const Symbol s : symbols_) {
    if (s >= 0) out += static_cast<char>(s);
  }
  return out;
}

std::vector<IamText> IamText::arn_fields() const {
  std::vector<IamText> fields;
  fields.reserve(kFields);
  auto begin = symbols_.begin();
  while (fields.size() + 1 < kFields) {
    const auto colon = std::find(begin, symbols_.end(), Symbol{':'});
    if (colon == symbols_.end()) return {};
    fields.emplace_back().symbols_.assign(begin, colon);
    begin = colon + 1;
  }
  fields.emplace_back().symbols_.assign(begin, symbols_.end());
  return fields;
}

Tri matches(const IamText& pattern, const IamText& text) { return match(pattern.symbols(), text.symbols()); }

bool matches_any_case(std::string_view pattern, std::string_view text) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  const auto same = [lower](char p, char t) { return p == '?' || lower(p) == t; };
  return matches_with_runs(
      pattern, text, [](char c) { return c == '*'; }, same);
}

Tri matches_resource(const IamText& pattern, const IamText& text) {
  const Tri whole = matches(pattern, text);
  if (pattern.size() == 1) return whole;
  const auto pattern_fields = pattern.arn_fields();
  const auto text_fields = text.arn_fields();
  if (pattern_fields.empty() || text_fields.empty()) return whole;
  const Tri fields = by_fields(pattern_fields, text_fields);
  return fields == Tri::kNo && whole == Tri::kYes ? Tri::kUnknown : fields;
}

Tri matches_arn(const IamText& pattern, const IamText& text) {
  const auto pattern_fields = pattern.arn_fields();
  const auto text_fields = text.arn_fields();
  if (!pattern_fields.empty() && !text_fields.empty()) return by_fields(pattern_fields, text_fields);
  const bool open = pattern.has_holes() || text.has_holes() || pattern.size() == 1;
  return open ? Tri::kUnknown : Tri::kNo;
}

}  // namespace ecslint::rules
