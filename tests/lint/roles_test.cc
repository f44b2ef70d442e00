// SPDX-License-Identifier: Apache-2.0
// Roles put together from files and ecslint.toml, as rules see them.
#include <catch2/catch.hpp>

#include "lint/linter.h"

using namespace ecslint;
using lint::FileResult;
using lint::Linter;
using lint::Options;

namespace {

constexpr std::string_view kAllowed = R"x(
code = "ACME001"
name = "allowed"
summary = "May read"
severity = "info"
subject = "taskDefinition"
assert = '''!iam.allows(executionRole, "ssm:GetParameters", "arn:aws:ssm:eu-west-1:111122223333:parameter/web/key")'''
at = "taskDefinition.family"
message = "allowed"
help = "x"
since = "0.1"
)x";
constexpr std::string_view kRefused = R"x(
code = "ACME002"
name = "refused"
summary = "May not read"
severity = "info"
subject = "taskDefinition"
assert = '''iam.allows(executionRole, "ssm:GetParameters", "arn:aws:ssm:eu-west-1:111122223333:parameter/web/key")'''
at = "taskDefinition.family"
related = [{ at = "iam.statements(executionRole)[0].statement", note = "this one does not" }]
message = "refused"
help = "x"
since = "0.1"
)x";
constexpr std::string_view kTrusted = R"x(
code = "ACME003"
name = "trusted"
summary = "Trusted"
severity = "info"
subject = "taskDefinition"
assert = '''!iam.trusts(executionRole, "ecs-tasks.amazonaws.com")'''
at = "taskDefinition.family"
message = "trusted"
help = "x"
since = "0.1"
)x";
constexpr std::string_view kRole = R"x(
code = "ACME004"
name = "admin"
summary = "Administrator"
severity = "info"
subject = "role"
assert = '''!iam.admin(role)'''
at = '''role.attachedManagedPolicies[0].policyArn'''
message = "admin {role.?roleName.orValue('')}"
help = "x"
since = "0.1"
)x";

const std::string kTask = R"({"family": "web", "executionRoleArn": "arn:aws:iam::111122223333:role/web",
  "containerDefinitions": [{"name": "a", "image": "i"}]})";
const std::string kRead =
    R"({"Statement": [{"Effect": "Allow", "Action": "ssm:GetParameters", "Resource": "*"}]})";
const std::string kOther =
    R"({"Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]})";
const std::string kTrust =
    R"({"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]})";

using Files = std::vector<std::pair<std::string, std::string>>;
using Lines = std::vector<std::string>;

/// "file CODE message" of every finding.
Lines said(const Files& given) {
  text::MemoryFileSystem files;
  files.add("pack/ACME001-allowed.toml", std::string(kAllowed));
  files.add("pack/ACME002-refused.toml", std::string(kRefused));
  files.add("pack/ACME003-trusted.toml", std::string(kTrusted));
  files.add("pack/ACME004-admin.toml", std::string(kRole));
  for (const auto& [path, text] : given) files.add("repo/" + path, text);
  Options options;
  options.git = false;
  options.rule_packs = {"pack"};
  options.select = {"ACME", "CFG", "SYN", "SCH"};
  const Linter linter(std::move(options), files);
  for (const auto& problem : linter.problems()) FAIL(problem.message);
  Lines lines;
  const std::vector<std::string> paths = {"repo"};
  linter.check(paths, [&](const FileResult& result) {
    for (const auto& finding : result.findings) {
      std::string line = std::string(result.file) + " " + finding.code + " " + finding.message;
      for (const auto& related : finding.related) line += " (" + related.place.source->name() + ")";
      lines.push_back(std::move(line));
    }
  });
  return lines;
}

const Lines kAllowedLine = {"repo/task.json ACME001 allowed"};

}  // namespace

TEST_CASE("[[role]] says what a role may do") {
  const auto with = [&](const std::string& more, const Files& files) {
    Files all = {{"task.json", kTask}, {"ecslint.toml", "[[role]]\nname = \"web\"\n" + more}};
    all.insert(all.end(), files.begin(), files.end());
    return said(all);
  };
  CHECK(with("policies = [\"iam/*.json\"]", {{"iam/read.json", kRead}}) == kAllowedLine);
  CHECK(with("policies = [\"iam/*.json\"]", {{"iam/other.json", kOther}}) ==
        Lines{"repo/task.json ACME002 refused (repo/iam/other.json)"});
  CHECK(with("policies = [\"iam/*.json\"]\ncomplete = false", {{"iam/other.json", kOther}}).empty());
  CHECK(with("managed = [\"AmazonSSMReadOnlyAccess\"]", {}) == kAllowedLine);
  CHECK(with("managed = [\"arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess\"]", {}) == kAllowedLine);
  CHECK(with("managed = [\"AmazonECSTaskExecutionRolePolicy\"]", {}) ==
        Lines{"repo/task.json ACME002 refused"});
  CHECK(with("managed = [\"SomethingElse\"]", {}).empty());
  CHECK(with("managed = [\"AmazonSSMReadOnlyAccess\"]\nboundary = \"AmazonS3FullAccess\"", {}) ==
        Lines{"repo/task.json ACME002 refused"});
  CHECK(with("managed = [\"AmazonSSMReadOnlyAccess\"]\nboundary = \"b.json\"", {{"b.json", kRead}}) ==
        kAllowedLine);
  CHECK(with("trust = \"trust.json\"\nmanaged = [\"AmazonSSMReadOnlyAccess\"]", {{"trust.json", kTrust}}) ==
        Lines{"repo/task.json ACME001 allowed", "repo/task.json ACME003 trusted"});
  const std::string get_role = R"({"Role": {"RoleName": "web", "AssumeRolePolicyDocument": )" + kTrust + "}}";
  CHECK(with("managed = [\"AmazonSSMReadOnlyAccess\"]", {{"role.json", get_role}}) ==
        Lines{"repo/task.json ACME001 allowed", "repo/task.json ACME003 trusted"});
  CHECK(
      with(
          "policies = [\"own.json\"]",
          {{"own.json",
            R"({"AttachedPolicies": [{"PolicyArn": "arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"}]})"}}) ==
      kAllowedLine);
}

