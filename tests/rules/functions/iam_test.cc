// SPDX-License-Identifier: Apache-2.0
// What policies say, as tables of (policies, question, answer). "?" in a question stands for a hole.
#include <catch2/catch.hpp>
#include <memory>

#include "doc/document.h"
#include "expr/lib/call_fixture.h"
#include "rules/functions/functions.h"
#include "rules/functions/iam_text.h"
#include "syntax/json/parse.h"

using namespace ecslint;
using namespace ecslint::expr;
using namespace ecslint::rules;

namespace {

/// A table of AWS's policies with two in it.
class Facts : public FactTables {
 public:
  Facts() {
    std::vector<finding::Finding> findings;
    syntax_json::parse_json(document_, findings);
  }
  const doc::Node* fact_table(std::string_view name) const override {
    return name == "managed_policies" ? &document_.roots()[0] : nullptr;
  }

 private:
  doc::Document document_{text::Source("facts", R"({"policies": {
    "ExecutionRole": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": ["ecr:GetAuthorizationToken", "logs:PutLogEvents"], "Resource": "*"}]},
    "Everything": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}}})")};
};

class Asker : public CallFixture {
 public:
  Asker() : CallFixture(function_tables()) { context().use(static_cast<const FactTables*>(&facts_)); }

  Value json(std::string_view text) {
    std::vector<finding::Finding> findings;
    auto& document = *documents_.emplace_back(
        std::make_unique<doc::Document>(text::Source("role.json", std::string(text))));
    syntax_json::parse_json(document, findings);
    INFO(text);
    REQUIRE(!document.roots().empty());
    REQUIRE(findings.empty());
    return Value::from(document.roots()[0]);
  }

  Value text(std::string_view s) { return s.find('?') == std::string_view::npos ? S(s) : partial(s); }

  /// yes, no, or unknown
  std::string allows(std::string_view role, std::string_view action, std::string_view resource,
                     std::string_view keys = "") {
    std::vector<Value> args = {json(role), S(action), text(resource)};
    if (!keys.empty()) args.push_back(json(keys));
    return word(call("iam.allows", args));
  }
  static std::string word(const Value& value) {
    if (value.is_true()) return "yes";
    if (value.is_false()) return "no";
    return value.is_unknown() ? "unknown" : "error";
  }

 private:
  Facts facts_;
  std::vector<std::unique_ptr<doc::Document>> documents_;
};

/// A role with one inline policy of these statements.
std::string role(const std::string& statements, const std::string& version = "2012-10-17") {
  return R"({"roleName": "app", "arn": "arn:aws:iam::111122223333:role/app", "policies": [{"policyName": "p", "policyDocument": {"Version": ")" +
         version + R"(", "Statement": [)" + statements + "]}}]}";
}

struct Row {
  std::string statements;
  std::string action;
  std::string resource;
  std::string answer;
};

const std::string kSecret = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-AbCdEf";
const std::string kParameter = "arn:aws:ssm:eu-west-1:111122223333:parameter/app/key";
const std::string kObject = "arn:aws:s3:::config/web/app.env";

std::string allow(const std::string& action, const std::string& resource, const std::string& more = "") {
  return R"({"Effect": "Allow", "Action": )" + action + R"(, "Resource": )" + resource + more + "}";
}
std::string deny(const std::string& action, const std::string& resource, const std::string& more = "") {
  return R"({"Effect": "Deny", "Action": )" + action + R"(, "Resource": )" + resource + more + "}";
}
std::string when(const std::string& conditions) { return R"(, "Condition": {)" + conditions + "}"; }

void check(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    Asker ask;
    INFO(row.statements << "  " << row.action << "  " << row.resource);
    CHECK(ask.allows(role(row.statements), row.action, row.resource) == row.answer);
  }
}

}  // namespace

TEST_CASE("texts match patterns, fields of ARNs apart") {
  struct Match {
    const char* pattern;
    const char* text;
    const char* answer;
  };
  const auto read = [](std::string_view text, bool wildcards) {
    IamText out;
    for (const char c : text) {
      if (c == '#') {
        out.append(IamText::kNamelessHole);
      } else if (c == '@') {
        out.append(IamText::kFirstHole);
      } else if (wildcards && (c == '*' || c == '?')) {
        out.append(c == '*' ? IamText::kAnyRun : IamText::kAnyOne);
      } else {
        out.append(std::string_view(&c, 1));
      }
    }
    return out;
  };
  const Match rows[] = {
      {"", "", "yes"},        {"", "a", "no"},           {"a", "", "no"},           {"*", "", "yes"},
      {"*", "abc", "yes"},    {"a*", "abc", "yes"},      {"a*", "bc", "no"},        {"*c", "abc", "yes"},
      {"a*c", "abbc", "yes"}, {"a*c", "abcd", "no"},     {"a?c", "abc", "yes"},     {"a?c", "ac", "no"},
      {"a??", "abc", "yes"},  {"*a*b*", "xaybz", "yes"}, {"*a*b*", "xbya", "no"},   {"**", "x", "yes"},
      {"abc", "abC", "no"},   {"a*b*c", "abcbc", "yes"}, {"a", "#", "unknown"},     {"*", "#", "yes"},
      {"a*", "#", "unknown"}, {"a*", "a#", "yes"},       {"a*", "b#", "no"},        {"*a", "#b", "no"},
      {"*a", "#a", "yes"},    {"a?", "a#", "unknown"},   {"abc", "a#c", "unknown"}, {"abc", "a#d", "no"},
      {"#", "a", "unknown"},  {"a#", "b", "no"},         {"a#c", "abc", "unknown"}, {"a#*", "ab", "unknown"},
      {"@x", "@x", "yes"},    {"@*", "@x", "yes"},       {"@x", "@y", "no"},        {"#", "#", "unknown"},
      {"a@", "a@", "yes"},    {"a@b*", "a@bcd", "yes"},  {"a@b", "a#b", "unknown"}, {"a*c", "a#c", "yes"},
  };
  for (const Match& row : rows) {
    INFO(row.pattern << " " << row.text);
    const Tri answer = matches(read(row.pattern, true), read(row.text, false));
    CHECK(std::string(answer == Tri::kYes ? "yes" : answer == Tri::kNo ? "no" : "unknown") == row.answer);
  }
  const Match arns[] = {
      {"*", "arn:aws:s3:::b/k", "yes"},
      {"arn:aws:s3:::b/*", "arn:aws:s3:::b/k", "yes"},
      {"arn:aws:s3:::*", "arn:aws:s3:::b/k:l", "yes"},
      {"arn:*:s3:::b/k", "arn:aws-cn:s3:::b/k", "yes"},
      {"arn:aws:ssm:*:*:parameter/a/*", "arn:aws:ssm:#:#:parameter/a/b", "yes"},
      {"arn:aws:ssm:*:*:parameter/a/*", "arn:aws:ssm:#:#:parameter/b/a", "no"},
      {"arn:aws:ssm:*:1:parameter/a", "arn:aws:ssm:#:2:parameter/a", "no"},
      {"arn:aws:ssm:eu-west-1:1:parameter/a", "arn:aws:ssm:#:1:parameter/a", "unknown"},
      {"arn:aws:s:*:1:f/*", "arn:aws:s:us-east-2:9:store/abc:1:f/d", "unknown"},
      {"arn:aws:s3:::b", "*", "no"},
  };
  for (const Match& row : arns) {
    INFO(row.pattern << " " << row.text);
    const Tri answer = matches_resource(read(row.pattern, true), read(row.text, false));
    CHECK(std::string(answer == Tri::kYes ? "yes" : answer == Tri::kNo ? "no" : "unknown") == row.answer);
  }
  CHECK(matches_arn(read("arn:aws:s:*:1:f/*", true), read("arn:aws:s:us-east-2:9:store/abc:1:f/d", false)) ==
        Tri::kNo);
}

