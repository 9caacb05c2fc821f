// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/smtp/banner_verdict.hpp"

using namespace mpm::test;

TEST_CASE("Several lines of greeting are one greeting")
{
    checkBanner(greetingOf("220-mx.example.com ESMTP\r\n220-second line\r\n220 third line\r\n"),
                {.exitStatus = 0, .line1 = {"220 mx.example.com ESMTP"}});
}

TEST_CASE("A greeting without text is fine")
{
    checkBanner(greetingOf("220\r\n"), {.exitStatus = 0, .line1 = {"greeting 220"}});
    checkBanner(greetingOf("220-\r\n220 \r\n"), {.exitStatus = 0, .line1 = {"greeting 220"}});
}

TEST_CASE("A greeting that comes octet by octet is read right")
{
    checkBanner({drip("220-mx.example.com\r\n220 ESMTP\r\n", 0.005), awaitLine("EHLO"),
                 drip("250-mx.example.com\r\n250 SIZE\r\n", 0.005), answerQuit()},
                {.exitStatus = 0, .line1 = {"greeting 220 mx.example.com"}});
}

TEST_CASE("The client waits for the last line of a slow greeting before it speaks")
{
    checkBanner({send("220-mx.example.com\r\n"), pause(0.2), send("220-please wait\r\n"), pause(0.2),
                 send("220 go on\r\n"), answerEhlo("250 mx.example.com\r\n"), answerQuit()},
                {.exitStatus = 0, .line1 = {"greeting 220 mx.example.com"}});
}

TEST_CASE("A greeting of 421 is WARNING: the server is there, but busy")
{
    checkBanner({send("421 4.3.2 too many connections\r\n"), close()},
                {.exitStatus = 1, .finding = "smtp-reply-4yz", .line1 = {"greeting 421 4.3.2 too many connections"}});
}

TEST_CASE("A greeting of 450 is WARNING")
{
    checkBanner(refusalOf("450 4.7.1 try later\r\n"),
                {.exitStatus = 1, .finding = "smtp-reply-4yz", .line1 = {"greeting 450 4.7.1 try later"}});
}

TEST_CASE("A greeting of 554 is CRITICAL, whatever the EHLO reply says")
{
    checkBanner({send("554 5.3.2 no service here\r\n"), awaitLine(""),
                 send("250-mx.example.com\r\n250-220 is a fine number\r\n250 SIZE 220\r\n"), staySilent()},
                {.exitStatus = 2, .finding = "smtp-reply-5yz", .line1 = {"greeting 554 5.3.2 no service here"}});
}

TEST_CASE("A greeting of 554 that closes at once is still told as the refusal")
{
    checkBanner({pause(0.05), send("554 go away\r\n"), reset()},
                {.exitStatus = 2, .finding = "smtp-reply-5yz", .line1 = {"554"}});
}

TEST_CASE("A greeting of another 2yz is WARNING, one of 1yz or 3yz, which ends the session, is CRITICAL")
{
    const auto positive = GENERATE(as<std::string>{}, "299", "250", "211");
    checkBanner(
        greetingOf(positive + " mx.example.com\r\n"),
        {.exitStatus = 1, .finding = "smtp-unexpected-reply", .line1 = {"greeting " + positive + " mx.example.com"}});
    const auto other = GENERATE(as<std::string>{}, "354", "334", "199", "150");
    checkBanner(
        refusalOf(other + " mx.example.com\r\n"),
        {.exitStatus = 2, .finding = "smtp-unexpected-reply", .line1 = {"greeting " + other + " mx.example.com"}});
}

TEST_CASE("A greeting whose code changes is judged by its last line, and the change is told")
{
    const auto result = checkBanner(
        greetingOf("220-mx.example.com\r\n250 ESMTP\r\n"),
        {.exitStatus = 1, .finding = "smtp-unexpected-reply", .line1 = {"greeting", "220", "250"}, .within = 0.5});
    CHECK(result.out.find("\n[WARNING] reply-code-changes localhost ") != std::string::npos);
    const auto refused = checkBanner(
        refusalOf("220-mx.example.com\r\n554 no service\r\n"),
        {.exitStatus = 2, .finding = "smtp-reply-5yz", .line1 = {"mx.example.com / no service"}, .within = 0.5});
    CHECK(refused.out.find("\n[WARNING] reply-code-changes localhost ") != std::string::npos);
}

TEST_CASE("A server of another protocol is told as no SMTP")
{
    const auto greeting =
        GENERATE(as<std::string>{}, "HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n",
                 "SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", "* OK [CAPABILITY IMAP4rev1] ready\r\n", "+OK POP3 ready\r\n",
                 "\r\n", "220\tmx.example.com\r\n", "220mx.example.com\r\n", "22 mx.example.com\r\n", "2200 mx\r\n",
                 " 220 mx\r\n", "620 mx\r\n", "020 mx\r\n", "2 0 mx\r\n", "mx.example.com ESMTP\r\n220 mx\r\n");
    INFO(greeting);
    checkBanner(greetingOf(greeting),
                {.exitStatus = 2, .finding = "smtp-protocol-error", .line1 = {"greeting"}, .within = 0.5});
}

TEST_CASE("What the other protocol said is quoted on line 1")
{
    checkBanner(greetingOf("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n"),
                {.exitStatus = 2, .finding = "smtp-protocol-error", .line1 = {"SSH-2.0-OpenSSH_9.2p1"}});
}

TEST_CASE("A TLS alert instead of a greeting is CRITICAL")
{
    checkBanner({send(std::string("\x15\x03\x01\x00\x02\x02\x46", 7)), close()},
                {.exitStatus = 2, .finding = "connection-closed", .line1 = {"greeting"}, .within = 0.5});
}

TEST_CASE("A server that closes inside its greeting is CRITICAL")
{
    const auto part = GENERATE(as<std::string>{}, "2", "220", "220 mx.exam", "220-mx.example.com\r\n", "220 mx\r",
                               "220-mx.example.com\r\n220-more\r\n220");
    checkBanner({send(part), close()},
                {.exitStatus = 2, .finding = "connection-closed", .line1 = {"greeting"}, .within = 0.5});
}

TEST_CASE("A server that falls silent inside its greeting costs the time-out and no more")
{
    const auto part = GENERATE(as<std::string>{}, "220 mx.exam", "220-mx.example.com\r\n");
    checkBanner({send(part), staySilent()}, {.exitStatus = 2, .finding = "timed-out", .line1 = {"greeting"}});
}

TEST_CASE("A greeting that drips slower than the time-out allows costs the time-out and no more")
{
    checkBanner({drip("220 mx.example.com ESMTP ready for you, one of these days\r\n", 0.2)},
                {.exitStatus = 2, .finding = "timed-out", .line1 = {"greeting"}});
}

TEST_CASE("Greeting and EHLO reply in one segment: the server talks out of turn")
{
    HostileSmtp server({send("220 mx.example.com ESMTP\r\n250-mx.example.com\r\n250 SIZE\r\n"), staySilent()});
    checkBanner(server.port(), {.exitStatus = 1, .finding = "smtp-early-data", .line1 = {"EHLO"}});
}

TEST_CASE("A server that closes after its greeting is CRITICAL at EHLO")
{
    checkBanner({send("220 mx.example.com ESMTP\r\n"), close()},
                {.exitStatus = 2, .finding = "connection-closed", .line1 = {"EHLO"}, .within = 0.5});
    checkBanner({send("220 mx.example.com ESMTP\r\n"), pause(0.05), reset()},
                {.exitStatus = 2, .finding = "connection-closed", .line1 = {"EHLO"}, .within = 0.5});
}
