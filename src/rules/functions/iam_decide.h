// SPDX-License-Identifier: Apache-2.0
// What policies say of a request, as IAM decides: a Deny that applies wins over every Allow, without an Allow
// nothing is allowed, and a permissions boundary must allow it too. Policies of resources, of organizations
// and of sessions are not looked at. Three-valued: what hangs on a condition, a placeholder or a policy that
// is not there is not known.
#pragma once

#include "expr/context.h"
#include "rules/functions/iam_policy.h"
#include "rules/functions/iam_request.h"

namespace ecslint::rules {

struct IamAnswer {
  Tri allowed = Tri::kNo;
  expr::Value why;  // of kUnknown: an unknown value
};

/// Whether a role with these policies may do what is requested.
IamAnswer decide(expr::Context& context, const IamGrants& grants, IamRequest& request);

/// Whether a role's trust policy lets an AWS service assume it.
IamAnswer trusts(expr::Context& context, const expr::Value& role, const expr::Value& service);

/// Whether the statement's Action or NotAction names the request's action.
Tri covers_action(const expr::Value& statement, IamRequest& request);

/// Whether its Resource or NotResource names the resource.
Tri covers_resource(const expr::Value& statement, bool variables, IamRequest& request);

/// Whether action, resource and conditions fit, whatever its effect.
Tri applies(const expr::Value& statement, bool variables, IamRequest& request);

enum class Effect : std::uint8_t { kAllow, kDeny, kUnknown, kNone };
Effect effect_of(const expr::Value& statement);

}  // namespace ecslint::rules
