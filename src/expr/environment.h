// SPDX-License-Identifier: Apache-2.0
// What an expression may name: variables with their slots and types, and functions. Made once for each
// subject when rules are loaded; running a program needs none of it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "expr/function.h"
#include "expr/type.h"

namespace ecslint::expr {

struct Variable {
  std::string name;  // may be dotted: the longest declared prefix of a.b.c is the variable
  std::uint32_t slot = 0;
  TypeId type = types::kDyn;
};

class Environment {
 public:
  /// Both must outlive the environment. The table grows while expressions are checked.
  Environment(TypeTable& types, FunctionTables functions) : types_(&types), functions_(functions) {}

  /// Declares a variable; a later one of the same name replaces it.
  void add(std::string_view name, std::uint32_t slot, TypeId type = types::kDyn);

  /// Names are looked up in this scope first ("com.example": com.example.x, com.x, x).
  void set_container(std::string_view name) { container_ = name; }
  /// Nothing is checked at load: unknown names and functions, wrong types are errors at run time.
  void set_lenient(bool lenient) { lenient_ = lenient; }

  const Variable* find(std::string_view name) const;
  const std::vector<Variable>& variables() const { return variables_; }
  TypeTable& types() const { return *types_; }
  FunctionTables functions() const { return functions_; }
  const std::string& container() const { return container_; }
  bool is_lenient() const { return lenient_; }

 private:
  std::vector<Variable> variables_;
  TypeTable* types_;
  FunctionTables functions_;
  std::string container_;
  bool lenient_ = false;
};

}  // namespace ecslint::expr
