// SPDX-License-Identifier: Apache-2.0
// What is known of the place: the findings there with the help of their rules, then the property with its
// unit, default, limits and where it works.
#include <fmt/format.h>

#include <algorithm>

#include "dialect/cloudformation/call.h"
#include "lsp/cursor.h"
#include "lsp/diagnostics.h"
#include "lsp/features/features.h"
#include "lsp/template_names.h"
#include "schema/value.h"

namespace ecslint::lsp {
namespace {

std::string about_finding(const Context& context, const Diagnosis& diagnosis) {
  const lint::Linter& linter = context.folder().linter();
  const auto number = linter.rules().find(diagnosis.code);
  std::string out = fmt::format("**{}**", diagnosis.code);
  if (!number) return out + " " + diagnosis.message + "\n";
  const rules::RuleInfo rule = linter.rules().info(*number);
  out +=
      fmt::format(" `{}` · {}\n\n{}\n", rule.name(), finding::to_string(diagnosis.level), diagnosis.message);
  if (!rule.help().empty()) out += fmt::format("\n{}\n", rule.help());
  for (const std::string_view link : rule.references()) out += fmt::format("\n[{0}]({0})\n", link);
  return out;
}

bool is_true(const doc::Node* value) {
  return value != nullptr && (value->is(doc::Kind::kBool) ? value->as_bool() : value->is_string());
}

std::string joined(const std::vector<const schema::Value*>& values, text::Image image) {
  constexpr std::size_t kMost = 16;
  std::string out;
  for (std::size_t i = 0; i < std::min(values.size(), kMost); ++i) {
    out += fmt::format("{}`{}`", i == 0 ? "" : ", ", schema::to_json(*values[i], image));
  }
  return values.size() > kMost ? out + fmt::format(" and {} more", values.size() - kMost) : out;
}

/// "EC2, Fargate (platform 1.4.0 and later), External" of a row of compatibility.toml.
std::string where_it_works(const doc::Node& row) {
  constexpr std::pair<std::string_view, std::string_view> kPlaces[] = {{"ec2", "EC2"},
                                                                       {"fargate", "Fargate"},
                                                                       {"managed", "Managed Instances"},
                                                                       {"external", "External"},
                                                                       {"windows", "Windows"}};
  const auto text = [&row](std::string_view key) {
    const doc::Node* value = row.find(key);
    return value != nullptr && value->is_string() ? value->as_string() : std::string_view();
  };
  std::string yes;
  std::string no;
  for (const auto& [key, name] : kPlaces) {
    std::string& to = text(key) == "yes" ? yes : no;
    if (text(key) != "yes" && text(key) != "no") continue;
    to += (to.empty() ? "" : ", ") + std::string(name);
    if (key == "fargate" && text(key) == "yes" && !text("since").empty())
      to += fmt::format(" (platform {} and later)", text("since"));
  }
  std::string out;
  if (!yes.empty()) out += fmt::format("- works on: {}\n", yes);
  if (!no.empty()) out += fmt::format("- not on: {}\n", no);
  if (!text("note").empty()) out += fmt::format("- {}\n", text("note"));
  return out;
}

const doc::Node* compatibility(const Context& context, const model::Resource& resource,
                               std::string_view pattern) {
  constexpr std::pair<std::string_view, std::string_view> kTables[] = {
      {"containerDefinitions[].linuxParameters.", "linux"},
      {"containerDefinitions[].", "container"},
      {"volumes[].", "volume"}};
  const doc::Node* all = facts(context.folder().linter(), "compatibility");
  if (all == nullptr) return nullptr;
  std::string_view table = resource.kind == model::Kind::kService ? "service" : "task";
  if (resource.kind == model::Kind::kTaskDefinition) {
    for (const auto& [prefix, name] : kTables) {
      if (!pattern.starts_with(prefix)) continue;
      table = name;
      pattern.remove_prefix(prefix.size());
      break;
    }
  }
  const doc::Node* rows = all->find(table);
  return rows == nullptr ? nullptr : rows->find(pattern);
}

std::string about_property(const Context& context, const Cursor& cursor) {
  std::vector<std::string> keys = keys_of(cursor.steps);
  while (!keys.empty() && keys.back().empty()) keys.pop_back();
  if (keys.empty()) return {};
  const lint::Engine& engine = context.folder().linter().engine();
  const auto schema = schema_at(engine, *cursor.resource, keys);
  if (!schema) return {};
  const std::string key = keys.back();
  keys.pop_back();
  const auto parent = schema_at(engine, *cursor.resource, keys);
  const auto property = parent ? parent->property(key) : std::nullopt;
  if (!property && schema->description().empty()) return {};
  // As the document calls it.
  const std::string_view called =
      context.source().slice(inside_quotes(context.source(), cursor.member()->key_range));
  std::string out = fmt::format("**{}** {}{}\n", called.empty() ? key : called, schema->type_words(),
                                property && property->required ? " · required" : "");
  if (!schema->description().empty()) out += fmt::format("\n{}\n", schema->description());
  const text::Image image = schema->set().image();
  std::string facts;
  if (!schema->unit().empty()) facts += fmt::format("- unit: {}\n", schema->unit());
  if (const schema::Value* value = schema->default_value())
    facts += fmt::format("- default: `{}`\n", schema::to_json(*value, image));
  if (!schema->expected().empty()) facts += fmt::format("- must be {}\n", schema->expected());
  if (const auto values = schema->enum_values(); !values.empty())
    facts += fmt::format("- one of {}\n", joined(values, image));
  if (const auto examples = schema->examples(); !examples.empty())
    facts += fmt::format("- example: {}\n", joined({examples.front()}, image));
  keys.push_back(key);
  if (const doc::Node* row = compatibility(context, *cursor.resource, pattern_of(keys)))
    facts += where_it_works(*row);
  return facts.empty() ? out : out + "\n" + facts;
}

/// What is said of it where it is declared.
std::string about_name(const Declaration& declared) {
  std::string out = fmt::format("**{}** {}\n", declared.name, declared.what());
  const auto text = [&declared](std::string_view key) {
    const doc::Node* value = declared.node->find(key);
    return value == nullptr ? std::nullopt : dialect_cloudformation::text_of(*value);
  };
  if (const auto description = text("Description")) out += fmt::format("\n{}\n", *description);
  if (const auto fallback = text("Default"); fallback && !is_true(declared.node->find("NoEcho")))
    out += fmt::format("\n- default: `{}`\n", *fallback);
  return out;
}

/// The key and its value, or the one that was asked about.
text::Range range_of(const Cursor& cursor) {
  const doc::Member* member = cursor.member();
  return cursor.on_key ? member->key_range : cursor.node().range();
}

}  // namespace

Answer hover(const Context& context, const Json& params) {
  const auto offset = offset_in(context, params);
  if (!offset) return no_position();
  std::string text;
  std::optional<text::Range> range;
  if (const FileState* state = context.folder().state(context.name())) {
    for (const Diagnosis& diagnosis : state->shown) {
      if (*offset < diagnosis.range.begin || *offset > diagnosis.range.end) continue;
      text += (text.empty() ? "" : "\n---\n\n") + about_finding(context, diagnosis);
      if (!range) range = diagnosis.range;
    }
  }
  const auto cursor = cursor_at(*context.file(), *offset);
  if (cursor && cursor->member() != nullptr) {
    const std::string about = about_property(context, *cursor);
    if (!about.empty()) text += (text.empty() ? "" : "\n---\n\n") + about;
    if (!about.empty() && !range) range = range_of(*cursor);
  }
  if (const auto name = template_name_at(*context.file(), *offset)) {
    text += (text.empty() ? "" : "\n---\n\n") + about_name(name->declared);
    if (!range) range = name->range;
  }
  if (text.empty()) return Json();
  return Json{{"contents", markup(text, context.client().markdown)},
              {"range", to_json(context.positions().range(*range))}};
}

}  // namespace ecslint::lsp
