// SPDX-License-Identifier: Apache-2.0
#include "rules/problems.h"

#include <fmt/format.h>

#include <algorithm>

#include "syntax/toml/toml.h"
#include "text/edit_distance.h"

namespace ecslint::rules {

void Problems::add(const doc::Document& in, text::Range range, std::string message) {
  finding::Finding& finding = findings_.emplace_back();
  finding.code = kRuleRefused;
  finding.level = finding::Level::kError;
  finding.message = std::move(message);
  finding.place = {&in.source(), range};
}

void Problems::add_in(const doc::Document& in, const doc::Node& string, std::size_t offset,
                      std::size_t length, std::string message) {
  const auto begin = syntax_toml::source_offset(string, in.source(), offset);
  const auto end = syntax_toml::source_offset(string, in.source(), offset + std::max<std::size_t>(length, 1));
  text::Range range = string.range();
  if (begin) range = {*begin, std::max(*begin, end.value_or(range.end))};
  add(in, range, std::move(message));
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  const std::string_view near = text::nearest(word, candidates);
  return near.empty() ? std::string() : fmt::format(": did you mean {}?", near);
}

}  // namespace ecslint::rules
