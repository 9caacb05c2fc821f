// SPDX-License-Identifier: GPL-3.0-or-later
// Many addresses, each slow: a sender who waits gets through, and so does the check.
#include "loopback/mx/mx_run.hpp"
#include "support/timing.hpp"

using namespace mpm::test;

namespace {

/// Takes so many seconds for every answer.
Script dialogue(double delay)
{
    Script script{pause(delay), send("220 mx.example.com ESMTP\r\n")};
    const std::vector<std::pair<std::string, std::string>> answers{{"EHLO", "250 mx.example.com\r\n"},
                                                                   {"MAIL FROM:", "250 ok\r\n"},
                                                                   {"RCPT TO:", "250 ok\r\n"},
                                                                   {"RSET", "250 ok\r\n"}};
    for (const auto& [command, reply] : answers) {
        script.insert(script.end(), {awaitLine(command), pause(delay), send(reply)});
    }
    script.push_back(answerQuit());
    return script;
}

/// Up to RCPT TO, to the MX hosts of example.com.
ProcessResult sendBy(const FakeDns& dns, std::uint16_t port, const std::string& time)
{
    auto result =
        runCheck("check_smtp_send", {"--mx", "example.com", "-p", std::to_string(port), "--resolver",
                                     resolverOption(dns), "--severity", "address-not-global=ok", "-f", "a@example.org",
                                     "--to", "b@example.com", "-F", "client.example", "--stop-at", "rcpt", "-t", time});
    INFO(result.out);
    CHECK(result.err.empty());
    CHECK_NOTHROW(readAsGuidelines(result.out));
    return result;
}

/// Five exchanges with two addresses each.
std::vector<std::string> fiveTimesTwo()
{
    std::vector<std::string> records;
    for (std::size_t i = 1; i <= 5; ++i) {
        const auto name = "mx" + std::to_string(i) + ".example.com.";
        records.push_back("example.com. MX " + std::to_string(i) + " " + name);
        records.push_back(name + " A " + MailServers::addressOf(2 * i - 1));
        records.push_back(name + " A " + MailServers::addressOf(2 * i));
    }
    return records;
}

} // namespace

TEST_CASE("The first of many slow servers is heard out, as a sender would")
{
    MailServers servers;
    for (int i = 0; i < 10; ++i) {
        servers.add(dialogue(0.5));
    }
    const FakeDns dns(zoneOf(fiveTimesTwo()));
    const auto result = sendBy(dns, servers.port(), scaled("4"));
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "mx1.example.com [127.0.1.1]:"));
    CHECK(holds(result.firstLine(), "RCPT TO b@example.com 250 ok"));
}

TEST_CASE("Silent servers leave time for the one behind them")
{
    MailServers servers;
    servers.add({staySilent()});
    servers.add({staySilent()});
    servers.add(dialogue(0));
    const FakeDns dns(zoneOf(exchanges(6)));
    const auto result = sendBy(dns, servers.port(), scaled("2"));
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.firstLine(), "mx1.example.com [127.0.1.1]:"));
    CHECK(holds(result.firstLine(), "1 of 3 addresses works"));
}

TEST_CASE("A server that answers at first and then stalls leaves time for the next")
{
    MailServers servers;
    servers.add({send("220 mx.example.com ESMTP\r\n"), answerEhlo("250 mx.example.com\r\n"), staySilent()});
    servers.add(dialogue(0));
    const FakeDns dns(zoneOf(exchanges(2)));
    const auto result = sendBy(dns, servers.port(), scaled("2"));
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.firstLine(), "MAIL FROM: no answer within"));
    CHECK(holds(result.firstLine(), "1 of 2 addresses works"));
}
