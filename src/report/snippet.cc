// SPDX-License-Identifier: Apache-2.0
#include "report/snippet.h"

#include <algorithm>

#include "text/utf8.h"

namespace ecslint::report {
namespace {

constexpr std::string_view kEllipsis = "\u2026";

std::size_t width_of(char32_t c) {
  if ((c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || c == 0xFE0F) return 0;
  const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
                    (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                    (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                    (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
  return wide ? 2 : 1;
}

std::size_t next_character(std::string_view s) {
  return std::max<std::size_t>(1, text::utf8_sequence_length(s));
}

/// The longest beginning of at most `columns` columns.
std::string_view head(std::string_view s, std::size_t columns) {
  std::size_t at = 0;
  while (at < s.size()) {
    const std::size_t width = width_of(text::decode_code_point(s.substr(at)));
    if (width > columns) break;
    columns -= width;
    at += next_character(s.substr(at));
  }
  return s.substr(0, at);
}

/// The longest end of at most `columns` columns.
std::string_view tail(std::string_view s, std::size_t columns) {
  std::size_t width = display_width(s);
  while (width > columns) {
    width -= width_of(text::decode_code_point(s));
    s.remove_prefix(next_character(s));
  }
  return s;
}

/// One column a tab; bytes that are no text become visible.
std::string shown(std::string s) {
  std::replace(s.begin(), s.end(), '\t', ' ');
  std::string out;
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t n = text::utf8_sequence_length(std::string_view(s).substr(at));
    n == 0 ? out.append("\uFFFD") : out.append(s, at, n);
    at += std::max<std::size_t>(1, n);
  }
  return printable(out);
}

}  // namespace

std::size_t display_width(std::string_view s) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < s.size(); at += next_character(s.substr(at))) {
    width += width_of(text::decode_code_point(s.substr(at)));
  }
  return width;
}

std::string_view first_words(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return text;
  std::size_t end = text.find(' ');
  for (std::size_t next = end; next != std::string_view::npos; next = text.find(' ', next + 1)) {
    if (display_width(text.substr(0, next)) > columns) break;
    end = next;
  }
  return text.substr(0, end);
}

Snippet snippet(const finding::Place& place, Locator& locator, std::size_t columns) {
  const text::LineIndex& lines = locator.lines(*place.source);
  Snippet out;
  out.line = lines.position(place.range.begin).line;
  const text::Range line = lines.line(out.line);
  const text::Offset content = out.line == lines.first_line() ? place.source->content_begin() : line.begin;
  const text::Offset begin = std::clamp(place.range.begin, std::min(content, line.end), line.end);
  const text::Offset end = std::clamp(place.range.end, begin, line.end);
  // Far ends of a minified line are never decoded: no terminal is wider than this.
  constexpr text::Offset kFar = 4096;
  const text::Offset from = begin - std::min(begin - std::min(content, begin), kFar);
  const text::Offset to = std::min(line.end, std::min(end, begin + kFar) + kFar);
  std::string before = shown(locator.text(*place.source, {from, begin}));
  std::string body = shown(locator.text(*place.source, {begin, std::min(end, begin + kFar)}));
  std::string after = shown(locator.text(*place.source, {std::min(end, begin + kFar), to}));

  columns = std::max<std::size_t>(columns, 20);
  const std::size_t whole = display_width(before) + display_width(body) + display_width(after);
  if (whole > columns && display_width(body) > columns / 2) {
    body = std::string(head(body, columns / 2 - 1)).append(kEllipsis);
    after.clear();
  }
  const std::size_t room = columns - display_width(body);
  const std::size_t before_room =
      display_width(after) < room / 2 ? room - display_width(after) : room - room / 2;
  if (display_width(before) > before_room)
    before = std::string(kEllipsis).append(tail(before, before_room - 1));
  const std::size_t after_room = room - display_width(before);
  if (display_width(after) > after_room) {
    after = after_room == 0 ? "" : std::string(head(after, after_room - 1)).append(kEllipsis);
  }
  out.indent = display_width(before);
  out.width = std::max<std::size_t>(1, display_width(body));
  out.text = before + body + after;
  return out;
}

}  // namespace ecslint::report
