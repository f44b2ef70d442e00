// SPDX-License-Identifier: Apache-2.0
// What Ref and Fn::GetAtt give of a resource before it exists: a name that the template writes, an ARN of
// which the parts between the names are known, or nothing but that it is this resource's. One table, from
// the "Return values" of the CloudFormation reference.
#pragma once

#include <string_view>
#include <vector>

namespace ecslint::dialect_cloudformation {

struct Returned {
  std::string_view type;
  std::string_view attribute;  // empty: of Ref
  /// {P} partition, {R} Region, {A} account, {S} URL suffix, {N} name, {.X} the attribute X of this resource.
  std::string_view pattern;
};

/// nullptr when nothing is known of it but whose it is.
const Returned* returned(std::string_view type, std::string_view attribute);

/// What Fn::GetAtt gives of a type, from the provider schemas; sorted. Empty for types that are not in the
/// table as for those that give nothing.
std::vector<std::string_view> attributes_of(std::string_view type);

/// The types of that table, each once.
std::vector<std::string_view> returning_types();

/// Whether it is known what the type gives.
bool gives_known(std::string_view type);

/// The property in which the template may write the resource's name; empty when there is none.
std::string_view name_property(std::string_view type);

}  // namespace ecslint::dialect_cloudformation
