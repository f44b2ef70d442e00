// SPDX-License-Identifier: Apache-2.0
// What an editor keeps from one run to the next: every file as it was last parsed, and what its rules said.
// A keystroke then costs one file read again and the rules of what hangs together with it, not a run over the
// folder, and the findings are those of such a run all the same. Belongs to one thread.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dialect/ecs/marks.h"
#include "lint/checker.h"
#include "lint/linter.h"
#include "model/project.h"

namespace ecslint::lint {

struct Home;

struct KeptFile {
  /// What is known of its rules' findings: nothing; what they were before something else changed; all.
  enum class Rules : std::uint8_t { kNone, kStale, kFresh };

  std::optional<text::Source> source;  // until it is parsed
  dialect_ecs::Marks marks;
  const Home* home = nullptr;
  const Setup* setup = nullptr;
  ParsedFile file;  // its findings are those of syntax alone
  bool parsed = false;
  bool shaped = false;                             // schemas have left their marks in the tree
  std::vector<finding::Finding> written_findings;  // of syntax and shape, while it is linked
  bool linked = false;                             // the last run held it with others
  Rules rules = Rules::kNone;
  std::vector<finding::Finding> findings;  // of the rules, in whichever file their places are

  std::string_view bytes() const { return source ? source->bytes() : file.document->source().bytes(); }
};

class KeptFiles {
 public:
  /// The linter must outlive it.
  explicit KeptFiles(const Linter& linter);
  ~KeptFiles();

  /// There is such a file, or its text is another now. It is read when it is needed.
  void put(const std::string& path);
  void drop(const std::string& path);
  bool has(std::string_view path) const { return files_.contains(path); }
  std::vector<std::string> paths() const;
  /// Those that may hold something of ECS.
  std::vector<std::string> marked_paths();

  /// The file's tree and resources; null when it cannot be read. Good until it changes.
  const ParsedFile* parsed(const std::string& path);

  /// Runs the rules of the files in `run` where something has changed, and gives the results of those in
  /// `report`. Both are linked with all files there are.
  void check(std::span<const std::string> run, std::span<const std::string> report, const Sink& sink);

  /// What can be told only when all files have been seen (unused [[ignore]]s).
  void check_rest(const Sink& sink);

  /// Calls f with the resources of the files in which one of the names stands, as a resource's or as what it
  /// refers to, in the root of the file at `path`; where an ecslint.toml has [[link]]s, with all that are
  /// linked. They go away afterwards.
  void with_project(const std::string& path, std::span<const std::string_view> names,
                    const std::function<void(const model::Project&)>& f);

  /// Files that the last run held with others.
  std::vector<std::string> linked() const;

  /// Those of them whose findings may be others by now, since something they are linked with has changed.
  std::vector<std::string> stale() const;

 private:
  friend class Run;
  KeptFile* load(const std::string& path);
  void parse(KeptFile& kept);
  void parse_again(KeptFile& kept);
  void forget_findings_in(const text::Source& source);
  void doubt_linked();

  const Linter& linter_;
  Checker checker_;
  std::map<std::string, std::unique_ptr<KeptFile>, std::less<>> files_;  // null: not read yet
};

}  // namespace ecslint::lint
