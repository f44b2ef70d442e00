// SPDX-License-Identifier: Apache-2.0
// Whether bytes could hold ECS, told without parsing: a folder full of other JSON and YAML costs a search
// through its bytes and no more. Two questions: is it worth parsing, and, if it does not parse, is the
// mistake any of our business.
#pragma once

#include <string_view>

namespace ecslint::dialect_ecs {

struct Marks {
  bool any = false;     // holds a word of the ECS API or of a neighbour's: parse it
  bool strong = false;  // has keys that only ECS files have: a syntax error in it is a finding
  bool refers = false;  // may hold something that names others (a service, a task run, a neighbour)
};

Marks marks(std::string_view bytes);

}  // namespace ecslint::dialect_ecs
