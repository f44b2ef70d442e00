// SPDX-License-Identifier: Apache-2.0
// Partly known strings: an unresolved node whose pieces are partly text ("${Account}.dkr.ecr…/app:latest").
// A hole may stand for any text, also for none. Questions answered here are true or false only when every
// filling of the holes gives that answer; otherwise the result is the unknown itself.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "expr/value.h"

namespace re2 {
class RE2;
}

namespace ecslint::expr {

class Context;

/// The pieces of a partly known string; empty for every other value.
std::span<const doc::Piece> pieces_of(const Value& value);
inline bool is_partial(const Value& value) { return !pieces_of(value).empty(); }

/// An unknown of which so much is known that it is a string: part of its text, or what it is the name of. A
/// hole alone may be a number, too: a template turns "${CPU}" into 256.
bool is_surely_text(const Value& value);

/// The text known at the start, at the end.
std::string_view known_prefix(std::span<const doc::Piece> pieces);
std::string_view known_suffix(std::span<const doc::Piece> pieces);

/// Each takes known strings and unknowns, not errors, and gives a bool or an unknown; anything but strings
/// and unknowns is "no such overload".
Value starts_with_partial(const Value& s, const Value& prefix);
Value ends_with_partial(const Value& s, const Value& suffix);
Value contains_partial(const Value& s, const Value& needle);
Value equals_partial(const Value& a, const Value& b);

/// Partial match. True when a known run of text matches a pattern that does not ask what stands around it (a
/// leading ^ is fine), false when the known beginning excludes a pattern with a leading ^; else unknown.
Value matches_partial(const Value& s, const re2::RE2& pattern);
/// The same by the table of the pattern, which has one.
Value matches_partial(const Value& s, std::string_view pattern, const Context& context);

/// The least number of code points the string can have.
std::size_t least_size(std::span<const doc::Piece> pieces);

}  // namespace ecslint::expr
