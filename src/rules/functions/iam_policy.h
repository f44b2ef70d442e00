// SPDX-License-Identifier: Apache-2.0
// The policies of a role, or one policy alone, as documents with statements, whichever way they are written:
// inline, attached with their document, or AWS's own, known by name. What may exist beside them is
// remembered: a permission that is nowhere to be found is missing only when all policies are there.
#pragma once

#include <string_view>
#include <vector>

#include "expr/context.h"
#include "expr/map.h"

namespace ecslint::rules {

struct IamDocument {
  expr::Value document;  // a map with Statement
  expr::Value name;      // policyName, null where it has none
  bool managed_by_aws = false;
};

struct IamPolicies {
  std::vector<IamDocument> documents;
  expr::Value open;  // unknown when there may be more, null when these are all
};

/// Of a role its inline and attached policies; of a policy ({policyDocument}) or a document ({Statement})
/// itself.
IamPolicies policies_of(expr::Context& context, const expr::Value& holder);

/// The permissions boundary; no documents and nothing open where there is none.
IamPolicies boundary_of(expr::Context& context, const expr::Value& role);

/// All that decides what a role may do.
struct IamGrants {
  IamGrants(expr::Context& context, const expr::Value& role)
      : policies(policies_of(context, role)), boundary(boundary_of(context, role)) {}

  IamPolicies policies;
  IamPolicies boundary;
};

/// Policy variables are known from this version on.
bool knows_variables(const expr::Value& document);

/// What stands under Statement: a list, one statement alone, or unknown.
expr::Value statements_of(const expr::Value& document);

/// The elements of a list, or the value that stands alone where a list of one may.
template <typename F>
void each_of(const expr::Value& value, F f) {
  if (value.is_null()) return;
  if (!value.is_list()) return f(value);
  for (std::uint32_t i = 0; i < value.size(); ++i) f(value.element(i));
  if (const expr::Value open = expr::open_part(value);
      open.is_unknown() && value.node() != nullptr && value.node()->has(doc::Node::kOpen)) {
    f(open);
  }
}

}  // namespace ecslint::rules
