// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/catch.hpp"
#include "support/hostile_smtp.hpp"
#include "support/process.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

namespace {

/// What a client that sends these lines sees, by bash's own TCP; `-c 'exec 3<>/dev/tcp/...'`.
std::string seenBy(const HostileSmtp& server, const std::string& commands)
{
    const auto open = "exec 3<>/dev/tcp/127.0.0.1/" + std::to_string(server.port()) + "; ";
    return run({"bash", "-c", open + commands}).out;
}

} // namespace

TEST_CASE("The scripted server follows its script and records what the client said")
{
    HostileSmtp server({send("220 hello\r\n"), answerEhlo("250 there\r\n"), answerQuit()});
    CHECK(seenBy(server, "read -r a <&3; printf 'EHLO me\\r\\nQUIT\\r\\n' >&3; cat <&3") ==
          "250 there\r\n221 2.0.0 bye\r\n");
    const auto client = server.client();
    CHECK(client.lines() == std::vector<std::string>{"EHLO me", "QUIT"});
    CHECK_FALSE(client.spokeEarly);
    CHECK(client.unexpected.empty());
}

TEST_CASE("The scripted server notices a client that talks before the greeting has ended")
{
    HostileSmtp server({send("220-wait\r\n"), pause(scaled(0.2)), send("220 for it\r\n"), awaitLine("EHLO")});
    seenBy(server, "printf 'HELO me\\r\\n' >&3; cat <&3");
    CHECK(server.client().spokeEarly);
    CHECK(server.client().unexpected == "HELO me");
}

TEST_CASE("The scripted server drips, streams and ends whatever its client does")
{
    HostileSmtp dripping({drip("220 a\r\n", 0.02)});
    CHECK(seenBy(dripping, "cat <&3") == "220 a\r\n");
    HostileSmtp endless({sendForever("220-x\r\n")});
    CHECK(seenBy(endless, "head -c 100000 <&3").size() == 100000);
    const auto start = mpm::Clock::now();
    {
        HostileSmtp deaf({neverRead()});
        seenBy(deaf, "echo hello >&3");
    }
    CHECK(mpm::since(start) < scaled(mpm::Seconds(3)));
}

TEST_CASE("Nobody gets past the step at which clients are awaited before the last of them has come")
{
    const HostileSmtp server({awaitClients(2), send("220 all are here\r\n")});
    const auto open = "exec 3<>/dev/tcp/127.0.0.1/" + std::to_string(server.port()) + "; cat <&3";
    const auto alone = run({"timeout", "0.3", "bash", "-c", open});
    CHECK(alone.exitStatus == 124);
    CHECK(alone.out.empty());
    CHECK(seenBy(server, "cat <&3") == "220 all are here\r\n");
}

TEST_CASE("A deaf port lets nobody connect")
{
    const DeafPort deaf;
    const auto connect = "exec 3<>/dev/tcp/127.0.0.1/" + std::to_string(deaf.port());
    CHECK(run({"timeout", "0.3", "bash", "-c", connect}).exitStatus == 124);
}
