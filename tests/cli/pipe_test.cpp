// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/plugin.hpp"
#include "support/temp_dir.hpp"

#include <sys/stat.h>

#include <string>

using namespace mpm::test;

TEST_CASE("a file that is a pipe which nobody writes to costs no more than the time-out")
{
    const TempDir folder;
    const auto pipe = (folder.path() / "pipe").string();
    REQUIRE(mkfifo(pipe.c_str(), 0600) == 0);
    const auto option = GENERATE(as<std::string>{}, "--ca-file=", "--extra-opts=@");
    const auto result = runCheck("check_smtp_tls", {"-H", "127.0.0.1", "-p", "1", option + pipe, "-t", "0.5"});
    CHECK(result.exitStatus == 3);
    CHECK(result.firstLine().find("takes longer than --timeout") != std::string::npos);
    CHECK(result.seconds < 0.8);
}
