// SPDX-License-Identifier: Apache-2.0
// All access to files goes through this interface, so that tests and editors can put texts of their own in
// place.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"
#include "text/source.h"

namespace ecslint::text {

/// What is read of one file at the most; no ECS document comes near it. The words end the error of a file
/// that is larger.
inline constexpr std::size_t kLargestFile = std::size_t{16} << 20;
inline constexpr std::string_view kTooLarge = ": is larger than 16 MiB";

struct DirectoryEntry {
  std::string name;  // without the folder
  bool directory = false;
  bool symlink = false;
};

class FileSystem {
 public:
  virtual ~FileSystem() = default;

  /// The whole file as a Source named `path`. Over kLargestFile or unreadable: an Error with the reason.
  virtual Result<Source> read(const std::string& path) const = 0;

  /// Entries sorted by name, without "." and "..".
  virtual Result<std::vector<DirectoryEntry>> list(const std::string& path) const = 0;

  virtual bool exists(const std::string& path) const = 0;
  virtual bool is_directory(const std::string& path) const = 0;

  /// Absolute folder that relative paths start from; empty where there is nothing above them.
  virtual std::string current_folder() const { return {}; }
};

/// The machine's files.
class RealFileSystem final : public FileSystem {
 public:
  Result<Source> read(const std::string& path) const override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  bool exists(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;
  std::string current_folder() const override;
};

/// Files in memory, keyed by path; folders are implied by "/".
class MemoryFileSystem final : public FileSystem {
 public:
  void add(std::string path, std::string bytes) { files_[std::move(path)] = std::move(bytes); }

  Result<Source> read(const std::string& path) const override;
  Result<std::vector<DirectoryEntry>> list(const std::string& path) const override;
  bool exists(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace ecslint::text
