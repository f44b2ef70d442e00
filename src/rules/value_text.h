// SPDX-License-Identifier: Apache-2.0
// A value as it is written into a user's file: compact or spaced JSON, a YAML scalar where a plain one says
// the same, or a YAML block.
#pragma once

#include <string>
#include <string_view>

#include "doc/node.h"

namespace ecslint::rules {

enum class Style : std::uint8_t {
  kJson,      // "a": 1, "b": [1, 2]
  kMinified,  // "a":1,"b":[1,2]
  kYaml,      // a: 1 at block level, JSON within
};

std::string value_text(const doc::Node& value, Style style);
/// What stands after the colon of a YAML key in this column: a scalar on the same line, else the lines of a
/// block, two columns further in.
std::string block_text(const doc::Node& value, std::size_t column, std::string_view line_break);

/// What stands behind the dash in this column: a scalar or brackets, or an object as a block.
std::string element_text(const doc::Node& element, std::size_t column, std::string_view line_break);

std::string key_text(std::string_view key, Style style);

}  // namespace ecslint::rules
