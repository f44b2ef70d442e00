// SPDX-License-Identifier: Apache-2.0
// Memory for thousands of files: taken page by page, each of 4 KiB costs a visit to the kernel.
#pragma once

#include <cstddef>

namespace ecslint::text {

/// What the calling thread allocates from here on comes from large pages where the kernel has them, up to so
/// many bytes. Only address space is taken. Without effect where the allocator is not glibc's.
void prefer_large_pages(std::size_t bytes);

}  // namespace ecslint::text
