// SPDX-License-Identifier: Apache-2.0
// A template is checked as it stands, with what conditions decide left open; then each resource in which
// something is open is checked again for every consistent set of answers, together with what it is linked
// with. What holds for all of them is said once, the rest with the condition under which it holds.
#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <unordered_map>

#include "dialect/cloudformation/call.h"
#include "dialect/cloudformation/parameters.h"
#include "doc/arena.h"
#include "lint/checker.h"
#include "lint/engine.h"
#include "lint/told.h"
#include "rules/subjects.h"

namespace ecslint::lint {

using dialect_cloudformation::Answers;
using dialect_cloudformation::Names;
using dialect_cloudformation::OpenIn;
using dialect_cloudformation::OpenQuestions;
using finding::Finding;
using model::Resource;

namespace {

constexpr std::size_t kMaxVariants = 64;
constexpr std::size_t kMaxBytesRead = std::size_t{24} << 20;  // of a template, read again and again
constexpr int kMostRounds = 4;                                // of conditions inside branches of conditions

/// Paths begin at the resource: Web.ContainerDefinitions["web"].Image. People who write CDK know their
/// constructs, not logical ids.
void name_resources(const ParsedFile& file, std::vector<Finding>& findings) {
  std::unordered_map<std::string_view, std::string_view> constructs;
  std::vector<const Resource*> providers;  // of clusters, written beside them
  for (const Resource& resource : file.resources) {
    if (!resource.construct.empty()) constructs.emplace(resource.logical_id, resource.construct);
    if (resource.form == model::Form::kProviders) providers.push_back(&resource);
  }
  for (Finding& finding : findings) {
    if (finding.resource_name.empty()) continue;
    const auto there = std::ranges::find_if(
        providers, [&](const Resource* one) { return one->node->range().contains(finding.place.range); });
    if (there != providers.end()) finding.resource_name = (*there)->logical_id;
    std::string path;
    path.reserve(finding.resource_name.size() + 1 + finding.path.size());
    path.append(finding.resource_name).append(finding.path.empty() ? "" : ".").append(finding.path);
    finding.path = std::move(path);
    const auto at = constructs.find(finding.resource_name);
    if (at != constructs.end()) finding.message.append(" (").append(at->second).append(")");
  }
}

/// Whether the range lies inside a branch of Fn::If below the node.
bool in_branch(const doc::Node& node, text::Range range) {
  if (const auto call = dialect_cloudformation::call_of(node)) {
    const auto holds = [range](const doc::Node& value) { return value.range().contains(range); };
    if (call->function != dialect_cloudformation::Function::kIf) return in_branch(call->argument, range);
    const auto branches = call->argument.elements();
    return branches.size() == 3 && (holds(branches[1]) || holds(branches[2]));
  }
  const auto below = [range](const doc::Node& child) {
    return child.range().contains(range) && in_branch(child, range);
  };
  return std::ranges::any_of(node.elements(), below) ||
         std::ranges::any_of(node.members(), [&](const doc::Member& member) { return below(member.value); });
}

/// What is found under a condition is mended for all others as well, unless the mend is inside a branch.
void doubt_fix(const doc::Node& root, Finding& finding) {
  if (!finding.fix) return;
  const auto inside = [&root](const finding::FileEdit& each) { return in_branch(root, each.edit.range); };
  if (!std::ranges::all_of(finding.fix->edits, inside)) finding.fix->safe = false;
}

/// By the logical id of the resource; "" is the template itself.
using FindingsOf = std::map<std::string_view, std::vector<Finding>>;

/// Adds those that are not there yet.
void merge(std::vector<Finding>& into, std::vector<Finding> findings) {
  Told told(into);
  for (Finding& finding : findings) {
    if (told.add(finding)) into.push_back(std::move(finding));
  }
}

/// The same for all resources, whose findings are given back one by one.
void merge(std::vector<Finding>& into, std::vector<FindingsOf>&& sets) {
  std::size_t count = into.size();
  for (const FindingsOf& set : sets) {
    for (const auto& [id, findings] : set) count += findings.size();
  }
  into.reserve(count);
  Told told(into);
  for (FindingsOf& set : sets) {
    for (auto& [id, findings] : set) {
      for (Finding& finding : std::exchange(findings, {})) {
        if (told.add(finding)) into.push_back(std::move(finding));
      }
    }
  }
}

bool says(const FindingsOf& set, const Finding& finding) {
  return std::ranges::any_of(set, [&](const auto& row) {
    return std::ranges::any_of(row.second, [&](const Finding& other) { return says_same(finding, other); });
  });
}

/// Every combination of answers; those to the last questions are left open when there would be too many.
std::vector<Answers> combinations(const OpenQuestions& questions) {
  std::vector<Answers> out = {{}};
  for (const auto& [question, tried] : questions) {
    if (out.size() * tried.size() > kMaxVariants) break;
    std::vector<Answers> longer;
    for (const Answers& answers : out) {
      for (const std::string& answer : tried) {
        longer.push_back(answers);
        longer.back()[question] = answer;
      }
    }
    out = std::move(longer);
  }
  return out;
}

void add(OpenQuestions& to, const OpenQuestions& from) {
  for (const auto& [question, tried] : from) to[question].insert(tried.begin(), tried.end());
}

std::optional<bool> value_in(const Names& names, std::string_view name) {
  const auto at = names.find(name);
  return at == names.end() ? std::nullopt : at->second;
}

using Literals = std::vector<std::pair<std::string_view, bool>>;

/// Nothing that nobody has asked contradicts.
bool contradicts(const Names& names, const Literals& literals) {
  return std::ranges::any_of(
      literals, [&](const auto& literal) { return value_in(names, literal.first) == !literal.second; });
}

/// The variants of which some are to be told from the others.
struct Variants {
  const std::vector<const Names*>& all;
  const std::vector<bool>& holds;

