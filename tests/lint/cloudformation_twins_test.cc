// SPDX-License-Identifier: Apache-2.0
// Twins: every task definition and service among the rules' fixtures, written as a CloudFormation template in
// JSON and in YAML, gives the same answer of its rule as the original.
#include <catch2/catch.hpp>
#include <map>
#include <optional>
#include <set>

#include "dialect/cloudformation/shapes.h"
#include "dialect/ecs/read.h"
#include "doc/dump.h"
#include "lint/linter.h"
#include "lint/walk.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"
#include "text/json_writer.h"
#include "text/overlay.h"

using namespace ecslint;
using lint::FileResult;
using lint::Linter;
using lint::Options;

namespace {

const std::string kFixtures = std::string(ECSLINT_SOURCE_DIR) + "/fixtures/rules";

/// Where a template says something else than the same document for the API, and why.
const std::map<std::string, std::string, std::less<>> kDifferent = {
    {"HAV015/bad-absent.json", "a template without a count keeps the one that the service has"},
    {"HAV015/bad-absent.yaml", "the same"},
    {"HAV027/bad.yaml", "the same"},
    {"HAV027/bad.json", "a template without a count makes one task"},
};

using Way = std::vector<std::string_view>;

std::string quoted(std::string_view text) {
  std::string out;
  text::append_json_string(out, text);
  return out;
}

/// Text that no reader may take for something else.
std::string scalar(const doc::Node& node) {
  if (node.is_string()) return quoted(node.as_string());
  if (node.is_unresolved()) return quoted(node.why().spelling);
  return doc::to_json(node);
}

/// Properties in the template's spelling, as JSON.
std::string json(const doc::Spelling& spelling, Way& way, const doc::Node& node) {
  std::string out;
  if (node.is_array()) {
    for (const doc::Node& element : node.elements()) {
      out += (out.empty() ? "" : ", ") + json(spelling, way, element);
    }
    return "[" + out + "]";
  }
  if (!node.is_object()) return scalar(node);
  for (const doc::Member& member : node.members()) {
    const std::string key = quoted(spelling.property(way, member.key));
    way.push_back(member.key);
    out += (out.empty() ? "" : ", ") + key + ": " + json(spelling, way, member.value);
    way.pop_back();
  }
  return "{" + out + "}";
}

/// The same in YAML's block style.
std::string yaml(const doc::Spelling& spelling, Way& way, const doc::Node& node, std::size_t indent) {
  const std::string line = "\n" + std::string(indent, ' ');
  std::string out;
  if (node.is_array() && node.size() > 0) {
    for (const doc::Node& element : node.elements())
      out += line + "-" + yaml(spelling, way, element, indent + 2);
    return out;
  }
  if (!node.is_object() || node.size() == 0) return " " + json(spelling, way, node);
  for (const doc::Member& member : node.members()) {
    out += line + quoted(spelling.property(way, member.key)) + ":";
    way.push_back(member.key);
    out += yaml(spelling, way, member.value, indent + 2);
    way.pop_back();
  }
  return out;
}

std::string_view type_of(model::Kind kind) {
  return kind == model::Kind::kTaskDefinition ? "AWS::ECS::TaskDefinition" : "AWS::ECS::Service";
}

struct Twins {
  std::string json;
  std::string yaml;
};

/// Nothing when the file holds anything else than what is written to make a task definition or service.
std::optional<Twins> twins_of(const std::string& path) {
  auto source = text::RealFileSystem().read(path);
  REQUIRE(source);
  doc::Document document(std::move(*source));
  std::vector<finding::Finding> findings;
  path.ends_with(".json") ? syntax_json::parse_json(document, findings)
                          : syntax_yaml::parse_yaml(document, findings);
  std::vector<model::Resource> resources;
  dialect_ecs::read_resources(document, {}, resources, findings);
  if (!findings.empty() || resources.empty() || document.roots().size() != 1) return std::nullopt;
  std::string members;
  std::string blocks;
  for (const model::Resource& resource : resources) {
    const bool fits =
        resource.form == model::Form::kCreate &&
        (resource.kind == model::Kind::kTaskDefinition || resource.kind == model::Kind::kService);
    if (!fits) return std::nullopt;
    const std::string id = "R" + std::to_string(members.size());
    const std::string type(type_of(resource.kind));
    const doc::Spelling& spelling = *dialect_cloudformation::spelling_of(type);
    Way way;
    members += (members.empty() ? "" : ", ") + quoted(id) + ": {\"Type\": " + quoted(type) +
               ", \"Properties\": " + json(spelling, way, *resource.node) + "}";
    blocks += "  " + id + ":\n    Type: " + type +
              "\n    Properties:" + yaml(spelling, way, *resource.node, 6) + "\n";
  }
  return Twins{"{\"Resources\": {" + members + "}}\n", "Resources:\n" + blocks};
}

std::set<std::string> codes_in(const std::string& folder, const std::string& code, const std::string& name,
                               std::string_view bytes) {
  Options options;
  options.git = false;
  options.isolated = true;
  options.select = {code};
  const text::RealFileSystem files;
  const std::string configuration = folder + "/ecslint.toml";
  files.exists(configuration) ? void(options.config_file = configuration) : void(options.no_config = true);
  const Linter linter(options, files);
  std::set<std::string> codes;
  linter.check_source(text::Source(name, bytes), [&](const FileResult& result) {
    for (const auto& finding : result.findings) {
      if (finding.code == code) codes.insert(finding.code);
    }
  });
  return codes;
}

}  // namespace

TEST_CASE("a task definition or service says the same in a template") {
  const text::RealFileSystem files;
  auto rules = files.list(kFixtures);
  REQUIRE(rules);
  std::size_t count = 0;
  std::string different;
  for (const auto& rule : *rules) {
    if (rule.name.starts_with("S") && !rule.name.starts_with("SEC")) continue;  // syntax, shape, suppressions
    const std::string folder = kFixtures + "/" + rule.name;
    auto entries = files.list(folder);
    REQUIRE(entries);
    for (const auto& entry : *entries) {
      if (entry.directory || (!entry.name.ends_with(".json") && !entry.name.ends_with(".yaml"))) continue;
      const std::string path = folder + "/" + entry.name;
      const auto twins = twins_of(path);
      if (!twins) continue;
      ++count;
      auto source = files.read(path);
      const auto expected = codes_in(folder, rule.name, path, source->bytes());
      const std::string key = rule.name + "/" + entry.name;
      const auto as_json = codes_in(folder, rule.name, folder + "/twin.template.json", twins->json);
      const auto as_yaml = codes_in(folder, rule.name, folder + "/twin.yaml", twins->yaml);
      if (as_json != as_yaml) different += key + " JSON and YAML differ\n";
      if ((as_json == expected) == (kDifferent.count(key) > 0)) {
        different += key + (as_json.empty() ? " is silent" : " is told") + " in a template\n";
      }
    }
  }
  CHECK(count > 700);
  CHECK(different == "");
}
