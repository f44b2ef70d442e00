// SPDX-License-Identifier: Apache-2.0
// SARIF 2.1.0 as GitHub code scanning reads it: one run, every rule that has a result, all four region
// numbers in UTF-16 columns, relative URIs under SRCROOT, GitHub's own line hash beside our fingerprint,
// security-severity as a string, and nothing that was suppressed.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <vector>

#include "report/line_hash.h"
#include "report/locator.h"
#include "report/report.h"

namespace ecslint::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kHome = "https://github.com/ecslint/ecslint";
constexpr std::size_t kMostTags = 20;
constexpr std::size_t kLongestDescription = 1024;
constexpr auto kReplace = Json::error_handler_t::replace;

std::string_view sarif_level(finding::Level level) {
  return level == finding::Level::kInfo ? "note" : finding::to_string(level);
}

/// task-role-is-execution-role → TaskRoleIsExecutionRole.
std::string pascal_case(std::string_view name) {
  std::string out;
  bool upper = true;
  for (const char c : name) {
    if (c == '-') {
      upper = true;
      continue;
    }
    out += upper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    upper = false;
  }
  return out;
}

std::string sentence(std::string text) {
  if (!text.empty() && text.back() != '.' && text.back() != '!' && text.back() != '?') text += '.';
  return text;
}

/// A relative reference with what a URI may not hold percent-encoded.
std::string uri_of(std::string_view path) {
  while (path.substr(0, 2) == "./") path.remove_prefix(2);
  std::string out = path.substr(0, 1) == "/" ? "file://" : "";
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/!$&'()*+,;=@").find(c) != std::string_view::npos;
    plain ? out.push_back(c) : (void)(out += fmt::format("%{:02X}", static_cast<unsigned char>(c)));
  }
  return out;
}

Json artifact(const text::Source& source) {
  Json out = {{"uri", uri_of(source.name())}};
  if (out["uri"].get_ref<const std::string&>().compare(0, 7, "file://") != 0) out["uriBaseId"] = "SRCROOT";
  return out;
}

/// A message may hold links of the form [text](1); a bracket of ours before a parenthesis must not become
/// one.
std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == ']' && i + 1 < text.size() && text[i + 1] == '(') out += '\\';
    out += text[i];
  }
  return out;
}

