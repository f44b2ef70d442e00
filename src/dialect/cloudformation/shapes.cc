// SPDX-License-Identifier: Apache-2.0
#include "dialect/cloudformation/shapes.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "text/same.h"

namespace ecslint::dialect_cloudformation {
namespace {

struct Root {
  std::string_view type;
  ShapeId shape;
};

#include "dialect/cloudformation/shapes.inc"

constexpr std::size_t kShapeCount = std::size(kFirst) - 1;
constexpr int kMaxDepth = 8;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; }

std::size_t word_size(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size() && is_word(text[size])) ++size;
  return size;
}

/// The brackets with which the text begins: [0], ["web"].
std::size_t bracket_size(std::string_view text) {
  if (!text.starts_with('[')) return 0;
  bool quoted = false;
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\' && quoted) {
      ++i;
    } else if (text[i] == '"') {
      quoted = !quoted;
    } else if (text[i] == ']' && !quoted) {
      return i + 1;
    }
  }
  return text.size();
}

/// The spelling of a property of the shape or somewhere below it; empty when there is none.
std::string_view written_below(ShapeId shape, std::string_view name, int depth = 0) {
  if (shape == kNoShape || depth > kMaxDepth) return {};
  if (const Property* own = find_named(shape, name)) return own->written;
  for (const Property& property : properties_of(shape)) {
    const std::string_view found = written_below(property.shape, name, depth + 1);
    if (!found.empty()) return found;
  }
  return {};
}

/// A capital inside, a small letter first: a name, not a word of a sentence.
bool looks_like_name(std::string_view word) {
  return word[0] >= 'a' && word[0] <= 'z' &&
         std::any_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

std::string written_path(ShapeId shape, std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t word = word_size(path);
    if (word > 0) {
      const Property* property = find_named(shape, path.substr(0, word));
      out += property == nullptr ? path.substr(0, word) : property->written;
      shape = property == nullptr ? kNoShape : property->shape;
      path.remove_prefix(word);
      continue;
    }
    const std::size_t size = path.starts_with('[') ? bracket_size(path) : 1;
    out += path.substr(0, size);
    path.remove_prefix(size);
  }
  return out;
}

/// As most sentences have none.
bool may_have_names(std::string_view sentence) {
  for (std::size_t i = 1; i < sentence.size(); ++i) {
    if (sentence[i] >= 'A' && sentence[i] <= 'Z' && is_word(sentence[i - 1])) return true;
  }
  return false;
}

/// Where a sentence names properties of the shape or below it.
void add_written_words(ShapeId shape, std::string_view sentence, std::string& out) {
  if (!may_have_names(sentence)) {
    out += sentence;
    return;
  }
  bool inside = false;  // a word that goes on
  while (!sentence.empty()) {
    const std::size_t size = std::max<std::size_t>(word_size(sentence), 1);
    const std::string_view word = sentence.substr(0, size);
    const bool name = is_word(word[0]) && !inside && looks_like_name(word);
    const std::string_view written = name ? written_below(shape, word) : std::string_view();
    out += written.empty() ? word : written;
    inside = word == "-" || word == "/";
    sentence.remove_prefix(size);
  }
}

class ShapeSpelling final : public doc::Spelling {
 public:
  explicit ShapeSpelling(ShapeId shape) : shape_(shape) {}

  std::string_view property(std::span<const std::string_view> way, std::string_view name) const override {
    ShapeId shape = shape_;
    for (const std::string_view step : way) {
      const Property* property = find_named(shape, step);
      shape = property == nullptr ? kNoShape : property->shape;
    }
    const Property* property = find_named(shape, name);
    return property == nullptr ? name : property->written;
  }
  std::string path(std::string_view path) const override { return written_path(shape_, path); }
  void add_words(std::string_view sentence, std::string& to) const override {
    add_written_words(shape_, sentence, to);
  }

 private:
  ShapeId shape_;
};

}  // namespace

const doc::Spelling* spelling_of(std::string_view type) {
  static const std::vector<ShapeSpelling> kSpellings = [] {
    std::vector<ShapeSpelling> out;
    for (const Root& root : kRoots) out.emplace_back(root.shape);
    return out;
  }();
  const auto* at = std::ranges::find(kRoots, type, &Root::type);
  return at == std::end(kRoots) ? nullptr : &kSpellings[static_cast<std::size_t>(at - std::begin(kRoots))];
}

ShapeId shape_of(std::string_view type) {
  const auto* at = std::ranges::find(kRoots, type, &Root::type);
  return at == std::end(kRoots) ? kNoShape : at->shape;
}

std::span<const Property> properties_of(ShapeId shape) {
  if (shape >= kShapeCount) return {};
  return std::span<const Property>(kProperties).subspan(kFirst[shape], kFirst[shape + 1] - kFirst[shape]);
}

const Property* find_written(ShapeId shape, std::string_view written) {
  for (const Property& property : properties_of(shape)) {  // faster than halving: most differ in length
    if (text::same(property.written, written)) return &property;
  }
  return nullptr;
}

const Property* find_named(ShapeId shape, std::string_view name) {
  const auto properties = properties_of(shape);
  const auto at = std::ranges::find(properties, name, &Property::name);
  return at == properties.end() || name.empty() ? nullptr : &*at;
}

}  // namespace ecslint::dialect_cloudformation
