// SPDX-License-Identifier: Apache-2.0
// The form of the GNU coding standards, which many editors and tools read: file:line.column-line.column:
// level: message. The last column is that of the last character.
#include <fmt/format.h>

#include <algorithm>

#include "report/locator.h"
#include "report/report.h"

namespace ecslint::report {
namespace {

class Gnu final : public Reporter {
 public:
  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets,
           std::string& out) override {
    Locator locator(secrets, findings);
    for (const finding::Finding& finding : findings) {
      if (finding.place.source == nullptr) {
        out += "ecslint";
      } else {
        const Span span = locator.span(finding.place);
        const std::uint32_t last = finding.place.range.empty() ? span.end.column : span.end.column - 1;
        out += fmt::format("{}:{}.{}-{}.{}", printable(finding.place.source->name()), span.start.line,
                           span.start.column, span.end.line, std::max(last, 1U));
      }
      const bool info = finding.level == finding::Level::kInfo;
      out += fmt::format(": {}: {} [{}]\n", info ? "note" : finding::to_string(finding.level),
                         printable(finding::full_message(finding)), finding.code);
    }
  }

  void finish(const Summary&, std::string&) override {}
};

}  // namespace

std::unique_ptr<Reporter> make_gnu(const Options&) { return std::make_unique<Gnu>(); }

}  // namespace ecslint::report
