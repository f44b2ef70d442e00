// SPDX-License-Identifier: Apache-2.0
// The formats this validator can assert. They are assertions only where asked for (or where the schema's
// vocabulary says so); a format that is not in the list is a note.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ecslint::schema {

enum class Format : std::uint8_t {
  kDateTime,
  kDate,
  kTime,
  kDuration,
  kIpv4,
  kIpv6,
  kUuid,
  kJsonPointer,
  kRelativeJsonPointer,
  kRegex,
  kUri,
  kUriReference,
  kUriTemplate,
  kEmail,
};

std::optional<Format> format_from(std::string_view name);
bool matches_format(Format format, std::string_view text);

}  // namespace ecslint::schema
