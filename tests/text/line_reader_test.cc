// SPDX-License-Identifier: Apache-2.0
#include "text/line_reader.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace ecslint::text;

namespace {

/// Gives the text in pieces of so many bytes, then an error or the end.
ReadBytes pieces(std::string text, std::size_t size, std::string error = {}) {
  return [text = std::move(text), at = std::size_t{0}, size, error = std::move(error)](
             char* to, std::size_t room) mutable -> Result<std::size_t> {
    if (at == text.size() && !error.empty()) return Error{error};
    const std::size_t n = std::min({size, room, text.size() - at});
    text.copy(to, n, at);
    at += n;
    return n;
  };
}

std::vector<std::string> all(LineReader& lines) {
  std::vector<std::string> out;
  while (const auto line = lines.next()) {
    out.push_back(std::to_string(line->number) + (line->too_long ? "!" : ":") + std::string(line->text));
  }
  return out;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("lines come out whatever the pieces they come in", "[line_reader]") {
  for (const std::size_t size : {1, 2, 3, 5, 100}) {
    LineReader lines(pieces("one\r\n\ntwo\n\nlast", size), 100);
    CHECK(all(lines) == Lines{"1:one", "2:", "3:two", "4:", "5:last"});
    CHECK_FALSE(lines.error().has_value());
  }
}

TEST_CASE("a line break at the end begins no line", "[line_reader]") {
  LineReader none(pieces("", 1), 100);
  CHECK(all(none).empty());
  LineReader one(pieces("a\n", 1), 100);
  CHECK(all(one) == Lines{"1:a"});
  LineReader empty(pieces("\n", 1), 100);
  CHECK(all(empty) == Lines{"1:"});
}

TEST_CASE("a line that is too long is told, skipped, and never held", "[line_reader]") {
  const std::string longer(1'000'000, 'x');
  for (const std::size_t size : {7UL, 1'000'000UL}) {
    LineReader lines(pieces("a\n" + longer + "\nb\n" + longer, size), 1000);
    CHECK(all(lines) == Lines{"1:a", "2!" + longer.substr(0, 256), "3:b", "4!" + longer.substr(0, 256)});
  }
  LineReader exact(pieces(longer.substr(0, 1000) + "\n", 64), 1000);
  CHECK(all(exact) == Lines{"1:" + longer.substr(0, 1000)});
}

TEST_CASE("what came before reading failed is given, the broken line is not", "[line_reader]") {
  LineReader lines(pieces("one\ntwo\nthr", 4, "Input/output error"), 100);
  CHECK(all(lines) == Lines{"1:one", "2:two"});
  REQUIRE(lines.error().has_value());
  CHECK(lines.error()->message == "Input/output error");
}
