// SPDX-License-Identifier: Apache-2.0
// The Reviewdog Diagnostic Format as one JSON document; columns count bytes of UTF-8. A fix within the
// finding's own file is a suggestion.
#include <fmt/format.h>

#include <algorithm>

#include "report/locator.h"
#include "report/report.h"
#include "text/json_writer.h"

namespace ecslint::report {
namespace {

std::string_view severity(finding::Level level) {
  switch (level) {
    case finding::Level::kError:
      return "ERROR";
    case finding::Level::kWarning:
      return "WARNING";
    default:
      return "INFO";
  }
}

class Rdjson final : public Reporter {
 public:
  explicit Rdjson(const Options& options) : options_(options) {}

  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets,
           std::string& out) override {
    Locator locator(secrets, findings);
    for (const finding::Finding& finding : findings) {
      begin(out);
      out += first_ ? "\n" : ",\n";
      first_ = false;
      text::JsonWriter json(out);
      write(finding, locator, json);
    }
  }

  void finish(const Summary&, std::string& out) override {
    begin(out);
    out += first_ ? "]}\n" : "\n]}\n";
  }

 private:
  void begin(std::string& out) {
    if (!begun_) {
      out +=
          "{\"source\":{\"name\":\"ecslint\",\"url\":\"https://github.com/ecslint/"
          "ecslint\"},\"diagnostics\":[";
    }
    begun_ = true;
  }

  void write(const finding::Finding& finding, Locator& locator, text::JsonWriter& json) const {
    json.begin_object().key("message").string(finding::full_message(finding));
    if (finding.place.source != nullptr) location(finding.place, locator, json);
    json.key("severity")
        .string(severity(finding.level))
        .key("code")
        .begin_object()
        .key("value")
        .string(finding.code);
    const auto rule = options_.rules(finding.code);
    if (rule && !rule->references().empty()) json.key("url").string(rule->references()[0]);
    json.end_object();
    suggestions(finding, locator, json);
    related(finding, locator, json);
    json.end_object();
  }

  static void range(const finding::Place& place, Locator& locator, text::JsonWriter& json) {
    const Span span = locator.span(place, text::ColumnUnit::kByte);
    json.key("range").begin_object();
    for (const auto& [key, at] : {std::pair("start", span.start), std::pair("end", span.end)}) {
      json.key(key).begin_object().key("line").number(std::int64_t{at.line});
      json.key("column").number(std::int64_t{at.column}).end_object();
    }
    json.end_object();
  }

  static void location(const finding::Place& place, Locator& locator, text::JsonWriter& json) {
    json.key("location").begin_object().key("path").string(place.source->name());
    range(place, locator, json);
    json.end_object();
  }

  static void suggestions(const finding::Finding& finding, Locator& locator, text::JsonWriter& json) {
    if (!finding.fix || finding.fix->edits.empty()) return;
    const auto here = [&](const finding::FileEdit& edit) { return edit.source == finding.place.source; };
    if (!std::all_of(finding.fix->edits.begin(), finding.fix->edits.end(), here)) return;
    json.key("suggestions").begin_array();
    for (const finding::FileEdit& edit : finding.fix->edits) {
      json.begin_object();
      range({edit.source, edit.edit.range}, locator, json);
      json.key("text").string(locator.mask(edit.edit.replacement)).end_object();
    }
    json.end_array();
  }

  static void related(const finding::Finding& finding, Locator& locator, text::JsonWriter& json) {
    if (finding.related.empty()) return;
    json.key("relatedLocations").begin_array();
    for (const finding::Related& other : finding.related) {
      if (other.place.source == nullptr) continue;
      json.begin_object().key("message").string(other.message);
      location(other.place, locator, json);
      json.end_object();
    }
    json.end_array();
  }

  Options options_;
  bool begun_ = false;
  bool first_ = true;
};

}  // namespace

std::unique_ptr<Reporter> make_rdjson(const Options& options) { return std::make_unique<Rdjson>(options); }

}  // namespace ecslint::report
