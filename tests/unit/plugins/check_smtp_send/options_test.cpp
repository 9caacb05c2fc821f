// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/usage_error.hpp"
#include "support/catch.hpp"
#include "unit/plugins/check_smtp_send/world.hpp"

using namespace mpm;
using namespace mpm::test;

namespace {

using Arguments = std::vector<std::string>;

checkSmtpSend::Options read(Arguments more)
{
    more.insert(more.begin(), {"-H", "mail.example.com"});
    return sendOptions(more);
}

} // namespace

TEST_CASE("The port is the one of the protocol unless given")
{
    CHECK(read({"--to", "b@example.com"}).target.mail.port == 25);
    CHECK(read({"--to", "b@example.com", "--smtps"}).target.mail.port == 465);
    CHECK(read({"--to", "b@example.com", "--lmtp"}).target.mail.port == 24);
    CHECK(read({"--to", "b@example.com", "-S", "-p", "587"}).target.mail.port == 587);
}

TEST_CASE("Without a sender the machine's own is taken, an empty one is the null sender")
{
    CHECK(read({"--to", "b@example.com"}).target.plan.from.toString() == "monitoring@client.example");
    CHECK(read({"--to", "b@example.com", "--from", ""}).target.plan.from.isNull());
    CHECK(read({"--to", "b@example.com", "--from="}).target.plan.from.isNull());
    CHECK(read({"--relay-test"}).target.plan.from.isNull());
}

TEST_CASE("A recipient is needed where the dialogue can come to RCPT, and only there")
{
    for (const auto& arguments : std::vector<Arguments>{{"--stop-at", "connect"},
                                                        {"--stop-at", "mail"},
                                                        {"--relay-test"},
                                                        {"--expect", "mail=530"},
                                                        {"--expect", "connect=5yz"}}) {
        CAPTURE(arguments);
        CHECK_NOTHROW(read(arguments));
    }
    for (const auto& arguments : std::vector<Arguments>{{},
                                                        {"--stop-at", "rcpt"},
                                                        {"--expect", "mail=250"},
                                                        {"--expect", "rcpt=550"},
                                                        {"--from", "a@example.com"}}) {
        CAPTURE(arguments);
        CHECK_THROWS_AS(read(arguments), UsageError);
    }
}

TEST_CASE("A refusal that is expected of DATA is expected of BDAT too")
{
    CHECK_NOTHROW(read({"--to", "b@example.com", "--bdat", "--expect", "data=5yz"}));
}

TEST_CASE("Options that contradict each other, or mean nothing, are usage errors")
{
    for (const auto& arguments : std::vector<Arguments>{{"--stop-at", "message"},
                                                        {"--stop-at", "quit"},
                                                        {"--stop-at", "starttls"},
                                                        {"--stop-at", "auth"},
                                                        {"--expect", "rcpt"},
                                                        {"--expect", "rcpt=abc"},
                                                        {"--expect", "quit=221"},
                                                        {"--expect", "rcpt=550", "--expect", "rcpt=554"},
                                                        {"--expect", "auth=535"},
                                                        {"--expect", "starttls=454"},
                                                        {"--expect", "rcpt=550", "--stop-at", "mail"},
                                                        {"--relay-test", "--stop-at", "rcpt"},
                                                        {"--relay-test", "--expect", "rcpt=5yz"},
                                                        {"--relay-test", "-U", "tim"},
                                                        {"--relay-test", "--to", "c@example.com"},
                                                        {"--bdat", "--expect", "data=354"},
                                                        {"--bdat", "--expect", "data=5yz", "--expect", "message=250"},
                                                        {"--lmtp", "--mx", "example.com"},
                                                        {"--message-file", "/dev/null", "--subject", "x"},
                                                        {"--message-file", "/dev/null"},
                                                        {"--message-file", "/nonexistent"},
                                                        {"--message-file", ""},
                                                        {"--message-file", "/dev/zero"},
                                                        {"--message-file", "/tmp"},
                                                        {"-U", "tim", "--auth-password-file", ""},
                                                        {"-U", "tim", "--auth-password-file", "/dev/null"},
                                                        {"--expect", "rcpt=1yz"},
                                                        {"--expect", "data=354,150"},
                                                        {"--to", "b@EXAMPLE.com"},
                                                        {"--to", ""},
                                                        {"--to", "<>"},
                                                        {"--to", "kate"},
                                                        {"--from", "kate"},
                                                        {"-U", "tim", "-A", "NTLM"},
                                                        {"-U", ""},
                                                        {"-S", "--smtps"},
                                                        {"--header", "no colon"},
                                                        {"--dsn-notify", "maybe"},
                                                        {"--dane"},
                                                        {"--tlsa", "3 1 1 " + std::string(64, '0')},
                                                        {"-S", "--tlsa", "3 1 1"},
                                                        {"-S", "--dane", "--tlsa", "3 1 1 " + std::string(64, '0')},
                                                        {"--mx", "example.com"}}) {
        CAPTURE(arguments);
        auto all = arguments;
        all.insert(all.end(), {"--to", "b@example.com"});
        CHECK_THROWS_AS(read(all), UsageError);
    }
}

TEST_CASE("postmaster, the null sender and whomever an LMTP server knows need no domain")
{
    CHECK_NOTHROW(read({"--to", "Postmaster", "--from", ""}));
    CHECK_NOTHROW(read({"--lmtp", "--to", "kate", "--from", "tim"}));
}

TEST_CASE("What a login would need is taken without one, since templates pass it always")
{
    CHECK_NOTHROW(read({"-A", "PLAIN", "--auth-allow-clear", "--to", "b@example.com"}));
}

TEST_CASE("The dialogue is kept only for -vv and more, in text and in JSON")
{
    const std::vector<std::string> target{"-H", "mail.example.com", "--to", "b@example.com"};
    const auto keeps = [&](std::vector<std::string> more) {
        more.insert(more.begin(), target.begin(), target.end());
        return sendOptions(more).target.plan.transcript;
    };
    CHECK_FALSE(keeps({}));
    CHECK_FALSE(keeps({"-v"}));
    CHECK_FALSE(keeps({"--format", "json"}));
    CHECK_FALSE(keeps({"--format", "prometheus", "-vvv"}));
    CHECK(keeps({"-vv"}));
    CHECK(keeps({"--format", "json", "-vv"}));
}
