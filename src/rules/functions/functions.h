// SPDX-License-Identifier: Apache-2.0
// What rules can call beside the standard library: the functions that need an algorithm rather than a table.
// One file a family, each with its table; to add a function, add it to its family's table, to add a family,
// add a row in functions.cc.
//
//   image.parse(s)        a container image reference, taken apart
//   arn.parse(s), arn.valid(s)
//   units.cpu(x)          CPU units of 1024, .25 vCPU …; -1 when it is none
//   units.memory(x)       MiB of 512, 1GB …; -1 when it is none
//   entropy(s)            bits per character
//   secret.shape(s)       which kind of credential the text contains, "" for none; a second argument, the
//   name
//                         of the variable, lets secrets be known that have no shape of their own
//   secret.name(s)        whether a variable of this name holds a secret
//   secret.literal(s)     whether the value is a real one, no reference, placeholder or switch
//   secret.argument(s)    what a secret on a command line is called there (--password), "" for none
//   secret.value_from(s)  the valueFrom of a container's secrets, taken apart
//   graph.cycle(c)        the names along a cycle of dependsOn among containers
//   names.near(s, list)   the name of the list that s may be a slip of the pen for, [] when none is near
//   names.repeated(list, key)   the objects of a list whose key has the value that it has in an earlier one
//   json.size(x)          bytes that a part of the document has as JSON, at the least
//   is_known(x)           whether the value is known, also of a link; never unknown itself
//   placeholder(x)        how a value is written that is not known ("{{resolve:ssm:…}}"), "" for a known one
//   iam.allows(role, action, resource)   whether a role's policies allow it; a fourth argument, a map, says
//                         what condition keys the call carries (null: it does not carry that one)
//   iam.missing(role, actions, resource)   those of the actions that are certainly not allowed
//   iam.trusts(role, service)   whether the trust policy lets the service assume the role
//   iam.admin(role)       whether some policy allows everything, and nothing takes a part away again
//   iam.statements(x)     the statements of a role, a policy or a policy document, each an IamStatement
//   iam.covers(statement, action[, resource])   whether it is about the action (on the resource)
//   iam.statement(actions, resource)   a statement that allows them, as JSON to be pasted into a policy
//   iam.pattern(resource)   a resource of which not all is known, with * for the rest
//   iam.secret_arn(value_from, near), iam.image_arn(image), iam.log_group_arn(group, region, near)
//                         what policies call a secret or parameter, a repository ("" when it is not in ECR),
//                         a log group; `near` is an ARN of the same account, for what is not written
//   iam.objects_arn(bucket, prefix)   the objects of a bucket whose keys begin with the prefix
//   iam.arn_of(service)   some resource of a service, of which nothing else is known
//   cluster_query.problem(s)  what is wrong with a placement constraint's expression, "" for nothing
//
// All are three-valued: of partly known strings they say what is certain and leave the rest unknown.
#pragma once

#include "expr/function.h"
#include "expr/type.h"

namespace ecslint::rules {

std::span<const expr::Function> image_functions();
std::span<const expr::Function> arn_functions();
std::span<const expr::Function> unit_functions();
std::span<const expr::Function> secret_functions();
std::span<const expr::Function> graph_functions();
std::span<const expr::Function> name_functions();
std::span<const expr::Function> document_functions();
std::span<const expr::Function> iam_functions();
std::span<const expr::Function> cluster_query_functions();

/// The standard library and behind it the tables of this folder, in a fixed order.
expr::FunctionTables function_tables();

/// Declares the types that the functions here return (ImageReference, Arn, ValueFrom, IamStatement), so that
/// a misspelt field is found when a rule is loaded.
void declare_function_types(expr::TypeTable& types);

}  // namespace ecslint::rules
