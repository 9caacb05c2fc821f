// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/ports.hpp"
#include "support/process.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"

#include <sys/wait.h>

#include <csignal>
#include <stdexcept>

using namespace mpm::test;

TEST_CASE("A program's output, exit status and wall time are told")
{
    const auto result = run({"sh", "-c", "cat; echo to stderr >&2; echo $GREETING; sleep 0.2; exit 3"},
                            {.environment = {{"GREETING", "hello"}}, .input = "given\n"});
    CHECK(result.exitStatus == 3);
    CHECK(result.signal == 0);
    CHECK(result.out == "given\nhello\n");
    CHECK(result.err == "to stderr\n");
    CHECK(result.seconds >= 0.2);
    CHECK(result.seconds < scaled(5));
    CHECK(result.maxRssKiB > 0);
    CHECK(result.firstLine() == "given");
    CHECK(result.lines() == std::vector<std::string>{"given", "hello"});
}

TEST_CASE("A megabyte goes through a program in both directions")
{
    const std::string input(1U << 20U, 'x');
    CHECK(run({"cat"}, {.input = input}).out == input);
}

TEST_CASE("A program that a signal ended is told apart from one that exited")
{
    const auto result = run({"sh", "-c", "kill -TERM $$"});
    CHECK(result.exitStatus == -1);
    CHECK(result.signal == SIGTERM);
}

TEST_CASE("A program that doesn't end is killed and reported")
{
    CHECK_THROWS_AS(run({"sleep", "60"}, {.timeout = 0.2}), std::runtime_error);
    CHECK_THROWS_AS(run({"/nonexistent/program"}), std::runtime_error);
}

TEST_CASE("A child ends with its object, even when it ignores SIGTERM")
{
    const TempDir folder;
    pid_t pid = 0;
    {
        ChildProcess child({"sh", "-c", "trap '' TERM; echo ready; sleep 60 & sleep 60"}, {.log = folder / "log"});
        pid = child.pid();
        while (contentOf(folder / "log") != "ready\n") {
            REQUIRE(child.running());
        }
        child.stop(0.1);
        CHECK_FALSE(child.running());
    }
    CHECK(::kill(pid, 0) == -1);
}

TEST_CASE("Nobody listens on a free port")
{
    CHECK_FALSE(waitForListener(freePort(), 0));
}
