// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/iam_policy.h"

#include "rules/functions/arn.h"
#include "rules/functions/iam_request.h"
#include "rules/functions/masked_text.h"

namespace ecslint::rules {
namespace {

using expr::Context;
using expr::Value;

/// Written there, whatever else may be written elsewhere.
bool has(const Value& map, std::string_view name) {
  return map.is_map() && expr::map_find(map, name, text::key_hash(name)).has_value();
}

/// An unknown that says why; nothing of it is made while rules run, so that the reason lives on.
Value not_here() {
  static constexpr doc::Unresolved kWhy = {"a policy whose document is not among the files read", "", {}};
  static const doc::Node kNode = doc::Node::unresolved(&kWhy, {});
  return Value::from(kNode);
}

class Collector {
 public:
  explicit Collector(Context& context) : context_(context) {}

  void inline_policies(const Value& list) {
    if (list.is_null()) return;
    if (!list.is_list()) return open(list);
    open(expr::open_part(list));
    for (std::uint32_t i = 0; i < list.size(); ++i) policy(list.element(i));
  }

  void attached_policies(const Value& list) {
    if (list.is_null()) return;
    if (!list.is_list()) return open(list);
    open(expr::open_part(list));
    for (std::uint32_t i = 0; i < list.size(); ++i) attached(list.element(i));
  }

  /// {policyDocument} with its name.
  void policy(const Value& policy) {
    document(member_of(policy, "policyDocument"), member_of(policy, "policyName"));
  }

  void document(const Value& document, const Value& name) {
    if (document.is_map()) {
      out_.documents.push_back({document, name});
    } else {
      open(document);
    }
  }

  /// {policyArn} with its document, when that is in the run, or one of AWS's.
  void attached(const Value& policy) {
    const Value own = member_of(policy, "policyDocument");
    if (own.is_map()) return document(own, member_of(policy, "policyName"));
    const Value arn = member_of(policy, "policyArn");
    if (!managed(arn)) open(arn.is_null() ? not_here() : arn);
  }

  IamPolicies finish() { return std::move(out_); }

 private:
  void open(const Value& why) {
    if (out_.open.is_null() && !why.is_null()) out_.open = why.is_unknown() ? why : not_here();
  }

  /// The statements of AWS's own policies are facts; written for its main partition, elsewhere they are the
  /// same but for the ARNs.
  bool managed(const Value& arn) {
    if (!arn.is_string() && !arn.is_unknown()) return false;
    const MaskedText masked(arn);
    const Arn parsed = parse_arn(masked.text());
    if (parsed.account != "aws" || !parsed.name || has_hole(*parsed.name)) return false;
    const doc::Node* table = context_.fact_table("managed_policies");
    const doc::Node* policies = table == nullptr ? nullptr : table->find("policies");
    const doc::Node* found = policies == nullptr ? nullptr : policies->find(*parsed.name);
    if (found == nullptr) return false;
    out_.documents.push_back({Value::from(*found), arn, true});
    const bool elsewhere = parsed.partition && !has_hole(*parsed.partition) && *parsed.partition != "aws";
    if (elsewhere) open(arn);
    return true;
  }

  Context& context_;
  IamPolicies out_;
};

}  // namespace

IamPolicies policies_of(Context& context, const Value& holder) {
  Collector collector(context);
  if (has(holder, "Statement")) {
    collector.document(holder, {});
  } else if (has(holder, "policyDocument")) {
    collector.policy(holder);
  } else {
    collector.inline_policies(member_of(holder, "policies"));
    collector.attached_policies(member_of(holder, "attachedManagedPolicies"));
  }
  return collector.finish();
}

IamPolicies boundary_of(Context& context, const Value& role) {
  Collector collector(context);
  if (has(role, "permissionsBoundary")) collector.attached(member_of(role, "permissionsBoundary"));
  return collector.finish();
}

bool knows_variables(const Value& document) {
  const Value version = member_of(document, "Version");
  return version.is_unknown() || (version.is_string() && version.as_string() == "2012-10-17");
}

Value statements_of(const Value& document) { return member_of(document, "Statement"); }

}  // namespace ecslint::rules
