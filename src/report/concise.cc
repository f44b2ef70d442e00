// SPDX-License-Identifier: Apache-2.0
// One line a finding: file:line:column: level[CODE] message. Fast enough for ten thousand files.
#include <fmt/format.h>

#include "report/locator.h"
#include "report/report.h"

namespace ecslint::report {

namespace {

class Concise final : public Reporter {
 public:
  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets,
           std::string& out) override {
    Locator locator(secrets, findings);
    for (const finding::Finding& finding : findings) {
      const bool placed = finding.place.source != nullptr;
      const text::Position at = placed ? locator.start(finding.place) : text::Position{};
      append_printable(out, placed ? std::string_view(finding.place.source->name()) : "ecslint");
      out.append(":").append(fmt::format_int(at.line).c_str()).append(":");
      out.append(fmt::format_int(at.column).c_str()).append(": ").append(finding::to_string(finding.level));
      out.append("[").append(finding.code).append("] ");
      append_printable(out, finding::full_message(finding));
      if (!finding.id.empty()) out += " (of " + printable(finding.id) + ")";
      out += '\n';
    }
  }

  void finish(const Summary&, std::string&) override {}
};

}  // namespace

std::unique_ptr<Reporter> make_concise(const Options&) { return std::make_unique<Concise>(); }

}  // namespace ecslint::report