TEST_CASE("allowed is what some statement allows and none denies") {
  check({
      {"", "s3:GetObject", kObject, "no"},
      {allow(R"("*")", R"("*")"), "s3:GetObject", kObject, "yes"},
      {allow(R"("s3:GetObject")", R"("*")"), "s3:GetObject", kObject, "yes"},
      {allow(R"(["s3:PutObject", "s3:GetObject"])", R"("*")"), "s3:GetObject", kObject, "yes"},
      {allow(R"("s3:PutObject")", R"("*")"), "s3:GetObject", kObject, "no"},
      {allow(R"("S3:getobject")", R"("*")"), "s3:GetObject", kObject, "yes"},
      {allow(R"("s3:Get*")", R"("*")"), "s3:GetObject", kObject, "yes"},
      {allow(R"("s3:*Object")", R"("*")"), "s3:GetObject", kObject, "yes"},
      {allow(R"("s3:Get?bject")", R"("*")"), "s3:GetObject", kObject, "yes"},
      {allow(R"("s3:*")", R"("*")"), "ssm:GetParameters", kParameter, "no"},
      {allow(R"("ssm:GetParameter")", R"("*")"), "ssm:GetParameters", kParameter, "no"},
      {allow(R"("ssm:GetParameter*")", R"("*")"), "ssm:GetParameters", kParameter, "yes"},
      {allow(R"([])", R"("*")"), "s3:GetObject", kObject, "no"},
      {allow(R"("s3:GetObject")", R"("arn:aws:s3:::config/*")"), "s3:GetObject", kObject, "yes"},
      {allow(R"("s3:GetObject")", R"("arn:aws:s3:::config")"), "s3:GetObject", kObject, "no"},
      {allow(R"("s3:GetObject")", R"("arn:aws:s3:::Config/*")"), "s3:GetObject", kObject, "no"},
      {allow(R"("s3:GetObject")", R"(["arn:aws:s3:::other/*", "arn:aws:s3:::config/web/*"])"), "s3:GetObject",
       kObject, "yes"},
      {allow(R"("ecr:GetAuthorizationToken")", R"("*")"), "ecr:GetAuthorizationToken", "*", "yes"},
      {allow(R"("ecr:GetAuthorizationToken")", R"("arn:aws:ecr:eu-west-1:111122223333:repository/app")"),
       "ecr:GetAuthorizationToken", "*", "no"},
      {deny(R"("*")", R"("*")"), "s3:GetObject", kObject, "no"},
      {allow(R"("*")", R"("*")") + "," + deny(R"("s3:*")", R"("*")"), "s3:GetObject", kObject, "no"},
      {deny(R"("s3:*")", R"("*")") + "," + allow(R"("*")", R"("*")"), "s3:GetObject", kObject, "no"},
      {allow(R"("*")", R"("*")") + "," + deny(R"("s3:*")", R"("arn:aws:s3:::other/*")"), "s3:GetObject",
       kObject, "yes"},
      {allow(R"("*")", R"("*")") + "," + deny(R"("s3:PutObject")", R"("*")"), "s3:GetObject", kObject, "yes"},
      // Not…
      {R"({"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"})", "s3:GetObject", kObject, "yes"},
      {R"({"Effect": "Allow", "NotAction": ["iam:*", "s3:*"], "Resource": "*"})", "s3:GetObject", kObject,
       "no"},
      {R"({"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"})" + ("," + allow(R"("*")", R"("*")")),
       "s3:GetObject", kObject, "yes"},
      {R"({"Effect": "Deny", "NotAction": "s3:*", "Resource": "*"})" + ("," + allow(R"("*")", R"("*")")),
       "ssm:GetParameters", kParameter, "no"},
      {R"({"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::secret/*"})", "s3:GetObject",
       kObject, "yes"},
      {R"({"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::config/*"})", "s3:GetObject",
       kObject, "no"},
      {R"({"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::config/*"})" +
           ("," + allow(R"("*")", R"("*")")),
       "s3:GetObject", kObject, "yes"},
      // A statement that IAM would refuse decides nothing.
      {R"({"Effect": "Allow", "Resource": "*"})", "s3:GetObject", kObject, "unknown"},
      {R"({"Effect": "Allow", "Action": "s3:*"})", "s3:GetObject", kObject, "unknown"},
      {R"({"Effect": "Maybe", "Action": "*", "Resource": "*"})", "s3:GetObject", kObject, "no"},
  });
}

TEST_CASE("what is only partly known decides only when it must") {
  check({
      {allow(R"("s3:GetObject")", R"("arn:aws:s3:::config/*")"), "s3:GetObject", "arn:aws:s3:::config/?",
       "yes"},
      {allow(R"("s3:GetObject")", R"("arn:aws:s3:::config/web/*")"), "s3:GetObject", "arn:aws:s3:::config/?",
       "unknown"},
      {allow(R"("s3:GetObject")", R"("arn:aws:s3:::other/*")"), "s3:GetObject", "arn:aws:s3:::config/?",
       "no"},
      {allow(R"("s3:GetObject")", R"("*")"), "s3:GetObject", "?", "yes"},
      {allow(R"("s3:GetObject")", R"("arn:aws:s3:::config/*")"), "s3:GetObject", "?", "unknown"},
      {allow(R"("s3:PutObject")", R"("arn:aws:s3:::config/*")"), "s3:GetObject", "?", "no"},
      {allow(R"("s3:GetObject")", R"("arn:aws:s3:::${BUCKET}/*")"), "s3:GetObject", kObject, "unknown"},
      {allow(R"("s3:GetObject")", R"("arn:aws:s3:::${BUCKET}/api/*")"), "s3:GetObject", kObject, "no"},
      {allow(R"("s3:${ACTION}")", R"("*")"), "s3:GetObject", kObject, "unknown"},
      {allow(R"("ssm:${ACTION}")", R"("*")"), "s3:GetObject", kObject, "no"},
      {allow(R"("${ACTION}")", R"("*")"), "s3:GetObject", kObject, "unknown"},
      {R"({"Effect": "${EFFECT}", "Action": "*", "Resource": "*"})", "s3:GetObject", kObject, "unknown"},
      {R"({"Effect": "${EFFECT}", "Action": "ssm:*", "Resource": "*"})" +
           ("," + allow(R"("s3:*")", R"("*")")),
       "s3:GetObject", kObject, "yes"},
      {R"("${STATEMENT}")", "s3:GetObject", kObject, "unknown"},
      {R"("${STATEMENT}",)" + allow(R"("s3:*")", R"("*")"), "s3:GetObject", kObject, "unknown"},
      {allow(R"("s3:*")", R"("*")") + "," + deny(R"("s3:*")", R"("arn:aws:s3:::${SECRET}/*")"),
       "s3:GetObject", kObject, "unknown"},
      {allow(R"("secretsmanager:GetSecretValue")",
             R"("arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-??????")"),
       "secretsmanager:GetSecretValue", kSecret, "yes"},
      {allow(R"("secretsmanager:GetSecretValue")",
             R"("arn:aws:secretsmanager:eu-west-1:111122223333:secret:db")"),
       "secretsmanager:GetSecretValue", kSecret, "no"},
      {allow(R"("secretsmanager:GetSecretValue")",
             R"("arn:aws:secretsmanager:REGION:ACCOUNT_ID:secret:db-*")"),
       "secretsmanager:GetSecretValue", kSecret, "unknown"},
      {allow(R"("ssm:*")", R"("arn:aws:ssm:*:*:parameter/app/*")"), "ssm:GetParameters",
       "arn:aws:ssm:?:111122223333:parameter/app/key", "yes"},
      {allow(R"("ssm:*")", R"("arn:aws:ssm:eu-west-1:*:parameter/app/*")"), "ssm:GetParameters",
       "arn:aws:ssm:?:111122223333:parameter/app/key", "unknown"},
  });
}

TEST_CASE("holes that are spelled alike are alike") {
  Asker ask;
  const Value policies = ask.json(role(allow(R"("s3:GetObject")", R"("arn:aws:s3:::${BUCKET}/*")")));
  const Value same = ask.json(R"(["arn:aws:s3:::${BUCKET}/app.env"])").element(0);
  const Value other = ask.json(R"(["arn:aws:s3:::${OTHER}/app.env"])").element(0);
  CHECK(Asker::word(ask.call("iam.allows", {policies, S("s3:GetObject"), same})) == "yes");
  CHECK(Asker::word(ask.call("iam.allows", {policies, S("s3:GetObject"), other})) == "unknown");
}

TEST_CASE("policy variables are what the request has, from version 2012-10-17 on") {
  const std::string home = allow(R"("s3:GetObject")", R"("arn:aws:s3:::config/${aws:PrincipalAccount}/*")");
  const std::string user = allow(R"("s3:GetObject")", R"("arn:aws:s3:::config/${aws:userid}/*")");
  const std::string tag = allow(R"("s3:GetObject")", R"("arn:aws:s3:::config/${aws:PrincipalTag/team}/*")");
  const std::string otherwise =
      allow(R"("s3:GetObject")", R"("arn:aws:s3:::config/${aws:username, 'anonymous'}/*")");
  check({
      {home, "s3:GetObject", "arn:aws:s3:::config/111122223333/a", "yes"},
      {home, "s3:GetObject", "arn:aws:s3:::config/444455556666/a", "no"},
      {user, "s3:GetObject", "arn:aws:s3:::config/x/a", "unknown"},
      {user, "s3:GetObject", "arn:aws:s3:::other/x/a", "no"},
      {tag, "s3:GetObject", "arn:aws:s3:::config/x/a", "unknown"},
      {otherwise, "s3:GetObject", "arn:aws:s3:::config/anonymous/a", "yes"},
      {otherwise, "s3:GetObject", "arn:aws:s3:::config/root/a", "no"},
      {allow(R"("s3:GetObject")", R"("arn:aws:s3:::config/${*}")"), "s3:GetObject", "arn:aws:s3:::config/a",
       "no"},
      {allow(R"("s3:GetObject")", R"("arn:aws:s3:::config/${*}")"), "s3:GetObject", "arn:aws:s3:::config/*",
       "yes"},
      {allow(R"("s3:GetObject")", R"("arn:aws:s3:::config/${?}${$}")"), "s3:GetObject",
       "arn:aws:s3:::config/x$", "no"},
  });
  Asker ask;
  CHECK(ask.allows(role(home, "2008-10-17"), "s3:GetObject", "arn:aws:s3:::config/111122223333/a") == "no");
  CHECK(ask.allows(role(home, "2008-10-17"), "s3:GetObject",
                   "arn:aws:s3:::config/${aws:PrincipalAccount}/a") == "yes");
}

TEST_CASE("conditions hold, fail, or are not known") {
  const auto allowed_when = [](const std::string& conditions) {
    return allow(R"("secretsmanager:GetSecretValue")", R"("*")", when(conditions));
  };
  const std::string action = "secretsmanager:GetSecretValue";
  const auto row = [&](const std::string& conditions, const std::string& answer) {
    return Row{allowed_when(conditions), action, kSecret, answer};
  };
  check({
      row(R"("StringEquals": {"aws:RequestedRegion": "eu-west-1"})", "yes"),
      row(R"("StringEquals": {"aws:RequestedRegion": "us-east-1"})", "no"),
      row(R"("StringEquals": {"AWS:requestedregion": ["us-east-1", "eu-west-1"]})", "yes"),
      row(R"("stringequals": {"aws:RequestedRegion": "eu-west-1"})", "yes"),
      row(R"("StringNotEquals": {"aws:RequestedRegion": ["us-east-1", "eu-west-1"]})", "no"),
      row(R"("StringNotEquals": {"aws:RequestedRegion": "us-east-1"})", "yes"),
      row(R"("StringEquals": {"aws:RequestedRegion": "EU-WEST-1"})", "no"),
      row(R"("StringEqualsIgnoreCase": {"aws:RequestedRegion": "EU-WEST-1"})", "yes"),
      row(R"("StringNotEqualsIgnoreCase": {"aws:RequestedRegion": "EU-WEST-1"})", "no"),
      row(R"("StringEquals": {"aws:RequestedRegion": "eu-*"})", "no"),
      row(R"("StringLike": {"aws:RequestedRegion": "eu-*"})", "yes"),
      row(R"("StringNotLike": {"aws:RequestedRegion": "eu-*"})", "no"),
      row(R"("StringLike": {"aws:RequestedRegion": ["us-*", "ap-*"]})", "no"),
      row(R"("StringEquals": {"aws:RequestedRegion": "${REGION}"})", "unknown"),
      row(R"("StringEquals": {"aws:ResourceAccount": "111122223333"})", "yes"),
      row(R"("StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"})", "yes"),
      row(R"("StringEquals": {"aws:ResourceAccount": "444455556666"})", "no"),
      row(R"("ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/app"})", "yes"),
      row(R"("ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::*:role/a*"})", "yes"),
      row(R"("ArnLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/api"})", "no"),
      row(R"("ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/api"})", "yes"),
      row(R"("ArnNotEquals": {"aws:PrincipalArn": "arn:*:iam::*:role/*"})", "no"),
      row(R"("Bool": {"aws:SecureTransport": "true"})", "yes"),
      row(R"("Bool": {"aws:SecureTransport": true})", "yes"),
      row(R"("Bool": {"aws:SecureTransport": "FALSE"})", "no"),
      row(R"("Bool": {"aws:MultiFactorAuthPresent": "true"})", "unknown"),
      row(R"("BoolIfExists": {"aws:MultiFactorAuthPresent": "true"})", "unknown"),
      row(R"("Null": {"aws:TokenIssueTime": "false"})", "yes"),
      row(R"("Null": {"aws:TokenIssueTime": "true"})", "no"),
      row(R"("Null": {"aws:username": "true"})", "yes"),
      row(R"("Null": {"aws:PrincipalTag/team": "false"})", "unknown"),
      // A key that is not there fails, passes with Not… and …IfExists.
      row(R"("StringEquals": {"aws:username": "app"})", "no"),
      row(R"("StringLike": {"aws:username": "*"})", "no"),
      row(R"("StringNotEquals": {"aws:username": "app"})", "yes"),
      row(R"("StringEqualsIfExists": {"aws:username": "app"})", "yes"),
      row(R"("StringNotEqualsIfExists": {"aws:username": "app"})", "yes"),
      row(R"("StringEquals": {"aws:SourceAccount": "111122223333"})", "no"),
      row(R"("ForAllValues:StringEquals": {"aws:username": "app"})", "yes"),
      row(R"("ForAnyValue:StringEquals": {"aws:username": "app"})", "no"),
      row(R"("ForAnyValue:StringNotEquals": {"aws:username": "app"})", "no"),
      row(R"("DateGreaterThan": {"aws:TokenIssueTime": "2020-01-01T00:00:01Z"})", "unknown"),
      row(R"("IpAddress": {"aws:SourceIp": "203.0.113.0/24"})", "unknown"),
      row(R"("NumericLessThan": {"s3:max-keys": 10})", "unknown"),
      row(R"("StringEquals": {"aws:SourceVpc": "vpc-1"})", "unknown"),
      row(R"("StringEquals": {"secretsmanager:ResourceTag/team": "a"})", "unknown"),
      row(R"("StringAlmost": {"aws:RequestedRegion": "eu-west-1"})", "unknown"),
      // All have to hold.
      row(R"("StringEquals": {"aws:RequestedRegion": "eu-west-1", "aws:ResourceAccount": "111122223333"})",
          "yes"),
      row(R"("StringEquals": {"aws:RequestedRegion": "eu-west-1", "aws:ResourceAccount": "1"})", "no"),
      row(R"("StringEquals": {"aws:RequestedRegion": "eu-west-1"}, "Bool": {"aws:SecureTransport": "false"})",
          "no"),
      row(R"("StringEquals": {"aws:SourceVpc": "vpc-1"}, "Bool": {"aws:SecureTransport": "false"})", "no"),
      row(R"("StringEquals": {"aws:SourceVpc": "vpc-1", "aws:RequestedRegion": "eu-west-1"})", "unknown"),
      row(R"()", "yes"),
      // A condition on a Deny that is not known leaves the permission unknown; one that fails does not.
      {allow(R"("*")", R"("*")") + "," +
           deny(R"("*")", R"("*")", when(R"("StringNotEquals": {"aws:RequestedRegion": ["eu-west-1"]})")),
       action, kSecret, "yes"},
      {allow(R"("*")", R"("*")") + "," +
           deny(R"("*")", R"("*")", when(R"("StringNotEquals": {"aws:RequestedRegion": ["us-east-1"]})")),
       action, kSecret, "no"},
      {allow(R"("*")", R"("*")") + "," +
           deny(R"("*")", R"("*")", when(R"("StringNotEquals": {"aws:SourceVpce": "vpce-1"})")),
       action, kSecret, "unknown"},
      {allow(R"("*")", R"("*")") + "," +
           deny(R"("*")", R"("*")", when(R"("Bool": {"aws:SecureTransport": "false"})")),
       action, kSecret, "yes"},
      {allow(R"("iam:PassRole")", R"("*")",
             when(R"("StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"})")),
       "iam:PassRole", "arn:aws:iam::111122223333:role/x", "unknown"},
      {allow(R"("*")", R"("*")",
             when(R"("StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"})")),
       action, kSecret, "no"},
  });
}

TEST_CASE("the asker may say what condition keys a call carries") {
  const std::string pass =
      role(allow(R"("iam:PassRole")", R"("*")",
                 when(R"("StringEquals": {"iam:PassedToService": "ecs-tasks.amazonaws.com"})")));
  const std::string via = role(allow(
      R"("kms:Decrypt")", R"("*")",
      when(
          R"("StringEquals": {"kms:ViaService": ["secretsmanager.eu-west-1.amazonaws.com", "ssm.eu-west-1.amazonaws.com"]})")));
  const std::string all =
      role(allow(R"("x:y")", R"("*")", when(R"("ForAllValues:StringEquals": {"x:k": ["a", "b"]})")));
  const std::string any =
      role(allow(R"("x:y")", R"("*")", when(R"("ForAnyValue:StringEquals": {"x:k": ["a", "b"]})")));
  const std::string none =
      role(allow(R"("x:y")", R"("*")", when(R"("ForAnyValue:StringNotEquals": {"x:k": ["a", "b"]})")));
  const std::string key = "arn:aws:kms:eu-west-1:111122223333:key/k";
  Asker ask;
  CHECK(ask.allows(pass, "iam:PassRole", "*", R"({"iam:PassedToService": "ecs-tasks.amazonaws.com"})") ==
        "yes");
  CHECK(ask.allows(pass, "iam:PassRole", "*", R"({"iam:PassedToService": "ec2.amazonaws.com"})") == "no");
  CHECK(ask.allows(pass, "iam:PassRole", "*", R"({"iam:PassedToService": null})") == "no");
  CHECK(ask.allows(via, "kms:Decrypt", key, R"({"kms:ViaService": "ssm.eu-west-1.amazonaws.com"})") == "yes");
  CHECK(ask.allows(via, "kms:Decrypt", key, R"({"kms:ViaService": "s3.eu-west-1.amazonaws.com"})") == "no");
  CHECK(ask.allows(via, "kms:Decrypt", key) == "unknown");
  CHECK(ask.allows(all, "x:y", "*", R"({"x:k": ["a", "b", "a"]})") == "yes");
  CHECK(ask.allows(all, "x:y", "*", R"({"x:k": ["a", "c"]})") == "no");
  CHECK(ask.allows(any, "x:y", "*", R"({"x:k": ["a", "c"]})") == "yes");
  CHECK(ask.allows(any, "x:y", "*", R"({"x:k": ["c"]})") == "no");
  CHECK(ask.allows(none, "x:y", "*", R"({"x:k": ["a", "c"]})") == "yes");
  CHECK(ask.allows(none, "x:y", "*", R"({"x:k": ["a", "b"]})") == "no");
}

TEST_CASE("policies that are not there may allow what the others do not") {
  Asker ask;
  const auto attached = [](const std::string& arn) {
    return R"({"policies": [], "attachedManagedPolicies": [{"policyArn": ")" + arn + R"("}]})";
  };
  const std::string execution = attached("arn:aws:iam::aws:policy/service-role/ExecutionRole");
  CHECK(ask.allows(execution, "ecr:GetAuthorizationToken", "*") == "yes");
  CHECK(ask.allows(execution, "logs:CreateLogGroup", "*") == "no");
  CHECK(ask.allows(attached("arn:aws:iam::aws:policy/Unheard"), "s3:GetObject", kObject) == "unknown");
  CHECK(ask.allows(attached("arn:aws:iam::111122223333:policy/ExecutionRole"), "ecr:GetAuthorizationToken",
                   "*") == "unknown");
  CHECK(ask.allows(attached("arn:aws-cn:iam::aws:policy/service-role/ExecutionRole"),
                   "ecr:GetAuthorizationToken", "*") == "yes");
  CHECK(ask.allows(attached("arn:aws-cn:iam::aws:policy/service-role/ExecutionRole"), "s3:GetObject",
                   kObject) == "unknown");
  CHECK(ask.allows(attached("arn:${PARTITION}:iam::aws:policy/service-role/ExecutionRole"),
                   "ecr:GetAuthorizationToken", "*") == "yes");
  CHECK(ask.allows(
            R"({"attachedManagedPolicies": [{"policyArn": "arn:aws:iam::1:policy/own", "policyDocument": )"
            R"({"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}}]})",
            "s3:GetObject", kObject) == "yes");
  CHECK(ask.allows(R"({"policies": "${POLICIES}"})", "s3:GetObject", kObject) == "unknown");
  CHECK(ask.allows(R"({"policies": [{"policyName": "p", "policyDocument": "${DOCUMENT}"}]})", "s3:GetObject",
                   kObject) == "unknown");
  CHECK(ask.allows("{}", "s3:GetObject", kObject) == "no");
  const Value open = ask.json("{}");
  open.node()->set(doc::Node::kOpen);
  CHECK(Asker::word(ask.call("iam.allows", {open, S("s3:GetObject"), S(kObject)})) == "unknown");
  CHECK(Asker::word(ask.call("iam.allows", {kUnknown, S("s3:GetObject"), S(kObject)})) == "unknown");
}

TEST_CASE("a permissions boundary must allow it too") {
  Asker ask;
  const auto bounded = [](const std::string& boundary) {
    const std::string whole = role(allow(R"(["s3:*", "ssm:*"])", R"("*")"));
    return whole.substr(0, whole.size() - 1) + R"(, "permissionsBoundary": )" + boundary + "}";
  };
  const auto document = [](const std::string& statements) {
    return R"({"policyArn": "arn:aws:iam::1:policy/b", "policyDocument": {"Version": "2012-10-17", "Statement": [)" +
           statements + "]}}";
  };
  const std::string only_s3 = document(allow(R"("s3:*")", R"("*")"));
  CHECK(ask.allows(bounded(only_s3), "s3:GetObject", kObject) == "yes");
  CHECK(ask.allows(bounded(only_s3), "ssm:GetParameters", kParameter) == "no");
  CHECK(ask.allows(bounded(document(allow(R"("*")", R"("*")"))), "iam:PassRole", "*") == "no");
  CHECK(ask.allows(bounded(document(allow(R"("*")", R"("*")") + "," + deny(R"("s3:GetObject")", R"("*")"))),
                   "s3:GetObject", kObject) == "no");
  CHECK(ask.allows(bounded(R"({"policyArn": "arn:aws:iam::aws:policy/Everything"})"), "s3:GetObject",
                   kObject) == "yes");
  CHECK(ask.allows(bounded(R"({"policyArn": "arn:aws:iam::1:policy/elsewhere"})"), "s3:GetObject", kObject) ==
        "unknown");
  CHECK(ask.allows(bounded(R"({"policyArn": "arn:aws:iam::1:policy/elsewhere"})"), "iam:PassRole", "*") ==
        "no");
}

TEST_CASE("trust policies say which services may assume a role") {
  struct Trust {
    std::string statement;
    const char* answer;
  };
  const auto assume = [](const std::string& principal, const std::string& more = "",
                         const std::string& effect = "Allow", const std::string& action = "sts:AssumeRole") {
    return R"({"Effect": ")" + effect + R"(", "Principal": )" + principal + R"(, "Action": ")" + action +
           "\"" + more + "}";
  };
  const std::string tasks = R"({"Service": "ecs-tasks.amazonaws.com"})";
  const Trust rows[] = {
      {assume(tasks), "yes"},
      {assume(R"({"Service": ["ec2.amazonaws.com", "ecs-tasks.amazonaws.com"]})"), "yes"},
      {assume(R"({"Service": "ecs.amazonaws.com"})"), "no"},
      {assume(R"({"Service": "ecs-tasks.amazonaws.com.cn"})"), "unknown"},
      {assume(R"({"Service": "${SERVICE}"})"), "unknown"},
      {assume(R"({"Service": "ecs-${KIND}.amazonaws.com"})"), "unknown"},
      {assume(R"({"Service": "ec2-${KIND}.amazonaws.com"})"), "no"},
      {assume(R"({"AWS": "arn:aws:iam::111122223333:root"})"), "no"},
      {assume(R"({"Federated": "cognito-identity.amazonaws.com"})"), "no"},
      {assume(R"("*")"), "unknown"},
      {assume(R"({"AWS": "*"})"), "unknown"},
      {assume(tasks, "", "Deny"), "no"},
      {assume(tasks) + "," + assume(tasks, "", "Deny"), "no"},
      {assume(tasks, "", "Allow", "sts:*"), "yes"},
      {assume(tasks, "", "Allow", "sts:TagSession"), "no"},
      {assume(tasks, when(R"("StringEquals": {"aws:SourceAccount": "111122223333"})")), "yes"},
      {assume(tasks, when(R"("StringEquals": {"aws:SourceAccount": "444455556666"})")), "no"},
      {assume(tasks, when(R"("ArnLike": {"aws:SourceArn": "arn:aws:ecs:*:111122223333:*"})")), "yes"},
      {assume(tasks, when(R"("ArnLike": {"aws:SourceArn": "arn:aws:ecs:eu-west-1:111122223333:*"})")),
       "unknown"},
      {assume(tasks, when(R"("ArnLike": {"aws:SourceArn": "arn:aws:ecs:eu-west-1:444455556666:*"})")), "no"},
      {assume(tasks, when(R"("StringEquals": {"sts:ExternalId": "x"})")), "no"},
      {assume(tasks, when(R"("StringEquals": {"aws:PrincipalOrgID": "o-1"})")), "unknown"},
      {R"({"Effect": "Allow", "NotPrincipal": {"Service": "ecs-tasks.amazonaws.com"}, "Action": "sts:AssumeRole"})",
       "no"},
      {R"({"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::1:root"}, "Action": "sts:AssumeRole"})",
       "unknown"},
      {"", "no"},
  };
  for (const Trust& row : rows) {
    Asker ask;
    INFO(row.statement);
    const Value whole = ask.json(
        R"({"arn": "arn:aws:iam::111122223333:role/app", "assumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [)" +
        row.statement + "]}}");
    CHECK(Asker::word(ask.call("iam.trusts", {whole, S("ecs-tasks.amazonaws.com")})) == row.answer);
  }
  Asker ask;
  const auto government = [&](const std::string& arn) {
    const Value role = ask.json(
        R"({"arn": ")" + arn + R"(", "assumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [)" +
        assume(tasks, when(R"("ArnLike": {"aws:SourceArn": "arn:aws-us-gov:ecs:*:111122223333:*"})")) +
        "]}}");
    return Asker::word(ask.call("iam.trusts", {role, S("ecs-tasks.amazonaws.com")}));
  };
  CHECK(government("arn:aws-us-gov:iam::111122223333:role/app") == "yes");
  CHECK(government("arn:aws:iam::111122223333:role/app") == "no");
  CHECK(government("${ROLE}") == "unknown");
  CHECK(Asker::word(ask.call("iam.trusts", {ask.json("{}"), S("ecs-tasks.amazonaws.com")})) == "unknown");
}

TEST_CASE("iam.missing names what is certainly not allowed") {
  Asker ask;
  const Value app = ask.json(
      role(allow(R"(["a:One", "a:Two"])", R"("*")") + "," + allow(R"("a:Three")", R"("arn:aws:a:::${X}")")));
  const auto missing = [&](std::vector<Value> actions) {
    return ask.ask("iam.missing", {app, ask.list(std::move(actions)), S("arn:aws:a:::b")});
  };
  CHECK(missing({S("a:One"), S("a:Two")}) == "[]");
  CHECK(missing({S("a:One"), S("a:Four"), S("a:Five")}) == "[a:Four, a:Five]");
  CHECK(missing({S("a:Three"), S("a:Four")}) == "[a:Four]");
  CHECK(missing({S("a:One"), S("a:Three")}) == "unknown");
  CHECK(ask.ask("iam.missing", {kUnknown, ask.list({S("a:One")}), S("*")}) == "unknown");
}

TEST_CASE("iam.admin is a statement that allows everything") {
  Asker ask;
  const auto admin = [&](const std::string& text) {
    return Asker::word(ask.call("iam.admin", {ask.json(text)}));
  };
  CHECK(admin(role(allow(R"("*")", R"("*")"))) == "yes");
  CHECK(admin(role(allow(R"("*:*")", R"("*")"))) == "yes");
  CHECK(admin(role(allow(R"("*")", R"("arn:aws:s3:::*")"))) == "no");
  CHECK(admin(role(allow(R"("s3:*")", R"("*")"))) == "no");
  CHECK(admin(role(allow(R"("*")", R"("*")", when(R"("Bool": {"aws:MultiFactorAuthPresent": "true"})")))) ==
        "no");
  CHECK(admin(R"({"attachedManagedPolicies": [{"policyArn": "arn:aws:iam::aws:policy/Everything"}]})") ==
        "yes");
  CHECK(admin(R"({"attachedManagedPolicies": [{"policyArn": "arn:aws:iam::aws:policy/Unheard"}]})") ==
        "unknown");
  CHECK(admin(R"({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})") == "yes");
  const std::string deny = R"({"Effect": "Deny", "Action": "iam:*", "Resource": "*"})";
  CHECK(admin(role(allow(R"("*")", R"("*")") + "," + deny)) == "unknown");
  CHECK(admin(role(allow(R"("s3:*")", R"("*")") + "," + deny)) == "no");
  const std::string all =
      R"({"policies": [{"policyName": "p", "policyDocument": {"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}}], )";
  CHECK(admin(all + R"("permissionsBoundary": {"policyArn": "arn:aws:iam::aws:policy/ExecutionRole"}})") ==
        "unknown");
  CHECK(admin(all + R"("permissionsBoundary": {"policyArn": "arn:aws:iam::1:policy/own"}})") == "unknown");
}

TEST_CASE("statements are given one by one, and say what they cover") {
  Asker ask;
  const Value all =
      ask.call("iam.statements",
               {ask.json(role(allow(R"("s3:*")", R"(["arn:aws:s3:::b/*"])") + "," +
                              R"({"Sid": "X", "Effect": "Deny", "NotAction": "s3:*", "Resource": "*"})"))});
  REQUIRE(all.is_list());
  REQUIRE(all.size() == 2);
  const auto field = [&](std::uint32_t i, std::string_view name) {
    return ask.show(*map_find(all.element(i), name, text::key_hash(name)));
  };
  CHECK(field(0, "effect") == "Allow");
  CHECK(field(0, "actions") == "[s3:*]");
  CHECK(field(0, "resources") == "[arn:aws:s3:::b/*]");
  CHECK(field(0, "policy") == "p");
  CHECK(field(0, "aws_managed") == "false");
  CHECK(field(1, "sid") == "X");
  CHECK(field(1, "not_actions") == "[s3:*]");
  CHECK(field(1, "actions") == "[]");
  const auto covers = [&](std::uint32_t i, std::vector<Value> what) {
    what.insert(what.begin(), all.element(i));
    return Asker::word(ask.call("iam.covers", what));
  };
  CHECK(covers(0, {S("s3:GetObject")}) == "yes");
  CHECK(covers(0, {S("ssm:GetParameters")}) == "no");
  CHECK(covers(0, {S("s3:GetObject"), S("arn:aws:s3:::b/x")}) == "yes");
  CHECK(covers(0, {S("s3:GetObject"), S("arn:aws:s3:::c/x")}) == "no");
  CHECK(covers(0, {S("s3:GetObject"), ask.text("arn:aws:s3:::?/x")}) == "unknown");
  CHECK(covers(1, {S("ssm:GetParameters")}) == "yes");
}

TEST_CASE("a statement to be pasted") {
  Asker ask;
  const auto statement = [&](const Value& resource) {
    return ask.ask("iam.statement", {ask.list({S("ssm:GetParameters"), S("kms:Decrypt")}), resource});
  };
  CHECK(
      statement(S("arn:aws:ssm:eu-west-1:1:parameter/a")) ==
      R"({"Effect": "Allow", "Action": ["ssm:GetParameters", "kms:Decrypt"], "Resource": "arn:aws:ssm:eu-west-1:1:parameter/a"})");
  CHECK(statement(kUnknown) ==
        R"({"Effect": "Allow", "Action": ["ssm:GetParameters", "kms:Decrypt"], "Resource": "*"})");
  const Value near = S("arn:aws:iam::111122223333:role/app");
  CHECK(ask.ask("iam.pattern", {ask.call("iam.secret_arn", {S("/app/key"), near})}) ==
        "arn:aws:ssm:*:111122223333:parameter/app/key");
  CHECK(ask.ask("iam.pattern", {S("*")}) == "*");
  CHECK(statement(ask.call("iam.secret_arn", {S("/app/key"), near}))
            .find(R"("arn:aws:ssm:*:111122223333:parameter/app/key")") != std::string::npos);
}

TEST_CASE("task definitions name resources, policies have their ARNs") {
  Asker ask;
  const Value near = S("arn:aws:iam::111122223333:role/app");
  const auto secret = [&](std::string_view s) { return ask.ask("iam.secret_arn", {ask.text(s), near}); };
  CHECK(secret(kSecret) == kSecret);
  CHECK(secret(kSecret + ":password::") == kSecret);
  CHECK(secret("arn:aws:secretsmanager:eu-west-1:111122223333:secret:db") ==
        "unknown 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-' ?");
  CHECK(secret("arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-secret") ==
        "unknown 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:app-secret' ?");
  CHECK(secret(kParameter) == kParameter);
  CHECK(secret("arn:aws:ssm:eu-west-1:111122223333:parameter/key") ==
        "arn:aws:ssm:eu-west-1:111122223333:parameter/key");
  CHECK(secret("key").find(":111122223333:parameter/key'") != std::string::npos);
  CHECK(ask.ask("iam.secret_arn", {S("key"), kUnknown}).find("unknown 'arn:' ? ':ssm:' ? ':' ?") == 0);
  const auto image = [&](std::string_view s) { return ask.ask("iam.image_arn", {ask.text(s)}); };
  CHECK(image("111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.0") ==
        "arn:aws:ecr:eu-west-1:111122223333:repository/team/app");
  CHECK(image("111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/app@sha256:" + std::string(64, 'a')) ==
        "arn:aws-cn:ecr:cn-north-1:111122223333:repository/app");
  CHECK(image("111122223333.dkr.ecr.us-gov-west-1.amazonaws.com/app") ==
        "arn:aws-us-gov:ecr:us-gov-west-1:111122223333:repository/app");
  for (const auto& [region, partition] : {std::pair("us-iso-east-1", "aws-iso"),
                                          {"us-isob-east-1", "aws-iso-b"},
                                          {"us-isof-south-1", "aws-iso-f"},
                                          {"eu-isoe-west-1", "aws-iso-e"},
                                          {"eusc-de-east-1", "aws-eusc"}}) {
    const std::string host = std::string("111122223333.dkr.ecr.") + region;
    CHECK(image(host + ".amazonaws.com/app") ==
          std::string("arn:") + partition + ":ecr:" + region + ":111122223333:repository/app");
  }
  CHECK(image("111122223333.dkr.ecr.?.amazonaws.com/app").find("unknown 'arn:' ? ':ecr:' ?") == 0);
  CHECK(image("nginx:1.27") == "");
  CHECK(image("public.ecr.aws/nginx/nginx:1.27") == "");
  CHECK(image("?.dkr.ecr.eu-west-1.amazonaws.com/app:?")
            .find("unknown 'arn:aws:ecr:eu-west-1:' ? ':repository/app'") == 0);
  CHECK(ask.ask("iam.log_group_arn", {S("/ecs/app"), S("eu-west-1"), near}) ==
        "unknown 'arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/app' ?");
  const auto objects = [&](const Value& bucket, const Value& prefix) {
    return ask.ask("iam.objects_arn", {bucket, prefix});
  };
  CHECK(objects(S("logs"), S("")) == "unknown 'arn:' ? ':s3:::logs/' ?");
  CHECK(objects(S("logs"), S("exec/")) == "unknown 'arn:' ? ':s3:::logs/exec/' ?");
  CHECK(objects(ask.text("logs-?"), S("exec")) == "unknown 'arn:' ? ':s3:::logs-' ? '/exec' ?");
  CHECK(objects(kUnknown, kUnknown) == "unknown 'arn:' ? ':s3:::' ? '/' ? ?");
  CHECK(ask.ask("iam.arn_of", {S("firehose")}) == "unknown 'arn:' ? ':firehose:' ? ':' ? ':' ?");
  const Value logs = ask.call("iam.log_group_arn", {S("/ecs/app"), S("eu-west-1"), near});
  const auto logs_allowed = [&](const std::string& resource) {
    const Value app = ask.json(role(allow(R"("logs:CreateLogStream")", "\"" + resource + "\"")));
    return Asker::word(ask.call("iam.allows", {app, S("logs:CreateLogStream"), logs}));
  };
  CHECK(logs_allowed("*") == "yes");
  CHECK(logs_allowed("arn:aws:logs:*:*:*") == "yes");
  CHECK(logs_allowed("arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/*") == "yes");
  CHECK(logs_allowed("arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/app:*") == "unknown");
  CHECK(logs_allowed("arn:aws:logs:eu-west-1:111122223333:log-group:/ecs/api:*") == "no");
}

TEST_CASE("actions are compared as patterns, whatever the case of their letters") {
  const struct {
    std::string_view pattern;
    std::string_view text;
    bool expected;
  } rows[] = {
      {"*", "logs:putlogevents", true},
      {"logs:PutLogEvents", "logs:putlogevents", true},
      {"logs:*Events", "logs:putlogevents", true},
      {"logs:Put*Eve?ts", "logs:putlogevents", true},
      {"logs:**", "logs:putlogevents", true},
      {"logs:Put", "logs:putlogevents", false},
      {"logs:*Stream", "logs:putlogevents", false},
      {"logs:PutLogEvents?", "logs:putlogevents", false},
      {"", "logs:putlogevents", false},
  };
  for (const auto& row : rows) {
    INFO(row.pattern);
    CHECK(rules::matches_any_case(row.pattern, row.text) == row.expected);
  }
}
