// SPDX-License-Identifier: Apache-2.0
// SARIF 2.1.0 as GitHub code scanning reads it: one run, every rule that has a result, all four region
// numbers in UTF-16 columns, relative URIs under SRCROOT, GitHub's own line hash beside our fingerprint,
// security-severity as a string, and nothing that was suppressed. Results are written as they come, what is
// known only at the end (the rules) stands behind them; only with a limit are they held.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

#include "report/line_hash.h"
#include "report/locator.h"
#include "report/report.h"
#include "text/json_writer.h"

namespace ecslint::report {
namespace {

constexpr std::string_view kHome = "https://github.com/ecslint/ecslint";
constexpr std::size_t kMostTags = 20;
constexpr std::size_t kLongestDescription = 1024;
// What is shown around a place: lines as they are, or where they are longer (minified files) a part of them.
constexpr std::size_t kLongestContext = 1000;
constexpr text::Offset kAround = 200;

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

/// The beginning of a character at or before the offset.
text::Offset character_at(std::string_view bytes, text::Offset at) {
  while (at > 0 && at < bytes.size() && (static_cast<unsigned char>(bytes[at]) & 0xC0) == 0x80) --at;
  return at;
}

/// One result as JSON.
class ResultWriter {
 public:
  ResultWriter(std::string& out, Locator& locator) : json_(out), locator_(locator) {}

  void write(const finding::Finding& finding, std::size_t rule, const std::vector<std::string>& hashes) {
    json_.begin_object();
    text("ruleId", finding.code);
    number("ruleIndex", rule);
    text("level", sarif_level(finding.level));
    message(message_of(finding));
    json_.key("locations").begin_array();
    location(finding);
    json_.end_array();
    related_locations(finding);
    const std::uint32_t line =
        locator_.span(finding.place).start.line - locator_.lines(*finding.place.source).first_line();
    json_.key("partialFingerprints").begin_object();
    text("primaryLocationLineHash", line < hashes.size() ? std::string_view(hashes[line]) : "0:1");
    text("ecslint/v1", fmt::format("{:016x}", finding.fingerprint));
    json_.end_object();
    if (finding.fix) fix(*finding.fix);
    if (!finding.id.empty()) record(finding);
    json_.end_object();
  }

 private:
  void text(std::string_view key, std::string_view value) { json_.key(key).string(value); }
  void number(std::string_view key, std::size_t value) {
    json_.key(key).number(static_cast<std::int64_t>(value));
  }
  void message(std::string_view text_of_it) {
    json_.key("message").begin_object();
    text("text", text_of_it);
    json_.end_object();
  }

  /// Of NDJSON.
  void record(const finding::Finding& finding) {
    json_.key("properties").begin_object();
    text("id", finding.id);
    number("record", finding.record);
    json_.end_object();
  }

  static std::string message_of(const finding::Finding& finding) {
    std::string out = escaped(finding.message);
    if (const std::string clause = finding::condition_clause(finding); !clause.empty())
      out += " (" + escaped(clause) + ")";
    out = sentence(std::move(out));
    for (std::size_t i = 0; i < finding.related.size(); ++i) {
      out += fmt::format(" See [{}]({}).", escaped(finding.related[i].message), i + 1);
    }
    return out;
  }

  void artifact(const text::Source& source) {
    if (source_ != &source) uri_ = uri_of(source.name());
    source_ = &source;
    const std::string& uri = uri_;
    json_.key("artifactLocation").begin_object();
    text("uri", uri);
    if (!uri.starts_with("file://")) text("uriBaseId", "SRCROOT");
    json_.end_object();
  }

  /// Opens the region, for more to be said of it.
  void region(std::string_view key, const finding::Place& place) {
    const Span span = locator_.span(place, text::ColumnUnit::kUtf16);
    json_.key(key).begin_object();
    number("startLine", span.start.line);
    number("startColumn", span.start.column);
    number("endLine", span.end.line);
    number("endColumn", span.end.column);
  }

  void snippet(const text::Source& source, text::Range range) {
    json_.key("snippet").begin_object();
    text("text", locator_.text(source, range));
    json_.end_object();
  }

  void context(const finding::Place& place) {
    const text::LineIndex& lines = locator_.lines(*place.source);
    const Span span = locator_.span(place);
    const std::uint32_t first = std::max(span.start.line - 1, lines.first_line());
    const std::uint32_t last = std::min(span.end.line + 1, lines.last_line());
    text::Range around = {lines.line(first).begin, lines.line(last).end};
    if (around.size() <= kLongestContext) {
      json_.key("contextRegion").begin_object();
      number("startLine", first);
      number("endLine", last);
    } else {
      const std::string_view bytes = place.source->bytes();
      around.begin = character_at(
          bytes, std::max(around.begin, place.range.begin - std::min(place.range.begin, kAround)));
      around.end = character_at(bytes, std::min(around.end, place.range.end + kAround));
      region("contextRegion", {place.source, around});
    }
    snippet(*place.source, around);
    json_.end_object();
  }

