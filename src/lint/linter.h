// SPDX-License-Identifier: Apache-2.0
// The one facade: check these sources with this configuration, get findings. A linter is a value made once
// (built-in rules and schemas, the user's packs, options); checking is const, so that threads, the editor and
// tests share one. It writes nothing and prints nothing.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "finding/finding.h"
#include "lint/file_result.h"
#include "lint/options.h"
#include "rules/rule_set.h"
#include "text/file_system.h"
#include "text/line_reader.h"
#include "text/source.h"

namespace ecslint::lint {

/// Receives one file's result after the other, sorted by file name, on the thread that called.
using Sink = std::function<void(const FileResult&)>;

class Engine;

class Linter {
 public:
  /// The file system must outlive it.
  Linter(Options options, const text::FileSystem& files);
  ~Linter();
  Linter(Linter&&) noexcept;

  /// Mistakes in rule packs, in --config, or in words of the options (unknown rule, unknown profile). When
  /// there are any, nothing should be checked: exit 2. Sources they point into live as long as the linter.
  const std::vector<finding::Finding>& problems() const;

  /// Files and folders; folders are walked. Results come only for files that hold ECS resources, that could
  /// not be read, or that were named; all are counted.
  Summary check(std::span<const std::string> paths, const Sink& sink) const;

  /// One text that is no file (standard input, an editor's buffer), called by the source's name. Files around
  /// it are read for links.
  Summary check_source(text::Source source, const Sink& sink) const;

  /// NDJSON: each line is a document for itself, linked with nothing, reported under the stream's name and
  /// the number of its line. As many lines are held at a time as threads need.
  Summary check_records(text::LineReader& lines, const std::string& name, const Sink& sink) const;

  /// All rules there are, for listings, explain and SARIF metadata.
  const rules::RuleSet& rules() const;
  /// Whether the rule of this number counts with these options in the current folder.
  bool selects(std::size_t rule) const;

  const Engine& engine() const { return *engine_; }

 private:
  std::unique_ptr<Engine> engine_;
};

/// What explain-file says.
struct Explanation {
  Verdict verdict = Verdict::kOther;
  std::string what;                     // "task definition"
  std::string why;                      // "it has family and containerDefinitions"
  std::string config;                   // the ecslint.toml that applies, or empty
  std::string root;                     // the folder inside which links are made, or empty
  std::vector<std::string> links;       // one sentence each
  std::size_t rules = 0;                // that count for it
  std::vector<std::string> suppressed;  // "IAM001 at taskRoleArn"
};
Explanation explain_file(const Linter& linter, const std::string& path);

}  // namespace ecslint::lint
