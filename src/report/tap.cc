// SPDX-License-Identifier: Apache-2.0
// The Test Anything Protocol, version 13: a finding is a test that is not ok; infos are TODO, which harnesses
// do not count as failed. A run without findings is one test that is ok.
#include <fmt/format.h>

#include "report/locator.h"
#include "report/report.h"
#include "text/json_writer.h"

namespace ecslint::report {
namespace {

/// A description in which # begins no directive.
std::string described(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '#' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

class Tap final : public Reporter {
 public:
  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets,
           std::string& out) override {
    begin(out);
    Locator locator(secrets, findings);
    for (const finding::Finding& finding : findings) {
      const bool info = finding.level == finding::Level::kInfo;
      out += fmt::format("not ok {} - {} {}{}\n  ---\n", ++count_, finding.code,
                         described(finding::full_message(finding)), info ? " # TODO info" : "");
      out += fmt::format("  level: {}\n", finding::to_string(finding.level));
      if (finding.place.source != nullptr) place(finding.place, locator, out);
      out += "  ...\n";
    }
  }

  void finish(const Summary&, std::string& out) override {
    begin(out);
    if (count_ == 0) out += fmt::format("ok {} - no findings\n", ++count_);
    out += fmt::format("1..{}\n", count_);
  }

 private:
  static void place(const finding::Place& place, Locator& locator, std::string& out) {
    const text::Position at = locator.span(place).start;
    out += "  file: ";
    text::append_json_string(out, printable(place.source->name()));
    out += fmt::format("\n  line: {}\n  column: {}\n", at.line, at.column);
  }

  void begin(std::string& out) {
    if (!begun_) out += "TAP version 13\n";
    begun_ = true;
  }

  bool begun_ = false;
  std::size_t count_ = 0;
};

}  // namespace

std::unique_ptr<Reporter> make_tap(const Options&) { return std::make_unique<Tap>(); }

}  // namespace ecslint::report
