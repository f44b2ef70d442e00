// SPDX-License-Identifier: Apache-2.0
#include "schema/needles.h"

#include <algorithm>
#include <optional>

namespace ecslint::schema {
namespace {

using Type = RegexNode::Type;
using Texts = std::vector<std::string>;

constexpr std::size_t kMost = 4;  // each is looked for
constexpr std::size_t kShortest = 2;

std::size_t shortest(const Texts& texts) {
  std::size_t size = texts.empty() ? 0 : texts[0].size();
  for (const std::string& text : texts) size = std::min(size, text.size());
  return size;
}

/// Few beat many, then long beats short.
bool is_better(const Texts& a, const Texts& b) {
  if (a.empty() || b.empty()) return !a.empty();
  return a.size() != b.size() ? a.size() < b.size() : shortest(a) > shortest(b);
}

void keep_better(Texts& best, Texts other) {
  if (other.size() <= kMost && shortest(other) >= kShortest && is_better(other, best))
    best = std::move(other);
}

/// The one text that the node matches, if it matches but one.
std::optional<std::string> only_text(const RegexNode& node) {
  if (node.type == Type::kSet) {
    const auto& ranges = node.set.ranges;
    const bool one = node.set.properties.empty() && ranges.size() == 1 && ranges[0].first == ranges[0].last;
    if (!one || ranges[0].first >= 0x80) return std::nullopt;
    return std::string(1, static_cast<char>(ranges[0].first));
  }
  if (node.type != Type::kConcat) return std::nullopt;
  std::string all;
  for (const RegexNode& child : node.children) {
    const auto text = only_text(child);
    if (!text) return std::nullopt;
    all += *text;
  }
  return all;
}

Texts of_alternatives(const RegexNode& node) {
  Texts all;
  for (const RegexNode& child : node.children) {
    const Texts own = needles(child);
    if (own.empty()) return {};
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

/// What stands next to each other makes one text.
Texts of_sequence(const RegexNode& node) {
  Texts best;
  std::string run;
  for (const RegexNode& child : node.children) {
    if (const auto text = only_text(child)) {
      run += *text;
      continue;
    }
    keep_better(best, {run});
    keep_better(best, needles(child));
    run.clear();
  }
  keep_better(best, {run});
  return best;
}

}  // namespace

std::vector<std::string> needles(const RegexNode& tree) {
  Texts best;
  switch (tree.type) {
    case Type::kConcat:
      return of_sequence(tree);
    case Type::kAlternate:
      keep_better(best, of_alternatives(tree));
      return best;
    case Type::kRepeat:
      return tree.least > 0 ? needles(tree.children[0]) : best;
    default:
      return best;
  }
}

}  // namespace ecslint::schema