TEST_CASE("findings about a configured role stand in ecslint.toml") {
  CHECK(said({{"task.json", kTask},
              {"ecslint.toml", "[[role]]\nname = \"web\"\nmanaged = [\"AdministratorAccess\"]\n"}}) ==
        Lines{"repo/task.json ACME001 allowed", "repo/ecslint.toml ACME004 admin web"});
}

TEST_CASE("a file of [[role]] that is not there, or holds no policy, is a mistake") {
  CHECK(said({{"task.json", kTask},
              {"x.json", "{}"},
              {"ecslint.toml", "[[role]]\nname = \"web\"\npolicies = [\"x.json\"]\n"}}) ==
        Lines{"repo/ecslint.toml CFG003 no file x.json here holds a role or policy"});
}

TEST_CASE("pieces of a role in several files are one role") {
  const std::string get_role =
      R"({"Role": {"RoleName": "web", "Arn": "arn:aws:iam::111122223333:role/web", "AssumeRolePolicyDocument": )" +
      kTrust + "}}";
  const std::string put = R"({"RoleName": "web", "PolicyName": "p", "PolicyDocument": )" + kRead + "}";
  const std::string attach = R"({"RoleName": "web", "PolicyArn": "arn:aws:iam::111122223333:policy/own"})";
  const std::string own = R"({"PolicyName": "own", "PolicyDocument": )" + kRead + "}";
  const std::string other = R"({"RoleName": "web", "PolicyName": "p", "PolicyDocument": )" + kOther + "}";
  const Lines trusted = {"repo/task.json ACME003 trusted"};
  const Lines both = {"repo/task.json ACME001 allowed", "repo/task.json ACME003 trusted"};
  CHECK(said({{"task.json", kTask}, {"a/role.json", get_role}}) == trusted);
  CHECK(said({{"task.json", kTask}, {"a/role.json", get_role}, {"b/put.json", put}}) == both);
  CHECK(said({{"task.json", kTask}, {"a/role.json", get_role}, {"attach.json", attach}, {"own.json", own}}) ==
        both);
  CHECK(said({{"task.json", kTask}, {"put.json", put}}) == kAllowedLine);
  CHECK(said({{"task.json", kTask}, {"put.json", other}}).empty());
}

TEST_CASE("an account's authorization details are all there is") {
  const auto details = [](const std::string& policy) {
    return R"({"RoleDetailList": [{"RoleName": "web", "Arn": "arn:aws:iam::111122223333:role/web", "AssumeRolePolicyDocument": )" +
           kTrust + R"(, "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": )" + policy +
           R"(}], "AttachedManagedPolicies": []}], "Policies": []})";
  };
  CHECK(said({{"task.json", kTask}, {"account.json", details(kOther)}}) ==
        Lines{"repo/task.json ACME002 refused (repo/account.json)", "repo/task.json ACME003 trusted"});
  CHECK(said({{"task.json", kTask}, {"account.json", details(kRead)}}) ==
        Lines{"repo/task.json ACME001 allowed", "repo/task.json ACME003 trusted"});
}

TEST_CASE("of roles with one name the nearest counts") {
  const auto details = [](const std::string& policy) {
    return R"({"RoleDetailList": [{"RoleName": "web", "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": )" +
           policy + "}]}]}";
  };
  CHECK(said({{"dev/task.json", kTask},
              {"dev/role.json", details(kRead)},
              {"prod/task.json", kTask},
              {"prod/role.json", details(kOther)}}) ==
        Lines{"repo/dev/task.json ACME001 allowed",
              "repo/prod/task.json ACME002 refused (repo/prod/role.json)"});
}

TEST_CASE("a role is known by its name when only the account is not") {
  const std::string task = R"({"family": "web", "executionRoleArn": "arn:aws:iam::${ACCOUNT}:role/web",
  "containerDefinitions": [{"name": "a", "image": "i"}]})";
  const std::string put = R"({"RoleName": "web", "PolicyName": "p", "PolicyDocument": )" + kRead + "}";
  CHECK(said({{"task.json", task}, {"put.json", put}}) == kAllowedLine);
}

TEST_CASE("policies are checked for shape wherever they stand") {
  const std::string bad =
      R"({"Statement": [{"Effect": "allow", "Action": "ssm", "Resource": "*"}, {"Effect": "Deny", "Resource": "*"}]})";
  std::string escaped;
  for (const char c : bad) escaped += c == '"' ? std::string("\\\"") : std::string(1, c);
  const Lines expected = said({{"policy.json", bad}});
  CHECK(expected.size() == 3);
  for (const std::string& line : expected) CHECK(line.find(" SCH") != std::string::npos);
  CHECK(said({{"policy.json", R"({"RoleName": "r", "PolicyName": "p", "PolicyDocument": ")" + escaped +
                                  "\"}"}}) == expected);
}
