// SPDX-License-Identifier: Apache-2.0
#include "cli/standard_input.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

#include "text/file_system.h"

namespace ecslint::cli {

text::Result<text::Source> read_standard_input(const std::string& name) {
  std::string bytes;
  std::array<char, 64 * 1024> piece;
  for (;;) {
    const ssize_t n = ::read(STDIN_FILENO, piece.data(), piece.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return text::Error{std::string("standard input: ") + std::strerror(errno)};
    if (n == 0) break;
    bytes.append(piece.data(), static_cast<std::size_t>(n));
    if (bytes.size() > text::kLargestFile)
      return text::Error{"standard input" + std::string(text::kTooLarge)};
  }
  return text::Source(name, bytes);
}

}  // namespace ecslint::cli
