// SPDX-License-Identifier: Apache-2.0
// Names of a CloudFormation template: what Ref, Fn::GetAtt, Fn::Sub, Condition, DependsOn and Fn::FindInMap
// mean, found in the document's own tree, where names are given and where they are used.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/checker.h"
#include "text/range.h"

namespace ecslint::lsp {

struct TemplateName {
  std::string name;
  std::string what;  // "parameter", "resource AWS::ECS::Service"
  text::Range range;
  std::vector<text::Range> definitions;
  std::vector<text::Range> uses;
};

/// Nothing when the file is no template or no such name stands there.
std::optional<TemplateName> template_name_at(const lint::ParsedFile& file, text::Offset offset);

/// Names that may stand where a name has been begun (behind Ref, ${ …), with what they are.
struct NameWanted {
  std::vector<std::pair<std::string, std::string>> names;
  text::Range token;
};
NameWanted names_wanted_at(const lint::ParsedFile& file, text::Offset offset);

/// Logical ids of resources with their types, for symbols and completion: {id, type, range of the id}.
struct LogicalId {
  std::string_view id;
  std::string_view type;
  text::Range id_range;
  text::Range range;
};
std::vector<LogicalId> logical_ids(const lint::ParsedFile& file);

}  // namespace ecslint::lsp
