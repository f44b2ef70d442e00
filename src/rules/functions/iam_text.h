// SPDX-License-Identifier: Apache-2.0
// The strings of policies and requests, either of which may be only partly known, and whether one matches the
// other. A text is a row of symbols: characters, holes, and in patterns the wildcards * and ?. A hole may
// stand for any text, also for none; two holes that are spelled alike (${BUCKET} in the policy and in the
// task definition) stand for the same. The answer is yes or no only when every filling of the holes gives it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "rules/functions/iam_tri.h"

namespace ecslint::rules {

class IamText {
 public:
  using Symbol = std::int32_t;                 // a byte, one of these, or a hole's number
  static constexpr Symbol kAnyOne = -1;        // ?
  static constexpr Symbol kAnyRun = -2;        // *
  static constexpr Symbol kNamelessHole = -3;  // equal to no other hole
  static constexpr Symbol kFirstHole = -16;    // and downwards: holes with a name

  IamText() = default;
  /// A text without holes and wildcards.
  explicit IamText(std::string_view text) { append(text); }

  void append(std::string_view text);
  void append(Symbol symbol) { symbols_.push_back(symbol); }
  void lower();

  const std::vector<Symbol>& symbols() const { return symbols_; }
  std::size_t size() const { return symbols_.size(); }
  bool has_holes() const;
  /// The characters; holes and wildcards are left out.
  std::string known() const;

  /// The six fields of an ARN, of which the last may have colons; empty when there are fewer. Holes are taken
  /// to have none.
  std::vector<IamText> arn_fields() const;

 private:
  std::vector<Symbol> symbols_;
};

/// Whether the whole text is matched by the pattern.
Tri matches(const IamText& pattern, const IamText& text);

/// Whether a text of which all is known is matched by a pattern in which only * and ? are no characters,
/// whatever the case of its letters. The text is in lower case.
bool matches_any_case(std::string_view pattern, std::string_view text);

/// The same for ARNs, field by field: a wildcard does not reach over a colon of the first five. Where that
/// decides against a match of the strings the answer is unknown, because services differ.
Tri matches_resource(const IamText& pattern, const IamText& text);

/// As ArnLike compares: field by field and in no other way.
Tri matches_arn(const IamText& pattern, const IamText& text);

}  // namespace ecslint::rules
