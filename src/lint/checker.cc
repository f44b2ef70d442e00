// SPDX-License-Identifier: Apache-2.0
#include "lint/checker.h"

#include <fmt/format.h>

#include <algorithm>

#include "dialect/cloudformation/composites.h"
#include "doc/path.h"
#include "doc/placeholder.h"
#include "finding/syntax_codes.h"
#include "lint/engine.h"
#include "lint/fingerprint.h"
#include "syntax/yaml/yaml.h"

namespace ecslint::lint {
namespace {

using finding::Finding;
using finding::keeps_from_reading;
using finding::Level;
using model::Form;
using model::Resource;

std::string titles_of(const std::vector<Resource>& resources, std::string_view first) {
  std::string out(first);
  for (const Resource& resource : resources) {
    if (resource.partial()) continue;
    const std::string_view title = info(resource.kind).title;
    if (out.find(title) == std::string::npos) out.append(", ").append(title);
  }
  return out;
}

void name_resource(const Resource& resource, Finding& finding) {
  finding.resource_kind = info(resource.kind).name;
  finding.resource_name = resource.shown_name();
}

/// Who reads the file decides: what the API refuses, Terraform drops without a word.
void set_level(const Resource& resource, const schema::Problem& problem, Finding& finding) {
  if (problem.code == schema::Code::kUnknownProperty && resource.partial() &&
      finding.level == Level::kError) {
    finding.level = Level::kWarning;
  }
  // Tools that render a JSON file put the image in; nobody does in a template.
  const std::string_view key = problem.member != nullptr ? problem.member->key.text() : problem.property;
  const bool no_image = problem.code == schema::Code::kMissingProperty
                            ? problem.property == "image"
                            : problem.code == schema::Code::kWrongSize && key == "image";
  if (no_image && !resource.logical_id.empty()) finding.level = Level::kError;
}

/// Said where telling ends, that nobody takes the rest for clean.
Finding told_enough(const std::vector<Finding>& told, const Resource& resource, std::size_t most) {
  const finding::Place place =
      told.empty() ? finding::Place{&resource.document->source(), resource.node->range()} : told.back().place;
  return finding::syntax_finding(finding::SyntaxCode::kLimit, *place.source, place.range,
                                 fmt::format("more than {} findings: what comes behind is not told", most));
}

/// Lengths, letters and limits of load balancers are in a template what they are in a call.
bool is_same_in_templates(const Resource& resource, const schema::Problem& problem) {
  if (resource.kind != model::Kind::kTargetGroup && resource.kind != model::Kind::kLoadBalancer) return false;
  return problem.code == schema::Code::kPattern || problem.code == schema::Code::kOutOfRange ||
         (problem.code == schema::Code::kWrongSize && problem.node != nullptr && problem.node->is_string());
}

/// What a fragment may lack or say: Terraform takes null for absent, and whoever uses one bare container adds
/// to it.
bool is_tolerated(const Resource& resource, const schema::Problem& problem) {
  if (!resource.logical_id.empty()) {
    // CloudFormation makes up names; other services' resources have types of their own there.
    if (is_same_in_templates(resource, problem)) return false;
    const bool neighbour = info(resource.kind).neighbour && resource.kind != model::Kind::kPolicy;
    return neighbour || (problem.code == schema::Code::kMissingProperty && problem.node == resource.written &&
                         problem.property == info(resource.kind).identifier);
  }
  if (problem.code == schema::Code::kNull) return resource.partial();
  if (info(resource.kind).neighbour && resource.form == Form::kDescribe) {
    // Output of a newer CLI, or a part of it chosen by --query.
    return problem.code == schema::Code::kUnknownProperty || problem.code == schema::Code::kMissingProperty;
  }
  return problem.code == schema::Code::kMissingProperty && resource.form == Form::kContainer;
}

/// What a tool fills before AWS sees it.
bool is_placeholder(const schema::Problem& problem) {
  const bool of_text =
      problem.code == schema::Code::kPattern || problem.code == schema::Code::kNotAllowedValue;
  if (!of_text || problem.node == nullptr || !problem.node->is_string() || !problem.suggestion.empty())
    return false;
  return doc::is_left_open(problem.node->as_string(),
                           problem.member == nullptr ? "" : problem.member->key.text());
}

/// What the schema refused of what is written, rules don't read in the completed copy either.
void hand_on_refusals(const Resource& resource) {
  for (const doc::Member& member : resource.written->members()) {
    const doc::Node* copy = member.value.has(doc::Node::kRefused) ? resource.node->find(member.key) : nullptr;
    if (copy != nullptr) copy->set(doc::Node::kRefused);
  }
}

/// A path below a bare container or list of them, as a path of the task definition it belongs to.
std::string whole_path(const Resource& resource, const schema::Problem& problem) {
  if (resource.spelling != nullptr) return resource.spelling->path(problem.path);
  if (!resource.partial() || problem.node == nullptr) return problem.path;
  const std::string prefix = "containerDefinitions";
  if (resource.form == Form::kContainers) return prefix + problem.path;
  return prefix + "[0]" + (problem.path.empty() ? "" : "." + problem.path);
}

/// The deepest node that covers the range.
const doc::Node* node_at(const doc::Node& node, text::Range range) {
  const auto covers = [range](const doc::Node& child) { return child.range().contains(range); };
  const auto value = [](const doc::Member& member) -> const doc::Node& { return member.value; };
  const auto before = [range](const doc::Node& child) { return child.range().end < range.end; };
  // Children stand in order, but for those that come through a YAML alias or merge key.
  const auto elements = node.elements();
  const auto element = std::ranges::partition_point(elements, before);
  if (element != elements.end() && covers(*element)) return node_at(*element, range);
  const auto members = node.members();
  const auto member = std::ranges::partition_point(members, before, value);
  if (member != members.end() && covers(member->value)) return node_at(member->value, range);
  if (const auto other = std::ranges::find_if(elements, covers); other != elements.end())
    return node_at(*other, range);
  if (const auto other = std::ranges::find_if(members, covers, value); other != members.end())
    return node_at(other->value, range);
  return &node;
}

text::Range without_quotes(const text::Source& source, text::Range range) {
  const std::string_view bytes = source.bytes();
  const bool quoted = range.size() >= 2 && (bytes[range.begin] == '"' || bytes[range.begin] == '\'') &&
                      bytes[range.end - 1] == bytes[range.begin];
  return quoted ? text::Range{range.begin + 1, range.end - 1} : range;
}

void add_secret(const doc::Node& node, const text::Source& source, Secrets& secrets) {
  const text::Range range = without_quotes(source, node.range());
  const bool whole = node.is_string();
  secrets.add(source, range, whole ? node.as_string() : source.bytes().substr(range.begin, range.size()));
}

/// {"id": …, "document": …}
struct Envelope {
  std::string id;
  const doc::Node* document = nullptr;
};

Envelope envelope_of(const doc::Document& document) {
  Envelope envelope;
  const doc::Node* root = document.roots().empty() ? nullptr : &document.roots().front();
  if (root == nullptr || !root->is_object()) return envelope;
  envelope.document = root->find("document");
  const doc::Node* id = envelope.document == nullptr ? nullptr : root->find("id");
  if (id != nullptr) envelope.id = id->is_string() ? id->as_string() : document.source().slice(id->range());
  return envelope;
}

/// The same text with blanks around the range, so that places stay where they are.
text::Source only(const text::Source& source, text::Range range) {
  text::PaddedBytes bytes(source.bytes());
  std::fill(bytes.data(), bytes.data() + range.begin, ' ');
  std::fill(bytes.data() + range.end, bytes.data() + bytes.size(), ' ');
  return text::Source(source.name(), std::move(bytes));
}

}  // namespace

static std::string_view without_template_ending(std::string_view name) {
  for (const std::string_view ending : {".j2", ".tpl", ".tmpl", ".template"}) {
    if (name.ends_with(ending)) name.remove_suffix(ending.size());
  }
  return name;
}

/// By its name; nothing when that does not say.
static std::optional<Syntax> named_syntax(std::string_view name) {
  name = without_template_ending(name);
  if (name.ends_with(".yaml") || name.ends_with(".yml")) return Syntax::kYaml;
  if (name.ends_with(".json") || name.ends_with(".jsonc")) return Syntax::kJson;
  return std::nullopt;
}

Syntax syntax_of(std::string_view name, std::string_view content) {
  if (const auto named = named_syntax(name)) return *named;
  const std::size_t at = content.find_first_not_of(" \t\r\n");
  if (at == std::string_view::npos) return Syntax::kJson;
  const std::string_view begin = content.substr(at, 2);
  if (begin == "{{" || begin == "{%") return Syntax::kYaml;
  return begin[0] == '{' || begin[0] == '[' || begin == "//" ? Syntax::kJson : Syntax::kYaml;
}

/// Anything that is no JSON could be broken YAML; where the name does not say so either (a shell script, a
/// Jenkinsfile, Markdown), a mistake in it is none of our business.
static bool is_document(const text::Source& text) {
  const std::string_view bare = without_template_ending(text.name());
  return named_syntax(bare) || bare.size() < text.name().size() ||
         syntax_of(text.name(), text.content()) == Syntax::kJson;
}

/// The part that could be read has nothing of ECS; the rest may have.
static bool is_cut_template(const DocumentReading& reading, const std::vector<Finding>& findings) {
  return reading.what == "CloudFormation template" && std::ranges::any_of(findings, keeps_from_reading);
}

Checker::Checker(const Engine& engine) : engine_(engine), validator_(engine.schemas(), engine.patterns()) {}

Checker::~Checker() = default;

void Checker::begin(text::Source source, ParsedFile& file) {
  if (file.document == nullptr) {
    file.document = std::make_unique<doc::Document>(std::move(source));
  } else {
    file.document->recycle(std::move(source));
  }
  file.findings.clear();
  file.resources.clear();
}

void Checker::parse(text::Source source, const Setup& setup, bool wanted, ParsedFile& file) {
  begin(std::move(source), file);
  const text::Source& text = file.document->source();
  if (syntax_of(text.name(), text.content()) == Syntax::kJson) {
    json_.parse(*file.document, file.findings);
  } else {
    syntax_yaml::parse_yaml(*file.document, file.findings);
    if (file.document->roots().empty() && file.findings.empty()) {
      file.findings.push_back(finding::syntax_finding(finding::SyntaxCode::kEmpty, file.document->source(),
                                                      {}, "the file holds no YAML value"));
    }
  }
  read(setup, wanted, file);
}

std::string Checker::parse_record(text::Source source, const Setup& setup, ParsedFile& file) {
  begin(std::move(source), file);
  json_.parse(*file.document, file.findings);
  const Envelope envelope = envelope_of(*file.document);
  if (envelope.document != nullptr && std::ranges::none_of(file.findings, keeps_from_reading)) {
    if (envelope.document->is_object() || envelope.document->is_array()) {
      begin(only(file.document->source(), envelope.document->range()), file);
      json_.parse(*file.document, file.findings);
    } else {
      file.findings.push_back(finding::syntax_finding(finding::SyntaxCode::kUnexpected,
                                                      file.document->source(), envelope.document->range(),
                                                      "document is not an object"));
    }
  }
  read(setup, true, file);
  return envelope.id;
}

/// CloudFormation reads a JSON template that is none as YAML, which has trailing commas, bare keys, single
/// quotes and # comments: there they only keep other tools from reading it. YAML has no // comment and no tab
/// before a token.
static void allow_spellings_of_yaml(const text::Source& text, std::vector<Finding>& findings) {
  const auto strict = [](const Finding& finding) { return finding.code == "SYN007"; };
  const auto is_foreign = [&](const Finding& finding) {
    return strict(finding) && text.slice(finding.place.range).starts_with('/');
  };
  if (text.bytes().find('\t') != std::string_view::npos || std::ranges::any_of(findings, is_foreign)) return;
  for (Finding& finding : findings) {
    if (!strict(finding)) continue;
    finding.level = Level::kInfo;
    finding.message += "; CloudFormation, which reads it as YAML, does not mind";
  }
}

void Checker::read(const Setup& setup, bool wanted, ParsedFile& file) {
  const text::Source& text = file.document->source();
  file.of_parser = file.findings.size();
  file.open.clear();
  ReadAs as = {engine_.options().as, engine_.options().as_template, {}};
  if (!setup.parameters.empty()) as.in_template.given = setup.parameters[0].values;
  const auto reading = read_document(*file.document, as, file.resources, file.open, file.findings);
  file.is_template = reading.is_template;
  if (file.is_template) allow_spellings_of_yaml(text, file.findings);
  file.what = titles_of(file.resources, reading.what);
  file.why = reading.why;
  const bool ours =
      !file.resources.empty() || wanted ||
      (!file.findings.empty() && (reading.what.empty() || is_cut_template(reading, file.findings)) &&
       is_document(text) && dialect_ecs::marks(text.bytes()).strong);
  if (!ours) file.findings.clear();
  file.broken = std::ranges::any_of(file.findings, keeps_from_reading);
  if (file.resources.size() == 1) {
    for (Finding& finding : file.findings) name_resource(file.resources[0], finding);
  }
}

void Checker::shape_of(const Resource& resource, std::vector<Finding>& findings) {
  const schema::SchemaId schema = engine_.schema_of(resource.kind, resource.form);
  const bool put_together = !resource.logical_id.empty() && resource.written == resource.node &&
                            resource.spelling == dialect_cloudformation::composite_spelling();
  if (schema == schema::kNone || put_together) return;
  problems_.clear();
  const bool neighbour_in_template = !resource.logical_id.empty() && info(resource.kind).neighbour;
  const schema::ValidateOptions options{
      .input_form = resource.form != Form::kDescribe && !neighbour_in_template,
      .mark_refused = true,
      .spelling = resource.spelling};
  validator_.validate(schema, *resource.written, options, problems_);
  for (const schema::Problem& problem : problems_) {
    if (is_tolerated(resource, problem) || is_placeholder(problem)) continue;
    Finding& finding = findings.emplace_back(schema::to_finding(problem, resource.document->source()));
    set_level(resource, problem, finding);
    finding.path = whole_path(resource, problem);
    if (problem.node == resource.written && problem.member == nullptr && !resource.logical_id.empty()) {
      finding.place.range = resource.id_range;
    }
    name_resource(resource, finding);
  }
  if (problems_.size() >= schema::kMostProblems)
    findings.push_back(told_enough(findings, resource, schema::kMostProblems));
  if (resource.form == Form::kContainers && resource.written->has(doc::Node::kRefused)) {
    resource.node->find("containerDefinitions")->set(doc::Node::kRefused);
  }
  const bool completed = info(resource.kind).neighbour || !resource.logical_id.empty();
  if (completed && resource.node != resource.written) hand_on_refusals(resource);
}

void Checker::check_shape(ParsedFile& file) {
  for (const Resource& resource : file.resources) shape_of(resource, file.findings);
}

rules::Runner& Checker::runner(const Setup& setup) {
  if (setup_ != &setup) {
    const Options& options = engine_.options();
    const rules::Wanted wanted{.reasons = options.show_undecided,
                               .fixes = options.fixes,
                               .costs = options.measure_rules ? &costs_ : nullptr};
    runner_.emplace(*setup.plan, wanted);
    setup_ = &setup;
  }
  return *runner_;
}

void Checker::check_rules(const model::Project& project, const Resource& resource, const Setup& setup,
                          std::vector<Finding>& findings, std::vector<Undecided>& undecided,
                          std::uint32_t& undecided_count) {
  const rules::Job job = {.project = &project, .resource = &resource};
  run_together({&job, 1}, setup);
  take_results(together_[0], resource, setup, findings, undecided, undecided_count);
}

/// The rules over as many resources as there are lanes at the most; what they say is in `together_`.
void Checker::run_together(std::span<const rules::Job> wanted, const Setup& setup) {
  std::vector<rules::Job> jobs;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    rules::Results& results = together_[i];
    results.clear();
    results.most_steps = std::min(steps_left_ / wanted.size(), rules::kMostSteps);
    if (results.most_steps == 0) {
      results.tired = wanted[i].resource->node;
    } else {
      jobs.push_back(wanted[i]);
      jobs.back().results = &results;
    }
  }
  runner(setup).run(jobs);
  for (const rules::Job& job : jobs) steps_left_ -= std::min(steps_left_, job.results->steps);
}

