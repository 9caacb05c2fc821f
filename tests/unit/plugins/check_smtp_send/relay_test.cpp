// SPDX-License-Identifier: GPL-3.0-or-later
// What real servers answer to the attempts of the relay test, and what it proves.
#include "sending/judge_relay.hpp"
#include "sending/relay_answer.hpp"
#include "support/catch.hpp"
#include "support/exchange.hpp"

using namespace mpm;
using namespace mpm::sending;

namespace {

struct Test {
    Delivery delivery;

    Test() { delivery.relay.emplace(); }

    /// An attempt of which RCPT got this answer, or with `Step::Mail` MAIL already.
    Test& attempt(Spoofed spoofed, const std::string& text, Step step = Step::Rcpt)
    {
        auto& made = delivery.relay->attempts.emplace_back();
        made.spoofed = spoofed;
        made.sender = "relay-test@example.org";
        made.recipient = "relay-test@example.net";
        made.mail = exchange(Step::Mail, "MAIL FROM:<>", step == Step::Mail ? text : "250 ok");
        if (step == Step::Rcpt) {
            made.rcpt = exchange(Step::Rcpt, "RCPT TO:<x@example.net>", text);
        }
        delivery.relay->planned = delivery.relay->attempts.size();
        return *this;
    }

    /// A connection that ended before its time, by these words or by that fault.
    Test& interrupted(const std::string& text)
    {
        delivery.relay->interruptions.push_back(exchange(Step::Command, "RSET", text));
        return *this;
    }
    Test& interrupted(FailureKind kind)
    {
        auto& exchange = delivery.relay->interruptions.emplace_back();
        exchange.step = Step::Rcpt;
        exchange.command = "RCPT TO:<x@example.net>";
        exchange.failure =
            Failure{kind, kind == FailureKind::TimedOut ? "no answer within 9.9 s" : "connection closed"};
        return *this;
    }

    Test& of(std::size_t planned)
    {
        delivery.relay->planned = planned;
        return *this;
    }

    Test& each(double seconds)
    {
        for (auto& attempt : delivery.relay->attempts) {
            attempt.rcpt->seconds = Seconds(seconds);
        }
        return *this;
    }

    RelayAnswer answer() const { return relayAnswer(delivery.relay->attempts.back()); }
    std::string outcome() const { return relayOutcome(*delivery.relay); }
    std::vector<Finding> findings() const { return judgeRelayTest(delivery); }
};

RelayAnswer answerTo(Spoofed spoofed, const std::string& text, Step step = Step::Rcpt)
{
    INFO(text);
    return Test().attempt(spoofed, text, step).answer();
}

} // namespace

TEST_CASE("A stranger's mail is refused for relaying in the words of every known server")
{
    for (const auto* text : {"554 5.7.1 <x@example.net>: Relay access denied",
                             "550 relay not permitted",
                             "550 Invalid recipient: <x@example.net>",
                             "550 5.7.1 Unable to relay",
                             "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain",
                             "550 5.7.64 TenantAttribution; Relay Access Denied",
                             "550 5.7.1 <x@example.net>... Relaying denied",
                             "550 5.4.1 Recipient address rejected: Access denied. AS(201806281)",
                             "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)",
                             "551 we do not relay",
                             "530 5.7.0 Authentication required",
                             "530 5.7.1 Client was not authenticated",
                             "554 5.7.1 <x@example.net>: Recipient address rejected: Access denied",
                             "553 5.1.2 we do not relay",
                             "550-Verification needed\r\n550 5.0.0 relaying is for customers",
                             "571 5.7.1 no",
                             "550 5.7.1 Relaying denied",
                             "550 no",
                             "554 denied",
                             "550 5.7.1 <x@example.net>... denied",
                             "550 5.7.1 <x@example.net>: Recipient address rejected.",
                             "554 mail.example.com: Relay access denied",
                             "550 5.7.1 Delivery not authorized, message refused",
                             "550 we don't relay, see relay.example.com"}) {
        CAPTURE(text);
        CHECK(answerTo(Spoofed::None, text) == RelayAnswer::Refused);
        CHECK(answerTo(Spoofed::Sender, text) == RelayAnswer::Refused);
        CHECK(answerTo(Spoofed::Recipient, text) == RelayAnswer::Refused);
    }
    for (const auto* text : {"530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM",
                             "530 5.7.0 Authentication required", "550 relay not permitted"}) {
        CHECK(answerTo(Spoofed::None, text, Step::Mail) == RelayAnswer::Refused);
    }
}

