// SPDX-License-Identifier: Apache-2.0
// What a credential looks like without knowing whose it is: fixed beginnings followed by a run of random
// characters. One pass over the text, which stops only where a word begins.
#include <algorithm>
#include <array>

#include "lint/redacted_view.h"
#include "text/find.h"

namespace ecslint::lint {
namespace {

using text::Offset;
using text::Range;

enum class Charset : std::uint8_t { kUpperDigits, kAlphanumeric, kWord, kHex, kBase64 };

struct Shape {
  std::string_view prefix;
  Charset tail;
  std::size_t at_least;  // characters after the prefix
};

constexpr Shape kShapes[] = {
    {"AKIA", Charset::kUpperDigits, 16},
    {"ASIA", Charset::kUpperDigits, 16},
    {"ghp_", Charset::kAlphanumeric, 20},
    {"gho_", Charset::kAlphanumeric, 20},
    {"ghu_", Charset::kAlphanumeric, 20},
    {"ghs_", Charset::kAlphanumeric, 20},
    {"ghr_", Charset::kAlphanumeric, 20},
    {"github_pat_", Charset::kWord, 20},
    {"glpat-", Charset::kWord, 16},
    {"xoxb-", Charset::kWord, 10},
    {"xoxa-", Charset::kWord, 10},
    {"xoxp-", Charset::kWord, 10},
    {"xoxr-", Charset::kWord, 10},
    {"xoxs-", Charset::kWord, 10},
    {"xapp-", Charset::kWord, 10},
    {"sk_live_", Charset::kAlphanumeric, 10},
    {"sk_test_", Charset::kAlphanumeric, 10},
    {"rk_live_", Charset::kAlphanumeric, 10},
    {"whsec_", Charset::kBase64, 16},
    {"sk-", Charset::kWord, 20},
    {"AIza", Charset::kWord, 30},
    {"SG.", Charset::kWord, 16},
    {"npm_", Charset::kAlphanumeric, 30},
    {"hf_", Charset::kAlphanumeric, 30},
    {"dop_v1_", Charset::kHex, 32},
    {"shpat_", Charset::kHex, 32},
    {"shpss_", Charset::kHex, 32},
    {"NRAK-", Charset::kUpperDigits, 20},
    {"key-", Charset::kHex, 32},
    {"SK", Charset::kHex, 32},
    {"AccountKey=", Charset::kBase64, 40},
    {"dckr_pat_", Charset::kWord, 20},
};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_alphanumeric(char c) { return is_digit(c) || is_upper(c) || is_lower(c); }
constexpr bool is_word(char c) { return is_alphanumeric(c) || c == '_' || c == '-'; }

constexpr bool in(Charset set, char c) {
  switch (set) {
    case Charset::kUpperDigits:
      return is_upper(c) || is_digit(c);
    case Charset::kAlphanumeric:
      return is_alphanumeric(c);
    case Charset::kWord:
      return is_word(c) || c == '.';
    case Charset::kHex:
      return is_digit(c) || (c >= 'a' && c <= 'f');
    case Charset::kBase64:
      return is_alphanumeric(c) || c == '+' || c == '/' || c == '=' || c == '_' || c == '-';
  }
  return false;
}

/// Pairs of characters that a shape may begin with, and few others.
class Beginnings {
 public:
  constexpr Beginnings() {
    for (const Shape& shape : kShapes) pairs_[slot(shape.prefix[0], shape.prefix[1])] = true;
    for (const char* pair : {"ey", "--", ":/"}) pairs_[slot(pair[0], pair[1])] = true;
  }
  bool may(char first, char second) const { return pairs_[slot(first, second)]; }

