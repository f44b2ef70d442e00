// SPDX-License-Identifier: Apache-2.0
#include "expr/lib/text_functions.h"

#include <algorithm>

#include "text/utf8.h"

namespace ecslint::expr::lib {
namespace {

std::size_t step(std::string_view s) { return std::max<std::size_t>(1, text::utf8_sequence_length(s)); }

std::int64_t code_points(std::string_view s) { return static_cast<std::int64_t>(text::count_code_points(s)); }

bool white_space(char32_t c) {
  return (c >= 9 && c <= 13) || c == ' ' || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000;
}

// The byte where the last code point begins.
std::size_t last_start(std::string_view s) {
  std::size_t i = s.size() - 1;
  while (i > 0 && s.size() - i < 4 && (static_cast<unsigned char>(s[i]) & 0xC0) == 0x80) --i;
  return i;
}

std::vector<std::string_view> split_code_points(std::string_view s, std::int64_t limit) {
  std::vector<std::string_view> parts;
  while (!s.empty()) {
    if (limit > 0 && static_cast<std::int64_t>(parts.size()) == limit - 1) {
      parts.push_back(s);
      break;
    }
    parts.push_back(s.substr(0, step(s)));
    s.remove_prefix(parts.back().size());
  }
  return parts;
}

std::string interleave(std::string_view s, std::string_view to, std::int64_t limit) {
  std::string out;
  for (; limit != 0; --limit) {
    out += to;
    if (s.empty()) break;
    const std::size_t n = step(s);
    out += s.substr(0, n);
    s.remove_prefix(n);
  }
  return out += s;
}

template <typename F>
std::string map_bytes(std::string_view s, F f) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(), f);
  return out;
}

}  // namespace

std::optional<std::size_t> byte_offset(std::string_view s, std::int64_t index) {
  if (index < 0 || static_cast<std::uint64_t>(index) > s.size()) return {};
  std::size_t at = 0;
  for (; index > 0; --index) {
    if (at >= s.size()) return {};
    at += step(s.substr(at));
  }
  return at;
}

std::optional<std::string_view> char_at(std::string_view s, std::int64_t index) {
  const auto at = byte_offset(s, index);
  if (!at) return {};
  const std::string_view rest = s.substr(*at);
  return rest.empty() ? rest : rest.substr(0, step(rest));
}

std::optional<std::int64_t> index_of(std::string_view s, std::string_view part, std::int64_t from) {
  const auto at = byte_offset(s, from);
  if (!at) return {};
  const std::size_t found = s.find(part, *at);
  if (found == std::string_view::npos) return -1;
  return from + code_points(s.substr(*at, found - *at));
}

std::int64_t last_index_of(std::string_view s, std::string_view part) {
  const std::size_t found = s.rfind(part);
  return found == std::string_view::npos ? -1 : code_points(s.substr(0, found));
}

std::optional<std::int64_t> last_index_of(std::string_view s, std::string_view part, std::int64_t from) {
  const auto at = byte_offset(s, from);
  if (!at) return {};
  const std::size_t found = s.rfind(part, *at);
  return found == std::string_view::npos ? -1 : code_points(s.substr(0, found));
}

std::optional<std::string_view> substring(std::string_view s, std::int64_t begin) {
  const auto at = byte_offset(s, begin);
  if (!at) return {};
  return s.substr(*at);
}

std::optional<std::string_view> substring(std::string_view s, std::int64_t begin, std::int64_t end) {
  if (begin > end) return {};
  const auto rest = substring(s, begin);
  if (!rest) return {};
  const auto size = byte_offset(*rest, end - begin);
  if (!size) return {};
  return rest->substr(0, *size);
}

std::vector<std::string_view> split(std::string_view s, std::string_view separator, std::int64_t limit) {
  if (limit == 0) return {};
  if (separator.empty()) return split_code_points(s, limit);
  std::vector<std::string_view> parts;
  while (limit < 0 || static_cast<std::int64_t>(parts.size()) < limit - 1) {
    const std::size_t at = s.find(separator);
    if (at == std::string_view::npos) break;
    parts.push_back(s.substr(0, at));
    s.remove_prefix(at + separator.size());
  }
  parts.push_back(s);
  return parts;
}

std::optional<std::string> replace(std::string_view s, std::string_view from, std::string_view to,
                                   std::int64_t limit, std::size_t max_size) {
  if (from.empty()) {
    if (!to.empty() && (s.size() + 1) > max_size / to.size()) return {};
    return interleave(s, to, limit);
  }
  std::string out;
  for (; limit != 0; --limit) {
    const std::size_t at = s.find(from);
    if (at == std::string_view::npos) break;
    out.append(s.substr(0, at)).append(to);
    if (out.size() > max_size) return {};
    s.remove_prefix(at + from.size());
  }
  out += s;
  if (out.size() > max_size) return {};
  return out;
}

std::string_view trim(std::string_view s) {
  while (!s.empty() && white_space(text::decode_code_point(s))) s.remove_prefix(step(s));
  while (!s.empty()) {
    const std::size_t at = last_start(s);
    if (!white_space(text::decode_code_point(s.substr(at)))) break;
    s = s.substr(0, at);
  }
  return s;
}

std::string lower_ascii(std::string_view s) {
  return map_bytes(s, [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
}

std::string upper_ascii(std::string_view s) {
  return map_bytes(s, [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
}

std::string reverse(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  while (!s.empty()) {
    const std::size_t at = last_start(s);
    const bool whole = step(s.substr(at)) == s.size() - at;
    const std::size_t from = whole ? at : s.size() - 1;
    out += s.substr(from);
    s = s.substr(0, from);
  }
  return out;
}

std::string quote(std::string_view s) {
  static constexpr std::string_view kSpecial = "\a\b\f\n\r\t\v\\\"";
  static constexpr std::string_view kNames = "abfnrtv\\\"";
  std::string out = "\"";
  while (!s.empty()) {
    const std::size_t special = kSpecial.find(s.front());
    const std::size_t n = step(s);
    if (special != std::string_view::npos) {
      out += '\\';
      out += kNames[special];
    } else if (text::utf8_sequence_length(s) == 0) {
      text::append_code_point(out, 0xFFFD);
    } else {
      out += s.substr(0, n);
    }
    s.remove_prefix(n);
  }
  return out += '"';
}

std::string replace_invalid_utf8(std::string_view bytes) {
  std::string out;
  bool in_run = false;
  while (!bytes.empty()) {
    const std::size_t n = text::utf8_sequence_length(bytes);
    if (n > 0) out += bytes.substr(0, n);
    if (n == 0 && !in_run) text::append_code_point(out, 0xFFFD);
    in_run = n == 0;
    bytes.remove_prefix(std::max<std::size_t>(1, n));
  }
  return out;
}

}  // namespace ecslint::expr::lib
