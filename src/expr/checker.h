// SPDX-License-Identifier: Apache-2.0
// Resolves names and calls, and checks types and guards, gradually: what is dyn is not checked. Its findings
// stand in one note per tree node, from which the planner writes the program.
//
// Guards: a property that the schema does not require and gives no default must have been asked for before it
// is read. While checking, facts_ holds what has been; every expression yields the facts that hold when it is
// true and when it is false, and &&, ||, ! and ?: combine them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/ast.h"
#include "expr/compile.h"

namespace ecslint::expr {

enum class Reference : std::uint8_t {
  kNone,
  kSlot,                // index: slot
  kLocal,               // index: local
  kTypeName,            // text: int, google.protobuf.Timestamp
  kFunction,            // index: table << 16 | row; the arguments are all children
  kNamespacedFunction,  // the same; the first child is only part of the name
  kOptionalOr,
  kOptionalOrValue,
  kUnknown,  // an error at run time
};

enum class Absent : std::uint8_t { kError, kFallback, kUnknown };

struct Note {
  TypeId type = types::kDyn;
  Reference reference = Reference::kNone;
  Absent absent = Absent::kError;
  std::uint32_t index = 0;  // of a macro: its first variable's local
  std::string_view text;
  const doc::Node* fallback = nullptr;
  bool is_bound = false;  // a local of cel.bind(): evaluated when first read
};

struct Checked {
  std::vector<Note> notes;  // by AstId
  std::uint32_t locals = 0;
  Facts when_true;
};

class Checker {
 public:
  Checker(const Ast& ast, const Environment& environment, std::vector<CompileError>& errors);

  /// Checks the whole tree; errors are appended.
  Checked run(const Facts* given);

 private:
  struct Outcome {
    TypeId type = types::kDyn;
    Facts when_true;
    Facts when_false;
    std::string path;  // of a variable or property: how facts name it
  };
  struct Local {
    std::string_view name;
    std::uint32_t index;
    TypeId type;
    std::string path;
    bool is_bound = false;
  };
  using Bindings = std::map<std::string, TypeId, std::less<>>;

  Outcome check(AstId id);
  Outcome check_kind(AstId id);
  Outcome check_with(AstId id, const Facts& more);
  TypeId type_of(AstId id) { return check(id).type; }
  Outcome of(TypeId type) const { return Outcome{type, {}, {}, {}}; }
  Outcome logic(AstId id, bool is_and);
  Outcome conditional(AstId id);
  Outcome unary(AstId id);
  Outcome list(AstId id);
  Outcome map(AstId id);
  TypeId part(AstId id);

  // checker_names.cc
  Outcome name(AstId id);
  std::optional<Outcome> dotted(AstId id);
  std::optional<Outcome> lookup(AstId id, std::string_view qualified, bool rooted);
  std::string qualified_name(AstId id) const;
  const Local* local(std::string_view wanted) const;
  Outcome select(AstId id);
  Outcome has(AstId id);
  Outcome index(AstId id);
  Outcome property(AstId id, const Outcome& operand, std::string_view field, bool optional);
  TypeId field_type(AstId id, TypeId object, std::string_view field);
  void require_guard(AstId id, const Outcome& operand, std::string_view field);
  void unknown_property(AstId id, const Type& object, std::string_view field);

  // checker_calls.cc
  Outcome call(AstId id);
  Outcome method(AstId id);
  std::optional<Outcome> namespaced(AstId id);
  std::optional<Outcome> optional_method(AstId id, const Outcome& receiver);
  Outcome resolve(AstId id, std::string_view function, Style style, const std::vector<Outcome>& arguments,
                  Reference reference);
  std::optional<TypeId> match(const Function& row, const std::vector<Outcome>& arguments);
  bool fits(TypeId actual, TypeId formal, Bindings& bindings);
  TypeId substitute(TypeId formal, const Bindings& bindings);
  void check_pattern(AstId id, const Function& row, bool skip_receiver);
  void no_function(AstId id, std::string_view function, Style style, std::size_t arguments);
  void no_overload(AstId id, std::string_view function, Style style, const std::vector<Outcome>& arguments);
  Outcome binary(AstId id);
  TypeId arithmetic(AstId id, TypeId a, TypeId b);
  void check_order(AstId id, TypeId a, TypeId b);
  void check_equality(AstId id, TypeId a, TypeId b);
  Outcome membership(AstId id, TypeId element, const Outcome& range);

  // checker_macros.cc
  Outcome macro(AstId id);
  Outcome bind(AstId id);
  Outcome optional_map(AstId id);
  bool open_scope(AstId id, TypeId range);
  void variable_types(AstId id, TypeId range, TypeId& first, TypeId& second);
  TypeId narrowed(TypeId element, const Facts& facts, const Local& variable);

  TypeId join(TypeId a, TypeId b);
  bool comparable(TypeId a, TypeId b) const;
  void expect_bool(AstId id, TypeId type, std::string_view where);
  std::string shown(TypeId id) const { return types_.to_string(id); }
  void error(AstId id, std::string message);
  void error_at(std::uint32_t offset, std::uint32_t size, std::string message);

  const Ast& ast_;
  const Environment& environment_;
  TypeTable& types_;
  std::vector<CompileError>& errors_;
  Checked result_;
  Facts facts_;
  std::vector<Local> locals_;
};

}  // namespace ecslint::expr
