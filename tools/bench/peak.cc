// SPDX-License-Identifier: Apache-2.0
// Runs a command without its output and prints the most memory it had, in MiB. A program of its own because
// the kernel counts what a process had before it became the command: a Python that starts one has 13 MiB.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  const pid_t child = fork();
  if (child == 0) {
    const int null = open("/dev/null", O_WRONLY);
    dup2(null, STDOUT_FILENO);
    dup2(null, STDERR_FILENO);
    execvp(argv[1], argv + 1);
    _exit(127);
  }
  int status = 0;
  rusage used{};
  if (child < 0 || wait4(child, &status, 0, &used) != child) return 1;
  std::printf("%.1f\n", static_cast<double>(used.ru_maxrss) / 1024);
  return WIFEXITED(status) && WEXITSTATUS(status) != 127 ? 0 : 1;
}
