// SPDX-License-Identifier: Apache-2.0
#include "lint/git_files.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <initializer_list>

namespace ecslint::lint {
namespace {

/// The environment without what would point git at another repository or make it ask questions.
std::vector<std::string> git_environment() {
  constexpr std::string_view kDropped[] = {
      "GIT_DIR=", "GIT_WORK_TREE=", "GIT_INDEX_FILE=", "GIT_PREFIX=", "GIT_OBJECT_DIRECTORY=", "GIT_TRACE"};
  std::vector<std::string> out = {"GIT_OPTIONAL_LOCKS=0", "GIT_TERMINAL_PROMPT=0"};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view word = *entry;
    const auto begins = [word](std::string_view name) { return word.starts_with(name); };
    if (std::ranges::none_of(kDropped, begins)) out.emplace_back(word);
  }
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> out;
  for (std::string& word : words) out.push_back(word.data());
  out.push_back(nullptr);
  return out;
}

std::string read_to_end(int fd) {
  std::string out;
  char buffer[1 << 16];
  for (;;) {
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return out;
    out.append(buffer, static_cast<std::size_t>(n));
  }
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

struct Answer {
  int exit = -1;
  std::string output;
};

Answer run(std::vector<std::string> words) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return {};
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::vector<std::string> environment = git_environment();
  pid_t child = 0;
  const int failed = ::posix_spawnp(&child, words[0].c_str(), &actions, nullptr, pointers(words).data(),
                                    pointers(environment).data());
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  Answer answer;
  if (failed == 0) {
    answer.output = read_to_end(ends[0]);
    answer.exit = wait_for(child);
  }
  ::close(ends[0]);
  return answer;
}

Answer git(const std::string& folder, std::initializer_list<std::string> words) {
  std::vector<std::string> all = {"git",
                                  "-C",
                                  folder,
                                  "-c",
                                  "core.fsmonitor=false",
                                  "-c",
                                  "core.hooksPath=/dev/null",
                                  "-c",
                                  "core.quotePath=false"};
  all.insert(all.end(), words);
  return run(std::move(all));
}

}  // namespace

std::vector<std::string> split_zero(std::string_view output) {
  std::vector<std::string> paths;
  while (!output.empty()) {
    const std::size_t end = std::min(output.find('\0'), output.size());
    if (end > 0) paths.emplace_back(output.substr(0, end));
    output.remove_prefix(std::min(end + 1, output.size()));
  }
  std::ranges::sort(paths);
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

std::optional<std::vector<std::string>> RealGit::list(const std::string& folder) const {
  const Answer answer = git(folder, {"ls-files", "-z", "--cached", "--others", "--exclude-standard"});
  if (answer.exit != 0) return std::nullopt;
  if (answer.output.empty() && git(folder, {"check-ignore", "-q", "."}).exit == 0) return std::nullopt;
  return split_zero(answer.output);
}

}  // namespace ecslint::lint
