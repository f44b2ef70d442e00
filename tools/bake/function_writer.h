// SPDX-License-Identifier: Apache-2.0
// One generated function: statements for the operations of programs, in the order the evaluator would take
// them. value() and truth() write what computes an operation and return the variable that holds it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "expr/program.h"
#include "rules/pack.h"
#include "rules/records.h"
#include "rules/subjects.h"

namespace ecslint::bake {

/// A variable that is followed when it is first asked for.
inline bool is_link(const rules::Variable& variable) {
  return variable.origin == rules::Origin::kLink || variable.origin == rules::Origin::kUnfound;
}

/// Names of what functions share.
std::string cell_function(std::size_t subject, std::uint32_t cell);
std::string condition_function(std::size_t subject, std::uint32_t condition);

class FunctionWriter {
 public:
  /// A program to write, and the rule whose named expressions it reads.
  struct From {
    const expr::Program* program = nullptr;
    const rules::JudgeRecord* judge = nullptr;
  };
  /// A shared part: where its operation stands.
  struct Cell {
    From from;
    std::uint32_t op = 0;
    std::uint16_t scope = 0;
  };

  FunctionWriter(const rules::Pack& pack, std::size_t subject);

  /// The root of a program as a condition or a value; the name of the variable.
  std::string truth(const From& from);
  std::string value(const From& from);
  /// An operation of it: the body of a shared part.
  std::string value(const From& from, std::uint32_t op);

  void line(std::string_view text) { out_.append(text).push_back('\n'); }
  /// All that was written, with the named expressions before it.
  std::string text() const { return lets_text_ + out_; }

  /// The parts that were met and are functions of their own.
  const std::map<std::uint32_t, Cell>& cells() const { return cells_; }
  std::size_t asked() const { return asked_; }

 private:
  /// A program that is being written.
  struct Frame {
    From from;
    std::span<const expr::Op> ops;
    std::span<const std::uint32_t> operands;
    std::span<const expr::Key> keys;
    std::span<const text::Ref<expr::SetEntry>> sets;
    std::map<std::uint32_t, std::string> locals;
    std::map<std::uint32_t, std::string> hashes;  // of those that are one of some constant names
  };

  std::string fresh(std::string_view prefix);
  std::string declare(std::string_view type, std::string_view prefix, std::string_view initial);
  std::string ask();
  const expr::Op& op(std::uint32_t index) const { return frame_->ops[index]; }
  std::span<const std::uint32_t> operands(const expr::Op& op) const {
    return frame_->operands.subspan(op.a, op.count);
  }
  void enter(const From& from, Frame& frame);
  void set_local(std::uint32_t number, const std::string& name) {
    frame_->locals[number] = name;
    frame_->hashes.erase(number);
  }

  std::string value_of(std::uint32_t index);
  std::string truth_of(std::uint32_t index);
  std::string optional_of(std::uint32_t index);
  bool is_condition(std::uint32_t index) const;
  bool is_optional(std::uint32_t index);
  std::string constant(const expr::Op& op) const;
  std::string literal(text::Str s) const;

  std::string slot(std::uint32_t number);
  std::string let(std::uint32_t number);
  std::string shared(const expr::Op& op);
  std::string selection(std::uint32_t index, bool of_optional);
  std::string selected(const expr::Op& op, const std::string& operand);
  std::string has(const expr::Op& op);
  std::string logic(const expr::Op& op, bool decides);
  std::string conditional(const expr::Op& op, bool as_truth);
  std::string equality(const expr::Op& op);
  std::string ordering(const expr::Op& op);
  std::string in_set(const expr::Op& op);
  std::string list(const expr::Op& op);
  std::string index_of(const expr::Op& op, const std::string& operand);
  std::string option(const expr::Op& op);
  std::string call(const expr::Op& op);
  std::string call_truth(std::uint32_t index);
  std::string quantifier(const expr::Op& op, bool decides);
  std::string map_list(const expr::Op& op);
  /// The operation is a list of nothing but constant strings.
  bool is_list_of_names(const expr::Op& op) const;
  /// The hash of a constant string or of an element of such a list, which is known when the code is written;
  /// empty for any other.
  std::string hash_of(std::uint32_t index) const;
  /// Writes the head of a loop over a range that is a list or map, up to the variables; to be closed with
  /// "}".
  void loop(const expr::Op& op, const std::string& range, std::string_view on_spent);
  std::string_view function_name(const expr::Op& op) const;

  const rules::Pack& pack_;
  text::Image image_;
  std::size_t subject_;
  std::string out_;
  std::string lets_text_;
  std::map<std::uint32_t, std::string> lets_;
  std::set<std::uint32_t> running_;
  Frame* frame_ = nullptr;
  std::map<std::uint32_t, Cell> cells_;
  std::size_t next_ = 0;
  std::size_t asked_ = 0;
};

}  // namespace ecslint::bake
