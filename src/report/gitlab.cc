// SPDX-License-Identifier: Apache-2.0
// GitLab's Code Quality report: an array of issues. Its fingerprints must differ within a report, so ours,
// which is unique in a file, goes together with the file's name.
#include <fmt/format.h>

#include "report/locator.h"
#include "report/report.h"
#include "text/hash.h"
#include "text/json_writer.h"

namespace ecslint::report {
namespace {

std::string_view severity(finding::Level level) {
  switch (level) {
    case finding::Level::kError:
      return "critical";
    case finding::Level::kWarning:
      return "major";
    default:
      return "info";
  }
}

std::string_view without_dot(std::string_view path) {
  return path.substr(0, 2) == "./" ? path.substr(2) : path;
}

class GitLab final : public Reporter {
 public:
  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets,
           std::string& out) override {
    Locator locator(secrets, findings);
    for (const finding::Finding& finding : findings) {
      out += first_ ? "[\n" : ",\n";
      first_ = false;
      write(finding, locator, out);
    }
  }

  void finish(const Summary&, std::string& out) override { out += first_ ? "[]\n" : "\n]\n"; }

 private:
  static void write(const finding::Finding& finding, Locator& locator, std::string& out) {
    const bool placed = finding.place.source != nullptr;
    const std::string_view file = placed ? without_dot(finding.place.source->name()) : "ecslint";
    const std::uint64_t unique = text::stable_hash(file, finding.fingerprint);
    text::JsonWriter json(out);
    json.begin_object().key("description").string(finding.code + ": " + finding::full_message(finding));
    json.key("check_name").string(finding.code).key("fingerprint").string(fmt::format("{:016x}", unique));
    json.key("severity")
        .string(severity(finding.level))
        .key("location")
        .begin_object()
        .key("path")
        .string(file);
    const Span span = placed ? locator.span(finding.place) : Span();
    json.key("positions").begin_object();
    position(json, "begin", span.start);
    position(json, "end", span.end);
    json.end_object().end_object().end_object();
  }

  static void position(text::JsonWriter& json, std::string_view key, text::Position at) {
    json.key(key).begin_object().key("line").number(std::int64_t{at.line});
    json.key("column").number(std::int64_t{at.column}).end_object();
  }

  bool first_ = true;
};

}  // namespace

std::unique_ptr<Reporter> make_gitlab(const Options&) { return std::make_unique<GitLab>(); }

}  // namespace ecslint::report
