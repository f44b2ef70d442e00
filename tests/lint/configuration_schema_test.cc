// SPDX-License-Identifier: Apache-2.0
// The JSON Schema of ecslint.toml and the reader of ecslint.toml are of one opinion.
#include "lint/configuration_schema.h"

#include <catch2/catch.hpp>
#include <optional>

#include "lint/configuration.h"
#include "lint/linter.h"
#include "schema/compiler.h"
#include "schema/validator.h"
#include "syntax/json/parse.h"
#include "syntax/toml/toml.h"

using namespace ecslint;

namespace {

class Schema {
 public:
  Schema() : document_(text::Source("config.json", text())) {
    std::vector<finding::Finding> mistakes;
    syntax_json::parse_json(document_, mistakes);
    REQUIRE(mistakes.empty());
    schema::Compiler compiler(builder_, {.draft = schema::Draft::k7});
    compiler.add("urn:config", document_.roots()[0]);
    id_ = compiler.compile("urn:config");
    REQUIRE(compiler.errors().empty());
    REQUIRE(id_);
    ref_ = compiler.finish();
  }

  static std::string text() {
    const text::MemoryFileSystem files;
    lint::Options options;
    options.git = false;
    return lint::configuration_schema(lint::Linter(options, files).rules());
  }

  const doc::Node& root() const { return document_.roots()[0]; }

  bool accepts(const std::string& toml) const {
    doc::Document document(text::Source("ecslint.toml", toml));
    std::vector<finding::Finding> mistakes;
    syntax_toml::parse_toml(document, mistakes);
    REQUIRE(mistakes.empty());
    const schema::SchemaSet set(builder_.image(), ref_);
    const schema::RegexCache cache(set);
    return schema::Validator(set, cache).valid(*id_, document.roots()[0]);
  }

 private:
  doc::Document document_;
  text::ImageBuilder builder_;
  std::optional<schema::SchemaId> id_;
  schema::SetRef ref_;
};

/// The reader of the file, with the rules asked whether they know the names and options in it.
bool reader_accepts(const std::string& toml) {
  text::MemoryFileSystem files;
  files.add("ecslint.toml", toml);
  lint::Options options;
  options.git = false;
  options.config_file = "ecslint.toml";
  const lint::Linter linter(options, files);
  for (const finding::Finding& problem : linter.problems()) {
    if (problem.code != lint::kUnknownRule) return false;  // which rules there are, a schema leaves open
  }
  return true;
}

}  // namespace

TEST_CASE("what the reader of ecslint.toml takes or refuses, its schema takes or refuses") {
  const Schema schema;
  const std::string taken[] = {
      "",
      "profile = \"strict\"\nselect = [\"IAM\", \"tag:security\"]\nignore = [\"CTR002\"]\nclosed = true\n",
      "extends = [\"a.toml\"]\n[rules.IMG001]\nseverity = \"off\"\nlocked = false\n",
      "[rules.IMG004]\noptions = { registries = [\"ecr\"] }\n",
      "[rules.CTR021]\noptions = { least = 1000 }\n",
      "[rules.untagged-image]\nseverity = \"error\"\n",
      "[[path]]\nfiles = \"env/**\"\nprofile = \"minimal\"\nselect = []\nignore = "
      "[\"HAV\"]\n[path.rules.IMG001]\n"
      "severity = \"info\"\n",
      "[[ignore]]\ncode = [\"IAM001\", \"IAM002\"]\nfile = \"a\"\npath = \"b\"\nreason = \"c\"\nuntil = "
      "\"2030-01-31\"\n",
      "[parameters]\nEnv = \"prod\"\nCount = 2\nPublic = true\nSubnets = [\"a\", 1]\n",
      "[[path]]\nfiles = \"env/**\"\nparameters = { Env = \"prod\" }\n",
      "ignore = [\"CTR002\", { code = \"IAM001\", reason = \"x\" }]\n",
      "[[link]]\nservice = \"a\"\ntask-definition = \"b\"\n",
      "[[role]]\nname = \"a\"\ntrust = \"t\"\npolicies = [\"p\"]\nmanaged = [\"m\"]\nboundary = "
      "\"b\"\ncomplete = "
      "false\n",
      "[[role]]\narn = \"arn:aws:iam::111122223333:role/a\"\n",
  };
  for (const std::string& toml : taken) {
    INFO(toml);
    CHECK((schema.accepts(toml)));
    CHECK((toml.starts_with("extends") || reader_accepts(toml)));
  }
  const std::string refused[] = {
      "profil = \"strict\"\n",
      "profile = \"hard\"\n",
      "profile = 1\n",
      "select = \"SEC\"\n",
      "select = [1]\n",
      "ignore = \"X\"\n",
      "ignore = [1]\n",
      "ignore = [{ file = \"x\" }]\n",
      "closed = \"yes\"\n",
      "rules = [\"IMG001\"]\n",
      "[rules]\nIMG001 = \"off\"\n",
      "[rules.IMG001]\nlevel = \"x\"\n",
      "[rules.IMG001]\nseverity = \"fatal\"\n",
      "[rules.IMG001]\nlocked = 1\n",
      "[rules.IMG004]\noptions = { registry = [] }\n",
      "[rules.IMG004]\noptions = { registries = \"ecr\" }\n",
      "[rules.IMG002]\noptions = { x = 1 }\n",
      "[rules.CTR021]\noptions = { least = \"many\" }\n",
      "[rules.IMG001]\noptions = 1\n",
      "parameters = [\"A=1\"]\n",
      "parameters = { A = { b = 1 } }\n",
      "parameters = { A = [[1]] }\n",
      "[path]\nfiles = \"x\"\n",
      "[[path]]\nprofile = \"strict\"\n",
      "[[path]]\nfiles = 1\n",
      "[[path]]\nfiles = \"x\"\nclosed = true\n",
      "[[path]]\nfiles = \"x\"\nignore = [{ code = \"IAM001\" }]\n",
      "[[ignore]]\nreason = \"x\"\n",
      "[[ignore]]\ncode = 1\n",
      "[[ignore]]\ncode = \"IAM001\"\nuntil = \"tomorrow\"\n",
      "[[ignore]]\ncode = \"IAM001\"\nwhy = \"x\"\n",
      "[[link]]\nservice = \"a\"\n",
      "[[link]]\nservice = \"a\"\ntask-definition = [\"b\"]\n",
      "[[role]]\nmanaged = [\"X\"]\n",
      "[[role]]\nname = \"x\"\npolicies = \"x.json\"\n",
      "[[role]]\nname = \"x\"\ncomplete = \"no\"\n",
      "extends = 1\n",
      "packs = 1\n",
  };
  for (const std::string& toml : refused) {
    INFO(toml);
    CHECK_FALSE((schema.accepts(toml)));
    CHECK_FALSE((reader_accepts(toml)));
  }
}

TEST_CASE("every key of ecslint.toml has words for editors") {
  for (const lint::ConfigurationKey& key : lint::configuration_keys()) {
    INFO(key.table << "." << key.name);
    CHECK(key.summary.size() > 5);
    CHECK(!key.schema.empty());
  }
  const Schema schema;
  const doc::Node* rule =
      schema.root().find("definitions")->find("rules")->find("properties")->find("IMG004");
  REQUIRE(rule != nullptr);
  const doc::Node* registries =
      rule->find("properties")->find("options")->find("properties")->find("registries");
  REQUIRE(registries != nullptr);
  CHECK(registries->find("type")->as_string() == "array");
}
