// SPDX-License-Identifier: Apache-2.0
// Which resources of a template come before which: by DependsOn, and by references in their properties.
// Circles are refused by CloudFormation. A service that does not wait for the listener of its target group is
// mostly made before the load balancer, and ECS refuses it.
#pragma once

#include "dialect/cloudformation/template.h"

namespace ecslint::dialect_cloudformation {

/// Reports to the template. Nothing is said of templates that macros rewrite.
void check_order(Template& source);

}  // namespace ecslint::dialect_cloudformation
