// SPDX-License-Identifier: Apache-2.0
#include "text/file_system.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace ecslint::text {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

Error system_error(const std::string& path) { return Error{path + ": " + std::strerror(errno)}; }

/// Reads up to `size` bytes; a file that shrank gives fewer. -1 on an error, with errno.
ssize_t read_all(int fd, char* out, std::size_t size) {
  std::size_t done = 0;
  while (done < size) {
    const ssize_t n = ::read(fd, out + done, size - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  return static_cast<ssize_t>(done);
}

}  // namespace

Result<Source> RealFileSystem::read(const std::string& path) const {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  struct stat info {};
  if (file.get() < 0 || ::fstat(file.get(), &info) < 0) return system_error(path);
  if (S_ISDIR(info.st_mode)) return Error{path + ": is a folder"};
  if (!S_ISREG(info.st_mode)) return Error{path + ": is not a regular file"};
  if (static_cast<std::uint64_t>(info.st_size) > kLargestFile) return Error{path + std::string(kTooLarge)};
  PaddedBytes bytes(static_cast<std::size_t>(info.st_size));
  const ssize_t n = read_all(file.get(), bytes.data(), bytes.size());
  if (n < 0) return system_error(path);
  bytes.shrink(static_cast<std::size_t>(n));
  return Source(path, std::move(bytes));
}

Result<std::vector<DirectoryEntry>> RealFileSystem::list(const std::string& path) const {
  DIR* dir = ::opendir(path.c_str());
  if (dir == nullptr) return system_error(path);
  std::vector<DirectoryEntry> entries;
  while (const dirent* entry = ::readdir(dir)) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    DirectoryEntry out{std::string(name), entry->d_type == DT_DIR, entry->d_type == DT_LNK};
    if (entry->d_type == DT_UNKNOWN) {
      struct stat info {};
      if (::fstatat(::dirfd(dir), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0) {
        out.directory = S_ISDIR(info.st_mode);
        out.symlink = S_ISLNK(info.st_mode);
      }
    }
    entries.push_back(std::move(out));
  }
  ::closedir(dir);
  std::sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return entries;
}

bool RealFileSystem::exists(const std::string& path) const { return ::access(path.c_str(), F_OK) == 0; }

bool RealFileSystem::is_directory(const std::string& path) const {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

std::string RealFileSystem::current_folder() const {
  char buffer[4096];
  return ::getcwd(buffer, sizeof buffer) == nullptr ? std::string() : std::string(buffer);
}

Result<Source> MemoryFileSystem::read(const std::string& path) const {
  const auto at = files_.find(path);
  if (at == files_.end()) return Error{path + ": No such file or directory"};
  return Source(path, at->second);
}

Result<std::vector<DirectoryEntry>> MemoryFileSystem::list(const std::string& path) const {
  if (!is_directory(path)) return Error{path + ": No such file or directory"};
  const std::string prefix = path.empty() || path == "." ? "" : path + "/";
  std::vector<DirectoryEntry> entries;
  for (const auto& [name, bytes] : files_) {
    if (name.compare(0, prefix.size(), prefix) != 0) continue;
    const std::string rest = name.substr(prefix.size());
    const auto slash = rest.find('/');
    DirectoryEntry entry{rest.substr(0, slash), slash != std::string::npos, false};
    if (entries.empty() || entries.back().name != entry.name) entries.push_back(std::move(entry));
  }
  return entries;
}

bool MemoryFileSystem::exists(const std::string& path) const {
  return files_.count(path) != 0 || is_directory(path);
}

bool MemoryFileSystem::is_directory(const std::string& path) const {
  if (path.empty() || path == ".") return true;
  const auto at = files_.lower_bound(path + "/");
  return at != files_.end() && at->first.compare(0, path.size() + 1, path + "/") == 0;
}

}  // namespace ecslint::text
