// SPDX-License-Identifier: Apache-2.0
// CloudFormation's intrinsic functions as they stand in a template: {"Fn::Sub": "…"} or !Sub …. One explicit
// table of their names. What a call gives is the evaluator's business.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "doc/node.h"

namespace ecslint::dialect_cloudformation {

enum class Function : std::uint8_t {
  kRef,
  kGetAtt,
  kSub,
  kJoin,
  kSelect,
  kSplit,
  kFindInMap,
  kIf,
  kImportValue,
  kBase64,
  kCidr,
  kGetAzs,
  kLength,
  kToJsonString,
  kTransform,
  kEquals,
  kAnd,
  kOr,
  kNot,
  kCondition,
  kContains,  // in Rules only
};

struct Call {
  Function function;
  doc::Node argument;
  std::string_view name;  // "Fn::Sub"
};

/// The call that a value is, if it is one. {"Condition": …} is one only where conditions stand: see
/// condition_call.
std::optional<Call> call_of(const doc::Node& node);
std::optional<Call> condition_call(const doc::Node& node);

/// Text as the template has it: CloudFormation knows none of the placeholders that parsers look for. Nothing
/// when the node is no string.
std::optional<std::string_view> text_of(const doc::Node& node);

/// A key such as Fn::ForEach::Services.
bool is_loop(std::string_view key);

}  // namespace ecslint::dialect_cloudformation
