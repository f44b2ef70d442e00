// SPDX-License-Identifier: Apache-2.0
#include "rules/finished_patterns.h"

#include <algorithm>
#include <vector>

#include "rules/pattern_tree.h"
#include "schema/automaton.h"

namespace ecslint::rules {
namespace {

template <typename T>
std::span<const T> view(const std::vector<T>& items) {
  return items;
}

/// The table, where one can be made.
std::optional<schema::Pattern> finished(text::Str source, text::ImageBuilder& image) {
  const auto tree = pattern_tree(image.image()[source]);
  if (!tree) return std::nullopt;
  const auto automaton = schema::build_automaton(*tree);
  if (!automaton) return std::nullopt;
  schema::Pattern pattern;
  pattern.source = source;
  schema::write_automaton(*automaton, image, pattern);
  return pattern;
}

}  // namespace

void PatternCollector::add(const expr::Program& program, text::Image image, expr::FunctionTables functions) {
  const auto ops = image[program.ops];
  for (const expr::Op& op : ops) {
    if (op.code != expr::Code::kCall) continue;
    const expr::Function& function = functions[op.b >> 16][op.b & 0xFFFF];
    if (function.pattern < 0 || function.pattern >= op.count) continue;
    const std::uint32_t child = image[program.operands][op.a + static_cast<std::uint32_t>(function.pattern)];
    if (ops[child].code == expr::Code::kString)
      patterns_[ops[child].a] = text::Str{ops[child].a, ops[child].b};
  }
}

text::Ref<schema::Pattern> PatternCollector::write(text::ImageBuilder& image) const {
  std::vector<schema::Pattern> patterns;
  for (const auto& [offset, source] : patterns_) {
    if (auto pattern = finished(source, image)) patterns.push_back(*pattern);
  }
  return image.add(view(patterns));
}

const schema::Pattern* FinishedPatterns::table_of(std::string_view pattern) const {
  const std::string_view bytes = image_.bytes();
  if (pattern.data() < bytes.data() || pattern.data() >= bytes.data() + bytes.size()) return nullptr;
  const auto offset = static_cast<std::uint32_t>(pattern.data() - bytes.data());
  const auto patterns = image_[patterns_];
  const auto at = std::lower_bound(
      patterns.begin(), patterns.end(), offset,
      [](const schema::Pattern& known, std::uint32_t wanted) { return known.source.offset < wanted; });
  const bool known = at != patterns.end() && at->source.offset == offset && at->source.size == pattern.size();
  return known ? &*at : nullptr;
}

std::optional<bool> FinishedPatterns::found_in(std::string_view pattern, std::string_view text) const {
  const schema::Pattern* table = table_of(pattern);
  return table == nullptr ? std::nullopt : std::optional(schema::run_automaton(*table, image_, text));
}

expr::PartialMatch FinishedPatterns::found_in(std::string_view pattern,
                                              std::span<const doc::Piece> pieces) const {
  using enum expr::PartialMatch;
  const schema::Pattern* table = table_of(pattern);
  const auto found = table == nullptr ? std::nullopt : schema::run_automaton(*table, image_, pieces);
  if (!found) return kMaybe;
  return *found ? kAlways : kNever;
}

}  // namespace ecslint::rules
