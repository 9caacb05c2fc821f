// SPDX-License-Identifier: GPL-3.0-or-later
// Everything that a server can do wrong, at every step of a sending dialogue.
#include "loopback/send/send_verdict.hpp"
#include "support/timing.hpp"

#include <sys/stat.h>

using namespace mpm::test;

namespace {

struct Misdeed {
    std::string name;
    Script script;
    int status;
    std::string finding;
};

std::vector<Misdeed> misdeeds()
{
    return {
        {"closes", {close()}, 2, "connection-closed"},
        {"resets", {reset()}, 2, "connection-closed"},
        {"is silent", {staySilent()}, 2, "timed-out"},
        {"leaves", {send("421 4.3.2 shutting down\r\n"), staySilent()}, 1, "smtp-reply-4yz"},
        {"refuses for now", {send("451 4.3.0 not now, 250 ok\r\n"), staySilent()}, 1, "smtp-reply-4yz"},
        {"refuses for good", {send("554 5.7.1 no | 'x'=1 \x1b[31m<b>\r\n"), staySilent()}, 2, "smtp-reply-5yz"},
        {"says no SMTP", {send("Ok, go on\r\n"), staySilent()}, 2, "smtp-protocol-error"},
        {"changes its mind", {send("250-yes\r\n550 no\r\n"), staySilent()}, 2, "reply-code-changes"},
        {"closes in the middle", {send("250-2.0.0 al")}, 2, "connection-closed"},
        {"drips", {drip("250-one octet at a time, without end\r\n", 0.1), staySilent()}, 2, "timed-out"},
        {"never ends", {sendForever("250-and on\r\n")}, 2, "smtp-protocol-error"},
    };
}

} // namespace

TEST_CASE("Whatever a server does at a step of the dialogue is judged in time, and the step is named")
{
    const std::vector<std::pair<std::string, std::string>> steps{
        {"MAIL FROM:", "MAIL FROM"}, {"RCPT TO:", "RCPT TO b@example.com"}, {"DATA", "DATA"}, {"", "end of data"}};
    for (const auto& [command, name] : steps) {
        for (const auto& misdeed : misdeeds()) {
            INFO("the server " << misdeed.name << " at " << name);
            HostileSmtp server(honestUntil(command, misdeed.script));
            const auto result = sendTo(server.port());
            INFO(result.out);
            CHECK(result.exitStatus == misdeed.status);
            const auto findings = findingsIn(result);
            CHECK(std::count(findings.begin(), findings.end(), misdeed.finding) == 1);
            CHECK(holds(result.firstLine(), name));
            for (const auto& client : server.clients()) {
                CHECK_FALSE(client.spokeEarly);
                CHECK(client.unexpected.empty());
            }
        }
    }
}

TEST_CASE("A failed message is not tried again at another address: it could have been delivered")
{
    HostileSmtp server(honestUntil("", {close()}));
    const auto result = sendTo(server.port());
    CHECK(result.exitStatus == 2);
    CHECK(server.clients().size() == 1);
}

TEST_CASE("A server that closes in the middle of a large message has its last words heard")
{
    const TempDir folder;
    std::string lines = "Subject: large\n\n";
    for (int i = 0; i < 60000; ++i) {
        lines += "a line of a message that is too large for the server\n";
    }
    const auto file = folder.write("message", lines);
    HostileSmtp server({send("220 mx.example.com\r\n"), answerEhlo("250 mx.example.com\r\n"),
                        answer("MAIL", "250 ok\r\n"), answer("RCPT", "250 ok\r\n"), answer("DATA", "354 go on\r\n"),
                        awaitLine("Subject:"), send("552 5.3.4 that is too large\r\n"), pause(0.1), close()});
    const auto result = sendTo(server.port(), {"--message-file", file});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(holds(result.firstLine(), "end of data 552 5.3.4 that is too large"));
}

TEST_CASE("A server that goes on talking after RCPT is told of, and a reply that was not asked for is not taken for "
          "another's")
{
    HostileSmtp server(honestUntil("RCPT TO:", {send("550 5.1.1 no\r\n250 2.1.5 yes\r\n"), staySilent()}));
    const auto result = sendTo(server.port(), {"--expect", "rcpt=550"});
    INFO(result.out);
    const auto client = server.client();
    CHECK_FALSE(holds(client.said, "DATA"));
    CHECK_FALSE(holds(result.firstLine(), "accepted"));
}

TEST_CASE("Stopping before the end never lets a message through")
{
    for (const auto* step : {"ehlo", "mail", "rcpt", "data"}) {
        CAPTURE(step);
        HostileSmtp server(honestUntil("DATA", {send("354 go on\r\n"), staySilent()}));
        const auto result = sendTo(server.port(), {"--stop-at", step});
        INFO(result.out);
        CHECK(result.exitStatus == 0);
        CHECK(holds(result.firstLine(), "nothing was sent"));
        const auto client = server.client();
        CHECK_FALSE(holds(client.said, "\r\n.\r\n"));
        CHECK_FALSE(holds(client.said, "Subject:"));
    }
}

TEST_CASE("What is no message file is a usage error that names it, and hangs nobody")
{
    HostileSmtp server({staySilent()});
    const TempDir folder;
    REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
    for (const auto& file : {folder / "pipe", folder.path(), std::filesystem::path("/dev/zero"), folder / "none",
                             folder.write("empty", ""), std::filesystem::path()}) {
        CAPTURE(file.string());
        const auto result = sendTo(server.port(), {"--message-file", file});
        CHECK(result.exitStatus == 3);
        CHECK(holds(result.out, "--message-file: '" + file.string() + "'"));
        CHECK(result.seconds < scaled(0.5));
    }
    CHECK(server.clients().empty());
}

TEST_CASE("Thresholds count for every step")
{
    for (const auto* metric : {"greeting", "ehlo", "mail", "rcpt", "data", "message"}) {
        CAPTURE(metric);
        HostileSmtp server(honestUntil("none", {}));
        const auto result = sendTo(server.port(), {"-w", std::string(metric) + "=0:0"});
        INFO(result.out);
        CHECK(result.exitStatus == 1);
        CHECK(holds(result.firstLine(), metric));
        CHECK(holds(result.firstLine(), "queue ID 4Xyz12AB"));
    }
}

TEST_CASE("Injection through any option is a usage error, and nobody is connected to")
{
    HostileSmtp server({staySilent()});
    const std::vector<std::vector<std::string>> injections{
        {"--header", "X: y\r\nBcc: all@example.com"},
        {"--header", "X\n: y"},
        {"--subject", "a\nBcc: b@example.com"},
        {"--to", "c@example.com>\r\nDATA"},
        {"--to", "c@exa mple.com"},
        {"--to", "<c@example.com> NOTIFY=NEVER"},
        {"--dsn-envid", "a\nb"},
        {"-U", "a\r\nb"},
    };
    for (const auto& injection : injections) {
        CAPTURE(injection.at(1));
        const auto result = sendTo(server.port(), injection);
        CHECK(result.exitStatus == 3);
        CHECK(result.lines().size() == 1);
    }
    CHECK(server.clients().empty());
}
