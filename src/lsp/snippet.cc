// SPDX-License-Identifier: Apache-2.0
#include "lsp/snippet.h"

#include <fmt/format.h>

#include <algorithm>

namespace ecslint::lsp {
namespace {

using schema::SchemaView;

constexpr int kMostLevels = 3;

bool only(schema::TypeMask types, schema::TypeMask wanted) {
  return (types & wanted) != 0 && (types & ~wanted) == 0;
}

/// Writes a value with numbered places for the caret.
class Writer {
 public:
  Writer(const Style& style, const SpelledName& spelled) : style_(style), spelled_(spelled) {}

  std::string value(const SchemaView& schema, int indent, int level) {
    const schema::TypeMask types = schema.types();
    if (only(types, schema::kMaskArray)) return array(schema, indent, level);
    if (only(types, schema::kMaskObject)) return object(schema, indent, level);
    const bool text = (types & schema::kMaskString) != 0;
    return text && !style_.yaml ? fmt::format("\"{}\"", caret()) : caret();
  }

 private:
  std::string caret() { return fmt::format("${}", ++carets_); }
  static std::string blanks(int count) { return std::string(static_cast<std::size_t>(count), ' '); }

  std::string array(const SchemaView& schema, int indent, int level) {
    const auto items = schema.items();
    const bool objects = items && only(items->types(), schema::kMaskObject);
    if (style_.yaml) {
      const std::string element = items ? element_of(*items, objects, indent + 4, level) : caret();
      return fmt::format("\n{}- {}", blanks(indent + 2), element);
    }
    if (!objects) return fmt::format("[{}]", items ? value(*items, indent, level + 1) : caret());
    const std::string element = object(*items, indent + 2, level + 1);
    return fmt::format("[\n{}{}\n{}]", blanks(indent + 2), element, blanks(indent));
  }

  /// In YAML the first property of an element stands behind its dash.
  std::string element_of(const SchemaView& items, bool objects, int indent, int level) {
    if (!objects) return value(items, indent, level + 1);
    const std::string members = this->members(items, indent, level + 1);
    return members.empty() ? caret() : members.substr(members.find_first_not_of(" \n"));
  }

  std::string object(const SchemaView& schema, int indent, int level) {
    const std::string inside = members(schema, indent + 2, level);
    if (style_.yaml) return inside.empty() ? fmt::format("\n{}{}", blanks(indent + 2), caret()) : inside;
    if (inside.empty()) return fmt::format("{{\n{}{}\n{}}}", blanks(indent + 2), caret(), blanks(indent));
    return fmt::format("{{{}\n{}}}", inside, blanks(indent));
  }

  /// The required ones, each on a line of its own.
  std::string members(const SchemaView& schema, int indent, int level) {
    std::string out;
    if (level > kMostLevels) return out;
    for (const schema::PropertyView& property : schema.properties()) {
      const std::string name = property.required ? spelled_(way_, property.name) : std::string();
      if (name.empty()) continue;
      if (!out.empty() && !style_.yaml) out += ',';
      const std::string key = style_.yaml ? name : fmt::format("\"{}\"", name);
      out += fmt::format("\n{}{}:", blanks(indent), key);
      way_.emplace_back(property.name);
      const std::string below = value(property.schema, indent, level + 1);
      way_.pop_back();
      out += (below.starts_with('\n') ? "" : " ") + below;
    }
    return out;
  }

  const Style& style_;
  const SpelledName& spelled_;
  std::vector<std::string> way_;
  int carets_ = 0;
};

}  // namespace

std::string Style::member(std::string_view key, std::string_view value) const {
  if (!snippets) return fmt::format("{}: ", key);
  return fmt::format("{}:{}{}", key, value.starts_with('\n') ? "" : " ", value);
}

std::string Style::quoted(std::string_view text, bool quoted) const {
  if (!yaml) return fmt::format("\"{}\"", text);
  const bool number = std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
  return number || quoted ? fmt::format("\"{}\"", text) : std::string(text);
}

std::string value_snippet(const SchemaView& schema, const Style& style, const SpelledName& spelled) {
  if (!style.snippets) return {};
  return Writer(style, spelled).value(schema, 0, 0);
}

}  // namespace ecslint::lsp
