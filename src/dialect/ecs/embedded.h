// SPDX-License-Identifier: Apache-2.0
// JSON that stands in a string of a document, plain or URL-encoded, as some calls take and give it. Its nodes
// are where its characters are in the file; where that cannot be told (a folded scalar of YAML) all of them
// have the place of the whole string. They are synthetic: text in a string is not mended.
#pragma once

#include <vector>

#include "doc/document.h"
#include "finding/finding.h"

namespace ecslint::dialect_ecs {

/// The value that the string holds; the node itself when it is no string or its text does not begin with a
/// brace. Mistakes in the JSON are appended to the findings.
doc::Node embedded_json(doc::Document& document, const doc::Node& string,
                        std::vector<finding::Finding>& findings);

}  // namespace ecslint::dialect_ecs
