// SPDX-License-Identifier: GPL-3.0-or-later
#include "loopback/smtp/banner_verdict.hpp"

using namespace mpm::test;

namespace {

const std::string greeting = "220 mx.example.com ESMTP\r\n";

} // namespace

TEST_CASE("EHLO refused by any code but 421 while HELO is taken is WARNING, and the refusal is quoted")
{
    const auto refusal = GENERATE(as<std::string>{}, "500 5.5.1 what?", "502 5.5.1 not implemented", "504 not here",
                                  "503 5.5.1 bad sequence", "550 5.7.1 your name is bad", "521 no", "451 4.3.0 later",
                                  "334 mx.example.com", "150 mx.example.com");
    checkBanner({send(greeting), answerEhlo(refusal + "\r\n"), awaitLine("HELO "), send("250 mx.example.com\r\n"),
                 answerQuit()},
                {.exitStatus = 1, .finding = "ehlo-unsupported", .line1 = {"EHLO " + refusal, "HELO is accepted"}});
}

TEST_CASE("EHLO and HELO refused is CRITICAL")
{
    checkBanner({send(greeting), answerEhlo("500 5.5.1 what?\r\n"), awaitLine("HELO "), send("500 5.5.1 what?\r\n"),
                 answerQuit()},
                {.exitStatus = 2, .finding = "smtp-reply-5yz", .line1 = {"500 5.5.1 what?"}});
}

TEST_CASE("A name that EHLO and HELO refuse is CRITICAL")
{
    const auto code = GENERATE(as<std::string>{}, "550", "501", "554", "521");
    const auto refusal = code + " 5.7.1 your name is bad\r\n";
    checkBanner({send(greeting), answerEhlo(refusal), awaitLine("HELO "), send(refusal), answerQuit()},
                {.exitStatus = 2, .finding = "smtp-reply-5yz", .line1 = {"EHLO " + code + " 5.7.1 your name is bad"}});
}

TEST_CASE("421 at EHLO is WARNING")
{
    checkBanner({send(greeting), answerEhlo("421 4.7.0 slow down\r\n"), close()},
                {.exitStatus = 1, .finding = "smtp-reply-4yz", .line1 = {"EHLO 421 4.7.0 slow down"}});
}

TEST_CASE("421 at HELO is told beside the refusal of EHLO, and the worse counts")
{
    const auto refused =
        checkBanner({send(greeting), answerEhlo("502 no EHLO\r\n"), awaitLine("HELO "), send("421 busy\r\n"), close()},
                    {.exitStatus = 2, .finding = "smtp-reply-5yz", .line1 = {"EHLO 502 no EHLO"}});
    CHECK(refused.out.find("[WARNING] smtp-reply-4yz localhost ") != std::string::npos);
    CHECK(refused.out.find("HELO answered 421 \"busy\"") != std::string::npos);
    const auto later =
        checkBanner({send(greeting), answerEhlo("451 later\r\n"), awaitLine("HELO "), send("421 busy\r\n"), close()},
                    {.exitStatus = 1, .finding = "smtp-reply-4yz", .line1 = {"451 later"}});
    CHECK(later.out.find("421 \"busy\"") != std::string::npos);
}

TEST_CASE("What EHLO was refused with is told even if the server hangs up at HELO")
{
    const auto end = GENERATE(0, 1);
    checkBanner({send(greeting), answerEhlo("550 5.7.1 banned for a day\r\n"), awaitLine("HELO "),
                 end == 0 ? close() : reset()},
                {.exitStatus = 2, .finding = "smtp-reply-5yz", .line1 = {"EHLO 550 5.7.1 banned for a day"}});
}

TEST_CASE("421 at a command is WARNING")
{
    checkBanner(
        {send(greeting), answerEhlo("250 mx.example.com\r\n"), awaitLine("NOOP"), send("421 closing\r\n"), close()},
        {.exitStatus = 1,
         .finding = "smtp-reply-4yz",
         .line1 = {"NOOP", "421 closing"},
         .arguments = {"-C", "NOOP", "-R", "250"}});
}

TEST_CASE("451 at EHLO and HELO is WARNING")
{
    checkBanner({send(greeting), answerEhlo("451 4.3.0 later\r\n"), awaitLine("HELO "), send("451 4.3.0 later\r\n"),
                 answerQuit()},
                {.exitStatus = 1, .finding = "smtp-reply-4yz", .line1 = {"EHLO 451"}});
}

TEST_CASE("An EHLO reply whose code has no place there is WARNING")
{
    const auto code = GENERATE(as<std::string>{}, "220", "251", "299");
    checkBanner({send(greeting), answerEhlo(code + " mx.example.com\r\n"), staySilent()},
                {.exitStatus = 1, .finding = "smtp-unexpected-reply", .line1 = {"EHLO " + code}});
}

TEST_CASE("An EHLO reply without text is fine")
{
    checkBanner(ehloOf("250\r\n"), {.exitStatus = 0});
    checkBanner(ehloOf("250-\r\n250\r\n"), {.exitStatus = 0});
}

