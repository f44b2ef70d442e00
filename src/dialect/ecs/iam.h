// SPDX-License-Identifier: Apache-2.0
// Roles and policies as IAM's calls take and give them, and policy documents by themselves. Every policy
// document becomes a resource of its own; a role is what a document says of it, in the shape that rules read
// (schemas/role.json), and carries Node::kOpen where other calls may add to it. Putting the pieces together
// is the project's business (model/roles.h). Documents that stand in a string are read too (embedded.h).
#pragma once

#include <optional>
#include <vector>

#include "dialect/ecs/read.h"
#include "doc/document.h"
#include "finding/finding.h"
#include "model/resource.h"

namespace ecslint::dialect_ecs {

/// Appends the roles and policies that the root holds; nothing when it is none of IAM's. What is wrong with
/// JSON in strings is appended to the findings.
std::optional<Reading> read_iam(doc::Document& document, const doc::Node& root,
                                std::vector<model::Resource>& resources,
                                std::vector<finding::Finding>& findings);

/// Takes the root for a policy document, whatever it holds.
void read_policy(doc::Document& document, const doc::Node& root, std::vector<model::Resource>& resources,
                 std::vector<finding::Finding>& findings);

}  // namespace ecslint::dialect_ecs
