// SPDX-License-Identifier: Apache-2.0
// The bytes of a file, for tests; empty when it can't be read.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace ecslint::tests {

inline std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace ecslint::tests
