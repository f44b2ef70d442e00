// SPDX-License-Identifier: Apache-2.0
// Ways through a tree, and how they are written: by name where elements have one,
// containerDefinitions["web"].portMappings[0].hostPort. Nodes do not know their parents; a way is found from
// the root when a finding needs it, following ranges, which is cheap because that is rare.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "doc/node.h"

namespace ecslint::doc {

/// One step down: the index-th member or element of `parent`.
struct Step {
  const Node* parent = nullptr;
  std::uint32_t index = 0;

  const Node& node() const;
  /// Null when the parent is an array.
  const Member* member() const;
};

/// The steps from root to target (compared by address); empty when target is the root or not below it.
std::vector<Step> steps_to(const Node& root, const Node& target);

/// The path of steps, as users read it. Elements are called by their `name` where it is a known string that
/// no sibling shares.
std::string to_path(const std::vector<Step>& steps);
std::string path_of(const Node& root, const Node& target);

/// Appends ".key" (or ["odd key"]) to a path.
void append_key(std::string& path, std::string_view key);

/// The token that stands for something absent inside `object`: the value of name, family or serviceName, else
/// the key under which it stands (from `steps`), else its opening bracket.
Range token_of(const Node& object, const std::vector<Step>& steps);

}  // namespace ecslint::doc
