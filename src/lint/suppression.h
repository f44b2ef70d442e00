// SPDX-License-Identifier: Apache-2.0
// What people have decided to live with: comments in the file, and [[ignore]] in ecslint.toml for JSON, which
// has none. Each needs a reason and may have an end; one that is unused, expired, without a reason or not
// understood is a finding itself (SUP), so that they never outlive their purpose.
//
//   # ecslint: ignore[IAM001, SEC] the reason                      this line, or alone on its line the next
//   one
//   // ecslint: ignore[NET003] until 2026-12-31: the reason        the same, until a day
//   # ecslint: ignore-next-line[IMG001] the reason
//   # ecslint: ignore-file[LOG] the reason
//
//   [[ignore]]
//   code = "IAM001"                            # or a list; codes, prefixes, names
//   file = "env/dev/**"                        # optional; below the folder of the ecslint.toml
//   path = "containerDefinitions['web'].image" # optional; as findings show it
//   reason = "…"
//   until = "2026-12-31"                       # optional
//
// A template has Metadata too, its own for the whole file, a resource's for that resource:
//
//   Metadata: { ecslint: { ignore: [ { code: IAM001, reason: "…", until: 2026-12-31 } ] } }
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"
#include "rules/rule_set.h"
#include "text/range.h"

namespace ecslint::lint {

struct RuleWord;

inline constexpr std::string_view kUnusedSuppression = "SUP001";
inline constexpr std::string_view kExpiredSuppression = "SUP002";
inline constexpr std::string_view kNoReason = "SUP003";
inline constexpr std::string_view kBadSuppression = "SUP004";
inline constexpr std::string_view kLockedRule = "SUP005";

/// Comments of one file; each is held against each finding.
inline constexpr std::size_t kMostSuppressions = 1'000;

/// A comment or entry that was found. What is wrong with it is in `mistake`; then it suppresses nothing.
struct Suppression {
  std::string_view called = "comment";
  text::Range range;               // "ecslint: ignore[IAM001]"
  std::vector<text::Range> words;  // the names of rules in it
  std::string_view reason;
  std::string_view until;  // YYYY-MM-DD, or empty
  bool whole_file = false;
  text::Range line;  // findings that begin here are meant
  std::string mistake;
};

/// All such comments and entries of a file. What only looks like a comment, inside a string, is none.
std::vector<Suppression> find_suppressions(const doc::Document& document);

/// "2026-12-31" is a day that exists.
bool is_day(std::string_view text);

/// What is said of a rule that is locked.
std::string cannot_be_ignored(std::string_view code);

/// Today, as ISO 8601 has it.
std::string today();

}  // namespace ecslint::lint
