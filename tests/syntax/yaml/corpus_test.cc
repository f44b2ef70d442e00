// SPDX-License-Identifier: Apache-2.0
// Real files: all YAML of the corpus reads, but for the broken ones, which are refused at the right line; all
// JSON reads as YAML and means the same.
#include <catch2/catch.hpp>
#include <map>

#include "fuzz/tree_check.h"
#include "syntax/yaml/yaml_files.h"
#include "text/line_index.h"

namespace ecslint::syntax_yaml {
namespace {

namespace fs = std::filesystem;

struct Broken {
  std::string code;
  std::uint32_t line;
};

const std::map<std::string, Broken> kBroken = {
    // a Go template: {{- if … }}
    {"aws__copilot-cli__internal__pkg__template__templates__workloads__services__worker__cf.yml",
     {"SYN001", 7}},
    // list items that left their list
    {"clphan__efsecsfargate__cloudformation__ecs.yml", {"SYN021", 88}},
    // Properties below a Type
    {"mobinpo__ai-blockchain-analytics__ecs__cloudformation-template.yaml", {"SYN021", 308}},
    // a key that was redacted
    {"ansible-collections__community.aws__meta__runtime.yml", {"SYN021", 369}},
    // "\s" in a string
    {"speaktoabu__ECSconfig__service-def.json", {"SYN003", 10}},
    // a missing comma
    {"aws-samples__amazon-ecs-firelens-examples__examples__fluent-bit__dynatrace__task-definition.json",
     {"SYN008", 34}},
    // {{ printf "…" }} with its quotes inside a string
    {"uswitch__hypermq__ecs__task-definition.json", {"SYN001", 6}},
};

const finding::Finding* first_error(const std::vector<finding::Finding>& findings) {
  const auto found = std::find_if(findings.begin(), findings.end(), [](const finding::Finding& finding) {
    return finding.level == finding::Level::kError;
  });
  return found == findings.end() ? nullptr : &*found;
}

void check_file(const fs::path& path) {
  CAPTURE(path.filename().string());
  doc::Document document(text::Source(path.string(), read_file(path)));
  std::vector<finding::Finding> findings;
  parse_yaml(document, findings);
  fuzz::check_findings(document.source(), findings);
  for (const doc::Node& root : document.roots()) fuzz::check_tree(document.source(), root, 0);
  const finding::Finding* error = first_error(findings);
  const auto broken = kBroken.find(path.filename().string());
  CHECK((error != nullptr) == (broken != kBroken.end()));
  if (error != nullptr && broken != kBroken.end()) {
    CHECK(error->code == broken->second.code);
    CHECK(text::LineIndex(document.source().bytes()).position(error->place.range.begin).line ==
          broken->second.line);
  }
  if (error != nullptr || path.extension() != ".json") return;
  const Json json = Json::parse(document.source().content(), nullptr, false);
  if (json.is_discarded()) return;  // an unquoted placeholder
  REQUIRE(document.roots().size() == 1);
  CHECK(to_json(document.roots()[0]) == json);
}

TEST_CASE("the corpus reads") {
  const fs::path folder = fs::path(ECSLINT_SHARED_DIR) / "corpus";
  if (!fs::exists(folder)) {
    WARN("no corpus here: not run");
    return;
  }
  int files = 0;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(folder)) {
    const fs::path extension = entry.path().extension();
    if (extension != ".json" && extension != ".yml" && extension != ".yaml") continue;
    check_file(entry.path());
    ++files;
  }
  CHECK(files > 250);
}

}  // namespace
}  // namespace ecslint::syntax_yaml
