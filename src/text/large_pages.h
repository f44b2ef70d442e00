// SPDX-License-Identifier: Apache-2.0
// Memory for thousands of files, or a large one: taken page by page, each of 4 KiB costs a visit to the
// kernel.
#pragma once

#include <cstddef>

namespace ecslint::text {

/// What the calling thread allocates from here on comes from large pages where the kernel has them, up to so
/// many bytes. Only address space is taken. It is for the whole process and for good: the allocator keeps as
/// much of what is freed. Without effect where that is not glibc's.
void prefer_large_pages(std::size_t bytes);

}  // namespace ecslint::text
