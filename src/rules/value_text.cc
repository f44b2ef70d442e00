// SPDX-License-Identifier: Apache-2.0
#include "rules/value_text.h"

#include <algorithm>
#include <array>

#include "doc/dump.h"
#include "text/json_writer.h"

namespace ecslint::rules {
namespace {

using doc::Node;

std::string json_string(std::string_view s) {
  std::string out;
  text::append_json_string(out, s);
  return out;
}

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Words that some YAML version reads as something else than a string.
bool special_word(std::string_view s) {
  static constexpr std::array<std::string_view, 9> kWords = {"true", "false", "null", "yes", "no",
                                                             "on",   "off",   "y",    "n"};
  std::string lower(s);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return std::find(kWords.begin(), kWords.end(), lower) != kWords.end();
}

/// Nobody can take it for anything but this string.
bool plain_in_yaml(std::string_view s) {
  const auto safe = [](char c) {
    return letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.' || c == '/';
  };
  return !s.empty() && letter(s[0]) && std::all_of(s.begin(), s.end(), safe) && !special_word(s);
}

std::string string_text(std::string_view s, Style style) {
  return style == Style::kYaml && plain_in_yaml(s) ? std::string(s) : json_string(s);
}

std::string list_text(const Node& value, Style style) {
  std::string out = "[";
  for (const Node& element : value.elements()) {
    if (out.size() > 1) out += style == Style::kMinified ? "," : ", ";
    out += value_text(element, style);
  }
  return out + "]";
}

std::string map_text(const Node& value, Style style) {
  std::string out = "{";
  for (const doc::Member& member : value.members()) {
    if (out.size() > 1) out += style == Style::kMinified ? "," : ", ";
    out +=
        json_string(member.key) + (style == Style::kMinified ? ":" : ": ") + value_text(member.value, style);
  }
  return out + "}";
}

}  // namespace

std::string value_text(const Node& value, Style style) {
  const Style inner = style == Style::kYaml ? Style::kJson : style;
  if (value.is_array()) return list_text(value, inner);
  if (value.is_object()) return map_text(value, inner);
  if (value.is_string()) return string_text(value.as_string(), style);
  return doc::to_json(value);
}

std::string element_text(const Node& element, std::size_t column, std::string_view line_break) {
  if (!element.is_object() || element.size() == 0) return value_text(element, Style::kYaml);
  const std::string text = block_text(element, column, line_break);
  return text.substr(line_break.size() + column + 2);  // the first key stands beside the dash
}

std::string block_text(const Node& value, std::size_t column, std::string_view line_break) {
  if (value.size() == 0 || (!value.is_object() && !value.is_array())) {
    return " " + value_text(value, Style::kYaml);
  }
  const std::string line = std::string(line_break) + std::string(column + 2, ' ');
  std::string out;
  for (const doc::Member& member : value.members()) {
    out += line + key_text(member.key, Style::kYaml) + ":" + block_text(member.value, column + 2, line_break);
  }
  for (const Node& element : value.elements())
    out += line + "- " + element_text(element, column + 2, line_break);
  return out;
}

std::string key_text(std::string_view key, Style style) { return string_text(key, style); }

}  // namespace ecslint::rules
