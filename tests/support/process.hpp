// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace mpm::test {

using Environment = std::vector<std::pair<std::string, std::string>>;

/// How a program is run, beyond its arguments.
struct ProcessOptions {
    Environment environment = {};                ///< added to, or put in place of, what the test itself has
    std::string input = {};                      ///< what the program reads on stdin; then end of file
    double timeout = 60;                         ///< seconds, scaled, after which it is killed and the call throws
    std::filesystem::path workingDirectory = {}; ///< empty: the test's own
    bool measured =
        false; ///< started by a process that has next to no memory, so that `maxRssKiB` is the program's alone
};

/// What became of a program that ran to its end.
struct ProcessResult {
    int exitStatus = -1;   ///< 0 to 255, -1 when a signal ended it
    int signal = 0;        ///< the signal that ended it, 0 for none
    std::string out;       ///< its stdout
    std::string err;       ///< its stderr
    double seconds = 0;    ///< wall time from start to end
    double cpuSeconds = 0; ///< user and system time
    long maxRssKiB =
        0; ///< largest resident set; unless measured never below this test's own, which Linux counts at exec
    int leftProcesses = 0; ///< where measured: children of it that outlived it, and were ended then
    bool leftOpen = false; ///< somebody still holds its stdout or stderr

    /// The first line of stdout, without its end.
    std::string firstLine() const;

    /// The lines of stdout, without their ends.
    std::vector<std::string> lines() const;
};

/// Runs argv[0] (found through PATH) and waits for its end. Throws std::runtime_error when it can't
/// be started or is still running after the timeout, in which case it has been killed.
ProcessResult run(const std::vector<std::string>& argv, const ProcessOptions& options = {});

/// What a daemon needs beyond its arguments.
struct ChildOptions {
    Environment environment = {};
    std::filesystem::path log = {}; ///< gets stdout and stderr; empty: nobody does
};

/// A program that runs beside the test, in a process group of its own. It ends with this object, or
/// when the thread that started it ends, so start it in the test's main thread.
class ChildProcess {
public:
    /// Throws std::runtime_error when argv[0] can't be started.
    explicit ChildProcess(const std::vector<std::string>& argv, const ChildOptions& options = {});

    /// Stops it.
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    pid_t pid() const { return pid_; }

    /// False from its end on.
    bool running();

    /// SIGTERM to the process, and SIGKILL to what is left of its group after so many seconds.
    void stop(double seconds = 5);

private:
    pid_t pid_ = 0;
    bool ended_ = false;
};

} // namespace mpm::test
