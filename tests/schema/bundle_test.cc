// SPDX-License-Identifier: Apache-2.0
// Schemas for others: what `ecslint schema` prints is self-contained, free of our keywords, and means the
// same to an independent validator.
#include "schema/bundle.h"

#include <unistd.h>

#include <cstdlib>
#include <sstream>

#include "doc/dump.h"
#include "schema/compiler.h"
#include "schema/json_file.h"
#include "schema/validator.h"

namespace ecslint::schema::test {
namespace {

namespace fs = std::filesystem;

const fs::path kSchemas = fs::path(ECSLINT_SOURCE_DIR) / "schemas";

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("ecslint_bundle_" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  fs::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string squeeze(const std::string& json) {
  std::string out;
  for (const char c : json) {
    if (c != ' ' && c != '\n') out += c;
  }
  return out;
}

std::string bundled(Documents& documents, const std::string& name) {
  const Lookup lookup = [&documents](std::string_view uri) -> const doc::Node* {
    const fs::path path = kSchemas / (std::string(uri.substr(uri.rfind(':') + 1)) + ".json");
    return fs::exists(path) ? &documents.read(path) : nullptr;
  };
  return bundle(documents.read(kSchemas / (name + ".json")), lookup);
}

}  // namespace

TEST_CASE("strip takes out our keywords where schemas stand, and only there") {
  Documents documents;
  const doc::Node& schema =
      documents.parse("s", R"({"x-facts": "f", "properties": {"x-ray": {"x-unit": "s", "default":
      {"x-a": 1}}, "list": {"items": {"x-code": "A1", "type": "string"}}}, "enum": [{"x-b": 2}]})");
  CHECK(
      squeeze(strip(schema)) ==
      R"({"properties":{"x-ray":{"default":{"x-a":1}},"list":{"items":{"type":"string"}}},"enum":[{"x-b":2}]})");
}

TEST_CASE("bundle embeds what is referred to and softens what we only warn about") {
  Documents documents;
  const doc::Node& other = documents.parse("b", R"({"$id": "urn:b", "$defs": {"t": {"$ref": "urn:c"}}})");
  const doc::Node& third = documents.parse("c", R"({"$id": "urn:c", "type": "string"})");
  const doc::Node& schema = documents.parse("a", R"({"$id": "urn:a", "properties": {
      "t": {"$ref": "urn:b#/$defs/t"}, "arn": {"x-read-only": true, "$ref": "urn:d"},
      "kind": {"enum": ["x"], "x-open": true}, "n": {"allOf": [{"minLength": 1, "x-level": "warning"}]}},
      "required": ["t", "arn"]})");
  const Lookup lookup = [&](std::string_view uri) {
    return uri == "urn:b" ? &other : uri == "urn:c" ? &third : nullptr;
  };
  CHECK(
      squeeze(bundle(schema, lookup)) ==
      R"({"$id":"urn:a","properties":{"t":{"$ref":"urn:b#/$defs/t"},"kind":{"anyOf":[{"enum":["x"]},true]},"n":{}},)"
      R"("required":["t"],"$defs":{"urn:b":{"$id":"urn:b","$defs":{"t":{"$ref":"urn:c"}}},)"
      R"("urn:c":{"$id":"urn:c","type":"string"}}})");
}

TEST_CASE("an independent validator agrees about the bundled task definition") {
  if (std::system("python3 -c 'import jsonschema' >/dev/null 2>&1") != 0) {
    WARN("python3 with jsonschema is not installed: skipped");
    return;
  }
  Documents documents;
  const Folder folder;
  const std::string text = bundled(documents, "task-definition");
  CHECK(text.find("\"x-") == std::string::npos);
  text::ImageBuilder builder;
  Compiler compiler(builder);
  compiler.add("urn:bundle", documents.parse("bundle", text));
  const auto id = compiler.compile("urn:bundle");
  for (const SchemaError& error : compiler.errors()) FAIL_CHECK(error.message);
  REQUIRE(id);
  const SchemaSet set(builder.image(), compiler.finish());
  const RegexCache cache(set);

  std::vector<fs::path> files = {
      folder.write("good.json",
                   R"({"family": "web", "containerDefinitions": [{"name": "a", "image": "nginx"}]})"),
      folder.write("typed.json",
                   R"({"family": "web", "cpu": 256, "containerDefinitions": [{"name": "a", "image": "n"}]})"),
      folder.write("extra.json", R"({"family": "web", "extra": 1, "containerDefinitions": []})"),
  };
  const fs::path corpus = fs::path(ECSLINT_SHARED_DIR) / "corpus" / "taskdef";
  if (fs::exists(corpus)) {
    for (const auto& entry : fs::directory_iterator(corpus)) {
      doc::Document document(text::Source("f", read_file(entry.path())));
      std::vector<finding::Finding> findings;
      syntax_json::parse_json(document, findings);
      if (findings.empty() && !document.roots().empty()) files.push_back(entry.path());
    }
  }
  std::string command = std::string("python3 '") + ECSLINT_SOURCE_DIR +
                        "/tests/schema/independent_validator.py' '" +
                        folder.write("schema.json", text).string() + "'";
  for (const fs::path& file : files) command += " '" + file.string() + "'";
  const fs::path answers = folder.path() / "answers";
  REQUIRE(std::system((command + " > '" + answers.string() + "'").c_str()) == 0);
  std::istringstream lines(read_file(answers));
  std::size_t good = 0;
  for (const fs::path& file : files) {
    std::string line;
    REQUIRE(std::getline(lines, line));
    INFO(file);
    const bool valid = Validator(set, cache).valid(*id, documents.read(file));
    if (line == "?") continue;  // has placeholders
    const bool unresolved = doc::dump(documents.last().roots()[0]).find("unresolved") != std::string::npos;
    if (unresolved) {
      CHECK((valid || line == "0"));
    } else {
      CHECK(valid == (line == "1"));
    }
    good += valid;
  }
  CHECK(good >= 1);
  CHECK(good <= files.size() - 2);
  WARN("python-jsonschema agrees on " << files.size() << " documents, " << good << " of them valid");
}

TEST_CASE("every bundled schema is self-contained") {
  for (const auto& entry : fs::directory_iterator(kSchemas)) {
    if (entry.path().extension() != ".json") continue;
    Documents documents;
    text::ImageBuilder builder;
    Compiler compiler(builder);
    compiler.add("urn:bundle", documents.parse("bundle", bundled(documents, entry.path().stem().string())));
    INFO(entry.path());
    CHECK(compiler.compile("urn:bundle"));
    for (const SchemaError& error : compiler.errors()) FAIL_CHECK(error.message);
  }
}

}  // namespace ecslint::schema::test
