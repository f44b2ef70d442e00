// SPDX-License-Identifier: Apache-2.0
// From a node to what a finding shows: whose resource it is in, which token stands for it, and the path to
// it. A node may be in the resource that was looked at or in one that it is linked with, perhaps in another
// file.
#pragma once

#include <string>
#include <vector>

#include "doc/path.h"
#include "expr/evaluate.h"
#include "finding/finding.h"
#include "model/resource.h"

namespace ecslint::rules {

struct Located {
  const model::Resource* resource = nullptr;  // null: not in any of the resources
  text::Range range;                          // one token
  std::string path;
  std::vector<doc::Step> steps;  // from the resource's node

  finding::Place place() const { return {&resource->document->source(), range}; }
};

/// Looks through the resources in order.
Located locate_node(const std::vector<const model::Resource*>& resources, const doc::Node& node);

/// The same for what an expression found; of something absent the nearest token that exists.
Located locate_place(const std::vector<const model::Resource*>& resources, const expr::Place& place);

}  // namespace ecslint::rules
