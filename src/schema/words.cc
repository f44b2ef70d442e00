// SPDX-License-Identifier: Apache-2.0
#include "schema/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "doc/dump.h"
#include "text/json_writer.h"
#include "text/utf8.h"

namespace ecslint::schema {
namespace {

constexpr std::size_t kMaxShown = 60;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

std::string count_of(std::uint32_t count, std::string_view noun) {
  if (count == 1) return fmt::format("1 {}", noun);
  if (noun.ends_with('y')) return fmt::format("{} {}ies", count, noun.substr(0, noun.size() - 1));
  return fmt::format("{} {}s", count, noun);
}

}  // namespace

std::string quoted(std::string_view s) {
  std::string_view shown = s;
  if (s.size() > kMaxShown) {
    std::size_t end = 0;
    while (end < kMaxShown) end += std::max<std::size_t>(1, text::utf8_sequence_length(s.substr(end)));
    shown = s.substr(0, end);
  }
  std::string out;
  text::append_json_string(out, shown);
  if (shown.size() < s.size()) out.insert(out.size() - 1, "…");
  return out;
}

std::string found_words(const doc::Node& node, bool hidden) {
  switch (node.kind()) {
    case doc::Kind::kString:
      return hidden ? "a string" : fmt::format("string {}", quoted(node.as_string()));
    case doc::Kind::kArray:
      return "an array";
    case doc::Kind::kObject:
      return "an object";
    case doc::Kind::kNull:
      return "null";
    case doc::Kind::kUnresolved:
      return "an unresolved value";
    default:
      if (hidden)
        return fmt::format("a{} {}", node.is(doc::Kind::kInteger) ? "n" : "", doc::to_string(node.kind()));
      return fmt::format("{} {}", doc::to_string(node.kind()), doc::to_json(node));
  }
}

std::string type_phrase(TypeMask types) {
  const bool number = (types & mask(doc::Kind::kNumber)) != 0;
  const std::array<std::pair<bool, std::string_view>, 7> names = {{
      {(types & kMaskString) != 0, "a string"},
      {!number && (types & kMaskInteger) != 0, "an integer"},
      {number, "a number"},
      {(types & kMaskBool) != 0, "true or false"},
      {(types & kMaskArray) != 0, "an array"},
      {(types & kMaskObject) != 0, "an object"},
      {(types & kMaskNull) != 0, "null"},
  }};
  std::vector<std::string> words;
  for (const auto& [present, word] : names) {
    if (present) words.emplace_back(word);
  }
  return join_words(words, "or");
}

std::string join_words(std::span<const std::string> items, std::string_view word, std::size_t most) {
  std::string out;
  const std::size_t shown = items.size() > most ? most - 2 : items.size();
  for (std::size_t i = 0; i < shown; ++i) {
    if (i != 0) out += shown == items.size() && i + 1 == shown ? fmt::format(" {} ", word) : ", ";
    out += items[i];
  }
  if (shown < items.size()) out += fmt::format(", … ({} in all)", items.size());
  return out;
}

std::string the_title(std::string_view title) {
  std::string out(title);
  if (out.size() > 1 && !is_upper(out[1])) out[0] = lower(out[0]);
  return "the " + out;
}

std::string size_phrase(std::uint32_t least, std::uint32_t most, std::string_view noun) {
  if (least == most) return "exactly " + count_of(least, noun);
  if (least == 0) return "at most " + count_of(most, noun);
  if (most == kNone) return "at least " + count_of(least, noun);
  return fmt::format("between {} and {}", least, count_of(most, noun));
}

std::string range_phrase(const RangeSpec& range, text::Image image, std::string_view unit) {
  const std::string after = unit.empty() ? "" : fmt::format(" {}", unit);
  const bool low = range.low.kind != doc::Kind::kNull;
  const bool high = range.high.kind != doc::Kind::kNull;
  const std::string least = low ? to_json(range.low, image) : "";
  const std::string most = high ? to_json(range.high, image) : "";
  if (low && high && !range.low_exclusive && !range.high_exclusive) {
    if (least == most) return fmt::format("exactly {}{}", least, after);
    return fmt::format("between {} and {}{}", least, most, after);
  }
  std::string out;
  if (low) out = fmt::format("{} {}", range.low_exclusive ? "above" : "at least", least);
  if (low && high) out += " and ";
  if (high) out += fmt::format("{} {}", range.high_exclusive ? "below" : "at most", most);
  return out + after;
}

bool equal_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

}  // namespace ecslint::schema
