// SPDX-License-Identifier: Apache-2.0
// What literals mean: numbers, and strings with their prefixes, quotes and escapes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ecslint::expr {

/// Decimal or 0x, perhaps with a minus; nothing when it does not fit.
std::optional<std::int64_t> parse_int(std::string_view digits, bool negative);
/// With its u suffix.
std::optional<std::uint64_t> parse_uint(std::string_view digits);
/// Too small is 0, too large is infinite, as IEEE reads them.
double parse_double(std::string_view digits);

/// The text of a string or bytes token. Nothing when an escape is bad: `bad` is its offset in the token.
std::optional<std::string> parse_string(std::string_view token, std::uint32_t& bad);

}  // namespace ecslint::expr
