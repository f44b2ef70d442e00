// SPDX-License-Identifier: Apache-2.0
// Runs compiled programs of one image. One evaluator a thread; programs, image, patterns and tables are
// shared and never written. Evaluating allocates nothing but from the arena, and traces nothing: where a
// finding points is found by locate() and witness(), which are called only when there is one.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "expr/context.h"
#include "expr/long_lists.h"
#include "expr/program.h"

namespace ecslint::expr {

/// A named expression (`let`): put Value::deferred(&d) into its slot. It is evaluated when first read, with
/// the slots of the program that reads it; make a new one (or reset it) for every subject.
struct Deferred {
  const Program* program = nullptr;
  mutable bool running = false;
  mutable bool done = false;
  mutable Value result;

  void reset() const { done = false; }
};

/// Where the value of an expression stands in the file.
struct Place {
  const doc::Node* node = nullptr;  // the value's node, or the deepest object or list on the way that exists
  const doc::Member* member = nullptr;  // the member whose value `node` is, when it was selected by name
  bool absent = false;                  // the value itself is not written; `node` is what lacks it
  std::string_view missing;  // absent: the first name on the way that is not there, empty for an index
};

class Evaluator : public Context {
 public:
  /// How long values in cells are good: programs that share parts (sharing.h) name one of these.
  static constexpr std::uint16_t kScopes = 3;
  /// Among properties: certainly not written.
  static const doc::Node kAbsent;

  /// `functions` are the tables the programs were compiled with.
  Evaluator(text::Image image, RegexCache& patterns, FunctionTables functions,
            std::int64_t budget = kDefaultBudget);

  /// Forgets what was computed, keeping the memory: call it between subjects. Values computed since the last
  /// reset stay good until the next.
  void reset() {
    arena_.reset();
    lists_.forget();
    ++round_;
    forget(0);
  }

  /// What the programs that are run from now on share: their number of cells, which are empty, and the values
  /// of variables' properties by number (nullptr: to be looked for in the variable).
  void share(std::size_t cells, const doc::Node* const* properties);
  /// Empties the cells of this scope and of those that are good for a shorter time.
  void forget(std::uint16_t scope) {
    for (; scope < kScopes; ++scope) rounds_[scope] = ++clock_;
  }

  /// The program's value; a slot may be of any kind. Each call has the whole budget.
  Value evaluate(const Program& program, std::span<const Value> slots);
  /// For code that does without programs (rules/screen.h): the whole budget again, values of shared parts,
  /// and what a function gives for arguments that are no errors.
  void refuel() { fuel_ = budget_; }
  bool is_kept(std::uint32_t cell, std::uint16_t scope) const { return cells_[cell].round == rounds_[scope]; }
  const Value& kept(std::uint32_t cell) const { return cells_[cell].value; }
  void keep(std::uint32_t cell, std::uint16_t scope, const Value& value) {
    cells_[cell] = {value, rounds_[scope]};
  }
  Value apply(std::uint32_t function, std::span<const Value> arguments);
  /// The same for arguments of which none is unknown.
  Value apply_known(std::uint32_t function, std::span<const Value> arguments);

  /// Whether a text is in a list, where that is known without going through it.
  std::optional<bool> holds(const Value& list, std::string_view text) {
    return list.size() < LongLists::kLong ? std::nullopt : lists_.holds(list, text, arena_);
  }

  /// How much of it the last call took.
  std::uint64_t spent() const { return static_cast<std::uint64_t>(budget_ - fuel_); }

  /// Where the value of a selection (`at`) stands. Not found: node is nullptr.
  Place locate(const Program& program, std::span<const Value> slots);

  /// Why a condition is false: the element that made all() false, else the node selected last under the
  /// operand that decided; nullptr when nothing was selected. Nodes that are not `wanted` are passed over:
  /// tables of facts and options are documents too.
  const doc::Node* witness(const Program& program, std::span<const Value> slots,
                           const std::function<bool(const doc::Node&)>& wanted = {});

 private:
  friend class Locator;
  friend class Witness;
  /// What is saved while another program (a `let`) runs.
  struct Frame {
    const Op* ops;
    const std::uint32_t* operands;
    const Key* keys;
    const text::Ref<SetEntry>* sets;
    std::span<const Value> slots;
    Value* locals;
  };

  /// What a function that is worth it gave for arguments that are nodes of a document: many rules ask the
  /// same of the same string. Good until the next reset().
  struct Kept {
    std::uint32_t round = 0;
    std::uint32_t function = 0;
    const doc::Node* arguments[2] = {};
    Value result;
  };
  static constexpr std::size_t kKept = 128;
  Kept* kept_for(std::uint32_t function, std::span<const Value> arguments);

  Frame enter(const Program& program, std::span<const Value> slots);
  void leave(const Frame& frame);
  const Op& op(std::uint32_t index) const { return ops_[index]; }
  std::span<const std::uint32_t> operands(const Op& op) const { return {operands_ + op.a, op.count}; }
  Value constant(const Op& op) const;
  Value fail(const Op& op, ErrorCode code, const char* message) const {
    return Value::error(code, message, op.place);
  }

  /// The value of a shared part while it is good.
  struct Cell {
    Value value;
    std::uint64_t round = 0;
  };

  Value eval(std::uint32_t index);
  Value slot(const Op& op);
  Value fill(const Op& op);
  Value property(const Op& op, const doc::Node& found);
  Value absent_property(const Op& op);
  Value negated(const Op& op);
  Value indexed(const Op& op);
  Value local(const Op& op);
  Value select(const Op& op, const Value& operand);
  Value select_through(const Op& op, const Value& operand);
  Value select_absent(const Op& op, const Value& operand, const Key& key);
  Value has(const Op& op);
  Value index(const Op& op, const Value& operand, const Value& at);
  Value find_at(const Op& op, const Value& operand, const Value& at);
  Value optional_or(const Op& op);
  Value logic(const Op& op, bool decides);
  Value open_logic(const Op& op, bool decides, std::uint32_t from, const Value& first);
  Value conditional(const Op& op);
  Value operation(const Op& op);
  Value equality(const Op& op);
  Value compare_unknown(const Op& op, const Value& a, const Value& b);
  Value in(const Op& op, const Value& element, const Value& range);
  Value in_set(const Op& op);
  Value list(const Op& op);
  Value map_literal(const Op& op);
  Value call(const Op& op);
  Value macro(const Op& op);
  template <typename F>
  Value each(const Op& op, const Value& range, F&& f);
  Value quantifier(const Op& op, bool decides);
  Value exists_one(const Op& op);
  Value chosen(const Op& op, std::uint32_t condition);
  Value map_list(const Op& op);
  Value transform_map(const Op& op);
  Value sort_by(const Op& op);
  Value bind(const Op& op);
  Value optional_map(const Op& op);

  LongLists lists_;
  std::uint32_t round_ = 1;
  std::array<Kept, kKept> kept_;
  std::vector<Cell> cells_;
  std::array<std::uint64_t, kScopes> rounds_{};
  std::uint64_t clock_ = 0;
  const doc::Node* const* properties_ = nullptr;
  FunctionTables functions_;
  std::int64_t budget_;

  // The program being run.
  const Op* ops_ = nullptr;
  const std::uint32_t* operands_ = nullptr;
  const Key* keys_ = nullptr;
  const text::Ref<SetEntry>* sets_ = nullptr;
  std::span<const Value> slots_;
  Value* locals_ = nullptr;
};

/// `!value`; unknowns and errors come back as they are.
Value negation(const Value& value);

}  // namespace ecslint::expr
