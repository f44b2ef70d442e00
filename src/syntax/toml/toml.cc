// SPDX-License-Identifier: Apache-2.0
#include "syntax/toml/toml.h"

#define TOML_MAX_NESTED_VALUES 64
#include <toml++/toml.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "finding/syntax_codes.h"
#include "syntax/toml/literal.h"
#include "text/line_index.h"
#include "text/utf8.h"

namespace ecslint::syntax_toml {
namespace {

using doc::Member;
using doc::Node;
using finding::SyntaxCode;
using text::Offset;
using text::Range;

bool is_bare(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

std::size_t skip_blanks(std::string_view s, std::size_t at) {
  return std::min(s.find_first_not_of(" \t", at), s.size());
}

/// End of the part of a dotted key at `at`, or `at` when there is none.
std::size_t key_part_end(std::string_view s, std::size_t at) {
  if (at < s.size() && (s[at] == '"' || s[at] == '\'')) {
    const std::size_t close = s.find(s[at], at + 1);
    return close == std::string_view::npos ? at : close + 1;
  }
  while (at < s.size() && is_bare(s[at])) ++at;
  return at;
}

/// Parts of the dotted key at `at`, counted up to kMaxDepth + 1.
int key_parts(std::string_view s, std::size_t at) {
  for (int parts = 0;;) {
    const std::size_t end = key_part_end(s, at);
    if (end == at) return parts;
    if (++parts > doc::kMaxDepth) return parts;
    at = skip_blanks(s, end);
    if (at >= s.size() || s[at] != '.') return parts;
    at = skip_blanks(s, at + 1);
  }
}

/// Where a line holds a dotted key so long that toml++, which recurses over tables, would go too deep.
std::size_t endless_key(std::string_view line) {
  if (std::count(line.begin(), line.end(), '.') < doc::kMaxDepth) return std::string_view::npos;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (i > 0 && (is_bare(line[i - 1]) || line[i - 1] == '.')) continue;
    if (key_parts(line, i) > doc::kMaxDepth) return i;
  }
  return std::string_view::npos;
}

std::size_t find_endless_key(std::string_view s) {
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t stop = std::min(s.find('\n', at), s.size());
    const std::size_t found = endless_key(s.substr(at, stop - at));
    if (found != std::string_view::npos) return at + found;
    at = stop + 1;
  }
  return std::string_view::npos;
}

void replace_all(std::string& s, std::string_view from, std::string_view to) {
  for (std::size_t at = s.find(from); at != std::string::npos; at = s.find(from, at + to.size())) {
    s.replace(at, from.size(), to);
  }
}

/// toml++ says "Error while parsing key-value pair: expected '=', saw '\n'".
std::string plain_words(std::string_view description) {
  constexpr std::string_view lead = "Error while parsing ";
  if (description.starts_with(lead)) description.remove_prefix(lead.size());
  std::string message = "not valid TOML: " + std::string(description);
  replace_all(message, "encountered end-of-file", "the file ends before it is complete");
  replace_all(message, "cannot redefine existing", "already defined:");
  replace_all(message, ", saw ", ", found ");
  return message;
}

/// toml++ notices a second definition behind the key's "="; the key is the place to show.
Range redefined_key(const text::Source& source, Range place, std::string_view description) {
  const std::size_t open = description.find('\'');
  const std::size_t close = description.rfind('\'');
  if (description.find("key-value pair: cannot redefine") == std::string_view::npos || open == close)
    return place;
  const std::string_view key = description.substr(open + 1, close - open - 1);
  const std::size_t at = source.bytes().substr(0, place.begin).rfind(key);
  if (at == std::string_view::npos) return place;
  return {static_cast<Offset>(at), static_cast<Offset>(at + key.size())};
}

/// What toml++ would not report at the right place, or not survive.
bool refuse_early(const text::Source& source, std::vector<finding::Finding>& findings) {
  const auto report = [&](SyntaxCode code, std::size_t at, std::string message) {
    const auto begin = static_cast<Offset>(at);
    findings.push_back(finding::syntax_finding(code, source, {begin, begin + 1}, std::move(message)));
    return true;
  };
  const std::size_t invalid = text::find_invalid_utf8(source.bytes());
  if (invalid != std::string_view::npos)
    return report(SyntaxCode::kEncoding, invalid, "this byte is not UTF-8");
  const std::size_t endless = find_endless_key(source.bytes());
  return endless != std::string_view::npos &&
         report(SyntaxCode::kLimit, endless, "this key has more than 200 parts");
}

class Converter {
 public:
  Converter(doc::Document& document, std::vector<finding::Finding>& findings)
      : document_(document), findings_(findings), lines_(document.source().bytes()) {}

