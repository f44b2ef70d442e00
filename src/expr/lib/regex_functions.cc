// SPDX-License-Identifier: Apache-2.0
// regex.extract, extractAll and replace, and find and findAll of strings. A pattern with one group gives that
// group's text, one without gives the whole match, one with several is an error.
#include <re2/re2.h>

#include <optional>
#include <string>
#include <vector>

#include "expr/lib/args.h"
#include "expr/library.h"
#include "text/utf8.h"

namespace ecslint::expr {
namespace {

using lib::are;
using lib::Args;
using re2::StringPiece;

std::string_view view(const StringPiece& piece) { return {piece.data(), piece.size()}; }

// Steps through the matches of a pattern; an empty match is followed by one code point further on.
class Matches {
 public:
  Matches(std::string_view text, const re2::RE2& pattern) : text_(text), pattern_(pattern) {}

  bool next() {
    if (at_ > text_.size()) return false;
    const StringPiece whole(text_.data(), text_.size());
    if (!pattern_.Match(whole, at_, text_.size(), re2::RE2::UNANCHORED, groups_, kGroups)) return false;
    begin_ = static_cast<std::size_t>(groups_[0].data() - text_.data());
    const std::size_t end = begin_ + groups_[0].size();
    at_ = end > begin_ ? end : end + std::max<std::size_t>(1, text::utf8_sequence_length(text_.substr(end)));
    return true;
  }
  std::size_t begin() const { return begin_; }
  std::string_view group(int n) const { return view(groups_[n]); }
  bool has_group(int n) const { return groups_[n].data() != nullptr; }
  const StringPiece* groups() const { return groups_; }

  static constexpr int kGroups = 10;

 private:
  std::string_view text_;
  const re2::RE2& pattern_;
  std::size_t at_ = 0;
  std::size_t begin_ = 0;
  StringPiece groups_[kGroups];
};

// The pattern of args[1], or the error about it. A constant one that has a table need not be compiled to know
// that it is nowhere in args[0], where that is all that is asked.
struct Pattern {
  const re2::RE2* compiled = nullptr;
  Value error;
  bool nowhere = false;
};
Pattern pattern_of(Context& context, Args args, bool may_be_nowhere = false) {
  if (!are(args, {Kind::kString, Kind::kString})) return {nullptr, context.no_such_overload()};
  const std::string_view s = args[0].as_string();
  if (!lib::pay(context, s.size())) return {nullptr, context.exhausted()};
  if (may_be_nowhere && context.found_in(args[1].as_string(), s) == false) return {nullptr, {}, true};
  if (const re2::RE2* compiled = context.regex(args[1].as_string())) return {compiled, {}};
  return {nullptr, context.bad_pattern(args[1].as_string())};
}

Value several_groups() {
  return Value::error(ErrorCode::kInvalidArgument, "the pattern has more than one group");
}

Value extract(Context& context, Args args) {
  const Pattern pattern = pattern_of(context, args);
  if (!pattern.compiled) return pattern.error;
  const int group = pattern.compiled->NumberOfCapturingGroups();
  if (group > 1) return several_groups();
  Matches matches(args[0].as_string(), *pattern.compiled);
  if (!matches.next() || !matches.has_group(group)) return Value::optional(nullptr);
  return context.optional(Value::string(matches.group(group)));
}

Value collect(Context& context, std::string_view text, const re2::RE2& pattern, int group,
              std::int64_t limit) {
  std::vector<Value> found;
  Matches matches(text, pattern);
  while (limit != 0 && matches.next()) {
    if (!lib::pay(context, 8 + matches.group(0).size())) return context.exhausted();
    if (!matches.has_group(group)) continue;
    found.push_back(Value::string(matches.group(group)));
    --limit;
  }
  return context.list(found);
}

Value extract_all(Context& context, Args args) {
  const Pattern pattern = pattern_of(context, args);
  if (!pattern.compiled) return pattern.error;
  const int group = pattern.compiled->NumberOfCapturingGroups();
  if (group > 1) return several_groups();
  return collect(context, args[0].as_string(), *pattern.compiled, group, -1);
}

Value find(Context& context, Args args) {
  const Pattern pattern = pattern_of(context, args, true);
  if (pattern.nowhere) return Value::string("");
  if (!pattern.compiled) return pattern.error;
  Matches matches(args[0].as_string(), *pattern.compiled);
  return matches.next() ? Value::string(matches.group(0)) : Value::string("");
}

Value find_all(Context& context, Args args) {
  if (args.size() == 3 && !args[2].is(Kind::kInt)) return context.no_such_overload();
  const Pattern pattern = pattern_of(context, args, true);
  if (pattern.nowhere) return context.list({});
  if (!pattern.compiled) return pattern.error;
  return collect(context, args[0].as_string(), *pattern.compiled, 0,
                 args.size() == 3 ? args[2].as_int() : -1);
}

Value replace(Context& context, Args args) {
  const Pattern pattern = pattern_of(context, args);
  if (!pattern.compiled) return pattern.error;
  if (!args[2].is_string() || (args.size() == 4 && !args[3].is(Kind::kInt)))
    return context.no_such_overload();
  const std::string_view with = args[2].as_string();
  const StringPiece rewrite(with.data(), with.size());
  std::string why;
  if (!pattern.compiled->CheckRewriteString(rewrite, &why))
    return context.error(ErrorCode::kInvalidArgument, why);
  const std::string_view text = args[0].as_string();
  std::int64_t limit = args.size() == 4 ? args[3].as_int() : -1;
  std::string out;
  std::size_t copied = 0;
  Matches matches(text, *pattern.compiled);
  for (; limit != 0 && matches.next(); --limit) {
    const std::size_t before = out.size();
    out += text.substr(copied, matches.begin() - copied);
    pattern.compiled->Rewrite(&out, rewrite, matches.groups(), Matches::kGroups);
    copied = matches.begin() + matches.group(0).size();
    if (!context.charge(1 + out.size() - before)) return context.exhausted();
  }
  return context.string(out += text.substr(copied));
}

constexpr auto G = Style::kGlobal;
constexpr auto M = Style::kMethod;
constexpr auto K = Accepts::kKnown;

constexpr Function kFunctions[] = {
    {"regex.extract", G, "string, string", "optional(string)", extract, K, 1},
    {"regex.extractAll", G, "string, string", "list(string)", extract_all, K, 1},
    {"regex.replace", G, "string, string, string", "string", replace, K, 1},
    {"regex.replace", G, "string, string, string, int", "string", replace, K, 1},
    {"find", M, "string, string", "string", find, K, 1},
    {"findAll", M, "string, string", "list(string)", find_all, K, 1},
    {"findAll", M, "string, string, int", "list(string)", find_all, K, 1},
};

}  // namespace

std::span<const Function> regex_functions() { return kFunctions; }

}  // namespace ecslint::expr
