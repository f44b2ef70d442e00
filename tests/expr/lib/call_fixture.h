// SPDX-License-Identifier: Apache-2.0
// Calls functions of the tables as the evaluator calls them, without one: for tests of what they do with
// wrong kinds, unknown values and partly known strings.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "expr/context.h"
#include "expr/lib/format.h"
#include "expr/library.h"
#include "expr/partial.h"

namespace ecslint::expr {

inline std::size_t arity(const Function& f) {
  if (f.parameters.empty()) return 0;
  std::size_t n = 1;
  int depth = 0;
  for (const char c : f.parameters) {
    depth += (c == '(') - (c == ')');
    n += c == ',' && depth == 0;
  }
  return n;
}

class CallFixture {
 public:
  explicit CallFixture(FunctionTables tables = standard_library()) : tables_(tables) {}

  Value call(std::string_view name, std::vector<Value> args) {
    for (const auto& table : tables_) {
      for (const Function& f : table) {
        if (f.name == name &&
            (arity(f) == args.size() || f.parameters.find("...") != std::string_view::npos)) {
          return f.call(context_, args);
        }
      }
    }
    FAIL("no function " << name);
    return {};
  }
  // "text", error: …, unknown, unknown [a|?|b]
  std::string show(const Value& v) {
    if (v.is_error()) return std::string("error: ") + v.error_message();
    if (v.is(Kind::kOptional)) return v.as_optional() ? "some " + show(*v.as_optional()) : "none";
    if (!v.is_unknown())
      return std::string(expr::lib::format(context_, "%s", Value::list({&v, 1})).as_string());
    std::string out = "unknown";
    for (const doc::Piece& piece : pieces_of(v))
      out += piece.known ? " '" + std::string(piece.text) + "'" : " ?";
    return out;
  }
  std::string ask(std::string_view name, std::vector<Value> args) {
    return show(call(name, std::move(args)));
  }

  // '?' stands for a hole.
  Value partial(std::string_view text, std::string_view refers_to = {}) {
    std::vector<doc::Piece> pieces;
    while (!text.empty()) {
      const std::size_t n = text.front() == '?' ? 1 : std::min(text.find('?'), text.size());
      pieces.push_back({text.substr(0, n), text.front() != '?'});
      text.remove_prefix(n);
    }
    auto& arena = context_.arena();
    doc::Unresolved why{"placeholder", "", arena.copy(std::span<const doc::Piece>(pieces))};
    why.refers_to = refers_to;
    return Value::from(*context_.keep(doc::Node::unresolved(context_.keep(why), {})));
  }
  Value list(std::vector<Value> values) { return context_.list(values); }
  Context& context() { return context_; }

 private:
  FunctionTables tables_;
  RegexCache patterns_;
  Context context_{text::Image(), patterns_};
};

inline Value S(std::string_view s) { return Value::string(s); }
inline Value I(std::int64_t i) { return Value::integer(i); }
inline const Value kUnknown = Value::unknown(Cause::kOther, nullptr);

}  // namespace ecslint::expr
