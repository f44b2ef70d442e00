// SPDX-License-Identifier: Apache-2.0
// A parsed document for the ECS API (JSON or YAML, what `aws ecs …` takes and gives) as resources. The tree
// has API names already, so canonical nodes are those of the file; only envelopes ({"taskDefinition": …},
// {"services": […]}) are taken off and bare containers get an object around them.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"
#include "model/resource.h"

namespace ecslint::dialect_ecs {

/// What a document was taken for. Without resources: what else it is, `what` empty when nobody knows.
struct Reading {
  std::string_view what;  // "task definition", "Kubernetes manifest"
  std::string_view why;   // "it has containerDefinitions"
};

/// Appends the document's resources in the order they stand. `as` takes every root for that kind. What is
/// wrong with JSON in strings is appended to the findings.
Reading read_resources(doc::Document& document, std::optional<model::Kind> as,
                       std::vector<model::Resource>& resources, std::vector<finding::Finding>& findings);

}  // namespace ecslint::dialect_ecs
