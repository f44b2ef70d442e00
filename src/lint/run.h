// SPDX-License-Identifier: Apache-2.0
// One run over many files, in three steps. Survey: every file is read once and searched for marks of ECS,
// which tells what to parse and whether anything can be linked. Linking: only where something refers to task
// definitions, the files that hang together are parsed, held and checked as one project. Handing out: all
// other files are read, checked and forgotten one by one, and every result goes to the sink in the order of
// names, whatever the number of threads.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dialect/ecs/marks.h"
#include "lint/changes.h"
#include "lint/checker.h"
#include "lint/engine.h"
#include "lint/file_result.h"
#include "lint/linter.h"
#include "lint/walk.h"

namespace ecslint::lint {

class KeptFiles;
struct KeptFile;

/// A file of the run and what is known about it.
struct Item {
  enum class State : std::uint8_t {
    kUnmarked,       // nothing of ECS in its bytes
    kAlone,          // to be checked for itself
    kHeld,           // checked with what it is linked with
    kFailed,         // could not be opened
    kConfiguration,  // an ecslint.toml with mistakes
  };
  std::string path;
  bool named = false;
  bool report = true;  // else it is only read for links
  bool run = true;     // of an editor's files: its rules may run
  KeptFile* kept = nullptr;
  State state = State::kUnmarked;
  dialect_ecs::Marks marks;
  const Home* home = nullptr;
  std::string_view root;               // inside which it is linked
  std::optional<text::Source> source;  // kept from the survey while they are few
  std::string error;
  bool too_large = false;        // of kFailed
  const Setup* setup = nullptr;  // what applies to it; of kConfiguration the one it is
  std::size_t held = 0;          // index, of kHeld
};

/// What a file's check needs and leaves; used again for the next.
struct Work {
  ParsedFile file;
  Secrets secrets;
  FileResult result;
};

/// [[role]], and who says so.
struct FolderRole {
  const Configuration* configuration;
  const RoleEntry* role;
};

/// What the ecslint.toml of the item and its bases say of roles.
std::vector<FolderRole> roles_of(const Item& item);

/// A name inside the item's root.
std::string key(const Item& item, std::string_view name);

class Run {
 public:
  Run(const Engine& engine, const Sink& sink);

  Summary over_paths(std::span<const std::string> paths);
  Summary over_source(text::Source source);

  /// An editor's files (kept_files.h): rules of those in `run`, results of those in `report`.
  Summary over_kept(KeptFiles& kept, std::span<const std::string> run, std::span<const std::string> report,
                    bool whole);
  /// Only links those in which one of the names stands, in the root of the file at `path`, and says nothing
  /// of them; they come back as they were when the run ends.
  void link_kept(KeptFiles& kept, const std::string& path, std::span<const std::string_view> names);
  ~Run();

  /// What was linked, after a run.
  const model::Project& project() const { return project_; }

 private:
  struct Held {
    std::size_t item;
    ParsedFile file;
    FileResult result;
    KeptFile* kept = nullptr;
    bool running = false;  // its rules
  };
  /// What is said about the roles of an ecslint.toml.
  struct RoleResult {
    const text::Source* source = nullptr;
    const Setup* setup = nullptr;
    std::vector<finding::Finding> findings = {};
  };
  using Names = std::unordered_set<std::string>;
  using Roots = std::unordered_map<std::string, std::uint32_t>;

  Summary run();
  bool find_changes(std::span<const std::string> paths);

  // Survey.
  void add_item(const Input& input, bool report);
  void add_configurations();
  void survey(std::size_t from);
  void look_at(Item& item);
  void fail(Item& item, const text::Error& error);
  int threads(std::size_t items) const;
  void tell_files() const;

  // Linking.
  void link();
  bool hold_linked();
  void hold_named(std::span<const std::string_view> names);
  std::set<std::string> roots_to_link() const;
  void add_files_around(const std::set<std::string>& roots);
  bool walked(std::string_view root) const;
  bool hold(Checker& checker, std::size_t item, const Names* wanted);
  bool is_wanted(const Item& item, const ParsedFile& file, const Names& wanted) const;
  void collect_names(const Held& held, Names& names) const;
  void build_project();
  void join_configured();

  // Roles of ecslint.toml (run_roles.cc).
  void collect_role_names(const Item& item, Names& names) const;
  void define_roles(const Roots& roots);
  void define_role(const Item& item, const FolderRole& row, std::uint32_t root);
  std::vector<const model::Resource*> resources_in(const Item& item, const FolderRole& row,
                                                   const doc::Node& pattern, std::uint32_t root);
  void check_configured_role(Checker& checker, const model::Resource& role,
                             std::vector<finding::Finding>& findings);
  void report_roles();
  void check_held();
  void distribute(std::vector<finding::Finding> findings);
  void finish_held(Held& held);

  // Files that an editor keeps (run_kept.cc).
  void add_kept(std::span<const std::string> run, std::span<const std::string> report);
  Item& add_kept_item(const std::string& path, KeptFile& kept);
  void lend(KeptFile& kept, Held& held);
  void run_kept_rules();
  void check_held_kept();
  void collect_kept_secrets();
  const Held* owner_of(const Held& likely, const finding::Finding& finding) const;
  void give_back();

  // Handing out.
  void hand_out_serially();
  void hand_out_in_parallel(int jobs);
  std::size_t check(Checker& checker, std::span<Item> items, std::span<Work> work);
  void begin(Item& item, Work& work);
  bool parse(Checker& checker, Item& item, Work& work);
  static Alone alone(const Item& item, ParsedFile& file, Work& work);
  void check_kept(Checker& checker, Item& item, Work& work);
  bool asks(const BaselineEntry& entry) const;
  void report_unused();
  void deliver(const Item& item, FileResult& result);
  void add_costs(const Checker& checker);
  Checker& checker();

  const Engine& engine_;
  const Sink& sink_;
  Summary summary_;
  std::mutex costs_lock_;
  std::optional<Baseline> baseline_;
  std::optional<Changes> changes_;
  bool is_short_ = false;  // over given paths, which are few: the process has nothing else to do
  std::vector<Item> items_;
  std::vector<std::string> folders_;  // walked whole
  std::deque<Held> held_;
  model::Project project_;
  std::unordered_map<const text::Source*, std::size_t> held_by_source_;
  Secrets held_secrets_;
  std::unordered_map<const text::Source*, RoleResult> role_results_;
  KeptFiles* kept_ = nullptr;
  bool only_links_ = false;         // of what is kept, nothing is learnt
  std::optional<Checker> checker_;  // of this thread, once it is needed
};

}  // namespace ecslint::lint
