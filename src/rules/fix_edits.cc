// SPDX-License-Identifier: Apache-2.0
#include "rules/fix_edits.h"

#include <algorithm>

#include "doc/document.h"
#include "doc/path.h"
#include "rules/value_text.h"

namespace ecslint::rules {
namespace {

using doc::Member;
using doc::Node;
using text::Edit;
using text::Offset;
using text::Range;

bool blank(char c) { return c == ' ' || c == '\t'; }
bool white(char c) { return blank(c) || c == '\n' || c == '\r'; }

/// The text being changed, with the questions asked about it.
struct Text {
  std::string_view bytes;

  char at(Offset i) const { return i < bytes.size() ? bytes[i] : '\0'; }
  /// Written with brackets. A block list begins where its first element does, behind the dash.
  bool flow(const Node& node) const {
    const Offset begin = node.range().begin;
    if (node.is_array() && node.size() > 0 && node.elements().front().range().begin == begin) return false;
    return at(begin) == (node.is_array() ? '[' : '{');
  }
  Offset line_begin(Offset i) const {
    while (i > 0 && bytes[i - 1] != '\n') --i;
    return i;
  }
  Offset line_end(Offset i) const {  // before the line break
    while (i < bytes.size() && bytes[i] != '\n' && bytes[i] != '\r') ++i;
    return i;
  }
  Offset next_line(Offset i) const {
    i = line_end(i);
    if (at(i) == '\r') ++i;
    return at(i) == '\n' ? i + 1 : i;
  }
  Offset skip_white(Offset i) const {
    while (i < bytes.size() && white(bytes[i])) ++i;
    return i;
  }
  /// The end of a comment that begins here; `i` itself where none does.
  Offset skip_comment(Offset i) const {
    const std::string_view rest = bytes.substr(std::min<std::size_t>(i, bytes.size()));
    if (rest.starts_with("/*")) {
      const std::size_t end = rest.find("*/", 2);
      return end == std::string_view::npos ? i + static_cast<Offset>(rest.size())
                                           : i + static_cast<Offset>(end) + 2;
    }
    return rest.starts_with("//") || rest.starts_with('#') ? line_end(i) : i;
  }
  Offset skip_white_and_comments(Offset i) const {
    for (Offset next = i;; i = next) {
      next = skip_comment(skip_white(i));
      if (next == i) return i;
    }
  }
  /// Behind a comment that fills the rest of the line, if one does; else `i`.
  Offset with_line_comment(Offset i) const {
    Offset begin = i;
    while (blank(at(begin))) ++begin;
    const Offset end = skip_comment(begin);
    return end > begin && end == line_end(begin) ? end : i;
  }
  bool begins_line(Offset i) const { return line_begin(i) == back_over_blanks(i); }
  Offset back_over_white(Offset i) const {
    while (i > 0 && white(bytes[i - 1])) --i;
    return i;
  }
  Offset back_over_blanks(Offset i) const {
    while (i > 0 && blank(bytes[i - 1])) --i;
    return i;
  }
  bool has_line_break(Range range) const {
    return bytes.substr(range.begin, range.size()).find('\n') != std::string_view::npos;
  }
  /// As the first line ends.
  std::string_view line_break() const {
    const std::size_t end = bytes.find('\n');
    return end != std::string_view::npos && end > 0 && bytes[end - 1] == '\r' ? "\r\n" : "\n";
  }
};

using Way = std::vector<std::string_view>;

/// The names that lead to the end of the steps.
Way way_of(const std::vector<doc::Step>& steps) {
  Way way;
  for (const doc::Step& step : steps) {
    if (const Member* member = step.member()) way.push_back(member->key);
  }
  return way;
}

/// The same to what holds the last of them.
Way way_to(const std::vector<doc::Step>& steps) {
  return way_of(std::vector<doc::Step>(steps.begin(), steps.end() - 1));
}

std::string_view called(const EditContext& in, const Way& way, std::string_view name) {
  return in.spelling == nullptr ? name : in.spelling->property(way, name);
}

/// The key's own bytes are what the tree says: not inside a string of another document, not made up. `way`
/// leads to the object that has it.
bool written(const EditContext& in, const Way& way, const Member& member) {
  std::string_view token = in.source().slice(member.key_range);
  if (token.size() >= 2 && (token[0] == '"' || token[0] == '\'')) token = token.substr(1, token.size() - 2);
  return token == called(in, way, member.key);
}

/// A value with its properties called as the file calls them.
Node in_words_of(const EditContext& in, Way& way, const Node& value) {
  if (in.spelling == nullptr || (!value.is_object() && !value.is_array())) return value;
  if (value.is_array()) {
    std::vector<Node> elements;
    for (const Node& element : value.elements()) elements.push_back(in_words_of(in, way, element));
    return Node::array(in.arena->copy(std::span<const Node>(elements)), value.range());
  }
  std::vector<Member> members;
  for (const Member& member : value.members()) {
    const std::string_view key = called(in, way, member.key);
    way.push_back(member.key);
    members.push_back({key, member.key_range, in_words_of(in, way, member.value)});
    way.pop_back();
  }
  return Node::object(in.arena->copy(std::span<const Member>(members)), value.range());
}

bool own(const Node& node) {
  return !node.has(Node::kShared) && !node.has(Node::kSynthetic) && !node.is_unresolved();
}

/// Nothing on the way to the node is shared, made up or unknown, so that a change there changes nothing else.
bool own(const EditContext& in, const Node& node, const std::vector<doc::Step>& steps) {
  const bool sound = std::all_of(steps.begin(), steps.end(), [](const doc::Step& step) {
    return (own(*step.parent) || step.parent->has(Node::kSynthetic)) && own(step.node());
  });
  return sound && !in.document->is_shared(node.range());
}

/// A file without lines and without a space behind its colons.
constexpr std::size_t kTells = 4096;  // so many bytes show in which style the rest is written

bool minified(std::string_view bytes) {
  bytes = bytes.substr(0, kTells);
  while (!bytes.empty() && white(bytes.back())) bytes.remove_suffix(1);
  return bytes.find('\n') == std::string_view::npos && bytes.find(": ") == std::string_view::npos &&
         bytes.find("\":") != std::string_view::npos;
}

Style style_in(const Text& text, const Node& container) {
  if (!text.flow(container)) return Style::kYaml;
  if (container.size() < 2) return minified(text.bytes) ? Style::kMinified : Style::kJson;
  const auto inside =
      text.bytes.substr(container.range().begin, std::min<std::size_t>(container.range().size(), kTells));
  return inside.find_first_of(" \t\n") == std::string_view::npos ? Style::kMinified : Style::kJson;
}

/// What stands before an element or a key: the line break with its indent, a space, or nothing.
std::string separator_before(const Text& text, Offset begin) {
  const Offset from = text.back_over_white(begin);
  const std::string_view between = text.bytes.substr(from, begin - from);
  const std::size_t line = between.rfind('\n');
  if (line == std::string_view::npos) return between.empty() ? "" : " ";
  return std::string(text.line_break()) + std::string(between.substr(line + 1));
}

/// Puts `item` after the last child of a bracketed list or object, or between its empty brackets.
std::optional<Edit> add_in_flow(const Text& text, const Node& container, std::optional<Range> last,
                                std::string item) {
  if (!text.flow(container)) return std::nullopt;
  if (!last) return Edit{{container.range().begin + 1, container.range().begin + 1}, std::move(item)};
  const Offset comma = text.skip_white_and_comments(last->end);
  std::string before = separator_before(text, last->begin);
  const bool own_line = before.find('\n') != std::string::npos;
  if (text.at(comma) == ',') {
    const Offset behind = own_line ? text.with_line_comment(comma + 1) : comma + 1;
    return Edit{{behind, behind}, before + item + ","};
  }
  if (before.empty() && item.size() > 1 && style_in(text, container) == Style::kJson) before = " ";
  const Offset behind = own_line ? text.with_line_comment(last->end) : last->end;
  const std::string_view comment = text.bytes.substr(last->end, behind - last->end);
  return Edit{{last->end, behind}, "," + std::string(comment) + before + item};
}

/// Puts a line after the last child of a block map or sequence, at the column of that child.
std::optional<Edit> add_in_block(const Text& text, Offset column_of, Offset last_end, std::string_view item) {
  const Offset end = text.line_end(text.back_over_white(last_end));
  const std::string indent(column_of - text.line_begin(column_of), ' ');
  return Edit{{end, end}, std::string(text.line_break()) + indent + std::string(item)};
}

bool key_is_bare(const Text& text, const Member& member) {
  const char first = text.at(member.key_range.begin);
  return first != '"' && first != '\'';
}

const Member* last_member(const Node& object) {
  const Member* last = nullptr;
  for (const Member& member : object.members()) {
    if (object.range().contains(member.key_range) &&
        (!last || last->key_range.begin < member.key_range.begin)) {
      last = &member;
    }
  }
  return last;
}

/// The last member of that name. One that is null is as good as absent, which find() says as well, but its
/// key is taken.
const Member* last_of(const Node& object, std::string_view key) {
  const Member* last = nullptr;
  for (const Member& member : object.members()) {
    if (member.key == key) last = &member;
  }
  return last;
}

/// `way` leads to the object; key and value are as the tree calls them.
std::optional<Edit> add_member(const EditContext& in, Way way, const Node& object, std::string_view name,
                               const Node& given) {
  const Text text{in.source().bytes()};
  const Member* last = last_member(object);
  if ((last == nullptr && object.size() > 0) || (last != nullptr && !written(in, way, *last)))
    return std::nullopt;
  const std::string_view key = called(in, way, name);
  way.push_back(name);
  const Node value = in_words_of(in, way, given);
  const Style style = style_in(text, object);
  if (style == Style::kYaml) {
    if (last == nullptr) return std::nullopt;
    const Offset column = last->key_range.begin - text.line_begin(last->key_range.begin);
    return add_in_block(text, last->key_range.begin, std::max(last->value.range().end, last->key_range.end),
                        key_text(key, style) + ":" + block_text(value, column, text.line_break()));
  }
  const bool bare = last != nullptr && !text.flow(*in.root) && key_is_bare(text, *last);
  const std::string item = key_text(key, bare ? Style::kYaml : style) +
                           (style == Style::kMinified ? ":" : ": ") + value_text(value, style);
  std::optional<Range> place;
  if (last != nullptr) place = Range{last->key_range.begin, last->value.range().end};
  return add_in_flow(text, object, place, item);
}

/// `value` below the missing keys but the first, which is the new member's own.
struct Nested {
  std::vector<Member> members;
  const Node* value;

