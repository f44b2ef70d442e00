// SPDX-License-Identifier: Apache-2.0
#include "rules/functions/functions.h"

#include <catch2/catch.hpp>

#include "expr/lib/call_fixture.h"
#include "expr/map.h"
#include "rules/functions/arn.h"
#include "rules/functions/units.h"
#include "rules/functions/value_from.h"

using namespace ecslint;
using namespace ecslint::expr;
using namespace ecslint::rules;

namespace {

std::string part(const std::optional<std::string_view>& p) {
  std::string out(p.value_or("?"));
  std::replace(out.begin(), out.end(), '\x01', '?');
  return out;
}

std::string masked(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '?', '\x01');
  return out;
}

std::string show_arn(std::string_view text) {
  const std::string m = masked(text);
  const Arn a = parse_arn(m);
  const std::string valid = !a.valid ? "?" : *a.valid ? "yes" : "no";
  return valid + "|" + part(a.partition) + "|" + part(a.service) + "|" + part(a.region) + "|" +
         part(a.account) + "|" + part(a.resource_type) + "|" + part(a.resource_id) + "|" + part(a.name);
}

std::string show_value_from(std::string_view text) {
  const std::string m = masked(text);
  const ValueFrom v = parse_value_from(m);
  return part(v.kind) + "|" + part(v.name) + "|" + part(v.suffix) + "|" + part(v.json_key) + "|" +
         part(v.version_stage) + "|" + part(v.version_id) + "|" + part(v.region) + "|" + part(v.account);
}

Value object(CallFixture& fx, std::vector<Entry> entries) { return fx.context().map(entries); }

}  // namespace

TEST_CASE("ARNs are taken apart") {
  CHECK(show_arn("arn:aws:iam::123456789012:role/service-role/app") ==
        "yes|aws|iam||123456789012|role|service-role/app|app");
  CHECK(show_arn("arn:aws-cn:logs:cn-north-1:123456789012:log-group:/ecs/x:*") ==
        "yes|aws-cn|logs|cn-north-1|123456789012|log-group|/ecs/x:*|x:*");
  CHECK(show_arn("arn:aws:s3:::bucket/key.env") == "yes|aws|s3|||bucket|key.env|key.env");
  CHECK(show_arn("arn:aws:sns:eu-west-1:123456789012:topic") ==
        "yes|aws|sns|eu-west-1|123456789012||topic|topic");
  CHECK(show_arn("arn:aws:iam::aws:policy/AdministratorAccess") ==
        "yes|aws|iam||aws|policy|AdministratorAccess|AdministratorAccess");
  CHECK(show_arn("arn:?:iam::?:role/x") == "?|?|iam||?|role|x|x");
  CHECK(show_arn("arn:aws:iam::123456789012:?") == "?|aws|iam||123456789012|?|?|?");
  CHECK(show_arn("arn:aws:iam::1234:role/?") == "no|aws|iam||1234|role|?|?");
  CHECK(show_arn("?:role/x") == "?|?|?|?|?|?|?|?");
  CHECK(show_arn("ar?").starts_with("?"));
  for (const char* bad :
       {"", "myRole", "arn:aws:iam", "arn:gcp:iam::123456789012:role/x", "arn:aws:iam::12345:role/x",
        "arn:aws:iam::123456789012:", "arn:aws:IAM::123456789012:role/x", "role?",
        "arn:aws:ecs:nowhere:123456789012:x"}) {
    INFO(bad);
    CHECK(show_arn(bad).starts_with("no|"));
    CHECK_FALSE(parse_arn(masked(bad)).reason.empty());
  }
}

