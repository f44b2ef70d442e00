// SPDX-License-Identifier: Apache-2.0
// One line a finding: file:line:column: level[CODE] message. Fast enough for ten thousand files.
#include <fmt/format.h>

#include <algorithm>

#include "report/locator.h"
#include "report/report.h"

namespace ecslint::report {

std::string printable(std::string_view s) {
  const auto odd = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  if (std::none_of(s.begin(), s.end(), odd)) return std::string(s);
  std::string out;
  for (const char c : s) {
    if (odd(c)) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += c;
    }
  }
  return out;
}

namespace {

class Concise final : public Reporter {
 public:
  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets,
           std::string& out) override {
    Locator locator(secrets);
    for (const finding::Finding& finding : findings) {
      const bool placed = finding.place.source != nullptr;
      const text::Position at = placed ? locator.span(finding.place).start : text::Position{};
      const std::string file = placed ? printable(finding.place.source->name()) : "ecslint";
      fmt::format_to(std::back_inserter(out), "{}:{}:{}: {}[{}] {}", file, at.line, at.column,
                     finding::to_string(finding.level), finding.code, printable(finding.message));
      if (!finding.condition.empty()) out += " (when " + printable(finding.condition) + ")";
      out += '\n';
    }
  }

  void finish(const Summary&, std::string&) override {}
};

}  // namespace

std::unique_ptr<Reporter> make_concise(const Options&) { return std::make_unique<Concise>(); }

}  // namespace ecslint::report
