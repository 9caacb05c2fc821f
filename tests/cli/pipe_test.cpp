// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/plugin.hpp"
#include "support/temp_dir.hpp"
#include "support/timing.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>

using namespace mpm::test;

TEST_CASE("a file that is a pipe which nobody writes to costs no more than the time-out")
{
    const TempDir folder;
    const auto pipe = (folder.path() / "pipe").string();
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    const auto option = GENERATE(as<std::string>{}, "--ca-file=", "--extra-opts=@");
    const auto result = runCheck("check_smtp_tls", {"-H", "127.0.0.1", "-p", "1", option + pipe, "-t", scaled("0.5")});
    CHECK(result.exitStatus == 3);
    CHECK(result.firstLine().find("takes longer than --timeout") != std::string::npos);
    CHECK(holds(result.out, "[UNKNOWN] local-fault "));
    CHECK(holds(result.out, "what to do: See whether one is on a file system that hangs"));
    CHECK(result.seconds < scaled(0.8));
}

TEST_CASE("a caller that does not read the answer can't hold a check beyond its time-out")
{
    const TempDir folder;
    const auto pipe = (folder.path() / "pipe").string();
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    const int reader = open(pipe.c_str(), O_RDWR | O_NONBLOCK);
    REQUIRE(reader >= 0);
    while (write(reader, "x", 1) == 1) {
        // until it is full
    }
    ChildProcess check({pluginPath("check_smtp_banner"), "-H", "127.0.0.1", "-p", "1", "-t", scaled("0.5")},
                       {.log = pipe});
    const auto limit = mpm::Deadline::in(scaled(mpm::Seconds(3)));
    while (check.running() && !limit.passed()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    CHECK_FALSE(check.running());
    close(reader);
}
