// SPDX-License-Identifier: Apache-2.0
// The functions on strings, and the few on lists that share their names (indexOf, lastIndexOf, reverse,
// join). Partly known strings: startsWith, endsWith, contains and matches are decided when the known pieces
// decide them; indexing and searching when it happens before the first hole; changes of case keep the pieces.
#include "expr/equality.h"
#include "expr/lib/args.h"
#include "expr/lib/format.h"
#include "expr/lib/list_functions.h"
#include "expr/lib/partial_strings.h"
#include "expr/lib/text_functions.h"
#include "expr/library.h"
#include "text/utf8.h"

namespace ecslint::expr {
namespace {

using lib::are;
using lib::Args;

constexpr std::size_t kMaxSize = Context::kDefaultBudget;

bool texts(Args args) {
  return std::all_of(args.begin(), args.end(),
                     [](const Value& v) { return v.is_string() || v.is_unknown(); });
}

std::size_t bytes_in(const Value& s) {
  if (s.is_string()) return s.as_string().size();
  std::size_t size = 0;
  for (const doc::Piece& piece : pieces_of(s)) size += piece.text.size();
  return size;
}

template <Value (*F)(const Value&, const Value&)>
Value ask(Context& context, Args args) {
  if (!texts(args)) return context.no_such_overload();
  if (!lib::pay(context, bytes_in(args[0]))) return context.exhausted();
  return F(args[0], args[1]);
}

Value matches(Context& context, Args args) {
  if (!texts(args)) return context.no_such_overload();
  if (args[1].is_unknown()) return args[1];
  if (!lib::pay(context, bytes_in(args[0]))) return context.exhausted();
  if (args[0].is_string()) {
    const auto found = context.found_in(args[1].as_string(), args[0].as_string());
    if (found) return Value::boolean(*found);
  }
  if (args[0].is_unknown() && context.has_table(args[1].as_string())) {
    return matches_partial(args[0], args[1].as_string(), context);
  }
  const re2::RE2* pattern = context.regex(args[1].as_string());
  if (!pattern) return context.bad_pattern(args[1].as_string());
  return matches_partial(args[0], *pattern);
}

// The unknown argument other than the receiver, if any: it decides that nothing is decided.
const Value* unknown_after_first(Args args) {
  for (const Value& v : args.subspan(1)) {
    if (v.is_unknown()) return &v;
  }
  return nullptr;
}

Value char_at(Context& context, Args args) {
  if (const Value* unknown = unknown_after_first(args)) return *unknown;
  if (!texts(args.first(1)) || !args[1].is(Kind::kInt)) return context.no_such_overload();
  const std::string_view known = lib::certain_start(args[0]);
  if (!lib::pay(context, known.size())) return context.exhausted();
  const auto c = lib::char_at(known, args[1].as_int());
  if (args[0].is_unknown()) return c && !c->empty() ? Value::string(*c) : args[0];
  return c ? Value::string(*c) : lib::out_of_range();
}

// In a partly known string the first occurrence is certain when it lies before the first hole.
Value index_of(Context& context, Args args) {
  if (args[0].is_list() && args.size() == 2) return lib::list_index_of(context, args);
  if (args[0].is_unknown() && !is_partial(args[0])) return args[0];
  if (const Value* unknown = unknown_after_first(args)) return *unknown;
  if (!texts(args.first(2)) || (args.size() == 3 && !args[2].is(Kind::kInt)))
    return context.no_such_overload();
  const std::string_view known = lib::certain_start(args[0]);
  if (!lib::pay(context, known.size())) return context.exhausted();
  const auto i = lib::index_of(known, args[1].as_string(), args.size() == 3 ? args[2].as_int() : 0);
  if (args[0].is_unknown()) return i && *i >= 0 ? Value::integer(*i) : args[0];
  return i ? Value::integer(*i) : lib::out_of_range();
}

Value last_index_of(Context& context, Args args) {
  if (args[0].is_list() && args.size() == 2) return lib::list_last_index_of(context, args);
  if (!are(args, {Kind::kString, Kind::kString})) return context.no_such_overload();
  const std::string_view s = args[0].as_string();
  if (!lib::pay(context, s.size())) return context.exhausted();
  if (args.size() == 2) return Value::integer(lib::last_index_of(s, args[1].as_string()));
  if (!args[2].is(Kind::kInt)) return context.no_such_overload();
  const auto i = lib::last_index_of(s, args[1].as_string(), args[2].as_int());
  return i ? Value::integer(*i) : lib::out_of_range();
}

// What lies behind code point `begin` of a partly known string, when that is before the first hole.
Value substring_of_partial(Context& context, const Value& s, std::int64_t begin) {
  const std::string_view known = lib::certain_start(s);
  const auto at = lib::byte_offset(known, begin);
  if (!at || known.empty()) return s;
  lib::PartialBuilder rest;
  rest.add(known.substr(*at));
  for (const doc::Piece& piece : pieces_of(s).subspan(1)) {
    piece.known ? rest.add(piece.text) : rest.add_hole(piece.text);
  }
  return rest.finish(context, s);
}

Value substring(Context& context, Args args) {
  if (const Value* unknown = unknown_after_first(args)) return *unknown;
  if (!texts(args.first(1)) || !args[1].is(Kind::kInt)) return context.no_such_overload();
  if (args.size() == 3 && !args[2].is(Kind::kInt)) return context.no_such_overload();
  const std::string_view known = lib::certain_start(args[0]);
  if (!lib::pay(context, known.size())) return context.exhausted();
  if (args.size() == 2) {
    if (args[0].is_unknown()) return substring_of_partial(context, args[0], args[1].as_int());
    const auto part = lib::substring(known, args[1].as_int());
    return part ? Value::string(*part) : lib::out_of_range();
  }
  const auto part = lib::substring(known, args[1].as_int(), args[2].as_int());
  if (part) return Value::string(*part);
  return args[0].is_unknown() ? args[0] : lib::out_of_range();
}

Value split(Context& context, Args args) {
  if (!are(args, {Kind::kString, Kind::kString})) return context.no_such_overload();
  if (args.size() == 3 && !args[2].is(Kind::kInt)) return context.no_such_overload();
  if (!lib::pay(context, args[0].as_string().size())) return context.exhausted();
  const std::int64_t limit = args.size() == 3 ? args[2].as_int() : -1;
  const auto parts = lib::split(args[0].as_string(), args[1].as_string(), limit);
  Value* values = context.room(parts.size());
  if (!values) return context.exhausted();
  std::transform(parts.begin(), parts.end(), values, [](std::string_view s) { return Value::string(s); });
  return Value::list({values, parts.size()});
}

Value join(Context& context, Args args) {
  if (!args[0].is_list() || (args.size() == 2 && !args[1].is_string())) return context.no_such_overload();
  const std::string_view separator = args.size() == 2 ? args[1].as_string() : std::string_view{};
  lib::PartialBuilder out;
  Value origin;
  for (std::uint32_t i = 0; i < args[0].size(); ++i) {
    const Value element = args[0].element(i);
    if (!element.is_string() && !element.is_unknown()) return context.no_such_overload();
    if (!context.charge(1 + separator.size() + bytes_in(element))) return context.exhausted();
    if (element.is_unknown() && !origin.is_unknown()) origin = element;
    if (i > 0) out.add(separator);
    out.add(element);
  }
  return out.finish(context, origin);
}

Value replace(Context& context, Args args) {
  if (!are(args, {Kind::kString, Kind::kString, Kind::kString})) return context.no_such_overload();
  if (args.size() == 4 && !args[3].is(Kind::kInt)) return context.no_such_overload();
  if (!lib::pay(context, args[0].as_string().size())) return context.exhausted();
  const std::int64_t limit = args.size() == 4 ? args[3].as_int() : -1;
  const auto out =
      lib::replace(args[0].as_string(), args[1].as_string(), args[2].as_string(), limit, kMaxSize);
  if (!out) return context.charge(kMaxSize + 1), context.exhausted();
  return context.string(*out);
}

Value trim(Context& context, Args args) {
  if (!args[0].is_string()) return context.no_such_overload();
  return Value::string(lib::trim(args[0].as_string()));
}

template <std::string (*F)(std::string_view)>
Value change(Context& context, Args args) {
  if (!args[0].is_string()) return context.no_such_overload();
  return context.string(F(args[0].as_string()));
}

// Changes of case act on each piece alone.
template <std::string (*F)(std::string_view)>
Value change_pieces(Context& context, Args args) {
  if (!args[0].is_unknown()) return change<F>(context, args);
  lib::PartialBuilder out;
  for (const doc::Piece& piece : pieces_of(args[0])) {
    piece.known ? out.add(F(piece.text)) : out.add_hole(piece.text);
  }
  return out.finish(context, args[0]);
}

Value reverse(Context& context, Args args) {
  if (args[0].is_list()) return lib::list_reverse(context, args);
  return change<lib::reverse>(context, args);
}

Value format(Context& context, Args args) {
  if (!args[0].is_string() || !args[1].is_list()) return context.no_such_overload();
  return lib::format(context, args[0].as_string(), args[1]);
}

constexpr auto G = Style::kGlobal;
constexpr auto M = Style::kMethod;
constexpr auto P = Accepts::kPartial;
constexpr auto K = Accepts::kKnown;

constexpr Function kFunctions[] = {
    {"startsWith", M, "string, string", "bool", ask<starts_with_partial>, P},
    {"endsWith", M, "string, string", "bool", ask<ends_with_partial>, P},
    {"contains", M, "string, string", "bool", ask<contains_partial>, P},
    {"matches", M, "string, string", "bool", matches, P, 1},
    {"matches", G, "string, string", "bool", matches, P, 1},
    {"charAt", M, "string, int", "string", char_at, P},
    {"indexOf", M, "string, string", "int", index_of, Accepts::kAnything},
    {"indexOf", M, "list(A), A", "int", index_of, Accepts::kAnything},
    {"indexOf", M, "string, string, int", "int", index_of, P},
    {"lastIndexOf", M, "string, string", "int", last_index_of},
    {"lastIndexOf", M, "list(A), A", "int", last_index_of},
    {"lastIndexOf", M, "string, string, int", "int", last_index_of},
    {"substring", M, "string, int", "string", substring, P},
    {"substring", M, "string, int, int", "string", substring, P},
    {"split", M, "string, string", "list(string)", split},
    {"split", M, "string, string, int", "list(string)", split},
    {"join", M, "list(string)", "string", join},
    {"join", M, "list(string), string", "string", join},
    {"replace", M, "string, string, string", "string", replace},
    {"replace", M, "string, string, string, int", "string", replace},
    {"trim", M, "string", "string", trim},
    {"lowerAscii", M, "string", "string", change_pieces<lib::lower_ascii>, P},
    {"upperAscii", M, "string", "string", change_pieces<lib::upper_ascii>, P},
    {"reverse", M, "string", "string", reverse},
    {"reverse", M, "list(A)", "list(A)", reverse},
    {"format", M, "string, list(A)", "string", format, K},
    {"strings.quote", G, "string", "string", change<lib::quote>},
};

}  // namespace

std::span<const Function> string_functions() { return kFunctions; }

}  // namespace ecslint::expr