  /// Whether the literals are true of none of the others.
  bool excludes_others(const Literals& literals) const {
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!holds[i] && !contradicts(*all[i], literals)) return false;
    }
    return true;
  }
  /// What all of `some` have in common; they are at least one.
  Literals common(const std::vector<const Names*>& some) const {
    Literals out;
    for (const Names::value_type& one : *some.front()) {
      const auto same = [&](const Names* names) { return value_in(*names, one.first) == one.second; };
      if (one.second && std::ranges::all_of(some, same)) out.emplace_back(one.first, *one.second);
    }
    return out;
  }
  /// Without those that are not needed: one that is enough by itself, else the fewest that going through them
  /// leaves.
  Literals shortest(Literals literals) const {
    for (const auto& literal : literals) {
      if (excludes_others({literal})) return {literal};
    }
    for (std::size_t i = literals.size(); i-- > 0;) {
      Literals fewer = literals;
      fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
      if (excludes_others(fewer)) literals = std::move(fewer);
    }
    return literals;
  }
};

std::string text_of(const Literals& literals) {
  std::string out;
  for (const auto& [name, wanted] : literals) {
    out.append(out.empty() ? "" : " and ").append(name).append(wanted ? " is true" : " is false");
  }
  return out;
}

constexpr std::size_t kMostWays = 3;  // to a finding that are told

/// "IsProd is false": what tells the variants in which it holds from the others. A condition that a variant
/// does not ask tells it from none. Empty when the names do not tell them apart.
std::string condition_of(const std::vector<const Names*>& variants, const std::vector<bool>& holds) {
  const Variants apart = {variants, holds};
  std::vector<const Names*> holding;
  for (std::size_t i = 0; i < variants.size(); ++i) {
    if (holds[i]) holding.push_back(variants[i]);
  }
  const Literals common = apart.common(holding);
  if (!common.empty() && apart.excludes_others(common)) return text_of(apart.shortest(common));
  std::vector<std::string> ways;
  for (const Names* one : holding) {
    const Literals own = apart.common({one});
    if (own.empty() || !apart.excludes_others(own)) return {};
    std::string way = text_of(apart.shortest(own));
    if (std::ranges::find(ways, way) == ways.end()) ways.push_back(std::move(way));
  }
  std::string out;
  for (std::size_t i = 0; i < std::min(ways.size(), kMostWays); ++i) {
    out.append(out.empty() ? "" : ", or ").append(ways[i]);
  }
  return ways.size() > kMostWays ? out + ", or otherwise" : out;
}

