// SPDX-License-Identifier: Apache-2.0
#include "schema/format.h"

#include <algorithm>
#include <array>
#include <utility>

#include "schema/ecma_regex.h"
#include "schema/uri.h"

namespace ecslint::schema {
namespace {

constexpr std::array<std::pair<std::string_view, Format>, 14> kFormats = {{
    {"date-time", Format::kDateTime},
    {"date", Format::kDate},
    {"time", Format::kTime},
    {"duration", Format::kDuration},
    {"ipv4", Format::kIpv4},
    {"ipv6", Format::kIpv6},
    {"uuid", Format::kUuid},
    {"json-pointer", Format::kJsonPointer},
    {"relative-json-pointer", Format::kRelativeJsonPointer},
    {"regex", Format::kRegex},
    {"uri", Format::kUri},
    {"uri-reference", Format::kUriReference},
    {"uri-template", Format::kUriTemplate},
    {"email", Format::kEmail},
}};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_word(char c) { return is_letter(c) || is_digit(c); }

/// Reads from the front of a text.
class Cursor {
 public:
  explicit Cursor(std::string_view s) : rest_(s) {}
  bool done() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_[0]; }
  bool accept(char c) {
    if (rest_.empty() || rest_[0] != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool accept_any(std::string_view choice) {
    if (rest_.empty() || choice.find(rest_[0]) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// Exactly so many digits as a number within bounds, else -1.
  int number(std::size_t digits, int least, int most) {
    int value = 0;
    if (rest_.size() < digits) return -1;
    for (std::size_t i = 0; i < digits; ++i) {
      if (!is_digit(rest_[i])) return -1;
      value = value * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(digits);
    return value >= least && value <= most ? value : -1;
  }
  /// One or more digits.
  std::string_view digits() {
    std::size_t n = 0;
    while (n < rest_.size() && is_digit(rest_[n])) ++n;
    const std::string_view read = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return read;
  }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

bool read_date(Cursor& in) {
  constexpr std::array<int, 12> kDays = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int year = in.number(4, 0, 9999);
  if (year < 0 || !in.accept('-')) return false;
  const int month = in.number(2, 1, 12);
  if (month < 0 || !in.accept('-')) return false;
  const int day = in.number(2, 1, kDays[static_cast<std::size_t>(month - 1)]);
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return day > 0 && (month != 2 || day < 29 || leap);
}

bool read_time(Cursor& in) {
  const int hour = in.number(2, 0, 23);
  if (hour < 0 || !in.accept(':')) return false;
  const int minute = in.number(2, 0, 59);
  if (minute < 0 || !in.accept(':')) return false;
  const int second = in.number(2, 0, 60);
  if (second < 0 || (in.accept('.') && in.digits().empty())) return false;
  int offset = 0;
  if (!in.accept_any("Zz")) {
    const int sign = in.peek() == '-' ? -1 : 1;
    if (!in.accept_any("+-")) return false;
    const int hours = in.number(2, 0, 23);
    if (hours < 0 || !in.accept(':')) return false;
    const int minutes = in.number(2, 0, 59);
    if (minutes < 0) return false;
    offset = sign * (hours * 60 + minutes);
  }
  // A leap second is at 23:59:60 UTC only.
  return second < 60 || (hour * 60 + minute - offset + 2 * 1440) % 1440 == 1439;
}

bool is_date_time(std::string_view s) {
  Cursor in(s);
  return read_date(in) && in.accept_any("Tt") && read_time(in) && in.done();
}

/// Units in order, none left out in between: "YMD" reads 1Y, 1Y2M, 2M3D … How many were read, or -1.
int read_units(Cursor& in, std::string_view units) {
  std::size_t next = 0;
  int count = 0;
  while (is_digit(in.peek())) {
    in.digits();
    const std::size_t at = units.find(in.peek());
    if (in.done() || at == std::string_view::npos || (count != 0 ? at != next : at < next)) return -1;
    in.accept(in.peek());
    next = at + 1;
    ++count;
  }
  return count;
}

bool is_duration(std::string_view s) {
  Cursor in(s);
  if (!in.accept('P')) return false;
  if (s.ends_with('W')) return !in.digits().empty() && in.accept('W') && in.done();
  const int date = read_units(in, "YMD");
  if (date < 0) return false;
  if (!in.accept('T')) return date > 0 && in.done();
  return read_units(in, "HMS") > 0 && in.done();
}

bool is_ipv4(std::string_view s) {
  Cursor in(s);
  for (int i = 0; i < 4; ++i) {
    if (i > 0 && !in.accept('.')) return false;
    const std::string_view part = in.digits();
    if (part.empty() || part.size() > 3 || (part.size() > 1 && part[0] == '0')) return false;
    if (part.size() == 3 && part > "255") return false;
  }
  return in.done();
}

bool is_ipv6(std::string_view s) {
  int groups = 0;
  bool gap = false;
  if (s.starts_with("::")) {
    gap = true;
    s.remove_prefix(2);
  }
  while (!s.empty()) {
    std::size_t n = 0;
    while (n < s.size() && is_hex(s[n])) ++n;
    if (n < s.size() && s[n] == '.') {
      if (!is_ipv4(s)) return false;
      groups += 2;
      s = {};
      break;
    }
    if (n == 0 || n > 4) return false;
    ++groups;
    s.remove_prefix(n);
    if (s.empty()) break;
    if (s.starts_with("::")) {
      if (gap) return false;
      gap = true;
      s.remove_prefix(2);
    } else if (s[0] == ':' && s.size() > 1) {
      s.remove_prefix(1);
    } else {
      return false;
    }
  }
  return gap ? groups < 8 : groups == 8;
}

bool is_uuid(std::string_view s) {
  if (s.size() != 36) return false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? s[i] != '-' : !is_hex(s[i])) return false;
  }
  return true;
}

bool is_json_pointer(std::string_view s) {
  if (!s.empty() && s[0] != '/') return false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '~' && (i + 1 == s.size() || (s[i + 1] != '0' && s[i + 1] != '1'))) return false;
  }
  return true;
}

bool is_relative_json_pointer(std::string_view s) {
  Cursor in(s);
  const std::string_view up = in.digits();
  if (up.empty() || (up.size() > 1 && up[0] == '0')) return false;
  return in.rest() == "#" || is_json_pointer(in.rest());
}

bool is_regex(std::string_view s) {
  const ParsedRegex parsed = parse_regex(s);
  return parsed.ok || parsed.error.unsupported;
}

// --- URIs

constexpr std::string_view kSubDelimiters = "!$&'()*+,;=";

/// Unreserved characters, sub-delimiters, percent-encodings and what else is allowed.
bool only_uri_characters(std::string_view s, std::string_view also) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    if (c == '%') {
      if (i + 2 >= s.size() || !is_hex(s[i + 1]) || !is_hex(s[i + 2])) return false;
      i += 2;
      continue;
    }
    const bool plain = is_word(c) || c == '-' || c == '.' || c == '_' || c == '~';
    if (!plain && kSubDelimiters.find(c) == std::string_view::npos &&
        also.find(c) == std::string_view::npos) {
      return false;
    }
  }
  return true;
}

bool is_ip_literal(std::string_view s) {
  if (s.size() < 2 || s.front() != '[' || s.back() != ']') return false;
  s = s.substr(1, s.size() - 2);
  if (!s.starts_with('v') && !s.starts_with('V')) return is_ipv6(s);
  const std::size_t dot = s.find('.');
  if (dot == std::string_view::npos || dot < 2 || dot + 1 == s.size()) return false;
  const std::string_view version = s.substr(1, dot - 1);
  return std::all_of(version.begin(), version.end(), is_hex) && only_uri_characters(s.substr(dot + 1), ":") &&
         s.find('%') == std::string_view::npos;
}

bool is_authority(std::string_view s) {
  if (const std::size_t at = s.find('@'); at != std::string_view::npos) {
    if (!only_uri_characters(s.substr(0, at), ":")) return false;
    s.remove_prefix(at + 1);
  }
  std::string_view port;
  const std::size_t colon = s.rfind(':');
  if (colon != std::string_view::npos && s.find(']', colon) == std::string_view::npos) {
    port = s.substr(colon + 1);
    s = s.substr(0, colon);
  }
  if (!std::all_of(port.begin(), port.end(), is_digit)) return false;
  return s.starts_with('[') ? is_ip_literal(s) : only_uri_characters(s, "");
}

bool is_uri_reference(std::string_view s) {
  const UriParts parts = split_uri(s);
  if (parts.has_authority && !is_authority(parts.authority)) return false;
  if (!only_uri_characters(parts.path, "/:@") || !only_uri_characters(parts.query, "/:@?")) return false;
  if (!only_uri_characters(parts.fragment, "/:@?")) return false;
  // Without a scheme the first segment may not look like one.
  const std::string_view first = parts.path.substr(0, parts.path.find('/'));
  return !parts.scheme.empty() || parts.has_authority || first.find(':') == std::string_view::npos;
}

bool is_uri(std::string_view s) { return !split_uri(s).scheme.empty() && is_uri_reference(s); }

/// What stands between braces in RFC 6570.
bool is_template_expression(std::string_view s) {
  constexpr std::string_view kOperators = "+#./;?&=,!@|";
  if (!s.empty() && kOperators.find(s[0]) != std::string_view::npos) s.remove_prefix(1);
  if (s.empty()) return false;
  while (true) {
    const std::size_t comma = std::min(s.find(','), s.size());
    std::string_view name = s.substr(0, comma);
    if (name.ends_with('*')) name.remove_suffix(1);
    if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) {
      const std::string_view length = name.substr(colon + 1);
      if (length.empty() || length.size() > 4 || length[0] == '0') return false;
      if (!std::all_of(length.begin(), length.end(), is_digit)) return false;
      name = name.substr(0, colon);
    }
    if (name.empty() || name.starts_with('.') || name.ends_with('.') ||
        name.find("..") != std::string_view::npos) {
      return false;
    }
    for (std::size_t i = 0; i < name.size(); ++i) {
      const bool coded = name[i] == '%' && i + 2 < name.size() && is_hex(name[i + 1]) && is_hex(name[i + 2]);
      if (!coded && !is_word(name[i]) && name[i] != '_' && name[i] != '.') return false;
    }
    if (comma == s.size()) return true;
    s.remove_prefix(comma + 1);
  }
}

