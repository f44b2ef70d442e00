// SPDX-License-Identifier: Apache-2.0
// Writing bytes to a file descriptor until all are written, whatever interrupts.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <string_view>

namespace ecslint::text {

/// False when the system refuses; errno says why.
inline bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

}  // namespace ecslint::text