void Checker::take_results(rules::Results& results, const Resource& resource, const Setup& setup,
                           std::vector<Finding>& findings, std::vector<Undecided>& undecided,
                           std::uint32_t& undecided_count) {
  if (results.cut != nullptr) {
    results.findings.push_back(finding::syntax_finding(
        finding::SyntaxCode::kLimit, resource.document->source(), results.cut->range(),
        fmt::format("more than {} elements: rules look at none from here on", rules::kMostElements)));
  }
  if (results.tired != nullptr) {
    results.findings.push_back(finding::syntax_finding(finding::SyntaxCode::kLimit,
                                                       resource.document->source(), results.tired->range(),
                                                       "this is so large that rules are not asked to the "
                                                       "end: what they would say from here on is not told"));
  }
  if (results.full())
    results.findings.push_back(told_enough(results.findings, resource, rules::kMostFindings));
  std::ranges::move(results.findings, std::back_inserter(findings));
  for (const std::uint32_t rule : results.open) undecided_count += setup.selection->shown(rule) ? 1 : 0;
  for (const rules::Undecided& note : results.undecided) {
    if (!setup.selection->shown(note.rule)) continue;
    ++undecided_count;
    if (!engine_.options().show_undecided) continue;
    undecided.push_back({std::string(engine_.rules().info(note.rule).code()), note.place(), note.path(),
                         std::string(note.reason)});
  }
}

