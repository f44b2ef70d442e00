// SPDX-License-Identifier: Apache-2.0
// What a linter is made of, built once and then only read: rules, schemas, the caller's options, and the
// configurations found so far. Private to this room.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "doc/document.h"
#include "finding/finding.h"
#include "lint/baseline.h"
#include "lint/checker.h"
#include "lint/git_files.h"
#include "lint/options.h"
#include "rules/rule_set.h"
#include "schema/schema_set.h"
#include "schema/validator.h"
#include "text/file_system.h"

namespace ecslint::lint {

/// Where a file belongs: what applies to it and inside what folder it is linked.
struct Home {
  const Setup* setup = nullptr;
  std::string root;       // folder; "" is the current one
  bool has_root = false;  // an ecslint.toml or a repository says so
};

class Engine {
 public:
  Engine(Options options, const text::FileSystem& files);

  const Options& options() const { return options_; }
  const text::FileSystem& files() const { return files_; }
  const GitFiles* git() const { return options_.git ? &git_ : nullptr; }
  const rules::RuleSet& rules() const { return rules_; }
  const schema::SchemaSet& schemas() const { return schemas_; }
  const schema::RegexCache& patterns() const { return *patterns_; }
  const std::vector<finding::Finding>& problems() const { return problems_; }
  /// As it was read; each run uses up a copy.
  const std::optional<Baseline>& baseline() const { return baseline_; }

  /// The schema of a kind written in a form; kNone where there is none.
  schema::SchemaId schema_of(model::Kind kind, model::Form form) const;

  /// The nearest ecslint.toml and root of files in this folder; remembered.
  const Home& home_of(std::string_view folder) const;

  /// What applies to a file: the setup of its home, or with [[path]] sections one of its own.
  const Setup& setup_for(const Home& home, std::string_view file) const;

  /// Setups of configuration files met so far, by path.
  std::vector<const Setup*> setups() const;

 private:
  void load_packs();
  void load_schemas();
  void load_baseline();
  const Setup& setup_of(const std::string& path) const;
  std::unique_ptr<Setup> make_setup(std::shared_ptr<const Configuration> configuration,
                                    std::span<const PathSection* const> sections = {}) const;
  void check_sections(Setup& setup) const;
  void tell_missing_packs(Setup& setup, const std::string& path) const;
  std::string nearest_configuration(std::string_view folder) const;
  Home find_home(std::string_view folder) const;

  Options options_;
  const text::FileSystem& files_;
  RealGit git_;
  text::Source arguments_;
  rules::RuleSet rules_;
  schema::SchemaSet schemas_;
  std::unique_ptr<schema::RegexCache> patterns_;
  // One more than the number of its schema; 0: not looked up yet, since a run meets few kinds.
  using SchemaNumbers =
      std::array<std::array<std::atomic<std::uint64_t>, model::kFormCount>, model::kKindCount>;
  mutable SchemaNumbers schema_numbers_{};
  std::vector<finding::Finding> problems_;
  std::optional<Baseline> baseline_;
  std::vector<std::unique_ptr<doc::Document>> documents_;  // of packs, for problems to point into

  // Found on the way. Homes are looked up before threads start.
  mutable std::mutex lock_;
  mutable std::map<std::string, std::unique_ptr<Setup>, std::less<>> setups_;
  mutable std::map<std::vector<const PathSection*>, std::unique_ptr<Setup>> sectioned_;
  mutable std::map<std::string, Home, std::less<>> homes_;
};

}  // namespace ecslint::lint
