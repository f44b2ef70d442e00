// SPDX-License-Identifier: Apache-2.0
// Files as a linter sees them that was started in a folder: relative paths are below it, whatever folder the
// process itself was started in.
#pragma once

#include <string>
#include <vector>

#include "text/file_system.h"

namespace ecslint::lsp {

class FolderFiles final : public text::FileSystem {
 public:
  /// `folder` is absolute; `disk` takes absolute paths and must outlive this.
  FolderFiles(std::string folder, const text::FileSystem& disk) : folder_(std::move(folder)), disk_(disk) {}

  text::Result<text::Source> read(const std::string& path) const override {
    auto source = disk_.read(absolute(path));
    if (!source) return source;
    return text::Source(path, source->bytes());
  }
  text::Result<std::vector<text::DirectoryEntry>> list(const std::string& path) const override {
    return disk_.list(absolute(path));
  }
  bool exists(const std::string& path) const override { return disk_.exists(absolute(path)); }
  bool is_directory(const std::string& path) const override { return disk_.is_directory(absolute(path)); }
  std::string current_folder() const override { return folder_; }

  std::string absolute(const std::string& path) const {
    if (path.starts_with('/')) return path;
    if (path.empty() || path == ".") return folder_;
    return folder_ == "/" ? "/" + path : folder_ + "/" + path;
  }

 private:
  std::string folder_;
  const text::FileSystem& disk_;
};

}  // namespace ecslint::lsp
