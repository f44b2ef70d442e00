// SPDX-License-Identifier: Apache-2.0
// Time zones of the getters: fixed offsets, UTC, and names such as Europe/Berlin where the machine has the tz
// database. The C library's own zone state is left alone, as it is global; the file is read at each use,
// which is rare.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ecslint::expr::lib {

/// Seconds east of UTC in that zone at that time; none for an unknown zone. "UTC", "Z", "+01:00", "-08:00",
/// "02:30" need no database.
std::optional<std::int32_t> zone_offset(std::string_view zone, std::int64_t seconds);

/// The same from the bytes of a TZif file (RFC 8536); none when they are not one.
std::optional<std::int32_t> tzif_offset(std::string_view file, std::int64_t seconds);

}  // namespace ecslint::expr::lib
