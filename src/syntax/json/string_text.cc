// SPDX-License-Identifier: Apache-2.0
#include "syntax/json/string_text.h"

#include <cstring>
#include <string>

#include "text/utf8.h"

namespace ecslint::syntax_json {
namespace {

constexpr char32_t kNoCode = 0xFFFF'FFFF;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The code of \uXXXX at the beginning.
char32_t unit_at(std::string_view s) {
  if (s.size() < 6 || s[0] != '\\' || s[1] != 'u') return kNoCode;
  char32_t code = 0;
  for (std::size_t i = 2; i < 6; ++i) {
    const int digit = hex_digit(s[i]);
    if (digit < 0) return kNoCode;
    code = code << 4 | static_cast<char32_t>(digit);
  }
  return code;
}

bool high(char32_t c) { return c >= 0xD800 && c < 0xDC00; }
bool low(char32_t c) { return c >= 0xDC00 && c < 0xE000; }

char plain_escape(char c) {
  switch (c) {
    case '"':
    case '\\':
    case '/':
      return c;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return '\0';
  }
}

/// The text of the \u escape at the beginning, which takes `length` bytes; a lone surrogate is U+FFFD.
std::string code_text(std::string_view s, std::size_t& length) {
  char32_t code = unit_at(s);
  length = 6;
  if (high(code) && low(unit_at(s.substr(6)))) {
    code = 0x10000 + ((code - 0xD800) << 10) + (unit_at(s.substr(6)) - 0xDC00);
    length = 12;
  }
  std::string out;
  text::append_code_point(out, code);
  return out;
}

}  // namespace

std::size_t escape_length(std::string_view s) {
  if (s.size() < 2) return 0;
  if (plain_escape(s[1]) != '\0') return 2;
  const char32_t code = unit_at(s);
  if (code == kNoCode || low(code)) return 0;
  if (!high(code)) return 6;
  return low(unit_at(s.substr(6))) ? 12 : 0;
}

std::string_view unescape(std::string_view s, char* out, bool& ok) {
  char* to = out;
  const auto put = [&to](std::string_view bytes) {
    std::memcpy(to, bytes.data(), bytes.size());
    to += bytes.size();
  };
  for (std::size_t i = 0; i < s.size();) {
    const std::size_t next = std::min(s.find('\\', i), s.size());
    put(s.substr(i, next - i));
    i = next;
    if (i == s.size()) break;
    const std::string_view rest = s.substr(i);
    std::size_t length = escape_length(rest);
    if (length == 0) ok = false;
    if (length == 2) {
      *to++ = plain_escape(rest[1]);
    } else if (unit_at(rest) != kNoCode) {
      put(code_text(rest, length));
    } else {
      length = 1;
      *to++ = '\\';
    }
    i += length;
  }
  return {out, static_cast<std::size_t>(to - out)};
}

}  // namespace ecslint::syntax_json
