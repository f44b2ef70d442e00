// SPDX-License-Identifier: Apache-2.0
// One folder of the workspace: its linter, its files (unsaved texts lie over those on disk) and what was
// found in them. Checking goes by small steps, so that a keystroke never waits for the rest of the folder.
// Files are named as `ecslint check` names them when it is run in this folder.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "lint/kept_files.h"
#include "lint/linter.h"
#include "lsp/diagnosis.h"
#include "lsp/folder_files.h"
#include "lsp/open_document.h"
#include "lsp/settings.h"
#include "text/overlay.h"

namespace ecslint::lsp {

/// What is shown of a file.
struct FileState {
  std::vector<Diagnosis> shown;
  std::vector<Diagnosis> sound;  // from when it could last be read, moved with the edits since
  bool ever_sound = false;
  bool broken = false;
  bool ecs = false;
  std::uint64_t hash = 0;  // of `shown`, 0 where nothing is
};

/// What of a folder counts.
enum class Scope : std::uint8_t {
  kWorkspace,  // all its files are checked
  kAround,     // those that are open, linked with the others
  kAlone,      // only those that are open
};

class Folder {
 public:
  Folder(std::string path, Scope scope, const Settings& settings, const text::FileSystem& disk);
  ~Folder();

  const std::string& path() const { return path_; }
  Scope scope() const { return scope_; }
  std::string name_of(std::string_view absolute) const;
  std::string absolute(const std::string& name) const { return disk_.absolute(name); }
  bool holds(std::string_view absolute) const;

  void open(const std::string& name, const std::string& text);
  void change(const std::string& name, const std::string& text, const std::vector<text::Edit>& edits);
  void close(const std::string& name);
  /// Something happened to a file on disk.
  void touch(const std::string& name);
  /// Configuration or settings have changed: everything anew.
  void reload();
  /// For clients that watch no files: whether configuration, baseline or packs are others than when they were
  /// read.
  bool is_outdated() const { return stamp() != stamp_; }
  /// Whether findings depend on it as on a configuration, baseline or pack.
  bool is_configuration(std::string_view name) const;

  /// Gives the names of files of which something else is to be shown.
  using Changed = std::vector<std::string>;
  Changed check(const std::string& name);
  /// The next piece of what is left to check.
  Changed work();
  bool idle() const;
  /// Everything that is left.
  Changed finish();
  /// 0 to 100.
  int progress() const;

  const FileState* state(const std::string& name) const;
  /// Its findings are shown: it is open, or all files of the folder count.
  bool is_shown(const std::string& name) const;
  const std::map<std::string, FileState, std::less<>>& states() const { return states_; }
  const std::set<std::string, std::less<>>& open_files() const { return open_; }

  lint::KeptFiles& files() { return *kept_; }
  const lint::Linter& linter() const { return *linter_; }
  const lint::ParsedFile* parsed(const std::string& name) { return kept_->parsed(name); }
  const text::FileSystem& disk() const { return files_; }
  /// Mistakes in packs or settings that keep anything from being checked; told once.
  std::optional<std::string> take_problem();

 private:
  void find_files();
  std::uint64_t stamp() const;
  void add_pack(const std::string& path, int depth, std::uint64_t& hash) const;
  void queue(std::vector<std::string> run, const std::vector<std::string>& report);
  void queue_stale();
  void run(std::span<const std::string> run, std::span<const std::string> report, bool rest,
           Changed& changed);
  void take(const lint::FileResult& result, Changed& changed);
  void show(const std::string& name, std::vector<Diagnosis> diagnoses, Changed& changed);

  std::string path_;
  Scope scope_;
  const Settings& settings_;
  FolderFiles disk_;
  text::OverlayFileSystem files_;
  std::unique_ptr<lint::Linter> linter_;
  std::unique_ptr<lint::KeptFiles> kept_;
  std::map<std::string, FileState, std::less<>> states_;
  std::map<std::string, std::vector<Diagnosis>> configurations_;  // of the present run
  std::set<std::string, std::less<>> open_;
  std::deque<std::string> to_run_;
  std::deque<std::string> to_report_;
  bool touched_ = false;   // a file on disk is another: what hangs together with it has to be looked at
  bool rest_ = false;      // what can be told when all is done is to be told
  std::size_t total_ = 0;  // that was queued when it began
  std::string problem_;
  std::uint64_t stamp_ = 0;  // of all that is configured
};

}  // namespace ecslint::lsp
