// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <catch2/catch.hpp>

#include "doc/document.h"
#include "doc/dump.h"
#include "doc/path.h"

namespace ecslint::doc {
namespace {

Member member(std::string_view key, Range key_range, Node value) { return {key, key_range, value}; }

TEST_CASE("paths name elements that have a name of their own") {
  Document document(text::Source("t", R"({"a":[{"name":"x","p":1},{"name":"y"}],"odd key":2})"));
  Arena& arena = document.arena();
  const std::array<Member, 2> x = {member("name", {7, 13}, Node::string("x", {14, 17})),
                                   member("p", {18, 21}, Node::integer(1, {22, 23}))};
  const std::array<Member, 1> y = {member("name", {26, 32}, Node::string("y", {33, 36}))};
  const std::array<Node, 2> list = {Node::object(arena.copy(std::span<const Member>(x)), {6, 24}),
                                    Node::object(arena.copy(std::span<const Member>(y)), {25, 37})};
  const std::array<Member, 2> top = {
      member("a", {1, 4}, Node::array(arena.copy(std::span<const Node>(list)), {5, 38})),
      member("odd key", {39, 48}, Node::integer(2, {49, 50}))};
  document.add_root(Node::object(arena.copy(std::span<const Member>(top)), {0, 51}));
  const Node& root = document.roots()[0];
  const Node& p = *root.find("a")->elements()[0].find("p");
  CHECK(path_of(root, p) == R"(a["x"].p)");
  CHECK(path_of(root, *root.find("odd key")) == R"(["odd key"])");
  CHECK(path_of(root, root).empty());
  CHECK(document.owns(p));
  CHECK(document.owns(root));
  CHECK(token_of(root.find("a")->elements()[1], {}) == Range{33, 36});
  CHECK(token_of(root, {}) == Range{0, 1});
  CHECK(to_json(root) == R"({"a":[{"name":"x","p":1},{"name":"y"}],"odd key":2})");
}

TEST_CASE("of duplicate keys the last counts once the object is marked") {
  const std::array<Member, 2> twice = {member("k", {}, Node::integer(1, {})),
                                       member("k", {}, Node::integer(2, {}))};
  Node object = Node::object(twice, {});
  object.set(Node::kDuplicateKeys);
  CHECK(object.find("k")->as_int() == 2);
  CHECK(object.find("absent") == nullptr);
  CHECK(Node::integer(1, {}).find("k") == nullptr);
}

TEST_CASE("numbers are equal across kinds only when exactly equal") {
  CHECK(equal_values(Node::integer(1, {}), Node::number(1.0, {})));
  CHECK_FALSE(equal_values(Node::integer(9007199254740993, {}), Node::number(9007199254740992.0, {})));
  CHECK(equal_values(Node::uinteger(1ull << 63, {}), Node::number(0x1p63, {})));
  CHECK_FALSE(equal_values(Node::string("1", {}), Node::integer(1, {})));
}

TEST_CASE("an arena keeps what it gave and forgets on reset") {
  Arena arena;
  const std::string_view a = arena.copy(std::string_view("hello"));
  arena.allocate<char>(100'000);
  CHECK(a == "hello");
  CHECK(arena.owns(a.data()));
  const std::size_t before = arena.capacity();
  arena.reset();
  CHECK(arena.capacity() < before);
  int outside = 0;
  CHECK_FALSE(arena.owns(&outside));
}

}  // namespace
}  // namespace ecslint::doc
