// SPDX-License-Identifier: GPL-3.0-or-later
// launcher FD COMMAND...: runs the command as its child and writes to the descriptor FD, when it has ended, a line
// "STATUS MAXRSS LEFT": what wait4(2) says of its end and of its largest resident set in KiB, and how many processes it
// left behind. What a process had before exec counts as its own; this one has next to nothing.
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv)
{
    if (argc < 3) {
        return 125;
    }
    const int result = std::atoi(argv[1]);
    ::prctl(PR_SET_CHILD_SUBREAPER, 1); // orphans come here
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const pid_t child = ::fork();
    if (child == 0) {
        ::close(result);
        ::execvp(argv[2], argv + 2);
        ::_exit(127);
    }
    ::signal(SIGTERM, SIG_IGN);
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    int left = 0;
    while (left < 100 && ::waitpid(-1, nullptr, WNOHANG) >= 0) { // fails once there are none
        ++left;
        ::usleep(1000);
    }
    ::dprintf(result, "%d %ld %d\n", status, usage.ru_maxrss, left);
    if (left > 0) {
        ::kill(0, SIGKILL); // whatever is left of this group
    }
    return 0;
}
