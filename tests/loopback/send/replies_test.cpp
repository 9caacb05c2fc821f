// SPDX-License-Identifier: GPL-3.0-or-later
// What servers say of a message, and what is told of the message before a server can.
#include "loopback/send/send_verdict.hpp"

using namespace mpm::test;
using Strings = std::vector<std::string>;

namespace {

/// A server that takes everything, and says this of the message.
Script saying(const std::string& reply)
{
    return honestUntil("", {send(reply + "\r\n"), answerQuit()});
}

/// A server that takes one message after another, whatever is in it.
Script taking(const std::string& capabilities = "250 8BITMIME\r\n")
{
    return {send("220 mx.example.com ESMTP\r\n"),
            answerEhlo("250-mx.example.com\r\n" + capabilities),
            answer("MAIL", "250 2.1.0 ok\r\n"),
            answer("RCPT", "250 2.1.5 ok\r\n"),
            answer("DATA", "354 go on\r\n"),
            readMessage(),
            send("250 2.0.0 ok\r\n"),
            answerQuit()};
}

const std::string header = "From: a@example.org\nDate: Thu, 1 Jan 2026 00:00:00 +0000\nSubject: x\n";

} // namespace

TEST_CASE("A message that is taken to be thrown away is WARNING, and the reply is quoted on line 1")
{
    const std::string reply =
        GENERATE(as<std::string>{}, "250 2.7.0 Ok, discarded, id=04812-06 - INFECTED: Eicar-Signature",
                 "250 2.7.0 OK, DISCARDED, id=1-2 - SPAM", "250 2.0.0 Message discarded", "250 message quarantined");
    HostileSmtp server(saying(reply));
    const auto result = sendTo(server.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(findingsIn(result) == Strings{"accepted-but-discarded"});
    CHECK(holds(result.firstLine(), "end of data " + reply));
}

TEST_CASE("A single word in the reply to a message is no sign that it is thrown away")
{
    const std::string reply = GENERATE(
        as<std::string>{}, "250 2.0.0 Ok: queued as DISCARDED1", "250 2.0.0 ok, quarantine.example.com takes it",
        "250 2.0.0 accepted, nothing discarded", "250 2.0.0 Ok: queued at dropped-mail.example.com as 12345ABCDE");
    HostileSmtp server(saying(reply));
    const auto result = sendTo(server.port());
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(findingsIn(result).empty());
}

TEST_CASE("A malformed message is told before it is sent, and goes out as it is")
{
    struct Fault {
        std::string message;
        std::string told;
    };
    const std::vector<Fault> faults{
        {header + "\n" + std::string(1200, 'x') + "\n", "line 5 has 1200 octets, of which 998 are allowed"},
        {header + "\nhi\r\nthere\n", "ends with a line feed alone, others with CRLF"},
        {header + "\nhi\rthere\n", "line 5 ends with a carriage return alone"},
        {header + "X-Name: gr\xC3\xBC\xC3\x9F\n\nhi\n", "the header holds octets above 127"},
        {"Date: Thu, 1 Jan 2026 00:00:00 +0000\n\nhi\n", "the header has no From field"},
        {"From: a@example.org\n\nhi\n", "the header has no Date field"},
    };
    const TempDir folder;
    for (const auto& fault : faults) {
        const auto file = folder.write("message", fault.message).string();
        HostileSmtp server(taking());
        const auto result = sendTo(server.port(), {"--message-file", file});
        INFO(result.out);
        CHECK(result.exitStatus == 1);
        CHECK(findingsIn(result) == Strings{"message-malformed"});
        CHECK(holds(result.firstLine(), fault.told));
    }
    const auto sound = folder.write("sound", header + "\n" + std::string(998, 'x') + "\n").string();
    HostileSmtp server(taking());
    CHECK(sendTo(server.port(), {"--message-file", sound}).exitStatus == 0);
    const auto utf8 = folder.write("utf8", header + "X-Name: gr\xC3\xBC\xC3\x9F\n\nhi\n").string();
    HostileSmtp modern(taking("250-8BITMIME\r\n250 SMTPUTF8\r\n"));
    CHECK(sendTo(modern.port(), {"--message-file", utf8}).exitStatus == 0);
}

TEST_CASE("A reply of several lines is quoted whole, wherever the reason stands")
{
    const Strings lines{"550-Verification failed for <a@example.org>", "550-", "550-No Such User Here",
                        "550 Sender verify failed"};
    std::string reply;
    for (const auto& line : lines) {
        reply += line + "\r\n";
    }
    HostileSmtp server(honestUntil("RCPT TO:", {send(reply), answer("RSET", "250 ok\r\n"), answerQuit()}));
    const auto result = sendTo(server.port());
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(findingsIn(result) == Strings{"smtp-reply-5yz"});
    CHECK(holds(result.firstLine(), "RCPT TO b@example.com 550 Verification failed for (a@example.org) / "));
    CHECK(holds(result.firstLine(), "No Such User Here / Sender verify failed"));
}

TEST_CASE("A command that is answered twice ends the dialogue where it happened")
{
    const auto [command, name] = GENERATE(table<std::string, std::string>(
        {{"MAIL FROM:", "MAIL FROM"}, {"RCPT TO:", "RCPT TO b@example.com"}, {"DATA", "DATA"}}));
    const auto own = command == "DATA" ? std::string("354 go on\r\n") : std::string("250 2.1.0 ok\r\n");
    HostileSmtp server(honestUntil(command, {send(own + "250 2.1.0 once more\r\n"), staySilent()}));
    const auto result = sendTo(server.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(findingsIn(result) == Strings{"smtp-early-data"});
    CHECK(holds(result.firstLine(), name + " was answered " + own.substr(0, 3)));
    CHECK(holds(result.firstLine(), "and then unasked \"250 2.1.0 once more\""));
}

TEST_CASE("With an expected acceptance one refused recipient of two is CRITICAL")
{
    HostileSmtp server({send("220 mx.example.com ESMTP\r\n"), answerEhlo("250 mx.example.com\r\n"),
                        answer("MAIL", "250 2.1.0 ok\r\n"), answer("RCPT", "250 2.1.5 ok\r\n"),
                        answer("RCPT", "550 5.1.1 User unknown\r\n"), answer("RSET", "250 ok\r\n"), answerQuit()});
    const auto result =
        sendTo(server.port(), {"--to", "nobody@example.com", "--expect", "rcpt=250", "--stop-at", "rcpt"});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(findingsIn(result) == Strings{"expectation-failed"});
    CHECK(holds(result.firstLine(), "RCPT TO nobody@example.com 550 5.1.1 User unknown, expected 250"));
}

TEST_CASE("Labels of one's own are on every Prometheus series and in JSON")
{
    HostileSmtp server(saying("250 2.0.0 ok"));
    const Strings labels{"--label", "site=north", "--label", "team=post"};
    auto arguments = labels;
    arguments.insert(arguments.end(), {"--format", "prometheus"});
    const auto exposition = sendTo(server.port(), arguments);
    for (const auto& line : exposition.lines()) {
        INFO(line);
        CHECK((line.empty() || line.front() == '#' || holds(line, "site=\"north\",team=\"post\"")));
    }
    CHECK(holds(exposition.out, "mail_check_info{"));
    HostileSmtp another(saying("250 2.0.0 ok"));
    arguments = labels;
    arguments.insert(arguments.end(), {"--format", "json"});
    CHECK(holds(sendTo(another.port(), arguments).out, R"("labels":{"site":"north","team":"post"})"));
}

TEST_CASE("LMTP that gives more replies to a message than there are recipients is told at once")
{
    HostileSmtp server({send("220 mx.example.com LMTP\r\n"), answer("LHLO", "250 mx.example.com\r\n"),
                        answer("MAIL", "250 2.1.0 ok\r\n"), answer("RCPT", "250 2.1.5 ok\r\n"),
                        answer("RCPT", "250 2.1.5 ok\r\n"), answer("DATA", "354 go on\r\n"), readMessage(),
                        send("250 2.0.0 one\r\n250 2.0.0 two\r\n250 2.0.0 three\r\n"), staySilent()});
    const auto result = sendTo(server.port(), {"--lmtp", "--to", "kate"});
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(findingsIn(result) == Strings{"smtp-early-data"});
    CHECK(holds(result.firstLine(), "end of data for kate was answered 250 2.0.0 \"two\", and then unasked \"250 2.0.0 "
                                    "three\""));
    CHECK(result.seconds < scaled(0.5));
}

TEST_CASE("LMTP that gives a reply too many is told so even where that one comes late")
{
    const auto delay = GENERATE(0.03, 0.3);
    HostileSmtp server({send("220 mx.example.com LMTP\r\n"), answer("LHLO", "250 mx.example.com\r\n"),
                        answer("MAIL", "250 2.1.0 ok\r\n"), answer("RCPT", "250 2.1.5 ok\r\n"),
                        answer("DATA", "354 go on\r\n"), readMessage(), send("250 2.0.0 one\r\n"), pause(delay),
                        send("550 5.7.1 spam\r\n"), answerQuit()});
    const auto result = sendTo(server.port(), {"--lmtp", "-t", scaled("4")});
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(findingsIn(result) == Strings{"smtp-early-data"});
    CHECK(holds(result.firstLine(), "end of data for b@example.com was answered 250 2.0.0 \"one\", and then unasked "
                                    "\"550 5.7.1 spam\""));
}

TEST_CASE("LMTP that never says 221, or hangs up instead, has given its replies all the same")
{
    const auto end = GENERATE(as<Script>{}, Script{staySilent()}, Script{awaitLine("QUIT"), close()},
                              Script{answer("QUIT", "421 4.3.0 going down\r\n")}, Script{answerQuit()});
    Script script{send("220 mx.example.com LMTP\r\n"),
                  answer("LHLO", "250 mx.example.com\r\n"),
                  answer("MAIL", "250 2.1.0 ok\r\n"),
                  answer("RCPT", "250 2.1.5 ok\r\n"),
                  answer("DATA", "354 go on\r\n"),
                  readMessage(),
                  send("250 2.0.0 one\r\n")};
    script.insert(script.end(), end.begin(), end.end());
    HostileSmtp server(script);
    const auto result = sendTo(server.port(), {"--lmtp", "-t", scaled("4")});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(result.seconds < scaled(1.5));
}

TEST_CASE("LMTP that gives fewer replies to a message than there are recipients is told long before the time is up")
{
    const std::vector<std::pair<Script, std::string>> ends{
        {{send("250 2.0.0 one\r\n"), answer("QUIT", "221 2.0.0 bye\r\n")}, "1 of 3"},
        {{send("250 2.0.0 one\r\n250 2.0.0 two\r\n"), answer("QUIT", "221-bye\r\n221 now\r\n"), staySilent()},
         "2 of 3"},
        {{send("452 4.2.2 full\r\n"), answer("QUIT", "221 bye\r\n")}, "1 of 3"}};
    for (const auto& [then, count] : ends) {
        CAPTURE(count);
        Script script{send("220 mx.example.com LMTP\r\n"), answer("LHLO", "250 mx.example.com\r\n"),
                      answer("MAIL", "250 2.1.0 ok\r\n"),  answer("RCPT", "250 2.1.5 ok\r\n"),
                      answer("RCPT", "250 2.1.5 ok\r\n"),  answer("RCPT", "250 2.1.5 ok\r\n"),
                      answer("DATA", "354 go on\r\n"),     readMessage()};
        script.insert(script.end(), then.begin(), then.end());
        HostileSmtp server(script);
        const auto result = sendTo(server.port(), {"--lmtp", "--to", "kate", "--to", "tim", "-t", scaled("4")});
        INFO(result.out);
        CHECK(result.exitStatus == 2);
        CHECK(findingsIn(result).front() == "smtp-protocol-error");
        CHECK(holds(result.firstLine(), count + " replies that LMTP owes after the message"));
        CHECK(result.seconds < scaled(2.0));
    }
}

TEST_CASE("LMTP that takes its time for each recipient is waited for, whatever was said meanwhile")
{
    HostileSmtp server({send("220 mx.example.com LMTP\r\n"), answer("LHLO", "250 mx.example.com\r\n"),
                        answer("MAIL", "250 2.1.0 ok\r\n"), answer("RCPT", "250 2.1.5 ok\r\n"),
                        answer("RCPT", "250 2.1.5 ok\r\n"), answer("DATA", "354 go on\r\n"), readMessage(),
                        send("250 2.0.0 one\r\n"), pause(scaled(1.5)), send("250 2.0.0 two\r\n"), answerQuit()});
    const auto result = sendTo(server.port(), {"--lmtp", "--to", "kate", "-t", scaled("4")});
    INFO(result.out);
    CHECK(result.exitStatus == 0);
    CHECK(holds(result.firstLine(), "accepted the message for b@example.com and 1 more"));
    CHECK(server.client().said.find("QUIT") == server.client().said.rfind("QUIT"));
}

TEST_CASE(
    "A server that leaves with 421 is told as that wherever it does, in a segment with the reply before it or not")
{
    const auto leaves = std::string("421 4.3.2 shutting down\r\n");
    const auto ehlo = answer("EHLO", "250 mx.example.com\r\n");
    const std::vector<std::pair<std::string, Script>> scripts{
        {"greeting", {send("220 mx.example.com\r\n" + leaves), staySilent()}},
        {"EHLO", {send("220 mx.example.com\r\n"), answer("EHLO", "250 mx.example.com\r\n" + leaves), staySilent()}},
        {"MAIL", {send("220 mx.example.com\r\n"), ehlo, answer("MAIL", "250 ok\r\n" + leaves), staySilent()}},
        {"RCPT",
         {send("220 mx.example.com\r\n"), ehlo, answer("MAIL", "250 ok\r\n"), answer("RCPT", "250 ok\r\n" + leaves),
          staySilent()}}};
    for (const auto& [step, script] : scripts) {
        for (int i = 0; i < 3; ++i) {
            CAPTURE(step);
            HostileSmtp server(script);
            const auto result = sendTo(server.port());
            INFO(result.out);
            CHECK(result.exitStatus == 1);
            CHECK(findingsIn(result) == Strings{"smtp-reply-4yz"});
            CHECK(holds(result.firstLine(), "421 4.3.2 shutting down"));
        }
    }
    HostileSmtp atTheEnd({send("220 mx.example.com\r\n"), answer("EHLO", "250 mx.example.com\r\n" + leaves)});
    const auto banner = runCheck("check_smtp_banner",
                                 {"-H", "127.0.0.1", "-p", std::to_string(atTheEnd.port()), "-F", "client.example"});
    INFO(banner.out);
    CHECK(banner.exitStatus == 1);
    CHECK(findingsIn(banner) == Strings{"smtp-reply-4yz"});
    CHECK(holds(banner.firstLine(), "the server ended the session with 421 4.3.2 shutting down"));
}

TEST_CASE("LMTP that breaks off between its replies is told with how many came, and the last")
{
    for (const auto& [name, end] : std::vector<std::pair<std::string, ServerStep>>{
             {"connection-closed", close()}, {"connection-closed", reset()}, {"timed-out", staySilent()}}) {
        CAPTURE(name);
        HostileSmtp server({send("220 mx.example.com LMTP\r\n"), answer("LHLO", "250 mx.example.com\r\n"),
                            answer("MAIL", "250 2.1.0 ok\r\n"), answer("RCPT", "250 2.1.5 ok\r\n"),
                            answer("RCPT", "250 2.1.5 ok\r\n"), answer("DATA", "354 go on\r\n"), readMessage(),
                            send("250 2.0.0 saved\r\n"), pause(0.1), end});
        const auto result = sendTo(server.port(), {"--lmtp", "--to", "kate"});
        INFO(result.out);
        CHECK(result.exitStatus == 2);
        CHECK(findingsIn(result).front() == name);
        CHECK(holds(result.firstLine(),
                    "; 1 of 2 replies that LMTP owes after the message, the last 250 2.0.0 \"saved\""));
    }
}
