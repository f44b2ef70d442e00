// SPDX-License-Identifier: Apache-2.0
// Names of files as they are seen from other folders. What is relative starts from the current folder, which
// is absolute; links are not looked at.
#pragma once

#include <string>
#include <string_view>

namespace ecslint::lint {

/// How the file is called from the folder.
std::string name_from(std::string_view folder, std::string_view file, std::string_view current_folder);

/// The way from the current folder to a file that is named from another.
std::string path_from(std::string_view folder, std::string_view file);

}  // namespace ecslint::lint