/// "Env is dev": where conditions do not tell the variants apart, but the value of a parameter does.
std::string condition_of(const std::vector<const Answers*>& variants, const std::vector<bool>& holds) {
  for (const auto& [question, any] : *variants.front()) {
    std::set<std::string_view> held;
    std::set<std::string_view> others;
    for (std::size_t i = 0; i < variants.size(); ++i) {
      const std::string_view answer = variants[i]->find(question)->second;
      (holds[i] ? held : others).insert(answer.empty() ? std::string_view("empty") : answer);
    }
    const bool apart = std::ranges::none_of(held, [&](auto answer) { return others.contains(answer); });
    if (!apart || held.contains(dialect_cloudformation::kAnotherAnswer)) continue;
    const bool plain = question.starts_with("${") && question.ends_with("}");
    const std::string_view name =
        plain ? std::string_view(question).substr(2, question.size() - 3) : std::string_view(question);
    return fmt::format("{} is {}", name, fmt::join(held, " or "));
  }
  return {};
}

std::vector<const Names*> pointers_to(const std::vector<Names>& names) {
  std::vector<const Names*> out;
  for (const Names& one : names) out.push_back(&one);
  return out;
}

/// What the conditions of a pass are, those of all its resources.
Names all_conditions(const dialect_cloudformation::Openness& open) {
  Names out;
  for (const OpenIn& one : open) out.insert(one.conditions.begin(), one.conditions.end());
  return out;
}

}  // namespace

bool has_too_many_variants(const OpenQuestions& questions) {
  std::size_t count = 1;
  for (const auto& [question, tried] : questions) count = std::min(count * tried.size(), kMaxVariants + 1);
  return count > kMaxVariants;
}

/// A template read with certain answers, and what is found in it.
struct Checker::TemplatePass {
  std::vector<Resource> resources;
  dialect_cloudformation::Openness open;
  FindingsOf findings;
  const std::set<std::string_view>* wanted = nullptr;       // only these resources are checked
  const TemplatePass* base = nullptr;                       // what has been looked at already
  std::unordered_map<std::string_view, std::size_t> by_id;  // the first of each

  void index() {
    for (std::size_t i = 0; i < resources.size(); ++i) by_id.emplace(resources[i].logical_id, i);
  }
  struct Reading {
    doc::Document& document;
    GivenValues given;
    bool defaults;
  };
  bool read_all(const Reading& how, const std::set<std::string_view>& ids, OpenQuestions questions,
                std::size_t& left, std::vector<Answers>& variants, std::vector<TemplatePass>& passes) const;

  /// It is the base's own, whose shape is known: the answers make no difference to it.
  bool knows_shape_of(const Resource& resource) const {
    if (base == nullptr || wants(resource.logical_id)) return false;
    const auto at = base->by_id.find(resource.logical_id);
    return at != base->by_id.end() && base->resources[at->second].node == resource.node;
  }
  bool wants(std::string_view id) const { return wanted == nullptr || wanted->contains(id); }
  const OpenIn* open_in(std::string_view id) const {
    const auto at = by_id.find(id);
    return at == by_id.end() || at->second >= open.size() ? nullptr : &open[at->second];
  }
  /// Sorts what reading has found.
  void take(std::vector<Finding> reading) {
    index();
    for (Finding& finding : reading) {
      const auto at = by_id.find(finding.resource_name);
      const bool own = !finding.resource_name.empty() && at != by_id.end();
      findings[own ? at->first : std::string_view()].push_back(std::move(finding));
    }
  }
};

