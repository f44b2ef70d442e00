// SPDX-License-Identifier: Apache-2.0
// The names in the text of an expression, before it is compiled: which variables it mentions and along which
// paths, so that a rule's parts can be compiled in an order in which each knows the others it uses. It reads
// tokens only and may see a name too many (one that a macro shadows), never one too few.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace ecslint::rules {

/// a.b.c or a.?b; a name that is called (a.b.size()) does not belong to it.
struct Chain {
  std::vector<std::string_view> names;
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t first_dot = 0;  // of a chain of two or more names
};

std::vector<Chain> chains(std::string_view cel);

/// The expression is one chain and nothing else; its names, else none.
std::vector<std::string_view> pure_path(std::string_view cel);

/// The names at the very end (a[0].b.c gives b, c), without the variable they start from.
std::vector<std::string_view> tail_names(std::string_view cel);

/// The parts of a && b && c with their offsets; the whole text where it is no such chain.
struct Part {
  std::string_view text;  // without the white space around it
  std::size_t offset = 0;
};
std::vector<Part> conjuncts(std::string_view cel);

/// Some chain begins with this name.
bool mentions(std::string_view cel, std::string_view variable);

}  // namespace ecslint::rules
