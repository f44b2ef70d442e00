// SPDX-License-Identifier: Apache-2.0
#include "expr/partial.h"

#include <re2/re2.h>

#include <algorithm>
#include <string>

#include "expr/context.h"
#include "text/utf8.h"

namespace ecslint::expr {
namespace {

using Pieces = std::span<const doc::Piece>;

bool has_hole(Pieces pieces) {
  return std::any_of(pieces.begin(), pieces.end(), [](const doc::Piece& p) { return !p.known; });
}

/// Which of the two operands makes the answer unknown.
const Value& blame(const Value& a, const Value& b) { return a.is_unknown() ? a : b; }

bool are_strings(const Value& a, const Value& b) {
  const auto fits = [](const Value& v) { return v.is_string() || v.is_unknown(); };
  return fits(a) && fits(b);
}

Value no_overload() { return Value::error(ErrorCode::kNoSuchOverload, "no such overload"); }

/// Whether two texts agree as far as the shorter one goes.
bool agree_at_start(std::string_view a, std::string_view b) {
  const std::size_t n = std::min(a.size(), b.size());
  return a.substr(0, n) == b.substr(0, n);
}

bool agree_at_end(std::string_view a, std::string_view b) {
  const std::size_t n = std::min(a.size(), b.size());
  return a.substr(a.size() - n) == b.substr(b.size() - n);
}

/// Whether filling the holes can give `text`: known pieces in order, the first and last at the ends. Taking
/// the leftmost place for each piece in between is enough.
bool can_become(Pieces pieces, std::string_view text) {
  const std::string_view prefix = known_prefix(pieces);
  if (!text.starts_with(prefix)) return false;
  if (!has_hole(pieces)) return text == prefix;
  text.remove_prefix(prefix.size());
  const std::string_view suffix = known_suffix(pieces);
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  std::size_t first = 0;
  while (pieces[first].known) ++first;
  std::size_t last = pieces.size();
  while (pieces[last - 1].known) --last;
  for (const doc::Piece& piece : pieces.subspan(first, last - first)) {
    if (!piece.known) continue;
    const std::size_t at = text.find(piece.text);
    if (at == std::string_view::npos) return false;
    text.remove_prefix(at + piece.text.size());
  }
  return true;
}

/// Runs of neighbouring known pieces. Dialects make one piece a run, so joining is not needed to be right,
/// only to be complete.
bool run_contains(Pieces pieces, std::string_view needle) {
  return std::any_of(pieces.begin(), pieces.end(), [&](const doc::Piece& p) {
    return p.known && p.text.find(needle) != std::string_view::npos;
  });
}

/// Whether the pattern asks about what stands around a match, other than by a ^ at its very beginning.
bool looks_around(std::string_view pattern) {
  bool in_class = false;
  for (std::size_t i = pattern.starts_with("^") ? 1 : 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\') {
      if (++i < pattern.size() && !in_class &&
          std::string_view("AzbB").find(pattern[i]) != std::string_view::npos) {
        return true;
      }
    } else if (in_class) {
      in_class = c != ']';
    } else if (c == '^' || c == '$') {
      return true;
    } else if (c == '[') {
      in_class = true;
      if (i + 1 < pattern.size() && pattern[i + 1] == '^') ++i;
      if (i + 1 < pattern.size() && pattern[i + 1] == ']') ++i;
    }
  }
  return false;
}

bool matches_text(std::string_view s, const re2::RE2& pattern) {
  return re2::RE2::PartialMatch(re2::StringPiece(s.data(), s.size()), pattern);
}

/// Whether no string that begins with `prefix` can match a pattern that begins with ^.
bool excludes_prefix(const re2::RE2& pattern, std::string_view prefix) {
  std::string least;
  std::string greatest;
  if (prefix.empty() || !pattern.PossibleMatchRange(&least, &greatest, 64)) return false;
  if (prefix < least) return !std::string_view(least).starts_with(prefix);
  return prefix > greatest &&
         !matches_text(prefix, pattern);  // the range is that of the match, not of what follows it
}

/// The name, ARN or ID of something is never empty.
bool is_name(const Value& value) { return value.node() != nullptr && !value.node()->why().refers_to.empty(); }

}  // namespace

Pieces pieces_of(const Value& value) {
  if (!value.is_unknown() || value.cause() != Cause::kUnresolved || !value.node()) return {};
  return value.node()->why().pieces;
}

bool is_surely_text(const Value& value) {
  const Pieces pieces = pieces_of(value);
  return !pieces.empty() &&
         (is_name(value) || std::ranges::any_of(pieces, [](const doc::Piece& p) { return p.known; }));
}

std::string_view known_prefix(Pieces pieces) {
  return !pieces.empty() && pieces.front().known ? pieces.front().text : std::string_view{};
}

std::string_view known_suffix(Pieces pieces) {
  return !pieces.empty() && pieces.back().known ? pieces.back().text : std::string_view{};
}

std::size_t least_size(Pieces pieces) {
  std::size_t size = 0;
  for (const doc::Piece& piece : pieces) {
    if (piece.known) size += text::count_code_points(piece.text);
  }
  return size;
}

