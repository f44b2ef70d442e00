// SPDX-License-Identifier: Apache-2.0
#include "text/utf8.h"

#include <cstdint>
#include <cstring>

namespace ecslint::text {
namespace {

unsigned char byte(std::string_view s, std::size_t i) { return static_cast<unsigned char>(s[i]); }
bool continuation(std::string_view s, std::size_t i) { return i < s.size() && (byte(s, i) & 0xC0) == 0x80; }

}  // namespace

std::size_t utf8_sequence_length(std::string_view s) {
  if (s.empty()) return 0;
  const unsigned char a = byte(s, 0);
  if (a < 0x80) return 1;
  if (a < 0xC2 || a > 0xF4 || !continuation(s, 1)) return 0;
  if (a < 0xE0) return 2;
  const unsigned char b = byte(s, 1);
  if (!continuation(s, 2)) return 0;
  if (a < 0xF0) return (a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F) ? 0 : 3;
  if (!continuation(s, 3)) return 0;
  return (a == 0xF0 && b < 0x90) || (a == 0xF4 && b > 0x8F) ? 0 : 4;
}

std::size_t find_invalid_utf8(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const std::size_t n = utf8_sequence_length(s.substr(i));
    if (n == 0) return i;
    i += n;
  }
  return std::string_view::npos;
}

std::size_t count_code_points(std::string_view s) {
  std::size_t count = 0;
  std::size_t i = 0;
  for (; i + 8 <= s.size(); i += 8, count += 8) {  // eight ASCII characters at a time
    std::uint64_t word = 0;
    std::memcpy(&word, s.data() + i, 8);
    if ((word & 0x8080808080808080ull) != 0) break;
  }
  for (; i < s.size(); ++count) {
    const std::size_t n = utf8_sequence_length(s.substr(i));
    i += n == 0 ? 1 : n;
  }
  return count;
}

char32_t decode_code_point(std::string_view s) {
  switch (utf8_sequence_length(s)) {
    case 1:
      return byte(s, 0);
    case 2:
      return char32_t(byte(s, 0) & 0x1F) << 6 | (byte(s, 1) & 0x3F);
    case 3:
      return char32_t(byte(s, 0) & 0x0F) << 12 | char32_t(byte(s, 1) & 0x3F) << 6 | (byte(s, 2) & 0x3F);
    case 4:
      return char32_t(byte(s, 0) & 0x07) << 18 | char32_t(byte(s, 1) & 0x3F) << 12 |
             char32_t(byte(s, 2) & 0x3F) << 6 | (byte(s, 3) & 0x3F);
    default:
      return 0xFFFD;
  }
}

void append_code_point(std::string& out, char32_t c) {
  if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
  const auto put = [&out](char32_t unit) { out += static_cast<char>(unit); };
  if (c < 0x80) return put(c);
  if (c < 0x800) return put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
  if (c < 0x10000) return put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
}

}  // namespace ecslint::text
