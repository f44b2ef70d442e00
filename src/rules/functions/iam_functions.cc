// SPDX-License-Identifier: Apache-2.0
// iam.allows, iam.missing, iam.trusts, iam.admin, iam.statements, iam.covers, iam.statement, iam.secret_arn,
// iam.image_arn, iam.log_group_arn, iam.objects_arn, iam.arn_of
#include "expr/map.h"
#include "expr/partial.h"
#include "rules/functions/functions.h"
#include "rules/functions/iam_arns.h"
#include "rules/functions/iam_decide.h"
#include "rules/functions/masked_text.h"
#include "text/json_writer.h"

namespace ecslint::rules {
namespace {

using expr::Context;
using expr::Value;
using Args = std::span<const Value>;

bool is_text(const Value& value) { return value.is_string() || value.is_unknown(); }

Value given(Context& context, const IamAnswer& answer) {
  if (context.is_exhausted()) return Context::exhausted();
  return answer.allowed == Tri::kUnknown ? answer.why : Value::boolean(answer.allowed == Tri::kYes);
}

IamRequest request_of(const Value& role, const Value& action, const Value& resource, Args more) {
  IamRequest request(action, resource);
  request.made_with(role);
  if (!more.empty()) request.add(more[0]);
  return request;
}

Value allows(Context& context, Args args) {
  if (args[0].is_unknown()) return args[0];
  const bool keys = args.size() < 4 || args[3].is_map();
  if (!args[0].is_map() || !is_text(args[1]) || !is_text(args[2]) || !keys) return context.no_such_overload();
  IamRequest request = request_of(args[0], args[1], args[2], args.subspan(3));
  return given(context, decide(context, IamGrants(context, args[0]), request));
}

/// Unknown only when none is certainly missing.
Value missing(Context& context, Args args) {
  if (args[0].is_unknown()) return args[0];
  if (!args[0].is_map() || !args[1].is_list() || !is_text(args[2])) return context.no_such_overload();
  std::vector<Value> out;
  Value why;
  const IamGrants grants(context, args[0]);
  IamRequest request = request_of(args[0], Value::string(""), args[2], args.subspan(3));
  for (std::uint32_t i = 0; i < args[1].size(); ++i) {
    const Value action = args[1].element(i);
    request.ask(action);
    const IamAnswer answer = decide(context, grants, request);
    if (answer.allowed == Tri::kNo) out.push_back(action);
    if (answer.allowed == Tri::kUnknown) why = answer.why;
  }
  if (context.is_exhausted()) return Context::exhausted();
  return out.empty() && why.is_unknown() ? why : context.list(out);
}

Value trusts_service(Context& context, Args args) {
  if (args[0].is_unknown()) return args[0];
  if (!args[0].is_map() || !is_text(args[1])) return context.no_such_overload();
  return given(context, trusts(context, args[0], args[1]));
}

Value derived(const Value& value) { return Value::unknown(expr::Cause::kDerived, value.node()); }

/// A statement that allows whatever is asked, without conditions.
bool allows_everything(const Value& statement) {
  IamRequest request = IamRequest::anything();
  return effect_of(statement) == Effect::kAllow && applies(statement, true, request) == Tri::kYes;
}

/// Something takes away again what a statement allows: a Deny or a permissions boundary.
Value admin(Context& context, Args args) {
  if (!args[0].is_map()) return context.no_such_overload();
  const IamGrants grants(context, args[0]);
  const IamPolicies& policies = grants.policies;
  Value why = policies.open;
  Value less = grants.boundary.open;
  if (!grants.boundary.documents.empty()) less = derived(grants.boundary.documents[0].document);
  bool found = false;
  for (const IamDocument& policy : policies.documents) {
    each_of(statements_of(policy.document), [&](const Value& statement) {
      if (!context.charge(64)) return;
      if (statement.is_unknown()) why = statement;
      if (statement.is_map() && effect_of(statement) == Effect::kDeny) less = derived(statement);
      found = found || allows_everything(statement);
    });
  }
  if (context.is_exhausted()) return Context::exhausted();
  if (found && !less.is_null()) return less;
  return found || why.is_null() ? Value::boolean(found) : why;
}

/// A list of what stands there, alone or in a list; empty when nothing does. What is known of one string is
/// enough to know that it is one.
Value list_of(Context& context, const Value& value) {
  if (value.is_list() || (value.is_unknown() && !expr::is_partial(value))) return value;
  return value.is_null() ? context.list({}) : context.list({&value, 1});
}

Value text_of(const Value& value) { return value.is_null() ? Value::string("") : value; }

Value statement_of(Context& context, const IamDocument& policy, const Value& statement) {
  const Value principal = member_of(statement, "Principal");
  static const FieldNames kNames = {"sid",           "effect",    "actions",  "not_actions", "resources",
                                    "not_resources", "services",  "accounts", "condition",   "policy",
                                    "aws_managed",   "statement", "variables"};
  Fields fields(context, kNames);
  fields.add(text_of(member_of(statement, "Sid")));
  fields.add(text_of(member_of(statement, "Effect")));
  fields.add(list_of(context, member_of(statement, "Action")));
  fields.add(list_of(context, member_of(statement, "NotAction")));
  fields.add(list_of(context, member_of(statement, "Resource")));
  fields.add(list_of(context, member_of(statement, "NotResource")));
  fields.add(list_of(context, member_of(principal, "Service")));
  fields.add(list_of(context, principal.is_string() ? principal : member_of(principal, "AWS")));
  fields.add(member_of(statement, "Condition"));
  fields.add(text_of(policy.name));
  fields.add(Value::boolean(policy.managed_by_aws));
  fields.add(statement);
  fields.add(Value::boolean(knows_variables(policy.document)));
  return fields.finish();
}

/// The statements that are known; an unknown when there is none and there may be some. What is no object (the
/// schema has said so) has none.
Value statements(Context& context, Args args) {
  if (!args[0].is_map()) return context.list({});
  const IamPolicies policies = policies_of(context, args[0]);
  std::vector<Value> out;
  for (const IamDocument& policy : policies.documents) {
    each_of(statements_of(policy.document), [&](const Value& statement) {
      if (statement.is_map() && context.charge(128)) out.push_back(statement_of(context, policy, statement));
    });
  }
  if (context.is_exhausted()) return Context::exhausted();
  return out.empty() && policies.open.is_unknown() ? policies.open : context.list(out);
}

Value covers(Context& context, Args args) {
  if (args[0].is_unknown()) return args[0];
  const Value statement = member_of(args[0], "statement");
  const bool texts = is_text(args[1]) && (args.size() < 3 || is_text(args[2]));
  if (!statement.is_map() || !texts) return context.no_such_overload();
  IamRequest request(args[1], args.size() > 2 ? args[2] : Value::string("*"));
  Tri result = covers_action(statement, request);
  if (args.size() > 2 && result != Tri::kNo) {
    result = both(result, covers_resource(statement, member_of(args[0], "variables").is_true(), request));
  }
  if (!context.charge(256)) return Context::exhausted();
  if (result != Tri::kUnknown) return Value::boolean(result == Tri::kYes);
  return args[1].is_unknown() ? args[1] : Value::unknown(expr::Cause::kDerived, statement.node());
}

/// What is known of a resource; for the rest the spelling of the placeholder, or *.
std::string resource_text(const Value& resource) {
  if (resource.is_string()) return std::string(resource.as_string());
  std::string out;
  for (const doc::Piece& piece : expr::pieces_of(resource)) out += piece.text.empty() ? "*" : piece.text;
  return out.empty() ? "*" : out;
}

/// {"Effect": "Allow", "Action": […], "Resource": "…"}, to be pasted.
Value statement_text(Context& context, Args args) {
  if (args[0].is_unknown()) return args[0];
  if (!args[0].is_list() || !is_text(args[1])) return context.no_such_overload();
  std::string out = R"({"Effect": "Allow", "Action": [)";
  for (std::uint32_t i = 0; i < args[0].size(); ++i) {
    if (!args[0].element(i).is_string()) return context.no_such_overload();
    if (i > 0) out += ", ";
    text::append_json_string(out, args[0].element(i).as_string());
  }
  out += R"(], "Resource": )";
  text::append_json_string(out, resource_text(args[1]));
  return context.string(out + "}");
}

Value pattern(Context& context, Args args) {
  return is_text(args[0]) ? context.string(resource_text(args[0])) : context.no_such_overload();
}

Value secret(Context& context, Args args) {
  if (!is_text(args[0])) return context.no_such_overload();
  return secret_arn(context, args[0], args[1]);
}

Value image(Context& context, Args args) {
  if (!is_text(args[0])) return context.no_such_overload();
  return image_arn(context, args[0]);
}

Value log_group(Context& context, Args args) {
  if (!is_text(args[0]) || !is_text(args[1])) return context.no_such_overload();
  return log_group_arn(context, args[0], args[1], args[2]);
}

Value objects(Context& context, Args args) {
  if (!is_text(args[0]) || !is_text(args[1])) return context.no_such_overload();
  return objects_arn(context, args[0], args[1]);
}

Value some_arn(Context& context, Args args) {
  return args[0].is_string() ? service_arn(context, args[0]) : context.no_such_overload();
}

constexpr auto G = expr::Style::kGlobal;
constexpr auto P = expr::Accepts::kPartial;
constexpr auto A = expr::Accepts::kAnything;

constexpr expr::Function kFunctions[] = {
    expr::kept({"iam.allows", G, "dyn, string, string", "bool", allows, A}),
    expr::kept({"iam.allows", G, "dyn, string, string, map(string, dyn)", "bool", allows, A}),
    expr::kept({"iam.missing", G, "dyn, list(string), string", "list(string)", missing, A}),
    expr::kept({"iam.missing", G, "dyn, list(string), string, map(string, dyn)", "list(string)", missing, A}),
    expr::kept({"iam.trusts", G, "dyn, string", "bool", trusts_service, A}),
    expr::kept({"iam.admin", G, "dyn", "bool", admin}),
    expr::kept({"iam.statements", G, "dyn", "list(IamStatement)", statements}),
    expr::kept({"iam.covers", G, "IamStatement, string", "bool", covers, A}),
    expr::kept({"iam.covers", G, "IamStatement, string, string", "bool", covers, A}),
    {"iam.statement", G, "list(string), string", "string", statement_text, A},
    {"iam.pattern", G, "string", "string", pattern, A},
    {"iam.secret_arn", G, "string, string", "string", secret, A},
    expr::kept({"iam.image_arn", G, "string", "string", image, P}),
    {"iam.arn_of", G, "string", "string", some_arn},
    {"iam.objects_arn", G, "string, string", "string", objects, A},
    {"iam.log_group_arn", G, "string, string, string", "string", log_group, A},
};

}  // namespace

std::span<const expr::Function> iam_functions() { return kFunctions; }

}  // namespace ecslint::rules
