// SPDX-License-Identifier: Apache-2.0
#include "lint/configuration.h"

#include <catch2/catch.hpp>

#include "lint/linter.h"

using namespace ecslint;
using lint::Configuration;
using lint::matches_pattern;

namespace {

Configuration read(std::string text) {
  text::MemoryFileSystem files;
  files.add("conf/ecslint.toml", std::move(text));
  return lint::read_configuration(files, "conf/ecslint.toml");
}

/// The only problem's code, place and message.
std::string problem(std::string text) {
  const Configuration configuration = read(std::move(text));
  if (configuration.problems.size() != 1) return std::to_string(configuration.problems.size()) + " problems";
  const finding::Finding& finding = configuration.problems[0];
  const auto range = finding.place.range;
  return finding.code + " " + std::string(finding.place.source->bytes().substr(range.begin, range.size())) +
         " | " + finding.message;
}

}  // namespace

TEST_CASE("every key of ecslint.toml is read") {
  const Configuration c = read(R"(
profile = "strict"
select = ["SEC", "NET003"]
ignore = ["untagged-image"]
closed = true
parameters = { Env = "prod", Count = 2, Public = false, Subnets = ["subnet-a", "subnet-b"] }
[rules.IMG001]
severity = "info"
options = { registries = ["r"] }
[rules.LOG]
severity = "off"
[[link]]
service = "services/*.json"
task-definition = "tasks/web.json"
[[role]]
name = "web"
trust = "iam/trust.json"
policies = ["iam/*.json"]
managed = ["AmazonECSTaskExecutionRolePolicy"]
boundary = "iam/boundary.json"
complete = false
[[role]]
arn = "arn:aws:iam::111122223333:role/api"
boundary = "PowerUserAccess"
)");
  CHECK(c.problems.empty());
  REQUIRE(c.roles.size() == 2);
  CHECK(c.roles[0].name->as_string() == "web");
  CHECK(c.roles[0].files().size() == 3);
  CHECK(c.roles[0].managed.size() == 1);
  CHECK(!c.roles[0].complete);
  CHECK(c.roles[1].complete);
  CHECK(!c.roles[1].boundary_is_file());
  CHECK(c.folder == "conf");
  CHECK(c.profile == lint::Profile::kStrict);
  REQUIRE(c.select.size() == 2);
  CHECK(c.select[1].word == "NET003");
  CHECK(c.ignore.size() == 1);
  CHECK(c.closed);
  const std::string_view values[] = {"prod", "2", "false", "subnet-a,subnet-b"};
  REQUIRE(c.parameters.size() == std::size(values));
  for (std::size_t i = 0; i < std::size(values); ++i) CHECK(c.parameters[i].value == values[i]);
  CHECK(c.parameters[1].name == "Count");
  REQUIRE(c.rules.size() == 2);
  CHECK(c.rules[0].level == finding::Level::kInfo);
  REQUIRE(c.rules[0].options != nullptr);
  CHECK(c.rules[0].options->find("registries") != nullptr);
  CHECK(c.rules[1].off);
  REQUIRE(c.links.size() == 1);
  CHECK(c.links[0].task_definition == "tasks/web.json");
}

TEST_CASE("a mistake in ecslint.toml has its place and says what was meant") {
  CHECK(problem("profil = \"strict\"") ==
        "CFG002 profil | unknown key \"profil\": did you mean \"profile\"?");
  CHECK(problem("zzz = 1") ==
        "CFG002 zzz | unknown key \"zzz\"; known are extends, packs, path, profile, select, ignore, closed, "
        "rules, parameters, link, role");
  CHECK(problem("[[role]]\nmanaged = [\"X\"]") ==
        "CFG003 [[role]]\nmanaged = [\"X\"] | a role needs a name or an arn");
  CHECK(problem("[[role]]\nname = \"x\"\npolicies = \"x.json\"") ==
        "CFG003 \"x.json\" | \"policies\" must be a list of files or patterns of files");
  CHECK(problem("[[role]]\nname = \"x\"\npolices = []") ==
        "CFG002 polices | unknown key \"polices\" of a role: did you mean \"policies\"?");
  CHECK(problem("[rules.A]\nlevel = \"x\"").find("unknown key \"level\" of a rule") != std::string::npos);
  CHECK(problem("profile = \"hard\"") ==
        "CFG003 \"hard\" | \"profile\" must be \"minimal\", \"default\" or \"strict\"");
  CHECK(problem("select = \"SEC\"") ==
        "CFG003 \"SEC\" | \"select\" must be a list of rule codes, prefixes or names");
  CHECK(problem("[rules.A]\nseverity = \"fatal\"").starts_with("CFG003 \"fatal\" |"));
  CHECK(problem("parameters = [\"A=1\"]") ==
        "CFG003 [\"A=1\"] | \"parameters\" must be a table of names and values");
  CHECK(problem("[parameters]\nA = { b = 1 }") ==
        "CFG003 { b = 1 } | \"A\" must be a string, a number, a boolean or a list of these");
  CHECK(problem("[[link]]\nservice = \"a\"").find("a link needs service and task-definition") !=
        std::string::npos);
  CHECK(problem("profile = ").starts_with("CFG001 "));
}

TEST_CASE("a configuration that is not there is a problem") {
  const text::MemoryFileSystem files;
  const Configuration c = lint::read_configuration(files, "none.toml");
  REQUIRE(c.problems.size() == 1);
  CHECK(c.problems[0].code == lint::kConfigurationUnreadable);
}

