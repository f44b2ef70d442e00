// SPDX-License-Identifier: Apache-2.0
#include "lint/walk.h"

#include <catch2/catch.hpp>
#include <map>

using namespace ecslint;
using lint::Walk;

namespace {

using Paths = std::vector<std::string>;

Paths paths_of(const Walk& walk) {
  Paths out;
  for (const auto& file : walk.files) out.push_back(file.path);
  return out;
}

class FakeGit final : public lint::GitFiles {
 public:
  std::map<std::string, Paths> answers;
  std::optional<Paths> list(const std::string& folder) const override {
    const auto at = answers.find(folder);
    return at == answers.end() ? std::nullopt : std::optional(at->second);
  }
};

text::MemoryFileSystem tree(const Paths& paths) {
  text::MemoryFileSystem files;
  for (const auto& path : paths) files.add(path, "{}");
  return files;
}

}  // namespace

TEST_CASE("a walk opens what can hold ECS and leaves out what is never source") {
  const auto files = tree({"a/t.json", "a/t.txt", "a/b/s.yaml", "a/node_modules/x.json", "a/.git/y.json",
                           "a/.aws/td.json", "a/td.json.tpl", "a/stack.template", "z.json"});
  const Paths given = {"a"};
  CHECK(paths_of(lint::walk(files, given, {})) ==
        Paths{"a/.aws/td.json", "a/b/s.yaml", "a/stack.template", "a/t.json", "a/td.json.tpl"});
  const Paths dot = {"."};
  CHECK(paths_of(lint::walk(files, dot, {})).back() == "z.json");
}

TEST_CASE("named files are taken whatever they are called, once, and marked") {
  const auto files = tree({"a/t.json", "a/odd"});
  const Paths given = {"a/", "a/t.json", "a/odd", "gone.json"};
  const Walk walked = lint::walk(files, given, {});
  CHECK(paths_of(walked) == Paths{"a/odd", "a/t.json"});
  CHECK(walked.files[1].named);
  CHECK(walked.problems == Paths{"gone.json"});
  CHECK(walked.folders == Paths{"a"});
}

TEST_CASE("what git ignores is left out, a repository inside is asked itself") {
  const auto files =
      tree({"r/a.json", "r/build/b.json", "r/sub/.git/config", "r/sub/c.json", "r/sub/d.json"});
  FakeGit git;
  git.answers["r"] = {"a.json", "sub/"};
  git.answers["r/sub"] = {"c.json"};
  const Paths given = {"r"};
  CHECK(paths_of(lint::walk(files, given, {.git = &git})) == Paths{"r/a.json", "r/sub/c.json"});
}

TEST_CASE("a walk can be bounded") {
  const auto files = tree({"a/1.json", "a/2.json", "a/3.json"});
  const Paths given = {"a"};
  const Walk walked = lint::walk(files, given, {.git = nullptr, .limit = 2});
  CHECK(walked.files.size() == 2);
  CHECK(walked.cut);
}

TEST_CASE("the output of git ls-files -z is sorted and unique") {
  using namespace std::string_view_literals;
  CHECK(lint::split_zero("b\0a\0a\0"sv) == Paths{"a", "b"});
  CHECK(lint::split_zero("").empty());
}
