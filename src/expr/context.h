// SPDX-License-Identifier: Apache-2.0
// What a function may use while it runs: the arena for what it computes, the budget it is charged to,
// compiled patterns, and errors. The evaluator is one.
#pragma once

#include <re2/re2.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

#include "doc/arena.h"
#include "expr/function.h"
#include "expr/regex_cache.h"
#include "text/image.h"

namespace ecslint::expr {

/// Whether a pattern is found in a text of which only pieces are known, whatever the others are.
enum class PartialMatch : std::uint8_t { kNever, kMaybe, kAlways };

/// Answers for constant patterns without compiling them: tables that stand beside the programs in an image.
class PatternTables {
 public:
  virtual ~PatternTables() = default;
  /// Whether the pattern, known by the address of its text, is found in a text; nothing when it has no table.
  virtual std::optional<bool> found_in(std::string_view pattern, std::string_view text) const = 0;
  /// kMaybe also where it would be too much work to tell.
  virtual PartialMatch found_in(std::string_view pattern, std::span<const doc::Piece> pieces) const = 0;
};

/// Facts that functions look things up in, by the name of a table.
class FactTables {
 public:
  virtual ~FactTables() = default;
  /// Null when there is no such table.
  virtual const doc::Node* fact_table(std::string_view name) const = 0;
};

class Context {
 public:
  static constexpr std::int64_t kDefaultBudget = 1'000'000;

  Context(text::Image image, RegexCache& patterns) : image_(image), patterns_(patterns) {}
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  /// Pays for work that grows with its input (bytes read or made, elements visited). False when the budget is
  /// spent: return exhausted() at once.
  bool charge(std::uint64_t units) {
    if (units > static_cast<std::uint64_t>(fuel_ < 0 ? 0 : fuel_)) return fuel_ = -1, false;
    return fuel_ -= static_cast<std::int64_t>(units), true;
  }
  bool is_exhausted() const { return fuel_ < 0; }
  static Value exhausted();

  /// Room for n values, already charged; nullptr when the budget is spent. Give it to Value::list(span).
  Value* room(std::size_t n);
  /// Copies of what is given, charged; the budget's error when that is spent.
  Value string(std::string_view s);
  Value bytes(std::string_view s);
  Value list(std::span<const Value> elements);
  Value optional(const Value& of);
  /// A map of these entries; an error for a key of the wrong kind or a repeated one.
  Value map(std::span<const Entry> entries);
  template <typename T>
  const T* keep(const T& object) {
    T* to = arena_.allocate<T>(1);
    return new (to) T(object);
  }

  /// An error whose message is copied; Value::error() does for literals.
  Value error(ErrorCode code, std::string_view message);
  static Value no_such_overload() { return Value::error(ErrorCode::kNoSuchOverload, "no such overload"); }

  /// The compiled pattern (RE2, UTF-8), nullptr when it is bad; good until the next call.
  const re2::RE2* regex(std::string_view pattern);
  Value bad_pattern(std::string_view pattern);

  /// The tables must outlive the context; without any, RE2 does all.
  void use(const PatternTables* tables) { tables_ = tables; }
  std::optional<bool> found_in(std::string_view pattern, std::string_view text) const {
    return tables_ == nullptr ? std::nullopt : tables_->found_in(pattern, text);
  }
  PartialMatch found_in(std::string_view pattern, std::span<const doc::Piece> pieces) const {
    return tables_ == nullptr ? PartialMatch::kMaybe : tables_->found_in(pattern, pieces);
  }
  bool has_table(std::string_view pattern) const { return found_in(pattern, std::string_view()).has_value(); }

  /// The tables must outlive the context; without any, no fact is known.
  void use(const FactTables* facts) { facts_ = facts; }
  const doc::Node* fact_table(std::string_view name) const {
    return facts_ == nullptr ? nullptr : facts_->fact_table(name);
  }

  doc::Arena& arena() { return arena_; }

 protected:
  text::Image image_;
  RegexCache& patterns_;
  doc::Arena arena_;
  std::int64_t fuel_ = kDefaultBudget;

 private:
  const PatternTables* tables_ = nullptr;
  const FactTables* facts_ = nullptr;
  std::unordered_map<std::string, std::unique_ptr<re2::RE2>> computed_patterns_;
};

}  // namespace ecslint::expr
