// SPDX-License-Identifier: Apache-2.0
// As much of RFC 3986 as $id and $ref need: splitting, resolving against a base, percent-decoding a fragment.
#pragma once

#include <string>
#include <string_view>

namespace ecslint::schema {

struct UriParts {
  std::string_view scheme;     // without ":"
  std::string_view authority;  // without "//"
  std::string_view path;
  std::string_view query;     // without "?"
  std::string_view fragment;  // without "#"
  bool has_authority = false;
  bool has_query = false;
};

UriParts split_uri(std::string_view uri);

/// `reference` seen from `base`, dot segments removed; the fragment, if any, is kept.
std::string resolve_uri(std::string_view base, std::string_view reference);

/// The part before "#".
std::string_view without_fragment(std::string_view uri);

std::string percent_decode(std::string_view s);

}  // namespace ecslint::schema
