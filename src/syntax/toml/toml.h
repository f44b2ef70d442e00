// SPDX-License-Identifier: Apache-2.0
// TOML (rule packs, ecslint.toml, tables of facts) as the same located tree as JSON and YAML, on toml++,
// which is known to toml.cc alone. Keys and values have exact byte ranges, members stand in the order
// written. Rules hold CEL inside TOML strings, so a place inside a string's value can be found again in the
// file.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"

namespace ecslint::syntax_toml {

/// Parses document.source() as TOML and adds one root object. A syntax error is appended as a finding with
/// its place; there is no root then. Dates and times become strings as they are written. The range of a
/// [table] goes from its header to its last member, that of an array of tables from the first header on.
void parse_toml(doc::Document& document, std::vector<finding::Finding>& findings);

/// Where the byte `value_offset` of the string's value stands in the file, its end included; inside what an
/// escape stands for: the escape's beginning. None when `string` is no string of that source or the offset is
/// past its end.
std::optional<text::Offset> source_offset(const doc::Node& string, const text::Source& source,
                                          std::size_t value_offset);

}  // namespace ecslint::syntax_toml