TEST_CASE("A refusal that has nothing to do with relaying proves nothing")
{
    for (const auto* text :
         {"550 5.1.1 <x@example.net>: Recipient address rejected: User unknown",
          "550 5.1.1 no such user",
          "550 unknown user",
          "550 5.1.2 Domain not found",
          "550 Unrouteable address",
          "501 5.1.3 Bad address syntax",
          "501 5.5.4 Syntax: RCPT TO",
          "555 5.5.4 Unsupported option",
          "503 5.5.1 need MAIL",
          "500 what?",
          "502 5.5.1 not implemented",
          "552 5.2.2 over quota",
          "556 5.1.10 Domain does not accept mail (nullMX)",
          "550 5.7.25 no reverse DNS",
          "554 5.7.1 Service unavailable; Client host blocked using zen.spamhaus.org",
          "530 5.7.0 Must issue a STARTTLS command first",
          "521 5.3.2 no mail here",
          "554 5.3.2 not now",
          "550 5.1.1 <x@example.net>: User unknown in relay recipient table",
          "554 5.7.1 Service unavailable; Client host [192.0.2.4] blocked using relays.mail-abuse.org",
          "550 5.4.1 All recipient addresses rejected : Access denied [relay-in1.example 2026]",
          "554 5.7.1 <client.example[192.0.2.4]>: Client host rejected: Access denied",
          "550 5.7.1 rate limit exceeded",
          "554 Client host rejected: Access denied",
          "550 5.7.1 TLS required",
          "550 5.7.1 Message rejected as spam",
          "550 5.3.0 relay.example.net has no room",
          "550 5.3.2 see https://example.com/relaying.html",
          "550 5.7.1 rejected by content filter",
          "550 5.2.1 Mailbox disabled, relay table says so",
          "550 5.7.1 please authenticate on another day, greylisted"}) {
        CAPTURE(text);
        CHECK(answerTo(Spoofed::None, text) == RelayAnswer::Unclear);
    }
}

TEST_CASE("A stranger hidden in the server's own addresses may be refused as unknown or as bad syntax")
{
    for (const auto* text :
         {"550 5.1.1 User unknown in local recipient table", "501 5.1.3 Bad recipient address syntax",
          "553 5.1.3 no routes", "501 <\"x@example.net\">: recipient address must contain a domain",
          "555 5.5.2 Syntax error", "500 unbalanced quotes", "550 Unrouteable address",
          "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup"}) {
        CAPTURE(text);
        CHECK(answerTo(Spoofed::Recipient, text) == RelayAnswer::Refused);
    }
    for (const auto* text : {"552 5.2.2 over quota", "556 5.1.10 Domain does not accept mail (nullMX)",
                             "503 5.5.1 need MAIL", "550 5.3.4 too big", "502 5.5.1 no such command"}) {
        CHECK(answerTo(Spoofed::Recipient, text) == RelayAnswer::Unclear);
    }
}

TEST_CASE("A made-up sender may be refused as such, at MAIL or only at RCPT")
{
    for (const auto* text :
         {"553 5.7.1 <postmaster@mail.example.com>: Sender address rejected: not logged in",
          "550 5.7.23 SPF: not a permitted sender", "550 5.1.8 Sender address rejected: Domain not found"}) {
        CHECK(answerTo(Spoofed::Sender, text) == RelayAnswer::Refused);
        CHECK(answerTo(Spoofed::Sender, text, Step::Mail) == RelayAnswer::Refused);
        CHECK(answerTo(Spoofed::None, text) == RelayAnswer::SenderRefused);
        CHECK(answerTo(Spoofed::None, text, Step::Mail) == RelayAnswer::SenderRefused);
    }
    CHECK(answerTo(Spoofed::Sender, "550 5.1.7 no null sender here", Step::Mail) == RelayAnswer::Refused);
    CHECK(answerTo(Spoofed::Recipient, "550 5.1.8 bad sender", Step::Mail) == RelayAnswer::SenderRefused);
}

