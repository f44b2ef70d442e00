// SPDX-License-Identifier: Apache-2.0
// A file of the repository that is part of the binary as it stands. Tables of them are written by
// cmake/embed.cmake and end with a row of zeros; who asks for a table there declares it.
#pragma once

#include <cstdint>
#include <string_view>

namespace ecslint::text {

struct EmbeddedFile {
  const char* path;
  const char* data;
  std::uint64_t size;

  std::string_view name() const { return path; }
  std::string_view bytes() const { return {data, size}; }
};

}  // namespace ecslint::text
