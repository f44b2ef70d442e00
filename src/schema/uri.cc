// SPDX-License-Identifier: Apache-2.0
#include "schema/uri.h"

namespace ecslint::schema {
namespace {

bool is_scheme(std::string_view s) {
  if (s.empty()) return false;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const char c = s[i];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    if (!letter && (i == 0 || !other)) return false;
  }
  return true;
}

/// Cuts everything from `mark` off `s` and returns what follows the mark.
std::string_view cut(std::string_view& s, char mark, bool& found) {
  const std::size_t at = s.find(mark);
  found = at != std::string_view::npos;
  if (!found) return {};
  const std::string_view rest = s.substr(at + 1);
  s = s.substr(0, at);
  return rest;
}

void drop_last_segment(std::string& out) {
  const std::size_t slash = out.rfind('/');
  out.resize(slash == std::string::npos ? 0 : slash);
}

/// Section 5.2.4.
std::string remove_dot_segments(std::string_view in) {
  std::string out;
  while (!in.empty()) {
    if (in.starts_with("../")) {
      in.remove_prefix(3);
    } else if (in.starts_with("./")) {
      in.remove_prefix(2);
    } else if (in.starts_with("/./")) {
      in.remove_prefix(2);
    } else if (in == "/.") {
      in = "/";
    } else if (in.starts_with("/../")) {
      in.remove_prefix(3);
      drop_last_segment(out);
    } else if (in == "/..") {
      in = "/";
      drop_last_segment(out);
    } else if (in == "." || in == "..") {
      in = {};
    } else {
      const std::size_t next = in.find('/', 1);
      const std::size_t length = next == std::string_view::npos ? in.size() : next;
      out += in.substr(0, length);
      in.remove_prefix(length);
    }
  }
  return out;
}

std::string merge_paths(const UriParts& base, std::string_view path) {
  if (base.has_authority && base.path.empty()) return "/" + std::string(path);
  const std::size_t slash = base.path.rfind('/');
  const std::string_view folder =
      slash == std::string_view::npos ? std::string_view() : base.path.substr(0, slash + 1);
  return std::string(folder) + std::string(path);
}

std::string join(std::string_view scheme, const UriParts& authority, std::string_view path, bool has_query,
                 std::string_view query) {
  std::string out;
  if (!scheme.empty()) out.append(scheme).push_back(':');
  if (authority.has_authority) out.append("//").append(authority.authority);
  out += path;
  if (has_query) out.append("?").append(query);
  return out;
}

std::string resolve_without_fragment(const UriParts& base, const UriParts& ref) {
  if (!ref.scheme.empty()) {
    const bool hierarchical = ref.has_authority || ref.path.starts_with('/');
    const std::string path = hierarchical ? remove_dot_segments(ref.path) : std::string(ref.path);
    return join(ref.scheme, ref, path, ref.has_query, ref.query);
  }
  if (ref.has_authority) {
    return join(base.scheme, ref, remove_dot_segments(ref.path), ref.has_query, ref.query);
  }
  if (ref.path.empty()) {
    return join(base.scheme, base, base.path, ref.has_query || base.has_query,
                ref.has_query ? ref.query : base.query);
  }
  const std::string path = ref.path.starts_with('/') ? std::string(ref.path) : merge_paths(base, ref.path);
  return join(base.scheme, base, remove_dot_segments(path), ref.has_query, ref.query);
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

UriParts split_uri(std::string_view uri) {
  UriParts parts;
  bool found = false;
  parts.fragment = cut(uri, '#', found);
  parts.query = cut(uri, '?', parts.has_query);
  const std::size_t colon = uri.find(':');
  if (colon != std::string_view::npos && is_scheme(uri.substr(0, colon))) {
    parts.scheme = uri.substr(0, colon);
    uri.remove_prefix(colon + 1);
  }
  if (uri.starts_with("//")) {
    uri.remove_prefix(2);
    const std::size_t slash = uri.find('/');
    parts.has_authority = true;
    parts.authority = uri.substr(0, slash);
    uri = slash == std::string_view::npos ? std::string_view() : uri.substr(slash);
  }
  parts.path = uri;
  return parts;
}

std::string resolve_uri(std::string_view base, std::string_view reference) {
  const UriParts ref = split_uri(reference);
  std::string out = resolve_without_fragment(split_uri(base), ref);
  if (reference.find('#') != std::string_view::npos) out.append("#").append(ref.fragment);
  return out;
}

std::string_view without_fragment(std::string_view uri) { return uri.substr(0, uri.find('#')); }

std::string percent_decode(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size(); ++i) {
    const bool coded =
        s[i] == '%' && i + 2 < s.size() && hex_digit(s[i + 1]) >= 0 && hex_digit(s[i + 2]) >= 0;
    if (coded) {
      out += static_cast<char>(hex_digit(s[i + 1]) * 16 + hex_digit(s[i + 2]));
      i += 2;
    } else {
      out += s[i];
    }
  }
  return out;
}

}  // namespace ecslint::schema
