// SPDX-License-Identifier: Apache-2.0
// What a plain scalar means: by the core schema of YAML 1.2, and by YAML 1.1 as PyYAML and SnakeYAML read it
// (yes and on are booleans, 0755 is octal, 1:30 is ninety, 2024-01-01 a date).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "doc/node.h"

namespace ecslint::syntax_yaml {

struct Reading {
  enum class Type : std::uint8_t { kNull, kBool, kInteger, kUnsigned, kNumber, kString, kDate };

  Type type = Type::kString;
  bool boolean = false;
  std::int64_t integer = 0;
  std::uint64_t uinteger = 0;
  double number = 0;
};

Reading read_yaml12(std::string_view text);
Reading read_yaml11(std::string_view text);

/// The same value of the same type; a date is no string.
bool same(const Reading& a, const Reading& b);

/// For messages: `the string "no"`, `false`, `493`, `a date`.
std::string describe(const Reading& reading, std::string_view text);

/// As a node; a date is a string. `text` must live as long as the document.
doc::Node to_node(const Reading& reading, std::string_view text, text::Range range);

}  // namespace ecslint::syntax_yaml
