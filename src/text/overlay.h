// SPDX-License-Identifier: Apache-2.0
// Files as they would be: texts held in memory in front of another file system. What --fix has changed and
// not yet written, and what an editor has not yet saved, is read through this.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "text/file_system.h"

namespace ecslint::text {

class OverlayFileSystem final : public FileSystem {
 public:
  /// `below` must outlive it.
  explicit OverlayFileSystem(const FileSystem& below) : below_(below) {}

  /// From now on the file reads so. Not while another thread reads.
  void put(const std::string& path, std::string bytes) { texts_[path] = std::move(bytes); }
  void drop(const std::string& path) { texts_.erase(path); }

  Result<Source> read(const std::string& path) const override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override {
    return below_.list(path);
  }
  bool exists(const std::string& path) const override {
    return texts_.count(path) != 0 || below_.exists(path);
  }
  bool is_directory(const std::string& path) const override { return below_.is_directory(path); }
  std::string current_folder() const override { return below_.current_folder(); }

 private:
  const FileSystem& below_;
  std::map<std::string, std::string> texts_;
};

}  // namespace ecslint::text
