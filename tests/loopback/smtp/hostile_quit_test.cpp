// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/smtp/banner_verdict.hpp"

using namespace mpm::test;

namespace {

/// An honest server up to the end of its EHLO reply, then this.
Script atQuit(std::vector<ServerStep> steps)
{
    Script script{send("220 mx.example.com ESMTP\r\n"), answerEhlo("250-mx.example.com\r\n250 SIZE\r\n")};
    script.insert(script.end(), steps.begin(), steps.end());
    return script;
}

const Verdict fineAtOnce{.exitStatus = 0, .line1 = {"greeting 220 mx.example.com"}, .within = 0.5};

} // namespace

TEST_CASE("A server that never answers QUIT does not hold the check up")
{
    checkBanner(atQuit({staySilent()}), fineAtOnce);
}

TEST_CASE("A server that stops reading before QUIT does not hold the check up")
{
    checkBanner(atQuit({neverRead()}), fineAtOnce);
}

TEST_CASE("A server that closes or resets at QUIT is fine")
{
    checkBanner(atQuit({close()}), fineAtOnce);
    checkBanner(atQuit({reset()}), fineAtOnce);
    checkBanner(atQuit({awaitLine("QUIT"), close()}), fineAtOnce);
    checkBanner(atQuit({awaitLine("QUIT"), reset()}), fineAtOnce);
}

TEST_CASE("Whatever a server answers to QUIT, it was fine before")
{
    const auto reply =
        GENERATE(as<std::string>{}, "421 4.3.2 going down\r\n", "500 what?\r\n", "garbage\r\n", "221-x\r\n");
    checkBanner(atQuit({awaitLine("QUIT"), send(reply), staySilent()}), fineAtOnce);
}

TEST_CASE("QUIT is said to a server that refused the greeting, and never after 421")
{
    HostileSmtp refusing({send("554 no service\r\n"), answerQuit()});
    checkBanner(refusing.port(), {.exitStatus = 2, .finding = "smtp-reply-5yz", .line1 = {"554"}});
    CHECK(refusing.client().lines() == std::vector<std::string>{"QUIT"});

    HostileSmtp busy({send("421 busy\r\n"), staySilent()});
    checkBanner(busy.port(), {.exitStatus = 1, .finding = "smtp-reply-4yz", .line1 = {"421"}});
    CHECK(busy.client().said.empty());
}

TEST_CASE("Nothing is said to a server that is not SMTP")
{
    HostileSmtp server({send("HTTP/1.1 400 Bad Request\r\n\r\n"), staySilent()});
    checkBanner(server.port(), {.exitStatus = 2, .finding = "smtp-protocol-error"});
    CHECK(server.client().said.empty());
}
