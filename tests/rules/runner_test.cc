// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_harness.h"

using namespace ecslint;
using tests::load_problems;
using tests::rule;
using tests::Run;
using tests::task_findings;

namespace {

constexpr const char* kUser =
    "subject = 'container'\nassert = 'has(container.user)'\nat = 'container.user'\n"
    "message = 'container {container.name} has no user'";

std::string task(const std::string& containers, const std::string& more = "") {
  return "{\"family\": \"web\", " + more + "\"containerDefinitions\": [" + containers + "]}";
}

}  // namespace

TEST_CASE("a rule looks at each container and points at the nearest token") {
  CHECK(task_findings(kUser, task(R"({"name": "a", "image": "x"}, {"name": "b", "user": "1"})")) ==
        "1:53-1:56 warning ACME001 container a has no user\n");
  CHECK(task_findings("subject = 'container'\nassert = 'container.cpu < 5'\nmessage = 'cpu {container.cpu}'",
                      task(R"({"name": "a", "cpu": 7})")) == "1:65-1:66 warning ACME001 cpu 7\n");
}

TEST_CASE("defaults are read, and absent properties without one are skipped by their guard") {
  CHECK(
      task_findings(
          "subject = 'container'\nassert = '!container.essential'\nat = 'container.essential'\nmessage = 'm'",
          task(R"({"name": "a"})")) == "1:53-1:56 warning ACME001 m\n");
  const char* keys =
      "subject = 'container'\nwhen = 'has(container.user)'\nassert = 'container.user != \"root\"'\nmessage = "
      "'m'";
  CHECK(task_findings(keys, task(R"({"name": "a"})")) == "");
  CHECK(task_findings(keys, task(R"({"name": "a", "user": "root"})")) == "1:66-1:72 warning ACME001 m\n");
}

TEST_CASE("a rule of several subjects runs on each of them") {
  Run run(
      rule("subject = ['container', 'daemonContainer']\noptions = { least = 5 }\n"
           "when = 'taskDefinition.?networkMode.orValue(\"none\") != \"host\"'\n"
           "assert = 'container.cpu >= options.least'\nat = 'container.cpu'\n"
           "message = 'cpu {container.cpu} of {taskDefinition.family}'"));
  run.add(model::Kind::kTaskDefinition, "a.json", task(R"({"name": "a", "cpu": 1})"));
  run.add(model::Kind::kDaemonTaskDefinition, "b.json", task(R"({"name": "a", "cpu": 2})"));
  run.add(model::Kind::kService, "c.json", R"({"serviceName": "c"})");
  CHECK(run.findings() == "1:65-1:66 warning ACME001 cpu 1 of web\n1:65-1:66 warning ACME001 cpu 2 of web\n");
  CHECK(run.set().size() == 1);
  const std::vector<std::string_view> subjects = {"container", "daemonContainer"};
  CHECK(run.set().info(0).subjects() == subjects);
  auto states = rules::Plan::defaults(run.set());
  states[0].enabled = false;
  CHECK(run.results(states).findings.empty());
}

TEST_CASE("resource is the resource in rules of every subject") {
  Run run(
      rule("subject = ['service', 'cluster']\nwhen = 'has(resource.tags)'\neach = 'resource.tags'\n"
           "assert = 'item.?key.orValue(\"\") == \"owner\"'\nat = 'item.key'\nmessage = 'm'"));
  run.add(model::Kind::kService, "a.json", R"({"tags": [{"key": "owner"}, {"key": "x"}]})");
  run.add(model::Kind::kCluster, "b.json", R"({"tags": [{"key": "y"}]})");
  run.add(model::Kind::kCluster, "c.json", R"({"clusterName": "c"})");
  CHECK(run.findings() == "1:37-1:40 warning ACME001 m\n1:19-1:22 warning ACME001 m\n");
  CHECK(load_problems(rule("subject = 'service'\nassert = 'has(resource.tgas)'\nmessage = 'm'"))
            .find("service has no property 'tgas'") != std::string::npos);
}

TEST_CASE("each repeats for every element, with when and let about the element") {
  const char* keys =
      "subject = 'container'\neach = 'container.portMappings'\nlet = { host = 'item.hostPort', twice = 'host "
      "* 2' }\n"
      "when = 'has(item.hostPort)'\nassert = 'twice < 100'\nat = 'item.hostPort'\nmessage = 'twice {twice}'";
  CHECK(
      task_findings(
          keys,
          task(
              R"({"name": "a", "portMappings": [{"hostPort": 80}, {}, {"hostPort": 5}, {"hostPort": 60}]})")) ==
      "1:88-1:90 warning ACME001 twice 160\n1:127-1:129 warning ACME001 twice 120\n");
  CHECK(task_findings(keys, task(R"({"name": "a"})")) == "");
}

