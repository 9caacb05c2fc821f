// SPDX-License-Identifier: GPL-3.0-or-later
// Runs a command so many times, its output thrown away, and says what one run took on the average:
//   measure RUNS COMMAND [ARGUMENT...]
// wall seconds, seconds of CPU, KiB of memory at most (of the greediest run), page faults, the last exit status. Linked
// statically, since a child is told the memory of whoever started it until it has more of its own.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv)
{
    const int runs = argc > 2 ? std::atoi(argv[1]) : 0;
    if (runs < 1) {
        std::fputs("usage: measure RUNS COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    posix_spawn_file_actions_t quiet;
    posix_spawn_file_actions_init(&quiet);
    posix_spawn_file_actions_addopen(&quiet, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&quiet, STDOUT_FILENO, STDERR_FILENO);

    double cpu = 0;
    long memory = 0;
    long faults = 0;
    int status = 0;
    const auto start = std::chrono::steady_clock::now();
    for (int i = 0; i < runs; ++i) {
        pid_t child = 0;
        rusage used{};
        if (posix_spawnp(&child, argv[2], &quiet, nullptr, argv + 2, environ) != 0 ||
            wait4(child, &status, 0, &used) != child) {
            std::fprintf(stderr, "measure: %s can't be run\n", argv[2]);
            return 1;
        }
        const auto seconds = [](const timeval& time) {
            return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
        };
        cpu += seconds(used.ru_utime) + seconds(used.ru_stime);
        memory = std::max(memory, used.ru_maxrss);
        faults += used.ru_minflt + used.ru_majflt;
    }
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    std::printf("%.6f %.6f %ld %.1f %d\n", wall.count() / runs, cpu / runs, memory, static_cast<double>(faults) / runs,
                WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