TEST_CASE("valueFrom is a Secrets Manager ARN, an SSM ARN or an SSM name") {
  const std::string secret = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf";
  const std::string ssm = "arn:aws:ssm:eu-west-1:123456789012:parameter";
  CHECK(show_value_from(secret) == "secretsmanager|db-AbCdEf|AbCdEf||||eu-west-1|123456789012");
  CHECK(show_value_from(secret + ":password::") ==
        "secretsmanager|db-AbCdEf|AbCdEf|password|||eu-west-1|123456789012");
  CHECK(show_value_from(secret + "::AWSPREVIOUS:") ==
        "secretsmanager|db-AbCdEf|AbCdEf||AWSPREVIOUS||eu-west-1|123456789012");
  CHECK(show_value_from("arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db")
            .starts_with("secretsmanager|prod/db||"));
  CHECK(show_value_from(ssm + "/prod/db") == "ssm-arn|/prod/db|||||eu-west-1|123456789012");
  CHECK(show_value_from(ssm + "/name") == "ssm-arn|name|||||eu-west-1|123456789012");
  CHECK(show_value_from("/prod/db/password") == "ssm-name|/prod/db/password||||||");
  CHECK(show_value_from("gokabot.API_KEY") == "ssm-name|gokabot.API_KEY||||||");
  CHECK(show_value_from("name:3").starts_with("ssm-name|"));

  CHECK(show_value_from("arn:aws:secretsmanager:?:?:secret:db:password::") ==
        "secretsmanager|db||password|||?|?");
  CHECK(show_value_from("arn:aws:secretsmanager:?:?:secret:db-?") == "secretsmanager|db-?|?|?|?|?|?|?");
  CHECK(show_value_from("?:username::") == "?|?|?|username|||?|?");
  CHECK(show_value_from("?") == "?|?|?|?|?|?|?|?");
  CHECK(show_value_from("/prod/?/x") == "ssm-name|/prod/?/x||||||");
  CHECK(show_value_from("arn:aws:ssm:?:?:parameter/a/b") == "ssm-arn|/a/b|||||?|?");
  CHECK(show_value_from("arn:?:1:x").starts_with("?|"));

  const std::pair<std::string, const char*> bad[] = {
      {"", "empty"},
      {secret + ":password", "all three colons"},
      {secret + ":password:", "all three colons"},
      {secret + ":a:b:c:d", "all three colons"},
      {secret + "::AWSCURRENT:abc", "both set"},
      {"arn:aws:secretsmanager:eu-west-1:123456789012:db", "secret:name"},
      {"arn:aws:secretsmanager:eu-west-1:123456789012:secret:", "no name"},
      {ssm + "//prod/db", "two slashes"},
      {ssm + ":name", "parameter/name"},
      {ssm + "/a//b", "two slashes"},
      {"arn:aws:s3:::bucket/key", "another service"},
      {"arn:aws:secretsmanager:eu-west-1:123:secret:db", "12 digits"},
      {"my secret", "letters, digits"},
      {"/prod/db/", "slash"},
      {"arn:aws:s3:::?", "another service"},
  };
  for (const auto& [text, why] : bad) {
    const std::string m = masked(text);
    const ValueFrom v = parse_value_from(m);
    INFO(text << " " << v.reason);
    CHECK(part(v.kind) == "invalid");
    CHECK(v.reason.find(why) != std::string::npos);
  }
}

TEST_CASE("sizes") {
  CHECK(cpu_units("256") == 256);
  CHECK(cpu_units(".25 vCPU") == 256);
  CHECK(cpu_units("0.25vcpu") == 256);
  CHECK(cpu_units("1 vCPU") == 1024);
  CHECK(cpu_units("16 VCPU") == 16384);
  CHECK(memory_mib("512") == 512);
  CHECK(memory_mib(".5 gb") == 512);
  CHECK(memory_mib("1GB") == 1024);
  CHECK(memory_mib("2.5 GB") == 2560);
  for (const char* bad : {"", "vCPU", ".", ". vCPU", "1.5", "-1", "1 GB", "x", "256 ", "1 vCPUs",
                          "1.2.3 vCPU", "99999999999999999999"}) {
    INFO(bad);
    CHECK_FALSE(cpu_units(bad));
  }
  for (const char* bad : {"1 vCPU", "512 MB", "0,5 GB", "GB"}) CHECK_FALSE(memory_mib(bad));
  CallFixture fx(function_tables());
  CHECK(fx.ask("units.cpu", {I(256)}) == "256");
  CHECK(fx.ask("units.cpu", {Value::number(512)}) == "512");
  CHECK(fx.ask("units.cpu", {Value::number(0.5)}) == "-1");
  CHECK(fx.ask("units.cpu", {Value::null()}) == "-1");
  CHECK(fx.ask("units.memory", {S("1 GB")}) == "1024");
  CHECK(fx.ask("units.memory", {S("huge")}) == "-1");
}

