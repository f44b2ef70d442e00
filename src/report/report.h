// SPDX-License-Identifier: Apache-2.0
// Turns findings into text. A reporter is fed the findings of one file at a time, in order, and copies out
// all it needs, so that a run over ten thousand files never holds ten thousand sources. It sees source text
// only through the redacted view.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "finding/finding.h"
#include "lint/redacted_view.h"
#include "rules/rule_info.h"

namespace ecslint::report {

struct Summary {
  std::size_t files = 0;  // ECS files that were checked
  bool records = false;   // these are records of a stream
  std::size_t errors = 0;
  std::size_t warnings = 0;
  std::size_t infos = 0;
  std::size_t undecided = 0;
  std::size_t suppressed = 0;
  std::size_t hidden = 0;  // of the findings counted: those that are not written

  void count(const finding::Finding& finding);
};

/// Metadata of a rule by its code; nullopt for codes of no rule.
using RuleLookup = std::function<std::optional<rules::RuleInfo>(std::string_view code)>;

struct Options {
  std::string_view version;  // of ecslint
  RuleLookup rules;
  bool color = false;
  int width = 100;              // columns of the terminal
  bool wrap = false;            // text that is wider than that is broken between words
  std::size_t sarif_limit = 0;  // results in SARIF, the worst; 0: all
};

class Reporter {
 public:
  virtual ~Reporter() = default;

  /// Findings of one file in report order. Appends to `out` what can be written already.
  virtual void add(std::span<const finding::Finding> findings, const lint::Secrets& secrets,
                   std::string& out) = 0;

  /// Called once at the end.
  virtual void finish(const Summary& summary, std::string& out) = 0;

  /// After finish(): what the reader should know of what was written; empty for nothing.
  virtual std::string note() const { return {}; }
};

struct Format {
  std::string_view name;
  std::string_view summary;
  std::unique_ptr<Reporter> (*make)(const Options&);
  bool shows_fixes;         // else none need be made
  bool shows_fingerprints;  // nor these
};

/// What GitHub keeps of one SARIF file.
inline constexpr std::size_t kGitHubResults = 5000;

/// All formats, in the order of --help.
std::span<const Format> formats();

/// Null when there is no such format.
const Format* find_format(std::string_view name);

/// Null when there is no such format.
std::unique_ptr<Reporter> make_reporter(std::string_view name, const Options& options);

/// One each, in the file of its name.
std::unique_ptr<Reporter> make_text(const Options& options);
std::unique_ptr<Reporter> make_concise(const Options& options);
std::unique_ptr<Reporter> make_json(const Options& options);
std::unique_ptr<Reporter> make_ndjson(const Options& options);
std::unique_ptr<Reporter> make_sarif(const Options& options);
std::unique_ptr<Reporter> make_github(const Options& options);
std::unique_ptr<Reporter> make_gitlab(const Options& options);
std::unique_ptr<Reporter> make_junit(const Options& options);
std::unique_ptr<Reporter> make_checkstyle(const Options& options);
std::unique_ptr<Reporter> make_rdjson(const Options& options);
std::unique_ptr<Reporter> make_tap(const Options& options);
std::unique_ptr<Reporter> make_gnu(const Options& options);
std::unique_ptr<Reporter> make_markdown(const Options& options);
std::unique_ptr<Reporter> make_html(const Options& options);

}  // namespace ecslint::report
