// SPDX-License-Identifier: Apache-2.0
#include "model/resource.h"

#include <charconv>

namespace ecslint::model {

namespace {

std::string_view text_of(std::string_view property, const doc::Node& node) {
  const doc::Node* value = property.empty() ? nullptr : node.find(property);
  return value != nullptr && value->is_string() ? value->as_string() : std::string_view();
}

}  // namespace

std::string_view name_of(Kind kind, const doc::Node& node) {
  const std::string_view name = text_of(info(kind).identifier, node);
  return name.empty() ? arn_of(kind, node) : name;
}

std::string_view arn_of(Kind kind, const doc::Node& node) { return text_of(info(kind).arn, node); }

std::string_view arn_leaf(std::string_view arn) {
  if (!arn.starts_with("arn:")) return arn;
  const std::size_t slash = arn.rfind('/');
  return slash == std::string_view::npos ? arn : arn.substr(slash + 1);
}

FamilyRevision parse_family(std::string_view reference) {
  const std::string_view leaf = arn_leaf(reference);
  const std::size_t colon = leaf.rfind(':');
  if (colon == std::string_view::npos) return {leaf, 0};
  std::int64_t revision = 0;
  const std::string_view digits = leaf.substr(colon + 1);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), revision);
  if (error != std::errc() || end != digits.data() + digits.size()) return {leaf, 0};
  return {leaf.substr(0, colon), revision};
}

}  // namespace ecslint::model
