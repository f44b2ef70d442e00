// SPDX-License-Identifier: Apache-2.0
// names.near(name, candidates): what a misspelt name may have meant, as a list of one, or an empty list when
// nothing is near. A list, so that `near[0]` gives a fix nothing where there is nothing to suggest.
// Candidates that are not known are passed over: this is for messages and fixes, no condition should hang on
// it.
// names.repeated(list, key): the objects of the list whose key has a value that an earlier one has, too;
// those without the key are passed over, and what comes after a hundred.
// names.same(a, b): whether two values name the same, be it by the same text or because they refer to the
// same resource of a template (!Ref Files) or are put together alike (${Name}-web); what cannot be told is
// unknown.
#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "expr/context.h"
#include "rules/functions/functions.h"
#include "text/edit_distance.h"
#include "text/hash.h"

namespace ecslint::rules {
namespace {

using expr::Context;
using expr::Value;

constexpr std::uint64_t kCostOfOne = 64;  // comparing two words
constexpr std::size_t kMost = 100;        // repetitions that are told

Value near(Context& context, std::span<const Value> args) {
  if (!args[0].is_string() || !args[1].is_list()) return context.no_such_overload();
  if (!context.charge(1 + kCostOfOne * args[1].size())) return context.exhausted();
  std::vector<std::string_view> candidates;
  for (std::uint32_t i = 0; i < args[1].size(); ++i) {
    const Value candidate = args[1].element(i);
    if (candidate.is_string()) candidates.push_back(candidate.as_string());
  }
  const std::string_view found = text::nearest(args[0].as_string(), candidates);
  std::vector<Value> out;
  if (!found.empty()) out.push_back(Value::string(found));
  return context.list(out);
}

/// The value of a key: nothing when it is not there; an unknown when that is not certain.
std::optional<Value> key_of(const Value& element, std::string_view key, std::uint32_t hash) {
  if (!element.is_map()) return element.derived();
  if (const auto found = expr::map_find(element, key, hash)) return found->derived();
  const Value open = expr::open_part(element);
  if (open.is_unknown()) return open;
  return std::nullopt;
}

/// Names of a list. Most are so short that comparing hashes one by one beats a table.
class Seen {
 public:
  /// False when it was there before.
  bool add(std::string_view name) {
    if (count_ == kFew) return more_.insert(name).second;
    const std::uint32_t hash = text::key_hash(name);
    std::uint32_t alike = 0;
    for (std::size_t i = 0; i < count_; ++i) alike += hashes_[i] == hash ? 1 : 0;  // four at once
    if (alike != 0 && std::find(few_.begin(), few_.begin() + count_, name) != few_.begin() + count_)
      return false;
    hashes_[count_] = hash;
    few_[count_++] = name;
    if (count_ == kFew) more_.insert(few_.begin(), few_.end());
    return true;
  }

 private:
  static constexpr std::size_t kFew = 32;

  std::array<std::uint32_t, kFew> hashes_;
  std::array<std::string_view, kFew> few_;
  std::size_t count_ = 0;
  std::unordered_set<std::string_view> more_;
};

Value repeated(Context& context, std::span<const Value> args) {
  if (!args[0].is_list() || !args[1].is_string()) return context.no_such_overload();
  if (const Value open = expr::open_part(args[0]); open.is_unknown()) return open;
  if (!context.charge(1 + args[0].size())) return context.exhausted();
  const std::uint32_t hash = text::key_hash(args[1].as_string());
  Seen seen;
  std::vector<Value> out;
  for (std::uint32_t i = 0; i < args[0].size() && out.size() < kMost; ++i) {
    const Value element = args[0].element(i);
    const auto name = key_of(element, args[1].as_string(), hash);
    if (!name) continue;
    if (name->is_unknown()) return *name;
    if (!name->is_string()) return context.no_such_overload();
    if (!seen.add(name->as_string())) out.push_back(element);
  }
  return context.list(out);
}

/// What a value is the name, ARN or ID of, in its template.
std::string_view referred(const Value& value) {
  const doc::Node* node = value.is_unknown() ? value.node() : nullptr;
  return node != nullptr && node->is_unresolved() ? node->why().refers_to : std::string_view();
}

/// Two holes of one name stand for the same text, ${Role} and ${Role}.
bool same_text(const Value& a, const Value& b) {
  const auto written = [](const Value& value) {
    const doc::Node* node = value.is_unknown() ? value.node() : nullptr;
    const bool text = node != nullptr && node->is_unresolved() && !node->why().pieces.empty();
    return text ? node->why().spelling : std::string_view();
  };
  return !written(a).empty() && written(a) == written(b);
}

Value same(Context& context, std::span<const Value> args) {
  const auto fits = [](const Value& value) { return value.is_string() || value.is_unknown(); };
  if (!fits(args[0]) || !fits(args[1])) return context.no_such_overload();
  if (args[0].is_string() && args[1].is_string()) {
    return Value::boolean(args[0].as_string() == args[1].as_string());
  }
  const std::string_view a = referred(args[0]);
  const std::string_view b = referred(args[1]);
  if (!a.empty() && !b.empty()) return Value::boolean(a == b);
  if (same_text(args[0], args[1])) return Value::boolean(true);
  return args[0].is_unknown() ? args[0] : args[1];
}

constexpr expr::Function kFunctions[] = {
    {"names.near", expr::Style::kGlobal, "string, list(dyn)", "list(string)", near},
    {"names.same", expr::Style::kGlobal, "string, string", "bool", same, expr::Accepts::kAnything},
    {"names.repeated", expr::Style::kGlobal, "list(A), string", "list(A)", repeated},
};

}  // namespace

std::span<const expr::Function> name_functions() { return kFunctions; }

}  // namespace ecslint::rules
