// SPDX-License-Identifier: Apache-2.0
#include "lint/fixer.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "lint/fix_check.h"
#include "support/read_file.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"

using namespace ecslint;
using namespace std::string_literals;
namespace fs = std::filesystem;

namespace {

lint::Options plain() {
  lint::Options options;
  options.git = false;
  options.no_config = true;
  options.isolated = true;
  return options;
}

struct Mended {
  lint::FixOutcome outcome;
  std::string text;  // of the one file
};

Mended mend(const std::string& path, const std::string& bytes, bool unsafe = false) {
  text::MemoryFileSystem below;
  below.add(path, bytes);
  text::OverlayFileSystem files(below);
  const lint::Linter linter(plain(), files);
  const std::string paths[] = {path};
  Mended mended{lint::Fixer(linter, files, unsafe).fix(paths), {}};
  mended.text = mended.outcome.files.empty() ? bytes : mended.outcome.files[0].after;
  return mended;
}

std::string rule_name(const std::string& code) { return "host-" + code.substr(3); }

/// What unsafe fixes make of files, with rules of a pack alone.
struct Project {
  std::map<std::string, std::string> files;
  lint::FixOutcome outcome;

  Project(std::map<std::string, std::string> given, const std::vector<std::string>& select,
          const std::map<std::string, std::string>& pack = {})
      : files(std::move(given)) {
    text::MemoryFileSystem below;
    for (const auto& [path, text] : files) below.add(path, text);
    for (const auto& [code, text] : pack) below.add("pack/" + code + "-" + rule_name(code) + ".toml", text);
    text::OverlayFileSystem overlay(below);
    lint::Options options = plain();
    options.select = select;
    if (!pack.empty()) options.rule_packs = {"pack"};
    const lint::Linter linter(options, overlay);
    for (const auto& problem : linter.problems()) FAIL(problem.message);
    std::vector<std::string> paths;
    for (const auto& [path, text] : files) paths.push_back(path);
    outcome = lint::Fixer(linter, overlay, true).fix(paths);
    for (const lint::FixedFile& file : outcome.files) files[file.path] = file.after;
  }
};

/// A rule on hostname of containers, which may set it to another.
std::string hostname_rule(const std::string& code, const std::string& assertion, const std::string& fixed) {
  std::string rule = "code = '" + code + "'\nname = '" + rule_name(code) +
                     "'\nsummary = 's'\nseverity = 'warning'\n" +
                     "subject = 'container'\nwhen = 'has(container.hostname)'\nassert = \"\"\"" + assertion +
                     "\"\"\"\nat = 'container.hostname'\nmessage = 'm'\nhelp = 'h'\nsince = '0.1'\n";
  if (!fixed.empty())
    rule +=
        "[fix]\ntitle = 't'\nsafe = true\nset = { at = 'container.hostname', value = '\"" + fixed + "\"' }\n";
  return rule;
}

std::string hosts(const std::vector<std::string>& names) {
  std::string out = R"({"family": "f", "containerDefinitions": [)";
  for (std::size_t i = 0; i < names.size(); ++i) {
    out += (i > 0 ? ", " : "") + R"({"name": "c)"s + std::to_string(i) +
           R"(", "image": "i:1", "memory": 64, "hostname": ")" + names[i] + "\"}";
  }
  return out + "]}";
}

using Levels = std::map<std::string, finding::Level>;  // by code, the highest

/// How often each rule speaks.
std::map<std::string, int> counts(const std::string& path, const std::string& bytes,
                                  Levels* levels = nullptr) {
  text::MemoryFileSystem files;
  files.add(path, bytes);
  const lint::Linter linter(plain(), files);
  std::map<std::string, int> out;
  const std::string paths[] = {path};
  linter.check(paths, [&](const lint::FileResult& result) {
    for (const finding::Finding& finding : result.findings) {
      ++out[finding.code];
      if (levels != nullptr) (*levels)[finding.code] = std::max((*levels)[finding.code], finding.level);
    }
  });
  return out;
}