  Range range(const toml::source_region& region) const {
    const Offset begin = lines_.offset({region.begin.line, region.begin.column});
    return {begin, std::max(begin, lines_.offset({region.end.line, region.end.column}))};
  }

  Node convert(const toml::node& node, int depth) {
    const Range place = range(node.source());
    if (depth > doc::kMaxDepth) return too_deep(place);
    switch (node.type()) {
      case toml::node_type::table:
        return table(*node.as_table(), place, depth);
      case toml::node_type::array:
        return array(*node.as_array(), place, depth);
      case toml::node_type::string:
        return string(node.as_string()->get(), place);
      case toml::node_type::integer:
        return Node::integer(node.as_integer()->get(), place);
      case toml::node_type::floating_point:
        return Node::number(node.as_floating_point()->get(), place);
      case toml::node_type::boolean:
        return Node::boolean(node.as_boolean()->get(), place);
      default:
        return Node::string(document_.source().slice(place), place);
    }
  }

  Node table(const toml::table& table, Range place, int depth) {
    std::vector<Member> members;
    members.reserve(table.size());
    for (const auto& [key, value] : table) {
      const Range key_range = range(key.source());
      const std::string_view name = text(key.str(), key_range).first;
      members.push_back({name, text::key_hash(name), key_range, convert(value, depth + 1)});
    }
    std::sort(members.begin(), members.end(),
              [](const Member& a, const Member& b) { return a.key_range.begin < b.key_range.begin; });
    for (const Member& member : members) place.end = std::max(place.end, member.value.range().end);
    return Node::object(document_.arena().copy(std::span<const Member>(members)), place);
  }

 private:
  Node array(const toml::array& array, Range place, int depth) {
    std::vector<Node> elements;
    elements.reserve(array.size());
    for (const toml::node& element : array) elements.push_back(convert(element, depth + 1));
    for (const Node& element : elements) place.end = std::max(place.end, element.range().end);
    return Node::array(document_.arena().copy(std::span<const Node>(elements)), place);
  }

  Node string(std::string_view value, Range place) {
    const auto [view, escaped] = text(value, place);
    Node node = Node::string(view, place);
    return escaped ? node.with(Node::kEscaped) : node;
  }

  /// The source's own bytes where they are the value; else a copy, and true.
  std::pair<std::string_view, bool> text(std::string_view value, Range place) {
    const std::string_view literal = document_.source().slice(place);
    const std::string_view inner = literal.substr(Literal(literal).begin(), value.size());
    if (inner == value) return {inner, false};
    return {document_.arena().copy(value), true};
  }

  Node too_deep(Range place) {
    if (!reported_) {
      findings_.push_back(finding::syntax_finding(SyntaxCode::kLimit, document_.source(), place,
                                                  "nested more than 200 levels deep"));
    }
    reported_ = true;
    return Node::null(place);
  }

  doc::Document& document_;
  std::vector<finding::Finding>& findings_;
  text::LineIndex lines_;
  bool reported_ = false;
};

}  // namespace

void parse_toml(doc::Document& document, std::vector<finding::Finding>& findings) {
  const text::Source& source = document.source();
  if (refuse_early(source, findings)) return;
  Converter converter(document, findings);
  const toml::parse_result result = toml::parse(source.bytes());
  if (!result) {
    const toml::parse_error& error = result.error();
    const Range place = redefined_key(source, converter.range(error.source()), error.description());
    findings.push_back(
        finding::syntax_finding(SyntaxCode::kUnexpected, source, place, plain_words(error.description())));
    return;
  }
  const Range whole = {source.content_begin(), static_cast<Offset>(source.bytes().size())};
  document.add_root(converter.table(result.table(), whole, 0));
}

std::optional<Offset> source_offset(const Node& string, const text::Source& source,
                                    std::size_t value_offset) {
  if (!string.is_string() || value_offset > string.size() || string.range().end > source.bytes().size())
    return {};
  Literal literal(source.slice(string.range()));
  const auto place = [&string](std::size_t at) { return string.range().begin + static_cast<Offset>(at); };
  std::size_t done = 0;
  for (Literal::Unit unit; literal.next(unit); done += unit.value) {
    if (value_offset < done + unit.value) return place(unit.at);
  }
  if (value_offset == done) return place(literal.end());
  return {};
}

}  // namespace ecslint::syntax_toml
