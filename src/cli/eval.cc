// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/read_file.h"
#include "expr/compile.h"
#include "expr/evaluate.h"
#include "expr/library.h"
#include "expr/map.h"
#include "rules/builtin.h"
#include "rules/cel_text.h"
#include "rules/functions/functions.h"
#include "rules/pack.h"
#include "rules/records.h"
#include "text/json_writer.h"

namespace ecslint::cli {
namespace {

/// A result as JSON; what JSON has no word for (bytes, times, types) as its text.
void write(text::JsonWriter& json, const expr::Value& value) {
  using expr::Kind;
  switch (value.kind()) {
    case Kind::kNull:
      json.null();
      return;
    case Kind::kBool:
      json.boolean(value.as_bool());
      return;
    case Kind::kInt:
      json.number(value.as_int());
      return;
    case Kind::kUint:
      json.raw(fmt::format("{}", value.as_uint()));
      return;
    case Kind::kDouble:
      json.number(value.as_double());
      return;
    case Kind::kString:
      json.string(value.as_string());
      return;
    case Kind::kBytes:
      json.string(value.as_bytes());
      return;
    case Kind::kType:
      json.string(value.as_type());
      return;
    case Kind::kTimestamp:
      json.string(fmt::format("{}s since 1970", value.as_seconds()));
      return;
    case Kind::kDuration:
      json.string(fmt::format("{}ns", value.as_duration()));
      return;
    case Kind::kOptional:
      value.as_optional() == nullptr ? (void)json.null() : write(json, *value.as_optional());
      return;
    case Kind::kUnknown:
      json.begin_object().key("$unknown").string(expr::reason_of(value)).end_object();
      return;
    case Kind::kList:
      json.begin_array();
      for (std::uint32_t i = 0; i < value.size(); ++i) write(json, value.element(i));
      json.end_array();
      return;
    case Kind::kMap:
      json.begin_object();
      expr::each_entry(value, [&json](const expr::Value& key, const expr::Value& item) {
        std::string name;
        text::JsonWriter text(name);
        if (key.is_string()) name = key.as_string();
        if (!key.is_string()) write(text, key);
        json.key(name);
        write(json, item);
        return true;
      });
      json.end_object();
      return;
    default:
      json.string(expr::type_name(value));
      return;
  }
}

class Evaluation {
 public:
  Evaluation(Context& context, std::string source)
      : context_(context), source_(std::move(source)), functions_(rules::function_tables()) {}

  /// Once for each resource, which its subject's name is bound to; `document` is the whole file.
  ExitCode over(const ReadFile& file) {
    const std::vector<doc::Node>& roots = file.document->roots();
    if (file.resources.empty()) return evaluate("document", roots.empty() ? nullptr : &roots.front(), "");
    const std::vector<const model::Resource*> meant = meant_of(file.resources);
    ExitCode code = ExitCode::kClean;
    for (const model::Resource* resource : meant) {
      const model::KindInfo& kind = model::info(resource->kind);
      const std::string label =
          meant.size() > 1 ? fmt::format("{} {}: ", kind.name, resource->name) : std::string();
      code = worse(code, evaluate(kind.subject, resource->node, label));
    }
    return code;
  }

  ExitCode without_file() { return evaluate("document", nullptr, ""); }

 private:
  /// A template has resources of many kinds, and the expression speaks of one; `resource` is each.
  std::vector<const model::Resource*> meant_of(const std::vector<model::Resource>& resources) const {
    std::vector<const model::Resource*> out;
    const bool all = rules::mentions(source_, "resource");
    for (const model::Resource& resource : resources) {
      if (all || rules::mentions(source_, model::info(resource.kind).subject)) out.push_back(&resource);
    }
    if (out.empty()) out.push_back(&resources.front());
    return out;
  }

  ExitCode evaluate(std::string_view name, const doc::Node* node, const std::string& label) {
    const rules::Pack facts{rules::builtin_pack()};
    expr::TypeTable types;
    expr::Environment environment(types, functions_);
    std::vector<expr::Value> slots = {node == nullptr ? expr::Value() : expr::Value::from(*node)};
    if (node != nullptr) environment.add(name, 0);
    if (node != nullptr) environment.add("resource", 0);
    for (const rules::DataRecord& table : facts.image()[facts.header().data]) {
      const std::string variable = fmt::format("data.{}", facts.image()[table.name]);
      if (source_.find(variable) == std::string::npos) continue;
      environment.add(variable, static_cast<std::uint32_t>(slots.size()));
      slots.push_back(expr::Value::from(*facts.fact_table(facts.image()[table.name])));
    }
    text::ImageBuilder image;
    std::vector<expr::CompileError> errors;
    const auto compiled = expr::compile(source_, environment, image, errors);
    for (const expr::CompileError& error : errors) complain(error.message, error.offset, error.size);
    if (!compiled) return ExitCode::kUsage;
    expr::RegexCache patterns;
    expr::Evaluator evaluator(image.image(), patterns, functions_);
    evaluator.use(&facts);
    const expr::Value value = evaluator.evaluate(compiled->program, slots);
    if (value.is_error())
      return complain(value.error_message(), value.error_offset(), 1), ExitCode::kFindings;
    std::string out = label;
    text::JsonWriter json(out);
    write(json, value);
    context_.out << out << "\n";
    return ExitCode::kClean;
  }

  void complain(std::string_view message, std::uint32_t offset, std::uint32_t size) {
    context_.err << fmt::format("ecslint: {}\n", message);
    if (offset > source_.size() || source_.find('\n') != std::string::npos) return;
    context_.err << "  " << source_ << "\n  " << std::string(offset, ' ')
                 << std::string(std::max(size, 1u), '^') << "\n";
  }

  Context& context_;
  std::string source_;
  expr::FunctionTables functions_;
};

}  // namespace

ExitCode eval(Context& context, const std::vector<std::string>& arguments) {
  std::string expression;
  std::string path;
  CLI::App app(
      "Evaluates a CEL expression; the file's resource is bound to taskDefinition, service …, or document, "
      "and "
      "data.TABLE are the tables of the built-in rules",
      "ecslint eval");
  app.add_option("expression", expression, "The expression")->required();
  app.add_option("file", path, "A task definition, service …; - is standard input");
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  Evaluation evaluation(context, expression);
  if (path.empty()) return evaluation.without_file();
  const auto file = read_file(context, path);
  if (!file) return context.err << "ecslint: " << file.error().message << "\n", ExitCode::kUnreadable;
  return evaluation.over(*file);
}

}  // namespace ecslint::cli
