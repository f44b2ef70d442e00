// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>

#include "cli/command.h"
#include "cli/common_options.h"
#include "cli/rule_list.h"
#include "cli/tag_list.h"
#include "lint/linter.h"
#include "report/locator.h"
#include "text/edit_distance.h"

namespace ecslint::cli {
namespace {

template <typename Strings>
std::string joined(const Strings& strings, std::string_view separator = ", ") {
  std::string out;
  for (const std::string_view s : strings) out.append(out.empty() ? "" : separator).append(s);
  return out;
}

/// What a standard asks for in general, unlike another tool's name for the same check.
bool is_requirement(std::string_view id) { return id.starts_with("NIST.") || id.starts_with("PCI-DSS."); }

std::string compliance_ids(const rules::RuleInfo& rule, bool requirements) {
  std::vector<std::string_view> ids;
  for (const std::string_view id : rule.compliance()) {
    if (is_requirement(id) == requirements) ids.push_back(id);
  }
  return joined(ids);
}

std::string fix_words(const rules::RuleInfo& rule) {
  return !rule.has_fix() ? "none" : rule.fix_is_safe() ? "yes, safe" : "yes, to be looked at";
}

/// What to call to have it.
std::string fix_command(const rules::RuleInfo& rule) {
  return !rule.has_fix()      ? ""
         : rule.fix_is_safe() ? " (ecslint check --fix)"
                              : " (ecslint check --unsafe-fixes)";
}

std::string indented(std::string_view text, std::string_view by) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    out += line.empty() ? "\n" : fmt::format("{}{}\n", by, line);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  }
  return out;
}

