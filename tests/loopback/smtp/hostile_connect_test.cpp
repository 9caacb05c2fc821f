// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/smtp/banner_verdict.hpp"
#include "support/ports.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

TEST_CASE("An honest server is OK, told in its own words, and gets EHLO and QUIT")
{
    HostileSmtp server(honestDialogue());
    const auto result =
        checkBanner(server.port(), {.exitStatus = 0, .line1 = {"greeting 220 mx.example.com ESMTP ready"}});
    CHECK(result.seconds < scaled(0.5));
    const auto lines = server.client().lines();
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].rfind("EHLO ", 0) == 0);
    CHECK(lines[1] == "QUIT");
}

TEST_CASE("A closed port is CRITICAL at once")
{
    checkBanner(freePort(),
                {.exitStatus = 2, .finding = "connection-refused", .line1 = {"connection refused"}, .within = 0.5});
}

TEST_CASE("A port that drops every packet costs the time-out and no more")
{
    const DeafPort deaf;
    checkBanner(deaf.port(), {.exitStatus = 2, .finding = "timed-out", .line1 = {"no connection within"}});
}

TEST_CASE("The status of a time-out is the user's choice")
{
    const DeafPort deaf;
    checkBanner(deaf.port(), {.exitStatus = 1,
                              .finding = "timed-out",
                              .line1 = {"no connection within"},
                              .within = 0.8,
                              .timeout = "0.5:warning"});
}

TEST_CASE("A server that closes at once is CRITICAL")
{
    checkBanner({close()}, {.exitStatus = 2, .finding = "connection-closed", .line1 = {"greeting"}, .within = 0.5});
}

TEST_CASE("A server that resets at once is CRITICAL")
{
    checkBanner({reset()}, {.exitStatus = 2, .finding = "connection-closed", .within = 0.5});
}

TEST_CASE("A server that says nothing costs the time-out and no more")
{
    checkBanner({staySilent()}, {.exitStatus = 2, .finding = "timed-out", .line1 = {"greeting"}});
}

TEST_CASE("A server that closes after half a second without a word is CRITICAL then")
{
    checkBanner({pause(0.5), close()},
                {.exitStatus = 2, .finding = "connection-closed", .line1 = {"greeting"}, .within = 0.9});
}

TEST_CASE("A server that shuts its sending side and stays connected is CRITICAL at once")
{
    checkBanner({halfClose()}, {.exitStatus = 2, .finding = "connection-closed", .line1 = {"greeting"}, .within = 0.5});
}

TEST_CASE("A greeting on ::1 is read as one on 127.0.0.1 is")
{
    const HostileSmtp server(honestDialogue(), "::1");
    const auto port = std::to_string(server.port());
    const auto result = runCheck("check_smtp_banner", {"-H", "::1", "-p", port, "-t", scaled("1")});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(result.firstLine().find("[::1]:" + port) != std::string::npos);
    checkForm(result);
}
