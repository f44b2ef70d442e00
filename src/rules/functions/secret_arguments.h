// SPDX-License-Identifier: Apache-2.0
// Secrets on a command line, which have no shape of their own but a name beside them: --password hunter2,
// DB_PASSWORD=hunter2 exec app, -Dspring.datasource.password=hunter2, curl -u user:hunter2, Authorization:
// Bearer …. Works on one argument or on a line for a shell; which argument belongs to a flag before it in a
// list is the caller's business. Variables ($DB_PASSWORD, $(aws …)), placeholders and references are no
// secrets.
#pragma once

#include <string_view>

namespace ecslint::rules {

/// What the first secret in the text is called there ("--password", "DB_PASSWORD", "-u", "Authorization"), ""
/// when there is none.
std::string_view secret_argument(std::string_view text);

}  // namespace ecslint::rules
