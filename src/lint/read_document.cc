// SPDX-License-Identifier: Apache-2.0
#include "lint/read_document.h"

#include "dialect/ecs/read.h"

namespace ecslint::lint {

DocumentReading read_document(doc::Document& document, const ReadAs& as,
                              std::vector<model::Resource>& resources, dialect_cloudformation::Openness& open,
                              std::vector<finding::Finding>& findings) {
  if (!document.roots().empty() && !as.kind) {
    const doc::Node& root = document.roots().front();
    const bool ours = dialect_cloudformation::is_template(root) && dialect_cloudformation::has_ecs(root);
    if (ours || as.cloudformation) {
      const auto reading =
          dialect_cloudformation::read_template(document, root, as.in_template, resources, open, findings);
      return {reading.what, as.cloudformation ? "--as says so" : reading.why, true};
    }
  }
  const auto reading = dialect_ecs::read_resources(document, as.kind, resources, findings);
  return {reading.what, reading.why, false};
}

}  // namespace ecslint::lint
