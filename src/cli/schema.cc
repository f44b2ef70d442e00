// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <deque>
#include <map>

#include "cli/command.h"
#include "doc/document.h"
#include "lint/configuration_schema.h"
#include "lint/linter.h"
#include "rules/builtin.h"
#include "schema/bundle.h"
#include "syntax/json/parse.h"
#include "text/edit_distance.h"

namespace ecslint::cli {
namespace {

constexpr std::string_view kConfig = "config";
constexpr std::string_view kUrn = "urn:ecslint:schema:";

/// The built-in schemas, parsed, by name.
class Schemas {
 public:
  Schemas() {
    for (const std::string_view name : rules::builtin_schema_names()) {
      const std::string text(rules::builtin_schema_text(name).value());
      doc::Document& document = documents_.emplace_back(text::Source(std::string(name), text));
      std::vector<finding::Finding> problems;
      syntax_json::parse_json(document, problems);
      by_name_[name] = &document.roots().front();
    }
  }

  const doc::Node* find(std::string_view name) const {
    const auto at = by_name_.find(name);
    return at == by_name_.end() ? nullptr : at->second;
  }
  std::vector<std::string_view> names() const {
    std::vector<std::string_view> out;
    for (const auto& [name, node] : by_name_) out.push_back(name);
    return out;
  }

 private:
  std::deque<doc::Document> documents_;
  std::map<std::string_view, const doc::Node*> by_name_;
};

ExitCode list(Context& context, const Schemas& schemas) {
  for (const std::string_view name : schemas.names()) {
    const doc::Node* title = schemas.find(name)->find("title");
    if (name == "common") continue;
    context.out << fmt::format("{:<34} {}\n", name,
                               title != nullptr && title->is_string() ? title->as_string() : "");
  }
  context.out << fmt::format("{:<34} {}\n", kConfig, "ecslint.toml (draft 7, which TOML editors read)");
  return ExitCode::kClean;
}

}  // namespace

ExitCode schema(Context& context, const std::vector<std::string>& arguments) {
  std::string name;
  CLI::App app("Prints a JSON Schema (2020-12) in one piece, for other editors and validators",
               "ecslint schema");
  app.add_option("name", name, "Which; without a name the schemas are listed");
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;

  if (name == kConfig) {
    const lint::Linter linter({}, context.files);  // with the packs that apply here
    context.out << lint::configuration_schema(linter.rules()) << "\n";
    return ExitCode::kClean;
  }
  const Schemas schemas;
  if (name.empty()) return list(context, schemas);
  const doc::Node* wanted = schemas.find(name);
  if (wanted == nullptr) {
    const std::string_view near = text::nearest(name, schemas.names());
    return usage_error(context, fmt::format("no schema {}{}", name,
                                            near.empty() ? "" : fmt::format(" (did you mean {}?)", near)));
  }
  const auto lookup = [&schemas](std::string_view uri) -> const doc::Node* {
    return uri.substr(0, kUrn.size()) == kUrn ? schemas.find(uri.substr(kUrn.size())) : nullptr;
  };
  context.out << schema::bundle(*wanted, lookup) << "\n";
  return ExitCode::kClean;
}

}  // namespace ecslint::cli
