// SPDX-License-Identifier: Apache-2.0
#include "lint/file_result.h"

#include <algorithm>

namespace ecslint::lint {
namespace {

bool is_error(const finding::Finding& finding) { return finding.level == finding::Level::kError; }

}  // namespace

void Summary::add(const FileResult& result) {
  for (const finding::Finding& finding : result.findings) {
    if (finding.level == finding::Level::kError) ++errors;
    if (finding.level == finding::Level::kWarning) ++warnings;
    if (finding.level == finding::Level::kInfo) ++infos;
  }
  undecided += result.undecided_count;
  suppressed += result.suppressed;
  switch (result.verdict) {
    case Verdict::kEcs:
      ++files;
      break;
    case Verdict::kOther:
      ++others[result.what.empty() ? "nothing of ECS" : result.what];
      break;
    case Verdict::kUnreadable:
      ++unreadable;
      if (!result.what.empty()) ++files;
      break;
    case Verdict::kBadRecord:
      ++bad_records;
      if (!result.what.empty()) ++files;
      break;
    case Verdict::kConfiguration:
      configuration += std::ranges::any_of(result.findings, is_error) ? 1 : 0;
      break;
  }
}

std::uint32_t Summary::at_least(finding::Level level) const {
  switch (level) {
    case finding::Level::kError:
      return errors;
    case finding::Level::kWarning:
      return errors + warnings;
    case finding::Level::kInfo:
      return errors + warnings + infos;
  }
  return 0;
}

}  // namespace ecslint::lint
