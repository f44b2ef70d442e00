// SPDX-License-Identifier: Apache-2.0
// The rooms of src/ and the arrows between them, as docs/architecture.md draws them: an include that is not
// in this table is a mistake, whatever the linker says.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

namespace {

namespace fs = std::filesystem;

const std::set<std::string> kGround = {"text", "finding", "doc"};

std::set<std::string> ground_and(std::set<std::string> more) {
  more.insert(kGround.begin(), kGround.end());
  return more;
}

const std::map<std::string, std::set<std::string>>& table() {
  static const std::map<std::string, std::set<std::string>> rooms = {
      {"text", {}},
      {"finding", {"text"}},
      {"doc", {"text"}},
      {"syntax/json", kGround},
      {"syntax/yaml", kGround},
      {"syntax/toml", kGround},
      {"schema", kGround},
      {"expr", kGround},
      {"model", kGround},
      {"dialect/ecs", ground_and({"model", "syntax/json"})},
      {"dialect/cloudformation", ground_and({"model"})},
      {"rules", ground_and({"model", "schema", "expr", "syntax/toml", "syntax/json"})},
      {"lint", ground_and({"rules", "dialect/ecs", "dialect/cloudformation", "model", "schema", "expr",
                           "syntax/json", "syntax/yaml", "syntax/toml"})},
      {"report", {"finding", "text", "rules/rule_info.h", "lint/redacted_view.h"}},
      {"lsp", ground_and({"lint", "rules", "dialect/ecs", "dialect/cloudformation", "model", "schema", "expr",
                          "syntax/json", "syntax/yaml"})},
      {"cli", ground_and({"lsp", "report", "lint", "rules", "dialect/ecs", "dialect/cloudformation", "model",
                          "schema", "expr", "syntax/json", "syntax/yaml", "syntax/toml"})},
  };
  return rooms;
}

/// The room a path under src/ belongs to: the longest table entry it begins with.
std::string room_of(const std::string& path) {
  std::string best;
  for (const auto& [room, unused] : table()) {
    if (path.compare(0, room.size() + 1, room + "/") == 0 && room.size() > best.size()) best = room;
  }
  return best;
}

/// Third-party headers and the rooms that alone may see them.
const std::map<std::string, std::set<std::string>>& owners() {
  static const std::map<std::string, std::set<std::string>> headers = {
      {"simdjson.h", {"syntax/json"}},       {"yaml.h", {"syntax/yaml"}}, {"toml++/toml.h", {"syntax/toml"}},
      {"re2/", {"schema", "expr", "rules"}}, {"CLI/", {"cli"}},           {"nlohmann/", {"report", "lsp"}},
  };
  return headers;
}

void check_include(const std::string& file, const std::string& room, const std::string& include) {
  for (const auto& [header, rooms] : owners()) {
    if (include.compare(0, header.size(), header) == 0) {
      INFO(file << " includes " << include);
      CHECK(rooms.count(room) == 1);
    }
  }
  const std::string target = room_of(include);
  if (target.empty() || target == room) return;
  const auto& allowed = table().at(room);
  INFO(file << " includes " << include);
  CHECK((allowed.count(target) == 1 || allowed.count(include) == 1));
}

TEST_CASE("rooms include only what stands below them") {
  const fs::path src = fs::path(ECSLINT_SOURCE_DIR) / "src";
  int files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(src)) {
    const std::string extension = entry.path().extension().string();
    if (extension != ".h" && extension != ".cc") continue;
    const std::string file = fs::relative(entry.path(), src).generic_string();
    const std::string room = room_of(file);
    if (room.empty()) continue;  // main.cc and the library's public header stand above all rooms
    ++files;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);) {
      if (line.compare(0, 9, "#include ") != 0) continue;
      const auto end = line.find_first_of("\">", 10);
      check_include(file, room, line.substr(10, end - 10));
    }
  }
  CHECK(files > 20);
}

}  // namespace