class Sarif final : public Reporter {
 public:
  explicit Sarif(const Options& options) : options_(options) {}

  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets, std::string&) override {
    Locator locator(secrets, findings);
    std::map<const text::Source*, std::vector<std::string>> hashes;
    for (const finding::Finding& finding : findings) {
      if (finding.place.source == nullptr) {
        notify(finding);
        continue;
      }
      auto& lines = hashes[finding.place.source];
      if (lines.empty()) lines = line_hashes(finding.place.source->bytes());
      results_.push_back({finding.level, result(finding, locator, lines).dump(-1, ' ', false, kReplace)});
    }
  }

  void finish(const Summary&, std::string& out) override {
    Json driver = {{"name", "ecslint"},           {"fullName", fmt::format("ecslint {}", options_.version)},
                   {"version", options_.version}, {"semanticVersion", options_.version},
                   {"informationUri", kHome},     {"rules", rules_}};
    Json invocation = {{"executionSuccessful", true}};
    if (!notifications_.empty()) invocation["toolConfigurationNotifications"] = notifications_;
    const Json base = {{"SRCROOT", {{"description", {{"text", "The root of the repository."}}}}}};
    const Json details = {{"id", "ecslint/"}};
    const auto text = [](const Json& json) { return json.dump(-1, ' ', false, kReplace); };
    out += fmt::format(
        "{{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{{"
        "\"tool\":{{\"driver\":{}}},\"automationDetails\":{},\"columnKind\":\"utf16CodeUnits\","
        "\"originalUriBaseIds\":{},\"invocations\":[{}],\"results\":[{}{}{}]}}]}}\n",
        text(driver), text(details), text(base), text(invocation), results_.empty() ? "" : "\n", results(),
        results_.empty() ? "" : "\n");
  }

  std::string note() const override {
    if (left_out_ == 0) return {};
    return fmt::format("SARIF holds the {} worst findings; {} more were left out",
                       results_.size() - left_out_, left_out_);
  }

 private:
  struct Result {
    finding::Level level;
    std::string json;
  };

  /// All of them, or when there are too many the worst, in the order found.
  std::string results() {
    std::vector<const Result*> kept;
    for (const Result& result : results_) kept.push_back(&result);
    if (options_.sarif_limit > 0 && kept.size() > options_.sarif_limit) {
      left_out_ = kept.size() - options_.sarif_limit;
      std::stable_sort(kept.begin(), kept.end(),
                       [](const Result* a, const Result* b) { return a->level > b->level; });
      kept.resize(options_.sarif_limit);
      std::sort(kept.begin(), kept.end());
    }
    std::string out;
    for (const Result* result : kept) out.append(out.empty() ? "" : ",\n").append(result->json);
    return out;
  }

  Json result(const finding::Finding& finding, Locator& locator, const std::vector<std::string>& hashes) {
    Json out = {
        {"ruleId", finding.code}, {"ruleIndex", rule_index(finding)}, {"level", sarif_level(finding.level)}};
    out["message"] = {{"text", message(finding)}};
    out["locations"] = Json::array({location(finding, locator)});
    Json related = related_locations(finding, locator);
    if (!related.empty()) out["relatedLocations"] = std::move(related);
    const std::uint32_t line =
        locator.span(finding.place).start.line - locator.lines(*finding.place.source).first_line();
    out["partialFingerprints"] = {{"primaryLocationLineHash", line < hashes.size() ? hashes[line] : "0:1"},
                                  {"ecslint/v1", fmt::format("{:016x}", finding.fingerprint)}};
    if (finding.fix) out["fixes"] = Json::array({fix(*finding.fix, locator)});
    if (!finding.id.empty()) out["properties"] = {{"id", finding.id}, {"record", finding.record}};
    return out;
  }

  static std::string message(const finding::Finding& finding) {
    std::string text = escaped(finding.message);
    if (!finding.condition.empty()) text += " (when " + escaped(finding.condition) + ")";
    text = sentence(std::move(text));
    for (std::size_t i = 0; i < finding.related.size(); ++i) {
      text += fmt::format(" See [{}]({}).", escaped(finding.related[i].message), i + 1);
    }
    return text;
  }

  static Json region(const finding::Place& place, Locator& locator) {
    const Span span = locator.span(place, text::ColumnUnit::kUtf16);
    return {{"startLine", span.start.line},
            {"startColumn", span.start.column},
            {"endLine", span.end.line},
            {"endColumn", span.end.column}};
  }

  static Json location(const finding::Finding& finding, Locator& locator) {
    const text::Source& source = *finding.place.source;
    Json primary = region(finding.place, locator);
    primary["snippet"] = {{"text", locator.text(source, finding.place.range)}};
    const text::LineIndex& lines = locator.lines(source);
    const Span span = locator.span(finding.place);
    const std::uint32_t first = std::max(span.start.line - 1, lines.first_line());
    const std::uint32_t last = std::min(span.end.line + 1, lines.last_line());
    const text::Range around = {lines.line(first).begin, lines.line(last).end};
    Json context = {{"startLine", first}, {"endLine", last}};
    context["snippet"] = {{"text", locator.text(source, around)}};
    Json out = {{"physicalLocation",
                 {{"artifactLocation", artifact(source)}, {"region", primary}, {"contextRegion", context}}}};
    if (!finding.path.empty()) {
      out["logicalLocations"] = Json::array({{{"fullyQualifiedName", finding.path}, {"kind", "property"}}});
    }
    return out;
  }

  static Json related_locations(const finding::Finding& finding, Locator& locator) {
    Json out = Json::array();
    for (std::size_t i = 0; i < finding.related.size(); ++i) {
      const finding::Related& other = finding.related[i];
      if (other.place.source == nullptr) continue;
      out.push_back({{"id", i + 1},
                     {"message", {{"text", sentence(other.message)}}},
                     {"physicalLocation",
                      {{"artifactLocation", artifact(*other.place.source)},
                       {"region", region(other.place, locator)}}}});
    }
    return out;
  }

  static Json fix(const finding::Fix& fix, Locator& locator) {
    Json changes = Json::array();
    for (const finding::FileEdit& edit : fix.edits) {
      Json replacement = {{"deletedRegion", region({edit.source, edit.edit.range}, locator)},
                          {"insertedContent", {{"text", locator.mask(edit.edit.replacement)}}}};
      changes.push_back(
          {{"artifactLocation", artifact(*edit.source)}, {"replacements", Json::array({replacement})}});
    }
    return {{"description", {{"text", sentence(fix.title)}}}, {"artifactChanges", changes}};
  }

  std::size_t rule_index(const finding::Finding& finding) {
    const auto [at, fresh] = rule_indexes_.try_emplace(finding.code, rules_.size());
    if (fresh) rules_.push_back(rule(finding));
    return at->second;
  }

  Json rule(const finding::Finding& finding) const {
    const std::optional<rules::RuleInfo> info = options_.rules(finding.code);
    if (!info) {
      const Json text = {{"text", sentence(finding.code + " of a rule pack")}};
      return {{"id", finding.code},
              {"name", finding.code},
              {"shortDescription", text},
              {"fullDescription", text},
              {"help", text},
              {"helpUri", kHome},
              {"defaultConfiguration", {{"level", sarif_level(finding.level)}}}};
    }
    const std::string help(info->help().empty() ? info->summary() : info->help());
    const std::string full = sentence(std::string(info->summary()));
    Json out = {{"id", info->code()}, {"name", pascal_case(info->name())}};
    out["shortDescription"] = {{"text", full.substr(0, kLongestDescription)}};
    out["fullDescription"] = {{"text", full.substr(0, kLongestDescription)}};
    out["help"] = {{"text", sentence(help)}, {"markdown", help}};
    out["helpUri"] = info->references().empty() ? std::string(kHome) : std::string(info->references()[0]);
    out["defaultConfiguration"] = {{"level", sarif_level(info->level())}};
    out["properties"] = properties(*info);
    return out;
  }

  static Json properties(const rules::RuleInfo& info) {
    std::vector<std::string> tags;
    const bool security = info.security_severity().has_value();
    if (security) tags.emplace_back("security");
    for (const std::string_view tag : info.tags()) {
      if (tag != "security" && tags.size() < kMostTags) tags.emplace_back(tag);
    }
    for (const std::string_view id : info.compliance()) {
      if (tags.size() < kMostTags) tags.emplace_back(id);
    }
    const bool error = info.level() == finding::Level::kError;
    Json out = {{"tags", tags},
                {"precision", error ? "very-high" : "high"},
                {"problem.severity", error                                   ? "error"
                                     : info.level() == finding::Level::kInfo ? "recommendation"
                                                                             : "warning"}};
    if (security) out["security-severity"] = fmt::format("{:.1f}", *info.security_severity());
    return out;
  }

  void notify(const finding::Finding& finding) {
    notifications_.push_back(
        {{"message", {{"text", sentence(finding.message)}}}, {"level", sarif_level(finding.level)}});
  }

  Options options_;
  std::map<std::string, std::size_t> rule_indexes_;
  Json rules_ = Json::array();
  Json notifications_ = Json::array();
  std::vector<Result> results_;
  std::size_t left_out_ = 0;
};

}  // namespace

std::unique_ptr<Reporter> make_sarif(const Options& options) { return std::make_unique<Sarif>(options); }

}  // namespace ecslint::report
