// SPDX-License-Identifier: Apache-2.0
#include "text/new_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "text/write_all.h"

namespace ecslint::text {
namespace {

bool copy_all(int from, int to) {
  char piece[64 * 1024];
  for (;;) {
    const ssize_t n = ::read(from, piece, sizeof piece);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return n == 0;
    if (!write_all(to, {piece, static_cast<std::size_t>(n)})) return false;
  }
}

std::string folder_of(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

}  // namespace

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      beside_(std::exchange(other.beside_, {})),
      fd_(std::exchange(other.fd_, -1)) {}

NewFile::~NewFile() {
  if (fd_ >= 0) ::close(fd_);
  if (!beside_.empty()) ::unlink(beside_.c_str());
}

Error NewFile::failed() const { return Error{path_ + ": " + std::strerror(errno)}; }

Result<NewFile> NewFile::open(const std::string& path, Fallback fallback) {
  NewFile out(path, -1);
  struct stat info {};
  const bool exists = ::stat(path.c_str(), &info) == 0;
  char real[PATH_MAX];
  out.target_ = exists && ::realpath(path.c_str(), real) != nullptr ? real : path;
  const bool link = !exists && ::lstat(path.c_str(), &info) == 0;  // to nothing: its target will be made
  if (exists && S_ISREG(info.st_mode) && ::access(path.c_str(), W_OK) != 0) return out.failed();
  if (!link && (!exists || S_ISREG(info.st_mode)) && out.grow_beside(exists ? &info : nullptr)) return out;
  if (exists && S_ISREG(info.st_mode) && fallback == Fallback::kNone) return out.failed();
  out.fd_ = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (out.fd_ < 0) return out.failed();
  return out;
}

/// With the permissions and, where that is allowed, the owner of the old file.
bool NewFile::grow_beside(const struct stat* like) {
  constexpr int kTries = 100;
  for (int i = 0; i < kTries && fd_ < 0; ++i) {
    beside_ = folder_of(target_) + ".ecslint-" + std::to_string(::getpid()) + "-" + std::to_string(i);
    fd_ = ::open(beside_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (fd_ < 0 && errno != EEXIST) break;
  }
  if (fd_ < 0) return beside_.clear(), false;
  if (like == nullptr) return true;
  if (::fchown(fd_, like->st_uid, like->st_gid) != 0) errno = 0;
  if (::fchmod(fd_, like->st_mode & 07777) != 0) errno = 0;
  return true;
}

std::optional<Error> NewFile::write(std::string_view bytes) {
  return write_all(fd_, bytes) ? std::nullopt : std::optional(failed());
}

std::optional<Error> NewFile::commit() {
  if (beside_.empty()) {
    const int closed = ::close(std::exchange(fd_, -1));
    return closed == 0 ? std::nullopt : std::optional(failed());
  }
  if (::fsync(fd_) != 0 || !take_place()) return failed();
  return std::nullopt;
}

/// A file that is a mount of its own (in a container, say) cannot be exchanged: its bytes are.
bool NewFile::take_place() {
  if (::rename(beside_.c_str(), target_.c_str()) == 0) return beside_.clear(), true;
  if (errno != EBUSY && errno != EXDEV) return false;
  const int to = ::open(target_.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
  if (to < 0) return false;
  const bool copied = ::lseek(fd_, 0, SEEK_SET) == 0 && copy_all(fd_, to);
  const int reason = errno;
  const bool closed = ::close(to) == 0;
  if (!copied) errno = reason;
  return copied && closed;
}

}  // namespace ecslint::text
