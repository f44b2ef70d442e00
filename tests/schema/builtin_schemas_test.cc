// SPDX-License-Identifier: Apache-2.0
// Our own schemas compile, with no keyword that this room does not know.
#include <set>

#include "schema/compiler.h"
#include "schema/json_file.h"
#include "schema/schema_set.h"

namespace ecslint::schema::test {

namespace fs = std::filesystem;

TEST_CASE("every file in schemas/ compiles") {
  const fs::path folder = fs::path(ECSLINT_SOURCE_DIR) / "schemas";
  Documents documents;
  text::ImageBuilder builder;
  CompilerOptions options;
  options.strict_keywords = true;
  Compiler compiler(builder, options);
  std::set<std::string> uris;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".json") continue;
    const std::string uri = "urn:ecslint:schema:" + entry.path().stem().string();
    compiler.add(uri, documents.read(entry.path()));
    uris.insert(uri);
  }
  REQUIRE(uris.size() >= 15);
  for (const std::string& uri : uris) compiler.compile(uri);
  for (const SchemaError& error : compiler.errors()) {
    FAIL_CHECK(error.document << ": " << error.message << " at "
                              << (error.node ? error.node->range().begin : 0));
  }
  const SchemaSet set(builder.image(), compiler.finish());
  WARN("schemas: " << set.data().schemas.count << " compiled, " << set.data().patterns.count << " patterns, "
                   << builder.bytes().size() << " bytes");
  for (const Pattern& pattern : set.image()[set.data().patterns]) {
    INFO(set.image()[pattern.source]);
    CHECK(!pattern.table.empty());  // nothing built in waits for RE2
  }
  const auto id = set.root("task-definition");
  REQUIRE(id);
  const SchemaView view(set, *id);
  CHECK(view.title() == "Task definition");
  const auto containers = view.property("containerDefinitions");
  REQUIRE(containers);
  CHECK(containers->required);
  REQUIRE(containers->schema.items());
  const auto essential = containers->schema.items()->property("essential");
  REQUIRE(essential);
  REQUIRE(essential->schema.default_value() != nullptr);
  CHECK(to_json(*essential->schema.default_value(), set.image()) == "true");
  CHECK(essential->schema.type_words() == "boolean");
}

}  // namespace ecslint::schema::test