void Checker::check_alone(std::span<const Alone> files) {
  while (projects_.size() < files.size()) projects_.emplace_back();
  for (std::size_t i = 0; i < files.size(); ++i) put_together(files[i], projects_[i]);
  run_jobs(files);
  std::size_t job = 0;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto& [file, setup, closed, secrets, result] = files[i];
    if (file->is_template) {
      check_template(*file, *setup, *result);
    } else {
      for (const Resource& resource : projects_[i].resources()) {
        take_results(results_of_[job++], resource, *setup, result->findings, result->undecided,
                     result->undecided_count);
      }
    }
    collect_secrets(*setup, *file->document, result->findings, *secrets);
    finish_findings(*setup, *secrets, *file->document, *result);
    if (engine_.options().fingerprints) set_fingerprints(result->findings);
  }
}

/// Shape, and the project of the file's own resources; a template brings its own.
void Checker::put_together(const Alone& alone, model::Project& project) {
  project.clear();
  ParsedFile& file = *alone.file;
  if (file.is_template) return;
  check_shape(file);
  const std::uint32_t root = alone.closed ? project.add_root({.folder = {}, .closed = true}) : 0;
  for (Resource& resource : file.resources) {
    resource.root = root;
    project.add(resource);
  }
  project.finish();
  alone.result->findings = std::move(file.findings);
}