  Nested(const std::vector<std::string_view>& keys, const Node& innermost) : value(&innermost) {
    members.reserve(keys.size());
    for (std::size_t i = keys.size(); i-- > 1;) {
      members.push_back({keys[i], {}, *value});
      objects.push_back(Node::object({&members.back(), 1}, {}));
      value = &objects.back();
    }
  }
  Nested(const Nested&) = delete;

 private:
  struct Reserved : std::vector<Node> {
    Reserved() { reserve(16); }
  } objects;
};

std::string replacement_text(const Text& text, const Node& old, const Node& value, const Node* parent) {
  const Style style = parent == nullptr ? Style::kJson : style_in(text, *parent);
  const char quote = text.at(old.range().begin);
  if (style == Style::kYaml && old.is_string() && value.is_string() && quote == '"') {
    return value_text(value, Style::kJson);
  }
  return value_text(value, style);
}

std::optional<Edit> replace(const EditContext& in, const Node& node, const Node& value) {
  const Text text{in.source().bytes()};
  const auto steps = doc::steps_to(*in.root, node);
  if (steps.empty() || !own(in, node, steps)) return std::nullopt;
  const Member* member = steps.back().member();
  if (member != nullptr && !written(in, way_to(steps), *member)) return std::nullopt;
  const bool block = !text.flow(*steps.back().parent);
  if (block && (node.is_object() || node.is_array()) && !text.flow(node)) return std::nullopt;
  if (block && (text.at(node.range().begin) == '|' || text.at(node.range().begin) == '>'))
    return std::nullopt;
  Way way = way_of(steps);
  std::string fresh = replacement_text(text, node, in_words_of(in, way, value), steps.back().parent);
  if (node.range().empty() && node.range().begin > 0 && !blank(text.at(node.range().begin - 1))) {
    fresh.insert(0, " ");
  }
  return Edit{node.range(), std::move(fresh)};
}

/// What stands before the child among its siblings ends here.
std::optional<Offset> previous_end(const Node& container, Offset child) {
  std::optional<Offset> out;
  const auto take = [&](Range range) {
    if (range.end <= child && (!out || range.end > *out)) out = range.end;
  };
  for (const Node& element : container.elements()) take(element.range());
  for (const Member& member : container.members()) {
    take({member.key_range.begin, std::max(member.key_range.end, member.value.range().end)});
  }
  return out;
}

/// Takes the child with the comma after it, or with the one before it when it is the last; comments stay, but
/// for the one behind it on a line of its own.
std::optional<Edit> remove_in_flow(const Text& text, Range child, const Node& container) {
  const bool alone_on_line = text.begins_line(child.begin);
  const Offset after = text.skip_white_and_comments(child.end);
  if (text.at(after) == ',') {
    const Offset behind = alone_on_line ? text.with_line_comment(after + 1) : after + 1;
    const Offset next = text.skip_white(behind);
    const bool last = text.at(next) == '}' || text.at(next) == ']';
    return Edit{{child.begin, last ? behind : next}, ""};
  }
  const auto previous = previous_end(container, child.begin);
  if (!previous) {  // the only child
    if (container.size() != 1) return std::nullopt;
    return Edit{{container.range().begin + 1, container.range().end - 1}, ""};
  }
  const Offset comma = text.skip_white_and_comments(*previous);
  if (text.at(comma) != ',') return std::nullopt;
  const Offset kept = std::max(comma + 1, text.back_over_white(child.begin));
  const Offset end = alone_on_line ? text.with_line_comment(child.end) : child.end;
  return Edit{{comma, end}, std::string(text.bytes.substr(comma + 1, kept - comma - 1))};
}

/// The whole lines of a block child; none when it shares its first line with something else.
std::optional<Range> whole_lines(const Text& text, Offset begin, Offset end) {
  if (!text.begins_line(begin)) return std::nullopt;
  return Range{text.line_begin(begin), text.next_line(text.back_over_white(end))};
}

/// Where a block's child begins: at its key, or at the dash before it.
std::optional<Offset> block_begin(const Text& text, const doc::Step& step) {
  if (const Member* member = step.member()) return member->key_range.begin;
  const Offset dash = text.back_over_blanks(step.node().range().begin);
  return dash > 0 && text.at(dash - 1) == '-' ? std::optional(dash - 1) : std::nullopt;
}

/// Without its only child a block would read as null: brackets take its place, behind the key if nothing else
/// stands there.
Edit empty_block(const Text& text, Range child, const Node& container) {
  const std::string brackets = container.is_array() ? "[]" : "{}";
  const Offset end = text.back_over_white(child.end);
  const Offset key_end = text.back_over_white(child.begin);
  const bool behind_key = key_end > 0 && text.at(key_end - 1) == ':';
  return behind_key ? Edit{{key_end, end}, " " + brackets} : Edit{{child.begin, end}, brackets};
}

std::optional<Edit> remove_in_block(const Text& text, const doc::Step& step) {
  const auto begin = block_begin(text, step);
  if (!begin) return std::nullopt;
  const Member* member = step.member();
  const Offset end = std::max(step.node().range().end, member != nullptr ? member->key_range.end : 0);
  if (step.parent->size() == 1) return empty_block(text, {*begin, end}, *step.parent);
  const auto lines = whole_lines(text, *begin, end);
  return lines ? std::optional(Edit{*lines, ""}) : std::nullopt;
}

}  // namespace

std::optional<Edit> set_edit(const EditContext& in, const Node& node,
                             const std::vector<std::string_view>& missing, const Node& value) {
  if (missing.empty()) return replace(in, node, value);
  if (missing.size() > 16 || !node.is_object() || !own(node)) return std::nullopt;
  const auto steps = doc::steps_to(*in.root, node);
  if (!own(in, node, steps)) return std::nullopt;
  const Nested nested(missing, value);
  if (const Member* there = last_of(node, missing.front())) {
    return there->value.is_null() ? replace(in, there->value, *nested.value) : std::nullopt;
  }
  return add_member(in, way_of(steps), node, missing.front(), *nested.value);
}

std::optional<Edit> remove_edit(const EditContext& in, const Node& node) {
  const Text text{in.source().bytes()};
  const auto steps = doc::steps_to(*in.root, node);
  if (steps.empty() || !own(in, node, steps)) return std::nullopt;
  const doc::Step& step = steps.back();
  const Member* member = step.member();
  if (member != nullptr && !written(in, way_to(steps), *member)) return std::nullopt;
  if (!text.flow(*step.parent)) return remove_in_block(text, step);
  const Offset begin = member != nullptr ? member->key_range.begin : node.range().begin;
  return remove_in_flow(text, {begin, node.range().end}, *step.parent);
}

std::optional<Edit> rename_edit(const EditContext& in, const Node& node, std::string_view key) {
  const Text text{in.source().bytes()};
  const auto steps = doc::steps_to(*in.root, node);
  if (steps.empty() || !own(in, node, steps) || steps.back().member() == nullptr) return std::nullopt;
  const Member& member = *steps.back().member();
  const Way way = way_to(steps);
  if (!written(in, way, member) || steps.back().parent->find(key) != nullptr) return std::nullopt;
  const bool quoted = text.at(member.key_range.begin) == '"' || text.at(member.key_range.begin) == '\'';
  return Edit{member.key_range, key_text(called(in, way, key), quoted ? Style::kJson : Style::kYaml)};
}

std::optional<Edit> append_edit(const EditContext& in, const Node& node,
                                const std::vector<std::string_view>& missing, const Node& given) {
  if (!missing.empty()) return set_edit(in, node, missing, Node::array({&given, 1}, {}));
  const Text text{in.source().bytes()};
  const auto steps = doc::steps_to(*in.root, node);
  if (!node.is_array() || !own(node) || !own(in, node, steps)) return std::nullopt;
  Way way = way_of(steps);
  const Node value = in_words_of(in, way, given);
  if (text.flow(node)) {
    std::optional<Range> last;
    if (node.size() > 0) last = node.elements().back().range();
    return add_in_flow(text, node, last, value_text(value, style_in(text, node)));
  }
  if (node.size() == 0) return std::nullopt;
  const Offset dash = text.back_over_blanks(node.elements().back().range().begin);
  if (dash == 0 || text.at(dash - 1) != '-') return std::nullopt;
  const Offset column = dash - 1 - text.line_begin(dash - 1);
  return add_in_block(text, dash - 1, node.elements().back().range().end,
                      "- " + element_text(value, column, text.line_break()));
}

}  // namespace ecslint::rules
