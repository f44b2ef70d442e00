// SPDX-License-Identifier: Apache-2.0
// One file through the pipeline: bytes, tree, resources, shape, rules. A checker belongs to one thread and
// keeps its scratch memory from file to file. Shape comes before rules, also across linked files, because a
// value that the schema refused reads as unknown in every rule that meets it.
#pragma once

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "dialect/ecs/marks.h"
#include "doc/document.h"
#include "finding/finding.h"
#include "lint/file_result.h"
#include "lint/read_document.h"
#include "lint/selection.h"
#include "lint/suppress.h"
#include "model/project.h"
#include "rules/runner.h"
#include "schema/validator.h"
#include "syntax/json/parse.h"

namespace ecslint::lint {

class Engine;
using dialect_cloudformation::GivenValues;

/// A configuration made ready: what an ecslint.toml, or none, means for the rules of this run.
struct Setup {
  std::shared_ptr<const Configuration> configuration;  // null for none
  std::unique_ptr<Selection> selection;
  std::unique_ptr<Suppressor> suppressor;
  std::unique_ptr<rules::Plan> plan;
  std::vector<ParameterSet> parameters;  // templates are checked once with each; none: with their defaults
  std::vector<finding::Finding> problems;
  bool closed() const { return configuration != nullptr && configuration->closed; }
};

/// A file as far as it has come.
struct ParsedFile {
  std::unique_ptr<doc::Document> document;
  std::vector<finding::Finding> findings;  // of syntax and shape
  std::size_t of_parser = 0;               // how many of them the parser has made; they come first
  std::vector<model::Resource> resources;
  std::string what;
  std::string_view why;
  bool broken = false;  // could not be parsed, at least in part
  bool is_template = false;
  dialect_cloudformation::Openness open = {};  // of a template's resources, in their order
};

/// A parsed file that is to be checked, and where the outcome goes.
struct Alone {
  ParsedFile* file;
  const Setup* setup;
  bool closed;  // what it does not hold is not there
  Secrets* secrets;
  FileResult* result;
};

class Checker {
 public:
  explicit Checker(const Engine& engine);
  ~Checker();

  /// Parses the source and reads its resources. `wanted`: a file that is not marked as ECS was asked for by
  /// --as. The document in `file` is used again.
  void parse(text::Source source, const Setup& setup, bool wanted, ParsedFile& file);

  /// The same for one line of NDJSON, which is JSON whatever it looks like and asked for. The document of an
  /// envelope {"id": …, "document": …} comes out of it; gives its id.
  std::string parse_record(text::Source source, const Setup& setup, ParsedFile& file);

  /// Schema findings of all its resources; refused values are marked.
  void check_shape(ParsedFile& file);

  /// What rules say about a resource of the project.
  void check_rules(const model::Project& project, const model::Resource& resource, const Setup& setup,
                   std::vector<finding::Finding>& findings, std::vector<Undecided>& undecided,
                   std::uint32_t& undecided_count);

  /// Before check_rules() of so many resources that are linked with each other: what all may take together,
  /// so that a thousand services of one huge task definition do not take a thousand times its time.
  void begin_linked(std::size_t resources) { steps_left_ = kStepsOfAll + resources * kStepsOfEach; }

  /// What rules took so far, with Options::measure_rules.
  const rules::RuleCosts& costs() const { return costs_; }

  /// Files that are linked with nothing: shape and rules, and the results made ready for showing. Several at
  /// once cost less than one after the other (rules::Runner::kLanes); each is checked for itself.
  void check_alone(std::span<const Alone> files);

 private:
  static constexpr std::uint64_t kStepsOfAll = 3 * rules::kMostSteps;
  static constexpr std::uint64_t kStepsOfEach = 4'000;

  rules::Runner& runner(const Setup& setup);
  void put_together(const Alone& alone, model::Project& project);
  void run_jobs(std::span<const Alone> files);
  void run_together(std::span<const rules::Job> wanted, const Setup& setup);
  void take_results(rules::Results& results, const model::Resource& resource, const Setup& setup,
                    std::vector<finding::Finding>& findings, std::vector<Undecided>& undecided,
                    std::uint32_t& undecided_count);
  static void begin(text::Source source, ParsedFile& file);
  void read(const Setup& setup, bool wanted, ParsedFile& file);
  void shape_of(const model::Resource& resource, std::vector<finding::Finding>& findings);

  // Templates (check_template.cc).
  struct TemplatePass;
  void check_template(ParsedFile& file, const Setup& setup, FileResult& result);
  void run_pass(ParsedFile& file, const Setup& setup, TemplatePass& pass, FileResult* undecided);
  void soften_defaults(ParsedFile& file, const Setup& setup, GivenValues given, TemplatePass& base);
  void check_variants(ParsedFile& file, const Setup& setup, GivenValues given, bool defaults, TemplatePass&);

  const Engine& engine_;
  syntax_json::Parser json_;
  schema::Validator validator_;
  std::vector<schema::Problem> problems_;
  model::Project project_;
  std::array<rules::Results, rules::Runner::kLanes> together_;
  std::uint64_t steps_left_ = 0;           // for what is linked with each other
  std::uint64_t worlds_ = 0;               // rules::Job::world of the last one
  std::deque<model::Project> projects_;    // of files checked at once
  std::deque<rules::Results> results_of_;  // of their resources
  std::vector<rules::Job> jobs_;
  const Setup* setup_ = nullptr;
  std::optional<rules::Runner> runner_;
  rules::RuleCosts costs_;
};

/// Whether a resource is checked with some answers left open.
bool has_too_many_variants(const dialect_cloudformation::OpenQuestions& questions);

/// Drops what is not selected or is suppressed, masks messages, sorts. The findings of the result all lie
/// in the document.
void finish_findings(const Setup& setup, const Secrets& secrets, const doc::Document& document,
                     FileResult& result);

/// Adds what the findings say is secret.
void collect_secrets(const Setup& setup, const doc::Document& document,
                     const std::vector<finding::Finding>& findings, Secrets& secrets);

/// How bytes of this name are to be read.
enum class Syntax : std::uint8_t { kJson, kYaml };
Syntax syntax_of(std::string_view name, std::string_view content);

}  // namespace ecslint::lint
