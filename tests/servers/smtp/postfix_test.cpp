// SPDX-License-Identifier: GPL-3.0-or-later
#include "servers/smtp/banner_of.hpp"
#include "support/timing.hpp"

#include <chrono>
#include <thread>

using namespace mpm::test;

TEST_CASE("Postfix is fine, and what it offers is seen")
{
    const Postfix server;
    const auto result = bannerOf(server.port(), {"-vvv"});
    checkFine(result);
    CHECK(holds(result.firstLine(), "greeting 220 postfix.example.test ESMTP Postfix"));
    CHECK(holds(result.out, "S: 250 CHUNKING"));
    checkFine(bannerOf(server.port(), {"--expect-capability", "PIPELINING,SIZE>=1000000,8BITMIME,DSN,SMTPUTF8,CHUNKING,"
                                                              "ENHANCEDSTATUSCODES,ETRN,VRFY,!STARTTLS,!AUTH"}));
}

TEST_CASE("Postfix logs a clean goodbye after each check")
{
    const Postfix server;
    checkFine(bannerOf(server.port()));
    const auto limit = mpm::Deadline::in(scaled(mpm::Seconds(5)));
    while (!holds(server.log(), "quit=1 commands=2") && !limit.passed()) {
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    INFO(server.log());
    CHECK(holds(server.log(), "ehlo=1 quit=1 commands=2"));
    CHECK_FALSE(holds(server.log(), "lost connection after EHLO"));
    CHECK_FALSE(holds(server.log(), "lost connection after QUIT"));
    CHECK_FALSE(holds(server.log(), "improper command pipelining"));
}

TEST_CASE("What Postfix lacks is a missing capability")
{
    const Postfix server({.main = {"smtpd_discard_ehlo_keywords = pipelining, chunking", "message_size_limit = 1000"}});
    const auto result = bannerOf(server.port(), {"--expect-capability", "PIPELINING,SIZE>=1000000"});
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(holds(result.out, "[CRITICAL] capability-missing"));
    CHECK(holds(result.out, "PIPELINING"));
    CHECK(holds(result.out, "SIZE"));
}

TEST_CASE("Postfix answers VRFY, NOOP, RSET, ETRN and HELP as expected, or it is told")
{
    const Postfix server({.main = {"local_recipient_maps ="}});
    checkFine(bannerOf(server.port(), {"-C", "VRFY postmaster", "-R", "2yz", "-C", "NOOP", "-R", "250", "-C", "RSET",
                                       "-R", "250 2.0.0 Ok"}));
    const auto help = bannerOf(server.port(), {"-C", "HELP", "-R", "500"}); // Postfix 3.10 knows HELP
    INFO(help.out);
    CHECK((help.exitStatus == 0 || holds(help.firstLine(), "HELP answered 214 2.0.0 \"Commands: AUTH")));
    const auto etrn = bannerOf(server.port(), {"-C", "ETRN elsewhere.example", "-R", "2yz"});
    INFO(etrn.out);
    CHECK(etrn.exitStatus == 1);
    CHECK(holds(etrn.firstLine(), "ETRN elsewhere.example 459"));
    CHECK(holds(etrn.out, "[WARNING] smtp-reply-4yz"));
}

TEST_CASE("Postfix that refuses at the greeting is CRITICAL, whoever it greets afterwards")
{
    const Postfix server({.main = {"smtpd_delay_reject = no", "smtpd_client_restrictions = reject"}});
    const auto result = bannerOf(server.port());
    INFO(result.out);
    CHECK(result.exitStatus == 2);
    CHECK(holds(result.firstLine(), "greeting 554 5.7.1 "));
    CHECK(holds(result.out, "[CRITICAL] smtp-reply-5yz"));
}

TEST_CASE("Postfix that has too many connections from here is WARNING with its 421")
{
    const Postfix server(
        {.main = {"smtpd_client_connection_count_limit = 1", "smtpd_client_event_limit_exceptions ="}});
    checkFine(bannerOf(server.port()));
    // Postfix may count that session for a moment longer: what it answers with 421 holds nothing.
    ChildProcess holder({"bash", "-c",
                         "until exec 3<>/dev/tcp/127.0.0.1/" + std::to_string(server.port()) +
                             "; read -r reply <&3; [[ $reply == 220* ]]; do sleep 0.1; done; echo held; sleep 30"},
                        {.log = server.folder() / "holder"});
    while (contentOf(server.folder() / "holder") != "held\n") {
        REQUIRE(holder.running());
    }
    const auto result = bannerOf(server.port());
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.firstLine(), "421 4.7.0 "));
    CHECK(holds(result.out, "[WARNING] smtp-reply-4yz"));
}

TEST_CASE("A slow Postfix breaches the thresholds that it should")
{
    const Postfix server({.main = {"smtpd_client_restrictions = sleep 1", "smtpd_delay_reject = no"}});
    const auto result = bannerOf(server.port(), {"-w", "0.5", "-c", "greeting=60"});
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.out, "[WARNING] metric-out-of-range"));
    for (const auto& metric : readAsIcinga(result.out).metrics) {
        CHECK((metric.label == "time") == (metric.warning == "0.5"));
        CHECK((metric.label == "greeting") == (metric.critical == "60"));
    }
}

TEST_CASE("Another host's banner is a greeting mismatch")
{
    const Postfix server;
    checkFine(bannerOf(server.port(), {"-e", "postfix.example.test", "--expect-regex", "^220 .* ESMTP"}));
    const auto result = bannerOf(server.port(), {"-e", "exim.example.test"});
    INFO(result.out);
    CHECK(result.exitStatus == 1);
    CHECK(holds(result.out, "[WARNING] greeting-mismatch"));
    CHECK(holds(result.firstLine(), "exim.example.test"));
}
