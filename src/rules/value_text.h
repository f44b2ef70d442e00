// SPDX-License-Identifier: Apache-2.0
// A value as it is written into a user's file: compact or spaced JSON, or a YAML scalar where a plain one
// says the same. Everything that is no scalar is written in JSON's form, which YAML reads too.
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
std::string key_text(std::string_view key, Style style);

}  // namespace ecslint::rules
