// SPDX-License-Identifier: Apache-2.0
// What is asked of a role's policies: an action on a resource, and the circumstances that conditions and
// policy variables look at. Of most condition keys nothing is known before the call is made; what an ECS
// task's call always or never carries is known. Key names are in lower case.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/value.h"
#include "rules/functions/iam_text.h"

namespace ecslint::rules {

/// Gives equal spellings of holes equal numbers, in policies and requests alike.
class IamHoles {
 public:
  IamText::Symbol of(std::string_view spelling);

 private:
  std::map<std::string, IamText::Symbol, std::less<>> numbers_;
};

/// A condition key as the request has it.
struct IamKey {
  Tri present = Tri::kUnknown;
  std::vector<IamText> values = {};  // empty: not known
};

class IamRequest {
 public:
  /// `action` as in "s3:GetObject", `resource` an ARN or "*"; either may be partly known.
  IamRequest(const expr::Value& action, const expr::Value& resource);
  /// A service that assumes a role: what conditions of trust policies can be told.
  static IamRequest assume_role(const expr::Value& role);
  /// Whatever it may be: only * covers it.
  static IamRequest anything();

  const IamText& action() const { return action_; }
  /// In lower case; empty when it is not known whole.
  std::string_view known_action() const { return known_action_; }
  const IamText& resource() const { return resource_; }
  IamHoles& holes() { return holes_; }

  /// Another action on the same resource.
  void ask(const expr::Value& action);

  /// What calls made with a role's credentials carry, as far as that can be known.
  void made_with(const expr::Value& role) { role_ = role; }
  /// A map from keys to a string, a list of strings, or null for a key that the call does not carry.
  void add(const expr::Value& keys) { more_ = keys; }
  /// Found out when the first is asked for: most policies have no conditions.
  const IamKey& key(std::string_view name);

  /// A string of the request. Anything but strings and unknowns is one hole.
  IamText text(const expr::Value& value);

 private:
  IamRequest() = default;
  void find_keys();
  void add_role(const expr::Value& role);
  void add_more(const expr::Value& keys);
  void set(std::string_view name, IamText value) {
    keys_[std::string(name)] = {Tri::kYes, {std::move(value)}};
  }
  void set_absent(std::string_view name) { keys_[std::string(name)] = {Tri::kNo, {}}; }
  void set_field(std::string_view name, const IamText& arn, std::size_t field);

  IamHoles holes_;
  IamText action_;
  IamText resource_;
  std::string known_action_;
  std::optional<expr::Value> role_;
  std::optional<expr::Value> more_;
  bool has_keys_ = false;
  std::map<std::string, IamKey, std::less<>> keys_;
};

/// How a string of a policy is read.
struct IamSyntax {
  bool wildcards = true;  // * and ? stand for other text
  bool variables = true;  // ${aws:…} does: from version 2012-10-17 on
};

/// A string, number or boolean of a policy; a hole where it is unknown or a variable is not known.
IamText read_pattern(const expr::Value& value, IamSyntax syntax, IamRequest& request);

/// In lower case; for names that are compared without regard to case.
std::string lower_case(std::string_view text);

/// The member of a map, null when it has none; what is not a map gives itself when unknown, else null. Of an
/// object that is only partly written an absent member is unknown.
expr::Value member_of(const expr::Value& map, std::string_view name);

}  // namespace ecslint::rules
