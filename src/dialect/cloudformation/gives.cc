// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/gives.h"

#include "dialect/cloudformation/call.h"

namespace ecslint::dialect_cloudformation {
namespace {

/// A resource's name or ARN is a text.
Gives ref_gives(const Template& source, std::string_view name) {
  if (const Parameter* found = source.parameter(name)) {
    if (found->is_stored()) return Gives::kUnknown;
    return found->is_list() ? Gives::kList : Gives::kText;
  }
  const TemplateResource* const found = source.resource(name);
  return found != nullptr && !found->type.ends_with("::MODULE") ? Gives::kText : Gives::kUnknown;
}

}  // namespace

Gives gives(const Template& source, const doc::Node& written) {
  const auto call = call_of(written);
  if (!call) return Gives::kUnknown;
  switch (call->function) {
    case Function::kSub:
    case Function::kJoin:
    case Function::kBase64:
      return Gives::kText;
    case Function::kSplit:
    case Function::kGetAzs:
    case Function::kCidr:
      return Gives::kList;
    case Function::kRef: {
      const auto name = text_of(call->argument);
      return name ? ref_gives(source, *name) : Gives::kUnknown;
    }
    default:
      return Gives::kUnknown;
  }
}

}  // namespace ecslint::dialect_cloudformation
