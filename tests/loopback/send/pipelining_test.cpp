// SPDX-License-Identifier: GPL-3.0-or-later
// Servers that offer PIPELINING, and what they may do wrong with the group that they get.
#include "loopback/send/send_verdict.hpp"

using namespace mpm::test;
using Strings = std::vector<std::string>;

namespace {

const std::string offer = "250-mx.example.com\r\n250-CHUNKING\r\n250 PIPELINING\r\n";

ServerStep readUntil(const std::string& last)
{
    return [last](ServerEnd& end) {
        std::string line;
        while (end.readLine(line)) {
            if (line == last) {
                return true;
            }
        }
        return false;
    };
}

/// Up to EHLO, and then this.
Script offering(const Script& then, double late = 0)
{
    Script script{pause(late), send("220 mx.example.com ESMTP\r\n"), awaitLine("EHLO"), pause(late), send(offer)};
    script.insert(script.end(), then.begin(), then.end());
    return script;
}

/// Waits for all of a group with these many recipients, and what goes along, and then says this in one segment.
Script answerGroup(std::size_t recipients, const std::string& along, const std::string& replies, double late = 0)
{
    Script script{awaitLine("MAIL FROM:")};
    script.insert(script.end(), recipients, awaitLine("RCPT TO:"));
    script.push_back(awaitLine(along));
    if (along == "BDAT") {
        script.push_back(readUntil("Nobody needs to read it; it may be deleted."));
    }
    script.push_back(pause(late));
    script.push_back(send(replies));
    return script;
}

Script joined(Script first, const Script& second)
{
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

double metricOf(const std::string& output, const std::string& name)
{
    const auto metrics = readAsGuidelines(output).metrics;
    const auto found =
        std::find_if(metrics.begin(), metrics.end(), [&](const PerfItem& item) { return item.label == name; });
    return found == metrics.end() ? -1 : found->value;
}

const std::string taken = "250 2.1.0 ok\r\n250 2.1.5 ok\r\n";

} // namespace

TEST_CASE("A mail takes five round trips where PIPELINING is offered, and four with BDAT, connecting among them")
{
    const auto late = scaled(mpm::Seconds(0.1)).count();
    const auto [option, along, counted] =
        GENERATE(table<std::string, std::string, int>({{"-v", "DATA", 4}, {"--bdat", "BDAT", 3}}));
    auto script =
        offering(answerGroup(1, along, taken + (along == "DATA" ? "354 go on\r\n" : "250 2.0.0 ok\r\n"), late), late);
    if (along == "DATA") {
        script = joined(script, {readMessage(), pause(late), send("250 2.0.0 ok\r\n")});
    }
    HostileSmtp server(joined(script, {answerQuit()}));
    const auto result = sendTo(server.port(), {option, "-t", scaled("9")});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    // One more is the connection itself, which takes no time here; QUIT is not waited for.
    const auto took = metricOf(result.out, "time");
    CHECK(took >= late * counted);
    CHECK(took < late * (counted + 0.9));
    CHECK(server.client().unexpected.empty());
}

TEST_CASE("354 for nobody is answered by a lone dot, and what is said to that is never taken for a delivery")
{
    const std::string answerToDot =
        GENERATE(as<std::string>{}, "250 2.0.0 Ok: queued as 4Xyz12AB\r\n", "554 5.5.1 no valid recipients\r\n",
                 "421 4.3.2 shutting down\r\n", "nonsense\r\n");
    HostileSmtp server(
        joined(offering(answerGroup(2, "DATA", "250 ok\r\n550 5.1.1 User unknown\r\n450 4.2.0 later\r\n354 go on\r\n")),
               {awaitLine("."), send(answerToDot), staySilent()}));
    const auto result = sendTo(server.port(), {"--to", "c@example.com"});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(findingsIn(result) == Strings{"smtp-reply-5yz", "smtp-reply-4yz"});
    CHECK_FALSE(holds(result.out, "queue ID"));
    CHECK_FALSE(holds(server.client().said, "Message-ID:"));
    CHECK(holds(server.client().said, "DATA\r\n.\r\n"));
}

TEST_CASE("A server that never answers the lone dot is not waited for until the time is up")
{
    HostileSmtp server(joined(offering(answerGroup(1, "DATA", "250 ok\r\n550 5.1.1 User unknown\r\n354 go on\r\n")),
                              {awaitLine("."), staySilent()}));
    const auto result = sendTo(server.port(), {"-t", scaled("8")});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(findingsIn(result) == Strings{"smtp-reply-5yz"});
    CHECK(result.seconds < scaled(2.0));
}

TEST_CASE("A server that takes DATA but refused MAIL gets no dot, with which somebody could get an empty message")
{
    HostileSmtp server(
        joined(offering(answerGroup(1, "DATA", "452 4.3.1 full\r\n250 ok\r\n354 go on\r\n")), {staySilent()}));
    const auto result = sendTo(server.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(findingsIn(result) == Strings{"smtp-reply-4yz"});
    CHECK(server.client().lines().back() == "DATA");
}

TEST_CASE(
    "A server that answers a command of the group twice, in one segment or not, is out of step and gets no message")
{
    const auto delay = GENERATE(0.0, 0.05);
    HostileSmtp server(joined(offering(answerGroup(1, "DATA", taken + "250 2.1.5 once more\r\n")),
                              {pause(delay), send("354 go on\r\n"), staySilent()}));
    const auto result = sendTo(server.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(findingsIn(result) == Strings{"smtp-early-data"});
    CHECK(holds(result.firstLine(),
                "RCPT TO b@example.com was answered 250 2.1.5 \"ok\", and then unasked \"250 2.1.5 once more\""));
    CHECK(server.client().lines().back() == "DATA");
}

TEST_CASE("A chunk that is answered once too often is out of step, though one of the replies is 250")
{
    HostileSmtp server(
        joined(offering(answerGroup(1, "BDAT", taken + "250 2.0.0 ok\r\n554 5.7.1 spam\r\n")), {staySilent()}));
    const auto result = sendTo(server.port(), {"--bdat"});
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(findingsIn(result) == Strings{"smtp-early-data"});
}

TEST_CASE("A server that breaks off anywhere in the group is told with the step, and what it said before that counts")
{
    const std::vector<std::pair<std::string, std::string>> cases{
        {"", "MAIL FROM"}, {"250 ok\r\n", "RCPT TO b@example.com"}, {taken, "DATA"}};
    for (const auto& [said, step] : cases) {
        for (const auto& end : {close(), reset()}) {
            CAPTURE(step);
            HostileSmtp server(joined(offering(answerGroup(1, "DATA", said)), {pause(0.05), end}));
            const auto result = sendTo(server.port());
            INFO(result.out);
            CHECK(result.exitStatus == 2);
            CHECK(findingsIn(result) == Strings{"connection-closed"});
            CHECK(holds(result.firstLine(), step));
        }
    }
}

TEST_CASE("A server that leaves with 421 anywhere in the group is WARNING, and is told as that")
{
    for (const std::string said : {"", "250 ok\r\n", "250 2.1.0 ok\r\n250 2.1.5 ok\r\n"}) {
        for (const std::string along : {"DATA", "BDAT"}) {
            CAPTURE(said, along);
            HostileSmtp server(offering(answerGroup(1, along, said + "421 4.3.2 shutting down\r\n")));
            const auto result = along == "BDAT" ? sendTo(server.port(), {"--bdat"}) : sendTo(server.port());
            INFO(result.out);
            CHECK(result.exitStatus == 1);
            CHECK(findingsIn(result) == Strings{"smtp-reply-4yz"});
            CHECK(holds(result.firstLine(), "421 4.3.2 shutting down"));
        }
    }
}

TEST_CASE("A server that takes nothing of a large chunk at once gets it only after its recipients were taken")
{
    const TempDir folder;
    const auto file = folder
                          .write("large", "From: a@example.org\nDate: Thu, 1 Jan 2026 00:00:00 +0000\n\n" +
                                              std::string(300 * 500, '\n'))
                          .string();
    HostileSmtp server(
        offering({awaitLine("MAIL FROM:"), awaitLine("RCPT TO:"), pause(0.05),
                  send("250 ok\r\n550 5.1.1 User unknown\r\n"), answer("RSET", "250 ok\r\n"), answerQuit()}));
    const auto result = sendTo(server.port(), {"--bdat", "--message-file", file});
    INFO(result.out);
    CHECK(findingsIn(result) == Strings{"smtp-reply-5yz"});
    CHECK_FALSE(holds(server.client().said, "BDAT"));
}

TEST_CASE("Each step of a group is measured from when the group was sent, once, whatever the number of recipients")
{
    const auto late = scaled(mpm::Seconds(0.2)).count();
    HostileSmtp server(
        joined(offering(answerGroup(3, "DATA", "250 ok\r\n250 ok\r\n250 ok\r\n250 ok\r\n354 go on\r\n", late)),
               {readMessage(), send("250 ok\r\n"), answerQuit()}));
    const auto result = sendTo(server.port(), {"--to", "c@example.com", "--to", "d@example.com"});
    INFO(result.out);
    for (const std::string name : {"mail", "rcpt", "data"}) {
        CAPTURE(name);
        CHECK(metricOf(result.out, name) >= late);
        CHECK(metricOf(result.out, name) < 1.6 * late);
    }
}

TEST_CASE("DATA that is answered 250 and by nothing more is an answer that has no place there")
{
    HostileSmtp server(joined(offering(answerGroup(1, "DATA", taken + "250 2.0.0 ok\r\n")), {staySilent()}));
    const auto result = sendTo(server.port(), {"-t", scaled("4")});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(findingsIn(result).front() == "smtp-unexpected-reply");
    CHECK(server.client().lines().at(3) == "DATA");
    CHECK_FALSE(holds(server.client().said, "Message-ID:"));
}