using Edits = std::map<text::Range, std::string>;

/// What the fixes of one run over the file would change; nothing where two of them touch.
std::optional<Edits> edits_of(const std::string& path, const std::string& bytes, bool unsafe) {
  text::MemoryFileSystem files;
  files.add(path, bytes);
  const lint::Linter linter(plain(), files);
  Edits out;
  bool clash = false;
  const std::string paths[] = {path};
  linter.check(paths, [&](const lint::FileResult& result) {
    for (const finding::Finding& finding : result.findings) {
      if (!finding.fix || (!finding.fix->safe && !unsafe)) continue;
      for (const auto& [source, edit] : finding.fix->edits) {
        clash |= out.try_emplace(edit.range, edit.replacement).first->second != edit.replacement;
      }
    }
  });
  const auto touches = [](const auto& a, const auto& b) { return a.first.end >= b.first.begin; };
  clash |= std::adjacent_find(out.begin(), out.end(), touches) != out.end();
  return clash ? std::nullopt : std::optional(out);
}

std::string spliced(const std::string& bytes, const Edits& edits) {
  std::string out;
  std::size_t at = 0;
  for (const auto& [range, replacement] : edits) {
    out.append(bytes, at, range.begin - at).append(replacement);
    at = range.end;
  }
  return out.append(bytes, at);
}

/// The file with the edits of one run after the other; nothing where some of a run touch.
std::optional<std::string> spliced_until_stable(const std::string& path, std::string bytes, bool unsafe) {
  for (int round = 0; round < 10; ++round) {
    const auto edits = edits_of(path, bytes, unsafe);
    if (!edits || edits->empty()) return edits ? std::optional(bytes) : std::nullopt;
    bytes = spliced(bytes, *edits);
  }
  return std::nullopt;
}

/// How many files were changed, and of how many the bytes outside of the edits could be compared.
struct Checked {
  std::size_t mended = 0;
  std::size_t compared = 0;
  std::map<std::string, std::uint32_t> left_out;
};

/// A fix never makes a file worse, changes what it says and nothing else, and fixing twice is fixing once.
void check_properties(const fs::path& file, bool unsafe, Checked& checked) {
  const std::string bytes = tests::read_file(file);
  const std::string path = file.filename().string();
  const Mended once = mend(path, bytes, unsafe);
  INFO(file.string() << (unsafe ? " with unsafe fixes" : ""));
  CHECK((unsafe || once.outcome.dropped == 0));
  for (const auto& [code, of_rule] : once.outcome.left_out) checked.left_out[code] += of_rule.count;
  if (once.outcome.files.empty()) return;
  ++checked.mended;
  const bool all = once.outcome.dropped == 0 && once.outcome.left_out.empty();
  if (const auto text = all ? spliced_until_stable(path, bytes, unsafe) : std::nullopt) {
    CHECK((once.text == *text));
    ++checked.compared;
  }
  Levels levels;
  const auto before = counts(path, bytes, &levels);
  const auto after = counts(path, once.text, &levels);
  const auto more = [](const auto& counts, const std::string& code, int count) {
    const auto there = counts.find(code);
    return count - (there == counts.end() ? 0 : there->second);
  };
  auto gravest = std::optional<finding::Level>();
  for (const auto& [code, count] : before) {
    if (more(after, code, count) > 0)
      gravest = std::max(gravest.value_or(finding::Level::kInfo), levels.at(code));
  }
  CHECK(gravest);
  for (const auto& [code, count] : after) {
    INFO(code << "\n" << once.text);
    CHECK((more(before, code, count) <= 0 || levels.at(code) < gravest.value_or(finding::Level::kInfo)));
  }
  CHECK(mend(path, once.text, unsafe).outcome.files.empty());
}

bool is_input(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".json" || ending == ".yaml" || ending == ".yml";
}

