// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/evaluator.h"

#include <catch2/catch.hpp>

#include "doc/dump.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"

using namespace ecslint;
using namespace ecslint::dialect_cloudformation;

namespace {

constexpr std::string_view kSections = R"(
Parameters:
  Tag: {Type: String}
  Port: {Type: Number, Default: 80}
  Empty: {Type: String, Default: ''}
  Env: {Type: String, Default: dev}
  Password: {Type: String, NoEcho: true, Default: hunter2}
  Zones: {Type: CommaDelimitedList, Default: 'a, b'}
  Stored: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /web/image}
  Size: {Type: String, AllowedValues: [small, large]}
  Only: {Type: String, AllowedValues: [one]}
  Pinned: {Type: String}
  Narrowed: {Type: String, AllowedValues: [a, b, c]}
Rules:
  Always:
    Assertions:
      - Assert: !Equals [!Ref Pinned, here]
        AssertDescription: it is deployed here only
      - Assert: {'Fn::And': [{'Fn::Contains': [[b, d], !Ref Narrowed]}, !Contains [[eu], !Ref 'AWS::Region']]}
  Sometimes:
    RuleCondition: !Equals [!Ref Env, prod]
    Assertions: [{Assert: !Equals [!Ref Size, large]}]
Mappings:
  Sizes:
    dev: {Cpu: 256, Names: [x, y]}
    prod: {Cpu: 1024}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
  IsNotProd: !Not [!Condition IsProd]
  Yes: !Equals [a, a]
  No: !And [!Equals [a, b], !Condition IsProd]
  Either: !Or [!Condition Yes, !Condition IsProd]
  Self: !Not [!Condition Self]
  Impossible: !Equals [!Ref Size, huge]
  Large: !Equals [!Ref Size, large]
Resources:
  Cluster: {Type: 'AWS::ECS::Cluster'}
  Named: {Type: 'AWS::ECS::Cluster', Properties: {ClusterName: prod}}
  Role: {Type: 'AWS::IAM::Role'}
  DbSecret: {Type: 'AWS::SecretsManager::Secret'}
  Repo: {Type: 'AWS::ECR::Repository', Properties: {RepositoryName: web}}
  A: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: !Ref B}}
  B: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: !Ref A}}
)";

/// One value at the end of a template, evaluated: known ones as JSON, of others "?" and how they are spelled,
/// with the first message behind " !".
std::string value(std::string_view written,
                  const std::vector<std::pair<std::string, std::string>>& given = {}) {
  doc::Document document(
      text::Source("t.yaml", std::string(kSections) + "Value:\n  " + std::string(written) + "\n"));
  std::vector<finding::Finding> findings;
  syntax_yaml::parse_yaml(document, findings);
  REQUIRE(document.roots().size() == 1);
  findings.clear();
  const doc::Node& root = document.roots().front();
  Template source(document, root, given, findings);
  const Answers none;
  Evaluator evaluator(source, none);
  const auto found = evaluator.whole(*root.find("Value"));
  std::string out = "nothing";
  if (found) out = found->is_unresolved() ? "?" + std::string(found->why().spelling) : doc::to_json(*found);
  if (!findings.empty()) out += " !" + findings.front().code + " " + findings.front().message;
  return out;
}

}  // namespace

