// SPDX-License-Identifier: Apache-2.0
#include "cli/read_file.h"

#include <fmt/format.h>

#include "cli/standard_input.h"
#include "lint/checker.h"
#include "lint/read_document.h"
#include "syntax/json/parse.h"
#include "syntax/yaml/yaml.h"
#include "text/line_index.h"

namespace ecslint::cli {
text::Result<ReadFile> read_file(Context& context, const std::string& path) {
  auto source = path == "-" ? read_standard_input(path) : context.files.read(path);
  if (!source) return source.error();
  ReadFile out;
  out.document = std::make_unique<doc::Document>(std::move(source).value());
  const text::Source& text = out.document->source();
  if (lint::syntax_of(text.name(), text.content()) == lint::Syntax::kYaml) {
    syntax_yaml::parse_yaml(*out.document, out.problems);
  } else {
    syntax_json::parse_json(*out.document, out.problems);
  }
  dialect_cloudformation::Openness open;
  out.reading = lint::read_document(*out.document, {}, out.resources, open, out.problems);
  const text::LineIndex lines(out.document->source().bytes());
  for (const finding::Finding& problem : out.problems) {
    const text::Position at = lines.position(problem.place.range.begin);
    context.err << fmt::format("{}:{}:{}: {}[{}] {}\n", path, at.line, at.column,
                               finding::to_string(problem.level), problem.code, problem.message);
  }
  return out;
}

}  // namespace ecslint::cli