/// Of all inputs below a folder.
Checked check_properties_below(const fs::path& folder, bool unsafe) {
  Checked checked;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && is_input(entry.path())) check_properties(entry.path(), unsafe, checked);
  }
  return checked;
}

/// No file is worse because fixes were made, not because none was.
void expect_many(const Checked& checked, std::size_t files) {
  std::uint32_t left_out = 0;
  for (const auto& [code, count] : checked.left_out) {
    UNSCOPED_INFO(code << " left out: " << count);
    left_out += count;
  }
  CHECK(checked.mended >= files);
  CHECK(checked.compared > checked.mended / 2);
  CHECK(left_out < checked.mended / 5);
}

doc::Document parsed(const std::string& name, std::string_view text) {
  doc::Document document(text::Source(name, text));
  std::vector<finding::Finding> findings;
  name == "a.json" ? syntax_json::parse_json(document, findings)
                   : syntax_yaml::parse_yaml(document, findings);
  return document;
}

bool meant(const std::string& name, std::string_view before, std::vector<text::Edit> edits) {
  const std::string after = text::apply_edits(before, edits).value();
  return lint::changed_only_there(parsed(name, before), parsed(name, after), edits);
}

}  // namespace

TEST_CASE("what would write the same again is no fix") {
  const std::map<std::string, std::string> pack = {
      {"PKA001", hostname_rule("PKA001", "container.hostname != 'a'", "a")}};
  const Project project({{"a.json", hosts({"a"})}}, {"PKA"}, pack);
  CHECK(project.files.at("a.json") == hosts({"a"}));
  CHECK(project.outcome.fixed == 0);
}

TEST_CASE("a safe fix is made, an unsafe one only when asked for") {
  const std::string task = R"({
  "family": "web",
  "networkMode": "awsvpc",
  "containerDefinitions": [
    {"name": "web", "image": "nginx:1.27", "memory": 64, "privileged": true,
     "portMappings": [{"containerPort": 80, "hostPort": 8080}]}
  ]
})";
  const Mended safe = mend("task.json", task);
  CHECK(safe.outcome.fixed == 1);
  CHECK(safe.text.find("\"hostPort\": 80}") != std::string::npos);
  CHECK(safe.text.find("privileged") != std::string::npos);
  const Mended all = mend("task.json", task, true);
  CHECK(all.outcome.fixed > 1);
  CHECK(all.text.find("privileged") == std::string::npos);
}

TEST_CASE("line endings and indents stay as they are") {
  const std::string task =
      "{\r\n\t\"family\": \"web\",\r\n\t\"networkMode\": \"awsvpc\",\r\n\t\"containerDefinitions\": [\r\n"
      "\t\t{\"name\": \"w\", \"image\": \"nginx:1.27\", \"memory\": 64,\r\n"
      "\t\t \"portMappings\": [{\"containerPort\": 80, \"hostPort\": 8080}]}\r\n\t]\r\n}\r\n";
  std::string expected = task;
  expected.replace(expected.find("8080"), 4, "80");
  CHECK(mend("task.json", task).text == expected);
}