bool is_template_literal(std::string_view s) {
  for (std::size_t i = 0; i < s.size(); ++i) {
    const auto c = static_cast<unsigned char>(s[i]);
    if (c <= 0x20 || c == 0x7F || std::string_view("\"<>\\^`|}").find(s[i]) != std::string_view::npos)
      return false;
    if (c == '%' && (i + 2 >= s.size() || !is_hex(s[i + 1]) || !is_hex(s[i + 2]))) return false;
  }
  return true;
}

bool is_uri_template(std::string_view s) {
  while (true) {
    const std::size_t open = std::min(s.find('{'), s.size());
    if (!is_template_literal(s.substr(0, open))) return false;
    if (open == s.size()) return true;
    const std::size_t close = s.find('}', open);
    if (close == std::string_view::npos || !is_template_expression(s.substr(open + 1, close - open - 1)))
      return false;
    s.remove_prefix(close + 1);
  }
}

// --- mail

bool is_domain(std::string_view s) {
  if (s.starts_with('[') && s.ends_with(']')) {
    const std::string_view address = s.substr(1, s.size() - 2);
    return address.starts_with("IPv6:") ? is_ipv6(address.substr(5)) : is_ipv4(address);
  }
  if (s.empty() || s.size() > 255) return false;
  while (true) {
    const std::size_t dot = std::min(s.find('.'), s.size());
    const std::string_view label = s.substr(0, dot);
    const auto allowed = [](char c) { return is_word(c) || c == '-'; };
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-') return false;
    if (!std::all_of(label.begin(), label.end(), allowed)) return false;
    if (dot == s.size()) return true;
    s.remove_prefix(dot + 1);
  }
}