TEST_CASE("an unknown condition reports nothing and is noted with its reason") {
  Run run(rule("subject = 'container'\nassert = 'container.cpu < 5'\nat = 'container.cpu'\nmessage = 'm'"));
  run.add(model::Kind::kTaskDefinition, "a.json", task(R"({"name": "a", "cpu": ${CPU}})"));
  const auto results = run.results();
  CHECK(results.findings.empty());
  REQUIRE(results.undecided.size() == 1);
  CHECK(results.undecided[0].reason.find("${CPU}") != std::string::npos);
  CHECK(results.undecided[0].path() == "containerDefinitions[\"a\"].cpu");
  CHECK(tests::where(results.undecided[0].place()) == "1:65-1:71");
}

TEST_CASE("the reason of what was computed outlives the computing") {
  Run run(
      rule("subject = 'container'\nassert = 'image.parse(container.image).account == "
           "\"111122223333\"'\nmessage = 'm'"));
  for (const char* word : {"FIRST_ACCOUNT_ID", "OTHER_ACCOUNT_ID", "THIRD_ACCOUNT_ID"}) {
    const std::string image = std::string(word) + ".dkr.ecr.eu-west-1.amazonaws.com/job:1";
    run.add(model::Kind::kTaskDefinition, "a.json", task(R"({"name": "a", "image": ")" + image + "\"}"));
  }
  const auto results = run.results();
  REQUIRE(results.undecided.size() == 3);
  CHECK(results.undecided[0].reason == "placeholder FIRST_ACCOUNT_ID");
  CHECK(results.undecided[1].reason == "placeholder OTHER_ACCOUNT_ID");
  CHECK(results.undecided[2].reason == "placeholder THIRD_ACCOUNT_ID");
}

TEST_CASE("a rule that ends in an error is a finding of its own") {
  const std::string got =
      task_findings("subject = 'container'\nassert = '1 / container.cpu == 1'\nmessage = 'm'",
                    task(R"({"name": "a", "cpu": 0})"));
  CHECK(got.find("1:53-1:56 warning CFG102 rule ACME001 could not be decided: ") == 0);
  CHECK(got.find("(ACME001-some-rule.toml:6:11)") != std::string::npos);
}

TEST_CASE("what a partial resource does not hold is unknown") {
  Run run(
      rule("subject = 'taskDefinition'\nwhen = 'has(taskDefinition.cpu)'\nassert = 'false'\nmessage = 'm'"));
  const auto& resource = run.add(model::Kind::kTaskDefinition, "a.json", task(R"({"name": "a"})"));
  CHECK(run.results().findings.empty());
  CHECK(run.results().undecided.empty());
  resource.node->set(doc::Node::kOpen);
  CHECK(run.results().findings.empty());
  CHECK(run.results().undecided.size() == 1);
}

TEST_CASE("options come from the rule and are overridden by configuration; data from the pack") {
  Run run(rule("subject = 'container'\noptions = { most = 5 }\nassert = 'container.cpu <= options.most + "
               "data.table.more'\n"
               "at = 'container.cpu'\nmessage = 'over {options.most}'"),
          "more = 10\n");
  run.add(model::Kind::kTaskDefinition, "a.json", task(R"({"name": "a", "cpu": 20})"));
  CHECK(run.findings() == "1:65-1:67 warning ACME001 over 5\n");
  doc::Document config(text::Source("c.json", "{\"most\": 10, \"mst\": 1}"));
  std::vector<finding::Finding> none;
  syntax_json::parse_json(config, none);
  auto states = rules::Plan::defaults(run.set());
  states[0].options = &config.roots()[0];
  states[0].level = finding::Level::kError;
  CHECK(run.results(states).findings.empty());
  CHECK(rules::option_problem(run.set(), 0, config.roots()[0].members()[0]) == std::nullopt);
  CHECK(rules::option_problem(run.set(), 0, config.roots()[0].members()[1]) ==
        "ACME001 has no option mst: did you mean most?");
  states[0].enabled = false;
  CHECK(run.results(states).findings.empty());
}

TEST_CASE("links: found, not in the run, and several that tie") {
  const std::string keys = rule(
      "subject = 'service'\nassert = 'taskDefinition.?networkMode.orValue(\"bridge\") == \"awsvpc\"'\n"
      "at = 'service.taskDefinition'\nrelated = [{ at = 'taskDefinition.networkMode', note = 'here' "
      "}]\nmessage = 'm'");
  const std::string service = "{\"serviceName\": \"s\", \"taskDefinition\": \"web\"}";
  const std::string bridge = "{\"family\": \"web\", \"networkMode\": \"bridge\"}";
  const std::string awsvpc = "{\"family\": \"web\", \"networkMode\": \"awsvpc\"}";
  SECTION("found, with a related place in the other file") {
    Run run(keys);
    run.add(model::Kind::kService, "s.json", service);
    run.add(model::Kind::kTaskDefinition, "t.json", bridge);
    const auto results = run.results();
    REQUIRE(tests::lines_of(results.findings) == "1:40-1:45 warning ACME001 m\n");
    CHECK(results.findings[0].path == "taskDefinition");
    CHECK(results.findings[0].resource_kind == "service");
    CHECK(results.findings[0].resource_name == "s");
    REQUIRE(results.findings[0].related.size() == 1);
    CHECK(results.findings[0].related[0].place.source->name() == "t.json");
  }
  SECTION("not in the run is undecided") {
    Run run(keys);
    run.add(model::Kind::kService, "s.json", service);
    const auto results = run.results();
    CHECK(results.findings.empty());
    REQUIRE(results.undecided.size() == 1);
    CHECK_FALSE(results.undecided[0].reason.empty());
    CHECK(results.undecided[0].path() == "");
  }
  SECTION("several: only what holds for all") {
    for (const std::string& other : {bridge, awsvpc}) {
      Run run(keys);
      run.add(model::Kind::kService, "s.json", service);
      run.add(model::Kind::kTaskDefinition, "t.json", bridge);
      run.add(model::Kind::kTaskDefinition, "u.json", other);
      CHECK(run.results().findings.size() == (&other == nullptr || other == bridge ? 1u : 0u));
    }
  }
}

