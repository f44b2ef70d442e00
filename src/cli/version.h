// SPDX-License-Identifier: Apache-2.0
// What `ecslint --version` and reports say of the program itself.
#pragma once

#include <string>
#include <string_view>

namespace ecslint::cli {

/// "0.1.0"
std::string_view version();

/// Several lines: version, the date of the AWS facts, and the libraries built in.
std::string version_text();

}  // namespace ecslint::cli