TEST_CASE("intrinsic functions give what can be known") {
  const struct {
    std::string_view written;
    std::string_view expected;
  } rows[] = {
      {"!Ref Port", "\"80\""},
      {"Ref: Port", "\"80\""},
      {"!Ref Tag", "?${Tag}"},
      {"!Ref Empty", "?${Empty}"},
      {"!Ref Env", "?${Env}"},  // conditions ask it
      {"!Ref Password", "?${Password}"},
      {"!Ref Stored", "?${Stored}"},
      {"!Ref Zones", R"(["a","b"])"},
      {"!Ref AWS::NoValue", "nothing"},
      {"!Ref AWS::Region", "?${AWS::Region}"},
      {"!Ref Cluster", "?${Cluster}"},
      {"!Ref Named", "\"prod\""},
      {"!GetAtt Role.Arn", "?arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Role}"},
      {"Fn::GetAtt: [Role, Arn]", "?arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Role}"},
      {"!Ref DbSecret",
       "?arn:${AWS::Partition}:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:${DbSecret}"},
      {"!GetAtt Repo.RepositoryUri", "?${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/web"},
      {"!Sub 'web:${Port}'", "\"web:80\""},
      {"!Sub 'web:${Tag}'", "?web:${Tag}"},
      {"!Sub 'a${!b}c'", "\"a${b}c\""},
      {"!Sub ['${x}/${Port}', {x: !Ref Named}]", "\"prod/80\""},
      {"!Sub 'arn:${Role.Arn}'", "?arn:arn:${AWS::Partition}:iam::${AWS::AccountId}:role/${Role}"},
      {"!Join [':', [a, !Ref Port, !Ref AWS::NoValue, c]]", "\"a:80:c\""},
      {"!Join ['', [!Ref Tag, b]]", "?${Tag}b"},
      {"!Join [',', !Ref Zones]", "\"a,b\""},
      {"!Select [1, !Ref Zones]", "\"b\""},
      {"!Select [1, !Split ['.', 'a.b.c']]", "\"b\""},
      {"!Split ['.', 'a.b']", R"(["a","b"])"},
      {"!FindInMap [Sizes, dev, Cpu]", "256"},
      {"!FindInMap [Sizes, dev, Names]", R"(["x","y"])"},
      {"!FindInMap [Sizes, none, Cpu, {DefaultValue: 7}]", "7"},
      {"!If [Yes, 1, 2]", "1"},
      {"!If [No, 1, 2]", "2"},
      {"!If [Either, 1, 2]", "1"},
      {"!If [Yes, !Ref AWS::NoValue, 2]", "nothing"},
      {"!If [IsProd, 1, 2]", "?!If [IsProd, 1, 2]"},
      {"!Base64 hello", "\"aGVsbG8=\""},
      {"Fn::Length: [a, b]", "2"},
      {"Fn::ToJsonString: {a: !Ref Port}", R"("{\"a\":\"80\"}")"},
      {"!ImportValue x", "?!ImportValue x"},
      {"'{{resolve:ssm:x}}'", "?{{resolve:ssm:x}}"},
      {"[!If [Yes, !Ref AWS::NoValue, a], b]", "[\"b\"]"},
      {"!Ref Only", "\"one\""},
      {"!Ref Pinned", "\"here\""},
      {"!Ref Narrowed", "\"b\""},
      {"!Ref Size", "?${Size}"},
      {"!If [Impossible, 1, 2]", "2"},
      {"!If [Large, 1, 2]", "?!If [Large, 1, 2]"},
      {"!Cidr [10.0.0.0/16, 2, 8]", R"(["10.0.0.0/24","10.0.1.0/24"])"},
      {"!Select [3, !Cidr ['10.1.0.0/16', '6', '12']]", "\"10.1.48.0/20\""},
      {"Fn::Cidr: [10.0.0.0/24, 2, 8]", "?Fn::Cidr: [10.0.0.0/24, 2, 8]"},
      {"!Cidr [!Ref Tag, 2, 8]", "?!Cidr [!Ref Tag, 2, 8]"},
      {"!Cidr [10.0.0/16, 2, 8]", "?!Cidr [10.0.0/16, 2, 8]"},
      {"!Cidr ['2001:db8::/56', 1, 64]", "?!Cidr ['2001:db8::/56', 1, 64]"},
      {"!GetAZs ''", "?!GetAZs ''"},
      {"Fn::Transform: {Name: Upper, Parameters: {a: b}}",
       "?Fn::Transform: {Name: Upper, Parameters: {a: b}}"},
      {"{a: 1, 'Fn::ForEach::L': [X, [b, c], {'${X}': !Sub '&{X}-${X}'}]}", R"({"a":1,"b":"b-b","c":"c-c"})"},
      {"{'Fn::ForEach::L': [X, [b], {'Fn::ForEach::M': [Y, [1, 2], {'${X}${Y}': !Ref Y}]}]}",
       R"({"b1":"1","b2":"2"})"},
  };
  for (const auto& row : rows) {
    INFO(row.written);
    CHECK(value(row.written) == row.expected);
  }
}

TEST_CASE("what is given for a parameter counts, and decides conditions") {
  CHECK(value("!Ref Env", {{"Env", "prod"}}) == "\"prod\"");
  CHECK(value("!If [IsProd, 1, 2]", {{"Env", "prod"}}) == "1");
  CHECK(value("!If [IsNotProd, 1, 2]", {{"Env", "prod"}}) == "2");
  CHECK(value("!If [IsProd, 1, 2]", {{"Env", "test"}}) == "2");
  CHECK(value("!Ref AWS::Region", {{"AWS::Region", "eu-west-1"}}) == "\"eu-west-1\"");
  CHECK(value("!Ref Password", {{"Password", "x"}}) == "?${Password}");
}

TEST_CASE("what a template lacks or turns in a circle is told") {
  CHECK(
      value("!Ref Clutser") ==
      "?${Clutser} !SYN030 the template has no parameter or resource \"Clutser\"; did you mean \"Cluster\"?");
  CHECK(value("!GetAtt Nope.Arn") == "?${Nope.Arn} !SYN030 the template has no resource \"Nope\"");
  CHECK(value("!FindInMap [Nope, a, b]") ==
        "?!FindInMap [Nope, a, b] !SYN030 the template has no mapping \"Nope\"");
  CHECK(value("!FindInMap [Nope, !Ref 'AWS::Region', b]") ==
        "?!FindInMap [Nope, !Ref 'AWS::Region', b] !SYN030 the template has no mapping \"Nope\"");
  CHECK(value("!FindInMap [Sizes, a, b]") == "?!FindInMap [Sizes, a, b] !SYN030 mapping Sizes has no \"a\"");
  CHECK(value("!If [Nope, 1, 2]") == "?!If [Nope, 1, 2] !SYN030 the template has no condition \"Nope\"");
  CHECK(value("!If [Self, 1, 2]") == "?!If [Self, 1, 2] !SYN031 condition Self depends on itself");
  CHECK(value("!Ref A") == "?${A} !SYN031 the name of A depends on itself");
  CHECK(value("!Join [a]") == "?!Join [a] !SYN032 Fn::Join takes a delimiter and a list");
  CHECK(value("!Select [5, [a]]") ==
        "?!Select [5, [a]] !SYN032 Fn::Select asks for element 5 of a list of 1, counted from 0");
}

TEST_CASE("names that double themselves end at a bound") {
  std::string text = "Resources:\n";
  for (int i = 0; i < 60; ++i) {
    text += "  L" + std::to_string(i) +
            ": {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: !Sub '${L" + std::to_string(i + 1) +
            "}${L" + std::to_string(i + 1) + "}'}}\n";
  }
  text += "  L60: {Type: 'AWS::Logs::LogGroup', Properties: {LogGroupName: xxxxxxxxxx}}\n";
  doc::Document document(text::Source("t.yaml", text));
  std::vector<finding::Finding> findings;
  syntax_yaml::parse_yaml(document, findings);
  Template source(document, document.roots().front(), {}, findings);
  const Answers none;
  Evaluator evaluator(source, none);
  const auto found = evaluator.attribute_of(*source.resource("L0"), {}, {});
  CHECK(found.is_unresolved());
  CHECK(document.arena().capacity() < (std::size_t{64} << 20));
}