TEST_CASE("folders upwards, nearest first") {
  using Paths = std::vector<std::string>;
  CHECK(lint::folders_upwards("a/b/c.json", "") == Paths{"a/b", "a", ""});
  CHECK(lint::folders_upwards("./c.json", "/w/p") == Paths{"", "/w", "/"});
  CHECK(lint::folders_upwards("/a/c.json", "/w") == Paths{"/a", "/"});
  CHECK(lint::folders_upwards("../q/c.json", "/w/p") == Paths{"/w/q", "/w", "/"});
  CHECK(lint::folders_upwards("../c.json", "/w/p") == Paths{"/w", "/"});
}

TEST_CASE("patterns of files") {
  CHECK(matches_pattern("services/*.json", "services/web.json"));
  CHECK_FALSE(matches_pattern("services/*.json", "services/eu/web.json"));
  CHECK(matches_pattern("**/*.json", "services/eu/web.json"));
  CHECK(matches_pattern("**/*.json", "web.json"));
  CHECK(matches_pattern("a/**", "a/b/c"));
  CHECK(matches_pattern("a?c", "abc"));
  CHECK_FALSE(matches_pattern("a?c", "a/c"));
  CHECK_FALSE(matches_pattern("a", "ab"));
}

namespace {

/// "CODE level" of IMG001 and CTR002 in a file, with these configurations.
std::string said_in(const text::MemoryFileSystem& files, const std::string& path) {
  lint::Options options;
  options.git = false;
  const lint::Linter linter(options, files);
  std::string out;
  const std::string paths[] = {path};
  linter.check(paths, [&out](const lint::FileResult& result) {
    for (const finding::Finding& f : result.findings) {
      if (f.code == "CFG004" || f.code == "CFG003" || f.code == "IMG001" || f.code == "CTR002") {
        out += f.code + " " + std::string(finding::to_string(f.level)) + "\n";
      }
    }
  });
  return out;
}

text::MemoryFileSystem with_tasks() {
  const std::string task =
      R"({"family": "web", "containerDefinitions": [{"name": "a", "image": "x:latest", "memory": 64}]})";
  text::MemoryFileSystem files;
  for (const char* path : {"env/prod/task.json", "env/dev/task.json"}) files.add(path, task);
  return files;
}

}  // namespace

TEST_CASE("[[path]] speaks of some files, after what holds for all") {
  text::MemoryFileSystem files = with_tasks();
  files.add("ecslint.toml",
            "ignore = [\"CTR\"]\n"
            "[[path]]\nfiles = \"env/prod/**\"\nprofile = \"strict\"\nselect = [\"CTR002\"]\n"
            "rules.IMG001.severity = \"error\"\n"
            "[[path]]\nfiles = [\"env/dev/*\"]\nignore = [\"IMG001\"]\n");
  CHECK(said_in(files, "env/prod/task.json") == "CTR002 warning\nIMG001 error\n");
  CHECK(said_in(files, "env/dev/task.json") == "");
}

TEST_CASE("mistakes in a [[path]] are told though no file of it is there") {
  text::MemoryFileSystem files = with_tasks();
  files.add("ecslint.toml",
            "[[path]]\nfiles = \"none/**\"\nignore = [\"IMG01\"]\n[[path]]\nprofile = \"strict\"\n");
  const std::string said = said_in(files, "env/dev/task.json");
  CHECK(said.find("CFG004 error") != std::string::npos);
  CHECK(said.find("CFG003 error") != std::string::npos);
}

TEST_CASE("a mistake in the configuration of another folder is no business of a run") {
  text::MemoryFileSystem files;
  const std::string task =
      R"({"family": "web", "containerDefinitions": [{"name": "web", "image": "i", "memory": 64}]})";
  files.add(".git/HEAD", "");
  files.add("here/task.json", task);
  files.add("there/task.json", task);
  files.add("there/ecslint.toml", "profil = 1");
  lint::Options options;
  options.git = false;
  const lint::Linter linter(options, files);
  const auto mistakes = [&](const std::string& folder) {
    return linter.check(std::vector{folder}, [](const lint::FileResult&) {}).configuration;
  };
  CHECK(mistakes("here") == 0);
  CHECK(mistakes("there") == 1);
}

TEST_CASE("a configuration extends others, which come first") {
  text::MemoryFileSystem files = with_tasks();
  files.add("env/ecslint.toml", "extends = \"../base.toml\"\n[rules.IMG001]\nseverity = \"error\"\n");
  files.add("base.toml", "ignore = [\"CTR002\"]\n[rules.IMG001]\nseverity = \"info\"\n");
  CHECK(said_in(files, "env/dev/task.json") ==
        "CTR002 info\nIMG001 error\n");  // "../" is not resolved in memory
  files.add("env/../base.toml", "ignore = [\"CTR002\"]\n[rules.IMG001]\nseverity = \"info\"\n");
  CHECK(said_in(files, "env/dev/task.json") == "IMG001 error\n");
  files.add("ecslint.toml", "extends = \"ecslint.toml\"\n");
  files.add("env/ecslint.toml", "extends = \"ecslint.toml\"\n");
  CHECK(said_in(files, "env/dev/task.json").find("CFG003 error") != std::string::npos);
}