TEST_CASE("A server that refuses the stranger as a sender is closed where another sender is refused for relaying")
{
    const auto* nullMx = "550 5.7.27 <a@example.org>: Sender address rejected: Domain does not accept mail (nullMX)";
    const auto* denied = "554 5.7.1 Relay access denied";
    const auto closed = Test().attempt(Spoofed::None, nullMx).attempt(Spoofed::Sender, denied);
    CHECK(closed.findings().empty());
    CHECK(closed.outcome() == "refused all 2 relay attempts");
    const auto unknown = Test()
                             .attempt(Spoofed::None, nullMx)
                             .attempt(Spoofed::Sender, "550 5.1.7 no null sender", Step::Mail)
                             .findings();
    REQUIRE(unknown.size() == 1);
    CHECK(unknown.front().id == "relay-test-incomplete");
    const auto blocked = Test()
                             .attempt(Spoofed::None, "554 5.7.1 Client host blocked using zen.spamhaus.org", Step::Mail)
                             .attempt(Spoofed::Sender, denied)
                             .findings();
    REQUIRE(blocked.size() == 1);
    CHECK(blocked.front().id == "relay-test-incomplete");
}

TEST_CASE("What proves nothing is a WARNING that names the attempt and its reply, once for all")
{
    const auto findings = Test()
                              .attempt(Spoofed::None, "550 5.1.1 no such user")
                              .attempt(Spoofed::Sender, "550 5.1.1 no such user")
                              .findings();
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().id == "relay-test-incomplete");
    CHECK(findings.front().status == Status::Warning);
    CHECK(findings.front().message ==
          "relay attempt MAIL FROM (relay-test@example.org), RCPT TO (relay-test@example.net) answered 550 5.1.1 \"no "
          "such user\"; so or alike 1 more: refused, but not for relaying, so it proves nothing");
}

TEST_CASE("A server that puts relaying off is closed, and nobody is told to open it")
{
    const auto test = Test()
                          .attempt(Spoofed::None, "454 4.7.1 <x@example.net>: Relay access denied")
                          .attempt(Spoofed::Sender, "454 4.7.1 <x@example.net>: Relay access denied");
    const auto findings = test.findings();
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().id == "smtp-reply-4yz");
    CHECK(findings.front().status == Status::Ok);
    CHECK(findings.front().remedy.find("reject_unauth_destination") != std::string::npos);
    CHECK(findings.front().remedy.find("add the domain") == std::string::npos);
    CHECK(test.outcome() == "refused all 2 relay attempts");
    const auto busy = Test().attempt(Spoofed::None, "451 4.7.1 Greylisted").findings();
    REQUIRE(busy.size() == 1);
    CHECK(busy.front().status == Status::Warning);
    CHECK(busy.front().remedy.find("greylisting") != std::string::npos);
}

TEST_CASE("A 4yz that is not about relaying is no refusal to relay, whatever words and names of hosts it holds")
{
    for (const auto* text :
         {"450 4.7.1 mail-relay1.example: Greylisted, please try again",
          "450 4.7.1 Greylisted; authenticate to skip the wait", "451 4.7.1 relay temporarily overloaded",
          "451 4.3.0 relaying service is down", "450 4.7.1 cannot relay at the moment, try again later",
          "451 relay.example.com busy", "450 4.2.0 User unknown in relay recipient table"}) {
        const auto test = Test().attempt(Spoofed::None, text).attempt(Spoofed::Sender, text);
        CAPTURE(text);
        CHECK(test.answer() == RelayAnswer::PutOff);
        const auto findings = test.findings();
        REQUIRE(findings.size() == 1);
        CHECK(findings.front().id == "smtp-reply-4yz");
        CHECK(findings.front().status == Status::Warning);
    }
    for (const auto* text : {"454 4.7.1 <x@example.net>: Relay access denied", "454 Relay access denied",
                             "451 4.7.1 relaying denied", "450 4.7.0 Authentication required"}) {
        CAPTURE(text);
        CHECK(answerTo(Spoofed::None, text) == RelayAnswer::RefusedForNow);
    }
}