Value starts_with_partial(const Value& s, const Value& prefix) {
  if (!are_strings(s, prefix)) return no_overload();
  if (s.is_string() && prefix.is_string()) {
    return Value::boolean(s.as_string().starts_with(prefix.as_string()));
  }
  const std::string_view known = s.is_string() ? s.as_string() : known_prefix(pieces_of(s));
  const std::string_view want = prefix.is_string() ? prefix.as_string() : known_prefix(pieces_of(prefix));
  if (prefix.is_string() && known.starts_with(want)) return Value::boolean(true);
  if (!agree_at_start(known, want)) return Value::boolean(false);
  if (s.is_string() && known.size() < least_size(pieces_of(prefix))) return Value::boolean(false);
  return blame(s, prefix);
}

Value ends_with_partial(const Value& s, const Value& suffix) {
  if (!are_strings(s, suffix)) return no_overload();
  if (s.is_string() && suffix.is_string()) {
    return Value::boolean(s.as_string().ends_with(suffix.as_string()));
  }
  const std::string_view known = s.is_string() ? s.as_string() : known_suffix(pieces_of(s));
  const std::string_view want = suffix.is_string() ? suffix.as_string() : known_suffix(pieces_of(suffix));
  if (suffix.is_string() && known.ends_with(want)) return Value::boolean(true);
  if (!agree_at_end(known, want)) return Value::boolean(false);
  if (s.is_string() && known.size() < least_size(pieces_of(suffix))) return Value::boolean(false);
  return blame(s, suffix);
}

Value contains_partial(const Value& s, const Value& needle) {
  if (!are_strings(s, needle)) return no_overload();
  if (s.is_string() && needle.is_string()) {
    return Value::boolean(s.as_string().find(needle.as_string()) != std::string_view::npos);
  }
  if (needle.is_string()) {
    if (needle.as_string().empty() || run_contains(pieces_of(s), needle.as_string())) {
      return Value::boolean(true);
    }
    return s;
  }
  if (!s.is_string()) return s;
  for (const doc::Piece& piece : pieces_of(needle)) {
    if (piece.known && s.as_string().find(piece.text) == std::string_view::npos) return Value::boolean(false);
  }
  return needle;
}

namespace {

/// Evaluated by a dialect whose holes are one value wherever they stand: ${Name} of a template. A placeholder
/// may stand for another value at each place.
bool has_named_holes(const Value& value) {
  return value.node() != nullptr && value.node()->has(doc::Node::kSynthetic);
}

bool same_pieces(Pieces a, Pieces b) {
  return std::ranges::equal(a, b, [](const doc::Piece& x, const doc::Piece& y) {
    return x.known == y.known && x.text == y.text && (x.known || x.text.starts_with("${"));
  });
}

}  // namespace

Value equals_partial(const Value& a, const Value& b) {
  const Pieces left = pieces_of(a);
  const Pieces right = pieces_of(b);
  if (!left.empty() && !right.empty()) {
    if (has_named_holes(a) && has_named_holes(b) && same_pieces(left, right)) return Value::boolean(true);
    const bool possible = agree_at_start(known_prefix(left), known_prefix(right)) &&
                          agree_at_end(known_suffix(left), known_suffix(right));
    return possible ? a : Value::boolean(false);
  }
  const Pieces pieces = left.empty() ? right : left;
  const Value& other = left.empty() ? a : b;
  if (pieces.empty() || other.is_unknown()) return blame(a, b);
  if (other.is_string() && can_become(pieces, other.as_string()) &&
      !(other.as_string().empty() && is_name(blame(a, b)))) {
    return blame(a, b);
  }
  if (!other.is_string() && !is_surely_text(blame(a, b))) return blame(a, b);
  return Value::boolean(false);
}

namespace {

/// Some known piece has a match of its own, whatever stands around it; only that at the beginning can where
/// the pattern begins with ^.
template <typename Found>
bool is_in_a_piece(Pieces pieces, std::string_view pattern, Found found) {
  const Pieces where = pattern.starts_with("^") ? pieces.first(1) : pieces;
  const auto is_there = [&](const doc::Piece& piece) { return piece.known && found(piece.text); };
  return std::ranges::any_of(where, is_there) && !looks_around(pattern);
}

}  // namespace

Value matches_partial(const Value& s, const re2::RE2& pattern) {
  if (s.is_string()) return Value::boolean(matches_text(s.as_string(), pattern));
  if (!s.is_unknown()) return no_overload();
  const Pieces pieces = pieces_of(s);
  if (pieces.empty()) return s;
  const std::string_view text = pattern.pattern();
  if (text.starts_with("^") && excludes_prefix(pattern, known_prefix(pieces))) return Value::boolean(false);
  const bool found =
      is_in_a_piece(pieces, text, [&](std::string_view piece) { return matches_text(piece, pattern); });
  return found ? Value::boolean(true) : s;
}

Value matches_partial(const Value& s, std::string_view pattern, const Context& context) {
  const Pieces pieces = pieces_of(s);
  if (pieces.empty()) return s;
  const PartialMatch match = context.found_in(pattern, pieces);
  if (match != PartialMatch::kMaybe) return Value::boolean(match == PartialMatch::kAlways);
  const bool found = is_in_a_piece(pieces, pattern,
                                   [&](std::string_view piece) { return *context.found_in(pattern, piece); });
  return found ? Value::boolean(true) : s;
}

}  // namespace ecslint::expr
