// SPDX-License-Identifier: Apache-2.0
// The properties of a template's resource as those of the API: names and nesting by shape, values evaluated,
// text and numbers taken for each other as CloudFormation does it. Every node keeps the range it came from.
// What no shape has is a finding here, since only the template's own names help to mend it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dialect/cloudformation/evaluator.h"
#include "dialect/cloudformation/shapes.h"

namespace ecslint::dialect_cloudformation {

class Mapper {
 public:
  /// `strict`: properties that the shape lacks are reported.
  Mapper(Template& source, Evaluator& evaluator, std::vector<finding::Finding>& findings, bool strict)
      : template_(source), evaluator_(evaluator), findings_(findings), strict_(strict) {}

  /// The resource's properties; `type` is what messages call the object without a name.
  doc::Node properties(const TemplateResource& resource, ShapeId shape);

 private:
  doc::Node value(const doc::Node& evaluated, Value kind, ShapeId shape);
  doc::Node object(const doc::Node& evaluated, ShapeId shape);
  doc::Node map(const doc::Node& evaluated);
  doc::Node list(const doc::Node& evaluated, Value element, ShapeId shape);
  doc::Node scalar(const doc::Node& evaluated, Value kind);
  const Property* unknown(const doc::Member& member, const doc::Node& object, ShapeId shape);
  void report_form(const doc::Node& value, std::string_view what);
  void check_substitution(const doc::Node& written);
  bool is_of_template(std::string_view name) const;
  std::string homes(std::string_view name) const;
  std::string path() const;

  Template& template_;
  Evaluator& evaluator_;
  std::vector<finding::Finding>& findings_;
  bool strict_;
  std::string_view type_;
  ShapeId root_ = kNoShape;
  struct Step {
    std::string_view property;  // as it is written; empty for an element
    std::size_t index = 0;
  };
  std::vector<Step> way_;             // to the object at hand
  std::vector<doc::Member> members_;  // of the objects that are being made
  std::vector<doc::Node> elements_;   // and of the lists
  int depth_ = 0;
};

}  // namespace ecslint::dialect_cloudformation
