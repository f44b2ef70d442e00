// SPDX-License-Identifier: Apache-2.0
#include "rules/fix_edits.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "doc/document.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"

using namespace ecslint;

namespace {

struct File {
  doc::Document document;

  File(std::string name, std::string_view text) : document(text::Source(std::move(name), text)) {
    std::vector<finding::Finding> findings;
    const bool json = document.source().name() == "a.json";
    json ? syntax_json::parse_json(document, findings) : syntax_yaml::parse_yaml(document, findings);
    REQUIRE(findings.empty());
  }

  const doc::Node& root() const { return document.roots().front(); }

  /// Down the keys; a number is an index.
  const doc::Node& at(std::string_view path) const {
    const doc::Node* node = &root();
    while (!path.empty()) {
      const std::size_t dot = path.find('.');
      const std::string_view step = path.substr(0, dot);
      node = node->is_array() ? &node->elements()[static_cast<std::size_t>(step[0] - '0')] : node->find(step);
      REQUIRE(node != nullptr);
      path = dot == std::string_view::npos ? "" : path.substr(dot + 1);
    }
    return *node;
  }

  std::string with(const std::optional<text::Edit>& edit) const {
    if (!edit) return "(no edit)";
    return text::apply_edits(document.source().bytes(), {&*edit, 1}).value();
  }

  rules::EditContext context() const { return {&document, &root()}; }
};

using Names = std::vector<std::string_view>;

std::string set(const char* name, std::string_view text, std::string_view path, const Names& missing,
                const doc::Node& value) {
  const File file(name, text);
  return file.with(rules::set_edit(file.context(), file.at(path), missing, value));
}

std::string json_set(std::string_view text, std::string_view path, const Names& missing,
                     const doc::Node& value) {
  return set("a.json", text, path, missing, value);
}

std::string yaml_set(std::string_view text, std::string_view path, const Names& missing,
                     const doc::Node& value) {
  return set("a.yaml", text, path, missing, value);
}

std::string removed(const char* name, std::string_view text, std::string_view path) {
  const File file(name, text);
  return file.with(rules::remove_edit(file.context(), file.at(path)));
}

std::string renamed(const char* name, std::string_view text, std::string_view path, std::string_view key) {
  const File file(name, text);
  return file.with(rules::rename_edit(file.context(), file.at(path), key));
}

std::string appended(const char* name, std::string_view text, std::string_view path, const Names& missing,
                     const doc::Node& value) {
  const File file(name, text);
  return file.with(rules::append_edit(file.context(), file.at(path), missing, value));
}

const doc::Node kTrue = doc::Node::boolean(true, {});
const doc::Node kWord = doc::Node::string("awslogs", {});
const doc::Node kNumberWord = doc::Node::string("256", {});

}  // namespace

TEST_CASE("setting what exists in JSON replaces its bytes only") {
  CHECK(json_set("{\"a\": false, \"b\": [1, 2]}", "a", {}, kTrue) == "{\"a\": true, \"b\": [1, 2]}");
  CHECK(json_set("{ \"a\" : { \"x\" : 1 } }", "a.x", {}, kNumberWord) == "{ \"a\" : { \"x\" : \"256\" } }");
  CHECK(json_set("{\"a\":[1,2]}", "a.1", {}, kTrue) == "{\"a\":[1,true]}");
  CHECK(json_set("{\"a\": {\"b\": 1}}", "a", {}, kTrue) == "{\"a\": true}");
}

