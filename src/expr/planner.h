// SPDX-License-Identifier: Apache-2.0
// Writes the program of a checked tree into an image: operations with resolved slots, hashed keys and
// constant sets; what is constant is computed now.
#pragma once

#include <optional>
#include <vector>

#include "expr/ast.h"
#include "expr/checker.h"
#include "expr/context.h"
#include "expr/program.h"
#include "text/image.h"

namespace ecslint::expr {

class Planner {
 public:
  Planner(const Ast& ast, const Checked& checked, text::ImageBuilder& image)
      : ast_(ast), notes_(checked.notes), locals_(checked.locals), image_(image), bound_(checked.locals) {}

  Program run();

 private:
  /// An operation, and its value when that is a constant scalar.
  struct Planned {
    std::uint32_t op = 0;
    std::optional<Value> constant = {};
  };

  std::uint32_t plan(AstId id) { return planned(id).op; }
  Planned planned(AstId id);
  Planned literal(AstId id);
  Planned constant(const Value& value, std::uint32_t place);
  std::uint32_t name(AstId id);
  std::uint32_t select(AstId id);
  std::uint32_t member(Code code, std::uint32_t operand, std::string_view field, std::uint32_t fallback,
                       std::uint32_t place);
  std::uint32_t property(const Note& note, std::uint32_t operand, std::string_view field,
                         std::uint32_t place);
  std::uint32_t fallback(const doc::Node& node, std::uint32_t place);
  std::uint32_t index(AstId id);
  Planned unary(AstId id);
  Planned binary(AstId id);
  std::optional<std::uint32_t> in_set(AstId id);
  std::uint32_t logic(AstId id, Code code);
  std::uint32_t call(AstId id);
  std::uint32_t collection(AstId id, Code code);
  std::uint32_t macro(AstId id);
  std::uint32_t fail(AstId id);

  bool is_reference(AstId id) const { return notes_[id].reference != Reference::kNone; }
  std::uint32_t add(Op op) { return ops_.push_back(op), static_cast<std::uint32_t>(ops_.size() - 1); }
  std::uint32_t add(Code code, AstId id, std::uint32_t a = 0, std::uint32_t b = 0);
  std::uint32_t add_many(Code code, AstId id, const std::vector<std::uint32_t>& children,
                         std::uint32_t b = 0);
  std::uint32_t key(std::string_view name, std::uint32_t fallback);

  const Ast& ast_;
  const std::vector<Note>& notes_;
  std::uint32_t locals_;
  text::ImageBuilder& image_;
  RegexCache patterns_;
  Context context_{text::Image(), patterns_};
  std::vector<Op> ops_;
  std::vector<std::uint32_t> operands_;
  std::vector<Key> keys_;
  std::vector<text::Ref<SetEntry>> sets_;
  std::vector<std::uint32_t> bound_;  // by local: the operation of what a macro goes over or binds
};

}  // namespace ecslint::expr
