// SPDX-License-Identifier: Apache-2.0
// JUnit's XML as Jenkins and most CI systems read it: a file is a suite, a finding a test case; errors and
// warnings have failed, infos have not. A run without findings is one test that passed.
#include <fmt/format.h>

#include "report/locator.h"
#include "report/report.h"
#include "report/xml_text.h"

namespace ecslint::report {
namespace {

bool fails(const finding::Finding& finding) { return finding.level != finding::Level::kInfo; }

class JUnit final : public Reporter {
 public:
  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets, std::string&) override {
    if (findings.empty()) return;
    Locator locator(secrets, findings);
    const text::Source* source = findings[0].place.source;
    const std::string file = xml_text(source == nullptr ? "ecslint" : std::string_view(source->name()));
    std::size_t failures = 0;
    std::string cases;
    for (const finding::Finding& finding : findings) {
      failures += fails(finding) ? 1 : 0;
      cases += test_case(finding, file, locator);
    }
    suites_ +=
        fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\">\n{}  </testsuite>\n",
                    file, findings.size(), failures, cases);
    tests_ += findings.size();
    failures_ += failures;
  }

  void finish(const Summary&, std::string& out) override {
    if (tests_ == 0) {
      suites_ =
          "  <testsuite name=\"ecslint\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
          "    <testcase classname=\"ecslint\" name=\"no findings\"/>\n  </testsuite>\n";
      tests_ = 1;
    }
    out += fmt::format(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"ecslint\" tests=\"{}\" "
        "failures=\"{}\" "
        "errors=\"0\">\n{}</testsuites>\n",
        tests_, failures_, suites_);
  }

 private:
  static std::string test_case(const finding::Finding& finding, const std::string& file, Locator& locator) {
    const bool placed = finding.place.source != nullptr;
    const text::Position at = placed ? locator.span(finding.place).start : text::Position();
    const std::string name = finding.path.empty() ? fmt::format("{} line {}", finding.code, at.line)
                                                  : fmt::format("{} {}", finding.code, finding.path);
    const std::string message = xml_text(finding::full_message(finding));
    const std::string where = fmt::format("{}:{}:{}: {}", file, at.line, at.column, message);
    const std::string inside = fails(finding)
                                   ? fmt::format("      <failure message=\"{}\" type=\"{}\">{}</failure>\n",
                                                 message, finding::to_string(finding.level), where)
                                   : fmt::format("      <system-out>{}</system-out>\n", where);
    return fmt::format("    <testcase classname=\"{}\" name=\"{}\">\n{}    </testcase>\n", file,
                       xml_text(name), inside);
  }

  std::string suites_;
  std::size_t tests_ = 0;
  std::size_t failures_ = 0;
};

}  // namespace

std::unique_ptr<Reporter> make_junit(const Options&) { return std::make_unique<JUnit>(); }

}  // namespace ecslint::report