bool is_quoted_local(std::string_view s) {
  if (s.size() < 2 || s.front() != '"' || s.back() != '"') return false;
  s = s.substr(1, s.size() - 2);
  for (std::size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '\\' && ++i == s.size()) return false;
    const auto c = static_cast<unsigned char>(s[i]);
    if (c < 0x20 || c >= 0x7F || (s[i] == '"' && s[i - 1] != '\\')) return false;
  }
  return true;
}

bool is_email(std::string_view s) {
  const std::size_t at = s.rfind('@');
  if (at == std::string_view::npos || at == 0 || !is_domain(s.substr(at + 1))) return false;
  const std::string_view local = s.substr(0, at);
  if (local.starts_with('"')) return is_quoted_local(local);
  if (local.front() == '.' || local.back() == '.' || local.find("..") != std::string_view::npos) return false;
  const auto allowed = [](char c) {
    return is_word(c) || std::string_view(".!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
  };
  return std::all_of(local.begin(), local.end(), allowed);
}

}  // namespace

std::optional<Format> format_from(std::string_view name) {
  for (const auto& [word, format] : kFormats) {
    if (word == name) return format;
  }
  return std::nullopt;
}

bool matches_format(Format format, std::string_view text) {
  Cursor in(text);
  switch (format) {
    case Format::kDateTime:
      return is_date_time(text);
    case Format::kDate:
      return read_date(in) && in.done();
    case Format::kTime:
      return read_time(in) && in.done();
    case Format::kDuration:
      return is_duration(text);
    case Format::kIpv4:
      return is_ipv4(text);
    case Format::kIpv6:
      return is_ipv6(text);
    case Format::kUuid:
      return is_uuid(text);
    case Format::kJsonPointer:
      return is_json_pointer(text);
    case Format::kRelativeJsonPointer:
      return is_relative_json_pointer(text);
    case Format::kRegex:
      return is_regex(text);
    case Format::kUri:
      return is_uri(text);
    case Format::kUriReference:
      return is_uri_reference(text);
    case Format::kUriTemplate:
      return is_uri_template(text);
    case Format::kEmail:
      return is_email(text);
  }
  return true;
}

}  // namespace ecslint::schema
