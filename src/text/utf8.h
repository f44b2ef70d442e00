// SPDX-License-Identifier: Apache-2.0
// UTF-8, as strict as the standard: no overlong forms, no surrogates, nothing above U+10FFFF.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace ecslint::text {

/// Bytes of the sequence at the beginning (1–4), 0 when it is not valid UTF-8 or `s` is empty.
std::size_t utf8_sequence_length(std::string_view s);

/// Offset of the first byte that is not part of valid UTF-8, npos when all are.
std::size_t find_invalid_utf8(std::string_view s);

/// Code points; an invalid byte counts as one.
std::size_t count_code_points(std::string_view s);

/// Decodes the code point at the beginning; U+FFFD for an invalid byte.
char32_t decode_code_point(std::string_view s);

/// Appends a code point; surrogates and values past U+10FFFF become U+FFFD.
void append_code_point(std::string& out, char32_t c);

}  // namespace ecslint::text