TEST_CASE("a change that is not the one that was meant is noticed") {
  const std::string json = R"({"a": 1, "b": [1, 2], "c": {"d": 3}})";
  CHECK(meant("a.json", json, {{{6, 7}, "2"}}));
  CHECK(meant("a.json", json, {{{1, 9}, ""}}));              // a removed
  CHECK_FALSE(meant("a.json", json, {{{1, 22}, ""}}));       // and b with it
  CHECK(meant("a.json", json, {{{1, 4}, "\"z\""}}));         // a renamed
  CHECK(meant("a.json", json, {{{19, 19}, ", 3"}}));         // an element more
  CHECK(meant("a.json", json, {{{34, 34}, ", \"e\": 4"}}));  // a member more
  CHECK_FALSE(meant("a.json", json, {{{6, 7}, "1, \"b\": 2, \"c\": 3}, 0, {\"x\": 1"}}));
  CHECK_FALSE(meant("a.json", json, {{{8, 8}, "\"b\": [], \"c\": {}}"}}));
  const std::string yaml = "a: 1\nb:\n  - x\n  - y\n";
  CHECK(meant("a.yaml", yaml, {{{19, 19}, "\n  - z"}}));
  CHECK(meant("a.yaml", yaml, {{{4, 4}, "\nc: {\"d\": 1}"}}));
  CHECK(meant("a.yaml", "a:\n  b: 1  # c\nd: 2\n", {{{14, 14}, "\n  e: 3"}}));  // behind a comment
  CHECK_FALSE(meant("a.yaml", yaml, {{{4, 4}, "\n  c: 1"}}));                   // swallowed by the scalar
  CHECK_FALSE(meant("a.yaml", yaml, {{{12, 12}, " #"}}));                       // comments out
}

TEST_CASE("a fix that brings a finding is left out, others are made") {
  const std::map<std::string, std::string> pack = {
      {"PKA001", hostname_rule("PKA001", "container.hostname != 'a'", "b")},
      {"PKA002", hostname_rule("PKA002", "container.hostname != 'b' || container.name != 'c2'", "")},
      {"PKA003", hostname_rule("PKA003", "container.hostname != 'x'", "y")}};
  const Project project({{"a.json", hosts({"a", "x", "a", "a", "x", "a"})}}, {"PKA"}, pack);
  CHECK(project.files.at("a.json") == hosts({"b", "y", "a", "b", "y", "b"}));
  CHECK(project.outcome.fixed == 5);
  REQUIRE(project.outcome.left_out.contains("PKA001"));
  CHECK(project.outcome.left_out.at("PKA001").count == 1);
  CHECK(project.outcome.left_out.at("PKA001").brings == std::set<std::string>{"PKA002"});
}

TEST_CASE("a fix that brings what weighs less than what it mends is made") {
  const std::string text =
      R"({"family": "w", "requiresCompatibilities": ["EC2"], "containerDefinitions": [{"name": "web",
  "image": "public.ecr.aws/nginx/nginx:1.27", "memory": 256, "logConfiguration": {"logDriver": "AWSLOGS", "options": {"awslogs-group": "/x", "awslogs-region": "eu-west-1"}}}]})";
  REQUIRE(counts("a.json", text)["LOG008"] == 0);
  const Mended mended = mend("a.json", text);
  CHECK(mended.text.find("\"awslogs\"") != std::string::npos);
  CHECK(counts("a.json", mended.text)["LOG008"] == 1);
  CHECK(mended.outcome.left_out.empty());
}

TEST_CASE("comments stay where they are, and nothing else goes with them") {
  const std::string begin = "{\n  \"family\": \"web\", \"requiresCompatibilities\": [\"EC2\"],\n";
  const std::string containers =
      "  \"containerDefinitions\": [{\"name\": \"web\", \"image\": \"public.ecr.aws/nginx/nginx:1.27\", "
      "\"memory\": 64}]";
  const auto tags_gone = [&](const std::string& with, const std::string& without) {
    CHECK(mend("a.jsonc", begin + with).text == begin + without);
  };
  tags_gone(containers + ", // these\n  \"tags\": []\n}\n", containers + " // these\n}\n");
  tags_gone(containers + ", # these\n  // no tags\n  \"tags\": [] // none\n}\n",
            containers + " # these\n  // no tags\n}\n");
  tags_gone("  \"tags\": [] /* none */,\n" + containers + "\n}\n", containers + "\n}\n");
  tags_gone("  \"tags\": [], // none\n" + containers + "\n}\n", containers + "\n}\n");
}

