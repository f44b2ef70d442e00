// SPDX-License-Identifier: Apache-2.0
// Links, roots and secrets across files, with a rule pack made for it.
#include <catch2/catch.hpp>
#include <map>

#include "lint/linter.h"

using namespace ecslint;
using lint::FileResult;
using lint::Linter;
using lint::Options;

namespace {

constexpr std::string_view kServiceRule = R"x(
code = "ACME001"
name = "acme-network-mode"
summary = "The task of a service must use awsvpc"
severity = "error"
subject = "service"
when = "has(taskDefinition.networkMode)"
assert = "taskDefinition.networkMode == 'awsvpc'"
at = "service.serviceName"
related = [{ at = "taskDefinition.networkMode", note = "it is set here" }]
message = "network mode is {taskDefinition.networkMode}"
help = "Use awsvpc."
since = "0.1"
)x";

constexpr std::string_view kUsedRule = R"x(
code = "ACME002"
name = "acme-used"
summary = "A task definition must be used by a service"
severity = "warning"
subject = "taskDefinition"
assert = "size(services) > 0"
at = "taskDefinition.family"
message = "nothing runs {taskDefinition.family}"
help = "Remove it."
since = "0.1"
)x";

std::string task(std::string_view family, std::string_view mode) {
  return R"({"family": ")" + std::string(family) + R"(", "networkMode": ")" + std::string(mode) +
         R"(", "containerDefinitions": [{"name": "a", "image": "i"}]})";
}

std::string service(std::string_view reference) {
  return R"({"serviceName": "s", "desiredCount": 1, "taskDefinition": ")" + std::string(reference) + R"("})";
}

text::MemoryFileSystem with_pack() {
  text::MemoryFileSystem files;
  files.add("pack/ACME001-acme-network-mode.toml", std::string(kServiceRule));
  files.add("pack/ACME002-acme-used.toml", std::string(kUsedRule));
  return files;
}

Options acme() {
  Options options;
  options.git = false;
  options.rule_packs = {"pack"};
  options.select = {"ACME"};
  return options;
}

using Lines = std::vector<std::string>;

/// "file CODE message" of every finding, with the file of a related place.
Lines said(const text::FileSystem& files, std::vector<std::string> paths, Options options = acme()) {
  const Linter linter(std::move(options), files);
  for (const auto& problem : linter.problems()) FAIL(problem.message);
  Lines lines;
  linter.check(paths, [&](const FileResult& result) {
    for (const auto& finding : result.findings) {
      std::string line = std::string(result.file) + " " + finding.code + " " + finding.message;
      for (const auto& related : finding.related) line += " (" + related.place.source->name() + ")";
      lines.push_back(std::move(line));
    }
  });
  return lines;
}

}  // namespace

TEST_CASE("a service is judged with its task definition") {
  auto files = with_pack();
  files.add("a/service.json", service("web:3"));
  files.add("a/task.json", task("web", "bridge"));
  files.add("a/other.json", task("other", "host"));
  CHECK(said(files, {"a"}) == Lines{"a/service.json ACME001 network mode is bridge (a/task.json)"});
}

TEST_CASE("of several task definitions the nearest counts; of equals only what holds for all") {
  auto files = with_pack();
  files.add("a/dev/service.json", service("web"));
  files.add("a/dev/task.json", task("web", "awsvpc"));
  files.add("a/prod/task.json", task("web", "bridge"));
  CHECK(said(files, {"a"}).empty());
  files.add("a/service.json", service("web"));
  CHECK(said(files, {"a"}).empty());
  files.add("a/dev/task.json", task("web", "bridge"));
  CHECK(said(files, {"a"}).size() == 2);
}

TEST_CASE("a link stays inside one root") {
  auto files = with_pack();
  files.add("a/service.json", service("web"));
  files.add("a/ecslint.toml", "");
  files.add("b/task.json", task("web", "bridge"));
  CHECK(said(files, {"a", "b"}).empty());
}

TEST_CASE("when only a service is named, its task definition is read but not reported") {
  auto files = with_pack();
  files.add("p/ecslint.toml", "");
  files.add("p/services/service.json", service("web"));
  files.add("p/tasks/task.json", task("web", "bridge"));
  CHECK(said(files, {"p/services/service.json"}) ==
        Lines{"p/services/service.json ACME001 network mode is bridge (p/tasks/task.json)"});
  CHECK(said(files, {"p/tasks/task.json"}).empty());
}

