// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>

#include "schema/validator.h"
#include "text/json_writer.h"

namespace ecslint::schema {
namespace {

using doc::Node;

bool is_plain_word(std::string_view word) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
  };
  return !word.empty() && std::all_of(word.begin(), word.end(), plain);
}

/// A string in the quotes the old token has.
std::string requote(std::string_view old, std::string_view word) {
  std::string out;
  if (old.starts_with('\'')) {
    out = "'";
    for (const char c : word) out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + "'";
  }
  text::append_json_string(out, word);
  return out;
}

std::string replacement_for(const Problem& problem, std::string_view old, bool key) {
  if (!problem.as_string) return problem.suggestion;
  const bool quoted = old.starts_with('"') || old.starts_with('\'');
  const bool bare = !quoted && is_plain_word(problem.suggestion) && (key || problem.node->is_string());
  return bare ? problem.suggestion : requote(old, problem.suggestion);
}

std::optional<finding::Fix> fix_for(const Problem& problem, const text::Source& source) {
  if (problem.suggestion.empty()) return std::nullopt;
  if (problem.node->has(Node::kShared) || problem.node->has(Node::kSynthetic)) return std::nullopt;
  const bool key = problem.code == Code::kUnknownProperty;
  const std::string_view old = source.slice(problem.range);
  if (old.empty()) return std::nullopt;
  finding::Fix fix;
  const std::string text = replacement_for(problem, old, key);
  fix.title = fmt::format("write {}", text);
  fix.safe = problem.safe;
  fix.edits.push_back({&source, {problem.range, text}});
  return fix;
}

}  // namespace

finding::Finding to_finding(const Problem& problem, const text::Source& source) {
  finding::Finding finding;
  finding.code = problem.code_id;
  finding.level = problem.level;
  finding.message = problem.message;
  finding.place = {&source, problem.range};
  finding.path = problem.path;
  if (problem.related != nullptr)
    finding.related.push_back({{&source, problem.related->range()}, "the first one"});
  finding.fix = fix_for(problem, source);
  return finding;
}

}  // namespace ecslint::schema
