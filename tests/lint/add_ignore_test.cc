// SPDX-License-Identifier: Apache-2.0
#include "lint/add_ignore.h"

#include <catch2/catch.hpp>

#include "lint/linter.h"
#include "text/overlay.h"

using namespace ecslint;

namespace {

lint::Options plain() {
  lint::Options options;
  options.git = false;
  options.select = {"IMG001", "SUP"};
  return options;
}

/// "PATH:LINE" and what the file becomes, or the error.
std::string added(const text::MemoryFileSystem& files, const lint::IgnoreRequest& request) {
  const auto text = lint::add_ignore(files, plain(), request);
  if (!text) return text.error().message;
  text::OverlayFileSystem after(files);
  after.put(text.value().path, text.value().after);
  const std::vector<std::string> paths = {request.file};
  std::string left;
  lint::Linter(plain(), after).check(paths, [&left](const lint::FileResult& result) {
    for (const finding::Finding& finding : result.findings) left += " " + finding.code;
  });
  return text.value().path + ":" + std::to_string(text.value().line) + (left.empty() ? "" : " left" + left) +
         "\n" + text.value().after;
}

std::string in(const std::string& path, const std::string& bytes, std::uint32_t line,
               const std::string& reason = "why") {
  text::MemoryFileSystem files;
  files.add(path, bytes);
  return added(files, {"IMG001", path, line, reason});
}

}  // namespace

TEST_CASE("YAML gets a comment above, as its lines are written") {
  CHECK(in("t.yaml", "family: a\ncontainerDefinitions:\n  - name: web\n    image: nginx:latest\n", 4) ==
        "t.yaml:4\nfamily: a\ncontainerDefinitions:\n  - name: web\n    # ecslint: ignore[IMG001] why\n"
        "    image: nginx:latest\n");
  CHECK(
      in("t.yaml", "family: a\r\ncontainerDefinitions:\r\n  - image: nginx:latest\r\n    name: web\r\n", 3) ==
      "t.yaml:3\nfamily: a\r\ncontainerDefinitions:\r\n  # ecslint: ignore[IMG001] why\r\n  - image: "
      "nginx:latest\r\n    name: web\r\n");
}

TEST_CASE("where a comment above would be text, it stands behind") {
  CHECK(in("t.yaml",
           "{family: a, containerDefinitions: [{name: web, command: [\"a\n  b\"], image: nginx:latest}]}\n",
           2) ==
        "t.yaml:2\n{family: a, containerDefinitions: [{name: web, command: [\"a\n  b\"], image: "
        "nginx:latest}]}  "
        "# ecslint: ignore[IMG001] why\n");
}

TEST_CASE("JSON gets a comment where it has some, or is JSONC by its name") {
  const std::string task =
      "{\n  \"family\": \"a\",\n  \"containerDefinitions\": [\n    { \"name\": \"web\", \"image\": "
      "\"nginx:latest\" }\n  "
      "]\n}\n";
  const std::string commented =
      "{\n  \"family\": \"a\",\n  \"containerDefinitions\": [\n    // ecslint: ignore[IMG001] why\n    { "
      "\"name\": "
      "\"web\", \"image\": \"nginx:latest\" }\n  ]\n}\n";
  CHECK(in("t.jsonc", task, 4) == "t.jsonc:4\n" + commented);
}

TEST_CASE("plain JSON is spoken of in ecslint.toml, which is made when there is none") {
  const std::string task =
      "{ \"family\": \"a\", \"containerDefinitions\": [{ \"name\": \"web\", \"image\": \"nginx:latest\" }] "
      "}\n";
  const std::string entry =
      "[[ignore]]\ncode = \"IMG001\"\nfile = \"app/t.json\"\npath = \"containerDefinitions['web'].image\"\n";
  CHECK(in("app/t.json", task, 1) == "ecslint.toml:1\n" + entry + "reason = \"why\"\n");
  CHECK(in("app/t.json", task, 1, "") == "ecslint.toml:1 left SUP003\n" + entry);
  CHECK(in("app/t.json", task, 1, "it's \"so\"").find("reason = \"it's \\\"so\\\"\"") != std::string::npos);
  text::MemoryFileSystem files;
  files.add("app/t.json", task);
  files.add("ecslint.toml", "profile = \"strict\"");
  CHECK(added(files, {"untagged-image", "app/t.json", 1, "why"}).find("IMG001") == std::string::npos);
  CHECK(added(files, {"floating-tag", "app/t.json", 1, "why"}) ==
        "ecslint.toml:3\nprofile = \"strict\"\n\n" + entry + "reason = \"why\"\n");
}

TEST_CASE("a list of ignored rules gets the entry, since TOML allows no table beside it") {
  const std::string task =
      "{ \"family\": \"a\", \"containerDefinitions\": [{ \"name\": \"web\", \"image\": \"nginx:latest\" }] "
      "}\n";
  const std::string entry =
      "{ code = \"IMG001\", file = \"t.json\", path = \"containerDefinitions['web'].image\", reason = "
      "\"why\" }";
  struct Case {
    std::string before, line, after;
  };
  const Case cases[] = {{"ignore = [\"CTR\"]\n", "1", "ignore = [\"CTR\", " + entry + "]\n"},
                        {"ignore = []\n", "1", "ignore = [ " + entry + "]\n"},
                        {"ignore = [\n  \"CTR\",\n]\nprofile = \"default\"\n", "2",
                         "ignore = [\n  \"CTR\", " + entry + "\n]\nprofile = \"default\"\n"}};
  for (const Case& one : cases) {
    text::MemoryFileSystem files;
    files.add("t.json", task);
    files.add("ecslint.toml", one.before);
    CHECK(added(files, {"IMG001", "t.json", 1, "why"}) == "ecslint.toml:" + one.line + "\n" + one.after);
  }
}

TEST_CASE("what is not found cannot be ignored") {
  const std::string task = "family: a\ncontainerDefinitions:\n  - name: web\n    image: nginx:latest\n";
  CHECK(in("t.yaml", task, 3) == "t.yaml:3: IMG001 finds nothing there");
  text::MemoryFileSystem files;
  files.add("t.yaml", task);
  CHECK(added(files, {"IMG002", "t.yaml", 4, ""}) ==
        "t.yaml:4: IMG002 finds nothing there (found are IMG001)");
  CHECK(added(files, {"IMG", "t.yaml", 4, "why"}).starts_with("t.yaml:4\n"));
  CHECK(added(files, {"NONE", "t.yaml", 4, ""}) == "no rule is called NONE");
  CHECK(added(files, {"IMG001", "gone.yaml", 4, ""}).find("No such file") != std::string::npos);
}
