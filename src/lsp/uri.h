// SPDX-License-Identifier: Apache-2.0
// file: URIs to paths and back. Any other scheme (untitled:, git:) has no path; its documents are known by
// the URI itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace ecslint::lsp {

/// The absolute path of a file URI, percent-decoded.
std::optional<std::string> path_of_uri(std::string_view uri);

/// The file URI of an absolute path.
std::string uri_of_path(std::string_view path);

/// Without "." and ".." parts and doubled or final slashes.
std::string normal_path(std::string_view path);

}  // namespace ecslint::lsp