TEST_CASE("a new JSON property is written as its neighbours are") {
  CHECK(json_set("{\"a\": 1}", "", {"b"}, kTrue) == "{\"a\": 1, \"b\": true}");
  CHECK(json_set("{\"a\":1}", "", {"b"}, kTrue) == "{\"a\":1,\"b\":true}");
  CHECK(json_set("{}", "", {"b"}, kTrue) == "{\"b\": true}");
  CHECK(json_set("{\n  \"a\": 1,\n  \"c\": {\n    \"d\": 2\n  }\n}\n", "c", {"e"}, kWord) ==
        "{\n  \"a\": 1,\n  \"c\": {\n    \"d\": 2,\n    \"e\": \"awslogs\"\n  }\n}\n");
  CHECK(json_set("{\r\n  \"a\": 1\r\n}\r\n", "", {"b"}, kTrue) ==
        "{\r\n  \"a\": 1,\r\n  \"b\": true\r\n}\r\n");
  CHECK(json_set("{\n  \"a\": 1\n}", "", {"b", "c", "d"}, kTrue) ==
        "{\n  \"a\": 1,\n  \"b\": {\"c\": {\"d\": true}}\n}");
}

TEST_CASE("setting in YAML keeps block style, quotes and indentation") {
  CHECK(yaml_set("a: false\nb: 2\n", "a", {}, kTrue) == "a: true\nb: 2\n");
  CHECK(yaml_set("a: json-file # why\n", "a", {}, kWord) == "a: awslogs # why\n");
  CHECK(yaml_set("a: \"x\"\n", "a", {}, kWord) == "a: \"awslogs\"\n");
  CHECK(yaml_set("a: x\n", "a", {}, kNumberWord) == "a: \"256\"\n");
  CHECK(yaml_set("a: 1\n", "", {"b"}, kTrue) == "a: 1\nb: true\n");
  CHECK(yaml_set("a: 1", "", {"b"}, kTrue) == "a: 1\nb: true");
  CHECK(yaml_set("list:\n  - name: web # main\n    image: x\n  - name: db\n", "list.0", {"essential"},
                 kTrue) == "list:\n  - name: web # main\n    image: x\n    essential: true\n  - name: db\n");
  CHECK(yaml_set("a:\n  b:\n    c: 1\n\n# next\nd: 2\n", "a", {"e", "f"}, kTrue) ==
        "a:\n  b:\n    c: 1\n  e:\n    f: true\n\n# next\nd: 2\n");
  CHECK(yaml_set("a: { b: 1 }\n", "a", {"c"}, kTrue) == "a: { b: 1, c: true }\n");
  CHECK(yaml_set("a: { \"b\": 1 }\n", "a", {"c"}, kTrue) == "a: { \"b\": 1, \"c\": true }\n");
}

TEST_CASE("null is as good as absent, and is replaced") {
  CHECK(json_set("{\"a\": null, \"b\": 1}", "", {"a"}, kTrue) == "{\"a\": true, \"b\": 1}");
  CHECK(json_set("{\"a\":null}", "", {"a", "b"}, kTrue) == "{\"a\":{\"b\":true}}");
  CHECK(yaml_set("a: ~\nb: 1\n", "", {"a"}, kTrue) == "a: true\nb: 1\n");
  CHECK(yaml_set("a:\nb: 1\n", "", {"a"}, kWord) == "a: awslogs\nb: 1\n");
  CHECK(appended("a.json", "{\"a\": null}", "", {"a"}, kWord) == "{\"a\": [\"awslogs\"]}");
  CHECK(json_set("{\"a\": 5}", "", {"a", "b"}, kTrue) == "(no edit)");
}

