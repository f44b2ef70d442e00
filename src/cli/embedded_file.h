// SPDX-License-Identifier: Apache-2.0
// Files that are part of the binary as they stand in the repository: schemas for `ecslint schema`, fixtures
// as the examples of `ecslint explain`. The tables are written by cmake/embed.cmake and end with a row of
// zeros.
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

extern "C" const EmbeddedFile ecslint_schema_files[];
extern "C" const EmbeddedFile ecslint_example_files[];

}  // namespace ecslint::cli
