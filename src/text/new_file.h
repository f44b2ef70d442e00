// SPDX-License-Identifier: Apache-2.0
// A file in the making. It grows beside the one whose place it takes and takes it only when it is whole, so
// that a full disk, an error or the end of the process leaves the old one as it was. A device or a pipe is
// written as it comes.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>
#include <string_view>

#include "text/result.h"

namespace ecslint::text {

class NewFile {
 public:
  /// What to do where nothing can grow beside the old file (its folder is not ours to write to).
  enum class Fallback { kNone, kInPlace };

  static Result<NewFile> open(const std::string& path, Fallback fallback);

  NewFile(NewFile&& other) noexcept;
  NewFile& operator=(NewFile&&) = delete;
  ~NewFile();

  int descriptor() const { return fd_; }
  std::optional<Error> write(std::string_view bytes);

  /// Everything is written: puts it in place. Without this the old file stays.
  std::optional<Error> commit();

 private:
  NewFile(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}

  bool grow_beside(const struct stat* like);
  bool take_place();
  Error failed() const;

  std::string path_;    // as named
  std::string target_;  // behind symbolic links
  std::string beside_;  // where it grows; empty: in place
  int fd_ = -1;
};

}  // namespace ecslint::text
