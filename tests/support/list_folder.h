// SPDX-License-Identifier: Apache-2.0
// What is in a folder, for tests, which fail where it cannot be read.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <utility>
#include <vector>

#include "text/file_system.h"

namespace ecslint::tests {

inline std::vector<text::DirectoryEntry> entries(const std::string& folder) {
  auto listed = text::RealFileSystem().list(folder);
  REQUIRE(listed);
  return std::move(*listed);
}

}  // namespace ecslint::tests
