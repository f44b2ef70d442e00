// SPDX-License-Identifier: Apache-2.0
#include "lint/linter.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>

#include "text/line_index.h"

using namespace ecslint;
using lint::FileResult;
using lint::Linter;
using lint::Options;
using lint::Summary;
using lint::Verdict;

namespace {

constexpr std::string_view kTask = R"({
  "family": "web",
  "executionRoleArn": "arn:aws:iam::123456789012:role/same",
  "taskRoleArn": "arn:aws:iam::123456789012:role/same",
  "containerDefinitions": [{"name": "web", "image": "nginx:1.27"}]
})";

Options plain_options() {
  Options options;
  options.git = false;
  return options;
}

/// What a run said: one line a finding, "file:line:column level CODE".
struct Said {
  std::vector<std::string> lines;
  std::vector<std::string> messages;
  std::map<std::string, Verdict> verdicts;
  std::map<std::string, std::string> what;
  Summary summary;

  bool has(std::string_view part) const {
    for (const auto& line : lines) {
      if (line.find(part) != std::string::npos) return true;
    }
    return false;
  }
};

Said run(const text::FileSystem& files, std::vector<std::string> paths, Options options = plain_options()) {
  const Linter linter(std::move(options), files);
  REQUIRE(linter.problems().empty());
  Said said;
  said.summary = linter.check(paths, [&](const FileResult& result) {
    said.verdicts[std::string(result.file)] = result.verdict;
    said.what[std::string(result.file)] = result.what;
    for (const auto& finding : result.findings) {
      const text::LineIndex lines(finding.place.source->bytes());
      const auto at = lines.position(finding.place.range.begin);
      said.lines.push_back(finding.place.source->name() + ":" + std::to_string(at.line) + ":" +
                           std::to_string(at.column) + " " + std::string(to_string(finding.level)) + " " +
                           finding.code);
      said.messages.push_back(finding.message);
    }
  });
  return said;
}

text::MemoryFileSystem one(std::string name, std::string_view text) {
  text::MemoryFileSystem files;
  files.add(std::move(name), std::string(text));
  return files;
}

}  // namespace

TEST_CASE("a task definition is found in a folder and checked") {
  const auto files = one("a/task.json", kTask);
  const Said said = run(files, {"a"});
  CHECK(said.summary.files == 1);
  CHECK(said.verdicts.at("a/task.json") == Verdict::kEcs);
  CHECK(said.what.at("a/task.json") == "task definition");
  CHECK(said.has("a/task.json:4:18 warning IAM001"));
}

TEST_CASE("the same in YAML gives the same findings") {
  const auto files = one("a/task.yaml", R"(family: web
executionRoleArn: arn:aws:iam::123456789012:role/same
taskRoleArn: arn:aws:iam::123456789012:role/same
containerDefinitions:
  - name: web
    image: nginx:1.27
)");
  CHECK(run(files, {"a"}).has("a/task.yaml:3:14 warning IAM001"));
}

TEST_CASE("schema mistakes are findings, at the level of who reads the file") {
  const auto files = [](std::string_view text) { return one("a.json", text); };
  const Said api =
      run(files(R"({"family": "web", "containerDefinitions": [{"name": "a", "image": "i", "imgae": 1}]})"),
          {"a.json"});
  CHECK(api.has("a.json:1:72 error SCH001"));
  const Said bare = run(files(R"([{"name": "a", "image": "i", "essential": true, "imgae": 1}])"), {"a.json"});
  CHECK(bare.has("a.json:1:49 warning SCH001"));
  const Said written =
      run(files(R"({"family": "web", "revision": 3, "containerDefinitions": [{"name": "a", "image": "i"}]})"),
          {"a.json"});
  CHECK(written.has("a.json:1:19 warning SCH008"));
  const Said described = run(
      files(
          R"({"taskDefinition": {"taskDefinitionArn": "arn:aws:ecs:eu-west-1:123456789012:task-definition/web:3", "family": "web",
    "revision": 3, "containerDefinitions": [{"name": "a", "image": "i"}]}})"),
      {"a.json"});
  CHECK_FALSE(described.has("SCH"));
}

TEST_CASE("an Express service has a container and its role, or a task definition") {
  const auto said = [](std::string_view text) { return run(one("a.json", text), {"a.json"}); };
  const Said own = said(R"({"infrastructureRoleArn": "r", "taskDefinitionArn": "t"})");
  CHECK_FALSE(own.has("SCH"));
  const Said no_role = said(R"({"infrastructureRoleArn": "r", "primaryContainer": {"image": "i"}})");
  CHECK(no_role.has("a.json:1:1 warning SCH002"));
  const Said described = said(R"({"serviceArn": "s", "activeConfigurations": []})");
  CHECK_FALSE(described.has("SCH"));
}

