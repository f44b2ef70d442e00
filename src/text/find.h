// SPDX-License-Identifier: Apache-2.0
// Finding a text in another: where the C library has memmem, it is several times as fast as
// string_view::find.
#pragma once

#include <cstring>
#include <string_view>

namespace ecslint::text {

/// Where `part` next begins in `text`, from `from` on; npos when it does not.
inline std::size_t find(std::string_view text, std::string_view part, std::size_t from = 0) {
#if defined(__GLIBC__) || defined(__APPLE__)
  if (part.empty() || from >= text.size()) return text.find(part, from);
  const void* found = memmem(text.data() + from, text.size() - from, part.data(), part.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
#else
  return text.find(part, from);
#endif
}

}  // namespace ecslint::text
