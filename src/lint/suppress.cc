// SPDX-License-Identifier: Apache-2.0
#include "lint/suppress.h"

#include <fmt/format.h>

#include <algorithm>

#include "lint/paths.h"

namespace ecslint::lint {
namespace {

using finding::Finding;
using finding::Level;

Finding finding_at(std::string_view code, const text::Source& source, text::Range range,
                   std::string message) {
  Finding finding;
  finding.code = code;
  finding.level = Level::kWarning;
  finding.message = std::move(message);
  finding.place = {&source, range};
  return finding;
}

/// The path of a finding with one kind of quotes.
std::string plain_quotes(std::string_view path) {
  std::string out(path);
  std::ranges::replace(out, '\'', '"');
  return out;
}

bool is_pattern(std::string_view file) {
  return file.empty() || file.find_first_of("*?") != std::string_view::npos;
}

}  // namespace

Suppressor::Suppressor(const rules::RuleSet& rules, const Options& options, const Selection& selection,
                       const Configuration* configuration, std::vector<Finding>& problems)
    : rules_(rules),
      selection_(selection),
      comments_(!options.no_inline_ignores),
      no_suppression_(options.no_suppression),
      today_(options.today) {
  if (configuration == nullptr) return;
  for (const Configuration* each : with_bases(*configuration)) {
    for (const IgnoreSetting& setting : each->ignores) add(*each, each != configuration, setting, problems);
  }
}

bool Suppressor::is_past(std::string_view until) const {
  return !until.empty() && until < (today_.empty() ? today() : today_);
}

void Suppressor::add(const Configuration& configuration, bool inherited, const IgnoreSetting& setting,
                     std::vector<Finding>& problems) {
  const auto say = [&](std::string_view code, std::string message) {
    problems.push_back(finding_at(code, *configuration.source, setting.range, std::move(message)));
  };
  Ignore& ignore = ignores_.emplace_back();
  ignore.setting = &setting;
  ignore.configuration = &configuration;
  ignore.inherited = inherited;
  for (const RuleWord& word : setting.rules) {
    const Rules meant = selection_.meant(word.word, {configuration.source, word.range}, problems);
    ignore.rules.insert(ignore.rules.end(), meant.begin(), meant.end());
  }
  std::ranges::sort(ignore.rules);
  const auto locked = [this](std::size_t rule) { return selection_.locked(rule); };
  if (const auto rule = std::ranges::find_if(ignore.rules, locked); rule != ignore.rules.end()) {
    ignore.locked = true;
    say(kLockedRule, cannot_be_ignored(rules_.info(*rule).code()));
  }
  if (setting.reason.empty()) say(kNoReason, "this [[ignore]] gives no reason");
  const bool expired = is_past(setting.until);
  if (expired) {
    say(kExpiredSuppression,
        fmt::format("this [[ignore]] ended on {}: mend what it hid, or renew it", setting.until));
  }
  ignore.void_ = expired || setting.broken;
}

std::uint32_t Suppressor::apply(const doc::Document& document, std::vector<Finding>& findings) const {
  std::vector<Active> comments;
  const std::size_t count = findings.size();
  if (no_suppression_) return 0;
  for (Suppression& comment : find_suppressions(document)) {
    if (comments_) comments.push_back(activate(document, std::move(comment), findings));
  }
  const std::vector<const Ignore*> ignores = ignores_for(document.source().name());
  if (comments.empty() && ignores.empty()) return 0;
  const std::size_t told = findings.size() - count;  // about words that name no rule
  const auto gone = [&](const Finding& finding) {
    bool locked = false;
    const bool suppressed = is_suppressed(finding, comments, ignores, locked);
    return suppressed && !locked;
  };
  const auto kept =
      std::stable_partition(findings.begin(), findings.begin() + static_cast<std::ptrdiff_t>(count),
                            [&](const Finding& finding) { return !gone(finding); });
  const auto end = findings.begin() + static_cast<std::ptrdiff_t>(count);
  const auto suppressed = static_cast<std::uint32_t>(end - kept);
  findings.erase(kept, end);
  const std::size_t old = findings.size() - told;
  for (const Active& active : comments) report(document, active, findings);
  const auto refused = [this](Finding& finding) { return !selection_.accept(finding); };
  findings.erase(std::remove_if(findings.begin() + static_cast<std::ptrdiff_t>(old), findings.end(), refused),
                 findings.end());
  return suppressed;
}

Suppressor::Active Suppressor::activate(const doc::Document& document, Suppression comment,
                                        std::vector<Finding>& findings) const {
  Active active{std::move(comment), {}, true, 0};
  const text::Source& source = document.source();
  std::vector<Finding> unknown;
  for (const text::Range& word : active.comment.words) {
    const Rules meant = selection_.meant(source.slice(word), {&source, word}, unknown);
    active.rules.insert(active.rules.end(), meant.begin(), meant.end());
  }
  std::ranges::sort(active.rules);
  active.selected =
      std::ranges::all_of(active.rules, [this](std::size_t rule) { return selection_.shown(rule); });
  for (const Finding& finding : unknown) {
    findings.push_back(finding_at(kBadSuppression, source, finding.place.range, finding.message));
  }
  return active;
}

std::vector<const Suppressor::Ignore*> Suppressor::ignores_for(std::string_view file) const {
  std::vector<const Ignore*> out;
  for (const Ignore& ignore : ignores_) {
    if (ignore.void_) continue;
    const std::string& pattern = ignore.setting->file;
    if (!pattern.empty() && !matches_pattern(pattern, ignore.configuration->below(file))) continue;
    ++ignore.setting->use->met;
    out.push_back(&ignore);
  }
  return out;
}

bool Suppressor::is_suppressed(const Finding& finding, std::vector<Active>& comments,
                               const std::vector<const Ignore*>& ignores, bool& locked) const {
  const auto rule = rules_.find(finding.code);
  if (!rule) return false;
  locked = selection_.locked(*rule);
  bool suppressed = false;
  for (Active& active : comments) {
    const Suppression& comment = active.comment;
    const bool here = comment.whole_file || (comment.line.begin <= finding.place.range.begin &&
                                             finding.place.range.begin <= comment.line.end);
    if (!here || !std::ranges::binary_search(active.rules, *rule)) continue;
    if (!comment.mistake.empty() || is_past(comment.until)) continue;
    ++active.took;
    suppressed = true;
  }
  for (const Ignore* ignore : ignores) {
    const std::string& path = ignore->setting->path;
    if (!std::ranges::binary_search(ignore->rules, *rule)) continue;
    if (!path.empty() && plain_quotes(path) != plain_quotes(finding.path)) continue;
    ++ignore->setting->use->took;
    suppressed = true;
  }
  return suppressed;
}

void Suppressor::report(const doc::Document& document, const Active& active,
                        std::vector<Finding>& findings) const {
  const Suppression& comment = active.comment;
  const auto say = [&](std::string_view code, std::string message) {
    findings.push_back(finding_at(code, document.source(), comment.range, std::move(message)));
  };
  if (!comment.mistake.empty()) return say(kBadSuppression, comment.mistake);
  const auto locked = [this](std::size_t rule) { return selection_.locked(rule); };
  if (const auto rule = std::ranges::find_if(active.rules, locked); rule != active.rules.end()) {
    say(kLockedRule, cannot_be_ignored(rules_.info(*rule).code()));
  }
  if (comment.reason.empty())
    say(kNoReason, comment.called == "comment" ? "this comment gives no reason: write it behind the brackets"
                                               : "this entry gives no reason: write reason: …");
  if (is_past(comment.until)) {
    return say(kExpiredSuppression, fmt::format("this {} ended on {}: mend what it hid, or renew it",
                                                comment.called, comment.until));
  }
  if (active.took == 0 && active.selected && !active.rules.empty()) {
    say(kUnusedSuppression, fmt::format("this {} suppresses nothing: take it away", comment.called));
  }
}

bool Suppressor::is_unused(const Ignore& ignore, bool whole) const {
  const IgnoreUse& use = *ignore.setting->use;
  if (ignore.void_ || ignore.locked || use.met == 0 || use.took > 0) return false;
  return !is_pattern(ignore.setting->file) || (whole && !ignore.inherited);
}

std::vector<Finding> Suppressor::unused(bool whole, const text::FileSystem& files) const {
  std::vector<Finding> out;
  for (const Ignore& ignore : ignores_) {
    const IgnoreSetting& setting = *ignore.setting;
    const auto say = [&](std::string message) {
      out.push_back(
          finding_at(kUnusedSuppression, *ignore.configuration->source, setting.range, std::move(message)));
    };
    const auto shown = [this](std::size_t rule) { return selection_.shown(rule); };
    if (!std::ranges::all_of(ignore.rules, shown)) continue;
    if (is_unused(ignore, whole)) {
      say("this [[ignore]] suppresses nothing: take it away");
    } else if (whole && !ignore.void_ && !is_pattern(setting.file) &&
               !files.exists(join_path(ignore.configuration->folder, setting.file))) {
      say(fmt::format("this [[ignore]] speaks of {}, which is not there", setting.file));
    }
  }
  return out;
}

}  // namespace ecslint::lint
