// SPDX-License-Identifier: Apache-2.0
#include "text/replace_file.h"

#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>

#include "text/file_system.h"
#include "text/new_file.h"

namespace ecslint::text {
namespace {

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

std::optional<Error> write_new(const std::string& path, std::string_view bytes, NewFile::Fallback fallback) {
  const NoSignals quiet;
  auto file = NewFile::open(path, fallback);
  if (!file) return file.error();
  if (auto error = file->write(bytes)) return error;
  return file->commit();
}

}  // namespace

std::optional<Error> replace_file(const std::string& path, std::string_view before, std::string_view after) {
  char real[PATH_MAX];
  if (::realpath(path.c_str(), real) == nullptr) return Error{path + ": " + std::strerror(errno)};
  const auto now = RealFileSystem().read(real);
  if (!now) return now.error();
  if (now->bytes() != before) return Error{path + ": has changed while it was being checked"};
  return write_new(path, after, NewFile::Fallback::kNone);
}

std::optional<Error> write_file(const std::string& path, std::string_view bytes) {
  return write_new(path, bytes, NewFile::Fallback::kInPlace);
}

}  // namespace ecslint::text
