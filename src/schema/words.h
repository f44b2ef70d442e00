// SPDX-License-Identifier: Apache-2.0
// How schema findings are worded: values, types, sizes and lists as people read them. Internal to the room.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schema/compiled.h"

namespace ecslint::schema {

/// "web" in quotes, control characters escaped, long texts cut.
std::string quoted(std::string_view s);

/// `integer 256`, `"256"`, `true`, `null`, `an array`; a hidden text is `a string`.
std::string found_words(const doc::Node& node, bool hidden);

/// "a string", "an integer or a string".
std::string type_phrase(TypeMask types);

/// Items joined with commas and, before the last, the word; past `most` items the count of all is told
/// instead.
std::string join_words(std::span<const std::string> items, std::string_view word, std::size_t most = 12);

/// "Port mapping" is "the port mapping", "EFS volume" keeps its capitals.
std::string the_title(std::string_view title);

/// "at least 1 element", "between 1 and 255 characters", "exactly 2 entries". `noun` is the singular.
std::string size_phrase(std::uint32_t least, std::uint32_t most, std::string_view noun);

/// "at least 0", "between 2 and 120 seconds", "below 10".
std::string range_phrase(const RangeSpec& range, text::Image image, std::string_view unit);

/// Letter case aside the same.
bool equal_but_for_case(std::string_view a, std::string_view b);

}  // namespace ecslint::schema
