// SPDX-License-Identifier: Apache-2.0
// Base64 (RFC 4648, the alphabet with + and /) for base64.encode and base64.decode.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ecslint::expr::lib {

/// With padding.
std::string base64_encode(std::string_view bytes);
/// Padding may be left out, but not be wrong; none for any other character or a length that can't be.
std::optional<std::string> base64_decode(std::string_view text);

}  // namespace ecslint::expr::lib
