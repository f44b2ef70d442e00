// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <catch2/catch.hpp>

#include "text/edit_distance.h"
#include "text/edits.h"
#include "text/file_system.h"
#include "text/hash.h"
#include "text/image.h"
#include "text/json_writer.h"
#include "text/utf8.h"

namespace ecslint::text {
namespace {

TEST_CASE("edits are applied in the order of their places") {
  const std::array edits = {Edit{{4, 5}, "Y"}, Edit{{0, 1}, "XX"}, Edit{{2, 2}, "-"}};
  CHECK(*apply_edits("abcde", edits) == "XXb-cdY");
  const std::array crossing = {Edit{{0, 3}, ""}, Edit{{2, 4}, ""}};
  CHECK_FALSE(apply_edits("abcde", crossing).ok());
  const std::array outside = {Edit{{4, 9}, ""}};
  CHECK_FALSE(apply_edits("abcde", outside).ok());
}

TEST_CASE("nearest suggests for case, swaps and small slips only") {
  const std::array<std::string_view, 4> names = {"containerDefinitions", "cpu", "memory",
                                                 "memoryReservation"};
  CHECK(nearest("ContainerDefinitions", names) == "containerDefinitions");
  CHECK(nearest("container_definitions", names) == "containerDefinitions");
  CHECK(nearest("memroy", names) == "memory");
  CHECK(nearest("cpus", names) == "cpu");
  CHECK(nearest("volumes", names).empty());
}

TEST_CASE("edit distance counts a swap as one") {
  CHECK(edit_distance("abcd", "abdc", 3) == 1);
  CHECK(edit_distance("abc", "xyz", 2) == 3);
  CHECK(edit_distance("", "abc", 5) == 3);
}

TEST_CASE("key hashes of property names differ") {
  CHECK(key_hash("cpu") == key_hash(std::string("cpu")));
  CHECK(key_hash("containerPort") != key_hash("containerName"));
  CHECK(key_hash("") != key_hash("a"));
  CHECK(key_hash("AAAAAAAA") != key_hash("AAAAAAAAAAAAAAAA"));
}

TEST_CASE("an image gives back what was put in and stores equal strings once") {
  ImageBuilder builder;
  const Str a = builder.add("cpu");
  const std::array<std::uint64_t, 2> numbers = {1, 2};
  const auto list = builder.add(std::span<const std::uint64_t>(numbers));
  CHECK(builder.add("cpu").offset == a.offset);
  const Image image = builder.image();
  CHECK(image[a] == "cpu");
  CHECK(image[list].size() == 2);
  CHECK(image[list][1] == 2);
  CHECK(image[Str{}].empty());
}

TEST_CASE("the JSON writer indents, separates and escapes") {
  std::string out;
  JsonWriter json(out, 2);
  json.begin_object()
      .key("a\n")
      .begin_array()
      .number(std::int64_t{1})
      .string("\x01\xFFé")
      .end_array()
      .key("b")
      .begin_object()
      .end_object()
      .end_object();
  CHECK(out == "{\n  \"a\\n\": [\n    1,\n    \"\\u0001\uFFFD\u00e9\"\n  ],\n  \"b\": {}\n}");
}

TEST_CASE("UTF-8 is checked strictly") {
  CHECK(find_invalid_utf8("a\u00e9\U0001F600") == std::string_view::npos);
  CHECK(find_invalid_utf8("a\xC0\x80") == 1);
  CHECK(find_invalid_utf8("\xED\xA0\x80") == 0);
  CHECK(find_invalid_utf8("ab\xF4\x90\x80\x80") == 2);
  CHECK(count_code_points("a\u00e9\U0001F600\xFF") == 4);
  CHECK(decode_code_point("\U0001F600") == 0x1F600);
}

TEST_CASE("a byte order mark is skipped by content") {
  const Source source("x", "\xEF\xBB\xBF{}");
  CHECK(source.content_begin() == 3);
  CHECK(source.content() == "{}");
  CHECK(source.slice({3, 99}) == "{}");
}

TEST_CASE("the memory file system implies folders") {
  MemoryFileSystem files;
  files.add("a/b/c.json", "{}");
  files.add("a/d.json", "[]");
  CHECK(files.is_directory("a/b"));
  CHECK_FALSE(files.is_directory("a/d.json"));
  CHECK(files.list("a")->size() == 2);
  CHECK(files.read("a/d.json")->bytes() == "[]");
  CHECK_FALSE(files.read("nope").ok());
}

}  // namespace
}  // namespace ecslint::text
