// SPDX-License-Identifier: Apache-2.0
// Names of a CloudFormation template: what Ref, Fn::GetAtt, Fn::Sub, conditions, DependsOn and Fn::FindInMap
// mean, found in the document's own tree, where names are given and where they are used.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/checker.h"
#include "text/range.h"

namespace ecslint::lsp {

enum class TemplateSection : std::uint8_t { kParameter, kResource, kMapping, kCondition, kOutput };

/// What is given a name in one of the sections.
struct Declaration {
  std::string_view name;
  TemplateSection section = TemplateSection::kResource;
  std::string_view type;  // "AWS::ECS::Service", "String", or nothing
  text::Range name_range;
  const doc::Node* node = nullptr;

  text::Range range() const { return {name_range.begin, node->range().end}; }
  /// "resource AWS::ECS::Service"
  std::string what() const;
  /// Ref and the like can mean it.
  bool is_referable() const {
    return section == TemplateSection::kParameter || section == TemplateSection::kResource;
  }
};

/// The root of the file's template; null when it is none.
const doc::Node* template_of(const lint::ParsedFile& file);

/// Section by section as they are written.
std::vector<Declaration> declarations(const lint::ParsedFile& file);

struct TemplateName {
  Declaration declared;
  text::Range range;              // that was asked about
  text::Range definition;         // without quotes
  std::vector<text::Range> uses;  // in the order of the file
};

/// Nothing when the file is no template or no name that it gives stands there.
std::optional<TemplateName> template_name_at(const lint::ParsedFile& file, text::Offset offset);

/// What CloudFormation itself gives a name (AWS::Region), and what it is.
struct PseudoParameter {
  std::string_view name;
  std::string_view what;
};
std::span<const PseudoParameter> pseudo_parameters();

}  // namespace ecslint::lsp
