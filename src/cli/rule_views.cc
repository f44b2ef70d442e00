// SPDX-License-Identifier: Apache-2.0
#include "cli/rule_views.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

#include "cli/embedded_file.h"
#include "cli/rule_list.h"
#include "doc/document.h"
#include "rules/builtin.h"
#include "syntax/json/parse.h"
#include "syntax/toml/toml.h"
#include "text/json_writer.h"

namespace ecslint::cli {
namespace {

struct Owner {
  std::string_view prefix;  // that ids begin with
  std::string_view name;
  std::string_view title;
};

/// Standards first, in this order; who is not here goes by what stands before the colon.
constexpr std::array kOwners = {
    Owner{"AWS-FSBP:", "AWS-FSBP", "AWS Foundational Security Best Practices (Security Hub)"},
    Owner{"AWS-Resource-Tagging:", "AWS-Resource-Tagging", "AWS Resource Tagging Standard (Security Hub)"},
    Owner{"NIST.800-53.r5:", "NIST.800-53.r5", "NIST SP 800-53 Rev. 5, as Security Hub maps its controls"},
    Owner{"PCI-DSS.v4.0.1:", "PCI-DSS.v4.0.1", "PCI DSS 4.0.1, as Security Hub maps its controls"},
    Owner{"CWE-", "CWE", "Common Weakness Enumeration"},
    Owner{"Config:", "Config", "AWS Config managed rules"},
    Owner{"CT.", "CT", "AWS Control Tower proactive controls"},
    Owner{"cfn-lint:", "cfn-lint", "cfn-lint"},
    Owner{"CKV_", "CKV", "Checkov"},
    Owner{"KICS:", "KICS", "KICS"},
    Owner{"AVD-", "AVD", "Trivy and tfsec"},
    Owner{"AwsSolutions-", "AwsSolutions", "cdk-nag"},
    Owner{"PR-AWS-", "PR-AWS", "Prancer"},
    Owner{"AC_AWS_", "AC_AWS", "Terrascan"},
};

struct Topic {
  std::string_view prefix;  // of codes
  std::string_view title;
};

constexpr std::array kTopics = {
    Topic{"NET", "Networks, ports and load balancers"},
    Topic{"RES", "CPU, memory and other resources"},
    Topic{"PLT", "Platforms: Fargate, EC2, external and managed instances, Windows"},
    Topic{"IMG", "Images"},
    Topic{"CTR", "What containers may do"},
    Topic{"IAM", "Roles and policies"},
    Topic{"SEC", "Secrets"},
    Topic{"VOL", "Volumes and mounts"},
    Topic{"LOG", "Logs"},
    Topic{"MON", "Health checks, metrics and alarms"},
    Topic{"DEP", "Dependencies and deployments"},
    Topic{"HAV", "Availability and scaling"},
    Topic{"CST", "Cost"},
    Topic{"TAG", "Tags and names"},
    Topic{"SCH", "Shape: names, types and limits of the API"},
    Topic{"SYN", "Syntax of JSON, YAML and what is in them"},
    Topic{"SUP", "Suppressions"},
    Topic{"CFG", "ecslint.toml and rule packs"},
};

std::size_t owner_of(std::string_view id) {
  const auto found =
      std::ranges::find_if(kOwners, [&](const Owner& owner) { return id.starts_with(owner.prefix); });
  return static_cast<std::size_t>(found - kOwners.begin());
}

std::string group_name(std::string_view id) {
  const std::size_t owner = owner_of(id);
  return std::string(owner < kOwners.size() ? kOwners[owner].name : id.substr(0, id.find(':')));
}

/// ECS.9 stands before ECS.10.
bool natural_less(std::string_view a, std::string_view b) {
  const auto digit = [](std::string_view s) { return !s.empty() && s[0] >= '0' && s[0] <= '9'; };
  while (!a.empty() && !b.empty()) {
    if (digit(a) && digit(b)) {
      std::uint64_t left = 0;
      std::uint64_t right = 0;
      const char* end_a = std::from_chars(a.data(), a.data() + a.size(), left).ptr;
      const char* end_b = std::from_chars(b.data(), b.data() + b.size(), right).ptr;
      if (left != right) return left < right;
      a.remove_prefix(static_cast<std::size_t>(end_a - a.data()));
      b.remove_prefix(static_cast<std::size_t>(end_b - b.data()));
      continue;
    }
    if (a[0] != b[0]) return a[0] < b[0];
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  return a.size() < b.size();
}

struct NaturalLess {
  bool operator()(const std::string& a, const std::string& b) const { return natural_less(a, b); }
};

ViewGroup& group_of(View& view, const std::string& name, std::string_view title) {
  const auto found = std::ranges::find(view, name, &ViewGroup::name);
  return found != view.end() ? *found : view.emplace_back(ViewGroup{name, std::string(title), {}});
}

// --- the catalogue

extern "C" const EmbeddedFile ecslint_catalogue_files[];

std::string_view catalogue_file(std::string_view name) {
  for (const EmbeddedFile* file = ecslint_catalogue_files; file->path != nullptr; ++file) {
    if (file->name() == name) return file->bytes();
  }
  return {};
}

std::string_view cut(std::string_view& text, char separator) {
  const std::size_t at = text.find(separator);
  const std::string_view part = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return part;
}

/// Rows by the schemas whose places name them.
using Namers = std::map<std::string, std::vector<std::string>, std::less<>>;

void add_places(const doc::Node& node, const std::string& schema, Namers& namers) {
  for (const doc::Member& member : node.members()) {
    if (member.key != "x-catalogue") {
      add_places(member.value, schema, namers);
      continue;
    }
    for (const doc::Node& row : member.value.elements()) {
      auto& names = namers[std::string(row.as_string())];
      if (names.empty() || names.back() != schema) names.push_back(schema);
    }
  }
  for (const doc::Node& element : node.elements()) add_places(element, schema, namers);
}

Namers schemas_by_row() {
  Namers namers;
  for (const std::string_view name : rules::builtin_schema_names()) {
    doc::Document document(
        text::Source(std::string(name), std::string(rules::builtin_schema_text(name).value())));
    std::vector<finding::Finding> problems;
    syntax_json::parse_json(document, problems);
    add_places(document.roots().front(), std::string(name), namers);
  }
  return namers;
}

std::map<std::string, std::string, std::less<>> reasons() {
  std::map<std::string, std::string, std::less<>> out;
  doc::Document document(text::Source("not-covered.toml", std::string(catalogue_file("not-covered.toml"))));
  std::vector<finding::Finding> problems;
  syntax_toml::parse_toml(document, problems);
  if (document.roots().empty()) return out;
  for (const doc::Member& member : document.roots().front().members()) {
    const doc::Node* reason = member.value.find("reason");
    if (reason != nullptr) out[std::string(member.key)] = reason->as_string();
  }
  return out;
}

// --- formats

std::string rule_line(const rules::RuleInfo& rule) {
  return fmt::format("{}  {:<7}{} {}", rule.code(), finding::to_string(rule.level()),
                     rule.enabled() ? " " : "-", rule.summary());
}

void write_text(Output& out, const ViewGroup& group) {
  out << (group.title.empty() || group.title == group.name
              ? fmt::format("{}\n", group.name)
              : fmt::format("{}: {}\n", group.name, group.title));
  std::size_t width = 0;
  for (const ViewRow& row : group.rows) width = std::max(width, row.id.size());
  for (const ViewRow& row : group.rows) {
    std::vector<std::string> lines;
    if (!row.text.empty()) lines.push_back(row.text);
    for (const rules::RuleInfo& rule : row.rules) lines.push_back(rule_line(rule));
    for (const std::string& schema : row.schemas) lines.push_back("schema " + schema);
    if (!row.reason.empty()) lines.push_back("not covered: " + row.reason);
    for (const std::string& line : lines) {
      out << fmt::format("  {:<{}}  {}\n", &line == &lines.front() ? row.id : "", width, line);
    }
  }
  out << "\n";
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) out.append(c == '|' ? "\\|" : std::string(1, c));
  return out;
}

std::string answers(const ViewRow& row) {
  std::vector<std::string> parts;
  for (const rules::RuleInfo& rule : row.rules) {
    parts.push_back(fmt::format("[{0}]({0}.md) {1}", rule.code(), level_words(rule)));
  }
  for (const std::string& schema : row.schemas) parts.push_back("schema " + schema);
  if (!row.reason.empty()) parts.push_back("not covered: " + row.reason);
  return fmt::format("{}", fmt::join(parts, "; "));
}

void write_markdown(Output& out, const ViewGroup& group) {
  out << fmt::format("## {}\n\n", group.title.empty() ? group.name : group.title);
  const bool has_text = std::ranges::any_of(group.rows, [](const ViewRow& row) { return !row.text.empty(); });
  out << (has_text ? "| id | what | rules |\n|---|---|---|\n" : "| id | rules |\n|---|---|\n");
  for (const ViewRow& row : group.rows) {
    const std::string what = has_text ? escaped(row.text) + " | " : "";
    out << fmt::format("| {} | {}{} |\n", escaped(row.id), what, escaped(answers(row)));
  }
  out << "\n";
}

void write_json(text::JsonWriter& json, const ViewGroup& group) {
  json.begin_object().key("name").string(group.name);
  if (!group.title.empty()) json.key("title").string(group.title);
  json.key("rows").begin_array();
  for (const ViewRow& row : group.rows) {
    json.begin_object().key("id").string(row.id);
    if (!row.text.empty()) json.key("text").string(row.text);
    json.key("rules").begin_array();
    for (const rules::RuleInfo& rule : row.rules) json.string(rule.code());
    json.end_array();
    if (!row.schemas.empty()) {
      json.key("schemas").begin_array();
      for (const std::string& schema : row.schemas) json.string(schema);
      json.end_array();
    }
    if (!row.reason.empty()) json.key("reason").string(row.reason);
    json.end_object();
  }
  json.end_array().end_object();
}

}  // namespace

View view_by_topic(const std::vector<rules::RuleInfo>& rules) {
  View view;
  for (const Topic& topic : kTopics) group_of(view, std::string(topic.prefix), topic.title);
  for (const rules::RuleInfo& rule : rules) {
    const std::string_view code = rule.code();
    const std::string prefix(code.substr(0, code.find_first_of("0123456789")));
    group_of(view, prefix, "")
        .rows.push_back({std::string(code), std::string(rule.summary()), {rule}, {}, ""});
  }
  std::erase_if(view, [](const ViewGroup& group) { return group.rows.empty(); });
  return view;
}

View view_by_tag(const std::vector<rules::RuleInfo>& rules) {
  std::map<std::string, std::vector<rules::RuleInfo>> by_tag;
  for (const rules::RuleInfo& rule : rules) {
    for (const std::string_view tag : rule.tags()) by_tag[std::string(tag)].push_back(rule);
  }
  ViewGroup group{"tags", "Tags", {}};
  for (auto& [tag, found] : by_tag) group.rows.push_back({tag, "", std::move(found), {}, ""});
  return {std::move(group)};
}

View view_by_compliance(const std::vector<rules::RuleInfo>& rules) {
  std::map<std::string, std::vector<rules::RuleInfo>, NaturalLess> by_id;
  for (const rules::RuleInfo& rule : rules) {
    for (const std::string_view id : rule.compliance()) by_id[std::string(id)].push_back(rule);
  }
  View view;
  for (const Owner& owner : kOwners) group_of(view, std::string(owner.name), owner.title);
  for (auto& [id, found] : by_id) {
    group_of(view, group_name(id), "").rows.push_back({id, "", std::move(found), {}, ""});
  }
  std::erase_if(view, [](const ViewGroup& group) { return group.rows.empty(); });
  return view;
}

View view_by_catalogue(const std::vector<rules::RuleInfo>& rules, bool all) {
  const Namers schemas = schemas_by_row();
  const auto left_out = reasons();
  View view;
  std::string_view text = catalogue_file("catalogue.tsv");
  cut(text, '\n');  // the heads of the columns
  while (!text.empty()) {
    std::string_view line = cut(text, '\n');
    ViewRow row;
    row.id = cut(line, '\t');
    const std::string topic(cut(line, '\t'));
    row.text = cut(line, '\t');
    for (const rules::RuleInfo& rule : rules) {
      if (rule.catalogue().contains(row.id)) row.rules.push_back(rule);
    }
    if (const auto named = schemas.find(row.id); all && named != schemas.end()) row.schemas = named->second;
    if (const auto left = left_out.find(row.id); all && left != left_out.end()) row.reason = left->second;
    if (all || !row.rules.empty()) group_of(view, topic, "").rows.push_back(std::move(row));
  }
  return view;
}

void write_view(Output& out, const View& view, std::string_view format) {
  if (format == "json") {
    std::string text;
    text::JsonWriter json(text, 1);
    json.begin_array();
    for (const ViewGroup& group : view) write_json(json, group);
    json.end_array();
    out << text << "\n";
    return;
  }
  for (const ViewGroup& group : view) {
    format == "markdown" ? write_markdown(out, group) : write_text(out, group);
  }
}

}  // namespace ecslint::cli
