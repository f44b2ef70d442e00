// SPDX-License-Identifier: Apache-2.0
#include "expr/value.h"

#include "expr/map.h"

namespace ecslint::expr {

std::string_view type_name(const Value& value) {
  static constexpr std::string_view kNames[] = {"null_type",
                                                "bool",
                                                "int",
                                                "uint",
                                                "double",
                                                "string",
                                                "bytes",
                                                "type",
                                                "google.protobuf.Timestamp",
                                                "google.protobuf.Duration",
                                                "list",
                                                "map",
                                                "optional_type"};
  if (value.is(Kind::kOpaque)) return value.as_opaque()->type->name;
  const auto kind = static_cast<std::size_t>(value.kind());
  return kind < std::size(kNames) ? kNames[kind] : std::string_view{};
}

std::string_view reason_of(const Value& unknown) {
  switch (unknown.cause()) {
    case Cause::kUnresolved:
    case Cause::kDerived:
      if (unknown.node() == nullptr) return "an unresolved value";
      // A function may name an object of which it could not tell: a policy's statement with its conditions.
      return unknown.node()->is_unresolved() ? unknown.node()->why().reason : "what only the run will tell";
    case Cause::kRefused:
      return "a value that has been reported already";
    case Cause::kMissing:
      return "a required property that is missing";
    case Cause::kPart:
      return "an object or list of which only a part is written here";
    case Cause::kOther:
      break;
  }
  return "something that is not in the files of this run";
}

}  // namespace ecslint::expr
