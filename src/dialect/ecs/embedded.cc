// SPDX-License-Identifier: Apache-2.0
#include "dialect/ecs/embedded.h"

#include <optional>
#include <string>
#include <utility>

#include "syntax/json/parse.h"
#include "text/utf8.h"

namespace ecslint::dialect_ecs {
namespace {

using doc::Node;
using doc::Offset;

/// A text, and for each of its bytes (and its end) the place in what it was made from.
struct Mapped {
  std::string text;
  std::vector<Offset> places;

  void add(char c, Offset place) {
    text += c;
    places.push_back(place);
  }
};

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The value of `count` hexadecimal digits, -1 when they are none.
int hex_number(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (hex_digit(text[i]) < 0) return -1;
    value = value * 16 + hex_digit(text[i]);
  }
  return value;
}

/// %7B%22Version%22…
Mapped url_decoded(std::string_view text) {
  Mapped out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto place = static_cast<Offset>(i);
    const int value = text[i] == '%' ? hex_number(text, i + 1, 2) : -1;
    out.add(value < 0 ? text[i] : static_cast<char>(value), place);
    if (value >= 0) i += 2;
  }
  out.places.push_back(static_cast<Offset>(text.size()));
  return out;
}

/// What an escape of JSON stands for, and how long it is; no text for what is left to the fallback.
struct Escape {
  std::string text;
  std::size_t size = 2;
};
Escape escape_at(std::string_view text, std::size_t at) {
  constexpr std::string_view kNames = "\"\\/bfnrt";
  constexpr std::string_view kValues = "\"\\/\b\f\n\r\t";
  if (at + 1 >= text.size()) return {};
  if (const std::size_t i = kNames.find(text[at + 1]); i != std::string_view::npos) return {{kValues[i]}, 2};
  const int code = text[at + 1] == 'u' ? hex_number(text, at + 2, 4) : -1;
  if (code < 0 || (code >= 0xD800 && code <= 0xDFFF)) return {};
  Escape out{{}, 6};
  text::append_code_point(out.text, static_cast<char32_t>(code));
  return out;
}

/// The string between its quotes, or a plain scalar, as it stands in the file; nothing when that does not
/// give the text.
std::optional<Mapped> read_token(std::string_view bytes, doc::Range range, std::string_view text) {
  std::size_t at = range.begin;
  std::size_t end = range.end;
  if (end - at >= 2 && (bytes[at] == '"' || bytes[at] == '\'') && bytes[end - 1] == bytes[at]) ++at, --end;
  const std::string_view inside = bytes.substr(0, end);
  Mapped out;
  while (at < end) {
    const auto place = static_cast<Offset>(at);
    if (inside[at] != '\\') {
      out.add(inside[at++], place);
      continue;
    }
    const Escape escape = escape_at(inside, at);
    if (escape.text.empty()) return std::nullopt;
    for (const char c : escape.text) out.add(c, place);
    at += escape.size;
  }
  out.places.push_back(static_cast<Offset>(end));
  return out.text == text ? std::optional(std::move(out)) : std::nullopt;
}

void make_synthetic(const Node& node) {
  node.set(Node::kSynthetic);
  for (const Node& element : node.elements()) make_synthetic(element);
  for (const doc::Member& member : node.members()) make_synthetic(member.value);
}

/// A copy in which everything has one place.
Node placed(doc::Arena& arena, const Node& node, doc::Range range) {
  if (node.is_array()) {
    std::vector<Node> elements;
    for (const Node& element : node.elements()) elements.push_back(placed(arena, element, range));
    return Node::array(arena.copy(std::span<const Node>(elements)), range);
  }
  if (node.is_object()) {
    std::vector<doc::Member> members;
    for (const doc::Member& member : node.members()) {
      members.push_back({member.key, range, placed(arena, member.value, range)});
    }
    Node out = Node::object(arena.copy(std::span<const doc::Member>(members)), range);
    if (node.has(Node::kDuplicateKeys)) out.set(Node::kDuplicateKeys);
    return out;
  }
  return Node(node).with_range(range);
}

/// Text as it was before placeholders were looked for in it.
std::string_view text_of(const Node& node) {
  if (node.is_string()) return node.as_string();
  return node.is_unresolved() && !node.why().pieces.empty() ? node.why().spelling : std::string_view();
}

}  // namespace

Node embedded_json(doc::Document& document, const Node& string, std::vector<finding::Finding>& findings) {
  const std::string_view text = text_of(string);
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  const std::string_view begin = start == std::string_view::npos ? "" : text.substr(start, 2);
  const bool plain = begin.starts_with('{') && begin != "{{" && begin != "{%";  // those are placeholders
  if (!plain && begin != "%7") return string;
  const Mapped json = plain ? Mapped{std::string(text), {}} : url_decoded(text);
  const auto token = read_token(document.source().bytes(), string.range(), text);
  const auto outer = [&](Offset offset) {
    if (!token) return string.range().begin;
    return token->places[json.places.empty() ? offset : json.places[offset]];
  };
  const auto root = syntax_json::Parser().parse_embedded(document, json.text, outer, findings);
  if (!root) return string;
  const Node out = token ? *root : placed(document.arena(), *root, string.range());
  make_synthetic(out);
  return out;
}

}  // namespace ecslint::dialect_ecs
