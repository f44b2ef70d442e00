// SPDX-License-Identifier: Apache-2.0
// Resources of the API that a template writes in several pieces: a role with the policies that name it, a
// security group with its rules, a route table with its routes and subnets, an internet gateway with the VPC
// it is attached to, a cluster with its capacity providers; and a schedule, which is a rule of EventBridge
// with one target. In a template all pieces are there, so that what is put together is whole, unless a piece
// does not say to whom it belongs.
#pragma once

#include <functional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dialect/cloudformation/evaluator.h"
#include "doc/synthetic.h"
#include "model/resource.h"

namespace ecslint::dialect_cloudformation {

class Composites {
 public:
  /// Takes what is put together: kind, the canonical node, and what of it a schema can look at.
  using Sink = std::function<void(const TemplateResource& from, model::Kind kind, const doc::Node* node,
                                  const doc::Node* written)>;

  Composites(Template& source, Evaluator& evaluator, Sink sink);

  /// False when the resource is not written in pieces.
  bool read(const TemplateResource& resource);

  /// Pieces that name a resource of the same template.
  using Pieces = std::vector<const TemplateResource*>;
  /// Those of a type whose property names the resource, in the order of the template. `open` is set where
  /// there may be more.
  Pieces pieces(std::string_view type, std::string_view property, const TemplateResource& of, bool& open);

 private:
  using Members = doc::Synthetic::Members;
  /// All pieces of a type by what they name, so that each is evaluated once.
  struct Named {
    std::unordered_map<std::string_view, Pieces> by_id;
    std::unordered_map<std::string_view, Pieces> by_name;
    bool open = false;  // some say what nobody knows
    OpenQuestions questions;
    Names conditions;
  };

  void role(const TemplateResource& resource);
  void managed_policy(const TemplateResource& resource);
  void security_group(const TemplateResource& resource);
  void route_table(const TemplateResource& resource);
  void internet_gateway(const TemplateResource& resource);
  void schedule(const TemplateResource& resource);

  doc::Node inline_policy(const TemplateResource& holder, const doc::Node& name, const doc::Node& document,
                          doc::Range place);
  doc::Node name_of_role(const TemplateResource& resource);
  doc::Node attachment(const doc::Node& arn);
  const doc::Node* keep_number(std::int64_t value, const doc::Node& written);
  const doc::Node* permission(const doc::Node& rule);
  const doc::Node* property(const TemplateResource& resource, std::string_view name);
  const Named& named(std::string_view type, std::string_view property);

  Template& template_;
  Evaluator& evaluator_;
  doc::Synthetic make_;
  std::unordered_map<std::string_view, Named> named_;
  Sink sink_;
};

/// Names in capitals, as IAM's and EC2's resources have them in templates.
const doc::Spelling* composite_spelling();

}  // namespace ecslint::dialect_cloudformation
