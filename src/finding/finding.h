// SPDX-License-Identifier: Apache-2.0
// One thing to say about the user's files. Syntax errors, schema errors, broken rules and policy hits are all
// this type, so that suppression, baseline, reports and the editor treat them alike. A finding is complete in
// itself: it owns its texts; only the sources it points into must outlive it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/edits.h"
#include "text/range.h"
#include "text/source.h"

namespace ecslint::finding {

/// error: AWS refuses it or it cannot run. warning: a likely outage or an open hole. info: hardening.
enum class Level : std::uint8_t { kInfo, kWarning, kError };

std::string_view to_string(Level level);
std::optional<Level> level_from(std::string_view word);

struct Place {
  const text::Source* source = nullptr;
  text::Range range;
};

/// Another place that explains the finding: "the same role is used here".
struct Related {
  Place place;
  std::string message;
};

struct FileEdit {
  const text::Source* source = nullptr;
  text::Edit edit;
};

struct Fix {
  std::string title;
  bool safe = false;  // else only with --unsafe-fixes
  std::vector<FileEdit> edits;
};

struct Finding {
  std::string code;  // "NET003"
  Level level = Level::kWarning;
  std::string message;
  Place place;
  std::string path;           // canonical, by name: containerDefinitions["web"].image; empty for syntax
  std::string resource_kind;  // "task-definition"; empty when the file was not understood
  std::string resource_name;
  std::vector<Related> related;
  std::string condition;       // "IsProd is false"; empty when it always holds
  std::string parameter_file;  // with which alone it was found; empty: with all
  std::optional<Fix> fix;
  std::uint64_t fingerprint = 0;  // survives unrelated edits, moves and re-ordering; set by lint/
  std::string id;                 // of an NDJSON envelope
  std::uint32_t record = 0;       // line number in NDJSON input, else 0
};

/// "IsProd is false, with dev.json": under what it was found; empty when always.
std::string condition_text(const Finding& finding);
/// The same as a clause: "when IsProd is false", "with dev.json".
std::string condition_clause(const Finding& finding);
/// The message, with that behind it in brackets.
std::string full_message(const Finding& finding);

/// Order of reports: file name, offset, code, then message, so that output never depends on threads.
bool report_order(const Finding& a, const Finding& b);
/// Into that order; those that are alike stay as they were.
void sort_for_report(std::vector<Finding>& findings);

}  // namespace ecslint::finding