TEST_CASE("A client that is refused as such proves nothing in any dress")
{
    for (const auto spoofed : {Spoofed::None, Spoofed::Sender, Spoofed::Recipient}) {
        for (const auto* text :
             {"554 5.7.1 <client.example[192.0.2.4]>: Client host rejected: Access denied",
              "554 5.7.1 Service unavailable; Client host [192.0.2.4] blocked using relays.mail-abuse.org",
              "550 5.7.1 rate limit exceeded"}) {
            CAPTURE(text);
            CHECK(answerTo(spoofed, text) == RelayAnswer::Unclear);
        }
    }
}

TEST_CASE("An open relay is CRITICAL once, with the count and every way in, and closed ways are no finding")
{
    const auto test = Test()
                          .attempt(Spoofed::None, "554 5.7.1 Relay access denied")
                          .attempt(Spoofed::Recipient, "250 2.1.5 ok")
                          .attempt(Spoofed::Sender, "251 will forward");
    const auto findings = test.findings();
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().id == "open-relay");
    CHECK(findings.front().status == Status::Critical);
    CHECK(findings.front().message ==
          "2 of 3 relay attempts accepted: MAIL FROM (relay-test@example.org), RCPT TO (relay-test@example.net) "
          "answered 250 2.1.5 \"ok\"; MAIL FROM (relay-test@example.org), RCPT TO (relay-test@example.net) answered "
          "251 \"will forward\"");
    CHECK(findings.front().headline.starts_with("open relay: 2 of 3 relay attempts accepted, as MAIL FROM"));
    CHECK(test.outcome() == "1 of 3 relay attempts refused, 2 accepted");
    CHECK(Test().attempt(Spoofed::None, "554 5.7.1 Relay access denied").findings().empty());
}

TEST_CASE("A server that leaves with 421 after refusals is closed, and its words are told with how far the test came")
{
    const auto* denied = "554 5.7.1 Relay access denied";
    for (const auto* leaves : {"421 4.7.0 mail.example.com Error: too many errors", "421 too many errors",
                               "421-4.7.0 come\r\n421 4.7.0 again"}) {
        CAPTURE(leaves);
        const auto test = Test()
                              .attempt(Spoofed::None, denied)
                              .attempt(Spoofed::Sender, leaves)
                              .interrupted(leaves)
                              .interrupted(FailureKind::Closed)
                              .of(9);
        CHECK(test.answer() == RelayAnswer::Lost);
        const auto findings = test.findings();
        REQUIRE(findings.size() == 1);
        CHECK(findings.front().id == "relay-test-incomplete");
        CHECK(findings.front().status == Status::Warning);
        CHECK(findings.front().message.starts_with(
            "1 of 9 relay attempts refused, none accepted; then RSET answered 421 "));
    }
    CHECK(answerTo(Spoofed::None, "421 4.7.1 Relay access denied") == RelayAnswer::RefusedForNow);
}

TEST_CASE("A server that is slow or hangs up after refusals is told with what it takes to finish the test")
{
    const auto* denied = "550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain";
    const auto slow =
        Test().attempt(Spoofed::None, denied).each(5.01).interrupted(FailureKind::TimedOut).of(9).findings();
    REQUIRE(slow.size() == 1);
    CHECK(slow.front().id == "relay-test-incomplete");
    CHECK(slow.front().message == "1 of 9 relay attempts refused, none accepted, each after 5.010s: the time ran out; "
                                  "it takes --timeout 50 or more");
    CHECK(slow.front().remedy.find("--timeout 50") != std::string::npos);
    const auto gone = Test().attempt(Spoofed::None, denied).interrupted(FailureKind::Closed).of(9).findings();
    REQUIRE(gone.size() == 1);
    CHECK(gone.front().message ==
          "1 of 9 relay attempts refused, none accepted; then RCPT TO x@example.net: connection closed");
    CHECK(gone.front().remedy.find("smtpd_hard_error_limit") != std::string::npos);
}

TEST_CASE("A server that never answers an attempt is judged as a server, not as a closed one")
{
    CHECK(Test().interrupted(FailureKind::TimedOut).of(9).findings().empty());
    CHECK(Test().interrupted(FailureKind::Closed).of(9).findings().empty());
    const auto busy = Test().attempt(Spoofed::None, "421 4.3.2 closing").interrupted("421 4.3.2 closing").of(9);
    REQUIRE(busy.findings().size() == 1);
    CHECK(busy.findings().front().message.starts_with("0 of 9 relay attempts refused, none accepted; then"));
}
