// SPDX-License-Identifier: Apache-2.0
#include "lint/fixer.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <map>

#include "lint/fix_check.h"
#include "support/read_file.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"

using namespace ecslint;
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

/// How often each rule speaks.
std::map<std::string, int> counts(const std::string& path, const std::string& bytes) {
  text::MemoryFileSystem files;
  files.add(path, bytes);
  const lint::Linter linter(plain(), files);
  std::map<std::string, int> out;
  const std::string paths[] = {path};
  linter.check(paths, [&out](const lint::FileResult& result) {
    for (const finding::Finding& finding : result.findings) ++out[finding.code];
  });
  return out;
}

/// A fix never makes a file worse, and fixing twice is fixing once.
std::size_t check_properties(const fs::path& file) {
  const std::string bytes = tests::read_file(file);
  const std::string path = file.filename().string();
  const Mended once = mend(path, bytes);
  INFO(file.string());
  CHECK(once.outcome.dropped == 0);
  if (once.outcome.files.empty()) return 0;
  const auto before = counts(path, bytes);
  const auto after = counts(path, once.text);
  int fewer = 0;
  for (const auto& [code, count] : before) fewer += after.count(code) == 0 ? count : count - after.at(code);
  CHECK(fewer >= 1);
  for (const auto& [code, count] : after) {
    INFO(code << "\n" << once.text);
    CHECK(before.count(code) == 1);
    if (before.count(code) == 1) CHECK(count <= before.at(code));
  }
  CHECK(mend(path, once.text).outcome.files.empty());
  return 1;
}

bool is_input(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".json" || ending == ".yaml" || ending == ".yml";
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
  const std::string text =
      R"({"family": "web", "requiresCompatibilities": ["EC2"], "containerDefinitions": [{"name": "web", "image": "nginx:1", "memory": 64,
  "mountPoints": [{"sourceVolume": "data", "containerPath": "/data"}]}], "volumes": [{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0", "transitEncryption": "ENABLED",
  "transitEncryptionPort": 0}}]})";
  REQUIRE(counts("a.json", text)["VOL032"] == 1);
  const Mended mended = mend("a.json", text, true);
  CHECK(counts("a.json", mended.text)["VOL032"] == 1);
  CHECK(mend("a.json", mended.text, true).outcome.fixed == 0);
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
  CHECK(meant("a.json", json, {{{1, 4}, "\"z\""}}));         // a renamed
  CHECK(meant("a.json", json, {{{19, 19}, ", 3"}}));         // an element more
  CHECK(meant("a.json", json, {{{34, 34}, ", \"e\": 4"}}));  // a member more
  CHECK_FALSE(meant("a.json", json, {{{6, 7}, "1, \"b\": 2, \"c\": 3}, 0, {\"x\": 1"}}));
  CHECK_FALSE(meant("a.json", json, {{{8, 8}, "\"b\": [], \"c\": {}}"}}));
  const std::string yaml = "a: 1\nb:\n  - x\n  - y\n";
  CHECK(meant("a.yaml", yaml, {{{19, 19}, "\n  - z"}}));
  CHECK(meant("a.yaml", yaml, {{{4, 4}, "\nc: {\"d\": 1}"}}));
  CHECK_FALSE(meant("a.yaml", yaml, {{{4, 4}, "\n  c: 1"}}));  // swallowed by the scalar
  CHECK_FALSE(meant("a.yaml", yaml, {{{12, 12}, " #"}}));      // comments out
}

TEST_CASE("fixes of the fixtures leave no file worse") {
  std::size_t mended = 0;
  for (const auto& entry :
       fs::recursive_directory_iterator(std::string(ECSLINT_SOURCE_DIR) + "/fixtures/rules")) {
    if (entry.is_regular_file() && is_input(entry.path())) mended += check_properties(entry.path());
  }
  CHECK(mended > 20);
}

TEST_CASE("fixes of real files leave no file worse") {
  for (const char* folder : {"/corpus/taskdef", "/corpus/service"}) {
    const fs::path path = std::string(ECSLINT_SHARED_DIR) + folder;
    if (!fs::is_directory(path)) {
      WARN(path << " is not there: nothing is tested");
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      if (entry.is_regular_file() && is_input(entry.path())) check_properties(entry.path());
    }
  }
}