/// Bytes that neither a page nor a terminal can show are written \xNN.
std::string shown(std::string_view text) {
  std::string out;
  for (;;) {
    const auto end = text.find_first_of("\n\t");
    out += report::printable(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    out += text[end];
    text.remove_prefix(end + 1);
  }
}

void write_text(Output& out, const rules::RuleInfo& rule) {
  out << fmt::format("{} {} ({})\n{}\n", rule.code(), rule.name(), level_words(rule), rule.summary());
  if (!rule.help().empty()) out << "\n" << indented(rule.help(), "  ");
  out << "\n";
  if (rule.has_condition()) out << fmt::format("  looks at: {}\n", joined(rule.subjects()));
  out << fmt::format("  fix: {}{}\n", fix_words(rule), fix_command(rule));
  if (!rule.options().empty()) out << fmt::format("  options: {}\n", rule.options());
  if (!rule.tags().empty()) out << fmt::format("  tags: {}\n", joined(rule.tags()));
  const std::string peers = compliance_ids(rule, false);
  if (!peers.empty()) out << fmt::format("  also known as: {}\n", peers);
  const std::string requirements = compliance_ids(rule, true);
  if (!requirements.empty()) out << fmt::format("  serves: {}\n", requirements);
  for (const std::string_view link : rule.references()) out << fmt::format("  see: {}\n", link);
  for (const Example& example : examples_of(rule.code())) {
    out << fmt::format("\n  {}:\n\n{}", example.name, indented(shown(example.text), "    "));
    if (!example.findings.empty()) out << "\n  says:\n\n" << indented(example.findings, "    ");
  }
}

/// "Bad", "Good", and of a folder "Bad: service.json".
std::string title(const Example& example) {
  const std::string_view kind = example.name.starts_with("bad") ? "Bad" : "Good";
  const std::size_t slash = example.name.find('/');
  if (slash == std::string_view::npos) return std::string(kind);
  return fmt::format("{}: {}", kind, example.name.substr(slash + 1));
}

void write_markdown(Output& out, const rules::RuleInfo& rule) {
  out << fmt::format("# {} {}\n\n{}\n\n", rule.code(), rule.name(), rule.summary());
  out << fmt::format("| | |\n|---|---|\n| level | {} |\n| fix | {} |\n", level_words(rule), fix_words(rule));
  if (rule.has_condition()) out << fmt::format("| looks at | `{}` |\n", joined(rule.subjects(), "`, `"));
  if (!rule.options().empty()) out << fmt::format("| options | `{}` |\n", rule.options());
  if (!rule.tags().empty()) out << fmt::format("| tags | {} |\n", joined(rule.tags()));
  const std::string peers = compliance_ids(rule, false);
  if (!peers.empty()) out << fmt::format("| also known as | {} |\n", peers);
  const std::string requirements = compliance_ids(rule, true);
  if (!requirements.empty()) out << fmt::format("| serves | {} |\n", requirements);
  if (!rule.since().empty()) out << fmt::format("| since | {} |\n", rule.since());
  if (!rule.help().empty()) out << "\n" << rule.help() << "\n";
  for (const Example& example : examples_of(rule.code())) {
    const std::string_view language = example.name.substr(example.name.rfind('.') + 1);
    out << fmt::format("\n## {}\n\n```{}\n{}```\n", title(example), language, shown(example.text));
    if (!example.findings.empty()) out << fmt::format("\n```text\n{}```\n", example.findings);
  }
  if (rule.references().empty()) return;
  out << "\n## References\n\n";
  for (const std::string_view link : rule.references()) out << fmt::format("- <{}>\n", link);
}

bool names_a_rule(const std::vector<rules::RuleInfo>& all, std::string_view word) {
  return std::any_of(all.begin(), all.end(), [&](const auto& rule) { return rule.answers_to(word); });
}

// A tag gives its list, any other word the rules that it means; false when it means none.
bool explain_word(Output& out, const std::vector<rules::RuleInfo>& all, const std::string& word,
                  std::string_view format) {
  if (!names_a_rule(all, word) && is_tag(all, word)) return write_tag(out, all, word, format), true;
  const auto meant = rules_called(all, word);
  for (const rules::RuleInfo& rule : meant) {
    if (&rule != &meant.front()) out << "\n";
    format == "text" ? write_text(out, rule) : write_markdown(out, rule);
  }
  return !meant.empty();
}

ExitCode unknown(Context& context, const std::vector<rules::RuleInfo>& all, const std::string& word) {
  std::vector<std::string_view> names;
  for (const rules::RuleInfo& rule : all) {
    names.push_back(rule.code());
    names.push_back(rule.name());
    for (const std::string_view id : rule.compliance()) names.push_back(id);
    for (const std::string_view tag : rule.tags()) names.push_back(tag);
  }
  const std::string_view near = text::nearest(word, names);
  return usage_error(context, fmt::format("no rule or tag is called {}{}", word,
                                          near.empty() ? "" : fmt::format(" (did you mean {}?)", near)));
}

}  // namespace

ExitCode explain(Context& context, const std::vector<std::string>& arguments) {
  std::vector<std::string> words;
  std::string format = "text";
  CommonOptions common;
  CLI::App app("Explains a rule, or lists those of a tag", "ecslint explain");
  app.add_option("code", words, "Code, name, a tag such as start-failure, or a peer's id such as CKV_AWS_336")
      ->required();
  app.add_option("-f,--format", format, "text or markdown")->check(CLI::IsMember({"text", "markdown"}));
  app.add_option("--rules", common.rule_packs, "More rules: a pack's folder or one rule")
      ->allow_extra_args(false)
      ->option_text("PATH");
  ExitCode code{};
  if (!parse(app, context, arguments, code)) return code;
  const auto options = lint_options(common, context);
  const lint::Linter linter(*options, context.files);
  if (!linter.problems().empty()) return report_problems(context, linter);
  const std::vector<rules::RuleInfo> all = all_rules(linter);
  for (const std::string& word : words) {
    if (&word != &words.front()) context.out << "\n";
    if (!explain_word(context.out, all, word, format)) return unknown(context, all, word);
  }
  return ExitCode::kClean;
}

}  // namespace ecslint::cli
