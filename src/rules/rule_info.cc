// SPDX-License-Identifier: Apache-2.0
#include "rules/rule_info.h"

#include <algorithm>

#include "rules/records.h"
#include "rules/subjects.h"

namespace ecslint::rules {

namespace {

constexpr std::string_view kTag = "tag:";
constexpr std::string_view kCompliance = "compliance:";

bool is_digit(char c) { return c >= '0' && c <= '9'; }

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// In any case of letters; a number is not cut in two.
bool begins_with(std::string_view id, std::string_view word) {
  if (word.empty() || id.size() < word.size()) return false;
  if (!std::equal(word.begin(), word.end(), id.begin(),
                  [](char a, char b) { return lower(a) == lower(b); })) {
    return false;
  }
  return id.size() == word.size() || !is_digit(word.back()) || !is_digit(id[word.size()]);
}

}  // namespace

bool Strings::contains(std::string_view word) const {
  return std::any_of(list_.begin(), list_.end(), [&](text::Str s) { return image_[s] == word; });
}

std::string_view RuleInfo::code() const { return image_[record_->code]; }
std::string_view RuleInfo::name() const { return image_[record_->name]; }
std::string_view RuleInfo::summary() const { return image_[record_->summary]; }
finding::Level RuleInfo::level() const { return static_cast<finding::Level>(record_->level); }
std::string_view RuleInfo::help() const { return image_[record_->help]; }
std::string_view RuleInfo::since() const { return image_[record_->since]; }
std::string_view RuleInfo::path() const { return image_[record_->path]; }

bool RuleInfo::has_condition() const { return record_->subject != RuleRecord::kNoSubject; }

std::vector<std::string_view> RuleInfo::subjects() const {
  if (!has_condition()) return {};
  std::vector<std::string_view> out = {rules::subjects()[record_->subject].name};
  for (const RuleRecord& further : image_[record_->further]) {
    out.push_back(rules::subjects()[further.subject].name);
  }
  return out;
}

Strings RuleInfo::references() const { return {image_, record_->references}; }
Strings RuleInfo::tags() const { return {image_, record_->tags}; }
Strings RuleInfo::compliance() const { return {image_, record_->compliance}; }
Strings RuleInfo::catalogue() const { return {image_, record_->catalogue}; }
Strings RuleInfo::aliases() const { return {image_, record_->aliases}; }

std::optional<double> RuleInfo::security_severity() const {
  return record_->security_severity < 0 ? std::nullopt : std::optional(record_->security_severity);
}

bool RuleInfo::finds_secrets() const { return record_->finds_secrets != 0; }
bool RuleInfo::enabled() const { return record_->enabled != 0; }
std::string_view RuleInfo::options() const { return image_[record_->options_json]; }
bool RuleInfo::has_fix() const { return !record_->edits.empty(); }
bool RuleInfo::fix_is_safe() const { return record_->fix_safe != 0; }

bool RuleInfo::answers_to(std::string_view word) const {
  if (word.empty()) return false;
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const bool begins = code().starts_with(word[0]) || name().starts_with(word[0]);
  if (capital(word[0]) && !begins && aliases().empty()) return false;  // nearly always
  if (word == code() || word == name() || aliases().contains(word)) return true;
  if (word.starts_with(kTag)) return tags().contains(word.substr(kTag.size()));
  if (word.starts_with(kCompliance)) {
    for (const std::string_view id : compliance()) {
      if (begins_with(id, word.substr(kCompliance.size()))) return true;
    }
    return false;
  }
  if (!std::all_of(word.begin(), word.end(), capital) || code().substr(0, word.size()) != word) return false;
  return code().size() == word.size() || !capital(code()[word.size()]);
}

}  // namespace ecslint::rules