 private:
  static constexpr std::size_t slot(char first, char second) {
    return (static_cast<unsigned char>(first) * 37U + static_cast<unsigned char>(second) * 5U) % 1024;
  }
  std::array<bool, 1024> pairs_{};
};
constexpr Beginnings kBeginnings;

/// The shapes by their first character: the first of each, and the next after each; 0 for none, else one
/// more than the index.
constexpr auto kFirstShape = [] {
  std::array<std::uint8_t, 256> first{};
  for (std::size_t i = std::size(kShapes); i-- > 0;) {
    first[static_cast<unsigned char>(kShapes[i].prefix[0])] = static_cast<std::uint8_t>(i + 1);
  }
  return first;
}();
constexpr auto kNextShape = [] {
  std::array<std::uint8_t, std::size(kShapes)> next{};
  for (std::size_t i = 0; i < std::size(kShapes); ++i) {
    for (std::size_t k = std::size(kShapes) - 1; k > i; --k) {
      if (kShapes[k].prefix[0] == kShapes[i].prefix[0]) next[i] = static_cast<std::uint8_t>(k + 1);
    }
  }
  return next;
}();

/// Characters of a run long enough for any shape of the table or a web token.
constexpr std::size_t kShortestRun = [] {
  std::size_t shortest = 30;
  for (const Shape& shape : kShapes) shortest = std::min(shortest, shape.prefix.size() + shape.at_least);
  return shortest;
}();
constexpr auto kInRun = [] {
  std::array<bool, 256> table{};
  for (int c = 0; c < 128; ++c) {
    const char of = static_cast<char>(c);
    table[static_cast<std::size_t>(c)] = in(Charset::kWord, of) || in(Charset::kBase64, of);
  }
  return table;
}();

/// Looks at every character only where a run may be: from the last place of where it would be back to its
/// first.
bool has_long_run(std::string_view text) {
  const auto inside = [text](std::size_t at) { return kInRun[static_cast<unsigned char>(text[at])]; };
  std::size_t begin = 0;
  while (begin + kShortestRun <= text.size()) {
    std::size_t at = begin + kShortestRun;
    while (at > begin && inside(at - 1)) --at;
    if (at == begin) return true;
    begin = at;
  }
  return false;
}

/// Quickly, of the texts of which nearly none holds any.
bool may_hold(std::string_view text) {
  return has_long_run(text) || text::find(text, "://") != std::string_view::npos ||
         text::find(text, "-----BEGIN ") != std::string_view::npos;
}

std::size_t run(std::string_view text, std::size_t from, Charset set) {
  std::size_t end = from;
  while (end < text.size() && in(set, text[end])) ++end;
  return end;
}

/// The end of a shape that begins at `at`, or `at`.
std::size_t known_prefix(std::string_view text, std::size_t at) {
  for (std::size_t i = kFirstShape[static_cast<unsigned char>(text[at])]; i != 0; i = kNextShape[i - 1]) {
    const Shape& shape = kShapes[i - 1];
    if (at + 1 < text.size() && shape.prefix[1] != text[at + 1]) continue;
    if (!text.substr(at).starts_with(shape.prefix)) continue;
    const std::size_t tail = at + shape.prefix.size();
    const std::size_t end = run(text, tail, shape.tail);
    if (end - tail >= shape.at_least) return end;
  }
  return at;
}

/// header.payload.signature, each base64url; header and payload begin like JSON objects do.
std::size_t web_token(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("eyJ")) return at;
  const std::size_t end = run(text, at, Charset::kWord);
  const std::string_view token = text.substr(at, end - at);
  const std::size_t dot = token.find('.');
  return dot != std::string_view::npos && dot >= 10 && token.size() >= 30 ? end : at;
}

std::size_t private_key(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("-----BEGIN ")) return at;
  const std::size_t title = text.find("-----", at + 11);
  if (title == std::string_view::npos || title - at > 60) return at;
  if (text.substr(at, title - at).find("PRIVATE KEY") == std::string_view::npos) return at;
  const std::size_t end = text.find("-----END ", title);
  return end == std::string_view::npos ? text.size() : end;
}

/// The password in scheme://user:password@host, as a range; placeholders are none.
Range url_password(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("://")) return {};
  const std::size_t user = at + 3;
  const std::size_t stop = std::min(text.find_first_of(" \t\r\n\"'<>`\\", user), text.size());
  const std::string_view authority = text.substr(user, stop - user);
  const std::size_t colon = authority.find(':');
  const std::size_t slash = authority.find('/');
  const std::size_t sign = authority.substr(0, slash).rfind('@');
  if (colon == std::string_view::npos || sign == std::string_view::npos || sign < colon + 2) return {};
  const std::string_view password = authority.substr(colon + 1, sign - colon - 1);
  if (password[0] == '$' || password[0] == '{' || password[0] == '*') return {};
  return {static_cast<Offset>(user + colon + 1), static_cast<Offset>(user + sign)};
}

Range shape_at(std::string_view text, std::size_t at) {
  if (text[at] == ':') return url_password(text, at);
  std::size_t end = known_prefix(text, at);
  if (end == at) end = web_token(text, at);
  if (end == at) end = private_key(text, at);
  return {static_cast<Offset>(at), static_cast<Offset>(end)};
}

/// The next place from `from` on where one may begin; the last character when there is none.
std::size_t next_beginning(std::string_view text, std::size_t from) {
  const char* const chars = text.data();
  const std::size_t last = text.size() - 1;
  while (from < last && !kBeginnings.may(chars[from], chars[from + 1])) ++from;
  return from;
}

}  // namespace

std::vector<Range> credential_shapes(std::string_view text) {
  std::vector<Range> found;
  if (!may_hold(text)) return found;
  for (std::size_t i = next_beginning(text, 0); i + 1 < text.size(); i = next_beginning(text, i + 1)) {
    const bool inside_word = i > 0 && is_alphanumeric(text[i - 1]) && text[i] != ':';
    if (inside_word) continue;
    const Range range = shape_at(text, i);
    if (range.empty()) continue;
    found.push_back(range);
    i = range.end - 1;
  }
  return found;
}

}  // namespace ecslint::lint