/// The rules over all resources; of neighbours in the list that have the same configuration at once.
void Checker::run_jobs(std::span<const Alone> files) {
  std::size_t done = 0;
  jobs_.clear();
  for (std::size_t i = 0; i < files.size(); ++i) {
    const bool alone = projects_[i].resources().size() == 1 && !files[i].closed;
    const std::uint64_t world = alone ? 0 : ++worlds_;
    for (const Resource& resource : projects_[i].resources()) {
      if (results_of_.size() == jobs_.size()) results_of_.emplace_back();
      results_of_[jobs_.size()].clear();
      jobs_.push_back({.project = &projects_[i],
                       .resource = &resource,
                       .results = &results_of_[jobs_.size()],
                       .sound = files[i].result->findings.empty(),
                       .world = world});
    }
    if (i + 1 < files.size() && files[i + 1].setup == files[i].setup) continue;
    runner(*files[i].setup).run(std::span(jobs_).subspan(done));
    done = jobs_.size();
  }
}

void collect_secrets(const Setup& setup, const doc::Document& document, const std::vector<Finding>& findings,
                     Secrets& secrets) {
  for (const Finding& finding : findings) {
    if (finding.place.source != &document.source() || !setup.selection->is_secret(finding)) continue;
    for (const doc::Node& root : document.roots()) {
      if (!root.range().contains(finding.place.range)) continue;
      const doc::Node* node = node_at(root, finding.place.range);
      const doc::Node* value = node->is_object() ? node->find("value") : nullptr;
      if (value == nullptr && node->is_object()) value = node->find("Value");
      add_secret(value != nullptr ? *value : *node, document.source(), secrets);
    }
  }
}

void finish_findings(const Setup& setup, const Secrets& secrets, const doc::Document& document,
                     FileResult& result) {
  std::vector<Finding>& findings = result.findings;
  const auto refused = [&setup](Finding& finding) { return !setup.selection->accept(finding); };
  std::erase_if(findings, refused);
  result.suppressed = setup.suppressor->apply(document, findings);
  for (Finding& finding : findings) {
    secrets.mask_in(finding.message);
    for (finding::Related& related : finding.related) secrets.mask_in(related.message);
    if (finding.fix) secrets.mask_in(finding.fix->title);
  }
  finding::sort_for_report(findings);
}

}  // namespace ecslint::lint
