// SPDX-License-Identifier: Apache-2.0
// YAML as the same located tree as JSON. What people write is nearly always read by fast_path.h; all else is
// read from libyaml's events, which are known to this folder alone. Both give the same. Keys and scalars have
// exact byte ranges in every style: quotes included, plain text trimmed, block scalars from their indicator
// to the end of their text; flow containers from bracket to bracket, block ones from their first to their
// last child.
//
// Plain scalars are read as YAML 1.2 (as the AWS CLI does); a value that YAML 1.1 (CloudFormation) reads
// differently is a finding. Aliases share what they name (kShared) and stand where the alias stands; merged
// members come after the object's own. What has a local tag (!Ref) is unresolved, and so is what holds
// placeholders.
#pragma once

#include <cstdint>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"

namespace ecslint::syntax_yaml {

enum class Way : std::uint8_t { kAny, kLibyaml };  // the second is for comparing

/// Adds one root for each document of document.source(), none for a file without any. Mistakes become
/// findings at their place. libyaml stops at the first syntax error: what was read before it stays, and the
/// objects that were open then are marked Node::kOpen.
void parse_yaml(doc::Document& document, std::vector<finding::Finding>& findings, Way way = Way::kAny);

}  // namespace ecslint::syntax_yaml
