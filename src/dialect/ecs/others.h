// SPDX-License-Identifier: Apache-2.0
// What else JSON and YAML files in a repository are. Recognised so that explain-file and --statistics can
// name them, and so that a Kubernetes manifest or a Dockerrun file is never taken for ECS. One table; a kind
// of file is a row.
#pragma once

#include <string_view>

#include "doc/node.h"

namespace ecslint::dialect_ecs {

struct Other {
  std::string_view name;  // "Kubernetes manifest"; empty: not known
  std::string_view why;   // "it has apiVersion and kind"
};

/// What the parsed root is, if it is one of the known others.
Other recognise_other(const doc::Node& root);

/// What a file is by its name alone, for what is not parsed at all (Jsonnet).
Other other_by_name(std::string_view file_name);

}  // namespace ecslint::dialect_ecs
