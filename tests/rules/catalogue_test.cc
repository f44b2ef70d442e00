// SPDX-License-Identifier: Apache-2.0
// The catalogue of what peers and AWS check proves itself covered: each row of rules/catalogue.tsv is named
// by a rule or by a place in a schema, or stands with its reason in rules/not-covered.toml, never both.
#include <map>
#include <set>
#include <sstream>

#include "rules/rule_harness.h"
#include "syntax/toml/toml.h"

using namespace ecslint;

namespace {

constexpr std::size_t kMostNotCovered = 38;

std::string read(const std::string& path) {
  return std::string(text::RealFileSystem().read(std::string(ECSLINT_SOURCE_DIR) + path).value().content());
}

std::set<std::string> rows() {
  std::set<std::string> out;
  std::istringstream lines(read("/rules/catalogue.tsv"));
  std::string line;
  std::getline(lines, line);
  REQUIRE(line.substr(0, 3) == "id\t");
  while (std::getline(lines, line)) CHECK(out.insert(line.substr(0, line.find('\t'))).second);
  return out;
}

/// Who names each row: codes of rules, names of schemas.
using Namers = std::map<std::string, std::set<std::string>>;

void add_rules(Namers& namers) {
  rules::RuleSet set;
  REQUIRE_FALSE(set.add(std::make_shared<rules::Pack>(rules::builtin_pack())));
  for (std::size_t i = 0; i < set.size(); ++i) {
    for (const std::string_view row : set.info(i).catalogue()) {
      namers[std::string(row)].emplace(set.info(i).code());
    }
  }
}

void add_places(const doc::Node& node, const std::string& schema, Namers& namers) {
  for (const doc::Member& member : node.members()) {
    if (member.key != "x-catalogue") {
      add_places(member.value, schema, namers);
      continue;
    }
    for (const doc::Node& row : member.value.elements()) namers[std::string(row.as_string())].insert(schema);
  }
  for (const doc::Node& element : node.elements()) add_places(element, schema, namers);
}

void add_schemas(Namers& namers) {
  for (const std::string_view name : rules::builtin_schema_names()) {
    doc::Document document(text::Source("schema", std::string(rules::builtin_schema_text(name).value())));
    std::vector<finding::Finding> problems;
    syntax_json::parse_json(document, problems);
    add_places(document.roots().front(), std::string(name), namers);
  }
}

}  // namespace

TEST_CASE("every row of the catalogue is covered, or stands with its reason in not-covered.toml") {
  const std::set<std::string> all = rows();
  REQUIRE(all.size() == 528);
  Namers namers;
  add_rules(namers);
  add_schemas(namers);
  doc::Document document(text::Source("not-covered.toml", read("/rules/not-covered.toml")));
  std::vector<finding::Finding> problems;
  syntax_toml::parse_toml(document, problems);
  REQUIRE(problems.empty());
  const doc::Node& left_out = document.roots().front();
  CHECK(left_out.members().size() <= kMostNotCovered);

  std::string nowhere;
  for (const std::string& row : all) {
    if (namers.count(row) == 0 && left_out.find(row) == nullptr) nowhere += row + " ";
  }
  CHECK(nowhere == "");
  for (const auto& [row, who] : namers) {
    INFO(row << " is named by " << *who.begin());
    CHECK(all.count(row) == 1);
  }
  for (const doc::Member& member : left_out.members()) {
    INFO(member.key.text());
    CHECK(all.count(std::string(member.key)) == 1);
    CHECK(namers.count(std::string(member.key)) == 0);
    const doc::Node* reason = member.value.find("reason");
    REQUIRE(reason != nullptr);
    CHECK(reason->as_string().size() > 30);
  }
}
