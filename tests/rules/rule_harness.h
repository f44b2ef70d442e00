// SPDX-License-Identifier: Apache-2.0
// For tests of the rules room: a pack given as TOML texts, run over documents given as text, and findings as
// lines that are easy to compare.
#pragma once

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "doc/document.h"
#include "model/project.h"
#include "rules/builtin.h"
#include "rules/load_pack.h"
#include "rules/runner.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"
#include "text/file_system.h"
#include "text/line_index.h"

namespace ecslint::tests {

inline std::string where(const finding::Place& place) {
  const text::LineIndex lines(place.source->bytes());
  const text::Position begin = lines.position(place.range.begin);
  const text::Position end = lines.position(place.range.end);
  return std::to_string(begin.line) + ":" + std::to_string(begin.column) + "-" + std::to_string(end.line) +
         ":" + std::to_string(end.column);
}

/// "1:2-1:8 warning IAM001 message" of each finding, one a line.
inline std::string lines_of(const std::vector<finding::Finding>& findings) {
  std::string out;
  for (const finding::Finding& f : findings) {
    out += where(f.place) + " " + std::string(finding::to_string(f.level)) + " " + f.code + " " + f.message +
           "\n";
  }
  return out;
}

/// Places and messages of what is wrong with a rule with this TOML; "" when it loads.
inline std::string load_problems(const std::string& toml, const std::string& data = "") {
  text::MemoryFileSystem files;
  files.add("pack/ACME001-some-rule.toml", toml);
  if (!data.empty()) files.add("pack/data/table.toml", data);
  const auto pack = rules::load_pack(files, "pack", rules::PackKind::kUser, rules::builtin_schemas());
  std::string out;
  for (const finding::Finding& f : pack.problems) {
    const text::Position at = text::LineIndex(f.place.source->bytes()).position(f.place.range.begin);
    out += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + f.message + "\n";
  }
  CHECK(pack.image.empty() == !pack.problems.empty());
  return out;
}

/// The keys every rule has, then the given ones (from line 5 on).
inline std::string rule(const std::string& keys) {
  return "code = 'ACME001'\nname = 'some-rule'\nsummary = 'A rule'\nseverity = 'warning'\n" + keys + "\n";
}

/// A run over documents; each is one resource.
class Run {
 public:
  explicit Run(std::shared_ptr<const rules::Pack> pack) { REQUIRE_FALSE(set_.add(std::move(pack))); }
  explicit Run(const std::string& toml, const std::string& data = "") {
    text::MemoryFileSystem files;
    files.add("pack/ACME001-some-rule.toml", toml);
    if (!data.empty()) files.add("pack/data/table.toml", data);
    auto pack = rules::load_pack(files, "pack", rules::PackKind::kUser, rules::builtin_schemas());
    INFO(lines_of(pack.problems));
    REQUIRE(pack.ok());
    REQUIRE_FALSE(set_.add(std::make_shared<rules::Pack>(std::move(pack.image))));
  }

  const model::Resource& add(model::Kind kind, const std::string& name, const std::string& text) {
    documents_.push_back(std::make_unique<doc::Document>(text::Source(name, text)));
    doc::Document& document = *documents_.back();
    std::vector<finding::Finding> findings;
    const bool json = name.find(".json") != std::string::npos;
    json ? syntax_json::parse_json(document, findings) : syntax_yaml::parse_yaml(document, findings);
    REQUIRE(document.roots().size() == 1);
    model::Resource resource;
    resource.kind = kind;
    resource.node = resource.written = &document.roots().front();
    resource.document = &document;
    resource.name = model::name_of(kind, *resource.node);
    return project_.add(resource);
  }

  rules::RuleSet& set() { return set_; }
  model::Project& project() { return project_; }

  rules::Results results(std::vector<rules::RuleState> states) {
    project_.finish();
    const rules::Plan plan(set_, std::move(states));
    rules::Runner runner(plan);
    rules::Results results;
    for (const model::Resource& resource : project_.resources()) runner.run(project_, resource, results);
    return results;
  }
  rules::Results results() { return results(rules::Plan::defaults(set_)); }
  std::string findings() { return lines_of(results().findings); }

 private:
  rules::RuleSet set_;
  model::Project project_;
  std::vector<std::unique_ptr<doc::Document>> documents_;
};

/// Findings of one rule on one task definition.
inline std::string task_findings(const std::string& keys, const std::string& json) {
  Run run(rule(keys));
  run.add(model::Kind::kTaskDefinition, "a.json", json);
  return run.findings();
}

}  // namespace ecslint::tests
