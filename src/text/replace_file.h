// SPDX-License-Identifier: Apache-2.0
// Puts new bytes in the place of a file's, whole or not at all: whatever happens in the middle (a full disk,
// a signal, a crash), the file has its old bytes or its new ones.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/result.h"

namespace ecslint::text {

/// Only if the file still has the bytes `before`. Permissions stay; a symbolic link goes on pointing where it
/// did. What went wrong, or nothing.
std::optional<Error> replace_file(const std::string& path, std::string_view before, std::string_view after);

/// A new file, or new bytes for an old one. A folder, pipe or device that is there is written to as it is.
std::optional<Error> write_file(const std::string& path, std::string_view bytes);

}  // namespace ecslint::text