/// Shape and rules of the resources of a pass. What is undecided is noted in the result, if given.
void Checker::run_pass(ParsedFile&, const Setup& setup, TemplatePass& pass, FileResult* result) {
  std::vector<bool> sound(pass.resources.size());
  for (std::size_t i = 0; i < pass.resources.size(); ++i) {
    const Resource& resource = pass.resources[i];
    if (pass.knows_shape_of(resource)) continue;
    std::vector<Finding> found;
    shape_of(resource, found);
    sound[i] = found.empty();
    if (pass.wants(resource.logical_id)) merge(pass.findings[resource.logical_id], std::move(found));
  }
  project_.clear();
  const std::uint32_t root = project_.add_root({.folder = {}, .closed = false, .is_template = true});
  for (Resource& resource : pass.resources) {
    resource.root = root;
    project_.add(resource);
  }
  project_.finish();
  std::vector<Undecided> undecided;
  std::uint32_t count = 0;
  begin_linked(pass.wanted == nullptr ? pass.resources.size() : pass.wanted->size());
  ++worlds_;
  std::vector<rules::Job> wanted;
  for (std::size_t i = 0; const Resource& resource : project_.resources()) {
    const bool is_sound = i < sound.size() && sound[i];
    ++i;
    if (resource.piece || !pass.wants(resource.logical_id)) continue;
    wanted.push_back(
        {.project = &project_, .resource = &resource, .sound = is_sound, .world = worlds_, .shares = true});
  }
  for (std::size_t done = 0; done < wanted.size(); done += rules::Runner::kLanes) {
    const auto together =
        std::span(wanted).subspan(done, std::min(rules::Runner::kLanes, wanted.size() - done));
    run_together(together, setup);
    for (std::size_t i = 0; i < together.size(); ++i) {
      const Resource& resource = *together[i].resource;
      std::vector<Finding> found;
      take_results(together_[i], resource, setup, found, result != nullptr ? result->undecided : undecided,
                   result != nullptr ? result->undecided_count : count);
      merge(pass.findings[resource.logical_id], std::move(found));
    }
  }
}

namespace {

/// The resource's own open questions, and those of what its rules look at.
std::map<std::string_view, OpenQuestions> questions_of(const model::Project& project,
                                                       const std::vector<Resource>& resources,
                                                       const dialect_cloudformation::Openness& open) {
  std::map<std::string_view, OpenQuestions> own;
  for (std::size_t i = 0; i < resources.size() && i < open.size(); ++i) {
    if (!open[i].questions.empty()) own[resources[i].logical_id] = open[i].questions;
  }
  std::map<std::string_view, OpenQuestions> out;
  if (own.empty()) return out;
  for (const Resource& resource : project.resources()) {
    OpenQuestions all;
    if (const auto at = own.find(resource.logical_id); at != own.end()) all = at->second;
    OpenQuestions linked = all;
    for (const rules::Subject& subject : rules::subjects()) {
      if (subject.kind != resource.kind || !subject.array.empty()) continue;
      for (const rules::Variable& variable : subject.variables) {
        if (variable.origin != rules::Origin::kLink) continue;
        for (const Resource* target : project.follow(resource, variable.relation).targets) {
          if (const auto at = own.find(target->logical_id); at != own.end()) add(linked, at->second);
        }
      }
    }
    if (!has_too_many_variants(linked)) all = std::move(linked);
    if (!all.empty()) out[resource.logical_id] = std::move(all);
  }
  return out;
}

}  // namespace

