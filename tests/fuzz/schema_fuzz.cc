// SPDX-License-Identifier: Apache-2.0
// A schema and a document, separated by "---". Whatever they are, compiling and running must end, and the two
// answers of the validator must agree: something to report exactly when the document is not valid. (Own
// keywords report what JSON Schema does not know, so that schemas with any are only run.)
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "schema/bundle.h"
#include "schema/compiler.h"
#include "schema/validator.h"
#include "syntax/json/parse.h"

namespace {

using namespace ecslint;

void run(const schema::SchemaSet& set, schema::SchemaId id, const doc::Document& document,
         bool own_keywords) {
  const schema::RegexCache cache(set);
  const schema::Validator validator(set, cache);
  const doc::Node& node = document.roots()[0];
  const bool valid = validator.valid(id, node);
  std::vector<schema::Problem> problems;
  validator.validate(id, node, {true, true}, problems);
  if (!own_keywords && problems.empty() != valid) std::abort();
  for (const schema::Problem& problem : problems) schema::to_finding(problem, document.source());
  const schema::SchemaView view(set, id);
  view.properties();
  view.type_words();
}

void check(std::string_view schema_text, std::string_view document_text) {
  std::vector<finding::Finding> findings;
  doc::Document schema(text::Source("schema", schema_text));
  doc::Document document(text::Source("document", document_text));
  syntax_json::parse_json(schema, findings);
  syntax_json::parse_json(document, findings);
  if (schema.roots().empty() || document.roots().empty()) return;
  text::ImageBuilder builder;
  schema::CompilerOptions options;
  options.assert_formats = true;
  schema::Compiler compiler(builder, options);
  compiler.add("urn:fuzz", schema.roots()[0]);
  schema::strip(schema.roots()[0]);
  const auto id = compiler.compile("urn:fuzz");
  if (!id) return;
  const schema::SetRef ref = compiler.finish();
  run(schema::SchemaSet(builder.image(), ref), *id, document,
      schema_text.find("x-") != std::string_view::npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t split = input.find("---");
  if (split != std::string_view::npos) check(input.substr(0, split), input.substr(split + 3));
  return 0;
}