TEST_CASE("a fragment may lack what others add to it") {
  const auto said = [](std::string_view text) { return run(one("a.json", text), {"a.json"}); };
  CHECK_FALSE(
      said(R"({"image": "i", "essential": true, "portMappings": null, "cpu": 1, "links": null})").has("SCH"));
  CHECK_FALSE(said(R"([{"name": "a", "image": "i", "essential": true, "dnsServers": null}])").has("SCH"));
  CHECK(said(R"({"family": "web", "containerDefinitions": [{"name": "a", "image": "i", "links": null}]})")
            .has("SCH011"));
}

TEST_CASE("a null that the schema has reported reads as absent") {
  const Said said = run(one("a.json", R"({"family": "web", "containerDefinitions": [
    {"name": "a", "image": "i:1", "user": null, "firelensConfiguration": null, "linuxParameters": null}]})"),
                        {"a.json"});
  CHECK(said.has("warning SCH011"));
  CHECK_FALSE(said.has("LOG009"));
  CHECK(said.has("CTR002"));
}

TEST_CASE("a refused null is no key of what holds it either") {
  const Said said = run(one("a.json", R"({"family": "web", "requiresCompatibilities": ["FARGATE"],
    "containerDefinitions": [{"name": "a", "image": "i:1", "dnsServers": null, "links": ["b"]}]})"),
                        {"a.json"});
  CHECK(said.has("SCH011"));
  CHECK(said.has("PLT002"));
  CHECK_FALSE(said.has("CFG102"));
}

TEST_CASE("a broken file counts only when it is marked as ECS") {
  text::MemoryFileSystem files;
  files.add("a/broken.json", R"({"family": "web", "containerDefinitions": [{"name": "a" "image": "i"}]})");
  files.add("a/tsconfig.json", R"({"compilerOptions": {,}})");
  files.add("a/chart.yaml", "{{- if .Values.x }}\nserviceName: {{ .y }\n  - a\n b");
  const Said said = run(files, {"a"});
  CHECK(said.summary.unreadable == 1);
  CHECK(said.summary.files == 1);
  CHECK(said.has("a/broken.json:1:"));
  CHECK(said.verdicts.size() == 1);
}

TEST_CASE("what is something else is counted by name") {
  text::MemoryFileSystem files;
  files.add("a/pod.json", R"({"apiVersion": "v1", "kind": "Pod", "serviceName": "x"})");
  files.add("a/package.json", R"({"name": "x", "version": "1", "scripts": {}})");
  const Said said = run(files, {"a"});
  CHECK(said.summary.files == 0);
  CHECK(said.summary.others.at("Kubernetes manifest") == 1);
  CHECK(said.summary.others.at("nothing of ECS") == 1);
  CHECK(said.verdicts.empty());
  Options named = plain_options();
  named.name_others = true;
  CHECK(run(files, {"a"}, named).summary.others.at("package.json") == 1);
}

TEST_CASE("a file that is not there is unreadable") {
  const text::MemoryFileSystem files;
  const Said said = run(files, {"gone.json"});
  CHECK(said.summary.unreadable == 1);
  CHECK(said.has("gone.json:1:1 error SYN013"));
}

TEST_CASE("rules are selected by code, prefix and name; profiles move levels") {
  const auto files = one("task.json", kTask);
  Options options = plain_options();
  options.ignore = {"task-role-is-execution-role"};
  CHECK_FALSE(run(files, {"."}, options).has("IAM001"));
  options.ignore = {};
  options.select = {"IAM"};
  const Said only = run(files, {"."}, options);
  CHECK(only.lines == std::vector<std::string>{"task.json:4:18 warning IAM001"});
  options.select = {};
  options.profile = "minimal";
  CHECK(run(files, {"."}, options).summary.warnings == 0);
  options.profile = "strict";
  const Said strict = run(files, {"."}, options);
  CHECK(strict.summary.infos == 0);
  CHECK(strict.summary.warnings > 1);
}

TEST_CASE("mistakes of a configuration and files that cannot be read have fingerprints, too") {
  text::MemoryFileSystem files;
  files.add("ecslint.toml", "profle = 1\n");
  files.add("a.json", std::string(kTask));
  const Linter linter(plain_options(), files);
  std::map<std::string, int> seen;
  const std::string paths[] = {".", "gone.json"};
  linter.check(paths, [&seen](const FileResult& result) {
    for (const auto& finding : result.findings) {
      CHECK(finding.fingerprint != 0);
      ++seen[finding.code];
    }
  });
  CHECK(seen["SYN013"] == 1);
  CHECK(std::ranges::any_of(seen, [](const auto& row) { return row.first.starts_with("CFG"); }));
}

TEST_CASE("a word that names no rule is a problem") {
  const text::MemoryFileSystem files;
  Options options = plain_options();
  options.select = {"IAM0O1"};
  const Linter linter(options, files);
  REQUIRE(linter.problems().size() == 1);
  CHECK(linter.problems()[0].message == "no rule is called \"IAM0O1\": did you mean \"IAM001\"?");
}