/// Reads the resources with every combination of answers; what the answers bring up (a condition inside a
/// branch of another) is asked as well. False when that is more than is read.
bool Checker::TemplatePass::read_all(const Reading& how, const std::set<std::string_view>& ids,
                                     OpenQuestions questions, std::size_t& left,
                                     std::vector<Answers>& variants,
                                     std::vector<TemplatePass>& passes) const {
  const dialect_cloudformation::Before before = {resources, open, &ids};
  for (int round = 0; round < kMostRounds; ++round) {
    std::vector<Answers> tried = combinations(questions);
    if (tried.size() > left) return !passes.empty();  // a giant: what is open stays open
    left -= tried.size();
    variants = std::move(tried);
    passes = std::vector<TemplatePass>(variants.size());
    OpenQuestions more = questions;
    for (std::size_t i = 0; i < variants.size(); ++i) {
      std::vector<Finding> reading;
      passes[i].wanted = &ids;
      passes[i].base = this;
      static_cast<void>(dialect_cloudformation::read_template(
          how.document, how.document.roots().front(), {how.given, &variants[i], how.defaults, &before},
          passes[i].resources, passes[i].open, reading));
      passes[i].take(std::move(reading));
      for (const std::string_view id : ids) {
        if (const OpenIn* own = passes[i].open_in(id)) add(more, own->questions);
      }
    }
    if (more == questions || has_too_many_variants(more)) break;
    questions = std::move(more);
  }
  return true;
}

/// Replaces what is found in resources with open questions by what holds for all answers, or for some.
void Checker::check_variants(ParsedFile& file, const Setup& setup, GivenValues given, bool defaults,
                             TemplatePass& base) {
  std::map<OpenQuestions, std::set<std::string_view>> groups;
  for (auto& [id, questions] : questions_of(project_, base.resources, base.open)) {
    if (base.wants(id)) groups[questions].insert(id);
  }
  const std::size_t size = file.document->source().bytes().size() + 1;
  std::size_t left = kMaxBytesRead / size;
  for (const auto& [questions, ids] : groups) {
    std::vector<Answers> variants;
    std::vector<TemplatePass> passes;
    const TemplatePass::Reading how = {*file.document, given, defaults};
    if (!base.read_all(how, ids, questions, left, variants, passes)) return;
    for (TemplatePass& pass : passes) {
      run_pass(file, setup, pass, nullptr);
      merge(base.findings[""], std::move(pass.findings[""]));
    }
    for (const std::string_view id : ids) {
      std::vector<const TemplatePass*> there;
      std::vector<const Names*> names;  // of the resource itself
      std::vector<const Answers*> answers;
      for (std::size_t i = 0; i < passes.size(); ++i) {
        const OpenIn* open = passes[i].open_in(id);
        if (open == nullptr) continue;
        there.push_back(&passes[i]);
        names.push_back(&open->conditions);
        answers.push_back(&variants[i]);
      }
      if (there.empty()) continue;
      std::vector<Finding> merged;
      for (const TemplatePass* pass : there) {
        const auto at = pass->findings.find(id);
        if (at != pass->findings.end()) merge(merged, at->second);
      }
      std::vector<Names> elsewhere;
      for (Finding& finding : merged) {
        std::vector<bool> holds;
        for (const TemplatePass* pass : there) {
          const auto at = pass->findings.find(id);
          holds.push_back(
              at != pass->findings.end() &&
              std::ranges::any_of(at->second, [&](const Finding& f) { return says_same(f, finding); }));
        }
        if (std::ranges::find(holds, false) == holds.end()) continue;
        finding.condition = condition_of(names, holds);
        if (finding.condition.empty()) {  // of all, what it is linked with among them
          if (elsewhere.empty()) {
            for (const TemplatePass* pass : there) elsewhere.push_back(all_conditions(pass->open));
          }
          finding.condition = condition_of(pointers_to(elsewhere), holds);
        }
        if (finding.condition.empty()) finding.condition = condition_of(answers, holds);
        doubt_fix(file.document->roots().front(), finding);
      }
      base.findings[id] = std::move(merged);
    }
  }
}

