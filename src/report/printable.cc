// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "report/locator.h"
#include "text/utf8.h"

namespace ecslint::report {
namespace {

bool is_plain(char c) { return static_cast<unsigned char>(c) >= 0x20 && c != 0x7F && (c & 0x80) == 0; }

/// Eight characters at a time: as good as all text is plain.
bool all_plain(std::string_view s) {
  constexpr std::uint64_t kOnes = 0x0101010101010101ull;
  constexpr std::uint64_t kHigh = kOnes * 0x80;
  for (; s.size() >= 8; s.remove_prefix(8)) {
    std::uint64_t word = 0;
    std::memcpy(&word, s.data(), 8);
    const std::uint64_t deletes = word ^ (kOnes * 0x7F);
    if (((word | (word - kOnes * 0x20) | (deletes - kOnes)) & kHigh) != 0) return false;
  }
  return std::all_of(s.begin(), s.end(), is_plain);
}

/// C1 controls, which terminals obey as well, and what turns the direction of writing around, so that text
/// reads as something that it is not.
bool misleads(char32_t c) {
  return (c >= 0x80 && c <= 0x9F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::string printable(std::string_view s) {
  std::string out;
  append_printable(out, s);
  return out;
}

void append_printable(std::string& out, std::string_view s) {
  if (all_plain(s)) {
    out += s;
    return;
  }
  while (!s.empty()) {
    const std::size_t length = text::utf8_sequence_length(s);
    const char32_t c = text::decode_code_point(s);
    if (length == 0 || (length == 1 && !is_plain(s[0]))) {
      fmt::format_to(std::back_inserter(out), "\\x{:02x}", static_cast<unsigned char>(s[0]));
    } else if (misleads(c)) {
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<std::uint32_t>(c));
    } else {
      out.append(s.substr(0, length));
    }
    s.remove_prefix(std::max<std::size_t>(1, length));
  }
}

}  // namespace ecslint::report
