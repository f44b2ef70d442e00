// SPDX-License-Identifier: Apache-2.0
#include "lint/configuration_schema.h"

#include <fmt/format.h>

#include "doc/document.h"
#include "lint/configuration.h"
#include "syntax/json/parse.h"
#include "text/json_writer.h"

namespace ecslint::lint {
namespace {

/// As the reader of options compares them: numbers are one type.
std::string_view type_of(const doc::Node& value) {
  return value.is_numeric() ? "number" : doc::to_string(value.kind());
}

class Writer {
 public:
  explicit Writer(std::string& out) : json_(out, 1) {}

  void write(const rules::RuleSet& rules) {
    json_.begin_object();
    text("$schema", "http://json-schema.org/draft-07/schema#");
    text("title", "ecslint.toml");
    text("description",
         "Configuration of ecslint: which rules count where, at what level, and what is linked");
    keys("");
    json_.key("definitions").begin_object();
    for (const std::string_view table : {"path", "rule", "ignore", "link", "role"}) {
      json_.key(table).begin_object();
      keys(table);
      json_.end_object();
    }
    json_.key("words").raw(R"({"type": "array", "items": {"type": "string"}})");
    json_.key("oneOrMore").raw(R"({"anyOf": [{"type": "string"}, {"$ref": "#/definitions/words"}]})");
    json_.key("parameters")
        .raw(R"({"type": "object", "additionalProperties": {"anyOf": [{"$ref": "#/definitions/scalar"}, )"
             R"({"type": "array", "items": {"$ref": "#/definitions/scalar"}}]}})");
    json_.key("scalar").raw(R"({"type": ["string", "number", "boolean"]})");
    all_rules(rules);
    json_.end_object().end_object();
  }

 private:
  void text(std::string_view key, std::string_view value) { json_.key(key).string(value); }

  void keys(std::string_view table) {
    text("type", "object");
    json_.key("properties").begin_object();
    std::vector<std::string_view> required;
    for (const ConfigurationKey& key : configuration_keys()) {
      if (key.table != table) continue;
      std::string description;
      text::append_json_string(description, key.summary);
      // Draft 7 looks at nothing beside a $ref.
      const bool reference = key.schema.starts_with("\"$ref\"");
      const std::string shape =
          reference ? fmt::format("\"allOf\": [{{{}}}]", key.schema) : std::string(key.schema);
      json_.key(key.name).raw(fmt::format("{{\"description\": {}, {}}}", description, shape));
      if (key.required) required.push_back(key.name);
    }
    json_.end_object();
    if (!required.empty()) {
      json_.key("required").begin_array();
      for (const std::string_view name : required) json_.string(name);
      json_.end_array();
    }
    if (table == "role") json_.key("anyOf").raw(R"([{"required": ["name"]}, {"required": ["arn"]}])");
    json_.key("additionalProperties").boolean(false);
  }

  /// Each rule by its code, with its options; names, prefixes and what else means rules have the same form.
  void all_rules(const rules::RuleSet& rules) {
    json_.key("rules").begin_object();
    text("type", "object");
    json_.key("properties").begin_object();
    for (std::size_t i = 0; i < rules.size(); ++i) rule(rules.info(i));
    json_.end_object();
    json_.key("additionalProperties").raw(R"({"$ref": "#/definitions/rule"})");
    json_.end_object();
  }

  void rule(const rules::RuleInfo& info) {
    json_.key(info.code()).begin_object();
    text("description", info.summary());
    json_.key("allOf").raw(R"([{"$ref": "#/definitions/rule"}])");
    json_.key("properties").begin_object();
    json_.key("options");
    options(info.options());
    json_.end_object().end_object();
  }

  void options(std::string_view defaults) {
    json_.begin_object();
    text("type", "object");
    doc::Document document(text::Source("options", defaults));
    std::vector<finding::Finding> mistakes;
    if (!defaults.empty()) syntax_json::parse_json(document, mistakes);
    if (!document.roots().empty()) {
      json_.key("properties").begin_object();
      for (const doc::Member& option : document.roots()[0].members()) {
        json_.key(option.key).begin_object();
        text("type", type_of(option.value));
        json_.key("default").raw(document.source().slice(option.value.range()));
        json_.end_object();
      }
      json_.end_object();
    }
    json_.key("additionalProperties").boolean(false).end_object();
  }

  text::JsonWriter json_;
};

}  // namespace

std::string configuration_schema(const rules::RuleSet& rules) {
  std::string out;
  Writer(out).write(rules);
  return out;
}

}  // namespace ecslint::lint
