// SPDX-License-Identifier: Apache-2.0
// What a template's Parameters section declares, and what its Rules section says about it: the values that a
// parameter can have at all narrow down what conditions can ask of it.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "doc/arena.h"
#include "doc/node.h"

namespace ecslint::dialect_cloudformation {

struct Parameter {
  const doc::Node* written = nullptr;  // its declaration
  std::string_view type;
  const doc::Node* fallback = nullptr;         // Default
  std::vector<std::string_view> allowed = {};  // nothing else can be given; empty: anything can
  const std::string* given = nullptr;          // --param
  bool secret = false;                         // NoEcho
  bool decides = false;                        // conditions ask it: its default is only one of its values

  bool allows(std::string_view value) const;
  bool is_list() const { return type == "CommaDelimitedList" || type.starts_with("List<"); }
  /// What is given is a name in Parameter Store, not the value.
  bool is_stored() const { return type.starts_with("AWS::SSM::Parameter::Value"); }
};

using ParametersByName = std::unordered_map<std::string_view, Parameter>;

/// Of the two sections of a template, either of which may be absent.
ParametersByName read_parameters(doc::Arena& arena, const doc::Node& root);

}  // namespace ecslint::dialect_cloudformation
