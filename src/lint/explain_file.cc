// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "dialect/ecs/others.h"
#include "lint/engine.h"
#include "lint/linter.h"
#include "lint/run.h"
#include "rules/subjects.h"

namespace ecslint::lint {
namespace {

using model::Link;
using model::Resource;

std::string named(const Resource& resource) {
  std::string out(info(resource.kind).title);
  if (!resource.shown_name().empty()) out.append(" \"").append(resource.shown_name()).append("\"");
  return out;
}

std::string where(const Resource& resource) {
  return named(resource) + " in " + resource.document->source().name();
}

/// service "web" → targetGroups: target group "web" in tg.json
std::string sentence(const Resource& from, const rules::Variable& variable, const Link& link) {
  std::string out = named(from);
  out.append(" → ").append(variable.name).append(": ");
  if (link.state == Link::State::kUnresolved) return out.append(link.reason);
  if (link.state == Link::State::kSeveral) out += "one of several that tie: ";
  for (const Resource* target : link.targets) {
    out += (target == link.targets[0] ? "" : ", ") + where(*target);
  }
  if (link.missing > 0) out.append(", and others: ").append(link.reason);
  return out;
}

/// Links that found something, and those whose other end is named but not in the run.
void explain_links_of(const model::Project& project, const Resource& resource, Explanation& out) {
  for (const rules::Subject& subject : rules::subjects()) {
    if (subject.kind != resource.kind || !subject.array.empty()) continue;
    for (const rules::Variable& variable : subject.variables) {
      if (variable.origin != rules::Origin::kLink) continue;
      const Link link = project.follow(resource, variable.relation);
      const bool named_here = !model::references(resource, variable.relation).named.empty();
      if (link.targets.empty() && !(named_here && link.state == Link::State::kUnresolved)) continue;
      out.links.push_back(sentence(resource, variable, link));
    }
  }
}

void explain_links(const Engine& engine, const std::string& path, Explanation& out) {
  const Sink ignore = [](const FileResult&) {};
  Run run(engine, ignore);
  run.over_paths({&path, 1});
  for (const Resource& resource : run.project().resources()) {
    if (plain(resource.document->source().name()) == plain(path)) {
      explain_links_of(run.project(), resource, out);
    }
  }
}

/// "IAM001 at taskRoleArn" of all findings of the file.
std::multiset<std::string> findings_of(const Linter& linter, const std::string& path) {
  std::multiset<std::string> out;
  linter.check({&path, 1}, [&](const FileResult& result) {
    if (plain(result.file) != plain(path)) return;
    for (const finding::Finding& finding : result.findings)
      out.insert(finding.code + (finding.path.empty() ? "" : " at " + finding.path));
  });
  return out;
}

/// What is found only when nothing is suppressed.
std::vector<std::string> suppressed_in(const Linter& linter, const std::string& path) {
  Options all = linter.engine().options();
  all.no_suppression = true;
  const auto shown = findings_of(linter, path);
  const auto found = findings_of(Linter(all, linter.engine().files()), path);
  std::vector<std::string> out;
  std::ranges::set_difference(found, shown, std::back_inserter(out));
  return out;
}

/// What conditions leave open in a template, and with what answers it is checked.
void explain_questions(const ParsedFile& file, Explanation& out) {
  dialect_cloudformation::OpenQuestions all;
  for (const auto& open : file.open) {
    for (const auto& [question, tried] : open.questions) all[question].insert(tried.begin(), tried.end());
  }
  for (const auto& [question, tried] : all) {
    std::string line;
    for (const std::string& answer : tried) {
      if (answer != dialect_cloudformation::kAnotherAnswer)
        line.append(line.empty() ? "\"" : ", \"").append(answer).append("\"");
    }
    if (tried.contains(std::string(dialect_cloudformation::kAnotherAnswer))) line += ", and as anything else";
    out.links.push_back(fmt::format("conditions ask {}, checked as {}", question, line));
  }
  for (std::size_t i = 0; i < file.open.size() && i < file.resources.size(); ++i) {
    if (!has_too_many_variants(file.open[i].questions)) continue;
    out.links.push_back(named(file.resources[i]) + " depends on more conditions than are tried (64 " +
                        "combinations): some of them stay open");
  }
}

/// A template hangs together in itself.
void explain_template(const ParsedFile& file, Explanation& out) {
  model::Project project;
  const std::uint32_t root = project.add_root({.folder = {}, .closed = false, .is_template = true});
  for (Resource resource : file.resources) {
    resource.root = root;
    project.add(resource);
  }
  project.finish();
  for (const Resource& resource : project.resources()) explain_links_of(project, resource, out);
  explain_questions(file, out);
}

std::string why_unreadable(const ParsedFile& file) {
  return file.findings.empty() ? "it cannot be parsed" : "it cannot be parsed: " + file.findings[0].message;
}

}  // namespace

Explanation explain_file(const Linter& linter, const std::string& path) {
  const Engine& engine = linter.engine();
  Explanation out;
  const Home& home = engine.home_of(folder_of(plain(path)));
  if (home.setup->configuration != nullptr) out.config = home.setup->configuration->path;
  if (home.has_root) out.root = home.root.empty() ? "." : home.root;
  auto source = engine.files().read(path);
  if (!source) {
    out.verdict = Verdict::kUnreadable;
    out.why = "cannot be read: " + source.error().message;
    return out;
  }
  if (const auto other = dialect_ecs::other_by_name(path); !other.name.empty()) {
    out.what = other.name;
    out.why = other.why;
    return out;
  }
  Checker checker(engine);
  ParsedFile file;
  const Setup& setup = engine.setup_for(home, path);
  checker.parse(std::move(source).value(), setup, true, file);
  out.what = file.what;
  out.why = file.why;
  if (!file.resources.empty()) out.verdict = Verdict::kEcs;
  if (file.broken && file.resources.empty()) {
    out.verdict =
        dialect_ecs::marks(file.document->source().bytes()).strong ? Verdict::kUnreadable : Verdict::kOther;
    if (out.why.empty()) out.why = why_unreadable(file);
  }
  const bool ecs = out.verdict == Verdict::kEcs;
  if (file.broken && ecs) {
    out.verdict = Verdict::kUnreadable;
    out.why += "; but " + why_unreadable(file);
  }
  if (ecs) {
    file.is_template ? explain_template(file, out) : explain_links(engine, path, out);
    for (std::size_t i = 0; i < engine.rules().size(); ++i) out.rules += setup.selection->shown(i) ? 1 : 0;
    out.suppressed = suppressed_in(linter, path);
  }
  if (out.why.empty()) out.why = "it has nothing that ECS files have";
  return out;
}

}  // namespace ecslint::lint