TEST_CASE("removing takes commas and whole lines along") {
  CHECK(removed("a.json", "{\"a\": 1, \"b\": 2, \"c\": 3}", "b") == "{\"a\": 1, \"c\": 3}");
  CHECK(removed("a.json", "{\"a\": 1, \"b\": 2}", "b") == "{\"a\": 1}");
  CHECK(removed("a.json", "{\n  \"a\": 1,\n  \"b\": 2\n}", "b") == "{\n  \"a\": 1\n}");
  CHECK(removed("a.json", "{\n  \"a\": 1,\n  \"b\": 2\n}", "a") == "{\n  \"b\": 2\n}");
  CHECK(removed("a.json", "{ \"a\": 1 }", "a") == "{}");
  CHECK(removed("a.json", "[1, 2, 3]", "2") == "[1, 2]");
  CHECK(removed("a.yaml", "a: 1\nb:\n  c: 2\nd: 3\n", "b") == "a: 1\nd: 3\n");
  CHECK(removed("a.yaml", "a:\n  - v\n  - w\n", "a.1") == "a:\n  - v\n");
  CHECK(removed("a.yaml", "- name: web\n  user: root\n", "0.user") == "- name: web\n");
  CHECK(removed("a.yaml", "- name: web\n  user: root\n", "0.name") == "(no edit)");
  CHECK(removed("a.yaml", "a:\n  b: 1 # why\nc: 2\n", "a.b") == "a: {} # why\nc: 2\n");
  CHECK(removed("a.yaml", "a: # what\n  b:\n", "a.b") == "a: # what\n  {}\n");
  CHECK(removed("a.yaml", "a:\n- b: 1\n- c: 2\n", "a.1.c") == "a:\n- b: 1\n- {}\n");
  CHECK(removed("a.yaml", "a:\n  - b: 1\n    c: 2\n\nd: 3\n", "a.0") == "a: []\n\nd: 3\n");
  CHECK(removed("a.yaml", "a: 1\n", "a") == "{}\n");
}

TEST_CASE("a block list of bracketed elements is a block") {
  CHECK(removed("a.yaml", "a:\n- {k: 1}\n- {k: 2}\nb: 1\n", "a.0") == "a:\n- {k: 2}\nb: 1\n");
  CHECK(removed("a.yaml", "a:\n- [1]\nb: 1\n", "a.0") == "a: []\nb: 1\n");
  CHECK(removed("a.yaml", "a: [[1], [2]]\n", "a.0") == "a: [[2]]\n");
}

TEST_CASE("renaming touches the key alone") {
  CHECK(renamed("a.json", "{\"Cpu\" : 1}", "Cpu", "cpu") == "{\"cpu\" : 1}");
  CHECK(renamed("a.yaml", "Cpu: 1\n", "Cpu", "cpu") == "cpu: 1\n");
  CHECK(renamed("a.yaml", "\"Cpu\": 1\n", "Cpu", "cpu") == "\"cpu\": 1\n");
  CHECK(renamed("a.json", "[1]", "0", "cpu") == "(no edit)");
  CHECK(renamed("a.json", "{\"Cpu\": 1, \"cpu\": 2}", "Cpu", "cpu") == "(no edit)");
}

TEST_CASE("appending adds a last element, or the list") {
  CHECK(appended("a.json", "{\"a\": [\"x\"]}", "a", {}, kWord) == "{\"a\": [\"x\", \"awslogs\"]}");
  CHECK(appended("a.json", "{\"a\": []}", "a", {}, kWord) == "{\"a\": [\"awslogs\"]}");
  CHECK(appended("a.json", "{\n  \"a\": [\n    1\n  ]\n}", "a", {}, kTrue) ==
        "{\n  \"a\": [\n    1,\n    true\n  ]\n}");
  CHECK(appended("a.yaml", "a:\n  - x\nb: 1\n", "a", {}, kWord) == "a:\n  - x\n  - awslogs\nb: 1\n");
  CHECK(appended("a.yaml", "a:\n- k: 1\n  l: 2\n", "a", {}, kTrue) == "a:\n- k: 1\n  l: 2\n- true\n");
  CHECK(appended("a.yaml", "a:\n- {k: 1}\n", "a", {}, kTrue) == "a:\n- {k: 1}\n- true\n");
  CHECK(appended("a.json", "{\"b\": 1}", "", {"a"}, kWord) == "{\"b\": 1, \"a\": [\"awslogs\"]}");
}

TEST_CASE("what is shared by an alias or merged is never edited") {
  const std::string_view text = "base: &b\n  x: 1\n  z: 2\nc:\n  <<: *b\nd: *b\n";
  CHECK(yaml_set(text, "d.x", {}, kTrue) == "(no edit)");
  CHECK(yaml_set(text, "d", {"v"}, kTrue) == "(no edit)");
  CHECK(removed("a.yaml", text, "d.x") == "(no edit)");
  CHECK(yaml_set(text, "c.x", {}, kTrue) == "(no edit)");
}
