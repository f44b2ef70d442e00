// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/iam_conditions.h"

#include <algorithm>
#include <optional>

#include "expr/map.h"

namespace ecslint::rules {
namespace {

using expr::Value;

enum class Compare : std::uint8_t { kEqual, kEqualAnyCase, kLike, kArn, kBool, kNull, kOther };
enum class Set : std::uint8_t { kNone, kAll, kAny };  // ForAllValues, ForAnyValue

struct Operator {
  Compare compare = Compare::kOther;
  bool negated = false;
  bool if_exists = false;
  Set set = Set::kNone;
};

struct Name {
  std::string_view name;
  Compare compare;
  bool negated = false;
};

// Numbers, dates, addresses and bytes are compared with keys of which nothing is ever known here: only
// whether they are there counts.
constexpr Name kNames[] = {
    {"stringequals", Compare::kEqual},
    {"stringnotequals", Compare::kEqual, true},
    {"stringequalsignorecase", Compare::kEqualAnyCase},
    {"stringnotequalsignorecase", Compare::kEqualAnyCase, true},
    {"stringlike", Compare::kLike},
    {"stringnotlike", Compare::kLike, true},
    {"arnequals", Compare::kArn},
    {"arnlike", Compare::kArn},
    {"arnnotequals", Compare::kArn, true},
    {"arnnotlike", Compare::kArn, true},
    {"bool", Compare::kBool},
    {"null", Compare::kNull},
    {"numericequals", Compare::kOther},
    {"numericnotequals", Compare::kOther, true},
    {"numericlessthan", Compare::kOther},
    {"numericlessthanequals", Compare::kOther},
    {"numericgreaterthan", Compare::kOther},
    {"numericgreaterthanequals", Compare::kOther},
    {"dateequals", Compare::kOther},
    {"datenotequals", Compare::kOther, true},
    {"datelessthan", Compare::kOther},
    {"datelessthanequals", Compare::kOther},
    {"dategreaterthan", Compare::kOther},
    {"dategreaterthanequals", Compare::kOther},
    {"ipaddress", Compare::kOther},
    {"notipaddress", Compare::kOther, true},
    {"binaryequals", Compare::kOther},
};

bool take_prefix(std::string& text, std::string_view prefix) {
  if (!text.starts_with(prefix)) return false;
  text.erase(0, prefix.size());
  return true;
}

std::optional<Operator> operator_of(std::string_view written) {
  std::string name = lower_case(written);
  Operator out;
  if (take_prefix(name, "forallvalues:")) out.set = Set::kAll;
  if (take_prefix(name, "foranyvalue:")) out.set = Set::kAny;
  constexpr std::string_view kIfExists = "ifexists";
  if (name.ends_with(kIfExists)) {
    out.if_exists = true;
    name.resize(name.size() - kIfExists.size());
  }
  const auto* known =
      std::find_if(std::begin(kNames), std::end(kNames), [&](const Name& n) { return n.name == name; });
  if (known == std::end(kNames)) return std::nullopt;
  out.compare = known->compare;
  out.negated = known->negated;
  return out;
}

/// One condition: operator, key, and the values of which one has to match.
class Test {
 public:
  Test(const Operator& op, const IamKey& key, bool variables, IamRequest& request)
      : op_(op), key_(key), variables_(variables), request_(request) {}

  Tri run(const Value& values) {
    if (values.is_list()) {
      if (expr::open_part(values).is_unknown()) open_ = Tri::kUnknown;
      for (std::uint32_t i = 0; i < values.size(); ++i) patterns_.push_back(pattern(values.element(i)));
    } else {
      patterns_.push_back(pattern(values));
    }
    if (op_.compare == Compare::kNull) return null();
    if (key_.present == Tri::kNo) return when_absent();
    const Tri present = when_present();
    if (key_.present == Tri::kYes) return present;
    return present == when_absent() ? present : Tri::kUnknown;
  }

 private:
  IamText pattern(const Value& value) const {
    const bool wildcards = op_.compare == Compare::kLike || op_.compare == Compare::kArn;
    const bool variables = variables_ && op_.compare <= Compare::kArn;
    IamText text = read_pattern(value, {wildcards, variables}, request_);
    if (!cased()) text.lower();
    return text;
  }

  bool cased() const {
    return op_.compare == Compare::kEqual || op_.compare == Compare::kLike || op_.compare == Compare::kArn;
  }

  /// "true" says that the key is absent.
  Tri null() const {
    Tri any = open_;
    for (const IamText& text : patterns_) {
      const Tri wants_absent = matches(IamText("true"), text);
      const Tri absent = negated(key_.present);
      any = either(any, either(both(wants_absent, absent), both(negated(wants_absent), negated(absent))));
    }
    return any;
  }

  Tri when_absent() const {
    if (op_.set == Set::kAny) return Tri::kNo;
    return tri(op_.negated || op_.if_exists || op_.set == Set::kAll);
  }

  Tri when_present() const {
    if (op_.compare == Compare::kOther || key_.values.empty()) return Tri::kUnknown;
    Tri all = Tri::kYes;
    Tri any = Tri::kNo;
    for (const IamText& value : key_.values) {
      const Tri one = op_.negated ? negated(matches_any(value)) : matches_any(value);
      all = both(all, one);
      any = either(any, one);
    }
    return op_.set == Set::kAny ? any : all;
  }

  Tri matches_any(const IamText& value) const {
    IamText text = value;
    if (!cased()) text.lower();
    Tri any = open_;
    for (const IamText& pattern : patterns_) {
      any = either(any, op_.compare == Compare::kArn ? matches_arn(pattern, text) : matches(pattern, text));
    }
    return any;
  }

  Operator op_;
  const IamKey& key_;
  bool variables_;
  IamRequest& request_;
  std::vector<IamText> patterns_;
  Tri open_ = Tri::kNo;  // kUnknown when more values may be written elsewhere
};

}  // namespace

Tri conditions_hold(const Value& condition, bool variables, IamRequest& request) {
  if (condition.is_null()) return Tri::kYes;
  if (!condition.is_map()) return Tri::kUnknown;
  Tri all = Tri::kYes;
  expr::each_entry(condition, [&](const Value& name, const Value& block) {
    const auto op = name.is_string() ? operator_of(name.as_string()) : std::nullopt;
    if (!op || !block.is_map()) {
      all = both(all, Tri::kUnknown);
      return true;
    }
    expr::each_entry(block, [&](const Value& key, const Value& values) {
      const IamKey& known = request.key(lower_case(key.as_string()));
      all = both(all, Test(*op, known, variables, request).run(values));
      return true;
    });
    return all != Tri::kNo;
  });
  return all;
}

}  // namespace ecslint::rules