TEST_CASE("An EHLO reply whose code changes is judged by its last line, and the change is told")
{
    const auto result = checkBanner(
        ehloOf("250-mx.example.com\r\n220 SIZE\r\n"),
        {.exitStatus = 1, .finding = "smtp-unexpected-reply", .line1 = {"EHLO", "250", "220"}, .within = 0.5});
    CHECK(result.out.find("\n[WARNING] reply-code-changes localhost ") != std::string::npos);
}

TEST_CASE("An EHLO reply that is no reply is no SMTP")
{
    const auto reply = GENERATE(as<std::string>{}, "OK\r\n", "\r\n", "250-mx.example.com\r\nSIZE\r\n", "250_x\r\n");
    checkBanner(ehloOf(reply), {.exitStatus = 2, .finding = "smtp-protocol-error", .line1 = {"EHLO"}, .within = 0.5});
}

TEST_CASE("A server that closes or resets at EHLO is CRITICAL")
{
    checkBanner({send(greeting), awaitLine("EHLO"), close()},
                {.exitStatus = 2, .finding = "connection-closed", .line1 = {"EHLO"}, .within = 0.5});
    checkBanner({send(greeting), awaitLine("EHLO"), reset()},
                {.exitStatus = 2, .finding = "connection-closed", .line1 = {"EHLO"}, .within = 0.5});
    checkBanner({send(greeting), answerEhlo("250-mx.example.com\r\n"), close()},
                {.exitStatus = 2, .finding = "connection-closed", .line1 = {"EHLO"}, .within = 0.5});
}

TEST_CASE("A server that is silent at EHLO costs the time-out and no more")
{
    checkBanner({send(greeting), staySilent()}, {.exitStatus = 2, .finding = "timed-out", .line1 = {"EHLO"}});
    checkBanner({send(greeting), neverRead()}, {.exitStatus = 2, .finding = "timed-out", .line1 = {"EHLO"}});
    checkBanner({send(greeting), answerEhlo("250-mx.example.com\r\n"), staySilent()},
                {.exitStatus = 2, .finding = "timed-out", .line1 = {"EHLO"}});
}

TEST_CASE("An EHLO reply that drips slower than the time-out allows costs the time-out and no more")
{
    checkBanner({send(greeting), awaitLine("EHLO"), drip("250-mx.example.com\r\n250 SIZE\r\n", 0.2)},
                {.exitStatus = 2, .finding = "timed-out", .line1 = {"EHLO"}});
}

TEST_CASE("A server that is silent at HELO or at a command costs the time-out and no more")
{
    checkBanner({send(greeting), answerEhlo("502 no\r\n"), awaitLine("HELO"), staySilent()},
                {.exitStatus = 2, .finding = "smtp-reply-5yz", .line1 = {"EHLO 502 no", "no answer within"}});
    checkBanner({send(greeting), answerEhlo("250 mx.example.com\r\n"), awaitLine("HELP"), staySilent()},
                {.exitStatus = 2, .finding = "timed-out", .line1 = {"HELP"}, .arguments = {"-C", "HELP"}});
}

TEST_CASE("Two hundred lines of EHLO reply are read to the last")
{
    std::string reply = "250-mx.example.com\r\n";
    for (int i = 0; i < 200; ++i) {
        reply += "250-X-EXTENSION-" + std::to_string(i) + "\r\n";
    }
    checkBanner(ehloOf(reply + "250 STARTTLS\r\n"),
                {.exitStatus = 0, .arguments = {"--expect-capability", "STARTTLS,X-EXTENSION-199"}});
}

TEST_CASE("A capability in lower case counts, and so does one on the last line")
{
    checkBanner(ehloOf("250-mx.example.com\r\n250-size 1000\r\n250 starttls\r\n"),
                {.exitStatus = 0, .arguments = {"--expect-capability", "STARTTLS,SIZE>=1000"}});
}

TEST_CASE("A capability that is not offered is CRITICAL")
{
    checkBanner(ehloOf("250-mx.example.com\r\n250-XXXXXXXA\r\n250 SIZE\r\n"),
                {.exitStatus = 2,
                 .finding = "capability-missing",
                 .line1 = {"STARTTLS"},
                 .arguments = {"--expect-capability", "STARTTLS"}});
}

TEST_CASE("LHLO that is refused says that this is no LMTP server, not to let it answer EHLO")
{
    const auto refusal = GENERATE(as<std::string>{}, "500 5.5.1 what?\r\n", "502 no\r\n", "550 5.7.1 go away\r\n");
    HostileSmtp server({send(greeting), answer("LHLO", refusal), answerQuit()});
    const auto result =
        runCheck("check_smtp_banner", {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "--lmtp"});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(holds(result.out, "what to do: The server does not speak LMTP on this port"));
    CHECK_FALSE(holds(result.out, "answer EHLO"));
}

TEST_CASE("With -v the replies asked for stand below our own lines as they were sent")
{
    HostileSmtp server({send(greeting), answerEhlo("250 mx.example.com\r\n"),
                        answer("VRFY", "252-perhaps\r\n252 so\r\n"), answerQuit()});
    const auto result = runCheck("check_smtp_banner", {"-H", "127.0.0.1", "-p", std::to_string(server.port()), "-C",
                                                       "VRFY <kate@example.com>", "-v"});
    INFO(result.out);
    CHECK(holds(result.out, " VRFY <kate@example.com>:\nS: 252-perhaps\nS: 252 so\n"));
}
