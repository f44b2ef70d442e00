// SPDX-License-Identifier: Apache-2.0
// The ARNs under which policies know what a task definition names otherwise: a secret by valueFrom, an image
// by its reference, a log group by its name and Region, what is in a bucket. What the task definition does
// not say (the account, a secret's random suffix) is a hole, so that a question about it has no certain
// answer unless a wildcard covers it.
#pragma once

#include "expr/context.h"

namespace ecslint::rules {

/// `near` is an ARN of the account that the task runs in, or anything else when that is not known.
expr::Value secret_arn(expr::Context& context, const expr::Value& value_from, const expr::Value& near);

/// The repository, "" when the image is not in a private repository of ECR.
expr::Value image_arn(expr::Context& context, const expr::Value& image);

expr::Value log_group_arn(expr::Context& context, const expr::Value& group, const expr::Value& region,
                          const expr::Value& near);

/// The objects of a bucket whose keys begin with the prefix, in whichever partition.
expr::Value objects_arn(expr::Context& context, const expr::Value& bucket, const expr::Value& prefix);

/// Some resource of the service.
expr::Value service_arn(expr::Context& context, const expr::Value& service);

}  // namespace ecslint::rules
