// SPDX-License-Identifier: Apache-2.0
#include "lint/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "lint/paths.h"
#include "lint/walk.h"
#include "rules/builtin.h"
#include "rules/load_pack.h"

namespace ecslint::lint {

using model::Form;
using model::Kind;

namespace {

/// A pack that ecslint.toml and the command line both name is one.
bool same_path(const std::string& a, const std::string& b, const std::string& current_folder) {
  return name_from("", a, current_folder) == name_from("", b, current_folder);
}

bool is_error(const finding::Finding& finding) { return finding.level == finding::Level::kError; }

bool says_the_same(const finding::Finding& a, const finding::Finding& b) {
  return a.place.source == b.place.source && a.place.range == b.place.range && a.message == b.message;
}

}  // namespace

Engine::Engine(Options options, const text::FileSystem& files)
    : options_(std::move(options)), files_(files), arguments_("command line", "") {
  load_schemas();
  load_packs();
  load_baseline();
  if (!options_.config_file.empty()) {
    auto configuration = read_configuration(files_, options_.config_file);
    auto own = std::make_shared<const Configuration>(std::move(configuration));
    auto& setup = setups_[options_.config_file];
    setup = make_setup(std::move(own));
    check_sections(*setup);
    std::ranges::copy_if(setup->problems, std::back_inserter(problems_), is_error);
    std::erase_if(setup->problems, is_error);
  } else {
    setups_[""] = make_setup(nullptr);
    auto& setup = setups_[""];
    problems_.insert(problems_.end(), setup->problems.begin(), setup->problems.end());
  }
}

void Engine::load_schemas() {
  schemas_ = rules::builtin_schemas();
  patterns_ = std::make_unique<schema::RegexCache>(schemas_);
}

void Engine::load_packs() {
  static_cast<void>(
      rules_.add(std::make_shared<rules::Pack>(rules::builtin_pack(), rules::builtin_screens())));
  std::vector<std::string> packs;
  if (const std::string path = nearest_configuration(""); !path.empty())
    packs = read_configuration(files_, path).packs;
  for (const std::string& path : options_.rule_packs) {
    const auto same = [&](const std::string& pack) { return same_path(pack, path, files_.current_folder()); };
    if (std::ranges::none_of(packs, same)) packs.push_back(path);
  }
  for (const std::string& path : packs) {
    rules::LoadedPack loaded = rules::load_pack(files_, path, rules::PackKind::kUser, schemas_);
    for (auto& document : loaded.documents) documents_.push_back(std::move(document));
    if (!loaded.ok()) {
      problems_.insert(problems_.end(), loaded.problems.begin(), loaded.problems.end());
      continue;
    }
    if (auto clash = rules_.add(std::make_shared<rules::Pack>(std::move(loaded.image)))) {
      finding::Finding problem;
      problem.code = rules::kRuleRefused;
      problem.level = finding::Level::kError;
      problem.message = std::move(*clash);
      problem.place = {&arguments_, {}};
      problems_.push_back(std::move(problem));
    }
  }
}

/// Of the current folder, or --config; empty for none.
std::string Engine::nearest_configuration(std::string_view folder) const {
  if (!options_.config_file.empty() || options_.no_config) return options_.config_file;
  for (const std::string& up : folders_upwards(join_path(folder, "x"), files_.current_folder())) {
    std::string path = join_path(up, kConfigurationName);
    if (files_.exists(path)) return path;
  }
  return {};
}

void Engine::load_baseline() {
  if (options_.baseline.empty()) return;
  auto baseline = Baseline::read(files_, options_.baseline);
  if (baseline) {
    baseline_ = std::move(baseline).value();
    return;
  }
  finding::Finding problem;
  problem.code = kConfigurationUnreadable;
  problem.level = finding::Level::kError;
  problem.message = "--baseline: " + baseline.error().message;
  problem.place = {&arguments_, {}};
  problems_.push_back(std::move(problem));
}

schema::SchemaId Engine::schema_of(Kind kind, Form form) const {
  auto& number = schema_numbers_[static_cast<std::size_t>(kind)][static_cast<std::size_t>(form)];
  if (const std::uint64_t known = number.load(std::memory_order_relaxed); known != 0)
    return static_cast<schema::SchemaId>(known - 1);
  schema::SchemaId id = schema::kNone;
  for (const model::SchemaRow& row : model::schema_rows()) {
    if (row.kind == kind && row.form == form) id = schemas_.root(row.schema).value_or(schema::kNone);
  }
  number.store(std::uint64_t{id} + 1, std::memory_order_relaxed);
  return id;
}

namespace {

/// What configuration says of parameters comes before what the command line says, in each of its sets.
std::vector<ParameterSet> parameter_sets(const std::vector<const RuleChoice*>& choices,
                                         std::vector<ParameterSet> given) {
  ParameterSet configured;
  for (const RuleChoice* choice : choices) {
    for (const ParameterSetting& each : choice->parameters)
      configured.values.emplace_back(each.name, each.value);
  }
  if (configured.values.empty()) return given;
  if (given.empty()) given.emplace_back();
  for (ParameterSet& set : given)
    set.values.insert(set.values.begin(), configured.values.begin(), configured.values.end());
  return given;
}

}  // namespace

std::unique_ptr<Setup> Engine::make_setup(std::shared_ptr<const Configuration> configuration,
                                          std::span<const PathSection* const> sections) const {
  auto setup = std::make_unique<Setup>();
  setup->configuration = std::move(configuration);
  std::vector<const RuleChoice*> choices;
  if (setup->configuration != nullptr) {
    setup->problems = setup->configuration->problems;
    for (const Configuration* each : with_bases(*setup->configuration)) choices.push_back(each);
  }
  const std::size_t wide = choices.size();
  choices.insert(choices.end(), sections.begin(), sections.end());
  setup->selection =
      std::make_unique<Selection>(rules_, options_, choices, wide, arguments_, setup->problems);
  setup->suppressor = std::make_unique<Suppressor>(rules_, options_, *setup->selection,
                                                   setup->configuration.get(), setup->problems);
  setup->plan = std::make_unique<rules::Plan>(rules_, setup->selection->states());
  setup->parameters = parameter_sets(choices, options_.parameters);
  return setup;
}

/// What is wrong with words in [[path]] sections, whether or not a file of theirs is in the run.
void Engine::check_sections(Setup& setup) const {
  const std::vector<const Configuration*> all = with_bases(*setup.configuration);
  std::vector<const RuleChoice*> choices(all.begin(), all.end());
  const std::size_t wide = choices.size();
  choices.push_back(nullptr);
  for (const Configuration* each : all) {
    for (const PathSection& section : each->paths) {
      choices.back() = &section;
      std::vector<finding::Finding> problems;
      Selection(rules_, options_, choices, wide, arguments_, problems);
      for (finding::Finding& problem : problems) {
        const auto same = [&problem](const auto& known) { return says_the_same(known, problem); };
        if (std::ranges::none_of(setup.problems, same)) setup.problems.push_back(std::move(problem));
      }
    }
  }
}

/// A rule that nobody knows may be one of packs that were not loaded.
void Engine::tell_missing_packs(Setup& setup, const std::string& path) const {
  if (setup.configuration->packs.empty() || nearest_configuration("") == path) return;
  for (finding::Finding& problem : setup.problems) {
    if (problem.code != kUnknownRule) continue;
    problem.message += fmt::format(
        "; the packs of this ecslint.toml are not loaded here: run in its folder{}, or give --rules",
        setup.configuration->folder.empty() ? "" : " (" + setup.configuration->folder + ")");
  }
}

const Setup& Engine::setup_of(const std::string& path) const {
  auto& setup = setups_[path];
  if (setup == nullptr) {
    setup = make_setup(std::make_shared<const Configuration>(read_configuration(files_, path)));
    check_sections(*setup);
    tell_missing_packs(*setup, path);
    // What the command line says wrong was told once already.
    std::erase_if(setup->problems,
                  [this](const auto& problem) { return problem.place.source == &arguments_; });
  }
  return *setup;
}

const Setup& Engine::setup_for(const Home& home, std::string_view file) const {
  const auto& configuration = home.setup->configuration;
  if (configuration == nullptr) return *home.setup;
  const std::vector<const PathSection*> sections = sections_for(*configuration, file);
  if (sections.empty()) return *home.setup;
  const std::lock_guard guard(lock_);
  auto& setup = sectioned_[sections];
  if (setup == nullptr) {
    setup = make_setup(configuration, sections);
    setup->problems.clear();
  }
  return *setup;
}

Home Engine::find_home(std::string_view folder) const {
  Home home;
  const std::string file = join_path(folder, "x");
  bool repository = false;
  if (!options_.config_file.empty()) {
    home.setup = setups_.at(options_.config_file).get();
  } else if (options_.no_config) {
    home.setup = setups_.at("").get();
  }
  for (const std::string& up : folders_upwards(file, files_.current_folder())) {
    const std::string configuration = join_path(up, kConfigurationName);
    if (home.setup == nullptr && files_.exists(configuration)) {
      home.setup = &setup_of(configuration);
      if (!home.has_root) home.root = up;
      home.has_root = true;
    }
    if (!repository && !home.has_root && files_.exists(join_path(up, ".git"))) {
      repository = true;
      home.root = up;
      home.has_root = true;
    }
  }
  if (home.setup == nullptr) home.setup = setups_.at("").get();
  return home;
}

const Home& Engine::home_of(std::string_view folder) const {
  const std::lock_guard guard(lock_);
  const auto at = homes_.find(folder);
  if (at != homes_.end()) return at->second;
  return homes_.emplace(std::string(folder), find_home(folder)).first->second;
}

std::vector<const Setup*> Engine::setups() const {
  const std::lock_guard guard(lock_);
  std::vector<const Setup*> out;
  for (const auto& [path, setup] : setups_) {
    if (setup->configuration != nullptr) out.push_back(setup.get());
  }
  return out;
}

}  // namespace ecslint::lint
