// SPDX-License-Identifier: Apache-2.0
// What IAM's calls take and give, as roles and policies.
#include <catch2/catch.hpp>

#include "dialect/ecs/read.h"
#include "doc/dump.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"

using namespace ecslint;
using model::Resource;

namespace {

struct Parsed {
  doc::Document document;
  std::vector<Resource> resources;
  std::vector<finding::Finding> findings;

  explicit Parsed(std::string_view text, std::optional<model::Kind> as = {})
      : document(text::Source("t.json", std::string(text))) {
    syntax_json::parse_json(document, findings);
    dialect_ecs::read_resources(document, as, resources, findings);
  }
  Parsed(const Parsed&) = delete;

  /// "role/create app {…}" of each resource, … being the canonical object; + where more may be elsewhere.
  std::string summary() const {
    std::string out;
    for (const Resource& r : resources) {
      out += std::string(info(r.kind).name) + "/" + std::string(to_string(r.form)) + " " +
             std::string(r.name) + (r.node->has(doc::Node::kOpen) ? " + " : " ") + doc::to_json(*r.node) +
             "\n";
    }
    return out;
  }
};

const std::string kDocument = R"({"Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]})";

std::string escaped(const std::string& json) {
  std::string out;
  for (const char c : json) out += c == '"' ? std::string("\\\"") : std::string(1, c);
  return out;
}

std::string url_encoded(const std::string& json) {
  constexpr char kDigits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : json) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0) {
      out += c;
    } else {
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15]};
    }
  }
  return out;
}

}  // namespace

TEST_CASE("IAM's input and output become roles and policies") {
  const std::string document = R"({"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]})";
  const struct {
    std::string text;
    std::string expected;
  } rows[] = {
      {kDocument, "iam-policy/create  {\"policyDocument\":" + document + "}\n"},
      {R"({"PolicyVersion": {"VersionId": "v2", "Document": )" + kDocument + "}}",
       "iam-policy/describe  {\"policyDocument\":" + document + "}\n"},
      {R"({"PolicyName": "p", "PolicyDocument": )" + kDocument + "}",
       "iam-policy/create p {\"policyName\":\"p\",\"policyDocument\":" + document + "}\n"},
      {R"({"RoleName": "r", "PolicyName": "p", "PolicyDocument": )" + kDocument + "}",
       "iam-policy/create p {\"policyName\":\"p\",\"roleName\":\"r\",\"policyDocument\":" + document + "}\n"},
      {R"({"Role": {"RoleName": "r", "Arn": "arn:aws:iam::1:role/r", "AssumeRolePolicyDocument": )" +
           kDocument + "}}",
       "role/describe r + "
       "{\"roleName\":\"r\",\"arn\":\"arn:aws:iam::1:role/r\",\"assumeRolePolicyDocument\":" +
           document + "}\n"},
      {R"({"RoleName": "r", "AssumeRolePolicyDocument": ")" + escaped(kDocument) +
           R"(", "PermissionsBoundary": "arn:aws:iam::1:policy/b"})",
       "role/create r + {\"roleName\":\"r\",\"assumeRolePolicyDocument\":" + document +
           ",\"permissionsBoundary\":{\"policyArn\":\"arn:aws:iam::1:policy/b\"}}\n"},
      {R"({"Role": {"RoleName": "r", "AssumeRolePolicyDocument": ")" + url_encoded(kDocument) +
           R"(", "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::1:policy/b"}}})",
       "role/describe r + {\"roleName\":\"r\",\"assumeRolePolicyDocument\":" + document +
           ",\"permissionsBoundary\":{\"policyArn\":\"arn:aws:iam::1:policy/b\"}}\n"},
      {R"({"RoleName": "r", "PolicyArn": "arn:aws:iam::aws:policy/X"})",
       "role/update r + "
       "{\"roleName\":\"r\",\"attachedManagedPolicies\":[{\"policyArn\":\"arn:aws:iam::aws:policy/"
       "X\"}]}\n"},
      {R"({"AttachedPolicies": [{"PolicyName": "X", "PolicyArn": "arn:aws:iam::aws:policy/X"}]})",
       "role/update  + "
       "{\"attachedManagedPolicies\":[{\"policyName\":\"X\",\"policyArn\":\"arn:aws:iam::aws:policy/"
       "X\"}]}\n"},
      {R"({"RoleName": "r", "PolicyDocument": )" + kDocument + "}",
       "role/update r + {\"roleName\":\"r\",\"assumeRolePolicyDocument\":" + document + "}\n"},
      {R"({"RoleName": "r", "PermissionsBoundary": "arn:aws:iam::1:policy/b"})",
       "role/update r + "
       "{\"roleName\":\"r\",\"permissionsBoundary\":{\"policyArn\":\"arn:aws:iam::1:policy/b\"}}\n"},
      {R"({"RoleDetailList": [{"RoleName": "r", "Arn": "a", "RolePolicyList": [{"PolicyName": "p", "PolicyDocument": )" +
           kDocument +
           R"(}]}], "Policies": [{"PolicyName": "m", "Arn": "arn:aws:iam::1:policy/m", "PolicyVersionList": [)"
           R"({"VersionId": "v1", "IsDefaultVersion": false, "Document": {}}, )"
           R"({"VersionId": "v2", "IsDefaultVersion": true, "Document": )" +
           kDocument + "}]}]}",
       "iam-policy/describe p {\"policyName\":\"p\",\"roleName\":\"r\",\"policyDocument\":" + document +
           "}\n"
           "role/describe r "
           "{\"roleName\":\"r\",\"arn\":\"a\",\"policies\":[{\"policyName\":\"p\",\"roleName\":\"r\","
           "\"policyDocument\":" +
           document +
           "}],\"attachedManagedPolicies\":[]}\n"
           "iam-policy/describe m {\"policyName\":\"m\",\"policyArn\":\"arn:aws:iam::1:policy/m\","
           "\"policyDocument\":" +
           document + "}\n"},
      {R"({"Version": "2012-10-17", "Statement": []})", ""},
      {R"({"Role": "admin"})", ""},
      {R"({"Statement": "a sentence"})", ""},
      {R"({"VpcId": "v", "ServiceName": "s", "PolicyDocument": "{}"})",
       "vpc-endpoint/create s {\"VpcId\":\"v\","
       "\"ServiceName\":\"s\",\"PolicyDocument\":\"{}\"}\n"},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    const Parsed parsed(row.text);
    CHECK(parsed.summary() == row.expected);
    CHECK(parsed.findings.empty());
  }
}

