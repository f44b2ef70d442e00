// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "report/report.h"

namespace ecslint::report {
namespace {

constexpr std::array<Format, 14> kFormats = {{
    {"text", "source lines with the place underlined, for people", make_text},
    {"concise", "one line a finding", make_concise},
    {"json", "one document with a summary", make_json},
    {"ndjson", "one finding object a line, streamed", make_ndjson},
    {"sarif", "SARIF 2.1.0, for GitHub code scanning", make_sarif},
    {"github", "annotations of a GitHub workflow, worst first", make_github},
    {"gitlab", "GitLab Code Quality", make_gitlab},
    {"junit", "JUnit XML, for most CI systems", make_junit},
    {"checkstyle", "Checkstyle XML", make_checkstyle},
    {"rdjson", "Reviewdog Diagnostic Format", make_rdjson},
    {"tap", "Test Anything Protocol", make_tap},
    {"gnu", "file:line.column-line.column: level: message", make_gnu},
    {"markdown", "a table for pull request comments and job summaries", make_markdown},
    {"html", "one page with search, filters, snippets and help", make_html},
}};

}  // namespace

std::span<const Format> formats() { return kFormats; }

std::unique_ptr<Reporter> make_reporter(std::string_view name, const Options& options) {
  const auto at =
      std::find_if(kFormats.begin(), kFormats.end(), [name](const Format& f) { return f.name == name; });
  return at == kFormats.end() ? nullptr : at->make(options);
}

void Summary::count(const finding::Finding& finding) {
  switch (finding.level) {
    case finding::Level::kError:
      ++errors;
      break;
    case finding::Level::kWarning:
      ++warnings;
      break;
    case finding::Level::kInfo:
      ++infos;
      break;
  }
}

}  // namespace ecslint::report
