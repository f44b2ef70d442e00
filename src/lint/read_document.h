// SPDX-License-Identifier: Apache-2.0
// Which dialect a parsed document is written in, and its resources: the one place that asks all dialects.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "dialect/cloudformation/read.h"
#include "doc/document.h"
#include "finding/finding.h"
#include "model/resource.h"

namespace ecslint::lint {

/// How a document is to be taken; by default as what its content says.
struct ReadAs {
  std::optional<model::Kind> kind = std::nullopt;
  bool cloudformation = false;
  dialect_cloudformation::ReadOptions in_template = {};
};

struct DocumentReading {
  std::string_view what;  // "task definition", "CloudFormation template"
  std::string_view why;
  bool is_template = false;
};

/// Appends its resources; of a template also, for each, what is open in it.
DocumentReading read_document(doc::Document& document, const ReadAs& as,
                              std::vector<model::Resource>& resources, dialect_cloudformation::Openness& open,
                              std::vector<finding::Finding>& findings);

}  // namespace ecslint::lint
