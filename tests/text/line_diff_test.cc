// SPDX-License-Identifier: Apache-2.0
#include "text/line_diff.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "support/read_file.h"

using ecslint::text::unified_diff;
namespace fs = std::filesystem;

TEST_CASE("a diff shows what changed with three lines around it") {
  CHECK(unified_diff("f", "a\n", "a\n") == "");
  CHECK(unified_diff("f", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nV\n6\n7\n8\n9\n") ==
        "--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+V\n 6\n 7\n 8\n");
  CHECK(unified_diff("/abs/f", "", "a\n") == "--- a/abs/f\n+++ b/abs/f\n@@ -0,0 +1 @@\n+a\n");
  CHECK(unified_diff("f", "a\nb", "a\nc") ==
        "--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end "
        "of file\n");
}

TEST_CASE("patch makes the new text from the old one and the diff") {
  if (std::system("command -v patch > /dev/null") != 0) {
    WARN("patch is not installed: nothing is tested");
    return;
  }
  const fs::path folder = fs::temp_directory_path() / "ecslint-line-diff";
  fs::create_directories(folder);
  std::mt19937 random(7);
  for (int i = 0; i < 40; ++i) {
    std::string before;
    std::string after;
    for (int line = 0; line < 60; ++line) {
      const std::string text = std::to_string(random() % 9) + "\n";
      if (random() % 10 != 0) before += text;
      if (random() % 10 != 0) after += text;
    }
    std::ofstream(folder / "f") << before;
    std::ofstream(folder / "d") << unified_diff("f", before, after);
    const std::string command = "cd " + folder.string() + " && patch -s -p1 < d";
    REQUIRE(std::system(command.c_str()) == 0);
    CHECK(ecslint::tests::read_file(folder / "f") == after);
  }
  fs::remove_all(folder);
}
