// SPDX-License-Identifier: Apache-2.0
// Fixtures that are part of the binary as they stand in the repository, as the examples of `ecslint explain`.
// The table is written by cmake/embed.cmake and ends with a row of zeros.
#pragma once

#include <cstdint>
#include <string_view>

namespace ecslint::cli {

struct EmbeddedFile {
  const char* path;
  const char* data;
  std::uint64_t size;

  std::string_view name() const { return path; }
  std::string_view bytes() const { return {data, size}; }
};

extern "C" const EmbeddedFile ecslint_example_files[];

}  // namespace ecslint::cli
