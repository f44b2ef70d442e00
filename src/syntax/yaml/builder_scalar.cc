// SPDX-License-Identifier: Apache-2.0
// How a scalar becomes a node: its text, its type by YAML 1.2, tags, placeholders.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "doc/placeholder.h"
#include "syntax/yaml/builder.h"
#include "syntax/yaml/plain.h"
#include "text/find.h"

namespace ecslint::syntax_yaml {

using doc::Node;
using finding::SyntaxCode;
using text::Offset;
using text::Range;

namespace {

constexpr std::string_view kCoreTag = "tag:yaml.org,2002:";

/// Versions of policies and templates look like dates and are known as text to all of AWS.
bool is_language_version(std::string_view text) {
  return text == "2012-10-17" || text == "2010-09-09" || text == "2008-10-17";
}

/// Nearly all scalars read the same in both versions: words, told by the first byte, and decimal numbers.
bool may_be_special(std::string_view text) {
  if (text.empty() || text.size() > 64) return false;
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (is_digit(text[0])) return text[0] == '0' || !std::ranges::all_of(text, is_digit);
  return text::find_any<'+', '-', '.', 'y', 'Y', 'n', 'N', 'o', 'O'>(text.substr(0, 1)) == 0;
}

/// By its first letter it is a string in both versions, and no placeholder as a whole: null, true, false,
/// yes, no, on and off begin with others.
bool begins_word(std::string_view text) {
  constexpr auto kLetters = [] {
    std::array<bool, 256> letters = {};
    for (const char c : std::string_view("abcdeghijklmpqrsuvwxzABCDEGHIJKLMPQRSUVWXZ/"))
      letters[static_cast<unsigned char>(c)] = true;
    return letters;
  }();
  return !text.empty() && kLetters[static_cast<unsigned char>(text[0])];
}

/// YAML 1.2 reads a string, and a string is what is meant.
bool means_string(const Reading& yaml12, const Reading& yaml11, std::string_view text) {
  const bool clock = text.find(':') != std::string_view::npos;
  return yaml12.type == Reading::Type::kString && (clock || yaml11.type == Reading::Type::kDate);
}

std::string advice(const Reading& yaml12, const Reading& yaml11) {
  using Type = Reading::Type;
  if (yaml11.type == Type::kBool) return fmt::format("quote it, or write {}", describe(yaml11, {}));
  if (yaml12.type != Type::kString) return fmt::format("quote it, or write {}", describe(yaml12, {}));
  return "quote it";
}

}  // namespace

/// The scalar's text, as a view of the source where it stands there unchanged; else a copy, and true.
std::pair<std::string_view, bool> Builder::text_of(const Scalar& scalar, Range range) {
  if (mask_.empty() && text::is_inside(scalar.value, mask_.text())) return {scalar.value, false};
  Range inner = range;
  if (scalar.style == Style::kQuoted && range.size() >= 2) inner = {range.begin + 1, range.end - 1};
  const Offset base = document_.source().content_begin();
  const std::string_view there = mask_.text().substr(inner.begin - base, inner.size());
  if (there == scalar.value) return {slice(inner), false};
  if (mask_.empty()) return {document_.arena().copy(scalar.value), true};
  std::string value(scalar.value);
  mask_.restore(value, inner.begin - base, inner.end - base);
  return {document_.arena().copy(std::string_view(value)), true};
}

Node Builder::scalar_node(const Scalar& scalar, Range range) {
  const auto [text, copied] = text_of(scalar, range);
  if (!scalar.properties.tag.empty()) return tagged_node(scalar, text, copied, range);
  if (scalar.style != Style::kPlain) return text_node(text, copied, range);
  Node node = plain_node(text, range);
  if (copied && node.is_string()) node.set(Node::kEscaped);
  return node.with(Node::kPlain);
}

Node Builder::plain_node(std::string_view text, Range range) {
  if (begins_word(text)) return text_node(text, false, range);
  if (yaml11_) {
    const Node node = to_node(read_yaml11(text), text, range);
    return node.is_string() ? text_node(text, false, range) : node;
  }
  const Node node = to_node(read_yaml12(text), text, range);
  if (may_be_special(text)) warn_if_versions_differ(text, range);
  if (!node.is_string()) return node;
  const std::size_t hole = doc::bare_placeholder(text);
  if (hole == 0 || hole != text.size()) return text_node(text, false, range);
  return Node::unresolved(doc::unknown_value(document_.arena(), text, text), range);
}

Node Builder::text_node(std::string_view text, bool copied, Range range) {
  if (doc::may_have_placeholder(text)) {
    const doc::Unresolved* why = doc::partly_known(document_.arena(), text);
    if (why != nullptr) return Node::unresolved(why, range);
  }
  Node node = Node::string(text, range);
  return copied ? node.with(Node::kEscaped) : node;
}

Node Builder::tagged_node(const Scalar& scalar, std::string_view text, bool copied, Range range) {
  std::string_view tag = scalar.properties.tag;
  if (tag == "!") return text_node(text, copied, range);
  if (!tag.starts_with(kCoreTag)) {
    return tagged(document_.arena().copy(tag), {}, scalar.range, text_node(text, copied, range));
  }
  tag.remove_prefix(kCoreTag.size());
  if (tag == "str" || tag == "binary" || tag == "timestamp") return text_node(text, copied, range);
  const Reading reading = read_yaml12(text);
  const Node node = to_node(reading, text, range);
  if (tag == "null" && (node.is_null() || text.empty())) return Node::null(range);
  if (tag == "bool" && node.is(doc::Kind::kBool)) return node;
  if (tag == "int" && (node.is(doc::Kind::kInteger) || node.is(doc::Kind::kUnsigned))) return node;
  if (tag == "float" && node.is_numeric()) {
    return node.is(doc::Kind::kInteger) ? Node::number(static_cast<double>(node.as_int()), range) : node;
  }
  report(SyntaxCode::kTag, scalar.range, fmt::format("the tag !!{} does not fit this value", tag));
  return unknown({}, scalar.range, range);
}

/// Reason: the first line of what stands there, unless another is given.
Node Builder::unknown(std::string_view reason, Range spelling, Range range) {
  return tagged({}, reason, spelling, Node::null(range));
}

/// What a local tag makes of a value is for a dialect to say.
Node Builder::tagged(std::string_view tag, std::string_view reason, Range spelling, const Node& node) {
  const std::string_view whole = slice(spelling);
  if (reason.empty()) reason = whole.substr(0, std::min<std::size_t>(text::find_any<'\r', '\n'>(whole), 80));
  doc::Arena& arena = document_.arena();
  auto* why = new (arena.allocate<doc::Unresolved>(1)) doc::Unresolved{reason, whole, {}};
  if (!tag.empty()) {
    why->tag = tag;
    why->tagged = new (arena.allocate<Node>(1)) Node(node);
  }
  return Node::unresolved(why, node.range());
}

void Builder::warn_if_versions_differ(std::string_view text, Range range) {
  const Reading yaml12 = read_yaml12(text);
  const Reading yaml11 = read_yaml11(text);
  if (same(yaml12, yaml11) || is_language_version(text)) return;
  const std::size_t before = findings_.size();
  report(SyntaxCode::kVersionDependent, range,
         fmt::format("{} is read as {} by YAML 1.2 (AWS CLI) and as {} by YAML 1.1 (CloudFormation): {}",
                     text, describe(yaml12, text), describe(yaml11, text), advice(yaml12, yaml11)));
  if (findings_.size() == before) return;
  finding::Fix fix;
  fix.title = "Quote it";
  fix.safe = means_string(yaml12, yaml11, text);
  fix.edits.push_back({&document_.source(), {range, fmt::format("\"{}\"", text)}});
  findings_.back().fix = std::move(fix);
}

}  // namespace ecslint::syntax_yaml