  void location(const finding::Finding& finding) {
    json_.begin_object().key("physicalLocation").begin_object();
    artifact(*finding.place.source);
    region("region", finding.place);
    if (finding.place.range.size() <= kLongestContext) snippet(*finding.place.source, finding.place.range);
    json_.end_object();
    if (finding.place.range.size() <= kLongestContext) context(finding.place);
    json_.end_object();
    if (!finding.path.empty()) {
      json_.key("logicalLocations").begin_array().begin_object();
      text("fullyQualifiedName", finding.path);
      text("kind", "property");
      json_.end_object().end_array();
    }
    json_.end_object();
  }

  void related_locations(const finding::Finding& finding) {
    bool any = false;
    for (std::size_t i = 0; i < finding.related.size(); ++i) {
      const finding::Related& other = finding.related[i];
      if (other.place.source == nullptr) continue;
      if (!any) json_.key("relatedLocations").begin_array();
      any = true;
      json_.begin_object();
      number("id", i + 1);
      message(sentence(other.message));
      json_.key("physicalLocation").begin_object();
      artifact(*other.place.source);
      region("region", other.place);
      json_.end_object().end_object().end_object();
    }
    if (any) json_.end_array();
  }

  void fix(const finding::Fix& fix) {
    json_.key("fixes").begin_array().begin_object();
    json_.key("description").begin_object();
    text("text", sentence(fix.title));
    json_.end_object().key("artifactChanges").begin_array();
    for (const finding::FileEdit& edit : fix.edits) {
      json_.begin_object();
      artifact(*edit.source);
      json_.key("replacements").begin_array().begin_object();
      region("deletedRegion", {edit.source, edit.edit.range});
      json_.end_object().key("insertedContent").begin_object();
      text("text", locator_.mask(edit.edit.replacement));
      json_.end_object().end_object().end_array().end_object();
    }
    json_.end_array().end_object().end_array();
  }

  text::JsonWriter json_;
  Locator& locator_;
  const text::Source* source_ = nullptr;  // that uri_ is of
  std::string uri_;
};

/// A rule's entry of the driver.
class RuleWriter {
 public:
  explicit RuleWriter(std::string& out) : json_(out) {}

  void write(std::string_view code, finding::Level level, const std::optional<rules::RuleInfo>& info) {
    json_.begin_object();
    text("id", code);
    info ? known(*info) : unknown(code);
    json_.key("defaultConfiguration").begin_object();
    text("level", sarif_level(info ? info->level() : level));
    json_.end_object();
    if (info) properties(*info);
    json_.end_object();
  }

 private:
  void text(std::string_view key, std::string_view value) { json_.key(key).string(value); }
  void description(std::string_view key, std::string_view value) {
    json_.key(key).begin_object();
    text("text", value);
    json_.end_object();
  }

  void unknown(std::string_view code) {
    const std::string says = sentence(std::string(code) + " of a rule pack");
    text("name", code);
    description("shortDescription", says);
    description("fullDescription", says);
    description("help", says);
    text("helpUri", kHome);
  }

  void known(const rules::RuleInfo& info) {
    const std::string help(info.help().empty() ? info.summary() : info.help());
    const std::string full = sentence(std::string(info.summary()));
    text("name", pascal_case(info.name()));
    description("shortDescription", full.substr(0, kLongestDescription));
    description("fullDescription", full.substr(0, kLongestDescription));
    json_.key("help").begin_object();
    text("text", sentence(help));
    text("markdown", help);
    json_.end_object();
    text("helpUri", info.references().empty() ? kHome : info.references()[0]);
  }

  void properties(const rules::RuleInfo& info) {
    std::vector<std::string_view> tags;
    const bool security = info.security_severity().has_value();
    if (security) tags.emplace_back("security");
    for (const std::string_view tag : info.tags()) {
      if (tag != "security" && tags.size() < kMostTags) tags.push_back(tag);
    }
    for (const std::string_view id : info.compliance()) {
      if (tags.size() < kMostTags) tags.push_back(id);
    }
    json_.key("properties").begin_object().key("tags").begin_array();
    for (const std::string_view tag : tags) json_.string(tag);
    json_.end_array();
    const bool error = info.level() == finding::Level::kError;
    text("precision", error ? "very-high" : "high");
    text("problem.severity", error                                   ? "error"
                             : info.level() == finding::Level::kInfo ? "recommendation"
                                                                     : "warning");
    if (security) text("security-severity", fmt::format("{:.1f}", *info.security_severity()));
    json_.end_object();
  }

