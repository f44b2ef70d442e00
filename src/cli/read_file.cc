// SPDX-License-Identifier: Apache-2.0
#include "cli/read_file.h"

#include <fmt/format.h>

#include "cli/standard_input.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"
#include "text/line_index.h"

namespace ecslint::cli {
namespace {

bool is_yaml_name(std::string_view path) {
  const auto ends = [path](std::string_view e) {
    return path.size() >= e.size() && path.substr(path.size() - e.size()) == e;
  };
  return ends(".yaml") || ends(".yml");
}

/// JSON begins with a bracket; anything else is read as YAML, unless its name says otherwise.
bool reads_as_yaml(const text::Source& source) {
  if (is_yaml_name(source.name())) return true;
  const std::string_view text = source.content();
  const auto first = text.find_first_not_of(" \t\r\n");
  const bool bracket =
      first != std::string_view::npos && (text[first] == '{' || text[first] == '[' || text[first] == '/');
  return source.name() == "-" && !bracket;
}

}  // namespace

text::Result<ReadFile> read_file(Context& context, const std::string& path) {
  auto source = path == "-" ? read_standard_input(path) : context.files.read(path);
  if (!source) return source.error();
  ReadFile out;
  out.document = std::make_unique<doc::Document>(std::move(source).value());
  if (reads_as_yaml(out.document->source())) {
    syntax_yaml::parse_yaml(*out.document, out.problems);
  } else {
    syntax_json::parse_json(*out.document, out.problems);
  }
  const text::LineIndex lines(out.document->source().bytes());
  for (const finding::Finding& problem : out.problems) {
    const text::Position at = lines.position(problem.place.range.begin);
    context.err << fmt::format("{}:{}:{}: {}[{}] {}\n", path, at.line, at.column,
                               finding::to_string(problem.level), problem.code, problem.message);
  }
  out.reading = dialect_ecs::read_resources(*out.document, std::nullopt, out.resources);
  return out;
}

}  // namespace ecslint::cli
