// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/call.h"

#include <algorithm>
#include <iterator>

namespace ecslint::dialect_cloudformation {
namespace {

using doc::Node;

struct Row {
  std::string_view name;
  std::string_view tag;
  Function function;
};

constexpr Row kRows[] = {
    {"Ref", "!Ref", Function::kRef},
    {"Fn::GetAtt", "!GetAtt", Function::kGetAtt},
    {"Fn::Sub", "!Sub", Function::kSub},
    {"Fn::Join", "!Join", Function::kJoin},
    {"Fn::Select", "!Select", Function::kSelect},
    {"Fn::Split", "!Split", Function::kSplit},
    {"Fn::FindInMap", "!FindInMap", Function::kFindInMap},
    {"Fn::If", "!If", Function::kIf},
    {"Fn::ImportValue", "!ImportValue", Function::kImportValue},
    {"Fn::Base64", "!Base64", Function::kBase64},
    {"Fn::Cidr", "!Cidr", Function::kCidr},
    {"Fn::GetAZs", "!GetAZs", Function::kGetAzs},
    {"Fn::Length", "!Length", Function::kLength},
    {"Fn::ToJsonString", "!ToJsonString", Function::kToJsonString},
    {"Fn::Transform", "!Transform", Function::kTransform},
    {"Fn::Equals", "!Equals", Function::kEquals},
    {"Fn::And", "!And", Function::kAnd},
    {"Fn::Or", "!Or", Function::kOr},
    {"Fn::Not", "!Not", Function::kNot},
    {"Condition", "!Condition", Function::kCondition},
    {"Fn::Contains", "!Contains", Function::kContains},
};

std::optional<Call> find_call(const Node& node, bool condition) {
  if (node.is_object() && node.size() == 1) {
    const doc::Member& member = node.members()[0];
    if (member.key != "Ref" && !member.key.starts_with("Fn::") && !(condition && member.key == "Condition"))
      return std::nullopt;
    const auto* row = std::ranges::find(kRows, member.key.text(), &Row::name);
    if (row == std::end(kRows)) return std::nullopt;
    return Call{row->function, member.value, row->name};
  }
  if (!node.is_unresolved() || node.why().tag.empty()) return std::nullopt;
  const auto* row = std::ranges::find(kRows, node.why().tag, &Row::tag);
  if (row == std::end(kRows)) return std::nullopt;
  return Call{row->function, *node.why().tagged, row->name};
}

}  // namespace

std::optional<Call> call_of(const Node& node) { return find_call(node, false); }

std::optional<Call> condition_call(const Node& node) { return find_call(node, true); }

std::optional<std::string_view> text_of(const Node& node) {
  if (node.is_string()) return node.as_string();
  if (node.is_unresolved() && node.why().tag.empty()) return node.why().spelling;
  return std::nullopt;
}

bool is_loop(std::string_view key) { return key.starts_with("Fn::ForEach::"); }

}  // namespace ecslint::dialect_cloudformation