/// An error that hangs on a parameter's default is none for whoever gives another value: a warning, that says
/// so.
void Checker::soften_defaults(ParsedFile& file, const Setup& setup, GivenValues given, TemplatePass& base) {
  std::set<std::string_view> ids;
  for (const auto& [id, findings] : base.findings) {
    const auto is_error = [](const Finding& f) { return f.level == finding::Level::kError; };
    if (!id.empty() && std::ranges::any_of(findings, is_error)) ids.insert(id);
  }
  if (ids.empty() || file.document->roots().front().find("Parameters") == nullptr) return;
  TemplatePass pass;
  pass.wanted = &ids;
  std::vector<Finding> reading;
  static_cast<void>(dialect_cloudformation::read_template(*file.document, file.document->roots().front(),
                                                          {given, nullptr, false}, pass.resources, pass.open,
                                                          reading));
  pass.take(std::move(reading));
  run_pass(file, setup, pass, nullptr);
  check_variants(file, setup, given, false, pass);
  for (const std::string_view id : ids) {
    const std::vector<Finding>& sure = pass.findings[id];
    for (Finding& finding : base.findings[id]) {
      const auto alike = [&](const Finding& other) {
        return other.code == finding.code && other.place.range == finding.place.range;
      };
      if (finding.level != finding::Level::kError || std::ranges::any_of(sure, alike)) continue;
      finding.level = finding::Level::kWarning;
      doubt_fix(file.document->roots().front(), finding);
      finding.condition.append(finding.condition.empty() ? "" : " and ")
          .append("parameters have their defaults");
    }
  }
}

namespace {

/// Given values that the template does not allow: CloudFormation would refuse them.
void note_refused(const doc::Node& root, const std::vector<ParameterSet>& sets, FileResult& result) {
  if (sets.empty()) return;
  doc::Arena arena;
  const auto parameters = dialect_cloudformation::read_parameters(arena, root);
  for (const ParameterSet& set : sets) {
    std::map<std::string_view, std::string_view> last;
    for (const auto& [name, value] : set.values) last[name] = value;
    for (const auto& [name, value] : last) {
      const auto at = parameters.find(name);
      if (at == parameters.end() || at->second.allows(value)) continue;
      const std::string from = set.name.empty() ? "" : " of " + set.name;
      result.notes.push_back(fmt::format("parameter {}{} is \"{}\", and the template allows only {}", name,
                                         from, value, fmt::join(at->second.allowed, ", ")));
    }
  }
}

}  // namespace

void Checker::check_template(ParsedFile& file, const Setup& setup, FileResult& result) {
  // What the parser says holds whatever the answers are.
  const auto parsed =
      file.findings.begin() + static_cast<std::ptrdiff_t>(std::min(file.of_parser, file.findings.size()));
  std::move(file.findings.begin(), parsed, std::back_inserter(result.findings));
  file.findings.erase(file.findings.begin(), parsed);
  const std::vector<ParameterSet>& sets = setup.parameters;
  note_refused(file.document->roots().front(), sets, result);
  const std::size_t count = std::max<std::size_t>(sets.size(), 1);
  std::vector<FindingsOf> found(count);
  for (std::size_t i = 0; i < count; ++i) {
    const GivenValues given = sets.empty() ? GivenValues() : GivenValues(sets[i].values);
    TemplatePass pass;
    std::vector<Finding> reading;
    if (i == 0) {
      pass.resources = std::move(file.resources);
      pass.open = std::move(file.open);
      reading = std::move(file.findings);
    } else {
      static_cast<void>(dialect_cloudformation::read_template(*file.document, file.document->roots().front(),
                                                              {given, nullptr}, pass.resources, pass.open,
                                                              reading));
    }
    pass.take(std::move(reading));
    run_pass(file, setup, pass, i == 0 ? &result : nullptr);
    check_variants(file, setup, given, true, pass);
    soften_defaults(file, setup, given, pass);
    found[i] = std::move(pass.findings);
    if (i == 0) file.resources = std::move(pass.resources);
  }
  for (std::size_t i = 0; count > 1 && i < count; ++i) {
    for (auto& [id, findings] : found[i]) {
      for (Finding& finding : findings) {
        if (std::ranges::all_of(found, [&](const FindingsOf& set) { return says(set, finding); })) continue;
        finding.parameter_file = sets[i].name;
      }
    }
  }
  merge(result.findings, std::move(found));
  name_resources(file, result.findings);
}

}  // namespace ecslint::lint
