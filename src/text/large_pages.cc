// SPDX-License-Identifier: Apache-2.0
#include "text/large_pages.h"

#if defined(__GLIBC__)
#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>
#endif

namespace ecslint::text {

#if defined(__GLIBC__)
/// Makes the heap so large, says what it wants of that part, and gives it back to the allocator, which keeps
/// it.
void prefer_large_pages(std::size_t bytes) {
  constexpr std::size_t kPage = std::size_t{2} << 20;
  const auto limit = static_cast<int>(bytes + kPage);
  if (::mallopt(M_MMAP_THRESHOLD, limit) == 0 || ::mallopt(M_TRIM_THRESHOLD, 2 * limit) == 0) return;
  char* const part = static_cast<char*>(std::malloc(bytes));
  if (part == nullptr) return;
  const std::size_t ahead = (kPage - reinterpret_cast<std::uintptr_t>(part) % kPage) % kPage;
  if (ahead < bytes) ::madvise(part + ahead, bytes - ahead, MADV_HUGEPAGE);
  std::free(part);
}
#else
void prefer_large_pages(std::size_t) {}
#endif

}  // namespace ecslint::text