TEST_CASE("cycles of dependsOn") {
  CallFixture fx(function_tables());
  const auto container = [&](std::string_view name, std::vector<Value> on) {
    std::vector<Value> edges;
    for (const Value& to : on)
      edges.push_back(object(fx, {{S("containerName"), to}, {S("condition"), S("START")}}));
    return object(fx, {{S("name"), S(name)}, {S("dependsOn"), fx.list(edges)}});
  };
  const auto cycle = [&](std::vector<Value> containers) {
    return fx.ask("graph.cycle", {fx.list(std::move(containers))});
  };
  CHECK(cycle({}) == "[]");
  CHECK(cycle({container("a", {S("b")}), container("b", {})}) == "[]");
  CHECK(cycle({container("a", {S("b")}), container("b", {S("c")}), container("c", {S("b")})}) == "[b, c]");
  CHECK(cycle({container("a", {S("a")})}) == "[a]");
  CHECK(cycle({container("a", {S("nowhere")})}) == "[]");
  const auto linked = [&](std::string_view name, const char* key, Value other) {
    return object(fx, {{S("name"), S(name)}, {S(key), fx.list({other})}});
  };
  const Value from_b = object(fx, {{S("sourceContainer"), S("b")}});
  CHECK(cycle({linked("a", "links", S("b:db")), linked("b", "links", S("a"))}) == "[a, b]");
  CHECK(cycle({linked("a", "volumesFrom", from_b), container("b", {S("a")})}) == "[a, b]");
  CHECK(cycle({linked("a", "links", S("b")), linked("b", "links", S("c:a"))}) == "[]");
  CHECK(cycle({container("a", {S("b"), S("c")}), container("b", {S("d")}), container("c", {S("d")}),
               container("d", {})}) == "[]");
  CHECK(cycle({container("a", {kUnknown}), container("b", {S("a")})}) == "unknown");
  CHECK(cycle({container("a", {S("b"), kUnknown}), container("b", {S("a")})}) == "[a, b]");
  CHECK(cycle({kUnknown, container("b", {})}) == "unknown");
  const Value unsure =
      fx.call("graph.cycle",
              {fx.list({object(fx, {{S("name"), fx.partial("?-web")}, {S("dependsOn"), fx.list({})}})})});
  CHECK(unsure.is_unknown());
  CHECK(pieces_of(unsure).empty());  // the name's text says nothing about the list
  CHECK(cycle({S("no container"), object(fx, {{S("name"), I(1)}})}) == "[]");
  std::vector<Value> many;
  for (int i = 0; i < 2000; ++i) {
    many.push_back(container(fx.context().string("c" + std::to_string(i)).as_string(),
                             {fx.context().string("c" + std::to_string((i + 1) % 2000))}));
  }
  CHECK(fx.call("graph.cycle", {fx.list(many)}).size() == 2000);
}

TEST_CASE("names that may have been meant") {
  CallFixture fx(function_tables());
  const auto near = [&](std::string_view name, std::vector<Value> candidates) {
    return fx.ask("names.near", {S(name), fx.list(std::move(candidates))});
  };
  CHECK(near("web", {}) == "[]");
  CHECK(near("web-app", {S("db"), S("web_app"), S("webapps")}) == "[web_app]");
  CHECK(near("nginx", {S("postgres"), S("ngnix")}) == "[ngnix]");
  CHECK(near("nginx", {S("postgres"), S("redis")}) == "[]");
  CHECK(near("nginx", {kUnknown, I(1), S("ngnix")}) == "[ngnix]");
}

TEST_CASE("objects that repeat a name") {
  CallFixture fx(function_tables());
  const auto named = [&](const char* name) { return object(fx, {{S("name"), S(name)}}); };
  const Value bare = object(fx, {});
  const auto repeated = [&](std::vector<Value> list) {
    const Value found = fx.call("names.repeated", {fx.list(std::move(list)), S("name")});
    return found.is_list() ? std::to_string(found.size()) : fx.show(found);
  };
  CHECK(repeated({}) == "0");
  CHECK(repeated({named("a"), bare, named("b"), bare}) == "0");
  CHECK(repeated({named("a"), named("b"), named("a"), named("a")}) == "2");
  CHECK(repeated({named("a"), object(fx, {{S("name"), kUnknown}})}).starts_with("unknown"));
  CHECK(repeated({named("a"), kUnknown}).starts_with("unknown"));
  CHECK(repeated({object(fx, {{S("name"), I(1)}})}).starts_with("error"));
  std::vector<Value> many;
  for (int i = 0; i < 100; ++i)
    many.push_back(object(fx, {{S("name"), fx.context().string(std::to_string(i % 90))}}));
  CHECK(repeated(many) == "10");
}

