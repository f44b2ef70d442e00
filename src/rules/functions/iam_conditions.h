// SPDX-License-Identifier: Apache-2.0
// The Condition of a statement against what is known of a request. Keys that a call may or may not carry
// leave it unknown, unless the answer is the same either way.
#pragma once

#include "expr/context.h"
#include "rules/functions/iam_request.h"

namespace ecslint::rules {

/// Whether all conditions hold; `condition` is the value under Condition, null when there is none.
/// `variables`: the policy's version knows policy variables.
Tri conditions_hold(const expr::Value& condition, bool variables, IamRequest& request);

}  // namespace ecslint::rules
