// SPDX-License-Identifier: Apache-2.0
#include <map>

#include "finding/syntax_codes.h"
#include "rules/bake.h"
#include "rules/problems.h"
#include "rules/rule_harness.h"
#include "schema/codes.h"

using namespace ecslint;

namespace {

rules::RuleSet builtin() {
  rules::RuleSet set;
  REQUIRE_FALSE(set.add(std::make_shared<rules::Pack>(rules::builtin_pack())));
  return set;
}

/// Reading, suppressions and configuration are no matter of AWS.
bool is_about_ecslint(std::string_view code) {
  return code.starts_with("SYN") || code.starts_with("SUP") || code.starts_with("CFG");
}

bool cites_aws(const rules::RuleInfo& rule) {
  for (const std::string_view link : rule.references()) {
    if (link.starts_with("https://docs.aws.amazon.com/")) return true;
  }
  return false;
}

}  // namespace

TEST_CASE("baking at build time and loading at run time give the same bytes") {
  const auto baked = rules::bake(text::RealFileSystem(), ECSLINT_SOURCE_DIR);
  REQUIRE(baked.problems.empty());
  const auto pack = rules::load_pack(text::RealFileSystem(), std::string(ECSLINT_SOURCE_DIR) + "/rules",
                                     rules::PackKind::kBuiltin, rules::builtin_schemas());
  CHECK(tests::lines_of(pack.problems) == "");
  CHECK(pack.image == rules::builtin_pack());
}

TEST_CASE("every code of syntax and schema has its TOML, which says the same") {
  const auto set = builtin();
  const auto check = [&](std::string_view code, std::string_view name, finding::Level level) {
    INFO(code << " " << name);
    const auto found = set.find(code);
    REQUIRE(found);
    CHECK(set.info(*found).name() == name);
    CHECK(set.info(*found).level() == level);
    CHECK_FALSE(set.info(*found).has_condition());
  };
  for (const auto& info : finding::syntax_codes()) check(info.code, info.name, info.level);
  for (const auto& info : schema::codes()) check(info.id, info.name, info.level);
  check(rules::kRuleRefused, "rule-refused", finding::Level::kError);
  check(rules::kRuleFailed, "rule-failed", finding::Level::kWarning);
}

TEST_CASE("every SYN and SCH rule belongs to a code that the program has") {
  const auto set = builtin();
  std::size_t counted = 0;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const std::string_view prefix = set.info(i).code().substr(0, 3);
    counted += prefix == "SYN" || prefix == "SCH";
  }
  CHECK(counted == finding::syntax_codes().size() + schema::codes().size());
}

TEST_CASE("every built-in rule says why and since when, and what AWS says") {
  const auto set = builtin();
  for (std::size_t i = 0; i < set.size(); ++i) {
    const rules::RuleInfo rule = set.info(i);
    INFO(rule.code());
    CHECK(rule.help().size() > 40);
    CHECK_FALSE(rule.since().empty());
    CHECK_FALSE(rule.tags().empty());
    CHECK(rule.summary().back() != '.');
    CHECK((is_about_ecslint(rule.code()) || cites_aws(rule)));
  }
}

TEST_CASE("every cause of tasks that do not start has rules, and each of them is on the checklist") {
  const auto set = builtin();
  std::map<std::string_view, int> rules_of;
  for (std::size_t i = 0; i < set.size(); ++i) {
    const rules::RuleInfo rule = set.info(i);
    for (const std::string_view tag : rule.tags()) {
      if (tag.substr(0, 14) != "start-failure/") continue;
      INFO(rule.code());
      CHECK(rule.tags().contains("start-failure"));
      ++rules_of[tag.substr(14)];
    }
  }
  CHECK(rules_of.size() == 6);
  for (const char* cause : {"definition", "size", "permissions", "network", "image", "exit"}) {
    INFO(cause);
    CHECK(rules_of[cause] > 3);
  }
}

TEST_CASE("a rule that finds secrets is one that is tagged so") {
  const auto set = builtin();
  std::size_t count = 0;
  for (std::size_t i = 0; i < set.size(); ++i) {
    INFO(set.info(i).code());
    CHECK(set.info(i).finds_secrets() == set.info(i).tags().contains("secret"));
    count += set.info(i).finds_secrets() ? 1 : 0;
  }
  CHECK(count > 5);
}

TEST_CASE("rules are found by code, name and prefix") {
  const auto set = builtin();
  REQUIRE(set.find("IAM001"));
  CHECK(set.find("task-role-is-execution-role") == set.find("IAM001"));
  CHECK_FALSE(set.find("IAM"));
  CHECK(set.matching("IAM").size() >= 1);
  CHECK(set.matching("IA").empty());
  CHECK(set.matching("compliance:AWS-FSBP").size() >= 14);
  CHECK(set.matching("compliance:aws-fsbp:ecs.5") == set.matching("writable-root-file-system"));
  CHECK(set.matching("compliance:AWS-FSBP:ECS.1") == set.matching("CTR016"));
  CHECK(set.matching("compliance:CKV_AWS_33").empty());
  CHECK(set.matching("compliance:CKV_AWS_336").size() == 1);
  CHECK(set.matching("compliance:").empty());
  CHECK(set.matching("tag:start-failure").size() > 1);
  CHECK(set.matching("tag:start").empty());
  CHECK(set.matching("SYN").size() == finding::syntax_codes().size());
}

TEST_CASE("schemas are in the binary, compiled and as text") {
  CHECK(rules::builtin_schemas().root("task-definition"));
  CHECK(rules::builtin_schemas().root("service"));
  CHECK(rules::builtin_schema_names().size() > 10);
  REQUIRE(rules::builtin_schema_text("service"));
  CHECK(rules::builtin_schema_text("service")->front() == '{');
  CHECK_FALSE(rules::builtin_schema_text("nonsense"));
}

TEST_CASE("the table of compatibility is about properties that exist, in words that rules know") {
  const rules::Pack pack{rules::builtin_pack()};
  const schema::SchemaSet schemas = rules::builtin_schemas();
  const doc::Node* table = pack.fact_table("compatibility");
  REQUIRE(table != nullptr);
  const doc::Node* sources = table->find("sources");
  REQUIRE(sources != nullptr);
  const auto root = [&](std::string_view name) { return schema::SchemaView(schemas, *schemas.root(name)); };
  const std::pair<std::string_view, schema::SchemaView> places[] = {
      {"task", root("task-definition")},
      {"container", root("container-definition")},
      {"linux", root("container-definition").property("linuxParameters")->schema},
      {"volume", *root("task-definition").property("volumes")->schema.items()},
      {"service", root("service")}};
  for (const auto& [place, view] : places) {
    REQUIRE(table->find(place) != nullptr);
    for (const doc::Member& row : table->find(place)->members()) {
      INFO(place << "." << row.key.text());
      CHECK(view.property(row.key));
      for (const std::string_view where : {"ec2", "fargate", "external", "managed", "windows"}) {
        REQUIRE(row.value.find(where) != nullptr);
        const std::string word(row.value.find(where)->as_string());
        CHECK((word == "yes" || word == "no" || word == "?" || (word == "listed" && where == "managed")));
      }
      const std::string since(row.value.find("since")->as_string());
      CHECK((since.empty() || since == "1.1.0" || since == "1.3.0" || since == "1.4.0"));
      REQUIRE(row.value.find("source") != nullptr);
      CHECK(sources->find(row.value.find("source")->as_string()) != nullptr);
      CHECK(row.value.find("note") != nullptr);
    }
  }
}
