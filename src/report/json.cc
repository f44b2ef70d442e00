// SPDX-License-Identifier: Apache-2.0
// The json and ndjson formats of the command-line contract. Keys that do not apply are absent.
#include <fmt/format.h>

#include "report/locator.h"
#include "report/report.h"
#include "text/json_writer.h"

namespace ecslint::report {
namespace {

class FindingWriter {
 public:
  FindingWriter(text::JsonWriter& json, const Options& options, std::span<const finding::Finding> findings,
                const lint::Secrets& secrets)
      : json_(json), options_(options), locator_(secrets, findings) {}

  void write(const finding::Finding& finding) {
    const std::optional<rules::RuleInfo> rule = options_.rules(finding.code);
    json_.begin_object();
    text("code", finding.code);
    if (rule) text("name", rule->name());
    text("level", finding::to_string(finding.level));
    text("message", finding.message);
    place(finding.place);
    text("path", finding.path);
    resource(finding);
    related(finding);
    text("condition", finding::condition_text(finding));
    if (finding.fix) fix(*finding.fix);
    if (finding.fingerprint != 0) text("fingerprint", fmt::format("{:016x}", finding.fingerprint));
    if (rule && !rule->references().empty()) text("help", rule->references()[0]);
    text("id", finding.id);
    if (finding.record != 0) json_.key("record").number(std::int64_t{finding.record});
    json_.end_object();
  }

 private:
  void text(std::string_view key, std::string_view value) {
    if (!value.empty()) json_.key(key).string(value);
  }

  void place(const finding::Place& at) {
    if (at.source == nullptr) return;
    text("file", at.source->name());
    const Span span = locator_.span(at);
    position("start", span.start, at.range.begin);
    position("end", span.end, at.range.end);
  }

  void position(std::string_view key, text::Position at, text::Offset offset) {
    json_.key(key).begin_object();
    json_.key("line").number(std::int64_t{at.line}).key("column").number(std::int64_t{at.column});
    json_.key("offset").number(std::int64_t{offset}).end_object();
  }

  void resource(const finding::Finding& finding) {
    if (finding.resource_kind.empty()) return;
    json_.key("resource").begin_object();
    text("kind", finding.resource_kind);
    text("name", finding.resource_name);
    json_.end_object();
  }

  void related(const finding::Finding& finding) {
    if (finding.related.empty()) return;
    json_.key("related").begin_array();
    for (const finding::Related& other : finding.related) {
      json_.begin_object();
      place(other.place);
      text("message", other.message);
      json_.end_object();
    }
    json_.end_array();
  }

  void fix(const finding::Fix& fix) {
    json_.key("fix").begin_object().key("title").string(fix.title).key("safe").boolean(fix.safe);
    json_.key("edits").begin_array();
    for (const finding::FileEdit& edit : fix.edits) {
      json_.begin_object();
      place({edit.source, edit.edit.range});
      json_.key("text").string(locator_.mask(edit.edit.replacement)).end_object();
    }
    json_.end_array().end_object();
  }

  text::JsonWriter& json_;
  const Options& options_;
  Locator locator_;
};

class Ndjson final : public Reporter {
 public:
  explicit Ndjson(const Options& options) : options_(options) {}

  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets,
           std::string& out) override {
    text::JsonWriter json(out);
    FindingWriter writer(json, options_, findings, secrets);
    for (const finding::Finding& finding : findings) {
      writer.write(finding);
      out += '\n';
    }
  }

  void finish(const Summary&, std::string&) override {}

 private:
  Options options_;
};

/// Findings are written as they come and put behind the summary at the end.
class Json final : public Reporter {
 public:
  explicit Json(const Options& options) : options_(options), json_(findings_) { json_.begin_array(); }

  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets, std::string&) override {
    FindingWriter writer(json_, options_, findings, secrets);
    for (const finding::Finding& finding : findings) writer.write(finding);
  }

  void finish(const Summary& summary, std::string& out) override {
    json_.end_array();
    text::JsonWriter json(out);
    json.begin_object().key("version").number(std::int64_t{1});
    json.key("tool").begin_object().key("name").string("ecslint").key("version").string(options_.version);
    json.end_object().key("summary").begin_object();
    count(json, "files", summary.files);
    count(json, "errors", summary.errors);
    count(json, "warnings", summary.warnings);
    count(json, "infos", summary.infos);
    count(json, "undecided", summary.undecided);
    count(json, "suppressed", summary.suppressed);
    json.end_object().key("findings").raw(findings_).end_object();
    out += '\n';
  }

 private:
  static void count(text::JsonWriter& json, std::string_view key, std::size_t value) {
    json.key(key).number(static_cast<std::int64_t>(value));
  }

  Options options_;
  std::string findings_;
  text::JsonWriter json_;
};

}  // namespace

std::unique_ptr<Reporter> make_json(const Options& options) { return std::make_unique<Json>(options); }
std::unique_ptr<Reporter> make_ndjson(const Options& options) { return std::make_unique<Ndjson>(options); }

}  // namespace ecslint::report