TEST_CASE("two names of the same") {
  CallFixture fx(function_tables());
  const auto reference = [&](std::string_view id) {
    doc::Unresolved why{"made with the stack", "${X}", {}};
    why.refers_to = id;
    return Value::from(*fx.context().keep(doc::Node::unresolved(fx.context().keep(why), {})));
  };
  CHECK(fx.ask("names.same", {S("fs-1"), S("fs-1")}) == "true");
  CHECK(fx.ask("names.same", {S("fs-1"), S("fs-2")}) == "false");
  CHECK(fx.ask("names.same", {reference("Files"), reference("Files")}) == "true");
  CHECK(fx.ask("names.same", {reference("Files"), reference("Others")}) == "false");
  CHECK(fx.ask("names.same", {reference("Files"), S("fs-1")}).starts_with("unknown"));
  static constexpr doc::Piece kA[] = {{"${A}", false}, {"-web", true}};
  static constexpr doc::Piece kB[] = {{"${B}", false}, {"-web", true}};
  static constexpr doc::Unresolved kWhy[] = {{"a parameter", "${A}-web", kA},
                                             {"a parameter", "${B}-web", kB}};
  const auto text = [&](std::string_view name) {
    const doc::Unresolved& why = kWhy[name == "${A}" ? 0 : 1];
    return Value::from(*fx.context().keep(doc::Node::unresolved(&why, {})));
  };
  CHECK(fx.ask("names.same", {text("${A}"), text("${A}")}) == "true");
  CHECK(fx.ask("names.same", {text("${A}"), text("${B}")}).starts_with("unknown"));
  CHECK(fx.ask("names.same", {S("fs-1"), reference("")}).starts_with("unknown"));
  CHECK(fx.ask("names.same", {S("fs-1"), I(1)}).starts_with("error"));
}

TEST_CASE("ARNs as values") {
  CallFixture fx(function_tables());
  const Value whole = fx.call("arn.parse", {S("arn:aws:iam::123456789012:role/x")});
  CHECK(fx.show(*map_find(whole, S("resource_type"))) == "role");
  CHECK(fx.show(*map_find(whole, S("reason"))) == "");
  const Value other = fx.call("arn.parse", {S("x")});
  CHECK(fx.show(*map_find(other, S("valid"))) == "false");
  CHECK(fx.show(*map_find(other, S("service"))) == "");
  CHECK(fx.ask("arn.valid", {S("arn:aws:iam::123456789012:role/x")}) == "true");
  CHECK(fx.ask("arn.valid", {fx.partial("arn:aws:iam::?:role/x")}).starts_with("unknown"));
  for (const char* text : {"arn:aws:iam::YOUR_ACCOUNT_ID:role/x", "arn:aws:ssm:region:account:parameter/x",
                           "arn:aws:ssm:REGION:123456789012:parameter/x"}) {
    CHECK(fx.ask("arn.valid", {S(text)}).starts_with("unknown"));
  }
  CHECK(fx.ask("arn.valid", {S("arn:aws:iam::aws:policy/x")}) == "true");
  CHECK(fx.ask("arn.valid", {S("arn:aws:iam::1234:role/x")}) == "false");
  const Value words = fx.call("secret.value_from", {S("arn:aws:ssm:REGION:ACCOUNT_ID:parameter/a/b")});
  CHECK(fx.show(*map_find(words, S("kind"))) == "ssm-arn");
  CHECK(fx.show(*map_find(words, S("region"))) == "unknown ?");
  const Value open = fx.call("arn.parse", {fx.partial("arn:aws:iam::?:role/x-?")});
  CHECK(fx.show(*map_find(open, S("resource_type"))) == "role");
  CHECK(fx.show(*map_find(open, S("resource_id"))) == "unknown 'x-' ?");
}

TEST_CASE("is_known is never unknown itself") {
  CallFixture fx(function_tables());
  CHECK(fx.ask("is_known", {kUnknown}) == "false");
  CHECK(fx.ask("is_known", {S("")}) == "true");
}

TEST_CASE("json.size counts what is known, and never too much") {
  CallFixture fx(function_tables());
  const doc::Node elements[] = {doc::Node::integer(1, {}), doc::Node::string("xy", {})};
  const doc::Unresolved why{"placeholder", "${X}", {}};
  const doc::Member members[] = {{{"a", 0}, {}, doc::Node::array(elements, {})},
                                 {{"b", 0}, {}, doc::Node::object({}, {})},
                                 {{"c", 0}, {}, doc::Node::unresolved(&why, {})}};
  const auto size = [&](const doc::Node& node) { return fx.ask("json.size", {Value::from(node)}); };
  CHECK(size(doc::Node::array(elements, {})) == std::to_string(std::string(R"([1,"xy"])").size()));
  CHECK(size(doc::Node::object(members, {})) ==
        std::to_string(std::string(R"({"a":[1,"xy"],"b":{},"c":})").size()));
  CHECK(size(doc::Node::array({}, {})) == "2");
  CHECK(fx.ask("json.size", {I(3)}) == "error: no such overload");
}

TEST_CASE("placeholder gives the spelling of what is not known") {
  CallFixture fx(function_tables());
  const doc::Unresolved why{"placeholder", "x {{resolve:ssm:y}}", {}};
  const doc::Node unresolved = doc::Node::unresolved(&why, {});
  CHECK(fx.ask("placeholder", {Value::from(unresolved)}) == "x {{resolve:ssm:y}}");
  CHECK(fx.ask("placeholder", {S("x")}).empty());
  CHECK(fx.ask("placeholder", {kUnknown}).empty());
}
