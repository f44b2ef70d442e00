// SPDX-License-Identifier: Apache-2.0
#include "text/replace_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "text/file_system.h"

namespace ecslint::text {
namespace {

std::optional<Error> said(const std::string& path, std::string_view what) {
  return Error{path + ": " + std::string(what)};
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

/// Ctrl-C and the like wait until the file has its old bytes or its new ones, and nothing lies beside it.
class NoSignals {
 public:
  NoSignals() {
    sigset_t some;
    ::sigemptyset(&some);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::sigaddset(&some, signal);
    ::pthread_sigmask(SIG_BLOCK, &some, &before_);
  }
  NoSignals(const NoSignals&) = delete;
  NoSignals& operator=(const NoSignals&) = delete;
  ~NoSignals() { ::pthread_sigmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_{};
};

/// A new file in the folder of the one it will replace; gone unless it was kept.
class Successor {
 public:
  explicit Successor(const std::string& target) : name_(target + ".ecslint-XXXXXX") {
    fd_ = ::mkostemp(name_.data(), O_CLOEXEC);
  }
  Successor(const Successor&) = delete;
  Successor& operator=(const Successor&) = delete;
  ~Successor() {
    if (fd_ >= 0) ::close(fd_);
    if (fd_ >= 0 && !kept_) ::unlink(name_.c_str());
  }

  bool made() const { return fd_ >= 0; }

  /// The bytes are on the disk, with the permissions and, where that is allowed, the owner of the old file.
  bool fill(std::string_view bytes, const struct stat& like) {
    if (::fchown(fd_, like.st_uid, like.st_gid) != 0) errno = 0;
    return ::fchmod(fd_, like.st_mode & 07777) == 0 && write_all(fd_, bytes) && ::fsync(fd_) == 0;
  }
  bool replace(const std::string& target) { return kept_ = ::rename(name_.c_str(), target.c_str()) == 0; }

 private:
  std::string name_;
  int fd_ = -1;
  bool kept_ = false;
};

}  // namespace

std::optional<Error> replace_file(const std::string& path, std::string_view before, std::string_view after) {
  char real[PATH_MAX];
  struct stat info {};
  if (::realpath(path.c_str(), real) == nullptr || ::stat(real, &info) != 0) {
    return said(path, std::strerror(errno));
  }
  const auto now = RealFileSystem().read(real);
  if (!now) return now.error();
  if (now->bytes() != before) return said(path, "has changed while it was being checked");
  if (::access(real, W_OK) != 0) return said(path, std::strerror(errno));
  const NoSignals quiet;
  Successor successor(real);
  if (!successor.made() || !successor.fill(after, info) || !successor.replace(real)) {
    return said(path, std::strerror(errno));
  }
  return std::nullopt;
}

std::optional<Error> write_file(const std::string& path, std::string_view bytes) {
  struct stat info {};
  const bool exists = ::stat(path.c_str(), &info) == 0;
  if (exists && S_ISREG(info.st_mode)) {
    const auto before = RealFileSystem().read(path);
    return before ? replace_file(path, before->bytes(), bytes) : std::optional(before.error());
  }
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) return said(path, std::strerror(errno));
  const bool written = write_all(fd, bytes);
  const std::string reason = std::strerror(errno);
  if (::close(fd) != 0 || !written) {
    if (!exists) ::unlink(path.c_str());
    return said(path, reason);
  }
  return std::nullopt;
}

}  // namespace ecslint::text