  text::JsonWriter json_;
};

class Sarif final : public Reporter {
 public:
  explicit Sarif(const Options& options) : options_(options) {}

  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets,
           std::string& out) override {
    begin(out);
    Locator locator(secrets, findings);
    std::map<const text::Source*, std::vector<std::string>> hashes;
    for (const finding::Finding& finding : findings) {
      if (finding.place.source == nullptr) {
        notify(finding);
        continue;
      }
      auto& lines = hashes[finding.place.source];
      if (lines.empty()) lines = line_hashes(finding.place.source->bytes());
      const std::size_t rule = rule_index(finding);
      if (options_.sarif_limit == 0) {
        out += written_++ == 0 ? "\n" : ",\n";
        ResultWriter(out, locator).write(finding, rule, lines);
      } else if (Result* held = hold(finding.level)) {
        ResultWriter(held->json, locator).write(finding, rule, lines);
      }
    }
  }

  void finish(const Summary&, std::string& out) override {
    begin(out);
    for (const Result* result : worst()) out.append(written_++ == 0 ? "\n" : ",\n").append(result->json);
    if (written_ > 0) out += '\n';
    out += "],";
    text::JsonWriter json(out);
    invocations(json);
    out += ',';
    json.key("tool").begin_object().key("driver").begin_object();
    json.key("name").string("ecslint");
    json.key("fullName").string(fmt::format("ecslint {}", options_.version));
    json.key("version").string(options_.version).key("semanticVersion").string(options_.version);
    json.key("informationUri").string(kHome);
    json.key("rules").raw("[" + rules_ + "]").end_object().end_object();
    out += "}]}\n";
  }

  std::string note() const override {
    if (left_out_ == 0) return {};
    return fmt::format("SARIF holds the {} worst findings; {} more were left out", written_, left_out_);
  }

 private:
  struct Result {
    std::size_t number = 0;  // in the order found
    std::string json = {};
  };

  /// All that stands before the results.
  void begin(std::string& out) {
    if (begun_) return;
    begun_ = true;
    out +=
        "{\"$schema\":\"https://json.schemastore.org/sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{"
        "\"automationDetails\":{\"id\":\"ecslint/\"},\"columnKind\":\"utf16CodeUnits\","
        "\"originalUriBaseIds\":{\"SRCROOT\":{\"description\":{\"text\":\"The root of the repository.\"}}},"
        "\"results\":[";
  }

  /// Room for a result of this level, unless as many of it are held as may be shown at all.
  Result* hold(finding::Level level) {
    std::vector<Result>& same = held_[static_cast<std::size_t>(level)];
    const std::size_t number = met_++;
    if (same.size() >= options_.sarif_limit) return nullptr;
    same.push_back({number});
    return &same.back();
  }

  /// Of what is held the worst, as many as may be shown, in the order found.
  std::vector<const Result*> worst() {
    std::vector<const Result*> out;
    for (auto same = held_.rbegin(); same != held_.rend(); ++same) {
      for (const Result& result : *same) {
        if (out.size() < options_.sarif_limit) out.push_back(&result);
      }
    }
    left_out_ = met_ - out.size();
    std::ranges::sort(out, {}, [](const Result* result) { return result->number; });
    return out;
  }

  void invocations(text::JsonWriter& json) const {
    json.key("invocations").begin_array().begin_object();
    json.key("executionSuccessful").boolean(true);
    if (!notifications_.empty()) json.key("toolConfigurationNotifications").raw("[" + notifications_ + "]");
    json.end_object().end_array();
  }

  std::size_t rule_index(const finding::Finding& finding) {
    const auto [at, fresh] = rule_indexes_.try_emplace(finding.code, rule_indexes_.size());
    if (!fresh) return at->second;
    if (!rules_.empty()) rules_ += ',';
    RuleWriter(rules_).write(finding.code, finding.level, options_.rules(finding.code));
    return at->second;
  }

  void notify(const finding::Finding& finding) {
    if (!notifications_.empty()) notifications_ += ',';
    text::JsonWriter json(notifications_);
    json.begin_object().key("message").begin_object();
    json.key("text").string(sentence(finding.message)).end_object();
    json.key("level").string(sarif_level(finding.level)).end_object();
  }

  Options options_;
  std::map<std::string, std::size_t> rule_indexes_;
  std::string rules_;          // JSON, what stands between the brackets
  std::string notifications_;  // the same
  bool begun_ = false;
  std::size_t written_ = 0;
  std::array<std::vector<Result>, 3> held_;  // by level
  std::size_t met_ = 0;
  std::size_t left_out_ = 0;
};

}  // namespace

std::unique_ptr<Reporter> make_sarif(const Options& options) { return std::make_unique<Sarif>(options); }

}  // namespace ecslint::report
