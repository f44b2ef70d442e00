// SPDX-License-Identifier: Apache-2.0
#include "text/line_index.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "text/line_counter.h"

namespace ecslint::text {
namespace {

TEST_CASE("columns count code points or UTF-16 units") {
  const std::string bytes = "a\u00e9\U0001F600b\r\nx\ry\n";
  const LineIndex index(bytes);
  const auto b = static_cast<Offset>(bytes.find('b'));
  CHECK(index.position(b) == Position{1, 4});
  CHECK(index.position(b, ColumnUnit::kUtf16) == Position{1, 5});
  CHECK(index.position(b, ColumnUnit::kByte) == Position{1, 8});
  CHECK(index.offset({1, 4}) == b);
  CHECK(index.offset({1, 5}, ColumnUnit::kUtf16) == b);
  CHECK(index.position(static_cast<Offset>(bytes.find('x'))) == Position{2, 1});
  CHECK(index.position(static_cast<Offset>(bytes.find('y'))) == Position{3, 1});
  CHECK(index.line_count() == 4);
  CHECK(index.line(1) == Range{0, 8});
}

TEST_CASE("a byte order mark takes no column") {
  const std::string bytes = "\xEF\xBB\xBF{}";
  const LineIndex index(bytes);
  CHECK(index.position(3) == Position{1, 1});
  CHECK(index.position(4) == Position{1, 2});
  CHECK(index.offset({1, 2}) == 4);
}

TEST_CASE("checkpoints agree with counting from the start of a long line") {
  std::string bytes;
  for (int i = 0; i < 3000; ++i) bytes += i % 7 == 0 ? "\U0001F600" : i % 3 == 0 ? "\u00e9" : "a";
  const LineIndex index(bytes);
  std::uint32_t column = 1;
  std::uint32_t utf16 = 1;
  for (Offset at = 0; at < bytes.size(); ++at) {
    const auto byte = static_cast<unsigned char>(bytes[at]);
    if ((byte & 0xC0) == 0x80) continue;
    REQUIRE(index.position(at).column == column++);
    REQUIRE(index.position(at, ColumnUnit::kUtf16).column == utf16);
    utf16 += byte >= 0xF0 ? 2 : 1;
  }
}

TEST_CASE("offsets past the end give the end") {
  const LineIndex index("ab");
  CHECK(index.position(99) == Position{1, 3});
  CHECK(index.offset({9, 9}) == 2);
}

TEST_CASE("counting from place to place says what the index says") {
  std::string lines;
  for (int i = 0; i < 200; ++i) lines += std::string(static_cast<std::size_t>(i % 37), 'x') + "\n";
  std::string mixed = lines + "\xC3\xA9 after\n" + lines;
  std::string carriage = lines + "one\rtwo\r\nthree\n" + lines;
  for (const std::string& bytes : {lines, mixed, carriage, std::string("\xEF\xBB\xBF{\n}"), std::string()}) {
    const LineIndex index(bytes, 7);
    LineCounter up(bytes, 7);
    LineCounter down(bytes, 7);
    for (Offset at = 0; at <= bytes.size() + 1; at += 1 + at % 5) {
      REQUIRE(up.position(at) == index.position(at));
      const auto back = static_cast<Offset>(bytes.size() - std::min<std::size_t>(at, bytes.size()));
      REQUIRE(down.position(back) == index.position(back));
    }
  }
}

}  // namespace
}  // namespace ecslint::text
