// SPDX-License-Identifier: Apache-2.0
#include "text/replace_file.h"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "support/read_file.h"

using namespace ecslint;
namespace fs = std::filesystem;

namespace {

struct Folder {
  fs::path path = fs::temp_directory_path() / "ecslint-replace-file";
  Folder() { fs::remove_all(path), fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }

  std::string file(const std::string& name, const std::string& bytes) const {
    std::ofstream(path / name) << bytes;
    return (path / name).string();
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(path), fs::directory_iterator()));
  }
};

}  // namespace

TEST_CASE("a file gets its new bytes and keeps its permissions") {
  const Folder folder;
  const std::string file = folder.file("a b\n.json", "old");
  ::chmod(file.c_str(), 0640);
  CHECK_FALSE(text::replace_file(file, "old", "new"));
  CHECK(tests::read_file(file) == "new");
  struct stat info {};
  REQUIRE(::stat(file.c_str(), &info) == 0);
  CHECK((info.st_mode & 07777) == 0640);
  CHECK(folder.entries() == 1);
}

TEST_CASE("a symbolic link stays one, and its target is changed") {
  const Folder folder;
  const std::string file = folder.file("target", "old");
  fs::create_symlink("target", folder.path / "link");
  CHECK_FALSE(text::replace_file((folder.path / "link").string(), "old", "new"));
  CHECK(fs::is_symlink(folder.path / "link"));
  CHECK(tests::read_file(file) == "new");
}

TEST_CASE("a file that changed meanwhile, or cannot be written, stays as it is") {
  const Folder folder;
  const std::string file = folder.file("f", "other");
  const auto changed = text::replace_file(file, "old", "new");
  REQUIRE(changed);
  CHECK(changed->message == file + ": has changed while it was being checked");
  CHECK(tests::read_file(file) == "other");
  CHECK(text::replace_file((folder.path / "none").string(), "", "new"));
  CHECK(folder.entries() == 1);
}