TEST_CASE("the nearest ecslint.toml applies; its mistakes have their place") {
  text::MemoryFileSystem files;
  files.add("a/task.json", std::string(kTask));
  files.add("b/task.json", std::string(kTask));
  files.add("a/ecslint.toml", "[rules.IAM001]\nseverity = \"error\"\n");
  files.add("b/ecslint.toml", "ignore = [\"IAM001\"]\nprofil = \"strict\"\n");
  const Said said = run(files, {"."});
  CHECK(said.has("a/task.json:4:18 error IAM001"));
  CHECK_FALSE(said.has("b/task.json:4:18"));
  CHECK(said.has("b/ecslint.toml:2:1 error CFG002"));
  CHECK(said.summary.configuration == 1);
  Options none = plain_options();
  none.no_config = true;
  CHECK(run(files, {"."}, none).has("b/task.json:4:18 warning IAM001"));
}

TEST_CASE("findings have fingerprints that survive edits and moves") {
  const auto prints = [](std::string name, std::string text) {
    text::MemoryFileSystem files = one(name, text);
    const Linter linter(plain_options(), files);
    std::vector<std::uint64_t> out;
    const std::vector<std::string> paths = {name};
    linter.check(paths, [&](const FileResult& result) {
      for (const auto& finding : result.findings) {
        if (finding.code == "SCH001") out.push_back(finding.fingerprint);
      }
    });
    return out;
  };
  const auto text = [](std::string before, std::string value) {
    return "{" + before +
           "\"family\": \"web\", \"containerDefinitions\": [{\"name\": \"a\", \"image\": \"i\", \"zzz\": " +
           value + "}]}";
  };
  const auto first = prints("a.json", text("", "1"));
  REQUIRE(first.size() == 1);
  CHECK(first == prints("b/c.json", text("\n\n\"cpu\": \"256\", ", "\"secret\"")));
}

TEST_CASE("rules do not go on for ever over what is huge, and it is said where they stopped") {
  std::string containers;
  for (int i = 0; i < 400; ++i) {
    containers +=
        R"({"name": "c)" + std::to_string(i) + R"(", "image": "nginx:1", "memory": 64, "dependsOn": [)";
    for (int j = 0; j < 400; ++j)
      containers += R"({"containerName": "x)" + std::to_string(j) + R"(", "condition": "START"},)";
    containers.back() = ']';
    containers += "},";
  }
  containers.pop_back();
  text::MemoryFileSystem files;
  files.add("huge.json", R"({"family": "huge", "containerDefinitions": [)" + containers + "]}");
  files.add("small.json", std::string(kTask));
  const Said said = run(files, {"huge.json", "small.json"});
  CHECK(std::ranges::any_of(said.messages, [](const std::string& message) {
    return message.find("rules are not asked to the end") != std::string::npos;
  }));
  CHECK(said.has("small.json:"));
  CHECK(std::ranges::none_of(said.lines, [](const std::string& line) {
    return line.starts_with("small.json") && line.find("SYN006") != std::string::npos;
  }));
}

TEST_CASE("ten thousand results come in the order of names, whatever the threads") {
  text::MemoryFileSystem files;
  for (int i = 0; i < 1200; ++i) {
    std::string text(kTask);
    text.replace(text.find("web"), 3, "web" + std::to_string(i));
    files.add("many/" + std::to_string(i) + ".json", text);
  }
  files.add("many/service.json", R"({"serviceName": "s", "taskDefinition": "web7", "desiredCount": 1})");
  Options serial = plain_options();
  serial.jobs = 1;
  Options parallel = plain_options();
  parallel.jobs = 3;
  const Said a = run(files, {"many"}, serial);
  const Said b = run(files, {"many"}, parallel);
  CHECK(a.summary.files == 1201);
  CHECK(a.lines == b.lines);
  CHECK(a.messages == b.messages);
  CHECK(a.lines.size() >= 1200);
}

TEST_CASE("a text that is no file is checked by its name") {
  text::MemoryFileSystem files;
  files.add("p/ecslint.toml", "[rules.IAM001]\nseverity = \"error\"\n");
  const Linter linter(plain_options(), files);
  std::vector<std::string> codes;
  const auto check = [&](std::string name) {
    codes.clear();
    return linter.check_source(text::Source(std::move(name), kTask), [&](const FileResult& result) {
      for (const auto& finding : result.findings) {
        if (finding.code == "IAM001") codes.push_back(std::string(to_string(finding.level)));
      }
    });
  };
  CHECK(check("-").files == 1);
  CHECK(codes == std::vector<std::string>{"warning"});
  CHECK(check("p/task.json").files == 1);
  CHECK(codes == std::vector<std::string>{"error"});
}
