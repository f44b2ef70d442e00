// SPDX-License-Identifier: Apache-2.0
// oracle WHAT: our side of the comparisons of this folder. Reads one JSON object a line from standard input
// and answers each with one line.
//   tree     {"name": …, "text": …}           the roots as JSON, or "refused CODE"
//   schema   {"schema": …, "document": …}     "valid", "invalid", or "refused" for a schema that is none
//   cel      {"expr": …}                      the value, tagged with its type, or "error" or "refused"
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "doc/dump.h"
#include "expr/compile.h"
#include "expr/evaluate.h"
#include "expr/library.h"
#include "expr/map.h"
#include "schema/compiler.h"
#include "schema/validator.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"
#include "text/json_writer.h"

namespace {

using namespace ecslint;
using Json = nlohmann::json;

std::string tree(const Json& line) {
  const std::string name = line["name"];
  doc::Document document(text::Source(name, line["text"].get<std::string>()));
  std::vector<finding::Finding> findings;
  name.ends_with(".json") ? syntax_json::parse_json(document, findings)
                          : syntax_yaml::parse_yaml(document, findings);
  for (const finding::Finding& finding : findings) {
    if (finding.level == finding::Level::kError) return "refused " + finding.code + " " + finding.message;
  }
  std::string out;
  for (const doc::Node& root : document.roots()) out += (out.empty() ? "[" : ",") + doc::to_json(root);
  return out.empty() ? "[]" : out + "]";
}

std::string validity(const Json& line) {
  std::vector<finding::Finding> findings;
  doc::Document schema(text::Source("schema.json", line["schema"].dump()));
  doc::Document document(text::Source("document.json", line["document"].dump()));
  syntax_json::parse_json(schema, findings);
  syntax_json::parse_json(document, findings);
  text::ImageBuilder builder;
  schema::Compiler compiler(builder, {});
  compiler.add("urn:oracle", schema.roots()[0]);
  const auto id = compiler.compile("urn:oracle");
  if (!id) return "refused";
  const schema::SetRef ref = compiler.finish();
  const schema::SchemaSet set(builder.image(), ref);
  const schema::RegexCache cache(set);
  return schema::Validator(set, cache).valid(*id, document.roots()[0]) ? "valid" : "invalid";
}

std::string quoted(std::string_view s) {
  std::string out;
  text::append_json_string(out, s);
  return out;
}

std::string tagged(const expr::Value& value) {
  using expr::Kind;
  if (value.is_error() || value.is_unknown()) return "error";
  if (value.is(Kind::kBool)) return value.as_bool() ? "true" : "false";
  if (value.is(Kind::kInt)) return fmt::format("i{}", value.as_int());
  if (value.is(Kind::kUint)) return fmt::format("u{}", value.as_uint());
  if (value.is(Kind::kDouble))
    return fmt::format("d{:.12g}", value.as_double() == 0 ? 0.0 : value.as_double());
  if (value.is(Kind::kNull)) return "null";
  if (value.is_string()) return quoted(value.as_string());
  if (value.is_list()) {
    std::string out = "[";
    for (std::uint32_t i = 0; i < value.size(); ++i) out += (i == 0 ? "" : ",") + tagged(value.element(i));
    return out + "]";
  }
  if (value.is_map()) {
    std::vector<std::string> entries;
    expr::each_entry(value, [&](const expr::Value& key, const expr::Value& item) {
      entries.push_back(tagged(key) + ":" + tagged(item));
      return true;
    });
    std::sort(entries.begin(), entries.end());
    return fmt::format("{{{}}}", fmt::join(entries, ","));
  }
  return "other";
}

std::string result(const Json& line) {
  expr::TypeTable types;
  expr::Environment environment(types, expr::standard_library());
  text::ImageBuilder builder;
  std::vector<expr::CompileError> errors;
  const auto compiled = expr::compile(line["expr"].get<std::string>(), environment, builder, errors);
  if (!compiled) return "refused " + errors[0].message;
  expr::RegexCache patterns;
  expr::Evaluator evaluator(builder.image(), patterns, expr::standard_library());
  return tagged(evaluator.evaluate(compiled->program, {}));
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc == 2 ? argv[1] : "";
  const auto answer = what == "tree" ? tree : what == "schema" ? validity : what == "cel" ? result : nullptr;
  if (answer == nullptr) return std::cerr << "usage: oracle tree|schema|cel\n", 2;
  for (std::string line; std::getline(std::cin, line);) {
    std::string said = answer(Json::parse(line));
    std::replace(said.begin(), said.end(), '\n', ' ');
    std::cout << said << '\n';
  }
  return 0;
}
