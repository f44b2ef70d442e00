// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/iam_decide.h"

#include "rules/functions/iam_conditions.h"

namespace ecslint::rules {
namespace {

using expr::Context;
using expr::Value;

/// What statements have said so far.
struct Tally {
  Tri allow = Tri::kNo;
  Tri deny = Tri::kNo;
  Value why;

  void add(const Value& statement, Tri applies) {
    const Effect effect = effect_of(statement);
    if (effect == Effect::kUnknown) applies = both(applies, Tri::kUnknown);
    if (effect == Effect::kAllow || effect == Effect::kUnknown) allow = either(allow, applies);
    if (effect == Effect::kDeny || effect == Effect::kUnknown) deny = either(deny, applies);
    if (applies == Tri::kUnknown && why.is_null() && effect != Effect::kNone) why = statement;
  }
  Tri result() const { return both(allow, negated(deny)); }
};

constexpr doc::Unresolved kUndecided = {"a condition or placeholder in a policy", "", {}};
constexpr doc::Unresolved kNoTrust = {"a trust policy that is not among the files read", "", {}};

/// An unknown with this reason, unless the value is one itself.
Value unknown(const Value& value, const doc::Unresolved& why) {
  static const doc::Node kUndecidedNode = doc::Node::unresolved(&kUndecided, {});
  static const doc::Node kNoTrustNode = doc::Node::unresolved(&kNoTrust, {});
  return value.is_unknown() ? value : Value::from(&why == &kNoTrust ? kNoTrustNode : kUndecidedNode);
}

std::size_t cost(const Value& statement) {
  std::size_t n = 16;
  for (const std::string_view key : {"Action", "NotAction", "Resource", "NotResource"}) {
    const Value value = member_of(statement, key);
    n += value.is_list() ? value.size() * 32 : 32;
  }
  return n;
}

Tri matches_any_action(const Value& list, IamRequest& request) {
  Tri any = Tri::kNo;
  const std::string_view action = request.known_action();
  each_of(list, [&](const Value& value) {
    if (!action.empty() && value.is_string() && value.as_string().find("${") == std::string_view::npos) {
      any = either(any, tri(matches_any_case(value.as_string(), action)));
      return;
    }
    IamText pattern = read_pattern(value, {true, false}, request);
    pattern.lower();
    any = either(any, matches(pattern, request.action()));
  });
  return any;
}

Tri matches_any_resource(const Value& list, bool variables, IamRequest& request) {
  Tri any = Tri::kNo;
  each_of(list, [&](const Value& value) {
    any = either(any, matches_resource(read_pattern(value, {true, variables}, request), request.resource()));
  });
  return any;
}

/// The entry names the service, surely or perhaps: some services have other principals in other partitions
/// (ecs-tasks.amazonaws.com.cn).
Tri is_service(const Value& entry, const IamText& service, IamRequest& request) {
  const IamText name = read_pattern(entry, {false, false}, request);
  const Tri same = matches(name, service);
  if (same != Tri::kNo) return same;
  const std::string wanted = service.known();
  return name.known().starts_with(wanted.substr(0, wanted.find('.') + 1)) ? Tri::kUnknown : Tri::kNo;
}

/// Whether a principal block names the service. "*" is everybody: whether that takes in services is not
/// documented.
Tri names_service(const Value& principal, const IamText& service, IamRequest& request) {
  if (!principal.is_map()) return Tri::kUnknown;
  Tri any = Tri::kNo;
  each_of(member_of(principal, "Service"),
          [&](const Value& entry) { any = either(any, is_service(entry, service, request)); });
  each_of(member_of(principal, "AWS"), [&](const Value& entry) {
    any =
        either(any, both(Tri::kUnknown, matches(read_pattern(entry, {false, false}, request), IamText("*"))));
  });
  return any;
}

Tri trusted(const Value& statement, const IamText& service, IamRequest& request) {
  if (const Value principal = member_of(statement, "Principal"); !principal.is_null()) {
    return names_service(principal, service, request);
  }
  const Value excluded = member_of(statement, "NotPrincipal");
  if (excluded.is_null()) return Tri::kNo;
  return names_service(excluded, service, request) == Tri::kYes ? Tri::kNo : Tri::kUnknown;
}

Tri lets_assume(const Value& statement, bool variables, const IamText& service, IamRequest& request) {
  if (!statement.is_map()) return Tri::kUnknown;
  const Tri fits = both(trusted(statement, service, request), covers_action(statement, request));
  if (fits == Tri::kNo) return fits;
  return both(fits, conditions_hold(member_of(statement, "Condition"), variables, request));
}

Tally tally(Context& context, const IamPolicies& policies, IamRequest& request) {
  Tally out;
  for (const IamDocument& policy : policies.documents) {
    const bool variables = knows_variables(policy.document);
    each_of(statements_of(policy.document), [&](const Value& statement) {
      if (context.charge(cost(statement))) out.add(statement, applies(statement, variables, request));
    });
  }
  return out;
}

/// Policies that are not there may allow it; that they deny it is not assumed.
Tri with_open(Tally& tally, const IamPolicies& policies) {
  if (policies.open.is_unknown() && tally.allow != Tri::kYes) {
    tally.allow = Tri::kUnknown;
    if (tally.why.is_null()) tally.why = policies.open;
  }
  return tally.result();
}

IamAnswer answer(Tri allowed, const Value& why) {
  return {allowed, allowed == Tri::kUnknown ? unknown(why, kUndecided) : Value()};
}

}  // namespace

Effect effect_of(const Value& statement) {
  const Value effect = member_of(statement, "Effect");
  if (effect.is_unknown()) return Effect::kUnknown;
  if (!effect.is_string()) return Effect::kNone;
  if (effect.as_string() == "Allow") return Effect::kAllow;
  return effect.as_string() == "Deny" ? Effect::kDeny : Effect::kNone;
}

Tri covers_action(const Value& statement, IamRequest& request) {
  if (const Value actions = member_of(statement, "Action"); !actions.is_null()) {
    return matches_any_action(actions, request);
  }
  const Value excluded = member_of(statement, "NotAction");
  return excluded.is_null() ? Tri::kUnknown : negated(matches_any_action(excluded, request));
}

Tri covers_resource(const Value& statement, bool variables, IamRequest& request) {
  if (const Value resources = member_of(statement, "Resource"); !resources.is_null()) {
    return matches_any_resource(resources, variables, request);
  }
  const Value excluded = member_of(statement, "NotResource");
  return excluded.is_null() ? Tri::kUnknown : negated(matches_any_resource(excluded, variables, request));
}

Tri applies(const Value& statement, bool variables, IamRequest& request) {
  if (!statement.is_map()) return Tri::kUnknown;
  const Tri action = covers_action(statement, request);
  if (action == Tri::kNo) return action;
  const Tri resource = both(action, covers_resource(statement, variables, request));
  if (resource == Tri::kNo) return resource;
  return both(resource, conditions_hold(member_of(statement, "Condition"), variables, request));
}

IamAnswer decide(Context& context, const IamGrants& grants, IamRequest& request) {
  Tally own = tally(context, grants.policies, request);
  const Tri allowed = with_open(own, grants.policies);
  if (allowed == Tri::kNo || (grants.boundary.documents.empty() && grants.boundary.open.is_null())) {
    return answer(allowed, own.why);
  }
  Tally limit = tally(context, grants.boundary, request);
  const Tri within = with_open(limit, grants.boundary);
  return answer(both(allowed, within), allowed == Tri::kUnknown ? own.why : limit.why);
}

IamAnswer trusts(Context& context, const Value& role, const Value& service) {
  const Value document = member_of(role, "assumeRolePolicyDocument");
  if (!document.is_map()) return {Tri::kUnknown, unknown(document, kNoTrust)};
  IamRequest request = IamRequest::assume_role(role);
  const IamText name = request.text(service);
  const bool variables = knows_variables(document);
  Tally out;
  each_of(statements_of(document), [&](const Value& statement) {
    if (context.charge(cost(statement))) out.add(statement, lets_assume(statement, variables, name, request));
  });
  return answer(out.result(), out.why);
}

}  // namespace ecslint::rules
