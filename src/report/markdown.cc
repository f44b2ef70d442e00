// SPDX-License-Identifier: Apache-2.0
// For comments on pull requests and job summaries: a sentence, a table of the worst findings, and per file
// what was found. GitHub takes 65,536 characters in a comment, so what is beyond is counted only.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "report/locator.h"
#include "report/report.h"

namespace ecslint::report {
namespace {

constexpr std::size_t kLongest = 60'000;

std::string counted(std::size_t count, std::string_view one) {
  return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

/// Text in a table cell: nothing in it is markup, a mention or the end of the cell.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : printable(text)) {
    if (c == '<') {
      out += "&lt;";
    } else if (c == '@') {
      out += "&#64;";
    } else {
      if (std::string_view("\\`*_{}[]|#>~").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

class Markdown final : public Reporter {
 public:
  explicit Markdown(const Options& options) : options_(options) {}

  void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets, std::string&) override {
    Locator locator(secrets, findings);
    for (const finding::Finding& finding : findings) {
      Rows& rows = rows_[static_cast<std::size_t>(finding.level)];
      ++rows.count;
      if (rows.size > kLongest) continue;
      rows.lines.push_back(row(finding, locator));
      rows.size += rows.lines.back().size();
    }
  }

  void finish(const Summary& summary, std::string& out) override {
    const std::string_view what = summary.records ? "record" : "ECS file";
    out += fmt::format("### ecslint: {}\n\n",
                       summary.errors + summary.warnings + summary.infos == 0
                           ? fmt::format("nothing found in {}", counted(summary.files, what))
                           : fmt::format("{}, {}, {} in {}", counted(summary.errors, "error"),
                                         counted(summary.warnings, "warning"), counted(summary.infos, "info"),
                                         counted(summary.files, what)));
    if (summary.hidden > 0) out += fmt::format("{} not shown.\n\n", counted(summary.hidden, "finding"));
    const std::size_t all = rows_[0].count + rows_[1].count + rows_[2].count;
    if (all == 0) return;
    out += "| | where | rule | what |\n|---|---|---|---|\n";
    std::size_t shown = 0;
    std::size_t size = out.size();
    for (auto rows = rows_.rbegin(); rows != rows_.rend(); ++rows) {
      for (const std::string& line : rows->lines) {
        if (size + line.size() > kLongest) break;
        out += line;
        size += line.size();
        ++shown;
      }
    }
    if (shown < all) out += fmt::format("\n{} not shown.\n", counted(all - shown, "more finding"));
  }

 private:
  struct Rows {
    std::vector<std::string> lines;
    std::size_t size = 0;
    std::size_t count = 0;
  };

  std::string row(const finding::Finding& finding, Locator& locator) const {
    constexpr std::array<std::string_view, 3> kMarks = {"ℹ️ info", "⚠️ warning", "❌ error"};
    std::string where = "ecslint";
    if (finding.place.source != nullptr) {
      where =
          fmt::format("{}:{}", cell(finding.place.source->name()), locator.span(finding.place).start.line);
    }
    const auto rule = options_.rules(finding.code);
    const std::string code = rule && !rule->references().empty()
                                 ? fmt::format("[{}]({})", finding.code, rule->references()[0])
                                 : finding.code;
    std::string what = cell(finding::full_message(finding));
    if (finding.fix)
      what += (finding.fix->safe ? " **Fix:** " : " **Possible fix:** ") + cell(finding.fix->title);
    return fmt::format("| {} | {} | {} | {} |\n", kMarks[static_cast<std::size_t>(finding.level)], where,
                       code, what);
  }

  Options options_;
  std::array<Rows, 3> rows_;
};

}  // namespace

std::unique_ptr<Reporter> make_markdown(const Options& options) {
  return std::make_unique<Markdown>(options);
}

}  // namespace ecslint::report
