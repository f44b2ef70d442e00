// SPDX-License-Identifier: Apache-2.0
#include "lint/git_process.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <vector>

#include "text/write_all.h"

namespace ecslint::lint {
namespace {

/// The environment without what would point git at another repository, or make it run or ask anything.
std::vector<std::string> git_environment() {
  constexpr std::string_view kDropped[] = {
      "GIT_DIR=",       "GIT_WORK_TREE=", "GIT_INDEX_FILE=",    "GIT_PREFIX=",  "GIT_OBJECT_DIRECTORY=",
      "GIT_TRACE",      "GIT_CONFIG",     "GIT_EXTERNAL_DIFF=", "GIT_PAGER=",   "GIT_ALLOW_PROTOCOL=",
      "GIT_ALTERNATE_", "GIT_COMMON_DIR", "GIT_NAMESPACE=",     "GIT_DIFF_OPTS"};
  std::vector<std::string> out = {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0", "GIT_NO_LAZY_FETCH=1",
                                  "GIT_ALLOW_PROTOCOL=none", "GIT_PAGER=cat"};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view word = *entry;
    const auto begins = [word](std::string_view name) { return word.starts_with(name); };
    if (std::ranges::none_of(kDropped, begins)) out.emplace_back(word);
  }
  return out;
}

std::vector<std::string> git_words(const std::string& folder, std::initializer_list<std::string_view> words) {
  std::vector<std::string> all = {"git", "--no-pager", "-C", folder.empty() ? "." : folder};
  for (const char* setting : {"core.fsmonitor=false", "core.hooksPath=/dev/null", "core.quotePath=false",
                              "diff.external=", "protocol.allow=never"}) {
    all.emplace_back("-c");
    all.emplace_back(setting);
  }
  all.insert(all.end(), words.begin(), words.end());
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

/// Starts it with these as its standard input and output; -1 when it cannot be started.
pid_t start(std::vector<std::string> words, int input, int output) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
  if (input >= 0) {
    ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  } else {
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  }
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<std::string> environment = git_environment();
  pid_t child = -1;
  const int failed = ::posix_spawnp(&child, words[0].c_str(), &actions, nullptr, pointers(words).data(),
                                    pointers(environment).data());
  ::posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? child : -1;
}

/// Appends what comes next; false at the end.
bool read_some(int fd, std::string& out) {
  char buffer[1 << 16];
  for (;;) {
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    out.append(buffer, static_cast<std::size_t>(n));
    return true;
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

GitAnswer git(const std::string& folder, std::initializer_list<std::string_view> words) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return {};
  const pid_t child = start(git_words(folder, words), -1, ends[1]);
  ::close(ends[1]);
  GitAnswer answer;
  if (child > 0) {
    while (read_some(ends[0], answer.output)) {
    }
    answer.exit = wait_for(child);
  }
  ::close(ends[0]);
  return answer;
}

GitObjects::GitObjects(const std::string& folder) {
  int in[2];
  int out[2];
  if (::pipe2(in, O_CLOEXEC) != 0) return;
  if (::pipe2(out, O_CLOEXEC) != 0) {
    ::close(in[0]);
    ::close(in[1]);
    return;
  }
  child_ = start(git_words(folder, {"cat-file", "--batch"}), in[0], out[1]);
  ::close(in[0]);
  ::close(out[1]);
  to_ = in[1];
  from_ = out[0];
}

GitObjects::~GitObjects() {
  if (to_ >= 0) ::close(to_);
  if (from_ >= 0) ::close(from_);
  if (child_ > 0) wait_for(child_);
}

bool GitObjects::read_more() { return read_some(from_, pending_); }

/// It answers "ID TYPE SIZE\n", the bytes, and another line break.
std::optional<std::string> GitObjects::read(std::string_view id) {
  if (child_ <= 0 || !text::write_all(to_, std::string(id) + "\n")) return std::nullopt;
  while (pending_.find('\n') == std::string::npos) {
    if (!read_more()) return std::nullopt;
  }
  const std::size_t end = pending_.find('\n');
  const std::string header = pending_.substr(0, end);
  pending_.erase(0, end + 1);
  const std::string digits = header.substr(header.rfind(' ') + 1);
  std::size_t size = 0;
  const auto number = std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (number.ec != std::errc() || number.ptr != digits.data() + digits.size()) return std::nullopt;
  while (pending_.size() < size + 1) {
    if (!read_more()) return std::nullopt;
  }
  std::string bytes = pending_.substr(0, size);
  pending_.erase(0, size + 1);
  return bytes;
}

}  // namespace ecslint::lint
