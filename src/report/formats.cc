// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "report/report.h"

namespace ecslint::report {
namespace {

constexpr std::array<Format, 14> kFormats = {{
    {"text", "source lines with the place underlined, for people", make_text, true, false},
    {"concise", "one line a finding", make_concise, false, false},
    {"json", "one document with a summary", make_json, true, true},
    {"ndjson", "one finding object a line, streamed", make_ndjson, true, true},
    {"sarif", "SARIF 2.1.0, for GitHub code scanning", make_sarif, true, true},
    {"github", "annotations of a GitHub workflow, worst first", make_github, false, false},
    {"gitlab", "GitLab Code Quality", make_gitlab, false, true},
    {"junit", "JUnit XML, for most CI systems", make_junit, false, false},
    {"checkstyle", "Checkstyle XML", make_checkstyle, false, false},
    {"rdjson", "Reviewdog Diagnostic Format", make_rdjson, true, false},
    {"tap", "Test Anything Protocol", make_tap, false, false},
    {"gnu", "file:line.column-line.column: level: message", make_gnu, false, false},
    {"markdown", "a table for pull request comments and job summaries", make_markdown, true, false},
    {"html", "one page with search, filters, snippets and help", make_html, true, false},
}};

}  // namespace

std::span<const Format> formats() { return kFormats; }

const Format* find_format(std::string_view name) {
  const auto at = std::ranges::find(kFormats, name, &Format::name);
  return at == kFormats.end() ? nullptr : &*at;
}

std::unique_ptr<Reporter> make_reporter(std::string_view name, const Options& options) {
  const Format* format = find_format(name);
  return format == nullptr ? nullptr : format->make(options);
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