TEST_CASE("--as iam-policy takes anything for a document") {
  const Parsed parsed(R"({"Statements": []})", model::Kind::kPolicy);
  REQUIRE(parsed.resources.size() == 1);
  CHECK(parsed.resources[0].kind == model::Kind::kPolicy);
  CHECK(parsed.resources[0].written->find("Statements") != nullptr);
}

TEST_CASE("documents in strings keep their places") {
  const auto place = [](const std::string& text) {
    const Parsed parsed(text);
    REQUIRE(parsed.resources.size() == 1);
    const doc::Node& effect = *parsed.resources[0].written->find("Statement")->elements()[0].find("Effect");
    CHECK(effect.has(doc::Node::kSynthetic));
    return std::string(parsed.document.source().bytes().substr(effect.range().begin, effect.range().size()));
  };
  const std::string before = R"({"RoleName": "r", "PolicyName": "p", "PolicyDocument": ")";
  CHECK(place(before + escaped(kDocument) + "\"}") == R"(\"Allow\")");
  CHECK(place(before + url_encoded(kDocument) + "\"}") == "%22Allow%22");
  CHECK(place(before + "\\u007b" + escaped(kDocument.substr(1)) + "\"}") == R"(\"Allow\")");
}

TEST_CASE("where places are not known, the string is the place") {
  doc::Document document{
      text::Source("t.yaml",
                   "RoleName: r\nPolicyName: p\nPolicyDocument: |\n  {\"Statement\": [\n"
                   "    {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"*\"}]}\n")};
  std::vector<finding::Finding> findings;
  std::vector<Resource> resources;
  syntax_yaml::parse_yaml(document, findings);
  dialect_ecs::read_resources(document, {}, resources, findings);
  REQUIRE(resources.size() == 1);
  const doc::Node& effect = *resources[0].written->find("Statement")->elements()[0].find("Effect");
  CHECK(effect.as_string() == "Allow");
  CHECK(effect.range() == resources[0].written->range());
}

TEST_CASE("mistakes in a document in a string are found") {
  const Parsed parsed(R"({"RoleName": "r", "PolicyName": "p", "PolicyDocument": "{\"Statement\": [}"})");
  REQUIRE(!parsed.findings.empty());
  CHECK(parsed.findings[0].place.range.begin > 55);
  const Parsed placeholder(R"({"RoleName": "r", "PolicyName": "p", "PolicyDocument": "{{ policy }}"})");
  CHECK(placeholder.findings.empty());
}

TEST_CASE("policy variables in strings are holes with a name") {
  const Parsed parsed(
      R"({"RoleName": "r", "PolicyName": "p", "PolicyDocument": "{\"Statement\": {\"Effect\": \"Allow\", \"Action\": \"s3:*\", \"Resource\": \"arn:aws:s3:::b/${aws:username}/*\"}}"})");
  REQUIRE(parsed.resources.size() == 1);
  CHECK(parsed.resources[0].written->find("Statement")->find("Resource")->is_unresolved());
}
