// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>

#include "cli/check_arguments.h"
#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/mentioned.h"
#include "cli/rule_list.h"
#include "cli/rule_views.h"
#include "lint/linter.h"
#include "text/json_writer.h"

namespace ecslint::cli {
namespace {

using List = std::vector<rules::RuleInfo>;

std::size_t with_fix(const List& rules, bool only_safe) {
  return static_cast<std::size_t>(std::count_if(rules.begin(), rules.end(), [only_safe](const auto& rule) {
    return rule.has_fix() && (rule.fix_is_safe() || !only_safe);
  }));
}

void write_text(Output& out, const List& rules) {
  for (const rules::RuleInfo& rule : rules) {
    out << fmt::format("{}  {:<7}{} {}  {}\n", rule.code(), finding::to_string(rule.level()),
                       rule.enabled() ? " " : "-", rule.has_fix() ? (rule.fix_is_safe() ? "F" : "f") : " ",
                       rule.summary());
  }
  out << fmt::format(
      "\n{}, {} with a fix, {} of them safe (F; f: a fix to be looked at; -: off unless selected)\n",
      counted(rules.size(), "rule", "rules"), with_fix(rules, false), with_fix(rules, true));
}

template <typename Strings>
void write_list(text::JsonWriter& json, std::string_view key, const Strings& strings) {
  json.key(key).begin_array();
  for (const std::string_view s : strings) json.string(s);
  json.end_array();
}

void write_json(Output& out, const List& rules) {
  std::string text;
  text::JsonWriter json(text, 1);
  json.begin_array();
  for (const rules::RuleInfo& rule : rules) {
    json.begin_object().key("code").string(rule.code()).key("name").string(rule.name());
    json.key("level").string(finding::to_string(rule.level())).key("summary").string(rule.summary());
    json.key("enabled").boolean(rule.enabled());
    json.key("fix").string(!rule.has_fix() ? "none" : rule.fix_is_safe() ? "safe" : "unsafe");
    write_list(json, "subjects", rule.subjects());
    write_list(json, "tags", rule.tags());
    write_list(json, "compliance", rule.compliance());
    write_list(json, "catalogue", rule.catalogue());
    write_list(json, "references", rule.references());
    json.end_object();
  }
  json.end_array();
  out << text << "\n";
}

void write_markdown(Output& out, const List& rules) {
  out << "# Rules\n";
  for (const ViewGroup& topic : view_by_topic(rules)) {
    out << fmt::format("\n## {}\n\n| code | level | what | fix |\n|---|---|---|---|\n", topic.title);
    for (const ViewRow& row : topic.rows) {
      const rules::RuleInfo& rule = row.rules.front();
      out << fmt::format("| [{0}]({0}.md) | {1} | {2} | {3} |\n", rule.code(), level_words(rule),
                         rule.summary(), rule.has_fix() ? (rule.fix_is_safe() ? "safe" : "yes") : "");
    }
  }
}

/// A table for ecslint.toml to pick from.
void write_toml(Output& out, const List& rules) {
  for (const rules::RuleInfo& rule : rules) {
    out << fmt::format("# {}\n# [rules.{}]\n# severity = \"{}\"\n", rule.summary(), rule.code(),
                       finding::to_string(rule.level()));
    if (!rule.options().empty()) out << fmt::format("# options: {}\n", rule.options());
    out << "\n";
  }
}

List filtered(const List& all, const CommonOptions& options) {
  const auto meant = [](const rules::RuleInfo& rule, const std::vector<std::string>& words) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return !rules_called({rule}, word).empty(); });
  };
  List out;
  for (const rules::RuleInfo& rule : all) {
    if (!options.select.empty() && !meant(rule, options.select)) continue;
    if (!meant(rule, options.ignore)) out.push_back(rule);
  }
  return out;
}

}  // namespace

ExitCode rules(Context& context, const std::vector<std::string>& arguments) {
  std::string format = "text";
  std::string by;
  CommonOptions common;
  CLI::App app("Lists the rules", "ecslint rules");
  app.add_option("-f,--format", format, "text, json, markdown or toml")
      ->check(CLI::IsMember({"text", "json", "markdown", "toml"}));
  app.add_option("--by", by,
                 "tag, compliance (standards and peers' ids) or catalogue (what is checked anywhere)")
      ->check(CLI::IsMember({"tag", "compliance", "catalogue"}));
  declare_common(app, common, Mentioned(context, arguments));
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  lint::Options options;
  options.rule_packs = common.rule_packs;
  const lint::Linter linter(options, context.files);
  if (!linter.problems().empty()) return report_problems(context, linter);
  const List list = filtered(all_rules(linter), common);
  if (!by.empty()) {
    if (format == "toml") return usage_error(context, "--by is written as text, markdown or json");
    const bool all = common.select.empty() && common.ignore.empty();
    write_view(context.out,
               by == "tag"          ? view_by_tag(list)
               : by == "compliance" ? view_by_compliance(list)
                                    : view_by_catalogue(list, all),
               format);
    return ExitCode::kClean;
  }
  if (format == "json") write_json(context.out, list);
  if (format == "markdown") write_markdown(context.out, list);
  if (format == "toml") write_toml(context.out, list);
  if (format == "text") write_text(context.out, list);
  return ExitCode::kClean;
}

}  // namespace ecslint::cli
