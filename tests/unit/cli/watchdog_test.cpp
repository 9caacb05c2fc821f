// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/watchdog.hpp"
#include "support/catch.hpp"
#include "support/timing.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <functional>
#include <string>

using namespace mpm;

namespace {

struct Outcome {
    std::string out;
    int exitStatus = -1;
};

/// What a process that runs `body` prints and how it ends.
Outcome inChild(const std::function<void()>& body)
{
    std::array<int, 2> ends{};
    REQUIRE(pipe(ends.data()) == 0);
    const auto child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        dup2(ends[1], STDOUT_FILENO);
        body();
        _exit(99);
    }
    close(ends[1]);
    Outcome outcome;
    std::array<char, 256> buffer{};
    for (ssize_t count = 0; (count = read(ends[0], buffer.data(), buffer.size())) > 0;) {
        outcome.out.append(buffer.data(), static_cast<std::size_t>(count));
    }
    close(ends[0]);
    int status = 0;
    REQUIRE(waitpid(child, &status, 0) == child);
    outcome.exitStatus = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return outcome;
}

const Watchdog::Answer late{"too late\n", Status::Warning};
const Watchdog::Answer aborted{"aborted\n", Status::Unknown};

} // namespace

TEST_CASE("the watchdog answers when a call never returns")
{
    const auto start = Clock::now();
    const auto outcome = inChild([] {
        const Watchdog watchdog(Deadline::in(Seconds(0.2)), late, aborted);
        while (true) {
            pause();
        }
    });
    CHECK(outcome.out == "too late\n");
    CHECK(outcome.exitStatus == 1);
    CHECK(since(start) < test::scaled(Seconds(2)));
}

TEST_CASE("the watchdog answers when a library aborts")
{
    const auto outcome = inChild([] {
        const Watchdog watchdog(Deadline::in(test::scaled(Seconds(5))), late, aborted);
        std::abort();
    });
    CHECK(outcome.out == "aborted\n");
    CHECK(outcome.exitStatus == 3);
}

TEST_CASE("a disarmed watchdog stays silent")
{
    const auto outcome = inChild([] {
        {
            const Watchdog watchdog(Deadline::in(test::scaled(Seconds(0.2))), late, aborted);
        }
        usleep(static_cast<useconds_t>(test::scaled(0.3) * 1e6));
        _exit(7);
    });
    CHECK(outcome.out.empty());
    CHECK(outcome.exitStatus == 7);
}