TEST_CASE("without an ecslint.toml or a repository nothing around a named file is read") {
  auto files = with_pack();
  files.add("p/service.json", service("web"));
  files.add("p/task.json", task("web", "bridge"));
  CHECK(said(files, {"p/service.json"}).empty());
  CHECK(said(files, {"p/service.json", "p/task.json"}).size() == 1);
  files.add("p/.git/config", "");
  CHECK(said(files, {"p/service.json"}).size() == 1);
  Options alone = acme();
  alone.isolated = true;
  CHECK(said(files, {"p/service.json"}, alone).empty());
  CHECK(said(files, {"p"}, alone).size() == 1);
}

TEST_CASE("ecslint.toml can link what no name links") {
  auto files = with_pack();
  files.add("p/service.json", service("${TASK}"));
  files.add("p/tasks/web.json", task("web", "bridge"));
  CHECK(said(files, {"p"}).empty());
  files.add("p/ecslint.toml", "[[link]]\nservice = \"*.json\"\ntask-definition = \"tasks/web.json\"\n");
  CHECK(said(files, {"p"}) == Lines{"p/service.json ACME001 network mode is bridge (p/tasks/web.json)"});
}

TEST_CASE("who points at me is known only where the root is closed") {
  auto files = with_pack();
  files.add("p/task.json", task("web", "awsvpc"));
  CHECK(said(files, {"p"}).empty());
  files.add("p/ecslint.toml", "closed = true\n");
  CHECK(said(files, {"p"}) == Lines{"p/task.json ACME002 nothing runs web"});
  CHECK(said(files, {"p/task.json"}) == Lines{"p/task.json ACME002 nothing runs web"});
  files.add("p/service.json", service("web"));
  CHECK(said(files, {"p"}).empty());
  CHECK(said(files, {"p/task.json"}).empty());
}

TEST_CASE("explain-file says what a file is, why, and what it runs") {
  auto files = with_pack();
  files.add("p/ecslint.toml", "");
  files.add("p/service.json", service("web"));
  files.add("p/task.json", task("web", "bridge"));
  files.add("p/pod.json", R"({"apiVersion": "v1", "kind": "Pod"})");
  files.add("p/plain.json", R"({"a": 1})");
  const Linter linter(acme(), files);
  const auto service = lint::explain_file(linter, "p/service.json");
  CHECK(service.verdict == lint::Verdict::kEcs);
  CHECK(service.what == "service");
  CHECK(service.why == "it has serviceName and other properties of a service");
  CHECK(service.config == "p/ecslint.toml");
  CHECK(service.root == "p");
  CHECK(service.links == Lines{"service \"s\" → taskDefinition: task definition \"web\" in p/task.json"});
  CHECK(lint::explain_file(linter, "p/pod.json").what == "Kubernetes manifest");
  CHECK(lint::explain_file(linter, "p/pod.json").verdict == lint::Verdict::kOther);
  CHECK(lint::explain_file(linter, "p/plain.json").why == "it has nothing that ECS files have");
  CHECK(lint::explain_file(linter, "p/gone.json").verdict == lint::Verdict::kUnreadable);
}

TEST_CASE("a mistake in a rule pack is a problem with its place") {
  text::MemoryFileSystem files;
  std::string rule(kServiceRule);
  rule.replace(rule.find("networkMode =="), 11, "netwrokMode");
  files.add("pack/ACME001-acme-network-mode.toml", rule);
  const Linter linter(acme(), files);
  REQUIRE_FALSE(linter.problems().empty());
  CHECK(linter.problems()[0].place.source->name() == "pack/ACME001-acme-network-mode.toml");
}

TEST_CASE("a secret is masked in every message and view of its file, also when its rule is ignored") {
  const std::string secret =
      "Tr0ub4dor"
      "&3xample";
  text::MemoryFileSystem files;
  files.add("task.json",
            R"({"family": "web", "containerDefinitions": [{"name": "a", "image": "i", "environment": [
    {"name": "DB_PASSWORD", "value": ")" +
                secret + R"("}], "workingDirectory": ")" + secret + R"("}]})");
  for (const bool ignored : {false, true}) {
    Options options;
    options.git = false;
    if (ignored) options.ignore = {"SEC"};
    const Linter linter(options, files);
    const std::vector<std::string> paths = {"task.json"};
    std::size_t found = 0;
    linter.check(paths, [&](const FileResult& result) {
      const lint::RedactedView view = result.view(*result.source);
      const auto whole = text::Range{0, static_cast<text::Offset>(result.source->bytes().size())};
      CHECK(view.text(whole).find(secret) == std::string::npos);
      CHECK(view.text(whole).find("DB_PASSWORD") != std::string::npos);
      CHECK(view.mask("x" + secret) == "x****");
      for (const auto& finding : result.findings) {
        CHECK(finding.message.find(secret) == std::string::npos);
        if (finding.code == "SEC001") ++found;
      }
    });
    CHECK(found == (ignored ? 0 : 1));
  }
}
