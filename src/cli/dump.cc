// SPDX-License-Identifier: Apache-2.0
#include "doc/dump.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/command.h"
#include "cli/read_file.h"
#include "doc/path.h"
#include "text/line_index.h"

namespace ecslint::cli {
namespace {

/// One line a value: its path, the value, its place.
class Printer {
 public:
  Printer(Output& out, const doc::Document& document) : out_(out), lines_(document.source().bytes()) {}

  void print(const doc::Node& node) {
    const bool leaf = !node.is_array() && !node.is_object();
    if (leaf || node.size() == 0) {
      out_ << fmt::format("  {} = {}  {}\n", doc::to_path(steps_), doc::to_json(node), place(node.range()));
      return;
    }
    for (std::uint32_t i = 0; i < node.size(); ++i) {
      steps_.push_back({&node, i});
      print(steps_.back().node());
      steps_.pop_back();
    }
  }

  std::string place(text::Range range) const {
    const text::Position start = lines_.position(range.begin);
    const text::Position end = lines_.position(range.end);
    return fmt::format("{}:{}-{}:{}", start.line, start.column, end.line, end.column);
  }

 private:
  Output& out_;
  text::LineIndex lines_;
  std::vector<doc::Step> steps_;
};

}  // namespace

ExitCode dump(Context& context, const std::vector<std::string>& arguments) {
  std::string path;
  CLI::App app("Prints the ECS resources of a file in their canonical form, each value with its place",
               "ecslint dump");
  app.add_option("file", path, "The file; - is standard input")->required();
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  const auto file = read_file(context, path);
  if (!file) return context.err << "ecslint: " << file.error().message << "\n", ExitCode::kUnreadable;
  if (file->resources.empty()) {
    context.out << fmt::format("no ECS resource: {} ({})\n", file->reading.what, file->reading.why);
    return ExitCode::kClean;
  }
  Printer printer(context.out, *file->document);
  for (const model::Resource& resource : file->resources) {
    context.out << fmt::format("{} {} ({})  {}\n", model::info(resource.kind).name,
                               resource.named() ? resource.name : "without a known name",
                               model::to_string(resource.form), printer.place(resource.node->range()));
    printer.print(*resource.node);
  }
  return file->problems.empty() ? ExitCode::kClean : ExitCode::kUnreadable;
}

}  // namespace ecslint::cli
