// SPDX-License-Identifier: Apache-2.0
// Text of other people's files inside XML: whatever its bytes are, what comes out is well-formed.
#pragma once

#include <string>
#include <string_view>

namespace ecslint::report {

/// For elements and quoted attributes. Invalid UTF-8 becomes U+FFFD, characters that XML 1.0 cannot hold
/// \xNN.
std::string xml_text(std::string_view text);

}  // namespace ecslint::report
