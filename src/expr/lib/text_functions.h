// SPDX-License-Identifier: Apache-2.0
// The string functions of CEL over plain UTF-8 views: lengths and indexes count code points. What may be
// out of range returns none; results that are parts of the argument are views into it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ecslint::expr::lib {

/// The byte at which code point `index` begins; the size for the index after the last; none beyond.
std::optional<std::size_t> byte_offset(std::string_view s, std::int64_t index);

/// One code point; empty at the index after the last.
std::optional<std::string_view> char_at(std::string_view s, std::int64_t index);
/// The first occurrence at or after `from`, -1 when there is none.
std::optional<std::int64_t> index_of(std::string_view s, std::string_view part, std::int64_t from = 0);
/// The last occurrence, -1 when there is none.
std::int64_t last_index_of(std::string_view s, std::string_view part);
/// The last occurrence that begins at or before `from`.
std::optional<std::int64_t> last_index_of(std::string_view s, std::string_view part, std::int64_t from);
std::optional<std::string_view> substring(std::string_view s, std::int64_t begin);
std::optional<std::string_view> substring(std::string_view s, std::int64_t begin, std::int64_t end);

/// At most `limit` parts, the last with all the rest; all when negative. An empty separator gives code
/// points.
std::vector<std::string_view> split(std::string_view s, std::string_view separator, std::int64_t limit = -1);
/// Replaces the first `limit` occurrences, all when negative; an empty `from` is found around every code
/// point. None when the result would be longer than `max_size`.
std::optional<std::string> replace(std::string_view s, std::string_view from, std::string_view to,
                                   std::int64_t limit, std::size_t max_size);
/// Without the white space of Unicode at both ends.
std::string_view trim(std::string_view s);
std::string lower_ascii(std::string_view s);
std::string upper_ascii(std::string_view s);
/// The code points in reverse order.
std::string reverse(std::string_view s);
/// In double quotes, with \a \b \f \n \r \t \v \\ \" escaped and invalid UTF-8 as U+FFFD.
std::string quote(std::string_view s);
/// Runs of invalid UTF-8 become one U+FFFD each.
std::string replace_invalid_utf8(std::string_view bytes);

}  // namespace ecslint::expr::lib