TEST_CASE("fixes are edits of the file") {
  Run run(
      rule("subject = 'container'\nassert = 'container.readonlyRootFilesystem'\nat = "
           "'container.readonlyRootFilesystem'\n"
           "message = 'm'\n[fix]\ntitle = 'Set it for {container.name}'\nsafe = true\n"
           "[[fix.edit]]\nset = { at = 'container.readonlyRootFilesystem', value = 'true' }\n"
           "[[fix.edit]]\nset = { at = 'container.linuxParameters.initProcessEnabled', value = "
           "'container.cpu > 1' }"));
  const auto& resource =
      run.add(model::Kind::kTaskDefinition, "a.json",
              task("{\"name\": \"a\", \"linuxParameters\": {}, \"readonlyRootFilesystem\": false}"));
  const auto results = run.results();
  REQUIRE(results.findings.size() == 1);
  REQUIRE(results.findings[0].fix);
  CHECK(results.findings[0].fix->title == "Set it for a");
  CHECK(results.findings[0].fix->safe);
  std::vector<text::Edit> edits;
  for (const auto& edit : results.findings[0].fix->edits) edits.push_back(edit.edit);
  CHECK(text::apply_edits(resource.document->source().bytes(), edits).value() ==
        task("{\"name\": \"a\", \"linuxParameters\": {\"initProcessEnabled\": false}, "
             "\"readonlyRootFilesystem\": true}"));
}

TEST_CASE("what rules ask in common is asked of each with its own names") {
  const auto pack = [](const std::string& first, const std::string& second) {
    text::MemoryFileSystem files;
    const auto rule = [](const std::string& code, const std::string& keys) {
      return "code = '" + code + "'\nname = 'rule-" + (code == "ACME001" ? "a" : "b") +
             "'\nsummary = 'A rule'\nseverity = 'warning'\nmessage = 'm'\n" + keys;
    };
    files.add("pack/ACME001-rule-a.toml", rule("ACME001", first));
    files.add("pack/ACME002-rule-b.toml", rule("ACME002", second));
    auto loaded = rules::load_pack(files, "pack", rules::PackKind::kUser, rules::builtin_schemas());
    INFO(tests::lines_of(loaded.problems));
    REQUIRE(loaded.ok());
    return std::make_shared<rules::Pack>(std::move(loaded.image));
  };
  const std::string json =
      task(R"({"name": "a", "cpu": 1, "command": ["x", "yy"]}, {"name": "b", "cpu": 9})");

  SECTION("lets of one text in different places") {
    Run run(
        pack("subject = 'container'\nlet = { zero = '0', most = 'container.cpu + 1' }\n"
             "when = 'most > 5'\nassert = 'zero > 0'\nat = 'container.cpu'",
             "subject = 'container'\nlet = { most = 'container.cpu + 1', none = '0' }\n"
             "when = 'most > 5'\nassert = 'none > 0'\nat = 'container.cpu'"));
    run.add(model::Kind::kTaskDefinition, "a.json", json);
    CHECK(run.findings() == "1:114-1:115 warning ACME001 m\n1:114-1:115 warning ACME002 m\n");
  }
  SECTION("one name for different things") {
    Run run(
        pack("subject = 'container'\nlet = { most = '100' }\nwhen = 'container.cpu < most'\n"
             "assert = 'false'\nat = 'container.cpu'",
             "subject = 'container'\nlet = { most = '5' }\nwhen = 'container.cpu < most'\n"
             "assert = 'false'\nat = 'container.cpu'"));
    run.add(model::Kind::kTaskDefinition, "a.json", json);
    CHECK(run.findings() ==
          "1:65-1:66 warning ACME001 m\n1:65-1:66 warning ACME002 m\n1:114-1:115 warning ACME001 m\n");
  }
  SECTION("options are a rule's own, and lists may be shared") {
    Run run(
        pack("subject = 'container'\noptions = { least = 2 }\neach = 'container.command'\n"
             "when = 'size(item) >= options.least'\nassert = 'false'",
             "subject = 'container'\noptions = { least = 1 }\neach = 'container.command'\n"
             "when = 'size(item) >= options.least'\nassert = 'false'"));
    run.add(model::Kind::kTaskDefinition, "a.json", json);
    CHECK(run.findings() ==
          "1:80-1:83 warning ACME002 m\n1:85-1:89 warning ACME001 m\n1:85-1:89 warning ACME002 m\n");
  }
}
