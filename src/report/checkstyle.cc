// SPDX-License-Identifier: Apache-2.0
// Checkstyle's XML, which reviewdog, Jenkins and many others read.
#include <fmt/format.h>

#include "report/locator.h"
#include "report/report.h"
#include "report/xml_text.h"

namespace ecslint::report {
namespace {

class Checkstyle final : public Reporter {
 public:
  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets,
           std::string& out) override {
    begin(out);
    if (findings.empty()) return;
    Locator locator(secrets, findings);
    const text::Source* source = findings[0].place.source;
    out += fmt::format("  <file name=\"{}\">\n",
                       xml_text(source == nullptr ? "ecslint" : std::string_view(source->name())));
    for (const finding::Finding& finding : findings) {
      const bool placed = finding.place.source != nullptr;
      const text::Position at = placed ? locator.span(finding.place).start : text::Position();
      out += fmt::format(
          "    <error line=\"{}\" column=\"{}\" severity=\"{}\" message=\"{}\" source=\"ecslint.{}\"/>\n",
          at.line, at.column, finding::to_string(finding.level), xml_text(finding::full_message(finding)),
          xml_text(finding.code));
    }
    out += "  </file>\n";
  }

  void finish(const Summary&, std::string& out) override {
    begin(out);
    out += "</checkstyle>\n";
  }

 private:
  void begin(std::string& out) {
    if (!begun_) out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"4.3\">\n";
    begun_ = true;
  }

  bool begun_ = false;
};

}  // namespace

std::unique_ptr<Reporter> make_checkstyle(const Options&) { return std::make_unique<Checkstyle>(); }

}  // namespace ecslint::report
