// SPDX-License-Identifier: GPL-3.0-or-later
// The code in docs/adding-a-check.md, built and run.
#include "support/catch.hpp"
#include "support/hostile_smtp.hpp"
#include "support/ports.hpp"
#include "support/process.hpp"

#include <string>

using namespace mpm::test;
using Catch::Matchers::ContainsSubstring;
using Catch::Matchers::StartsWith;

namespace {

ProcessResult build(const std::string& target)
{
    return run({"cmake", "--build", BINARY_DIR, "--target", target},
               {.environment = {}, .input = {}, .timeout = 280, .workingDirectory = {}});
}

} // namespace

TEST_CASE("the check that the tutorial grows builds and judges a port")
{
    const auto made = build("tutorial_check_port");
    INFO(made.out);
    REQUIRE(made.exitStatus == 0);
    HostileSmtp server(honestDialogue());
    const auto check = [](std::uint16_t port, const std::string& option) {
        return run(
            {BINARY_DIR "/docs/tutorial/tutorial_check_port", "-H", "127.0.0.1", "-p", std::to_string(port), option});
    };
    CHECK(check(server.port(), "-4").exitStatus == 0);
    CHECK_THAT(check(server.port(), "-4").out, StartsWith("PORT OK - 127.0.0.1 port is as it should be | time="));
    CHECK_THAT(check(server.port(), "--closed").out, ContainsSubstring("[CRITICAL] port-open [127.0.0.1]:"));
    const auto closed = freePort();
    CHECK(check(closed, "--closed").exitStatus == 0);
    CHECK_THAT(check(closed, "-4").out, ContainsSubstring("[CRITICAL] connection-refused [127.0.0.1]:"));
}

TEST_CASE("the tests that the tutorial shows pass")
{
    const auto made = build("tutorial_unit_tests");
    INFO(made.out);
    REQUIRE(made.exitStatus == 0);
    CHECK_THAT(run({BINARY_DIR "/docs/tutorial/tutorial_unit_tests"}).out, ContainsSubstring("All tests passed"));
}