TEST_CASE("what holds under a condition is not safely mended for all") {
  const std::string text = R"(Conditions: {Prod: !Equals [!Ref AWS::Region, eu-west-1]}
Resources:
  S:
    Type: AWS::ECS::Service
    Properties:
      Cluster: c
      TaskDefinition: web:1
      SchedulingStrategy: !If [Prod, DAEMON, REPLICA]
      DesiredCount: 4
)";
  REQUIRE(counts("a.yaml", text)["HAV028"] == 1);
  CHECK(mend("a.yaml", text).text == text);
  CHECK(mend("a.yaml", text, true).text.find("DesiredCount") == std::string::npos);
  const std::string branch = R"(Conditions: {Prod: !Equals [!Ref AWS::Region, eu-west-1]}
Resources:
  T:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      ContainerDefinitions:
        - Name: w
          Image: public.ecr.aws/nginx/nginx:1.27
          Essential: !If [Prod, true, false]
          Memory: 64
)";
  CHECK(mend("a.yaml", branch).text.find("!If [Prod, true, true]") != std::string::npos);
}

TEST_CASE("a finding that another fix mends is no reason to leave one out") {
  const std::map<std::string, std::string> pack = {
      {"PKA001", hostname_rule("PKA001", "container.hostname != 'a'", "b")},
      {"PKA002", hostname_rule("PKA002", "container.hostname != 'b'", "c")}};
  const Project project({{"a.json", hosts({"a", "d"})}}, {"PKA"}, pack);
  CHECK(project.files.at("a.json") == hosts({"c", "d"}));
  CHECK(project.outcome.left_out.empty());
}

TEST_CASE("a fix that mends nothing is not made again and again") {
  const std::map<std::string, std::string> pack = {
      {"PKA001",
       hostname_rule("PKA001", "!container.hostname.startsWith('a')", "a\" + container.hostname + \"b")}};
  const Project project({{"a.json", hosts({"a", "d"})}}, {"PKA"}, pack);
  CHECK(project.files.at("a.json") == hosts({"a", "d"}));
  CHECK(project.outcome.left_out.contains("PKA001"));
}

TEST_CASE("fixes that go round in circles end") {
  const std::map<std::string, std::string> pack = {
      {"PKA001", hostname_rule("PKA001", "container.hostname != 'a'", "b")},
      {"PKA002", hostname_rule("PKA002", "container.hostname != 'b'", "a")}};
  const Project project({{"a.json", hosts({"a"})}}, {"PKA"}, pack);
  CHECK(project.files.at("a.json") == hosts({"a"}));
}

TEST_CASE("a fix is left out for what it brings to a linked file") {
  const std::string task =
      R"({"family": "web", "requiresCompatibilities": ["FARGATE"], "networkMode": "bridge", "cpu": "256",
  "memory": "512", "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]})";
  const std::string service = R"({"serviceName": "web", "taskDefinition": "web", "desiredCount": 2})";
  const Project project({{"s.json", service}, {"t.json", task}}, {"PLT001", "NET004"});
  CHECK(project.files.at("t.json") == task);
  REQUIRE(project.outcome.left_out.contains("PLT001"));
  CHECK(project.outcome.left_out.at("PLT001").brings == std::set<std::string>{"NET004"});
  const Project alone({{"t.json", task}}, {"PLT001", "NET004"});
  CHECK(alone.outcome.fixed == 1);
}

TEST_CASE("fixes of the fixtures leave no file worse") {
  for (const bool unsafe : {false, true}) {
    expect_many(check_properties_below(std::string(ECSLINT_SOURCE_DIR) + "/fixtures/rules", unsafe),
                unsafe ? 2500 : 100);
  }
}

TEST_CASE("fixes of real files leave no file worse") {
  const fs::path corpus = std::string(ECSLINT_SHARED_DIR) + "/corpus";
  if (!fs::is_directory(corpus)) {
    WARN(corpus << " is not there: nothing is tested");
    return;
  }
  for (const bool unsafe : {false, true}) {
    expect_many(check_properties_below(corpus, unsafe), unsafe ? 200 : 15);
  }
}
