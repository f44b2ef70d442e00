// SPDX-License-Identifier: Apache-2.0
// "port {item.hostPort} is taken": a message with CEL expressions in braces. {{ and }} stand for braces.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace ecslint::rules {

struct TemplatePart {
  bool expression = false;
  std::string text;        // with {{ and }} undone, or the expression's source
  std::size_t offset = 0;  // where it begins in the template
};

struct Template {
  std::vector<TemplatePart> parts;
  std::string error;             // "" when the template is sound
  std::size_t error_offset = 0;  // of the brace that is wrong
};

Template parse_template(std::string_view text);

}  // namespace ecslint::rules
