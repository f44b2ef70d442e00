// SPDX-License-Identifier: Apache-2.0
#include "text/large_pages.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace ecslint;

TEST_CASE("what is allocated after large pages were asked for is memory like any other") {
  constexpr std::size_t kBytes = std::size_t{8} << 20;
  for (int round = 0; round < 2; ++round) {
    text::prefer_large_pages(kBytes);
    std::vector<std::string> blocks;
    for (std::size_t i = 0; i < 4000; ++i) blocks.emplace_back(4096, static_cast<char>('a' + i % 26));
    for (std::size_t i = 0; i < blocks.size(); i += 2) blocks[i] = std::string(100'000, 'x');
    for (std::size_t i = 1; i < blocks.size(); i += 2)
      CHECK(blocks[i] == std::string(4096, static_cast<char>('a' + i % 26)));
  }
}
